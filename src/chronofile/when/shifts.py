"""Shifts: a count of units from publication or from a date told ("two weeks ago", "three days later")."""

from __future__ import annotations

from chronofile.when.amounts import MAX_COUNT, count_off, duration_value, to_the_minute
from chronofile.when.outcome import Outcome, name_of
from chronofile.when.periods import RANK, containing, shift, span
from chronofile.when.running import Running
from chronofile.when.unresolved import Unresolved


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
    if exact := to_the_minute(form, -1 if form.get("sign") == "-" else 1, run, why):
        return exact._replace(mod=mod)
    if unit in ("hour", "minute", "second"):
        today = containing(run.published, "day")
        return Outcome(f"{run.published}TXX", today, mod=mod, anchor="published", why=why + ", within about that day")
    if form.get("half") or form.get("n2"):
        moved = count_off(run.published, form, -1 if form.get("sign") == "-" else 1)
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
    moved = count_off(day.period.first, form, -1 if form.get("sign") == "-" else 1)
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
