"""Written: dates as people write them into a table: "08/??/1999", "<06/15/97", "3.–5.3.2024", "14:30", a bare year."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

import msgspec

from chronofile.bring import lexicon
from chronofile.model import DateValue

Order = Literal["day-month", "month-day"]
InWords = Callable[[str], DateValue | None]
"""A date told in words, None for what is none."""

_UNKNOWN = r"\?{1,4}|[xX]{2,4}|_{2,4}"
_SHORT = rf"\d{{1,2}}|{_UNKNOWN}"
_THREE = re.compile(rf"(\d{{4}}|{_SHORT})\.?\s*([./\-])\s*({_SHORT})\s*\2\s*(\d{{4}}|{_SHORT})\.?")
_TWO = re.compile(r"(\d{1,4})\.?\s*[./\-]\s*(\d{4}|\d{1,2})\.?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR = re.compile(r"[12]\d{3}")
_DAY = re.compile(r"(\d{1,2})\.?")
_CLOCK = re.compile(r"(?:^|[\s,T])(?:(\d{1,2}):(\d\d)(:\d\d(?:\.\d+)?)?|(\d{1,2})[hH](\d\d))\s*(\S*)$")
_RANGE = re.compile(r"\s*[–—−]\s*|\s+-{1,2}\s+|\s*--\s*")
_NONE = re.compile(r"[\s?\-–—.]*")
_SIGNS = (("<=", "until"), ("≤", "until"), (">=", "since"), ("≥", "since"), ("<", "before"), (">", "after"),
          ("~", "approximate"), ("≈", "approximate"))  # fmt: skip
_YEARS_AHEAD = 5
"""Years from now that two figures may still mean: "31" is 2031 in 2026, "32" is 1932."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """`date` None without a `problem` is a cell that says it does not know. `asks` is true where the order of day and
    month must be told first. `remarks` say how something was read.
    """

    date: DateValue | None = None
    problem: str = ""
    asks: bool = False
    remarks: tuple[str, ...] = ()


class _No(Exception):
    """This reading does not fit; `told` says why where the text can be read in no other way."""

    def __init__(self, told: str = "", *, asks: bool = False) -> None:
        super().__init__(told)
        self.told, self.asks = told, asks


def written(
    text: str, order: Order | None, in_words: InWords, today: dt.date, year_above: int | None = None
) -> Written:
    """What a cell says as a date. `year_above` is the year of the heading the row stands under."""
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("…", "...").split())
    if _NONE.fullmatch(plain) or plain.casefold() in lexicon.of("cells", "undated"):
        return Written()
    reading = _Reading(order, today, year_above)
    value: DateValue | None = None
    try:
        value = reading.whole(plain)
    except _No as no:
        if no.asks:
            return Written(problem=no.told, asks=True)
        value = None if no.told else _told_in_words(plain, in_words)
        if value is None and year_above is not None and not re.search(r"\d{4}", plain) and not no.told:
            value = in_words(f"{plain} {year_above}")
            reading.remarks.append(f"the year {year_above} was taken from the heading above")
        if value is None:
            return Written(problem=no.told or f"“{plain}” is not understood as a date")
    told = DateValue.from_edtf(
        value.edtf, extent=value.extent, qualifier=value.qualifier, basis="reviewer", verbatim=plain,
        reason="given by a person",
    )  # fmt: skip
    return Written(date=told, remarks=tuple(reading.remarks))


def order_of(text: str) -> Order | Literal["undecided"] | None:
    """What one cell says about the order of day and month; None where it holds no date to which it matters. A day that
    is left open beside a month that is known speaks as well.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found: Order | Literal["undecided"] | None = None
    for a, _, b, year in _THREE.findall(plain):
        if len(a) == 4 and a.isdigit():
            continue
        if not year.isdigit():
            continue
        left, right = (int(part) if part.isdigit() and int(part) else None for part in (a, b))
        if left is None and right is None:
            continue
        if (left or 0) > 12 or (left is None and (right or 99) <= 12):
            return "day-month"
        if (right or 0) > 12 or (right is None and (left or 99) <= 12):
            return "month-day"
        if left != right:
            found = "undecided"
    return found


