"""Settle: a `date` form to a period of the calendar, under one publication day."""

from __future__ import annotations

import re
from collections.abc import Callable

from chronofile.when import days, periods, units
from chronofile.when.outcome import Outcome, name_of
from chronofile.when.running import Running
from chronofile.when.unresolved import Unresolved
from chronofile.when.years import year_of

_APART = re.compile("[-/.:]")
"""Between day and month: "22/04", "22.04" (which may have been read as the clock time 22:04 before)."""


def settle(form: Unresolved, tense: str, run: Running) -> Outcome:
    """The period a date form names; `Outcome.period` is None when the page leaves it open."""
    if form.get("prep") in ("until", "by", "starting") and form.get("verb") != "close":
        tense = "future"
    elif form.get("prep") in ("since", "dated"):
        tense = "past"
    form = _spelled_out(form, run)
    if (form := _in_the_era(form, run)).get("era") == "BC":
        return _before_christ(form)
    found = _nth(form, tense, run) if "nth" in form.fields else _settled(form, tense, run)
    for name, around, what in _AROUND:
        if name in form.fields and found.period is not None:
            whole = around(found.period.first)
            if whole is not None:
                found = found._replace(value=whole.value, period=whole, why=f"{found.why}; the {what} around it")
    return found


def _nth(form: Unresolved, tense: str, run: Running) -> Outcome:
    """The Nth weekday or day of a stretch: "the first Monday of next month", "the last day of 2021"."""
    number, weekday = form.number_sign("nth") or form.number("nth") or 0, form.number("weekday")
    whole = Unresolved(form.op, {k: v for k, v in form.fields.items() if k not in ("nth", "weekday", "nthday", "part")})
    outcome = _settled(whole, tense, run)
    if outcome.period is None:
        return outcome._replace(value="XXXX-XX-XX")
    found = periods.nth_day(outcome.period, number, weekday)
    if found is None:
        return Outcome("XXXX-XX-XX", why=f"{name_of(outcome.period)} has no such day")
    why = f"counted inside {name_of(outcome.period)} ({outcome.why})"
    return Outcome(found.value, found, anchor=outcome.anchor, why=why)


_AROUND = (("weekof", periods.week_of, "week"), ("weekendof", periods.weekend_near, "weekend"))


def _settled(form: Unresolved, tense: str, run: Running) -> Outcome:
    for kind, handler in _KINDS:
        if kind in form.fields:
            found = handler(form, tense, run)
            if found is not None:
                return found
    return _year(form, tense, run)


def _spelled_out(form: Unresolved, run: Running) -> Unresolved:
    """Fields that are written together taken apart: days "12-14", month/day "22/04"."""
    fields = dict(form.fields)
    if "quarterly" in fields:
        fields["quarter"] = fields.pop("month")
    if "days" in fields:
        fields["day"], _, fields["day2"] = fields.pop("days").partition("-")
    named = run.named_days.get(fields.get("md", ""), "")
    if named and "year" not in fields and run.published is not None and str(run.published) >= named:
        fields["year"], fields["month"], fields["day"] = (str(int(part)) for part in named.split("-"))
        del fields["md"]
    if "md" in fields:
        a, b, *_ = [*_APART.split(fields.pop("md")), ""]
        month, day = (a, b) if run.order == "mdy" else (b, a)
        if int(month or 0) > 12 >= int(day or 0):
            month, day = day, month
        if 1 <= int(month or 0) <= 12 and 1 <= int(day or 0) <= 31:
            fields["month"], fields["day"] = month, day
    return Unresolved(form.op, fields)


_ERA_FREE = ("month", "season")


def _in_the_era(form: Unresolved, run: Running) -> Unresolved:
    """In a story told of years before the common era, a month or season without a year is in the year last told, and
    "the following year" is counted down.
    """
    if run.before_christ is None or form.number("year") or not run.narrative:
        return form
    said = form.relative("year")
    step = said[1] if said and said[0] == "ref" else 0
    if step == 0 and (said or not any(name in form.fields for name in _ERA_FREE) or form.get("yy")):
        return form
    return Unresolved(form.op, {**form.fields, "year": str(max(1, run.before_christ - step)), "era": "BC"})


def _before_christ(form: Unresolved) -> Outcome:
    value = "BC"
    if form.get("century"):
        value += f"{int(form.get('century')) - 1:02d}"
    elif form.get("decade"):
        value += f"{int(form.get('decade')) // 10:03d}"
    else:
        value += f"{int(form.get('year') or 0):04d}"
        if form.get("month"):
            value += f"-{int(form.get('month')):02d}"
            value += f"-{int(form.get('day')):02d}" if form.number("day") else ""
        elif form.get("season"):
            value += f"-{form.get('season')}"
    return Outcome(value, anchor="explicit", why="a year before the common era; no day of our calendar is given")


def _year(form: Unresolved, tense: str, run: Running) -> Outcome:
    said = year_of(form, run)
    if said is None:
        return Outcome("XXXX-XX-XX", why="the page does not say which day")
    number, anchor, why = said
    found = periods.year(number) if number is not None else None
    if found and (until := form.number("year2")):
        end = periods.year(until)
        found = (periods.span(found, end) if end else None) or found
    return Outcome(found.value, found, anchor=anchor, why=why) if found else Outcome("XXXX", why=why)


_KINDS: tuple[tuple[str, Callable[[Unresolved, str, Running], Outcome | None]], ...] = (
    ("day", days.calendar_day),
    ("holiday", days.holiday),
    ("weekday", days.weekday),
    ("weekend", units.weekend),
    ("isoweek", units.numbered_week),
    ("week", units.week),
    ("fortnight", units.fortnight),
    ("month", units.month),
    ("quarter", units.quarter),
    ("half", units.half),
    ("season", units.season),
    ("decade", units.decade),
    ("century", units.century),
)
"""Finest first: a form with a day is a day, whatever else it says."""
