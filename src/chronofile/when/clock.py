"""Clock: the time of day of a form, and the day it belongs to when the words name none."""

from __future__ import annotations

from chronofile.when import periods
from chronofile.when.forms import clock_value
from chronofile.when.outcome import Outcome, name_of
from chronofile.when.running import Running
from chronofile.when.unresolved import Unresolved

_AFTERNOON = ("pm", "AF", "EV")
_DAY_FIELDS = ("day", "days", "month", "weekday", "holiday", "year", "md")
NEAR = 600
"""Code points back to the last day told for a bare "at 5 p.m." in news; further back it is a day of another story."""


def time_of(form: Unresolved) -> str | None:
    """The "HH:MM" of a form, None when it has no clock time or an impossible one.

    `mer` is the form's own half of the day; `shared` that of the end behind it ("2 to 4 p.m."), which holds unless the
    stretch would run backwards ("11 to 4 p.m.").
    """
    half = form.get("mer") or form.get("shared") or form.get("part")
    time = _in_half(form, half)
    if not half and form.get("since") and time is not None and time <= _as_clock(form.get("since")):
        time = _in_half(form, "pm")  # "from 10:30 to 3": the stretch runs forward
    if form.get("shared") and not form.get("mer") and form.get("till") and time is not None:
        end = _in_half(Unresolved("date", {"clock": _as_clock(form.get("till"))}), half)
        if end is not None and time > end:
            return _in_half(form, "am" if half in _AFTERNOON or half == "NI" else half)
    return time


def _as_clock(text: str) -> str:
    return text if ":" in text else f"{text.zfill(2)}:00"


def _in_half(form: Unresolved, half: str) -> str | None:
    clock = form.get("clock")
    if not clock and form.get("hhmm"):
        digits = form.get("hhmm").zfill(4)
        clock = f"{digits[:2]}:{digits[2:]}"
    if not clock and form.get("hour"):
        clock = f"{form.get('hour').zfill(2)}:{(form.get('minute') or '0').zfill(2)}"
    if not clock:
        return None
    pieces = [int(p) for p in clock.split(":")]
    if (half in _AFTERNOON and pieces[0] < 12) or (half == "NI" and 6 <= pieces[0] < 12):
        pieces[0] += 12
    elif half in ("am", "MO") and pieces[0] == 12:
        pieces[0] = 0
    moved = (form.number("past") or 0) - (form.number("less") or 0)
    if moved and len(pieces) == 2 and clock_value(*pieces) is not None:
        pieces = list(divmod((60 * pieces[0] + pieces[1] + moved) % 1440, 60))
    return clock_value(pieces[0], pieces[1], pieces[2] if len(pieces) > 2 else None)


BESIDE = 30
"""Code points behind a part of the day in which a clock time belongs to it ("last night between 7 and 9:30")."""


def with_part_told(form: Unresolved, start: int, run: Running) -> Unresolved:
    """A clock time that does not say its half of the day takes the part of the day told right before it."""
    part, told = run.part
    if not part or start - told > BESIDE or any(form.get(name) for name in ("mer", "shared", "part")):
        return form
    return Unresolved(form.op, {**form.fields, "mer": part})


def names_a_day(form: Unresolved) -> bool:
    return any(name in form.fields for name in _DAY_FIELDS)


def day_told(run: Running, start: int) -> Outcome:
    """The day of a bare clock time: the last day told near by, else the day of publication."""
    mention = run.mentions.get("day")
    if mention is not None and (run.narrative or start - mention.start <= NEAR):
        why = f"on the day of '{mention.text}' ({name_of(mention.period)})"
        return Outcome(mention.period.value, mention.period, anchor=f"time:{mention.start}", why=why)
    if run.published is None or run.narrative:
        return Outcome("XXXX-XX-XX", why="the page does not say which day")
    return Outcome(
        run.published.isoformat(),
        periods.day(run.published),
        anchor="published",
        why=f"on the day of {run.publication}",
    )


def with_time(outcome: Outcome, form: Unresolved) -> Outcome:
    """Put the clock time or part of the day on a settled day."""
    if outcome.period is not None and outcome.period.unit != "day":
        return outcome
    time = time_of(form)
    if time is not None:
        return outcome._replace(value=f"{outcome.value}T{time}", time="T" + time)
    if form.get("part"):
        return outcome._replace(value=f"{outcome.value}T{form.get('part')}")
    return outcome
