"""Number format: whether a cell of a spreadsheet shows its number as a date, and how exactly."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from chronofile.bring.grid import TypedDate

Shows = Literal["day", "month", "year", "minute", "time", "number"]

_BUILT_IN: dict[int, Shows] = {
    **dict.fromkeys((14, 15, 16, 27, 28, 29, 30, 31, 36, 50, 51, 53, 54, 56, 57, 58), "day"),
    **dict.fromkeys((17, 52, 55), "month"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "time"),
    22: "minute",
}
"""Formats that stand in no file because every program knows them (ECMA-376 part 1, 18.8.30)."""
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_LETTERS = re.compile(r"y+|e+|m+|d+|h+|s+", re.IGNORECASE)
_DAYS = 2_958_466
"""31 December 9999 in days since 1900: no date lies beyond."""
_EPOCH = {1900: dt.datetime(1899, 12, 30), 1904: dt.datetime(1904, 1, 1)}


def shows(number: int, code: str | None) -> Shows:
    """What a cell with this format shows; `code` is the file's own text of it, None for a format that is built in."""
    if code is None:
        return _BUILT_IN.get(number, "number")
    plain = _BRACKETS.sub("", _QUOTED.sub("", code.split(";")[0]))
    if re.search(r"general|[0#?@]", plain, re.IGNORECASE) and not re.search(r"[ydh]", plain, re.IGNORECASE):
        return "number"
    letters = [part[0].lower() for part in _LETTERS.findall(plain)]
    clock = any(letter in "hs" for letter in letters)
    date = [letter for letter in letters if letter in "yed"]
    # "m" beside hours or seconds is minutes, beside days or years months.
    if "d" in date:
        return "minute" if clock and "h" in letters else "day"
    if date:
        return "month" if "m" in letters and not clock else "year"
    if clock:
        return "time"
    return "month" if letters and letters[0] == "m" and len(_LETTERS.findall(plain)[0]) > 2 else "number"


def typed_date(serial: float, shown: Shows, epoch: Literal[1900, 1904]) -> TypedDate | None:
    """The date a number stands for, None for a number beyond every date or a bare time of day."""
    if shown in ("number", "time") or not 0 <= serial < _DAYS:
        return None
    days = serial
    if epoch == 1900 and serial < 60:
        days += 1  # Excel counts a 29 February 1900 that never was
    if epoch == 1900 and 60 <= serial < 61:
        return None
    moment = _EPOCH[epoch] + dt.timedelta(days=int(days), minutes=round((days - int(days)) * 1440))
    edtf = moment.date().isoformat()
    if shown == "month":
        edtf = edtf[:7]
    elif shown == "year":
        edtf = edtf[:4]
    elif shown == "minute" and serial != int(serial):
        edtf += f"T{moment:%H:%M}"
    return TypedDate(edtf=edtf, serial=serial, epoch=epoch)


def clock(serial: float) -> str:
    """A time of day, "14:30"."""
    minutes = round((serial - int(serial)) * 1440) % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
