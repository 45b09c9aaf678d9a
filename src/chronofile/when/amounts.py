"""Amounts: durations, periods beside a date, and sets of times."""

from __future__ import annotations

import datetime as dt

from chronofile.when.clock import time_of
from chronofile.when.outcome import Outcome, in_words
from chronofile.when.periods import Period, containing, shift
from chronofile.when.running import Running
from chronofile.when.unresolved import Unresolved

_LETTER = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y", "century": "CE",
}  # fmt: skip
_HALF = {"year": "6M", "hour": "30M", "minute": "30S", "day": "T12H", "decade": "5Y", "century": "50Y"}
MAX_COUNT = 100_000
"""More than so many of any unit is no measure of time told in the press, and would leave the calendar."""


def duration_value(form: Unresolved) -> str:
    """TIMEX3 of a length of time: "P3Y", "PT3H30M", "PXM" where the count is vague."""
    count = form.get("pair").partition("-")[0] or form.get("n")
    unit = form.get("unit")
    if form.get("half"):
        return _with_half(count, unit)
    first = _single(count, unit)
    if form.get("n2"):
        second = _single(form.get("n2"), form.get("unit2"))
        joined = second.removeprefix("P")
        return first + (joined.removeprefix("T") if "T" in first and "T" in second else joined)
    return first


def _single(count: str, unit: str) -> str:
    if unit == "fortnight":
        unit, count = "week", str(2 * int(count)) if count.isdecimal() else count
    if unit == "quarter":
        return f"P{3 * int(count)}M" if count.isdecimal() else f"P{count}Q"
    if unit == "decade":
        return (
            f"P{10 * int(count)}Y" if count.isdecimal() and count != "1" else f"P{count}DE" if count != "X" else "PXDE"
        )
    return ("PT" if unit in ("second", "minute", "hour") else "P") + count + _LETTER.get(unit, "X")


def _with_half(count: str, unit: str) -> str:
    whole = "" if count in ("0", "") else count + _LETTER.get(unit, "X")
    if unit not in _HALF:
        return f"P{count or '0'}.5{_LETTER.get(unit, 'X')}"
    if unit in ("hour", "minute"):
        return "PT" + whole + _HALF[unit]
    return "P" + ("" if unit in ("decade", "century") else whole) + _HALF[unit]


def duration(form: Unresolved, tense: str, run: Running) -> Outcome:
    """A bare length; "has … for a year" also says when: up to publication."""
    value = duration_value(form)
    why = "a length of time; when it was the page does not say"
    mod = form.get("approx")
    if form.get("prep") == "for" and tense == "present" and run.published is not None:
        begin = count_off(run.published, form, -1)
        if begin is not None:
            period = Period("range", begin, run.published, value, f"{begin}/{run.published}")
            why = f"a state that has lasted this long up to {run.publication}, so it began about {in_words(begin)}"
            return Outcome(value, period, mod=mod, anchor="published", why=why, lasting=True, approximate=True)
    ahead = tense == "future" and form.get("seen") != "past"
    if form.get("prep") == "within" and ahead and run.published is not None:
        why = f"within this time from {run.publication}; the verb nearby looks ahead"
        if (minutes := _minutes_beside(form, 1, run, why)) is not None:
            return minutes
        end = count_off(run.published, form, 1)
        if end is not None and end > run.published:
            period = Period("range", run.published, end, value, f"[{run.published}..{end}]")
            return Outcome(value, period, mod=mod, anchor="published", why=why)
    if form.get("prep") == "in" and ahead and run.published is not None:
        why = f"this long after {run.publication}; the verb nearby looks ahead"
        if exact := to_the_minute(form, 1, run, why):
            return exact._replace(value=value, mod=mod)
        moved = count_off(run.published, form, 1)
        found = containing(moved, _grain(form.get("unit"))) if moved else None
        if found is not None:
            return Outcome(value, found, mod=mod, anchor="published", why=why, approximate=True)
    return Outcome(value, mod=mod, why=why)


_HALF_MONTHS = {"year": 6, "decade": 60, "century": 600}


def minutes_of(form: Unresolved) -> int | None:
    """A length told in hours or minutes, None for other units, vague counts and what nobody counts in minutes."""
    size, more = _MINUTES.get(form.get("unit")), _MINUTES.get(form.get("unit2"), 0)
    if size is None or not (form.get("n") or "0").isdecimal() or (form.get("n2") and not more):
        return None
    minutes = size * int(form.get("n") or "0") + more * (form.number("n2") or 0)
    minutes += size // 2 if form.get("half") else 0
    return minutes if minutes <= MAX_COUNT else None


_MINUTES = {"hour": 60, "minute": 1}


def to_the_minute(form: Unresolved, sign: int, run: Running, why: str) -> Outcome | None:
    """Hours and minutes counted from the minute of publication; None for other units or when it is not known."""
    minutes = minutes_of(form)
    if run.moment is None or minutes is None:
        return None
    moved = run.moment + sign * dt.timedelta(minutes=minutes)
    why = f"{why}, {run.moment:%H:%M}"
    value = f"{moved:%Y-%m-%dT%H:%M}"
    time = f"T{moved:%H:%M}"
    return Outcome(value, containing(moved.date(), "day"), anchor="published", why=why, time=time, approximate=True)


