"""Dating: from outcomes to DateValue: joining the two ends of an interval, prepositions, reasons."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import msgspec

from chronofile.model import Alternative, DateValue, TimeExpression
from chronofile.when.outcome import Outcome
from chronofile.when.periods import Period
from chronofile.when.unresolved import Unresolved

_PART = re.compile(r"[^-]+")
_PRECISION = {"week": "week", "weekend": "range", "half": "range"}


def joined(early: Outcome, late: Outcome) -> Outcome:
    """What is true whichever end of the publication interval is right."""
    if early is late or (early.period == late.period and early.value == late.value):
        return late
    value = masked(early.value, late.value)
    if early.period is None and late.period is None:
        return late._replace(value=value)
    if early.period is None or late.period is None:
        known = early if early.period else late
        return known._replace(value=value, period=None, other=())
    first, last = min(early.period.first, late.period.first), max(early.period.last, late.period.last)
    slash = f"{first}/{last}" if late.lasting else f"[{first}..{last}]"
    period = Period("range", first, last, value, slash)
    other: tuple[tuple[str, str], ...] = ()
    if not late.lasting and early.period.unit == late.period.unit == "day":
        other = tuple(
            (
                p.edtf,
                "for the first possible day of publication"
                if p is early.period
                else "for the last possible day of publication",
            )
            for p in (early.period, late.period)
        )
    return late._replace(
        value=value,
        period=period,
        other=other,
        time="",
        why=early.why if early.why == late.why else f"{early.why}; or {late.why}",
    )


def masked(a: str, b: str) -> str:
    """The common front of two TIMEX3 values, the rest as X: 2025-12-24 and 2025-12-31 give 2025-12-XX."""
    if a == b:
        return a
    left, right = _PART.findall(a), _PART.findall(b)
    if len(left) != len(right):
        return re.sub(r"\d", "X", a)
    out, open_now = [], False
    for x, y in zip(left, right, strict=True):
        open_now = open_now or x != y
        out.append(re.sub(r"\d", "X", x) if open_now else x)
    return "-".join(out)


def dated(expression: TimeExpression, form: Unresolved, outcome: Outcome, day: dt.date | None) -> DateValue | None:
    """The DateValue of an outcome, None when it stays open. `day` is the publication day when one is known."""
    period = outcome.period
    if period is None:
        return None
    text = " ".join(expression.text.split())
    edtf, qualifier, how = _edtf(period, form, outcome)
    if edtf is None:
        return None
    fields: dict[str, Any] = {
        "verbatim": expression.text,
        "expression": expression.unresolved,
        "anchor": outcome.anchor,
        "basis": "explicit" if outcome.anchor == "explicit" else "relative",
        "rule": expression.rule,
        "reason": f"'{text}': {outcome.why}{how}",
        "alternatives": tuple(Alternative(e, why, expression.text) for e, why in outcome.other),
    }
    zone = form.get("zone")
    if zone and zone != "local":
        fields["zone"] = zone
    if qualifier:
        fields["qualifier"] = qualifier
    if outcome.lasting:
        fields["extent"] = "throughout"
    try:
        value = DateValue.from_edtf(edtf, **fields)
    except ValueError:
        return None
    precision = _PRECISION.get(period.unit)
    return msgspec.structs.replace(value, precision=precision) if precision and not qualifier else value


def _edtf(period: Period, form: Unresolved, outcome: Outcome) -> tuple[str | None, str, str]:
    """EDTF, qualifier and a word of reason, as the preposition before the expression says."""
    prep = form.get("prep")
    plain = period.unit != "range" or "[" in period.edtf
    if plain and not outcome.lasting:
        if prep == "since":
            return f"{period.first}/..", "after", "; 'since': from then on"
        if prep == "until":
            return f"../{period.last}", "before", "; 'until': up to then"
        if prep == "by":
            return f"[..{period.last}]", "before", "; 'by': then or before"
        if prep == "before" and period.first > dt.date.min:
            return f"[..{period.first - dt.timedelta(days=1)}]", "before", "; 'before': earlier than that"
        if prep == "after" and period.last < dt.date.max:
            return f"[{period.last + dt.timedelta(days=1)}..]", "after", "; 'after': later than that"
    edtf = period.edtf
    if outcome.time and period.unit == "day":
        edtf += outcome.time.replace("T24:00", "T23:59")
    if outcome.approximate and not edtf.startswith("[") and "/" not in edtf and "T" not in edtf:
        return edtf + "~", "approximate", ""
    if outcome.approximate:
        return edtf, "approximate", ""
    return edtf, "", ""
