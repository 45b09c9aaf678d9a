"""Typed dates: what a person may write in a field, the words of each language, and what is refused in what words."""

import pytest

from chronofile import api, lang
from chronofile.api.typed_dates import DateNotUnderstood, typed_date
from chronofile.model import DateValue
from chronofile.show import dates

EXAMPLES = [
    (language, typed, edtf)
    for language in lang.languages()
    for typed, edtf in lang.load(language, "typed").get("examples", {}).items()
]


@pytest.mark.parametrize(("language", "typed", "edtf"), EXAMPLES)
def test_the_examples_of_each_language(language: str, typed: str, edtf: str) -> None:
    if not edtf:
        with pytest.raises(DateNotUnderstood):
            typed_date(typed, language)
        return
    found = typed_date(typed, language)
    assert found is not None
    assert (found.edtf, found.basis, found.verbatim) == (edtf, "reviewer", typed)


def test_every_language_with_words_has_a_hit_and_a_miss() -> None:
    for language in {each[0] for each in EXAMPLES}:
        assert {bool(edtf) for name, _, edtf in EXAMPLES if name == language} == {True, False}


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("24 December 2025", "2025-12-24"),
        ("Dec 24, 2025", "2025-12-24"),
        ("  December   2025 ", "2025-12"),
        ("2025", "2025"),
        ("the 1990s", "199X"),
        ("spring 2024", "2024-21"),
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03/2024-05-05", "2024-05-03/2024-05-05"),
        ("2024/5/3", "2024-05-03"),
        ("24.12.2025", "2025-12-24"),
        ("12/24/2025", "2025-12-24"),
        ("04.04.2024", "2024-04-04"),
        ("between 3 March and 5 April 2024", "[2024-03-03..2024-04-05]"),
        ("BETWEEN 24 December 2023 AND 5 January 2024", "[2023-12-24..2024-01-05]"),
        ("between 2019 and 2021", "[2019..2021]"),
        ("May–June 2024", "2024-05/2024-06"),
        ("March 28 - April 3, 2024", "2024-03-28/2024-04-03"),
        ("28 February – 1 March 2024", "2024-02-28/2024-03-01"),
        ("3–3 May 2024", "2024-05-03"),
        ("before 2024", "[..2023-12-31]"),
        ("after 28 February 2023", "[2023-03-01..]"),
        ("by 5 May 2024", "[..2024-05-05]"),
    ],
)
def test_dates_as_people_write_them(typed: str, edtf: str) -> None:
    found = typed_date(typed)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("03/04/2024", "ambiguous"),
        ("between 03/04/2024 and 5 May 2024", "ambiguous"),
        ("3.5.2024", "ambiguous"),
        ("31 February 2024", "no such day"),
        ("29 February 2023", "no such day"),
        ("32/13/2024", "no such day"),
        ("24 December", "no year"),
        ("between 3 and 5 May", "no year"),
        ("yesterday", "counted"),
        ("before next week", "counted"),
        ("5 May 2024 to 3 May 2024", "backwards"),
        ("between 2021 and 2019", "backwards"),
        ("2024-13", "unknown"),
        ("soon", "unknown"),
        ("3 or 5 May 2024", "unknown"),
        ("the fair of May 2024", "unknown"),
        ("<b>2024</b>", "unknown"),
        ("before", "unknown"),
        ("-", "unknown"),
        ("9999999 " * 40, "unknown"),
    ],
)
def test_what_is_not_one_date_is_refused_in_words(typed: str, why: str) -> None:
    with pytest.raises(DateNotUnderstood) as raised:
        typed_date(typed)
    assert raised.value.why == why
    assert len(str(raised.value)) < 400


def test_an_ambiguous_date_names_both_days() -> None:
    with pytest.raises(DateNotUnderstood, match="'03/04/2024' can be 3 April 2024 or 4 March 2024"):
        typed_date("03/04/2024")


def test_an_empty_field_is_open() -> None:
    assert typed_date("  ") is None


def test_about_a_stretch_keeps_that_it_is_not_exact() -> None:
    found = api.typed_date("about 3 to 5 May 2024")
    assert found is not None
    assert (found.edtf, found.qualifier) == ("2024-05-03/2024-05-05", "approximate")


def test_another_language_is_read_after_ones_own() -> None:
    assert typed_date("24. Dezember 2025", "en") == typed_date("24. Dezember 2025", "de")
    assert typed_date("24 December 2025", "xx") is not None


@pytest.mark.parametrize(
    "edtf",
    [
        "2024-05-03", "2024-05", "2024", "202X", "2024-21", "2024-24", "2024-34", "2024-05-03T14:30", "2024-05~",
        "[2024-05-03..2024-05-05]", "[2024-03..2024-05]", "[2019..2021]", "[2023-12-24..2024-01-05]",
        "[..2024-05-05]", "[2024-05-05..]", "2024-05-03/2024-05-05", "2024-03/2024-05", "2024-03/..", "../2024-05",
    ],
)  # fmt: skip
def test_what_the_desk_shows_can_be_typed_again(edtf: str) -> None:
    date = DateValue.from_edtf(edtf)
    again = typed_date(dates.when(date).value)
    assert again is not None
    assert (again.earliest, again.latest, again.extent) == (date.earliest, date.latest, date.extent)
