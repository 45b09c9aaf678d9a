"""DateValue: one value object for every date, from `2025-01-11` to "some day before March".

The notation is EDTF, ISO 8601-2:2019 (Library of Congress profile, levels 0 to 2 as far as press text needs it):
`2025-01-11`, `2025-01`, `2025`, `202X`, `20XX`, `2025-21` (spring … 24 winter), `2025-33` (quarters 33-36),
`2025-01/2025-03`, `2019/..`, `../2025`, `[2025-12-24..2025-12-31]` (one of), `..` inside brackets for open ends,
and a trailing `~` (approximate) or `?` (uncertain).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any, Literal

import msgspec

Extent = Literal["within", "throughout"]
Qualifier = Literal["exact", "approximate", "before", "after", "unknown"]
Basis = Literal["explicit", "relative", "inferred", "reviewer"]
Precision = Literal[
    "minute", "day", "week", "month", "season", "quarter", "year", "decade", "century", "range", "unknown"
]
Relation = Literal["equal", "contradicts", "refines", "refined_by", "compatible"]

_ATOM = re.compile(
    r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2})(?:-(?P<d>\d{2})(?:T(?P<t>\d{2}:\d{2}(?::\d{2})?)(?P<z>Z|[+-]\d{2}:\d{2})?)?)?)?",
    re.ASCII,
)
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}


class Alternative(msgspec.Struct, frozen=True):
    """A date that was considered and not chosen, with the reason in words."""

    edtf: str
    reason: str
    verbatim: str = ""


class DateValue(msgspec.Struct, frozen=True, kw_only=True):
    """A date as the page gives it.

    `earliest` and `latest` are calendar days (ISO 8601), both included, in `zone` where one is known; None means open.
    `extent` tells one moment somewhere inside (*within*) from lasting all through (*throughout*).
    `expression` is the unresolved form and `anchor` what it was counted from ("published", "explicit", or
    "time:START" for another expression of the same page), so that a corrected publication date moves it.
    """

    edtf: str
    earliest: str | None
    latest: str | None
    precision: Precision
    extent: Extent = "within"
    qualifier: Qualifier = "exact"
    zone: str | None = None
    verbatim: str = ""
    expression: str = ""
    anchor: str = ""
    basis: Basis = "explicit"
    rule: str = ""
    reason: str = ""
    alternatives: tuple[Alternative, ...] = ()

    @classmethod
    def from_edtf(cls, edtf: str, **fields: Any) -> DateValue:
        """Parse `edtf`, derive bounds and precision. Raises ValueError for what is no date (2025-02-30, month 13)."""
        first, last, precision, extent = bounds(edtf)
        fields.setdefault("extent", extent)
        if edtf.endswith(("~", "?")):
            fields.setdefault("qualifier", "approximate")
        elif first is None and last is not None:
            fields.setdefault("qualifier", "before")
        elif last is None and first is not None:
            fields.setdefault("qualifier", "after")
        elif first is None:
            fields.setdefault("qualifier", "unknown")
        return cls(
            edtf=edtf,
            earliest=first.isoformat() if first else None,
            latest=last.isoformat() if last else None,
            precision=precision,
            **fields,
        )

    @classmethod
    def between(cls, first: dt.date | None, last: dt.date | None, **fields: Any) -> DateValue:
        """One moment somewhere between two days, both included; None leaves that end open."""
        if first is not None and first == last:
            return cls.from_edtf(first.isoformat(), **fields)
        left = first.isoformat() if first else ""
        right = last.isoformat() if last else ""
        return cls.from_edtf(f"[{left}..{right}]", **fields)

    @property
    def first_day(self) -> dt.date | None:
        return dt.date.fromisoformat(self.earliest) if self.earliest else None

    @property
    def last_day(self) -> dt.date | None:
        return dt.date.fromisoformat(self.latest) if self.latest else None

    @property
    def is_day(self) -> bool:
        """True when one calendar day is known."""
        return self.earliest is not None and self.earliest == self.latest


def bounds(edtf: str) -> tuple[dt.date | None, dt.date | None, Precision, Extent]:
    """First and last possible day (both included; None is open), precision and extent of an EDTF string.

    Raises ValueError when the string is not in the supported notation or names no real day.
    """
    text = edtf.strip()
    if text.startswith("[") and text.endswith("]"):
        left, dots, right = text[1:-1].partition("..")
        if not dots or "[" in text[1:] or "/" in text:
            raise ValueError(f"'{edtf}' is not a date in EDTF: expected [A..B]")
        start = bounds(left)[0] if left else None
        end = bounds(right)[1] if right else None
        if start and end and start > end:
            raise ValueError(f"'{edtf}' ends before it begins")
        return start, end, "range" if start or end else "unknown", "within"
    if "/" in text:
        left, _, right = text.partition("/")
        if "/" in right or "[" in text:
            raise ValueError(f"'{edtf}' is not a date in EDTF: expected A/B")
        start = None if left in ("..", "") else bounds(left)[0]
        end = None if right in ("..", "") else bounds(right)[1]
        if start and end and start > end:
            raise ValueError(f"'{edtf}' ends before it begins")
        return start, end, "range" if start or end else "unknown", "throughout"
    first, last, precision = _atom(text.rstrip("~?%"), edtf)
    return first, last, precision, "within"


def _atom(text: str, whole: str) -> tuple[dt.date, dt.date, Precision]:
    found = _ATOM.fullmatch(text)
    if not found:
        raise ValueError(f"'{whole}' is not a date in EDTF")
    year_text = found["y"]
    if "X" in year_text:
        low, high = int(year_text.replace("X", "0")), int(year_text.replace("X", "9"))
        if found["m"] or low < 1:
            raise ValueError(f"'{whole}' is not a date in EDTF")
        return dt.date(low, 1, 1), dt.date(high, 12, 31), "decade" if year_text.count("X") == 1 else "century"
    year = int(year_text)
    if not found["m"]:
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    month = int(found["m"])
    if found["d"]:
        day = dt.date(year, month, int(found["d"]))
        if found["t"]:
            dt.time.fromisoformat(found["t"])
        return day, day, "minute" if found["t"] else "day"
    if month in _SEASON_MONTHS:
        start, end = _SEASON_MONTHS[month]
        return dt.date(year, start, 1), _month_end(year, end), "season"
    if 33 <= month <= 36:
        start = 3 * (month - 33) + 1
        return dt.date(year, start, 1), _month_end(year, start + 2), "quarter"
    return dt.date(year, month, 1), _month_end(year, month), "month"


def _month_end(year: int, month: int) -> dt.date:
    """Last day of a month; months above 12 run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def compare(a: DateValue, b: DateValue) -> Relation:
    """How two dates told for one attribute stand to each other.

    *contradicts*: no single truth fits both. *refines*: `a` lies inside `b` and is narrower (*refined_by*: the
    other way round). *compatible*: they overlap. An approximate date is widened by a tenth of what it spans, at
    least by its own unit. A day in two zones more than a day apart in name may be one moment: zones that differ
    widen both by one day.
    """
    low_a, high_a = _widened(a, b)
    low_b, high_b = _widened(b, a)
    if (low_a, high_a) == (low_b, high_b):
        return "equal"
    if low_a > high_b or low_b > high_a:
        return "contradicts"
    if low_a >= low_b and high_a <= high_b:
        return "refines"
    if low_b >= low_a and high_b <= high_a:
        return "refined_by"
    return "compatible"


def _widened(value: DateValue, other: DateValue) -> tuple[int, int]:
    low = value.first_day.toordinal() if value.first_day else 0
    high = value.last_day.toordinal() if value.last_day else dt.date.max.toordinal()
    if value.qualifier == "approximate" and low and value.last_day:
        slack = max(high - low + 1, (high - low) // 10)
        low, high = low - slack, high + slack
    if value.zone and other.zone and value.zone != other.zone:
        low, high = low - 1, high + 1
    return low, high


def sort_key(value: DateValue | None) -> tuple[str, str, str]:
    """Order of entries: first possible day, then last possible day; "before X" sorts by X; no date comes last."""
    if value is None or (value.earliest is None and value.latest is None):
        return ("9999-99-99", "9999-99-99", "")
    return (value.earliest or value.latest or "", value.latest or "9999-99-99", value.edtf)
