"""Outcome: what one expression came to under one publication day, before the ends of an interval are joined."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from chronofile.when.periods import Period

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Outcome(NamedTuple):
    """`period` is None when the date stays open. `anchor` as on DateValue; `time` is a clock time (EDTF "T10:30").
    `lasting`: the period was filled, not touched. `other` is the reading not taken, with its reason.
    """

    value: str
    period: Period | None = None
    mod: str = ""
    anchor: str = ""
    why: str = ""
    lasting: bool = False
    time: str = ""
    quant: str = ""
    freq: str = ""
    other: tuple[tuple[str, str], ...] = ()
    approximate: bool = False


def in_words(date: dt.date) -> str:
    """As "31 December 2025": a date as a reader expects it, whatever the locale."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def name_of(period: Period) -> str:
    """A period as a reader expects it."""
    if period.unit == "day":
        return in_words(period.first)
    if period.unit == "month":
        return f"{MONTHS[period.first.month - 1]} {period.first.year}"
    if period.unit == "year":
        return str(period.first.year)
    if period.unit in ("decade", "century"):
        return f"the years {period.first.year}–{period.last.year}"
    return f"{in_words(period.first)} to {in_words(period.last)}"
