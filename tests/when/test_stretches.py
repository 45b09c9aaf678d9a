from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve


def times(text: str, published: str = "2025-01-15") -> tuple[Time, ...]:
    expressions = match(text, [Block(0, len(text), "paragraph")], "en")
    return resolve(expressions, text, DateValue.from_edtf(published), "en")


@pytest.mark.parametrize(
    ("text", "value", "edtf"),
    [
        ("The lease runs for three years from 1 May 2021.", "P3Y", "2021-05-01/2024-04-30"),
        ("He was barred for two weeks starting May 20, 2024.", "P2W", "2024-05-20/2024-06-02"),
        ("Pay within 30 days from 3 March 2024.", "P30D", "2024-03-03/2024-04-01"),
        ("It rained in the first nine months of 2023.", "P9M", "2023-01-01/2023-09-30"),
        ("It rained in the last four months of 2021.", "P4M", "2021-09-01/2021-12-31"),
        ("It rained in the first ten days of last month.", "P10D", "2024-12-01/2024-12-10"),
    ],
)
def test_a_length_lies_where_its_date_says_and_keeps_its_value(text, value, edtf):
    length = times(text)[0]
    assert (length.type, length.value) == ("DURATION", value)
    assert length.date is not None
    assert (length.date.edtf, length.date.extent) == (edtf, "throughout")


@pytest.mark.parametrize(
    "text",
    [
        "He served three years. From 1 May 2021 he was free.",
        "In the first nine months he slept; of 2023 he knew nothing.",
        "The first three days of the trial were dull.",
        "It lasted the first forty days of May 2024.",
        "Wait for two hours from 3 March 2024.",
    ],
)
def test_a_length_that_no_date_holds_stays_open(text):
    assert [t.date for t in times(text) if t.type == "DURATION"] == [None]


def test_counted_without_a_word_for_lasting_it_is_the_day_at_the_end():
    (time,) = times("Three years from 1 May 2021 he was free.")
    assert (time.type, time.value) == ("DATE", "2024-05-01")


def test_the_reason_names_the_date_it_is_tied_to():
    length = times("It rained in the first nine months of 2023.")[0]
    assert "at the beginning of '2023'" in length.reason


@given(st.integers(1, 400), st.sampled_from(["days", "weeks", "months", "years"]), st.integers(1900, 2100))
def test_a_tied_length_runs_forward_from_its_date(count, unit, year):
    length = times(f"It lasts for {count} {unit} from 3 March {year}.", "2025-01-15")[0]
    assert length.date is not None
    assert length.date.earliest == f"{year}-03-03"
    assert length.date.latest is not None
    assert length.date.latest >= length.date.earliest


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It shuts at 2 p.m. for two hours.", "2025-01-15T14:00/2025-01-15T16:00"),
        ("It shuts for 2 hours 30 minutes from 11 p.m. on.", "2025-01-15T23:00/2025-01-16T01:30"),
        ("It shut for two hours on Monday.", None),
        ("It shut at 2 p.m. for ten years.", None),
    ],
)
def test_hours_beside_a_clock_time_are_told_to_the_minute(text, edtf):
    length = next(t for t in times(text) if t.type == "DURATION")
    assert (length.date.edtf if length.date else None) == edtf
