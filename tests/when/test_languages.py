"""What a language's data can switch in the engine; each rule's own examples run in test_grammar."""

from __future__ import annotations

from pathlib import Path

import pytest

import chronofile.when
from chronofile import lang
from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve
from chronofile.when.forms import read_blob
from chronofile.when.grammar import grammar


def times(text: str, language: str, published: str | None = "2025-01-15") -> tuple[Time, ...]:
    date = DateValue.from_edtf(published) if published else None
    return resolve(match(text, [Block(0, len(text), "paragraph")], language), text, date, language)


def values(text: str, language: str, published: str | None = "2025-01-15") -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in times(text, language, published)]


def test_the_engine_names_no_language():
    for source in Path(chronofile.when.__file__).parent.glob("*.py"):
        code = source.read_text(encoding="utf-8").split('"""')[0::2]  # without docstrings
        for name in lang.languages():
            assert not any(f'"{name}"' in part for part in code), (source.name, name)


@pytest.mark.parametrize(
    ("blob", "decimal", "value", "kind"),
    [
        ("1.500", ",", "1500", "NUMBER"),
        ("12.345.678,90", ",", "12345678", "NUMBER"),
        ("1,5", ",", "1.5", "DECIMAL"),
        ("1.500", ".", "1.500", "DECIMAL"),
        ("1,500", ".", "1500", "NUMBER"),
    ],
)
def test_the_decimal_mark_is_the_languages(blob, decimal, value, kind):
    (form,) = read_blob(blob, "dmy", decimal)
    assert form.value == value
    assert kind in form.classes


def test_numbers_written_together():
    assert grammar("de").words["dreiundzwanzig"].values["NUMBER"] == "23"
    assert grammar("de").words["einundzwanzig"].values["NUMBER"] == "21"
    assert grammar("en").words.get("oneandtwenty") is None


def test_words_written_together_carry_both_fields():
    assert values("Am Donnerstagabend und am Freitagmorgen wurde gewählt.", "de") == [
        ("Donnerstagabend", "2025-01-09TEV"),
        ("Freitagmorgen", "2025-01-10TMO"),
    ]


def test_the_stop_of_an_ordinal_ends_no_sentence():
    """The verb behind the date still tells the tense."""
    assert values("Am 24. Februar soll das Gericht entscheiden.", "de") == [("24. Februar", "2025-02-24")]
    assert values("Am 24. Dezember wurde entschieden.", "de") == [("24. Dezember", "2024-12-24")]


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("Die Messe war vom 5. bis 22. November 2023 offen.", "de", ["2023-11-05", "2023-11-22"]),
        ("Am 3., 11. und 18. Dezember wurde getagt.", "de", ["2024-12-03", "2024-12-11", "2024-12-18"]),
        ("La feria fue del 5 al 22 de noviembre de 2023.", "es", ["2023-11-05", "2023-11-22"]),
    ],
)
def test_days_joined_to_a_day_share_its_month(text, language, days):
    assert [t.value for t in times(text, language)] == days


def test_a_length_counted_back_keeps_its_length_and_has_its_day():
    (time,) = times("Es begann vor zehn Tagen.", "de")
    assert (time.value, time.type) == ("P10D", "DURATION")
    assert time.date is not None
    assert (time.date.edtf, time.date.anchor) == ("2025-01-05", "published")
    (time,) = times("Empezó hace dos semanas.", "es")
    assert time.date is not None
    assert (time.date.earliest, time.date.latest) == ("2024-12-30", "2025-01-05")


def test_without_publication_it_has_none():
    (time,) = times("Es begann vor zehn Tagen.", "de", None)
    assert (time.value, time.date) == ("P10D", None)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Am vergangenen Mittwoch starb er.", "de", "2025-01-08"),
        ("Er wird am kommenden Mittwoch sprechen.", "de", "2025-01-22"),
        ("Murió el pasado miércoles.", "es", "2025-01-08"),
        ("Hablará el próximo viernes.", "es", "2025-01-17"),
    ],
)
def test_the_nearest_weekday_on_a_side_is_never_the_day_itself(text, language, value):
    assert [t.value for t in times(text, language)] == [value]


def test_two_figures_of_a_decade_are_the_last_one_that_has_begun():
    assert values("Das war in den zwanziger Jahren.", "de", "1997-05-01") == [("den zwanziger Jahren", "192")]
    assert values("Das war in den zwanziger Jahren.", "de", "2031-05-01") == [("den zwanziger Jahren", "202")]


@pytest.mark.parametrize(
    "text",
    [
        "Die Bild am Sonntag und die Welt am Sonntag berichten.",
        "Es kamen 2000 Menschen und 1998 Euro.",
        "Der 29-jährige Täter ist 45 Jahre alt.",
        "Am 30. Februar um 25.61 Uhr im Jahr 0.",
        "Frau Sommer und August Lind.",
        "Das Spiel endete 3:2, Tabelle 17.30.",
    ],
)
def test_what_is_no_time_in_german(text):
    assert times(text, "de") == ()


@pytest.mark.parametrize(
    "text", ["Vinieron 2000 personas.", "El diario El País ganó 3-2.", "El 30 de febrero.", "Costó 1998 pesetas."]
)
def test_what_is_no_time_in_spanish(text):
    assert times(text, "es") == ()


def test_day_and_month_in_figures_that_no_calendar_has_are_left_open():
    assert [t.value for t in times("Er kam am 17.30. heim.", "de") if t.date] == []
    assert [t.date for t in times("He was seen on 22/30 in Lund.", "en")] in ([], [None])
