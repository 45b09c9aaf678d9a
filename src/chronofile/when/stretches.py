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
from chronofile.when.grammar import Grammar
from chronofile.when.outcome import Outcome
from chronofile.when.periods import Period, shift

MAX_GAP = 24
"""Code points between a length and its date: room for "starting on", not for a clause."""
MAX_COUNT = 10_000


def with_ties(found: Sequence[TimeExpression], text: str, known: Grammar) -> list[TimeExpression]:
    """Tie each length to the date right behind it when the words between say how they belong together."""
    words = known.data.get("stretches", {})
    out = list(found)
    for index in range(len(out) - 1):
        length, date = out[index], out[index + 1]
        if length.type != "DURATION" or date.type != "DATE" or date.start - length.end > MAX_GAP:
            continue
        form = unresolved.parse(length.unresolved)
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
    for index, form in enumerate(forms[:-1]):
        where, _, start = form.get("tied").partition("@")
        base = out[index + 1].period
        if not where or base is None or start != str(expressions[index + 1].start):
            continue
        ends = _ends(where, base, form)
        if ends is None:
            continue
        first, last = ends
        text = " ".join(expressions[index + 1].text.split())
        side = {"first": "at the beginning of", "last": "at the end of", "from": "counted from"}[where]
        why = f"{side} '{text}'"
        period = Period("range", first, last, out[index].value, f"{first}/{last}")
        anchor = out[index + 1].anchor
        out[index] = out[index]._replace(period=period, anchor=anchor, why=why, lasting=True, other=())
    return out


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
