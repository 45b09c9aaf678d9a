"""Days: a day of the calendar, a day of the week, a holiday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from chronofile.when import periods, units
from chronofile.when.outcome import MONTHS, WEEKDAYS, Outcome, name_of
from chronofile.when.periods import Period
from chronofile.when.running import Running
from chronofile.when.unresolved import Unresolved
from chronofile.when.years import OPEN_YEAR, TENSE, day_of_telling, in_some_year, year_of


def calendar_day(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    number, month = form.number("day"), form.number("month")
    if number is None:
        return _relative_day(form, run)
    if month is None:
        return _day_alone(form, tense, run, number)
    last = form.number("day2")

    def make(year: int) -> Period | None:
        first = periods.calendar_day(year, month, number)
        if last is None or first is None:
            return first
        end = periods.calendar_day(year, month, last)
        return periods.span(first, end) if end else None

    weekday = form.number("weekday")
    outcome = in_some_year(form, tense, run, make, f"{number} {MONTHS[month - 1]}")
    if outcome is None:
        return _open_day(form, month, number)
    if weekday and outcome.period and outcome.period.first.isoweekday() != weekday:
        return _weekday_differs(outcome, weekday, make, explicit=year_of(form, run) is not None)
    if alt := form.get("alt"):
        outcome = outcome._replace(other=(*outcome.other, (alt, "day and month read the other way round")))
    return outcome


def _open_day(form: Unresolved, month: int, number: int) -> Outcome:
    return Outcome(f"XXXX-{month:02d}-{number:02d}", why=OPEN_YEAR)


def _weekday_differs(
    outcome: Outcome, weekday: int, make: Callable[[int], Period | None], *, explicit: bool
) -> Outcome:
    """The printed weekday does not fit: beside a printed year that is only noted, else a year near by is taken."""
    assert outcome.period is not None
    name, year = WEEKDAYS[weekday - 1], outcome.period.first.year
    if not explicit:
        for near in (year - 1, year + 1):
            found = make(near)
            if found is not None and found.first.isoweekday() == weekday:
                return Outcome(found.value, found, anchor="explicit", why=f"the day is a {name} in {near}")
    return outcome._replace(why=outcome.why + f"; the page calls it a {name}, which it was not")


def _relative_day(form: Unresolved, run: Running) -> Outcome | None:
    said = form.relative("day")
    if said is None:
        return None
    where, number = said
    if where == "pub" or (where == "near" and not run.narrative):
        base, anchor, why = run.published, "published", f"counted from {run.publication}"
    else:
        mention = run.mention("day")
        base = mention.period.first if mention else None
        anchor = f"time:{mention.start}" if mention else ""
        why = f"counted from '{mention.text}' ({name_of(mention.period)})" if mention else ""
    if base is None:
        return Outcome("XXXX-XX-XX", why="what it is counted from is not known")
    moved = periods.shift(base, number, "day")
    return Outcome(moved.isoformat(), periods.day(moved), anchor=anchor, why=why) if moved else None


MONTHS_AROUND = 6
"""Months on either side of publication in which a weekday and a day of the month are looked for."""


def _day_alone(form: Unresolved, tense: str, run: Running, number: int) -> Outcome | None:
    """As in "the 13th": in the month last told, else in the month that publication and tense point to."""
    mention, weekday = run.mention("month"), form.number("weekday")
    if "month" in form.fields:
        return _day_of_relative_month(form, run, number)
    base = mention.period.first if mention else run.published
    if base is None:
        return Outcome(f"XXXX-XX-{number:02d}", why=OPEN_YEAR)
    if mention and form.get("begun") == str(mention.start) and number < base.day:  # "from 27 April to the third"
        base = (periods.shift(base, 1, "month") or base).replace(day=1)
    steps: tuple[int, ...] = (0, -1, 1) if mention or tense != "future" else (0, 1, -1)
    if weekday and not mention:  # "Sunday 30": the nearest month in which the 30th is a Sunday
        away = [(-n, n) for n in range(2, MONTHS_AROUND + 1)]
        steps += tuple(n for pair in away for n in (pair if tense != "future" else pair[::-1]))
    for step in steps:
        month = periods.month(base.year, base.month + step)
        found = periods.calendar_day(month.first.year, month.first.month, number) if month else None
        if found is None or (weekday and found.first.isoweekday() != weekday):
            continue
        if not mention and tense == "past" and found.first > base and not weekday:
            continue
        if mention:
            return Outcome(found.value, found, anchor=f"time:{mention.start}", why=f"in the month of '{mention.text}'")
        return Outcome(found.value, found, anchor="published", why=f"in the month of {run.publication}")
    return Outcome(f"XXXX-XX-{number:02d}", why="no month near by has such a day")


def _day_of_relative_month(form: Unresolved, run: Running, number: int) -> Outcome | None:
    """As in "the 15th of next month"."""
    whole = units.month(Unresolved(form.op, {"month": form.get("month")}), "unknown", run)
    period = whole.period if whole else None
    found = periods.calendar_day(period.first.year, period.first.month, number) if period else None
    if whole is None or found is None:
        return Outcome(f"XXXX-XX-{number:02d}", why=whole.why if whole else OPEN_YEAR)
    return Outcome(found.value, found, anchor=whole.anchor, why=f"in the month {whole.why}")


def holiday(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    rule = run.holidays.get(form.get("holiday"), "")
    outcome = (
        in_some_year(form, tense, run, lambda year: periods.holiday(rule, year), "day of that name") if rule else None
    )
    return outcome or Outcome("XXXX-XX-XX", why=OPEN_YEAR)


WEEK = 7
"""Days: a weekday told to come on a day nearer to publication than this may lie behind publication as well."""


def weekday(form: Unresolved, tense: str, run: Running) -> Outcome | None:
    number = form.number("weekday")
    if number is None or not 1 <= number <= 7:
        return None
    name = WEEKDAYS[number - 1]
    week = form.relative("week")
    reference = form.relative("dir")
    if reference is not None or (run.narrative and run.mention("month") and not week):
        return _weekday_told(number, reference[1] if reference else 0, run)
    base = run.published
    if base is None:
        return Outcome(f"XXXX-WXX-{number}", why="a day of the week; publication is not known")
    if week is not None and week[0] == "ref" and (mention := run.mention("week") or run.mention("month")):
        begin = mention.period.first
        days, why = 7 * week[1] + number - begin.isoweekday(), f"the {name} of that week, counted from '{mention.text}'"
        return _moved(begin, days, f"time:{mention.start}", why)
    if week is not None:
        days = 7 * week[1] + number - base.isoweekday()
        return _moved(base, days, "published", f"the {name} of that week, counted from {run.publication}")
    back = (base.isoweekday() - number) % 7
    direction = form.number_sign("dir")
    other: tuple[tuple[str, str], ...] = ()
    if direction is not None and direction != 0:
        days = number - base.isoweekday() + 7 * direction
        why = f"the {name} of the week {'after' if direction > 0 else 'before'} that of {run.publication}"
        near = -(back or 7) if direction < 0 else (-back) % 7 or 7
        nearest = periods.shift(base, near, "day")
        if near != days and nearest is not None:
            other = ((str(nearest), f"some writers mean the nearest {name}"),)
    elif direction == 0:
        days, why = number - base.isoweekday(), f"the {name} of the week of {run.publication}"
    elif form.number_sign("side") is not None:
        ahead = (form.number_sign("side") or 0) > 0
        days = (-back) % 7 or 7 if ahead else -(back or 7)
        why = f"the {'next' if ahead else 'last'} {name} {'after' if ahead else 'before'} {run.publication}"
    elif (told := day_of_telling(form, run)) and told.period.unit == "day" and (base - told.period.first).days > WEEK:
        days = (number - told.period.first.isoweekday()) % 7 or 7
        why = f"the next {name} after '{told.text}' ({name_of(told.period)}), from when it was still to come"
        return _moved(told.period.first, days, f"time:{told.start}", why)
    elif tense == "future":
        days, why = (-back) % 7, f"the next {name} from {run.publication} on; {TENSE['future']}"
    else:
        days, why = -back, f"the last {name} not after {run.publication}; {TENSE[tense]}"
    return _moved(base, days, "published", why)._replace(other=other)


def _moved(base: dt.date, days: int, anchor: str, why: str) -> Outcome:
    found = periods.shift(base, days, "day")
    if found is None:
        return Outcome("XXXX-XX-XX", why="outside the calendar")
    return Outcome(found.isoformat(), periods.day(found), anchor=anchor, why=why)


def _weekday_told(number: int, step: int, run: Running) -> Outcome | None:
    """A weekday beside a date already told: "that Friday", "the previous Friday"."""
    mention = (run.weekdays.get(number) if step < 0 else None) or run.mention("week") or run.mention("month")
    base = mention.period.first if mention else run.published if step else None
    if base is None:
        return Outcome(f"XXXX-WXX-{number}", why="no date before it to count from")
    ahead = (number - base.isoweekday()) % 7
    days = ahead - 7 if step < 0 else ahead or 7 * (step > 0)
    beside = f"'{mention.text}' ({name_of(mention.period)})" if mention else run.publication
    anchor = f"time:{mention.start}" if mention else "published"
    return _moved(base, days, anchor, f"the {WEEKDAYS[number - 1]} beside {beside}")
