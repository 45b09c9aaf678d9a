"""Time: a time expression of a page, first unresolved, then with its value (TimeML TIMEX3)."""

from __future__ import annotations

from typing import Literal

import msgspec

from chronofile.model.date_value import DateValue

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """Matched, not yet resolved. `unresolved` is the room's own notation and all that resolving needs, so that a
    corrected publication date moves every date without matching again. `tense` is the clue read off the verbs nearby.
    """

    start: int
    end: int
    text: str
    type: TimexType
    unresolved: str
    rule: str
    tense: Literal["past", "present", "future", "unknown"] = "unknown"


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """Resolved. `value`, `mod`, `quant`, `freq` as in TIMEX3; `date` is None when it stays open (a duration, a set)."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    mod: str = ""
    quant: str = ""
    freq: str = ""
    date: DateValue | None = None
    rule: str = ""
    reason: str = ""
