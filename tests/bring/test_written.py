"""Dates as people write them into tables."""

from __future__ import annotations

import datetime as dt

import pytest

from chronofile.api.bring import in_words
from chronofile.bring.written import Order, clock_of, order_of, stretch, with_clock, written
from chronofile.model import DateValue

TODAY = dt.date(2026, 1, 15)


def read(text: str, order: Order | None = None, year_above: int | None = None) -> tuple[str, str]:
    """EDTF and qualifier, or "" and the problem."""
    told = written(text, order, in_words, TODAY, year_above)
    return (told.date.edtf, told.date.qualifier) if told.date else ("", told.problem)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024/03/05", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024-03-05 00:00:00", "2024-03-05"),
        ("2024-03-05T14:30", "2024-03-05T14:30"),
        ("2024-03", "2024-03"),
        ("06/1997", "1997-06"),
        ("1999", "1999"),
        ("05/05/2024", "2024-05-05"),
        ("08/??/1999", "1999-08"),
        ("??/08/1999", "1999-08"),
        ("00/08/1999", "1999-08"),
        ("xx.05.2020", "2020-05"),
        ("??/??/2020", "2020"),
        ("2020-??-??", "2020"),
        ("2020-05-??", "2020-05"),
        ("1999-2001", "1999/2001"),
        ("1999 – 2001", "1999/2001"),
        ("2019 to 2020", "2019/2020"),
        ("2019 –", "2019/.."),
        ("2024-03-05 - 2024-03-07", "2024-03-05/2024-03-07"),
        ("[2024-03-05..2024-03-07]", "[2024-03-05..2024-03-07]"),
        ("spring 2021", "2021-21"),
        ("Frühjahr 2021", "2021-21"),
        ("3. März 2024", "2024-03-03"),
        ("between March and May 2024", "[2024-03-01..2024-05-31]"),
        ("3 March 2024 – 5 April 2024", "2024-03-03/2024-04-05"),
        ("5 March 2024", "2024-03-05"),
        ("On or before 31 December 2023", "[..2023-12-31]"),
        ("On or after 31 December 2023", "[2023-12-31..]"),
        ("<1999", "[..1998-12-31]"),
        ("<= 1999", "[..1999-12-31]"),
        (">2020-05", "[2020-06-01..]"),
        ("≥ 2020", "[2020-01-01..]"),
        ("before 1999", "[..1998-12-31]"),
    ],
)
def test_written_without_a_question_of_order(text: str, edtf: str) -> None:
    assert read(text)[0] == edtf


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("3.4.2024", "2024-04-03", "2024-03-04"),
        ("3/4/24", "2024-04-03", "2024-03-04"),
        ("03 / 04 / 2024", "2024-04-03", "2024-03-04"),
        ("3/4/2024 14:30", "2024-04-03T14:30", "2024-03-04T14:30"),
        ("3/4/2024, 2:30 pm", "2024-04-03T14:30", "2024-03-04T14:30"),
        ("Wed 3/4/2024", "2024-04-03", "2024-03-04"),
        ("<3/4/2024", "[..2024-04-02]", "[..2024-03-03]"),
        ("3.4.-5.6.2024", "2024-04-03/2024-06-05", "2024-03-04/2024-05-06"),
    ],
)
def test_the_order_decides_and_without_it_is_asked_for(text: str, day_first: str, month_first: str) -> None:
    assert read(text, "day-month")[0] == day_first
    assert read(text, "month-day")[0] == month_first
    told = written(text, None, in_words, TODAY)
    assert told.asks
    assert told.date is None
    assert "cannot be told" in told.problem


def test_days_of_one_month_in_one_cell() -> None:
    assert read("3.–5.3.2024", "day-month")[0] == "2024-03-03/2024-03-05"
    assert read("28.2. – 3.3.2024", "day-month")[0] == "2024-02-28/2024-03-03"


def test_two_figures_of_a_year_are_read_and_said() -> None:
    told = written("<06/15/97", "month-day", in_words, TODAY)
    assert told.date is not None
    assert (told.date.edtf, told.date.qualifier, told.date.verbatim) == ("[..1997-06-14]", "before", "<06/15/97")
    assert told.remarks == ("“97” was read as 1997",)
    assert read("1/2/31", "day-month")[0] == "2031-02-01"
    assert read("1/2/32", "day-month")[0] == "1932-02-01"


def test_about_and_perhaps() -> None:
    for text, edtf in (("c. 1999", "1999~"), ("ca. 3/2001", "2001-03~"), ("~1999", "1999~"), ("1999?", "1999?")):
        assert read(text) == (edtf, "approximate")


@pytest.mark.parametrize("text", ["", " ", "?", "??", "-", "—", "unknown", "Undated", "unbekannt", "미상", "n.d."])
def test_a_cell_that_says_it_does_not_know(text: str) -> None:
    assert written(text, None, in_words, TODAY) == written("", None, in_words, TODAY)
    assert read(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("nonsense", "is not understood as a date"),
        ("2024-13", "is not understood as a date"),
        ("31.2.2024", "no day of the calendar"),
        ("06/15/97", "there is no month 15"),
        ("3/4/????", "names no year"),
        ("5/6", "names no year"),
        ("3 March", "is not understood as a date"),
        ("2021 – 2019", "ends before it begins"),
        ("14:30", "is not understood as a date"),
        ("12345", "is not understood as a date"),
        ("the 3rd letter of 2024 was sent on 5 May 2024", "is not understood as a date"),
    ],
)
def test_what_is_not_understood_says_why(text: str, why: str) -> None:
    edtf, problem = read(text, "day-month")
    assert edtf == ""
    assert why in problem


def test_the_year_of_the_heading_above_is_used_and_said() -> None:
    assert read("5.6.", "day-month", 2024)[0] == "2024-06-05"
    told = written("3 March", None, in_words, TODAY, 2024)
    assert told.date is not None
    assert told.date.edtf == "2024-03-03"
    assert told.remarks == ("the year 2024 was taken from the heading above",)


def test_a_month_that_is_known_is_never_a_day() -> None:
    assert read("15/??/1999", "day-month")[0] == "1999"
    assert "a day without its month" in written("15/??/1999", "day-month", in_words, TODAY).remarks[0]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("13/4/2024", "day-month"),
        ("4/13/2024", "month-day"),
        ("08/??/1999", "month-day"),
        ("??/08/1999", "day-month"),
        ("3/4/2024", "undecided"),
        ("5/5/2024", None),
        ("2024-04-13", None),
        ("March 2024", None),
        ("3.4.-13.4.2024", "day-month"),
    ],
)
def test_what_a_cell_says_about_the_order(text: str, order: str | None) -> None:
    assert order_of(text) == order


def test_times_of_day() -> None:
    found = [clock_of(text) for text in ("14:30", "2:30 pm", "12:00 am", "9h15", "14:30 Uhr", "2.30", "25:00", "noon")]
    assert found == ["14:30", "14:30", "00:00", "09:15", "14:30", None, None, None]
    day = DateValue.from_edtf("2024-03-05")
    assert with_clock(day, "14:30").edtf == "2024-03-05T14:30"
    assert with_clock(DateValue.from_edtf("2024-03"), "14:30").edtf == "2024-03"


def test_a_stretch_from_two_cells() -> None:
    first, last = DateValue.from_edtf("2024-03"), DateValue.from_edtf("2024-05-07")
    made = stretch(first, last)
    assert made is not None
    assert (made.edtf, made.extent) == ("2024-03/2024-05-07", "throughout")
    assert stretch(last, first) is None
    assert stretch(first, first) == first
