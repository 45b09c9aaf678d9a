"""Resolve: the second stage. One pass in document order gives each expression its date, with anchor and reason.

An interval-valued publication date is passed through twice, once for each end; what both ends agree on is certain,
the rest is the interval between the two answers. (Every rule is monotone in the day of publication.)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chronofile.model import DateValue, Time, TimeExpression
from chronofile.when import amounts, periods, shifts, unresolved
from chronofile.when.clock import day_told, names_a_day, with_part_told, with_time
from chronofile.when.dating import dated, joined
from chronofile.when.grammar import grammar
from chronofile.when.outcome import Outcome
from chronofile.when.ranges import stretched
from chronofile.when.running import Running, is_narrative, publication_in_words, publication_moment
from chronofile.when.settle import settle
from chronofile.when.stretches import tied
from chronofile.when.unresolved import Unresolved


def resolve(
    expressions: Sequence[TimeExpression], text: str, published: DateValue | None, language: str
) -> tuple[Time, ...]:
    """The times of `expressions`, same order and spans. `published` may be a day, an interval, open at either end, or
    None: then only what the page itself settles gets a date. Nothing is looked up in `text` but the words quoted in
    reasons: the unresolved forms hold all that is needed.
    """
    forms = [unresolved.parse(expression.unresolved) for expression in expressions]
    first = published.first_day if published else None
    last = published.last_day if published else None
    narrative = is_narrative(forms, last or first)
    known, said, moment = grammar(language), publication_in_words(published), publication_moment(published)

    def one_pass(day: dt.date | None) -> list[Outcome]:
        run = Running(day, said, narrative, known, moment)
        return [_one(e, f, run) for e, f in zip(expressions, forms, strict=True)]

    late = one_pass(last)
    early = late if first == last else one_pass(first)
    outcomes = stretched(expressions, forms, [joined(a, b) for a, b in zip(early, late, strict=True)])
    outcomes = tied(expressions, forms, outcomes)
    return tuple(
        _time(expression, form, outcome, first if first == last else None)
        for expression, form, outcome in zip(expressions, forms, outcomes, strict=True)
    )


TOPIC = 20
"""Code points from the start of a sentence: a date so near to it says what the sentence is about."""


def _one(expression: TimeExpression, form: Unresolved, run: Running) -> Outcome:
    outcome = _settled(expression, form, run)
    if form.op == "date" and form.number("year"):
        run.before_christ = form.number("year") if form.get("era") == "BC" else None
    if form.op == "duration" and form.get("unit") == "month":
        run.stretch = expression.start
    mod = form.get("mod")
    if mod in ("EARLIER", "LATER"):
        outcome = _up_to_publication(outcome, mod, run)
    elif mod:
        outcome = outcome._replace(mod=mod, approximate=outcome.approximate or mod == "APPROX")
    if outcome.period is not None and form.op in ("date", "shift") and _is_told(expression, form, outcome, run):
        begins = expression.start - (form.number("sentence") or 0)
        run.tell(outcome.period, expression.start, expression.text, topic=0 <= begins <= TOPIC)
    return outcome


def _is_told(expression: TimeExpression, form: Unresolved, outcome: Outcome, run: Running) -> bool:
    """Whether what comes after may be counted from it: no credit, no comparison, and in a narrative neither what is
    counted from the day of writing, nor what was only planned, nor a look back ("the previous year").
    """
    if form.get("keep") == "1" or form.get("role"):
        return False
    if not run.narrative:
        return True
    back = form.relative("year") or form.relative("decade") or form.relative("century")
    looks_back = (back is not None and back[1] < 0) or (form.op == "shift" and form.get("sign") == "-")
    return outcome.anchor != "published" and expression.tense != "future" and not looks_back


def _settled(expression: TimeExpression, form: Unresolved, run: Running) -> Outcome:
    tense = expression.tense
    if form.op == "duration":
        return amounts.duration(form, tense, run)
    if form.op == "period":
        return amounts.period(form, run)
    if form.op == "shift" and form.get("from") == "own":
        day = Unresolved(
            "date", {k: v for k, v in form.fields.items() if k not in ("n", "unit", "sign", "from", "prep")}
        )
        return shifts.counted_from(settle(day, tense, run), form)
    if form.op == "shift" and form.get("from") == "ref" and run.before_christ is not None:
        return shifts.before_christ(form, run.before_christ)
    if form.op == "shift":
        return shifts.shifted(form, run)
    if form.op == "set":
        return amounts.repeated(form)
    if form.op == "date":
        if expression.type == "TIME":
            form = with_part_told(form, expression.start, run)
            if form.get("part"):
                run.part = (form.get("part"), expression.start)
        if expression.type == "TIME" and not names_a_day(form):
            return with_time(day_told(run, expression.start), form)
        return with_time(settle(form, tense, run), form)
    if form.get("end") and run.published is not None:  # "between May and now"
        return Outcome(
            form.get("value"), periods.day(run.published), anchor="published", why=f"now is {run.publication}"
        )
    return Outcome(form.get("value"), why="too vague for a date")


def _up_to_publication(outcome: Outcome, mod: str, run: Running) -> Outcome:
    """As "earlier this month" ends at publication, "later this year" begins there."""
    period, day = outcome.period, run.published
    outcome = outcome._replace(mod="START" if mod == "EARLIER" else "END")
    if period is None or day is None or not period.first <= day <= period.last:
        return outcome
    first, last = (period.first, day) if mod == "EARLIER" else (day, period.last)
    why = f"{outcome.why}; {'up to' if mod == 'EARLIER' else 'from'} {run.publication}"
    return outcome._replace(period=period._replace(first=first, last=last, edtf=f"[{first}..{last}]"), why=why)


def _time(expression: TimeExpression, form: Unresolved, outcome: Outcome, day: dt.date | None) -> Time:
    date = dated(expression, form, outcome, day)
    return Time(
        start=expression.start,
        end=expression.end,
        text=expression.text,
        type=expression.type,
        value=outcome.value,
        mod=outcome.mod,
        quant=outcome.quant,
        freq=outcome.freq,
        date=date,
        rule=expression.rule,
        reason=date.reason if date else f"'{_quoted(expression.text)}': {outcome.why}",
    )


def _quoted(text: str) -> str:
    return " ".join(text.split())
