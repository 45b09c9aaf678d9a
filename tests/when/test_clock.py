from __future__ import annotations

import pytest

from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve
from chronofile.when.clock import time_of
from chronofile.when.unresolved import parse


def times(text: str, published: str = "2025-01-15") -> tuple[Time, ...]:
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    return resolve(expressions, text, DateValue.from_edtf(published), "en")


@pytest.mark.parametrize(
    ("form", "clock"),
    [
        ("date hour=5 mer=pm", "17:00"),
        ("date hour=12 mer=am", "00:00"),
        ("date clock=7:15 mer=NI", "19:15"),
        ("date hour=2 shared=pm till=4:30", "14:00"),
        ("date hour=11 shared=pm till=4", "11:00"),
        ("date hour=3 since=10:30", "15:00"),
        ("date hour=11 since=10:30", "11:00"),
        ("date hour=9 past=30", "09:30"),
        ("date hour=6 less=20", "05:40"),
        ("date hour=0 less=15", "23:45"),
        ("date hour=25", None),
        ("date clock=25:61", None),
        ("date month=5", None),
    ],
)
def test_the_time_of_day_of_a_form(form, clock):
    assert time_of(parse(form)) == clock


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The road is shut from 2 to 4:30 p.m. tomorrow.", ["2025-01-16T14:00", "2025-01-16T16:30"]),
        ("He was out on Friday at 2:00 - 2:30 pm.", ["2025-01-10T14:00", "2025-01-10T14:30"]),
        ("The lights were out between 7 and 9:30 last night.", ["2025-01-14T19:00", "2025-01-14T21:30"]),
        ("The hall is open from 10:15 to 18:45 on 3 March 2025.", ["2025-03-03T10:15", "2025-03-03T18:45"]),
        ("The hall is open between 0730-0930 only.", ["2025-01-15T07:30", "2025-01-15T09:30"]),
    ],
)
def test_both_ends_of_a_stretch_have_its_day_and_half_of_the_day(text, ends):
    assert [t.value for t in times(text) if t.type == "TIME"] == ends


@pytest.mark.parametrize(
    "text",
    [
        "They won 3 to 2 on Tuesday.",
        "The index rose from 7 to 9 on Tuesday.",
        "Between 10 and 15 died on Tuesday.",
        "Read John 3 to 5 tonight.",
        "It ran from 2014 until 2018.",
    ],
)
def test_numbers_that_are_no_hours_get_no_clock_time(text):
    assert [t for t in times(text) if "T" in t.value and ":" in t.value] == []


def test_a_clock_time_behind_a_part_of_the_day_is_in_it():
    assert [t.value for t in times("He rang last night, at 11:20.")] == ["2025-01-14TNI", "2025-01-14T23:20"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Shots were fired two hours ago.", "2025-01-15T14:12"),
        ("He left half an hour ago.", "2025-01-15T15:42"),
        ("He will speak in 20 minutes.", "2025-01-15T16:32"),
        ("The plane landed 17 hours ago.", "2025-01-14T23:12"),
    ],
)
def test_hours_and_minutes_are_counted_from_the_minute_of_publication(text, edtf):
    date = times(text, "2025-01-15T16:12")[-1].date
    assert date is not None
    assert (date.edtf, date.qualifier) == (edtf, "approximate")


def test_with_the_day_of_publication_alone_they_are_of_about_that_day():
    (time,) = times("Shots were fired two hours ago.")
    assert (time.value, time.date and time.date.edtf) == ("2025-01-15TXX", "2025-01-15")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It rained in the past five minutes.", "2025-01-15T09:55/2025-01-15T10:00"),
        ("It will rain within the next two hours.", "[2025-01-15T10:00..2025-01-15T12:00]"),
        ("It will be over within 5 minutes.", "[2025-01-15T10:00..2025-01-15T10:05]"),
    ],
)
def test_a_stretch_of_minutes_lies_beside_the_minute_of_publication(text, edtf):
    found = times(text, "2025-01-15T10:00")[-1]
    assert found.date is not None
    assert found.date.edtf == edtf
