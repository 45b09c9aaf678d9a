from collections.abc import Callable

Look = Callable[..., object]
DATES = [("Monday", "2025-03-10"), ("Tuesday", "2025-03-11"), ("Friday", "2025-03-14")]


def test_a_group_keeps_its_size_and_is_met_again(look: Look) -> None:
    found = look(["Two Danish sailors were arrested on Monday. The sailors were released on Tuesday."], DATES)
    group = found.agent("two Danish sailors")  # type: ignore[attr-defined]
    assert (group.identification, group.size, group.type) == ("collective", 2, "Group")
    assert found.who(found.event("released")) == {("two Danish sailors", "target")}  # type: ignore[attr-defined]


def test_one_and_the_second_are_two(look: Look) -> None:
    found = look(["One sailor was arrested on Monday. The second sailor was arrested on Friday."], DATES)
    assert [found.names[e.involvements[0].agent] for e in found.events] == ["one sailor", "second sailor"]  # type: ignore[attr-defined]


def test_an_unnamed_lawyer_stays_unnamed(look: Look) -> None:
    found = look(
        ["The Dock Union appointed a local lawyer on Monday. This lawyer plans to meet Ana Ruiz on Friday."], DATES
    )
    lawyer = found.agent("local lawyer")  # type: ignore[attr-defined]
    assert lawyer.identification == "described"
    assert found.who(found.event("meet")) == {("local lawyer", "actor"), ("Ana Ruiz", "participant")}  # type: ignore[attr-defined]


def test_they_are_the_group_last_spoken_of(look: Look) -> None:
    found = look(["Two Danish sailors left Oslo. They were arrested by police on Monday."], DATES)
    event = found.event("arrested")  # type: ignore[attr-defined]
    assert found.who(event) == {("two Danish sailors", "target"), ("police", "actor")}  # type: ignore[attr-defined]
    assert event.headline.startswith("Two Danish sailors were arrested by police")


def test_whoever_she_is_when_two_people_may_be_meant_stays_open(look: Look) -> None:
    found = look(["Lejla Maric met Ana Ruiz in Oslo. Omar Demir said she was arrested on Monday."], DATES)
    assert found.who(found.event("arrested")) == set()  # type: ignore[attr-defined]


def test_one_of_a_group_says_of_which(look: Look) -> None:
    found = look(
        [
            "Two Danish sailors left Oslo on Monday. One sailor was arrested on Friday; the second sailor fled on Tuesday."
        ],
        DATES,
    )
    group = found.agent("two Danish sailors")  # type: ignore[attr-defined]
    assert found.agent("one sailor").part_of == found.agent("second sailor").part_of == group.id  # type: ignore[attr-defined]


def test_two_groups_of_one_size_may_be_the_same_and_are_not_joined(look: Look) -> None:
    found = look(["Two Danish sailors left Oslo on Monday. Two Danish prisoners were freed on Friday."], DATES)
    sailors, prisoners = found.agent("two Danish sailors"), found.agent("two Danish prisoners")  # type: ignore[attr-defined]
    assert sailors.id != prisoners.id
    assert prisoners.may_be == (sailors.id,)


def test_officials_of_one_office_are_not_all_officials(look: Look) -> None:
    found = look(
        [
            "Danish officials met on Monday. Harbour officials arrested a sailor on Friday. Danish officials wept on Tuesday."
        ],
        DATES,
    )
    assert found.who(found.event("arrested")) >= {("harbour officials", "actor")}  # type: ignore[attr-defined]


def test_both_one_thing_and_another_are_no_two_people(look: Look) -> None:
    found = look(
        ["They hold status as both prisoners of war and citizens. Both prisoners were freed on Friday."], DATES
    )
    assert found.agent("both prisoners").names == ("both prisoners",)  # type: ignore[attr-defined]
