"""Readings: whether an answer is one of the readings that a sentence of the recognizers' test sets accepts.

A moment is right when day and clock time are; a stretch when its first and last day are (those sets leave the end out,
this project counts it in: both notations pass), whether it was given as one expression or as its two ends; a length of
time when it is as long, however it is written (P1Y is P12M, P1W is P7D; P1M is not P30D, nor is PXM three months).
What the gold leaves open may be told: XXXX-05 is met by a May of one of the years it lists, T16 and SU by a day or a
year with them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from chronofile.model import Time

_CLOCK = re.compile(r"\d\d:\d\d")
_WEEKDAY = re.compile(r"XXXX-WXX-\d")
_PART = re.compile(r"T(?:MO|MI|AF|EV|NI|\d\d(?::\d\d)?)$")
_LENGTH = re.compile(
    r"P(?:([\d.]+)Y)?(?:([\d.]+)Q)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?"
    r"(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?"
)
_MONTHS = (12, 3, 1, 0, 0, 0, 0, 0)
_SECONDS = (0, 0, 0, 604_800, 86_400, 3_600, 60, 1)
"""What is equal whatever the calendar: a year is twelve months, a week seven days; a month is no number of days."""


def accepted(gold: dict[str, Any], found: Sequence[Time]) -> bool:
    """`found`: the times that touch the expression, in order."""
    if not found:
        return False
    values = [_plain(t.value) for t in found]
    wanted = [_plain(w) for w in (gold.get("value"), *gold.get("timex", ())) if w]
    if any(_same(v, w, gold) for v in values for w in wanted):
        return True
    moments = {_plain(v.replace(" ", "T")) for v in gold.get("values", ())}
    given = {_plain(t.date.edtf) for t in found if t.date}
    if moments & (set(values) | given) or any(t.date and t.date.is_day and t.date.earliest in moments for t in found):
        return True
    ends = {v[:10] for v in gold.get("values", ()) if v.endswith("23:59:59")}
    if any(t.mod == "END" and t.value in ends for t in found):  # "the end of tomorrow", as its last second
        return True
    return any(_covers(a, b, found) for a, b in gold.get("ranges", ()))


def _same(value: str, wanted: str, gold: dict[str, Any]) -> bool:
    if value == wanted or (wanted[:1] == "T" and value.endswith(wanted)):
        return True
    if wanted in ("SP", "SU", "FA", "WI"):
        return value.endswith("-" + wanted)
    if (value, wanted) == ("XXXX-WXX-WE", "P1WE"):  # every weekend, in either notation
        return True
    if _WEEKDAY.fullmatch(wanted) and gold.get("type") != "SET":
        return value in _days(gold) and dt.date.fromisoformat(value).isoweekday() == int(wanted[-1])
    if wanted[:2] == "FY":  # TIMEX3 writes a fiscal year as the year
        return value == wanted[2:]
    part = _PART.search(wanted)
    if wanted[:5] == "XXXX-" and part and gold.get("type") != "SET":
        return value[:10] in _days(gold) and value[10:] == part[0]
    if wanted[:1] == "P" and value[:1] == "P" and _length(value) is not None:
        return _length(value) == _length(wanted)
    years = {(text or "")[:4] for pair in gold.get("ranges", ()) for text in pair}
    return wanted[:5] == "XXXX-" and value[4:] == wanted[4:] and value[:4] in years


def _days(gold: dict[str, Any]) -> set[str]:
    """The days that the gold lists for what it leaves open."""
    ranges = {(text or "")[:10] for pair in gold.get("ranges", ()) for text in pair}
    return ranges | {text[:10] for text in gold.get("values", ())}


def _length(value: str) -> tuple[float, float] | None:
    """Months and seconds."""
    m = _LENGTH.fullmatch(value)
    if m is None or not any(m.groups()):
        return None
    counts = [float(n or 0) for n in m.groups()]
    return tuple(sum(n * size for n, size in zip(counts, sizes, strict=True)) for sizes in (_MONTHS, _SECONDS))  # type: ignore[return-value]


def _plain(value: str | None) -> str:
    return (value or "").removesuffix(":00").removesuffix(":00") if ":" in (value or "") else value or ""


def _covers(first: str | None, end: str | None, found: Sequence[Time]) -> bool:
    if _CLOCK.search(f"{first} {end}"):
        if first and end and any(t.date and _told_to_the_minute(t.date.edtf, first, end) for t in found):
            return True
        if first is None or end is None:
            return _at((first or end or ""), found[0]) or _at((first or end or ""), found[-1])
        ends = [t for t in found if t.type == "TIME" and _CLOCK.search(t.value)]
        return len(ends) > 1 and _at(first, ends[0]) and _at(end, ends[-1])
    whole = any(_begins(first, t) and _ends(end, t) for t in found)
    return whole or (len(found) > 1 and _begins(first, found[0]) and _ends(end, found[-1], begins=True))


def _told_to_the_minute(edtf: str, first: str, end: str) -> bool:
    """Whether a stretch has these two moments (or times of day alone) as ends: "2018-08-30T10:00/2018-08-30T10:05"."""
    begin, _, last = edtf.strip("[]").replace("..", "/").partition("/")
    return all(told.endswith(want.replace(" ", "T")[:-3]) for told, want in ((begin, first), (last, end)))


def _at(moment: str, time_: Time) -> bool:
    """A moment of a day, or a time of day alone ("16:00:00")."""
    plain, value = _plain(moment.replace(" ", "T")), _plain(time_.value)
    return value == plain or (_CLOCK.match(moment) is not None and value.endswith("T" + plain))


def _begins(day: str | None, time_: Time) -> bool:
    return time_.date is not None and time_.date.earliest == (day and day[:10])


def _ends(day: str | None, time_: Time, *, begins: bool = False) -> bool:
    """`begins`: a stretch "to March" may end where March begins."""
    if time_.date is None or day is None or time_.date.latest is None:
        return time_.date is not None and day is None and time_.date.latest is None
    before = (dt.date.fromisoformat(day[:10]) - dt.timedelta(days=1)).isoformat()
    if time_.date.latest in (day[:10], before):
        return True
    return begins and (time_.date.earliest == day[:10] or (time_.value + "-01-01")[:10] == day[:10])
