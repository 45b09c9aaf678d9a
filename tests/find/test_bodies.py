from collections.abc import Callable

import pytest

Look = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Kelda River Commission met. Later the Commission rose.", "Commission", "Kelda River Commission"),
        ("The Supreme Court of Tarvia met. The Supreme Court rose.", "Supreme Court", "Supreme Court of Tarvia"),
        ("The House of Delegates voted. The White House was silent. The House rose.", "House", "House of Delegates"),
        (
            "The Kenyan House of Delegates voted. The House of Delegates rose. Later the House sat again.",
            "House",
            "Kenyan House of Delegates",
        ),
        ("The U.S. Senate voted, and the Senate rose.", "Senate", "U.S. Senate"),
        ("The United States Congress voted before the U.S. Congress rose.", "U.S. Congress", "United States Congress"),
    ],
)
def test_a_short_name_of_the_only_body_that_has_it(look: Look, text: str, short: str, full: str) -> None:
    assert short in look([text]).agent(full).names  # type: ignore[attr-defined]


@pytest.mark.usefixtures("by_rules")
def test_a_firm_by_its_first_word(look: Look) -> None:
    found = look(["Stolt Lines sued the port. Stolt said so, and men of Stolt left."])
    assert "Stolt" in found.agent("Stolt Lines").names  # type: ignore[attr-defined]


def test_a_short_name_of_two_bodies_is_left_apart_and_names_both(look: Look) -> None:
    found = look(["The Kelda River Commission met the Dock Commission. The Commission paid."])
    lone = found.agent("Commission")  # type: ignore[attr-defined]
    assert lone.names == ("Commission",)
    assert {found.names[a] for a in lone.may_be} == {"Kelda River Commission", "Dock Commission"}  # type: ignore[attr-defined]


@pytest.mark.usefixtures("by_rules")
def test_a_body_before_a_noun_is_one_where_it_stands_alone_too(look: Look) -> None:
    found = look(["The Kelda House of Delegates met. The House rose. The House managers left."])
    spans = [m for m in found.findings.mentions if m.end - m.start == len("House")]  # type: ignore[attr-defined]
    assert len(spans) == 2
    assert not look(["The court rose, and the House managers left."]).has_agent("House")  # type: ignore[attr-defined]


def test_a_family_name_signed_in_capitals(look: Look) -> None:
    agent = look(["Ana Ruiz wrote a letter.", "— RUIZ, mayor of Vigo."]).agent("Ana Ruiz")  # type: ignore[attr-defined]
    assert "RUIZ" in agent.names


def test_one_land_under_two_names(look: Look) -> None:
    found = look(["Ships left Britain on Monday. Boats of the U.K. followed; the United Kingdom paid."])
    assert set(found.agent("Britain").names) == {"Britain", "U.K.", "United Kingdom"}  # type: ignore[attr-defined]


def test_a_land_by_its_letters_is_the_land(look: Look) -> None:
    assert (
        "DPRK" in look(["Ships left North Korea. The DPRK said so, and DPRK sailors sang."]).agent("North Korea").names
    )  # type: ignore[attr-defined]
