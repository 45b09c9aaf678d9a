"""Amounts: durations, periods beside a date, shifts from a date, and sets of times."""

from __future__ import annotations

import datetime as dt

from chronofile.when.clock import time_of
from chronofile.when.outcome import Outcome, in_words, name_of
from chronofile.when.periods import RANK, Period, containing, shift, span
from chronofile.when.running import Running
from chronofile.when.unresolved import Unresolved

_LETTER = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y", "century": "CE",
}  # fmt: skip
_HALF = {"year": "6M", "hour": "30M", "minute": "30S", "day": "T12H", "decade": "5Y"}
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
    return "P" + ("" if unit == "decade" else whole) + _HALF[unit]


def duration(form: Unresolved, tense: str, run: Running) -> Outcome:
    """A bare length; "has … for a year" also says when: up to publication."""
    value = duration_value(form)
    why = "a length of time; when it was the page does not say"
    mod = form.get("approx")
    if form.get("prep") == "for" and tense == "present" and run.published is not None:
        begin = _back(run.published, form, -1)
        if begin is not None:
            period = Period("range", begin, run.published, value, f"{begin}/{run.published}")
            why = f"a state that has lasted this long up to {run.publication}, so it began about {in_words(begin)}"
            return Outcome(value, period, mod=mod, anchor="published", why=why, lasting=True, approximate=True)
    ahead = tense == "future" and form.get("seen") != "past"
    if form.get("prep") == "within" and ahead and run.published is not None:
        end = _back(run.published, form, 1)
        if end is not None and end > run.published:
            period = Period("range", run.published, end, value, f"[{run.published}..{end}]")
            why = f"within this time from {run.publication}; the verb nearby looks ahead"
            return Outcome(value, period, mod=mod, anchor="published", why=why)
    if form.get("prep") == "in" and ahead and run.published is not None:
        why = f"this long after {run.publication}; the verb nearby looks ahead"
        if exact := _to_the_minute(form, 1, run, why):
            return exact._replace(value=value, mod=mod)
        moved = _back(run.published, form, 1)
        found = containing(moved, _grain(form.get("unit"))) if moved else None
        if found is not None:
            return Outcome(value, found, mod=mod, anchor="published", why=why, approximate=True)
    return Outcome(value, mod=mod, why=why)


