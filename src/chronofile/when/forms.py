"""Forms: what a stretch of digits and separators can be, in any language.

A *blob* is digits joined by `. , : / -`. It is read as one form (a date, a clock time, a plain number …), split into
several numbers, or is no time at all: telephone numbers, versions, scores, long article numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

MAX_BLOB = 40
"""No date or time in the press is written with more characters; longer runs of digits are numbers of something."""

_YMD = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_DMY = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DOTTED_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
_PAIR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})")
_YEARS = re.compile(r"(\d{4})([-/])(\d{4}|\d{2})")
_DOWN = re.compile(r"(\d{3})-(\d{3})")
_TWO_CLOCKS = re.compile(r"(\d{1,2}:\d{2}|\d{1,2}\.\d{2}|0\d[0-5]\d)-(\d{1,2}:\d{2}|\d{1,2}\.\d{2}|[0-2]\d[0-5]\d)")
_TWO_SLASHED = re.compile(r"(\d{1,2}/\d{1,2}(?:/\d{2,4})?)-(\d{1,2}/\d{1,2}(?:/\d{2,4})?)")
_DAY_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_GLUED = re.compile(r"(\d{1,2}),(\d{4})")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_STOP = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")


class Form(NamedTuple):
    """One number token: place inside the blob, the classes it is in, and its value as slots see it."""

    start: int
    end: int
    classes: frozenset[str]
    value: str


def valid_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def integer_classes(text: str) -> frozenset[str]:
    """The classes of a plain run of digits."""
    value, width = int(text), len(text)
    out = {"NUMBER"} if width <= 6 else set()
    if width <= 2:
        if value >= 1:
            out.add("SMALL")
        if 1 <= value <= 31:
            out.add("DAY")
        if 1 <= value <= 12:
            out |= {"MONTHNUM", "TWELVE"}
        if value <= 23:
            out.add("HOUR")
        if width == 1 and 1 <= value <= 4:
            out.add("QUARTERDIGIT")
        if width == 2:
            out.add("YEAR2")
            if value <= 59:
                out.add("MINUTE")
    if width in (3, 4) and value % 100 <= 59 and value // 100 <= 23:
        out.add("HHMM")
        if width == 4 and text[0] == "0":
            out.add("ZEROHOUR")
    if width == 3 and value >= 100:
        out.add("YEAR3")
    if width == 4 and 1000 <= value <= 2199:
        out.add("YEAR")
        if 1700 <= value <= 2059:
            out.add("BAREYEAR")
            if value % 10:
                out.add("ODDYEAR")
        if value % 10 == 0:
            out.add("ROUNDYEAR")
    elif width == 2 and value % 10 == 0:
        out.add("ROUNDYEAR")
    return frozenset(out)


def clock_value(hour: int, minute: int, second: int | None = None) -> str | None:
    """`HH:MM[:SS]`, or None when there is no such time (25:61); 24:00 is the end of a day."""
    if hour > 24 or minute > 59 or (second or 0) > 59 or (hour == 24 and (minute or second)):
        return None
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "")


_JUNK = frozenset({"JUNK"})


def read_blob(blob: str, order: str, decimal: str = ".") -> tuple[Form, ...]:
    """The forms of one blob. `order` ("mdy" or "dmy") decides 05/06/2025 when its numbers do not; `decimal` is the mark
    before a fraction, the other of `.` and `,` groups thousands.
    """
    size = len(blob)
    if size > MAX_BLOB:
        return (Form(0, size, _JUNK, ""),)
    if blob.isdecimal():
        return (_digits(blob),)
    if decimal == "," and (m := _GROUPED_BY_STOP.fullmatch(blob)):
        return (Form(0, size, frozenset({"NUMBER"}), m[0].partition(",")[0].replace(".", "")),)
    for reader in (_date, _clock, _split, _number):
        found = reader(blob, order)
        if found:
            return found
    return (Form(0, size, _JUNK, ""),)


def _digits(blob: str) -> Form:
    size = len(blob)
    if size == 8:
        year, month, day = int(blob[:4]), int(blob[4:6]), int(blob[6:])
        if 1900 <= year <= 2099 and valid_day(year, month, day):
            return Form(0, size, frozenset({"DATE"}), f"year={year} month={month} day={day}")
    if size > 6:
        return Form(0, size, _JUNK, "")
    return Form(0, size, integer_classes(blob), blob)


def _date(blob: str, order: str) -> tuple[Form, ...]:
    size = len(blob)
    if m := _YMD.fullmatch(blob):
        year, month, day = int(m[1]), int(m[3]), int(m[4])
        if year >= 1 and valid_day(year, month, day):
            return (Form(0, size, frozenset({"DATE"}), f"year={year} month={month} day={day}"),)
        return (Form(0, size, _JUNK, ""),)
    if m := _DMY.fullmatch(blob):
        a, b, year = int(m[1]), int(m[3]), int(m[4])
        if len(m[4]) == 2:
            year += 1900 if year >= 70 else 2000
        month_first = order == "mdy" and m[2] != "."  # with stops the day comes first the world over
        first, second = ((a, b), (b, a)) if month_first else ((b, a), (a, b))
        readings = [r for r in (first, second) if valid_day(year, *r)] if 1000 <= year <= 2199 else []
        if not readings:
            return (Form(0, size, _JUNK, ""),)
        value = f"year={year} month={readings[0][0]} day={readings[0][1]}"
        if len(readings) == 2 and readings[0] != readings[1]:
            value += f" alt={year:04d}-{readings[1][0]:02d}-{readings[1][1]:02d}"
        return (Form(0, size, frozenset({"DATE" if m[2] != "." or len(m[4]) == 4 else "DATE2"}), value),)
    return ()


def _clock(blob: str, order: str) -> tuple[Form, ...]:
    if m := _CLOCK.fullmatch(blob):
        value = clock_value(int(m[1]), int(m[2]), int(m[3]) if m[3] else None)
        return (Form(0, len(blob), frozenset({"CLOCK"}) if value else _JUNK, value or ""),)
    if m := _DOTTED_CLOCK.fullmatch(blob):
        value = clock_value(int(m[1]), int(m[2]))
        return (Form(0, len(blob), frozenset({"DECIMAL", "DOTCLOCK"} if value else {"DECIMAL"}), value or blob),)
    return ()


def _split(blob: str, order: str) -> tuple[Form, ...]:
    size = len(blob)
    if m := _GLUED.fullmatch(blob):
        return _two(m.span(1), m.span(2), blob)
    if m := _YEAR_MONTH.fullmatch(blob):
        year, month = int(m[1] or m[4]), int(m[2] or m[3])
        season = m[1] is not None and len(m[2]) == 2 and month == year % 100 + 1
        if 1000 <= year <= 2199 and 1 <= month <= 12 and not season:
            return (Form(0, size, frozenset({"YEARMONTH"}), f"year={year} month={month}"),)
    if (m := _DAY_YEAR.fullmatch(blob)) and 12 < int(m[1]) <= 31:  # behind a month's name: Sep-23-2020
        return _two(m.span(1), m.span(2), blob)
    if m := _TWO_CLOCKS.fullmatch(blob) or _TWO_SLASHED.fullmatch(blob):
        ends = [read_blob(part, order) for part in m.groups()]
        if all(len(end) == 1 and "JUNK" not in end[0].classes for end in ends):
            cut = m.start(2)
            mark = Form(cut - 1, cut, frozenset({"=-"}), "-")
            return (ends[0][0], mark, ends[1][0]._replace(start=cut, end=size))
        return ()
    if m := _YEARS.fullmatch(blob):
        first, last = int(m[1]), int(m[3])
        if len(m[3]) == 2:
            last += first - first % 100
        if 1000 <= first < last <= 2199:
            return _two(m.span(1), m.span(3), blob)
        return ()
    if (m := _DOWN.fullmatch(blob)) and int(m[1]) > int(m[2]):  # 479-478 BC
        return _two(m.span(1), m.span(2), blob)
    if m := _PAIR.fullmatch(blob):
        a, b = int(m[1]), int(m[3])
        if m[2] == "/" and b in (2, 3, 4) and a < b:
            return (Form(0, size, frozenset({"FRACTION", "MONTHDAY"}), f"{a}/{b}"),)
        classes = {"-": "NUMPAIR", "/": "MONTHDAY", ".": "DECIMAL"}[m[2]]
        return (Form(0, size, frozenset({classes}), blob),)
    return ()


def _two(first: tuple[int, int], second: tuple[int, int], blob: str) -> tuple[Form, ...]:
    """Two plain numbers with the mark between them."""
    a, mark, b = blob[slice(*first)], blob[first[1] : second[0]], blob[slice(*second)]
    between = Form(first[1], second[0], frozenset({f"={'-' if mark == '/' else mark}"}), "-" if mark == "/" else mark)
    return (Form(*first, integer_classes(a), a), between, Form(*second, integer_classes(b), b))


def _number(blob: str, order: str) -> tuple[Form, ...]:
    if _GROUPED.fullmatch(blob):
        return (Form(0, len(blob), frozenset({"NUMBER"}), blob.replace(",", "")),)
    if _DECIMAL.fullmatch(blob):
        return (Form(0, len(blob), frozenset({"DECIMAL"}), blob.replace(",", ".")),)
    return ()


def all_signatures() -> set[frozenset[str]]:
    """Every set of classes that `read_blob` can give, so that each has a code before any text is seen."""
    out = {integer_classes(str(n)) for n in range(10_000)} | {integer_classes(f"{n:02d}") for n in range(100)}
    out |= {integer_classes(f"{n:03d}") for n in range(100)} | {integer_classes(f"{n:04d}") for n in range(1000)}
    out |= {integer_classes("10000"), integer_classes("00000"), _JUNK}
    singles = ("DATE", "DATE2", "CLOCK", "DECIMAL", "NUMPAIR", "MONTHDAY", "YEARMONTH", "NUMBER", "=,", "=-")
    out |= {frozenset({name}) for name in singles}
    out |= {frozenset({"DECIMAL", "DOTCLOCK"}), frozenset({"FRACTION", "MONTHDAY"})}
    return out
