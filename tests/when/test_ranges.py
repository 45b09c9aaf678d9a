from __future__ import annotations

import pytest

from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve


def times(text: str, published: str | None = "2025-06-20") -> tuple[Time, ...]:
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    return resolve(expressions, text, DateValue.from_edtf(published) if published else None, "en")


@pytest.mark.parametrize(
    ("text", "ends", "edtf"),
    [
        ("It lasted from March to May 2023.", ["2023-03", "2023-05"], "2023-03-01/2023-05-31"),
        ("It lasted from 2014 until 2018.", ["2014", "2018"], "2014-01-01/2018-12-31"),
        ("The talks ran on May 12-14, 2024.", ["2024-05-12", "2024-05-14"], "2024-05-12/2024-05-14"),
        ("The talks ran on 12–14 May 2024.", ["2024-05-12", "2024-05-14"], "2024-05-12/2024-05-14"),
        ("He was held from 3 May 2024 to 5 June 2024.", ["2024-05-03", "2024-06-05"], "2024-05-03/2024-06-05"),
        ("It fell between March and May 2023.", ["2023-03", "2023-05"], "[2023-03-01..2023-05-31]"),
    ],
)
def test_a_stretch_is_two_ends_and_the_first_one_covers_it(text, ends, edtf):
    first, last = times(text)
    assert [first.value, last.value] == ends
    assert first.date is not None
    assert first.date.edtf == edtf
    assert "the stretch ends with" in first.reason


@pytest.mark.parametrize(
    "text",
    [
        "The hearing was moved from Monday to Friday.",
        "He met her on 3 May 2024 and 5 June 2024.",
        "It fell from May 2024. To June 2024 more was added.",
        "It ran from May 2024 to March 2023.",
    ],
)
def test_two_dates_that_are_no_stretch_stay_apart(text):
    assert all("stretch" not in t.reason for t in times(text))


def test_a_stretch_without_publication_stays_open():
    assert [(t.value, t.date) for t in times("He was away from March to May.", None)] == [
        ("XXXX-03", None),
        ("XXXX-05", None),
    ]


def test_a_stretch_of_weekdays_runs_forward_whatever_the_day():
    for day in range(16, 23):
        first, last = times("He will be away from Monday to Friday.", f"2025-06-{day}")
        assert (first.value, last.value) in (("2025-06-16", "2025-06-20"), ("2025-06-23", "2025-06-27"))


def test_hours_are_split_like_days():
    assert [t.value for t in times("On 3 May 2024 it was open 3-8 p.m. in Lund.")] == [
        "2024-05-03",
        "2024-05-03T15:00",
        "2024-05-03T20:00",
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The road was shut from March until May.", ["2024-03", "2024-05"]),
        ("The road will be shut from November until February.", ["2025-11", "2026-02"]),
        ("He was away from the ninth till the seventeenth of April.", ["2024-04-09", "2024-04-17"]),
        ("He was away from Dec. 28 until Jan. 4.", ["2024-12-28", "2025-01-04"]),
    ],
)
def test_the_second_end_follows_the_first_within_a_year(text, ends):
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    assert [t.value for t in resolve(expressions, text, DateValue.from_edtf("2025-01-15"), "en")] == ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("It ran from April twenty-seventh to the third.", ["2025-04-27", "2025-05-03"]),
        ("It ran from the twenty-seventh to the third of April.", ["2025-03-27", "2025-04-03"]),
        ("It ran from the third to the ninth of April.", ["2025-04-03", "2025-04-09"]),
    ],
)
def test_two_days_that_share_a_month_may_run_over_its_edge(text, ends):
    assert [t.value for t in times(text)] == ends
