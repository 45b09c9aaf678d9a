"""Ranges: two dates that are the ends of one stretch ("from March to May", "12-14 May", "between 2007 and 2009").

Each end is an expression of its own, as TIMEX3 has it. The first carries `to=START`, the place of the other; its
DateValue covers the whole stretch, its TIMEX3 value stays that of the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chronofile.model import TimeExpression
from chronofile.when import unresolved
from chronofile.when.grammar import Grammar
from chronofile.when.outcome import Outcome
from chronofile.when.periods import Period

_DASHES = frozenset("-–—~")
_TWO_DAYS = re.compile(r"(\d{1,2})(\w{0,2})(\s{0,3}[^\W\d]{0,10}[-–—~]?\s{0,3}(?:[^\W\d]{1,4}\s)?)(\d{1,2})(?!\d)")
_NUMBER = re.compile(r"\d+")
REACH = 60
"""Code points before the first end in which a word may say that something was moved from one day to the other."""


def split_ends(expression: TimeExpression) -> list[TimeExpression]:
    """Such as "12-14 May" or "3-8 p.m." as its two ends, anything else as it is."""
    if not any(field in expression.unresolved for field in _PAIRED):
        return [expression]
    form = unresolved.parse(expression.unresolved)
    name = "hour" if "hours" in form.fields else "day"
    first, last = _numbers(form)
    if form.op != "date" or not last or form.get("weekendof"):
        return [expression]
    for place in _NUMBER.finditer(expression.text):
        m = _TWO_DAYS.match(expression.text, place.start())
        if m is None or (m[1].lstrip("0"), m[4].lstrip("0")) != (first, last):
            continue
        cut, begin = expression.start + m.end(2), expression.start + m.start(4)
        ends = []
        for number, start, end in ((first, expression.start, cut), (last, begin, expression.end)):
            fields = {key: value for key, value in form.fields.items() if key not in _WHOLE}
            fields[name] = number
            if name == "hour" and number == last:
                fields["since"] = first
            if start == expression.start:
                fields["to"] = str(begin)
                if form.get("weekday"):
                    fields["weekday"] = form.get("weekday")
            ends.append(
                msgspec.structs.replace(
                    expression,
                    start=start,
                    end=end,
                    text=expression.text[start - expression.start : end - expression.start],
                    unresolved=unresolved.write(form.op, fields),
                )
            )
        return ends
    return [expression]


_PAIRED = (" days=", " hours=", " day2=")
_WHOLE = ("days", "hours", "day2", "weekday")


def _numbers(form: unresolved.Unresolved) -> tuple[str, str]:
    if "days" in form.fields or "hours" in form.fields:
        first, _, last = (form.get("days") or form.get("hours")).replace("/", "-").replace(".", "-").partition("-")
    else:
        first, last = form.get("day"), form.get("day2")
    return first.lstrip("0"), last.lstrip("0")


def with_ranges(found: Sequence[TimeExpression], text: str, known: Grammar) -> list[TimeExpression]:
    """Mark the first of two dates that are joined as the ends of one stretch."""
    words: Mapping[str, Any] = known.data.get("ranges", {})
    out = list(found)
    for index in range(len(out) - 1):
        first, second = out[index], out[index + 1]
        gap = text[first.end : second.start].strip().lower()
        told = " to=" in first.unresolved
        if not told and gap in words.get("to", ()) and _names_weekday(first) and _is_weekday_part(second):
            out[index + 1] = msgspec.structs.replace(second, unresolved=f"{second.unresolved} dir=ref+1")
            continue
        if second.start - first.end > 14 or not _is_date(first) or not _is_date(second) or told:
            continue
        dash = gap in _DASHES and not any(e.unresolved.startswith(_NOW) for e in (first, second))
        if not (dash or gap in words.get("to", ()) or gap in words.get("and", ())):
            continue
        before = text[max(0, first.start - REACH) : first.start].lower().rsplit(".", 1)[-1]
        lead = before.split()[-1:]
        between = bool(lead) and lead[0] in words.get("between", ()) and gap in words.get("and", ())
        if _names_weekday(first) and not _names_day(second):  # "revised Friday to May's figures"
            continue
        if any(word in before for word in words.get("moved", ())):
            continue
        if dash or gap in words.get("to", ()) or between:
            kind = " within=1" if between else ""
            out[index] = msgspec.structs.replace(first, unresolved=f"{_as_end(first)} to={second.start}{kind}")
            behind = f"{_as_end(second)} begun={first.start}"
            out[index + 1] = second = msgspec.structs.replace(second, unresolved=behind)
            if _names_weekday(first) and _is_weekday(second):  # "from Monday to Friday": the Friday behind that Monday
                out[index + 1] = msgspec.structs.replace(second, unresolved=f"{second.unresolved} dir=ref+1")
    return out


def _is_date(expression: TimeExpression) -> bool:
    return expression.type == "DATE" and expression.unresolved.startswith(("date ", _NOW))


_NOW = "vague value=PRESENT_REF"


def _as_end(expression: TimeExpression) -> str:
    """The unresolved form as the end of a stretch: "now" is then the day of publication."""
    return expression.unresolved + (" end=1" if expression.unresolved.startswith(_NOW) else "")


def _names_weekday(expression: TimeExpression) -> bool:
    """A weekday, be it "next Monday" or "Monday of last week"."""
    fields = unresolved.parse(expression.unresolved).fields
    return "weekday" in fields and "day" not in fields


def _names_day(expression: TimeExpression) -> bool:
    return bool(unresolved.parse(expression.unresolved).fields.keys() & {"weekday", "day", "end", "full", "md"})


def _is_weekday_part(expression: TimeExpression) -> bool:
    """As "Thursday morning", told without a direction of its own."""
    fields = unresolved.parse(expression.unresolved).fields
    return {"weekday", "part"} <= fields.keys() and not fields.keys() & {"day", "dir", "side", "week"}


def _is_weekday(expression: TimeExpression) -> bool:
    fields = unresolved.parse(expression.unresolved).fields
    return "weekday" in fields and not fields.keys() & {"day", "dir", "side", "week", "part"}


def stretched(
    expressions: Sequence[TimeExpression], forms: Sequence[unresolved.Unresolved], outcomes: Sequence[Outcome]
) -> list[Outcome]:
    """`outcomes` with each first end stretched to the other one; what does not run forward stays as it is."""
    out = list(outcomes)
    for index, form in enumerate(forms[:-1]):
        if form.get("to") != str(expressions[index + 1].start):
            continue
        first, last = out[index].period, out[index + 1].period
        if first is None or last is None or first.first >= last.last or first.unit == "range":
            continue
        a, b, within = first.first, last.last, "within" in form.fields
        period = Period("range", a, b, out[index].value, f"[{a}..{b}]" if within else f"{a}/{b}")
        text = " ".join(expressions[index + 1].text.split())
        why = f"{out[index].why}; the stretch ends with '{text}'"
        out[index] = out[index]._replace(period=period, lasting=not within, time="", why=why, other=())
    return out
