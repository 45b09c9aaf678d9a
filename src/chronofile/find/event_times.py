"""Event times: which of a sentence's dates is the event's own."""

from __future__ import annotations

import datetime as dt

from chronofile.find.clause import Clause
from chronofile.find.event_words import EventWords
from chronofile.find.reading import Read
from chronofile.model import DateValue, Span, Time

BEFORE = "find.before"
"""Rule of a date that is only known to lie before another one: the day somebody told it."""


def own_time(read: Read, clause: Clause, times: tuple[Time, ...], eventful: set[int], words: EventWords) -> Time | None:
    """The dated expression in the clause itself, or in an infinitive of it that is no event of its own and lies in the
    past of a past verb ("confirmed his intention to defect in October"). None when the clause has none.
    """
    own = [times[read.chunks[k].time] for k in clause.times]
    dated = [t for t in own if t.date is not None and t.type in ("DATE", "TIME")]
    if dated:
        return next((t for t in dated if t.date is not None and t.date.is_day), dated[0])
    if clause.verb.lemma in words.planned or clause.verb.lemma in words.possible:
        return None
    at = read.clauses.index(clause)
    for i in range(at + 1, len(read.clauses)):
        other = read.clauses[i]
        if other.kind == "ing" and other.at == read.clauses[i - 1].at + 1 and i == at + 1:
            found = [times[read.chunks[k].time] for k in other.times]
            return next((t for t in found if t.date is not None and t.type in ("DATE", "TIME")), None)
        if other.verb.finite or i in eventful:
            break
        if other.governor not in (at, i - 1) or other.kind not in ("infinitive",):
            break
        for k in other.times:
            time = times[read.chunks[k].time]
            if time.date is not None and time.type in ("DATE", "TIME") and clause.verb.past and _is_past(time):
                return time
    return None


def planned_time(read: Read, clause: Clause, times: tuple[Time, ...]) -> Time | None:
    """ "a hearing planned for January 15 was cancelled": the day it was planned for, said right behind its noun."""
    for other in read.clauses:
        if (
            other.kind == "participle"
            and other.subject
            and other.subject == clause.subject[:1]
            and other.at < clause.at
        ):
            for k in other.times:
                if times[read.chunks[k].time].date is not None:
                    return times[read.chunks[k].time]
    return None


def _is_past(time: Time) -> bool:
    """The expression was resolved backwards or names a full date: not "in October" of the coming year."""
    if time.date is not None and time.date.qualifier in ("before", "after"):
        return False
    return time.date is not None and "future" not in time.date.reason and "next" not in time.text.lower()


def before(told: DateValue, verbatim: str) -> DateValue:
    """A date bounded above by the day it was told."""
    last = dt.date.fromisoformat(told.latest) if told.latest else None
    return DateValue.between(
        None,
        last,
        verbatim=verbatim,
        basis="inferred",
        anchor=told.anchor,
        rule=BEFORE,
        reason=f"told as past on {told.verbatim or told.edtf}; the page gives no day of its own",
    )


def span_of(time: Time) -> Span:
    return Span(time.start, time.end)