class _Reading:
    def __init__(self, order: Order | None, today: dt.date, year_above: int | None) -> None:
        self._order = order
        self._today = today
        self._year_above = year_above
        self.remarks: list[str] = []

    def whole(self, text: str) -> DateValue:
        """Raises _No for what is not told in figures."""
        sign, rest = _sign(text)
        uncertain = bool(re.search(r"\d\s?(\?|\(\?\))$", rest)) and not re.search(r"\?\?$", rest)
        if uncertain:
            rest = re.sub(r"\s?(\?|\(\?\))$", "", rest)
        value = self._one_or_two(_without_weekday(rest))
        if sign in ("before", "until", "after", "since"):
            return _open(value, sign)
        mark = "~" if sign == "approximate" else "?" if uncertain else ""
        if mark and "/" not in value.edtf:
            return DateValue.from_edtf(value.edtf + mark)
        return value

    def _one_or_two(self, text: str) -> DateValue:
        if not re.search(r"\d", text):
            raise _No
        with suppress(ValueError):
            if not re.fullmatch(r"\d{4}-(1[3-9]|[2-9]\d)", text):
                return _no_midnight(DateValue.from_edtf(text))
        try:
            return self._single(text)
        except _No as no:
            if no.told:
                raise
        return self._range(text)

    def _range(self, text: str) -> DateValue:
        parts = _RANGE.split(text)
        if len(parts) == 1:
            parts = _by_word(text)
        if len(parts) == 1 and text.count("-") == 1:
            parts = text.split("-")
        if len(parts) != 2:
            raise _No
        left, right = (_without_weekday(part.strip()) for part in parts)
        if not right:
            return DateValue.from_edtf(f"{self._single(left).edtf}/..")
        if not left:
            return DateValue.from_edtf(f"../{self._single(right).edtf}")
        last = self._single(right)
        first = self._start(left, last)
        try:
            return DateValue.from_edtf(f"{first}/{last.edtf}")
        except ValueError:
            raise _No(f"“{text}” ends before it begins") from None

    def _start(self, left: str, last: DateValue) -> str:
        """The beginning of a stretch, what it does not say taken from its end."""
        day = _DAY.fullmatch(left)
        if day and last.precision == "day":
            return _valid(f"{last.edtf[:8]}{int(day[1]):02d}", left)
        if not re.search(r"\d{4}", left) and last.earliest and _TWO.fullmatch(left):
            return _Reading(self._order, self._today, int(last.earliest[:4]))._single(left).edtf
        return self._single(left).edtf

    def _single(self, text: str) -> DateValue:
        clock, rest = _clock(text)
        edtf = self._day(rest.strip(" ,"))
        if clock and len(edtf) == 10:
            edtf += f"T{clock}"
        return DateValue.from_edtf(_valid(edtf, text))

    def _day(self, text: str) -> str:
        found = _THREE.fullmatch(text)
        if found:
            return self._three(found[1], found[3], found[4], text)
        found = _COMPACT.fullmatch(text)
        if found:
            return f"{found[1]}-{found[2]}-{found[3]}"
        if _YEAR.fullmatch(text):
            return text
        found = _TWO.fullmatch(text)
        if not found:
            raise _No
        a, b = found[1], found[2]
        if len(b) == 4 and len(a) <= 2:
            return f"{b}-{int(a):02d}"
        if len(a) == 4 and len(b) <= 2:
            if int(b) > 12:
                raise _No
            return f"{a}-{int(b):02d}"
        if len(a) > 2 or len(b) > 2:
            raise _No
        if self._year_above is None:
            raise _No("" if "-" in text else f"“{text}” names no year")
        self.remarks.append(f"the year {self._year_above} was taken from the heading above")
        return self._ordered(a, b, f"{self._year_above}", text)

    def _three(self, a: str, b: str, c: str, text: str) -> str:
        if len(a) == 4 and a.isdigit():
            return _known(a, b, c)
        if not c.isdigit():
            raise _No(f"“{text}” names no year")
        return self._ordered(a, b, self._year(c), text)

    def _ordered(self, a: str, b: str, year: str, text: str) -> str:
        a, b = (part if part.isdigit() and int(part) else "?" for part in (a, b))
        if a == b == "?":
            return year
        if not (a.isdigit() and b.isdigit()):
            # One of the two is not known. A day without its month is never written down: what is known is the month.
            month = int(a if a.isdigit() else b)
            if month > 12:
                self.remarks.append(f"of “{text}” the year alone was taken: a day without its month is no date")
                return year
            return f"{year}-{month:02d}"
        if a == b or int(a) == int(b):
            return f"{year}-{int(b):02d}-{int(a):02d}"
        if self._order is None:
            raise _No(f"“{text}”: which figure is the day cannot be told", asks=True)
        first, second = (int(a), int(b)) if self._order == "day-month" else (int(b), int(a))
        if second > 12:
            told = "day first" if self._order == "day-month" else "month first"
            raise _No(f"“{text}” is no date when read {told}: there is no month {second}")
        return f"{year}-{second:02d}-{first:02d}"

    def _year(self, text: str) -> str:
        if len(text) == 4:
            return text
        if len(text) != 2:
            raise _No
        century = self._today.year // 100 * 100
        year = century + int(text)
        if year > self._today.year + _YEARS_AHEAD:
            year -= 100
        self.remarks.append(f"“{text}” was read as {year}")
        return str(year)


