from collections.abc import Callable

import pytest

from chronofile.find.acronyms import stands_for
from chronofile.find.gazetteer import gazetteer

Look = Callable[..., object]


@pytest.mark.parametrize(
    ("short", "before", "name"),
    [
        ("HWU", "leaders of the Harbour Workers Union", "Harbour Workers Union"),
        (
            "PFLK",
            "members of the Popular Front for the Liberation of Kelda",
            "Popular Front for the Liberation of Kelda",
        ),
        ("KPP", "votes of the Kelda People 's Party", "Kelda People 's Party"),
        ("CUK", "votes of the Christian Union of Kelda", "Christian Union of Kelda"),
        ("CU", "votes of the Christian Union", "Christian Union"),
        ("DoT", "officials at the Department of Tides", "Department of Tides"),
        ("NGLs", "two National Grain Laboratories", "National Grain Laboratories"),
        ("NFK", "a writer of Notes from Kelda", "Notes from Kelda"),
        ("ITRC", "the Institute of Tides , Reefs and Coasts", "Institute of Tides , Reefs and Coasts"),
        ("CDU", "the Christian Democratic Union of Kelda", "Christian Democratic Union of Kelda"),
        ("Marintrans", "reports of the Maritime Institute of Transport", "Maritime Institute of Transport"),
        ("Keldo", "ships of the Kelda Lines and Docks Office", "Kelda Lines and Docks Office"),
        ("G&L", "men of the Grain and Light Party", "Grain and Light Party"),
        ("KW", "Kelda Weekly", "Kelda Weekly"),
    ],
)
def test_the_first_letters_say_where_a_name_starts(short: str, before: str, name: str) -> None:
    english = gazetteer("en")
    assert english
    words = before.split()
    start = stands_for(short, words, english)
    assert start is not None
    assert " ".join(words[start:]) == name


@pytest.mark.parametrize(
    ("short", "before"),
    [
        ("KPP", "votes of the Dock Party"),
        ("IED", "an improvised explosive device"),
        ("HU", "the Harbour Workers Union"),
    ],
)
def test_letters_that_are_not_those_of_a_name(short: str, before: str) -> None:
    english = gazetteer("en")
    assert english
    start = stands_for(short, before.split(), english)
    assert start is None


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Alliance for Clean Harbours (ACH) met. The ACH rose at noon.", "ACH", "Alliance for Clean Harbours"),
        ("The KRC (Kelda River Commission) met on the quay.", "KRC", "Kelda River Commission"),
        ("Engineers of the Kelda River Commission met. Nobody from the KRC spoke.", "KRC", "Kelda River Commission"),
        ("Deputies of the Bloque Obrero de Tornholm (BOT) walked out.", "BOT", "Bloque Obrero de Tornholm"),
        ("The Workers Party (PTO) lost two seats, and PTO members wept.", "PTO", "Workers Party"),
        ("The United Nations sent boats. A UN officer counted them.", "UN", "United Nations"),
    ],
)
def test_an_acronym_is_the_body_it_stands_for(look: Look, text: str, short: str, full: str) -> None:
    agent = look([text]).agent(full)  # type: ignore[attr-defined]
    assert short in agent.names
    assert agent.type in ("Organization", "PublicBody")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Osman Demir (KPP) spoke first.", "KPP"),
        ("TORNHOLM (AP) — Two boats sank on Monday.", "AP"),
        ("Ana Ruiz (AR) spoke first.", "AR"),
        ("Ships from Poland (KTR) met.", "KTR"),
        ("Del. Ana Ruiz (D-Tornholm) spoke first.", "D-Tornholm"),
        ("The Dock Foundation and the KRC met.", "KRC"),
    ],
)
def test_a_bracket_that_spells_nothing_joins_nothing(look: Look, text: str, short: str) -> None:
    found = look([text])
    assert not found.has_agent(short) or found.agent(short).names == (short,)  # type: ignore[attr-defined]


def test_letters_of_two_bodies_join_neither(look: Look) -> None:
    found = look(["The Kelda River Commission met the Kelda Road Council. The KRC paid."])
    lone = found.agent("KRC")  # type: ignore[attr-defined]
    assert lone.names == ("KRC",)
    assert {found.names[a] for a in lone.may_be} == {"Kelda River Commission", "Kelda Road Council"}  # type: ignore[attr-defined]


def test_a_body_under_its_former_name(look: Look) -> None:
    found = look(["The boat stood on Y (formerly Facebook) for a day. Y has since removed it."])
    assert found.agent("Y").names == ("Facebook", "Y")  # type: ignore[attr-defined]
    assert found.agent("Y").type == "Organization"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Grain and Light Company (G&L) paid. Men of G&L left.", "G & L", "Grain and Light Company"),
        ("The Maritime Institute of Transport (Marintrans) rose. Marintrans paid.", "Marintrans", "Maritime Institute of Transport"),
    ],
)  # fmt: skip
def test_short_forms_that_are_no_row_of_capitals(look: Look, text: str, short: str, full: str) -> None:
    assert short in look([text]).agent(full).names  # type: ignore[attr-defined]


def test_a_word_in_brackets_that_is_no_part_of_the_name_before(look: Look) -> None:
    found = look(["The Maritime Institute of Transport (Marital) rose, and the Kelda Dock Board (Norway) paid."])
    assert found.agent("Maritime Institute of Transport").names == ("Maritime Institute of Transport",)  # type: ignore[attr-defined]
    assert "Norway" not in found.agent("Kelda Dock Board").names  # type: ignore[attr-defined]
