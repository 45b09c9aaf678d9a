"""Units: weeks, weekends, months, quarters, halves, seasons, decades, centuries."""

from __future__ import annotations

import datetime as dt

from chronofile.when import periods
from chronofile.when.outcome import MONTHS, Outcome, name_of
from chronofile.when.running import Running
from chronofile.when.unresolved import Unresolved
from chronofile.when.years import FAR, OPEN_YEAR, TENSE, in_some_year, year_of


def month(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    number = form.number("month")
    if number is None:
        outcome = _relative_unit(form, "month", run)
    else:
        outcome = in_some_year(form, tense, run, lambda year: periods.month(year, number), MONTHS[number - 1])
    nth = form.number_sign("nthweek") or form.number("nthweek")
    if outcome and outcome.period and nth:
        whole = outcome.period
        base, days = (whole.last, -3) if nth < 0 else (whole.first, 7 * nth - 4)
        moved = periods.shift(base, days, "day")
        found = periods.week_of(moved) if nth <= 5 and moved else None
        return (
            outcome._replace(value=found.value, period=found, why=outcome.why + "; a week of that month")
            if found
            else outcome
        )
    return outcome or (Outcome(f"XXXX-{number:02d}", why=OPEN_YEAR) if number else None)


def season(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    name = form.get("season")
    outcome = in_some_year(form, tense, run, lambda year: periods.season(year, name), "season of that name")
    return outcome or Outcome(f"XXXX-{name}", why=OPEN_YEAR)


def _relative_unit(form: Unresolved, unit: str, run: Running) -> Outcome | None:
    said = form.relative(unit)
    if said is None:
        return None
    where, number = said
    mention = None
    if where == "ref" or (run.narrative and run.mention(unit) and (where == "near" or number >= 0)):
        mention = run.mention(unit)
        if mention is None and (run.published is None or run.narrative or unit == "day" or number == 0):
            return Outcome(_UNKNOWN.get(unit, "XXXX"), why="no date before it to count from")
    if mention is not None:
        base, anchor, why = (
            mention.period.first,
            f"time:{mention.start}",
            f"counted from '{mention.text}' ({name_of(mention.period)})",
        )
    elif run.published is None:
        return Outcome(_UNKNOWN.get(unit, "XXXX"), why="counted from publication, which is not known")
    else:
        base, anchor, why = run.published, "published", f"counted from {run.publication}"
    moved = periods.shift(base, number, unit)
    found = periods.containing(moved, unit) if moved else None
    return Outcome(found.value, found, anchor=anchor, why=why) if found else None


_UNKNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "weekend": "XXXX-WXX-WE"}


def week(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    return _relative_unit(form, "week", run)


def numbered_week(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    """ISO week of a year; a year has 52 or 53."""
    number = form.number("isoweek") or 0
    near = run.published.year if run.published else None
    year, anchor, why = year_of(form, run) or (near, "published", f"the year of {run.publication}")
    try:
        found = periods.week_of(dt.date.fromisocalendar(year, number, 1)) if year is not None else None
    except ValueError:
        found = None
    return Outcome(found.value, found, anchor=anchor, why=why) if found else Outcome("XXXX-WXX", why=why)


def fortnight(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    return _relative_unit(form, "fortnight", run)


FRIDAY = 5
"""From this day on "the weekend" without a verb to tell is the one at hand, not the one before."""


def weekend(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    if form.get("weekend") != "near":
        return _relative_unit(form, "weekend", run)
    if run.published is None:
        return Outcome("XXXX-WXX-WE", why="counted from publication, which is not known")
    found = periods.weekend_of(run.published)
    if tense == "unknown" and run.published.isoweekday() >= FRIDAY:
        why = f"the weekend nearest to {run.publication}; {TENSE[tense]}"
        return Outcome(found.value, found, anchor="published", why=why) if found else None
    why = f"the weekend in or after the week of {run.publication}; {TENSE['future']}"
    if found and tense != "future" and found.first > run.published:
        found, why = (
            periods.weekend_of(periods.shift(run.published, -7, "day") or run.published),
            f"the last weekend before {run.publication}",
        )
    return Outcome(found.value, found, anchor="published", why=why) if found else None


def quarter(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    number = form.number("quarter")
    if number is not None:
        if not 1 <= number <= 4:
            return None
        what = f"quarter {number} of the year"
        ahead = tense == "future" and not _just_over(number, run.published)
        outcome = in_some_year(form, "future" if ahead else "past", run, lambda y: periods.quarter(y, number), what)
        return outcome or Outcome(f"XXXX-Q{number}", why=OPEN_YEAR)
    if form.number("year"):
        last = periods.shift(run.published, -1, "quarter") if run.published else None
        found = periods.quarter(form.number("year") or 0, (last.month + 2) // 3) if last else None
        return (
            Outcome(found.value, found, anchor="published", why="the quarter reported on, in that year")
            if found
            else None
        )
    if form.get("quarter") == "near":
        told = run.mentions.get("quarter")
        if told is not None and (run.published is None or told.period.last < run.published):
            return Outcome(
                told.period.value, told.period, anchor=f"time:{told.start}", why=f"the quarter of '{told.text}'"
            )
        if run.published is None:
            return Outcome("XXXX-QX", why=OPEN_YEAR)
        found = periods.containing(periods.shift(run.published, -1, "quarter") or run.published, "quarter")
        return (
            Outcome(found.value, found, anchor="published", why=f"the last full quarter before {run.publication}")
            if found
            else None
        )
    return _relative_unit(form, "quarter", run)


def _just_over(number: int, published: dt.date | None) -> bool:
    """As in "expects to report a third-quarter loss", said in November: the quarter that ended is nearer by far."""
    before = periods.quarter(published.year, number) if published else None
    if published is None or before is None or before.last >= published:
        return False
    after = periods.quarter(published.year + 1, number)
    return after is not None and (after.first - published).days > FAR * (published - before.last).days


def half(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    number = form.number("half") or 0
    if not number:
        return _relative_unit(form, "half", run)
    outcome = in_some_year(form, tense, run, lambda year: periods.half(year, number), "half-year")
    return outcome or Outcome(f"XXXX-H{number}", why=OPEN_YEAR)


def decade(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    text = form.get("decade")
    if not text.isdecimal():
        return _relative_unit(form, "decade", run)
    latest = run.published.year if run.published else 2029
    number = int(text) // 10 if len(text) > 2 else int(text) // 10 + (200 if 2000 + int(text) <= latest else 190)
    found = periods.decade(number)
    return Outcome(found.value, found, anchor="explicit", why="the page names the decade") if found else None


def century(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    text = form.get("century")
    if not text.isdecimal():
        return _relative_unit(form, "century", run)
    found = periods.century(int(text) - 1)
    return Outcome(found.value, found, anchor="explicit", why="the page names the century") if found else None