def clock_of(text: str) -> str | None:
    """A time of day in a cell of its own, "14:30"; None when it is none."""
    clock, rest = _clock(" ".join(unicodedata.normalize("NFKC", text).split()))
    return clock if clock and not rest.strip(" ,") else None


def with_clock(date: DateValue, clock: str) -> DateValue:
    """A day with its time of day; anything else stays as it is."""
    if date.precision != "day" or "/" in date.edtf or "[" in date.edtf or date.qualifier != "exact":
        return date
    kept = {"basis": date.basis, "verbatim": f"{date.verbatim} {clock}", "reason": date.reason}
    return DateValue.from_edtf(f"{date.edtf}T{clock}", **kept)


def stretch(first: DateValue, last: DateValue) -> DateValue | None:
    """All the time from one date to another, None when the second is over before the first begins."""
    left = first.edtf.split("/")[0].split("T")[0]
    right = last.edtf.split("/")[-1].split("T")[0]
    if left == right:
        return first
    try:
        return DateValue.from_edtf(
            f"{left}/{right}", basis=first.basis, verbatim=f"{first.verbatim} – {last.verbatim}", reason=first.reason
        )
    except ValueError:
        return None


def _sign(text: str) -> tuple[str, str]:
    """What stands before a date and makes it something else than exact, and the rest."""
    for sign, name in _SIGNS:
        if text.startswith(sign):
            return name, text[len(sign) :].strip()
    lower = text.casefold()
    for name in ("approximate", "before", "after", "until", "since"):
        for word in lexicon.of("cells", name):
            rest = text[len(word) :]
            if lower.startswith(word) and re.match(r"\s*\d" if word.endswith(".") else r"\s+\S", rest):
                return name, rest.strip()
    return "", text


def _told_in_words(text: str, in_words: InWords) -> DateValue | None:
    """ "On or before" is told apart here: what reads words takes every "before" to leave its day out."""
    sign, rest = _sign(text)
    if sign not in ("until", "since"):
        return in_words(text)
    value = in_words(rest)
    return _open(value, sign) if value is not None and (value.first_day and value.last_day) else None


def _open(value: DateValue, sign: str) -> DateValue:
    first, last, one = value.first_day, value.last_day, dt.timedelta(days=1)
    if first is None or last is None:
        raise _No
    if sign == "before":
        return DateValue.between(None, first - one)
    if sign == "until":
        return DateValue.between(None, last)
    return DateValue.between(last + one if sign == "after" else first, None)


def _without_weekday(text: str) -> str:
    word, _, rest = text.partition(" ")
    plain = word.rstrip(".,").casefold()
    return rest.strip() if rest and plain in lexicon.weekdays() else text


def _by_word(text: str) -> list[str]:
    lower = text.casefold()
    for word in lexicon.of("cells", "range"):
        at = lower.find(f" {word} ")
        if at > 0:
            return [text[:at], text[at + len(word) + 2 :]]
    return [text]


def _clock(text: str) -> tuple[str, str]:
    """A time of day at the end of a text, and what stands before it."""
    found = _CLOCK.search(text)
    if not found:
        return "", text
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5])
    after = found[6].casefold()
    half = next((name for name in ("am", "pm") if after and after in lexicon.of("cells", name)), "")
    if (after and not half and after not in lexicon.of("cells", "clock")) or minute > 59:
        return "", text
    if half:
        if not 1 <= hour <= 12:
            return "", text
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23:
        return "", text
    before = text[: found.start()]
    if found[3] and (hour, minute, found[3][:3]) == (0, 0, ":00"):
        return "", before  # a day as programs write it, "2024-03-05 00:00:00"
    return f"{hour:02d}:{minute:02d}", before


def _no_midnight(value: DateValue) -> DateValue:
    return DateValue.from_edtf(value.edtf[:10]) if value.edtf.endswith("T00:00:00") else value


def _known(year: str, month: str, day: str) -> str:
    month, day = (part if part.isdigit() and int(part) else "" for part in (month, day))
    if not month:
        return year
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def _valid(edtf: str, text: str) -> str:
    try:
        DateValue.from_edtf(edtf)
    except ValueError:
        raise _No(f"“{text}” is no day of the calendar") from None
    return edtf
