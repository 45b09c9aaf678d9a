"""Window: the days on which an article can have been written, from its own words alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from chronofile.when.candidates import Parsed
from chronofile.when.evidence import Evidence, Told, fits, told_on
from chronofile.when.outcome import in_words

LONGEST = 3700
"""Days searched one by one for those on which every date without a year reads naturally; longer windows stay as wide
as their firm bounds."""
FIRM = 2
"""Strength from which a date told as past bounds the window; a mere hint does not."""
MAX_TOLD = 12


class Window(NamedTuple):
    """First and last possible day, both included; None is open. `reasons` in words."""

    first: dt.date | None
    last: dt.date | None
    reasons: tuple[str, ...]


def window(
    evidence: Sequence[Evidence], told: Sequence[Told], upper: Sequence[Parsed], as_of: dt.date
) -> Window | None:
    """None when nothing bounds the day but that the page exists."""
    reasons: list[str] = []
    last = as_of
    latest = min(upper, key=lambda p: p.period.last, default=None)
    bounded = latest is not None
    first, floor = _floor(evidence, as_of)
    if latest is not None and (first is None or latest.period.last >= first):
        last = latest.period.last
    year = _year(evidence)
    if year is not None and (first is None or first.year <= year.day.year) and year.day.year <= last.year:
        begin, end = dt.date(year.day.year, 1, 1), dt.date(year.day.year, 12, 31)
        first, last, bounded = max(first or begin, begin), min(last, end), True
        reasons.append(f"{year.reason}, so it was written in {year.day.year}")
    elif latest is not None and last == latest.period.last:
        reasons.append(f"{latest.said} was there by {in_words(last)}, so it was not written later")
    if floor is not None:
        reasons.append(f"{floor.reason}, so it was not written before {in_words(floor.day)}")
        bounded = True
    if first is not None and told and (last - first).days <= LONGEST:
        first, last = _narrowed(first, last, told, reasons)
    if not bounded:
        return None
    return Window(first, last, tuple(reasons))


def _floor(evidence: Sequence[Evidence], as_of: dt.date) -> tuple[dt.date | None, Evidence | None]:
    firm = [e for e in evidence if e.kind == "not before" and e.strength >= FIRM and e.day <= as_of]
    best = max(firm, key=lambda e: e.day, default=None)
    return (best.day if best else None), best


def _year(evidence: Sequence[Evidence]) -> Evidence | None:
    """The year most of the links speak for, when they are firm together and no other year has as much."""
    totals: dict[int, int] = {}
    for link in evidence:
        if link.kind == "year":
            totals[link.day.year] = totals.get(link.day.year, 0) + link.strength
    ranked = sorted(totals.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] >= ranked[0][1]):
        return None
    of_year = [e for e in evidence if e.kind == "year" and e.day.year == ranked[0][0]]
    return max(of_year, key=lambda e: e.strength)


def _narrowed(first: dt.date, last: dt.date, told: Sequence[Told], reasons: list[str]) -> tuple[dt.date, dt.date]:
    """The days between on which a writer would have left every year away."""
    some = list(told[:MAX_TOLD])
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    possible = [day for day in days if all(fits(t, day) for t in some)]
    if not possible or len(possible) == len(days):
        return first, last
    newest = max((t for t in some if told_on(t, possible[0])), key=lambda t: _when(t, possible[0]), default=None)
    if newest is not None and possible[0] > first:
        reasons.append(
            f"'{newest.words}' is spoken of as past and without a year, "
            f"so it was not written before {in_words(possible[0])}"
        )
    return possible[0], possible[-1]


def _when(told: Told, day: dt.date) -> dt.date:
    found = told_on(told, day)
    return found.first if found else dt.date.min
