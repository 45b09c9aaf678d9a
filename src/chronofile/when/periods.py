"""Periods: days, weeks, months … of the calendar, each with its first and last day and its two notations.

`value` is TIMEX3 ("1998-W08", "2024-Q3", "199"), `edtf` ISO 8601-2 ("2025-33" for a quarter, "199X"). Weeks begin on
Monday (ISO 8601); seasons are those of the northern hemisphere, winter named after the year it begins in.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Literal, NamedTuple

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century", "range"]
SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}
"""First month and EDTF number of each season."""
RANK: Mapping[str, int] = {
    name: i
    for i, name in enumerate(
        ("second", "minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "season", "half",
         "year", "decade", "century", "range")
    )
}  # fmt: skip
"""Finer units first."""


class Period(NamedTuple):
    """`first` and `last` are both included."""

    unit: Unit
    first: dt.date
    last: dt.date
    value: str
    edtf: str


def day(date: dt.date) -> Period:
    return Period("day", date, date, date.isoformat(), date.isoformat())


def calendar_day(year: int, month: int, number: int) -> Period | None:
    """None where the calendar has no such day."""
    try:
        return day(dt.date(year, month, number))
    except ValueError:
        return None


def month(year: int, number: int) -> Period | None:
    """Month `number` of `year`; numbers outside 1-12 run into the years beside it."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year <= 9998:
        return None
    last = calendar.monthrange(year, number)[1]
    text = f"{year:04d}-{number:02d}"
    return Period("month", dt.date(year, number, 1), dt.date(year, number, last), text, text)


def year(number: int) -> Period | None:
    if not 1 <= number <= 9998:
        return None
    return Period("year", dt.date(number, 1, 1), dt.date(number, 12, 31), f"{number:04d}", f"{number:04d}")


def week_of(date: dt.date) -> Period | None:
    iso = date.isocalendar()
    try:
        first = date - dt.timedelta(days=iso.weekday - 1)
        last = first + dt.timedelta(days=6)
    except OverflowError:
        return None
    return Period("week", first, last, f"{iso.year:04d}-W{iso.week:02d}", f"[{first}..{last}]")


def weekend_of(date: dt.date) -> Period | None:
    """The Saturday and Sunday of the ISO week of `date`."""
    week = week_of(date)
    if week is None:
        return None
    first = week.last - dt.timedelta(days=1)
    return Period("weekend", first, week.last, week.value + "-WE", f"[{first}..{week.last}]")


def weekend_near(date: dt.date) -> Period | None:
    """The weekend a day belongs to: a Monday's is the one before it (as in "Labor Day weekend")."""
    try:
        return weekend_of(date - dt.timedelta(days=1) if date.isoweekday() == 1 else date)
    except OverflowError:
        return None


def quarter(year_number: int, number: int) -> Period | None:
    year_number, number = year_number + (number - 1) // 4, (number - 1) % 4 + 1
    a, b = month(year_number, 3 * number - 2), month(year_number, 3 * number)
    if a is None or b is None:
        return None
    return Period("quarter", a.first, b.last, f"{year_number:04d}-Q{number}", f"{year_number:04d}-{32 + number}")


def half(year_number: int, number: int) -> Period | None:
    if number not in (1, 2):
        return None
    a, b = month(year_number, 6 * number - 5), month(year_number, 6 * number)
    if a is None or b is None:
        return None
    return Period("half", a.first, b.last, f"{year_number:04d}-H{number}", f"[{a.first}..{b.last}]")


def season(year_number: int, name: str) -> Period | None:
    first, number = SEASONS[name]
    a, b = month(year_number, first), month(year_number, first + 2)
    if a is None or b is None:
        return None
    return Period("season", a.first, b.last, f"{year_number:04d}-{name}", f"{year_number:04d}-{number}")


