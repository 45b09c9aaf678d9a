from collections.abc import Callable

Look = Callable[..., object]


def held(look: Look, *paragraphs: str) -> list[tuple[str, str, str, str, str]]:
    return [(s.holder, s.status, s.legal_system, s.basis, s.asserted_by) for s in look(list(paragraphs)).statuses]  # type: ignore[attr-defined]


def test_two_statuses_of_one_group_each_under_its_law(look: Look) -> None:
    assert held(
        look, "The four pilots are held as both detainees under military law and Norwegian citizens under domestic law."
    ) == [
        ("four pilots", "detainees", "military law", "", ""),
        ("four pilots", "Norwegian citizens", "domestic law", "", ""),
    ]


def test_who_asserts_it_and_on_what_basis(look: Look) -> None:
    assert held(look, "Ana Ruiz argued that the pilots are prisoners of war under the Geneva Convention.") == [
        ("pilots", "prisoners of war", "", "Geneva Convention", "Ana Ruiz")
    ]


def test_what_is_only_planned_is_no_status(look: Look) -> None:
    assert held(look, "Ana Ruiz plans to register the pilots as protected persons.") == []


def test_a_mere_mention_is_no_status(look: Look) -> None:
    assert held(look, "Ana Ruiz met two prisoners of war in Oslo.") == []