def _grain(unit: str) -> str:
    """The unit a date is given in when it is counted in `unit`: hours to days, decades to years."""
    if unit in ("hour", "minute", "second"):
        return "day"
    return "year" if unit in ("decade", "century") else "week" if unit == "fortnight" else unit


def count_off(base: dt.date, form: Unresolved, sign: int) -> dt.date | None:
    """`base` moved by the length a form tells, None outside the calendar or when the count is vague."""
    count, unit = form.get("n"), form.get("unit")
    if unit in ("hour", "minute", "second"):
        return base
    if not count.isdecimal() or int(count) > MAX_COUNT:
        return None
    moved = shift(base, sign * int(count), unit)
    if moved is not None and form.get("half") and unit in _HALF_MONTHS:
        moved = shift(moved, sign * _HALF_MONTHS[unit], "month")
    more = form.number("n2")
    if moved is not None and more is not None and form.get("unit2") not in ("hour", "minute", "second"):
        moved = shift(moved, sign * min(more, MAX_COUNT), form.get("unit2"))
    return moved


def period(form: Unresolved, run: Running) -> Outcome:
    """A stretch that ends ("the past three years") or begins ("the next two weeks") at publication."""
    value = duration_value(form)
    side, told = form.get("side"), form.relative("from")
    mention = run.last if run.narrative or told else None
    if told:
        side = f"{told[1]:+d}"
    why = f"the stretch that {'ends' if side == '-1' else 'begins'} at {run.publication}"
    if side in ("-1", "+1") and (minutes := _minutes_beside(form, int(side), run, why)) is not None:
        return minutes
    base = mention.period.last if mention else run.published
    if side not in ("-1", "+1") or base is None:
        return Outcome(value, mod=form.get("approx"), why="a length of time; when it was the page does not say")
    if form.get("unit") == "quarter" and (now := containing(base, "quarter")) is not None:
        # whole ones: "the last two quarters" leave out the one that runs
        edge = now.first if side == "-1" else now.last + dt.timedelta(days=1)
        moved = count_off(edge, form, int(side))
        base, other = (edge, moved) if moved is None or side == "+1" else (edge - dt.timedelta(days=1), moved)
        other = other - dt.timedelta(days=1) if other and side == "+1" else other
    elif side == "+1" and _from_the_next_day(form) and base < dt.date.max:
        base += dt.timedelta(days=1)
        ahead = count_off(base, form, 1)
        other = ahead - dt.timedelta(days=1) if ahead else None
    else:
        other = count_off(base, form, int(side))
    if other is None:
        return Outcome(value, mod=form.get("approx"), why="a stretch of no stated length beside publication")
    first, last = sorted((base, other))
    anchor = f"time:{mention.start}" if mention else "published"
    beside = f"'{mention.text}'" if mention else run.publication
    why = f"the stretch that {'ends' if side == '-1' else 'begins'} at {beside}"
    within = form.get("prep") == "within"
    found = Period("range", first, last, value, f"[{first}..{last}]" if within else f"{first}/{last}")
    return Outcome(value, found, mod=form.get("approx"), anchor=anchor, why=why, lasting=not within)


def _from_the_next_day(form: Unresolved) -> bool:
    """ "The next ten days" leave the day of publication out; hours do not, nor does "within the next ten days"."""
    return form.get("unit") not in ("hour", "minute", "second") and form.get("prep") != "within"


def _minutes_beside(form: Unresolved, side: int, run: Running, why: str) -> Outcome | None:
    """A stretch of hours or minutes from the minute of publication on, or up to it; None where that is not known."""
    end = to_the_minute(form, side, run, why)
    if end is None or end.period is None or run.moment is None:
        return None
    first, last = sorted((f"{run.moment:%Y-%m-%dT%H:%M}", end.value))
    a, b = sorted((run.moment.date(), end.period.first))
    within = form.get("prep") == "within"
    edtf = f"[{first}..{last}]" if within else f"{first}/{last}"
    whole = Period("range", a, b, duration_value(form), edtf)
    return Outcome(whole.value, whole, mod=form.get("approx"), anchor="published", why=end.why, lasting=not within)


def repeated(form: Unresolved) -> Outcome:
    """A set of times: "every Friday"; it has no single date."""
    quant = form.get("quant")
    value = form.get("value")
    if form.get("weekday"):
        value = f"XXXX-WXX-{form.get('weekday')}"
    elif form.get("month"):
        value = f"XXXX-{int(form.get('month')):02d}"
    elif form.get("season"):
        value = f"XXXX-{form.get('season')}"
    elif form.get("unit") == "quarter":
        value = f"P{form.get('n')}Q"
    elif form.get("weekend"):
        value = "XXXX-WXX-WE"
    elif form.get("day"):
        value = f"XXXX-XX-{int(form.get('day')):02d}"
    elif form.get("unit"):
        value = _single(form.get("n") or "1", form.get("unit"))
    clock = time_of(form)
    if clock is not None or form.get("part"):
        value = (value or "XXXX-XX-XX") + "T" + (clock or form.get("part"))
    freq = f"{form.get('times')}X" if form.get("times") else form.get("freq")
    return Outcome(value, quant=quant, freq=freq, why="it comes back again and again; no single date")