def decade(number: int) -> Period | None:
    """Decade 199 holds the years 1990 to 1999."""
    a, b = year(10 * number), year(10 * number + 9)
    return Period("decade", a.first, b.last, f"{number:03d}", f"{number:03d}X") if a and b else None


def century(number: int) -> Period | None:
    """Century 19 holds the years 1900 to 1999: the twentieth."""
    a, b = year(max(100 * number, 1)), year(100 * number + 99)
    return Period("century", a.first, b.last, f"{number:02d}", f"{number:02d}XX") if a and b and number else None


def span(first: Period, last: Period) -> Period | None:
    """From the beginning of one period to the end of another: a stretch that lasted."""
    if first.first > last.last:
        return None
    return Period("range", first.first, last.last, f"{first.value}/{last.value}", f"{first.first}/{last.last}")


def shift(date: dt.date, number: int, unit: str) -> dt.date | None:
    """`date` moved by whole units; a day that the month lacks becomes its last day. None outside the calendar."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if months is None:
            days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit]
            return date + dt.timedelta(days=days * number)
        count = date.year * 12 + date.month - 1 + number * months
        target = month(count // 12, count % 12 + 1)
        return target and target.first.replace(day=min(date.day, target.last.day))
    except OverflowError:
        return None


def containing(date: dt.date, unit: str) -> Period | None:
    """The period of `unit` that holds `date`."""
    if unit == "day":
        return day(date)
    if unit in ("week", "fortnight"):
        return week_of(date)
    if unit == "weekend":
        return weekend_of(date)
    if unit == "month":
        return month(date.year, date.month)
    if unit == "quarter":
        return quarter(date.year, (date.month + 2) // 3)
    if unit == "half":
        return half(date.year, 1 if date.month <= 6 else 2)
    if unit == "season":
        name = next(n for n, (m, _) in SEASONS.items() if (date.month - m) % 12 < 3)
        return season(date.year - (name == "WI" and date.month < 3), name)
    if unit == "year":
        return year(date.year)
    if unit == "decade":
        return decade(date.year // 10)
    return century(date.year // 100)


def nth_day(whole: Period, number: int, weekday: int | None) -> Period | None:
    """The Nth day of a period, or its Nth such weekday; negative numbers count from its end. None where it has none."""
    step = 7 if weekday else 1
    try:
        if number > 0:
            ahead = (weekday - whole.first.isoweekday()) % 7 if weekday else 0
            found = whole.first + dt.timedelta(days=ahead + step * (number - 1))
        else:
            back = (whole.last.isoweekday() - weekday) % 7 if weekday else 0
            found = whole.last + dt.timedelta(days=step * (number + 1) - back)
    except OverflowError:
        return None
    return day(found) if number and whole.first <= found <= whole.last else None


def easter(number: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, b, c = number % 19, number // 100, number % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    n = (h - m + r + 90) // 25
    return dt.date(number, n, (h - m + r + n + 19) % 32)


def holiday(rule: str, number: int) -> Period | None:
    """The day of a holiday in a year; `rule` is "MM-DD", "MM WEEKDAY NTH [+DAYS]" (NTH -1: last) or "easter +DAYS"."""
    parts = rule.split()
    try:
        if parts[0] == "easter":
            return day(easter(number) + dt.timedelta(days=int(parts[1])))
        if len(parts) == 1:
            return calendar_day(number, int(rule[:2]), int(rule[3:5]))
        weekday, nth = int(parts[1]), int(parts[2])
        whole = month(number, int(parts[0]))
        if whole is None:
            return None
        if nth > 0:
            found = whole.first + dt.timedelta(days=(weekday - whole.first.isoweekday()) % 7 + 7 * (nth - 1))
        else:
            found = whole.last - dt.timedelta(days=(whole.last.isoweekday() - weekday) % 7)
        return day(found + dt.timedelta(days=int(parts[3]) if len(parts) > 3 else 0))
    except (ValueError, OverflowError):
        return None
