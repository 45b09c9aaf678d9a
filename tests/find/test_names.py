from collections.abc import Callable

import pytest

Look = Callable[..., object]


def names(look: Look, *paragraphs: str) -> dict[str, str]:
    found = look(list(paragraphs))
    return {a.name: a.type for a in found.findings.agents if a.identification == "named"}  # type: ignore[attr-defined]


def test_people_bodies_and_places(look: Look) -> None:
    found = names(
        look,
        "Norwegian Foreign Minister Ingrid Falk met Kim Dae-ho of the Harbour Workers Union in Bergen.",
        "The Ministry of Public Works and the Kelda River Commission (KRC) sent engineers to Lake Arn.",
    )
    assert found == {
        "Ingrid Falk": "Person", "Kim Dae-ho": "Person", "Harbour Workers Union": "Organization", "Bergen": "Place",
        "Ministry of Public Works": "PublicBody", "Kelda River Commission": "PublicBody", "Lake Arn": "Place",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Protesters gathered on Monday. However, nobody came.",
        "In March the river rose. March was wet.",
        "While Talks continue, Experts warn.",
        "Yesterday the Internet went down on Christmas Eve.",
    ],
)
def test_capitals_that_are_no_names(look: Look, text: str) -> None:
    assert names(look, text) == {}


def test_a_headline_in_title_case_gives_only_names_of_the_body(look: Look) -> None:
    found = look(
        [("headline", "Angry Farmers March On Tornholm As Dam Fills"), "Farmers marched through Tornholm Harbour."]
    )
    assert {a.name for a in found.findings.agents if a.identification == "named"} == {"Tornholm Harbour"}  # type: ignore[attr-defined]


def test_capitals_throughout_give_only_known_names(look: Look) -> None:
    assert set(names(look, "THE MAYOR OF PARIS SIGNED THE BIG AGREEMENT WITH EVERYONE IN TOWN")) <= {"PARIS", "Paris"}


def test_a_dateline_names_the_place_and_the_agency_but_no_event_happened_there(look: Look) -> None:
    found = look(
        ["ARNHOLM, May 3 (Wireco) - Judge Ana Falk sentenced two sailors on Monday."], [("Monday", "2025-05-05")]
    )
    assert found.findings.relayed_from == "Wireco"  # type: ignore[attr-defined]
    assert found.event("sentenced").place is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The boy met Brask at noon. In the end Brask had won, they say.", "Brask", "Person"),
        ("The Tornholm Harbour Board met. Fishermen trust the Board.", "Board", "Organization"),
        ("Fishermen asked the Senate for help.", "Senate", "PublicBody"),
    ],
)
def test_one_capital_word_is_what_its_places_make_of_it(look: Look, text: str, name: str, kind: str) -> None:
    assert look([text]).agent(name).type == kind  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "They sang “Lorvane” and later “Lorvane” again.",
        "A Brenholm-based firm paid them. A Brenholm-based firm went broke.",
        "Fishermen trust the Party.",
    ],
)
def test_one_capital_word_that_says_nothing_is_left_out(look: Look, text: str) -> None:
    assert names(look, text) == {}


def test_rules_alone_take_no_word_before_a_thing_for_a_name(look: Look, by_rules: None) -> None:
    assert names(look, "The Plastrika factory closed; the Plastrika gate is shut.") == {}
