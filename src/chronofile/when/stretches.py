"""Stretches: a length of time tied to the date behind it, as "three years from 1 May", "the first ten days of May".

Length and date stay two expressions, as TIMEX3 has it. The length carries `tied=WHERE@START`, the place of the date,
and its DateValue is the stretch so told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from chronofile.model import TimeExpression
from chronofile.when import unresolved
from chronofile.when.amounts import minutes_of
from chronofile.when.grammar import Grammar
from chronofile.when.outcome import Outcome
from chronofile.when.periods import Period, shift

_OF_A_DAY = ("hour", "minute")
MAX_GAP = 24
"""Code points between a length and its date: room for "starting on", not for a clause."""
MAX_COUNT = 10_000


def with_ties(found: Sequence[TimeExpression], text: str, known: Grammar) -> list[TimeExpression]:
    """Tie each length to the date right behind it when the words between say how they belong together."""
    words = known.data.get("stretches", {})
    out = list(found)
    for index in range(len(out) - 1):
        length, date = out[index], out[index + 1]
        if length.type == "TIME" and date.type == "DURATION":  # "at 2 p.m. for two hours"
            gap = text[length.end : date.start].strip().lower()
            if gap in words.get("for", ()) and unresolved.parse(date.unresolved).get("unit") in _OF_A_DAY:
                out[index + 1] = msgspec.structs.replace(date, unresolved=f"{date.unresolved} tied=from@{length.start}")
            continue
        if length.type != "DURATION" or date.type not in ("DATE", "TIME") or date.start - length.end > MAX_GAP:
            continue
        form = unresolved.parse(length.unresolved)
        if date.type == "TIME" and form.get("unit") not in _OF_A_DAY:
            continue
        gap = text[length.end : date.start].strip().strip(",").strip().lower()
        if gap in words.get("from", ()):
            where = "from"
        elif gap in words.get("of", ()) and (form.get("edge") or form.get("side") == "-1"):
            where = form.get("edge") or "last"
        else:
            continue
        out[index] = msgspec.structs.replace(length, unresolved=f"{length.unresolved} tied={where}@{date.start}")
    return out


def tied(
    expressions: Sequence[TimeExpression], forms: Sequence[unresolved.Unresolved], outcomes: Sequence[Outcome]
) -> list[Outcome]:
    """`outcomes` with each tied length put where its date says; what does not fit the calendar stays as it is."""
    out = list(outcomes)
    for index, form in enumerate(forms):
        where, _, start = form.get("tied").partition("@")
        beside = [n for n in (index - 1, index + 1) if 0 <= n < len(out) and str(expressions[n].start) == start]
        base = out[beside[0]].period if where and beside else None
        if base is None:
            continue
        if out[beside[0]].time:
            out[index] = _from_a_minute(out[index], out[beside[0]], form, expressions[beside[0]].text)
            continue
        ends = _ends(where, base, form)
        if ends is None:
            continue
        first, last = ends
        text = " ".join(expressions[beside[0]].text.split())
        side = {"first": "at the beginning of", "last": "at the end of", "from": "counted from"}[where]
        why = f"{side} '{text}'"
        period = Period("range", first, last, out[index].value, f"{first}/{last}")
        anchor = out[beside[0]].anchor
        out[index] = out[index]._replace(period=period, anchor=anchor, why=why, lasting=True, other=())
    return out


def _from_a_minute(length: Outcome, base: Outcome, form: unresolved.Unresolved, words: str) -> Outcome:
    """As "for two hours from 2 p.m.", to the minute; what does not fit the calendar stays as it is."""
    minutes = minutes_of(form)
    if minutes is None or base.period is None:
        return length
    try:
        begin = dt.datetime.fromisoformat(f"{base.period.first}{base.time}")
        end = begin + dt.timedelta(minutes=minutes)
    except (OverflowError, ValueError):
        return length
    edtf = f"{begin:%Y-%m-%dT%H:%M}/{end:%Y-%m-%dT%H:%M}"
    period = Period("range", begin.date(), end.date(), length.value, edtf)
    why = f"counted from '{' '.join(words.split())}'"
    return length._replace(period=period, anchor=base.anchor, why=why, lasting=True, other=())


def _ends(where: str, base: Period, form: unresolved.Unresolved) -> tuple[dt.date, dt.date] | None:
    count, unit = form.number("n"), form.get("unit")
    if count is None or not 1 <= count <= MAX_COUNT or unit in ("hour", "minute", "second"):
        return None
    if where == "from" and base.unit not in ("day", "month", "year"):
        return None
    one = dt.timedelta(days=1)
    try:
        if where == "last":
            begin = shift(base.last + one, -count, unit)
            ends = (begin, base.last) if begin else None
        else:
            end = shift(base.first, count, unit)
            ends = (base.first, end - one) if end else None
    except OverflowError:
        return None
    if ends is None or ends[0] > ends[1] or (where != "from" and not base.first <= ends[0] <= ends[1] <= base.last):
        return None
    return ends
