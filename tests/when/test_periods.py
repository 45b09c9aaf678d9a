from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import DateValue
from chronofile.when import periods

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31))
UNITS = st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"])


@given(DAYS, UNITS)
def test_the_period_holds_its_day_and_its_notation_says_the_same(day, unit):
    found = periods.containing(day, unit)
    if found is None:
        return
    if unit != "weekend":
        assert found.first <= day <= found.last
    if found.first.year >= 1000:
        value = DateValue.from_edtf(found.edtf)
        assert (value.first_day, value.last_day) == (found.first, found.last)


@given(DAYS, st.integers(-500, 500), st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]))
def test_shifting_never_fails_and_days_come_back(day, number, unit):
    moved = periods.shift(day, number, unit)
    if moved is not None and unit in ("day", "week"):
        assert periods.shift(moved, -number, unit) == day


@pytest.mark.parametrize(
    ("year", "date"),
    [(1961, (4, 2)), (2000, (4, 23)), (2018, (4, 1)), (2024, (3, 31)), (2025, (4, 20)), (2038, (4, 25))],
)
def test_easter(year, date):
    assert periods.easter(year) == dt.date(year, *date)


@pytest.mark.parametrize(
    ("rule", "date"),
    [
        ("12-25", "2024-12-25"),
        ("11 4 4", "2024-11-28"),
        ("11 4 4 +1", "2024-11-29"),
        ("05 1 -1", "2024-05-27"),
        ("easter -2", "2024-03-29"),
    ],
)
def test_holidays_by_rule(rule, date):
    found = periods.holiday(rule, 2024)
    assert found is not None
    assert found.value == date


def test_weeks_of_the_turn_of_the_year():
    assert [periods.containing(dt.date(*d), "week").value for d in ((2024, 12, 30), (2021, 1, 3), (2020, 12, 31))] == [  # type: ignore[union-attr]
        "2025-W01", "2020-W53", "2020-W53",
    ]  # fmt: skip


def test_a_month_less_a_day_is_its_last():
    assert periods.shift(dt.date(2024, 3, 31), -1, "month") == dt.date(2024, 2, 29)
    assert periods.shift(dt.date(2024, 2, 29), 1, "year") == dt.date(2025, 2, 28)


@given(DAYS, st.integers(-60, 60), st.sampled_from([None, 1, 4, 7]), st.sampled_from(["month", "quarter", "year"]))
def test_the_nth_day_is_inside_and_is_the_weekday_asked_for(day, number, weekday, unit):
    whole = periods.containing(day, unit)
    found = periods.nth_day(whole, number, weekday) if whole else None
    if whole is not None and found is not None:
        assert whole.first <= found.first <= whole.last
        assert weekday is None or found.first.isoweekday() == weekday
        step = 7 if weekday else 1
        ahead = (found.first - whole.first).days if number > 0 else (whole.last - found.first).days
        assert ahead // step == abs(number) - 1


def test_a_month_without_a_fifth_monday_has_none():
    assert periods.nth_day(periods.month(2025, 2), 5, 1) is None  # type: ignore[arg-type]
