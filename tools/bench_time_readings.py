"""Readings: whether an answer is one of the readings that a sentence of the recognizers' test sets accepts.

A moment is right when day and clock time are; a stretch when its first and last day are (those sets leave the end out,
this project counts it in: both notations pass), whether it was given as one expression or as its two ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from chronofile.model import Time


def accepted(gold: dict[str, Any], found: Sequence[Time]) -> bool:
    """`found`: the times that touch the expression, in order."""
    if not found:
        return False
    values = [_plain(t.value) for t in found]
    wanted = [_plain(w) for w in (gold.get("value"), *gold.get("timex", ())) if w]
    if any(v == w or (w[:1] == "T" and v.endswith(w)) for v in values for w in wanted):
        return True
    moments = {_plain(v.replace(" ", "T")) for v in gold.get("values", ())}
    if moments & set(values) or any(t.date and t.date.is_day and t.date.earliest in moments for t in found):
        return True
    return any(_covers(a, b, found) for a, b in gold.get("ranges", ()))


def _plain(value: str | None) -> str:
    return (value or "").removesuffix(":00").removesuffix(":00") if "T" in (value or "") else value or ""


def _covers(first: str | None, end: str | None, found: Sequence[Time]) -> bool:
    clock = "T" in f"{first}{end}".replace(" ", "T")
    if clock:
        if first is None or end is None:
            return _plain((first or end or "").replace(" ", "T")) in {_plain(t.value) for t in found}
        a, b = (_plain(x.replace(" ", "T")) for x in (first, end))
        return len(found) > 1 and _plain(found[0].value) == a and _plain(found[-1].value) == b
    whole = any(_begins(first, t) and _ends(end, t) for t in found)
    return whole or (len(found) > 1 and _begins(first, found[0]) and _ends(end, found[-1], begins=True))


def _begins(day: str | None, time_: Time) -> bool:
    return time_.date is not None and time_.date.earliest == (day and day[:10])


def _ends(day: str | None, time_: Time, *, begins: bool = False) -> bool:
    """`begins`: a stretch "to March" may end where March begins."""
    if time_.date is None or day is None or time_.date.latest is None:
        return time_.date is not None and day is None and time_.date.latest is None
    before = (dt.date.fromisoformat(day[:10]) - dt.timedelta(days=1)).isoformat()
    return time_.date.latest in (day[:10], before) or (begins and time_.date.earliest == day[:10])
