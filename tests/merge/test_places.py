import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.merge.places import countries_of, relation, told_inside

KNOWN = told_inside({"Kelm, Tarvia": "en", "Russia's Kursk region": "en", "Ostran’s Lindow district": "en"})


@pytest.mark.parametrize(
    ("a", "b", "stands"),
    [
        ("Ukraine", "Russia’s Kursk region", "contradicts"),
        ("Kursk region", "Ukraine", "contradicts"),
        ("North Korea", "South Korea", "contradicts"),
        ("Seoul", "Busan", "contradicts"),
        ("Kelm", "Dorn", "contradicts"),
        ("Kelm, Tarvia", "Dorn, Tarvia", "contradicts"),
        ("Kyiv", "Ukraine", "refines"),
        ("near Kyiv", "Ukraine", "refines"),
        ("near Kyiv", "Kyiv", "refined_by"),
        ("northern Syria", "Syria", "refines"),
        ("Kelm", "Tarvia", "refines"),
        ("Lindow", "Ostran", "refines"),
        ("a hospital in Kelm", "Kelm", "refines"),
        ("northern Syria", "eastern Syria", "compatible"),
        ("the Defense Ministry", "Kyiv", "compatible"),
        ("Kelm", "Ukraine", "compatible"),
        ("custody", "Kyiv", "compatible"),
        ("the Russia-Ukraine border", "Ukraine", "refines"),
        ("the Kelm region", "Kelm", "refines"),
        ("Kelm", "Kelm", "equal"),
        ("", "Kelm", "compatible"),
    ],
)
def test_how_places_stand_to_each_other(a: str, b: str, stands: str) -> None:
    turned = {"refines": "refined_by", "refined_by": "refines"}
    assert relation(a, b, "en", KNOWN) == stands
    assert relation(b, a, "en", KNOWN) == turned.get(stands, stands)


def test_without_what_the_case_says_two_unknown_places_are_two_places() -> None:
    assert relation("Kelm", "Tarvia", "en") == "contradicts"


def test_pages_that_say_different_things_of_a_name_teach_nothing() -> None:
    assert told_inside({"Kelm, Tarvia": "en", "Kelm, Ostran": "en"}) == {}


def test_the_country_of_a_place() -> None:
    assert countries_of("a camp outside Kharkiv", "en") == {"Ukraine"}
    assert countries_of("the Kursk region", "en", KNOWN) == {"Russia"}
    assert countries_of("Kelm", "en", KNOWN) == frozenset()


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_compare_and_the_two_ways_agree(a: str, b: str) -> None:
    turned = {"refines": "refined_by", "refined_by": "refines"}
    one, other = relation(a, b, "en", KNOWN), relation(b, a, "en", KNOWN)
    assert other == turned.get(one, one)