def _to_the_minute(form: Unresolved, sign: int, run: Running, why: str) -> Outcome | None:
    """Hours and minutes counted from the minute of publication; None for other units or when it is not known."""
    size = {"hour": 60, "minute": 1}.get(form.get("unit"))
    if run.moment is None or size is None or not (form.get("n") or "0").isdecimal():
        return None
    minutes = size * int(form.get("n") or "0") + (size // 2 if form.get("half") else 0)
    if minutes > MAX_COUNT:
        return None
    moved = run.moment + sign * dt.timedelta(minutes=minutes)
    value = f"{moved:%Y-%m-%dT%H:%M}"
    time = f"T{moved:%H:%M}"
    return Outcome(value, containing(moved.date(), "day"), anchor="published", why=why, time=time, approximate=True)


def _grain(unit: str) -> str:
    """The unit a date is given in when it is counted in `unit`: hours to days, decades to years."""
    if unit in ("hour", "minute", "second"):
        return "day"
    return "year" if unit in ("decade", "century") else "week" if unit == "fortnight" else unit


def _back(base: dt.date, form: Unresolved, sign: int) -> dt.date | None:
    count, unit = form.get("n"), form.get("unit")
    if unit in ("hour", "minute", "second"):
        return base
    if not count.isdecimal() or int(count) > MAX_COUNT:
        return None
    moved = shift(base, sign * int(count), unit)
    if moved is not None and form.get("half") and unit == "year":
        moved = shift(moved, 6 * sign, "month")
    more = form.number("n2")
    if moved is not None and more is not None and form.get("unit2") not in ("hour", "minute", "second"):
        moved = shift(moved, sign * min(more, MAX_COUNT), form.get("unit2"))
    return moved


def period(form: Unresolved, run: Running) -> Outcome:
    """A stretch that ends ("the past three years") or begins ("the next two weeks") at publication."""
    value = duration_value(form)
    side = form.get("side")
    mention = run.last if run.narrative else None
    base = mention.period.last if mention else run.published
    if side not in ("-1", "+1") or base is None:
        return Outcome(value, mod=form.get("approx"), why="a length of time; when it was the page does not say")
    if form.get("unit") == "quarter" and (now := containing(base, "quarter")) is not None:
        # whole ones: "the last two quarters" leave out the one that runs
        edge = now.first if side == "-1" else now.last + dt.timedelta(days=1)
        moved = _back(edge, form, int(side))
        base, other = (edge, moved) if moved is None or side == "+1" else (edge - dt.timedelta(days=1), moved)
        other = other - dt.timedelta(days=1) if other and side == "+1" else other
    elif side == "+1" and form.get("unit") not in ("hour", "minute", "second") and base < dt.date.max:
        base += dt.timedelta(days=1)
        ahead = _back(base, form, 1)
        other = ahead - dt.timedelta(days=1) if ahead else None
    else:
        other = _back(base, form, int(side))
    if other is None:
        return Outcome(value, mod=form.get("approx"), why="a stretch of no stated length beside publication")
    first, last = sorted((base, other))
    anchor = f"time:{mention.start}" if mention else "published"
    beside = f"'{mention.text}'" if mention else run.publication
    why = f"the stretch that {'ends' if side == '-1' else 'begins'} at {beside}"
    found = Period("range", first, last, value, f"{first}/{last}")
    return Outcome(value, found, mod=form.get("approx"), anchor=anchor, why=why, lasting=True)


def shifted(form: Unresolved, run: Running) -> Outcome:
    """Such as "two weeks ago", "three days later": a count of units from publication or from the date last told."""
    outcome = _shifted(form, run)
    if form.get("as") == "length":
        return outcome._replace(value=duration_value(form))
    return outcome


_OPEN = {"second": "XXXX-XX-XXTXX", "minute": "XXXX-XX-XXTXX", "hour": "XXXX-XX-XXTXX", "day": "XXXX-XX-XX",
         "week": "XXXX-WXX", "month": "XXXX-XX"}  # fmt: skip
"""A time that is somewhere after or before another, at the grain of its unit."""


def _shifted(form: Unresolved, run: Running) -> Outcome:
    count, sign = form.get("n"), -1 if form.get("sign") == "-" else 1
    mod = form.get("approx")
    vague = Outcome("PAST_REF" if sign < 0 else "FUTURE_REF", mod=mod, why="a count that is not given; no date")
    if (count.isdecimal() and int(count) > MAX_COUNT) or not count.isdecimal():
        open_value = _OPEN.get(form.get("unit"), "XXXX")
        return vague._replace(value=open_value) if form.get("from") == "ref" else vague
    number = sign * int(count)
    if form.get("from") == "pub" and not (run.narrative and run.last):
        return _from_publication(form, number, run) if run.published else vague._replace(why="publication is not known")
    return _from_mention(form, number, run)


def _from_publication(form: Unresolved, number: int, run: Running) -> Outcome:
    assert run.published is not None
    unit, mod = form.get("unit"), form.get("approx")
    why = f"counted from {run.publication}"
    if exact := _to_the_minute(form, -1 if form.get("sign") == "-" else 1, run, why):
        return exact._replace(mod=mod)
    if unit in ("hour", "minute", "second"):
        today = containing(run.published, "day")
        return Outcome(f"{run.published}TXX", today, mod=mod, anchor="published", why=why + ", within about that day")
    if form.get("half") or form.get("n2"):
        moved = _back(run.published, form, -1 if form.get("sign") == "-" else 1)
        finer = "month" if form.get("n") == "0" and unit == "year" else unit  # "half a year ago"
        unit = form.get("unit2") or finer
        unit = "day" if unit in ("hour", "minute", "second") else unit
    else:
        moved = shift(run.published, number, unit)
    grain = form.get("grain") or ("year" if unit in ("decade", "century") else unit)
    found = containing(moved, grain) if moved else None
    if found is None:
        return Outcome("XXXX", why="outside the calendar")
    return Outcome(found.value, found, mod=mod, anchor="published", why=why, approximate=mod == "APPROX")


def _from_mention(form: Unresolved, number: int, run: Running) -> Outcome:
    unit, mod = form.get("unit"), form.get("approx")
    if form.get("keep") and not run.narrative and (form.get("keep") != "told" or "quarter" in run.mentions):
        return _same_time_in_another_year(form, number, run)
    base = run.mention("year" if unit in ("decade", "century") else unit) or run.last
    if base is None:
        return Outcome("XXXX-XX-XX" if unit == "day" else "XXXX", mod=mod, why="no date before it to count from")
    anchor, why = f"time:{base.start}", f"counted from '{base.text}' ({name_of(base.period)})"
    if unit in ("hour", "minute", "second"):
        if base.period.unit != "day":
            return Outcome("XXXX-XX-XX", mod=mod, why="no day before it to count from")
        return Outcome(f"{base.period.value}TXX", base.period, mod=mod, anchor=anchor, why=why)
    first, last = shift(base.period.first, number, unit), shift(base.period.last, number, unit)
    if first is None or last is None:
        return Outcome("XXXX", why="outside the calendar")
    if RANK[base.period.unit] > RANK[unit]:
        left, right = containing(first, "day"), containing(last, "day")
        both = span(left, right) if left and right else None
        value = f"{base.period.value}-XX"
        return Outcome(
            value, both and both._replace(value=value, edtf=f"[{first}..{last}]"), mod=mod, anchor=anchor, why=why
        )
    found = containing(first, "year" if unit in ("decade", "century") else unit)
    if found is None:
        return Outcome("XXXX", why="outside the calendar")
    return Outcome(found.value, found, mod=mod, anchor=anchor, why=why, approximate=mod == "APPROX")


_REPORTED = ("week", "month", "quarter", "half")
"""Stretches that figures are reported for."""


def before_christ(form: Unresolved, year: int) -> Outcome:
    """A count of years from a year before the common era, which counts down; finer units stay open."""
    factor = {"year": 1, "decade": 10, "century": 100}.get(form.get("unit"))
    why = f"counted from {year} BC; no day of our calendar is given"
    if factor is None or not form.get("n").isdecimal() or int(form.get("n")) > MAX_COUNT:
        return Outcome(_OPEN.get(form.get("unit"), "XXXX"), mod=form.get("approx"), why=why)
    moved = year + factor * int(form.get("n")) * (1 if form.get("sign") == "-" else -1)
    if not 0 < moved <= 9999:
        return Outcome("XXXX", mod=form.get("approx"), why=why)
    return Outcome(f"BC{moved:04d}", mod=form.get("approx"), anchor="explicit", why=why)


def counted_from(day: Outcome, form: Unresolved) -> Outcome:
    """Such as "two weeks before May 13, 1999": to the day; open when the day it is counted from is."""
    unit = form.get("unit")
    if day.period is None or not form.get("n").isdecimal() or unit in ("hour", "minute", "second"):
        return Outcome("XXXX-XX-XX", mod=form.get("approx"), why="what it is counted from is open")
    moved = _back(day.period.first, form, -1 if form.get("sign") == "-" else 1)
    found = containing(moved, "day") if moved else None
    if found is None:
        return Outcome("XXXX-XX-XX", why="outside the calendar")
    why = f"counted from {name_of(day.period)} ({day.why})"
    return Outcome(found.value, found, mod=form.get("approx"), anchor=day.anchor, why=why)


def _same_time_in_another_year(form: Unresolved, number: int, run: Running) -> Outcome:
    """Such as "a year earlier" beside figures: the stretch that the sentence reports on, a year before; else the
    quarter that the page reports on; else (so beside "the nine months") the year before publication.
    """
    begin = form.number("sentence")
    here = [m for unit, m in run.mentions.items() if unit in _REPORTED and begin is not None and m.start >= begin]
    told = max(here, key=lambda m: m.start, default=run.mentions.get("quarter"))
    if told is None and run.last is not None and begin is not None and run.last.start >= begin:
        told = run.last
    if told is not None and begin is not None and run.stretch >= max(begin, told.start):
        told = None
    base = told.period.first if told else run.published
    moved = shift(base, number, "year") if base else None
    found = containing(moved, told.period.unit if told else "year") if moved else None
    if found is None:
        return Outcome("XXXX", why="no date before it to count from")
    why = f"counted from '{told.text}'" if told else f"counted from {run.publication}"
    return Outcome(found.value, found, anchor=f"time:{told.start}" if told else "published", why=why)


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
