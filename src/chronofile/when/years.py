"""Years: which year a day, month or season without one is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from chronofile.when.outcome import Outcome, in_words, name_of
from chronofile.when.periods import Period
from chronofile.when.running import Mention, Running
from chronofile.when.unresolved import Unresolved

Make = Callable[[int], Period | None]
"""The period of a given year, None where that year has none (29 February)."""
OPEN_YEAR = "the page gives no year and publication is not known, so the year stays open"
TENSE = {
    "past": "the verb nearby is in the past tense",
    "future": "the verb nearby looks ahead",
    "present": "the verb nearby is in the present",
    "unknown": "no verb nearby tells the direction",
}


def year_of(form: Unresolved, run: Running) -> tuple[int | None, str, str] | None:
    """(year, anchor, why) where the form says the year, even relatively; None when it says nothing of a year.
    The year itself is None when what it is counted from is not known.
    """
    explicit = form.number("year")
    if explicit is not None:
        return explicit, "explicit", "the page gives the year"
    tail = form.number("tail")
    if tail is not None and (mention := run.mention("year")) is not None:
        return mention.period.first.year // 100 * 100 + tail, "explicit", "the page gives the year"
    short = form.number("yy")
    if short is not None:
        near = run.published.year if run.published else 2025
        year = min((1900 + short, 2000 + short), key=lambda y: (abs(y - near) if y <= near + 5 else 1000, y))
        return year, "explicit", "the page gives the year in two digits"
    said = form.relative("year")
    if said is None:
        return None
    where, number = said
    if where == "ref" or (run.narrative and run.mention("year") and (where == "near" or number >= 0)):
        mention = run.mention("year")
        if mention is None:
            return None, "", "no date before it to take the year from"
        return mention.period.first.year + number, f"time:{mention.start}", f"the year is counted from '{mention.text}'"
    if run.published is None:
        return None, "", "the year is counted from publication, which is not known"
    which = {0: "the year of", 1: "the year after", -1: "the year before"}.get(number, f"{number:+d} years from")
    return run.published.year + number, "published", f"{which} {run.publication}"


def _credit(form: Unresolved) -> tuple[dt.date, str] | None:
    stamp, _, start = form.get("credit").partition("@")
    try:
        return (dt.date.fromisoformat(stamp), start) if stamp else None
    except ValueError:
        return None


def _direction(form: Unresolved) -> int | None:
    """-1 for "last", 0 for "this", 1 for "next"; "this past summer" is the last one too; "the following" and "the
    previous" go by publication where no date is told before.
    """
    direction, told = form.number_sign("dir"), form.relative("dir")
    if told is not None:
        return told[1] or None
    return direction if direction is not None else form.number_sign("side")


def in_some_year(form: Unresolved, tense: str, run: Running, make: Make, what: str) -> Outcome | None:
    """A period that comes back every year (a day, a month, a season, a holiday), put into the right year."""
    said = year_of(form, run)
    if said is not None:
        year, anchor, why = said
        found = make(year) if year is not None else None
        return Outcome(found.value, found, anchor=anchor, why=why) if found else None
    if credit := _credit(form):
        date, start = credit
        found = last_fitting(make, date.year, lambda p: p.first <= date)
        why = f"the caption's credit is dated {in_words(date)}; the year is taken from it, the day is not"
        return Outcome(found.value, found, anchor=f"time:{start}", why=why) if found else None
    reference = form.relative("dir")
    direction = _direction(form)
    step = reference[1] if reference else direction if run.narrative else None
    if step is not None and (mention := run.last) is not None:
        found = _beside(make, mention.period, step)
        why = f"counted from '{mention.text}' ({name_of(mention.period)})"
        return Outcome(found.value, found, anchor=f"time:{mention.start}", why=why) if found else None
    if run.narrative and direction is None and (mention := run.mention("year")) is not None:
        return _told_on(make, mention)
    if direction is None and (after := _after_the_telling(form, run, make)) is not None:
        return after
    return _behind_the_first(_from_day(form, tense, run, make, what), form, run, make)


def _behind_the_first(outcome: Outcome | None, form: Unresolved, run: Running, make: Make) -> Outcome | None:
    """The second end of a stretch ("from March until May") comes after the first and within a year of it."""
    told = run.last
    if outcome is None or outcome.period is None or told is None or form.get("begun") != str(told.start):
        return outcome
    if 0 <= (outcome.period.last - told.period.first).days <= YEAR:
        return outcome
    found = first_fitting(make, told.period.first.year, lambda p: p.last >= told.period.first)
    why = f"the first that ends the stretch begun with '{told.text}' ({name_of(told.period)})"
    return Outcome(found.value, found, anchor=f"time:{told.start}", why=why) if found else outcome


YEAR = 366


def _after_the_telling(form: Unresolved, run: Running, make: Make) -> Outcome | None:
    """As in "announced in May 2024 that a court would decide in June": the next one after the date of the telling, when
    the sentence gives one before publication.
    """
    told = day_of_telling(form, run)
    found = first_fitting(make, told.period.first.year, lambda p: p.first > told.period.last) if told else None
    if told is None or found is None:
        return None
    why = f"the next after '{told.text}' ({name_of(told.period)}), from when it was still to come"
    return Outcome(found.value, found, anchor=f"time:{told.start}", why=why)


TELLING_REACH = 16
"""Code points between a verb of telling and its date: room for "in early", "on the", "parliament on"; a clause between
would be about another date ("said the strike that began in May 2024 will …")."""

SENTENCE_BEFORE = 60
"""Code points from a date in the sentence before to the sentence that says what "would" come."""


def day_of_telling(form: Unresolved, run: Running) -> Mention | None:
    """The date on which something was said to be still to come, where the sentence tells it ("would"), or where it
    stands beside the verb of telling and names an earlier year ("announced in May 2024 that … will").
    """
    told, begin = run.last, form.number("sentence")
    if told is None or begin is None or run.published is None:
        return None
    if told.period.unit not in ("day", "week", "month") or told.period.last > run.published:
        return None
    year = told.period.first.year
    earlier = year < run.published.year and str(year) in told.text
    if form.get("seen") == "past":  # "It was announced in May 2024. A court would decide in June."
        return told if told.start >= begin or (earlier and begin - told.start <= SENTENCE_BEFORE) else None
    verb, _, verb_end = form.get("told").partition("-")
    if not verb or not earlier or told.start < begin:
        return None
    opens = told.start - begin <= TELLING_REACH and told.start < int(verb)
    return told if opens or 0 <= told.start - int(verb_end) <= TELLING_REACH else None


def last_fitting(make: Make, year: int, fits: Callable[[Period], bool]) -> Period | None:
    found = [p for y in range(year - 9, year + 2) if (p := make(y)) is not None and fits(p)]
    return found[-1] if found else None


def first_fitting(make: Make, year: int, fits: Callable[[Period], bool]) -> Period | None:
    return next((p for y in range(year - 1, year + 10) if (p := make(y)) is not None and fits(p)), None)


def _beside(make: Make, base: Period, number: int) -> Period | None:
    """Such as "the previous April", "the following April", "that April" beside a date already told."""
    if number < 0:
        return last_fitting(make, base.first.year, lambda p: p.last < base.first)
    if number > 0:
        return first_fitting(make, base.first.year, lambda p: p.first > base.last)
    return make(base.first.year)


def _told_on(make: Make, mention: Mention) -> Outcome | None:
    """In a narrative the year runs on: the year last told, or the next when that would lead far back."""
    year = mention.period.first.year
    found, later = make(year) or make(year + 1) or make(year + 2) or make(year - 1), make(year + 1)
    sharp = mention.period.unit not in ("year", "season")
    if found is not None and later is not None and sharp and (mention.period.first - found.last).days > BACKWARDS:
        found = later
    if found is None:
        return None
    why = f"the story's running date is '{mention.text}' ({name_of(mention.period)}); the year is taken from it"
    return Outcome(found.value, found, anchor=f"time:{mention.start}", why=why)


BACKWARDS = 240
"""Days a narrative may step back inside a year before the next year is meant; tuned on encyclopaedic histories."""
FAR = 3
"""A date without a year told as past is yet the coming one when the past one is of another year and so many times
farther off: the press leaves the year away for the year it writes in."""
VERY_FAR = 8
"""The same for a date told as to come, which may have just gone by."""


def _from_day(form: Unresolved, tense: str, run: Running, make: Make, what: str) -> Outcome | None:
    """Beside the day of publication: by "last", "this", "next", else by tense, else the nearest."""
    base, publication = run.published, run.publication
    if base is None:
        return None
    direction = _direction(form)
    if direction is not None:
        return _directed(make, base, direction, publication, what)
    before = last_fitting(make, base.year, lambda p: p.first <= base)
    after = first_fitting(make, base.year, lambda p: p.last >= base)
    if after is not None and after == before:
        after_it = first_fitting(make, base.year, lambda p: p.first > base)
        after = after if tense == "future" else after_it
    if before is None or after is None:
        return None
    past_gap, next_gap = max((base - before.last).days, 0), max((after.first - base).days, 0)
    past_why = f"the last {what} not after {publication}; {TENSE['past']}"
    next_why = f"the next {what} from {publication} on; {TENSE['future']}"
    if tense == "past":
        sure = form.get("verb") == "close" or not (form.get("month") or form.get("holiday"))
        if sure or before.first.year == base.year or past_gap <= FAR * next_gap:
            return Outcome(before.value, before, anchor="published", why=past_why)
        why = f"the {what} nearest to {publication}: one so long past would have a year"
        return Outcome(after.value, after, anchor="published", why=why, other=((before.edtf, past_why),))
    if tense == "future":
        if before == after or next_gap <= VERY_FAR * past_gap:
            return Outcome(after.value, after, anchor="published", why=next_why)
        why = f"the {what} nearest to {publication}, just past"
        return Outcome(before.value, before, anchor="published", why=why, other=((after.edtf, next_why),))
    found, rest = (before, after) if past_gap <= 2 * next_gap else (after, before)
    why = f"the {what} nearest to {publication}; {TENSE[tense]}"
    side = "after" if rest is after else "before"
    other = ((rest.edtf, f"the other reading: {side} publication"),)
    return Outcome(found.value, found, anchor="published", why=why, other=other)


def _directed(make: Make, base: dt.date, direction: int, publication: str, what: str) -> Outcome | None:
    if direction < 0:
        found, why = last_fitting(make, base.year, lambda p: p.last < base), f"the last {what} before {publication}"
    elif direction > 0:
        found, why = first_fitting(make, base.year, lambda p: p.first > base), f"the next {what} after {publication}"
    else:
        found = first_fitting(make, base.year, lambda p: p.first <= base <= p.last) or make(base.year)
        why = f"the {what} in the year of {publication}"
    return Outcome(found.value, found, anchor="published", why=why) if found else None
