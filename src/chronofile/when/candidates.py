"""Candidates: the dates a page prints about itself, read from whatever format they stand in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

from chronofile import lang
from chronofile.model import Block, Candidate
from chronofile.when import periods
from chronofile.when.match import match
from chronofile.when.resolve import resolve

_ISO = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?\s*"
)
_EPOCH = re.compile(r"\s*(\d{10}|\d{13})\s*")
_RFC822 = re.compile(r"\s*(?:[A-Za-z]{3},\s*)?\d{1,2}\s[A-Za-z]{3}\s\d{2,4}\s\d{1,2}:\d{2}")
_IN_URL = (
    re.compile(r"[/=-](\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)"),
    re.compile(r"[/=-](\d{4})(\d{2})(\d{2})(?:\d{4,6})?(?!\d)"),
)
_MONTH_IN_URL = re.compile(r"/(\d{4})/(\d{1,2})(?=/)")
_NAMED_IN_URL = re.compile(r"/(\d{4})/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(\d{1,2})(?!\d)", re.I)
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_TWO_DIGIT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{2})(?![\d.])")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:er|º|°|\.)?[\s-]{1,3}(?:de\s)?([^\W\d_]{3,12})\.?,?[\s-]{1,3}(?:del?\s)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(\d{4})(?!\d)")
_LOOSE_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):\d{2}(?::\d{2})?\S{0,12})?\s*")
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MAX_VALUE = 300
"""A date line is short; what is longer is not read."""
MAX_URL = 2000

WEIGHTS: tuple[tuple[str, int], ...] = (
    ("http", 0),
    ("visible date line above other stories", 1),
    ("visible date line at the headline", 3),
    ("visible", 2),
    ("dateline", 2),
    ("json-ld webpage", 3),
    ("json-ld website", 1),
    ("json-ld", 5),
    ("meta article:published_time", 5),
    ("meta date", 3),
    ("meta dc", 3),
    ("meta created", 3),
    ("meta", 4),
    ("itemprop", 4),
    ("feed", 4),
    ("time element at the headline", 4),
    ("time element", 2),
    ("url", 3),
    ("canonical url", 3),
)
"""How far a place is trusted, first prefix that fits; 0: never a date of publication, only a bound. A date line above
other stories is usually the day the page was made up or fetched; a time element away from the headline may be another
story's.
"""


class Parsed(NamedTuple):
    """A candidate with its date: a day or (from some URLs) a month, in `zone` when the page gives one. `alternative`
    is the other order of day and month; `hour` the hour in `zone`, None where no clock time stands.
    """

    candidate: Candidate
    period: periods.Period
    zone: str | None
    alternative: str
    weight: int
    hour: int | None = None

    @property
    def said(self) -> str:
        return f"{self.candidate.place} '{' '.join(self.candidate.value.split())[:60]}'"


def weight_of(place: str) -> int:
    name = place.lower()
    return next((weight for prefix, weight in WEIGHTS if name.startswith(prefix)), 2)


def parse(candidate: Candidate, language: str) -> Parsed | None:
    """The date of a candidate, or None when it holds none that the calendar knows."""
    value = candidate.value
    weight = weight_of(candidate.place)
    machine = _machine(value) if len(value) <= MAX_VALUE else None
    if machine is not None:
        return Parsed(candidate, *machine[:2], "", weight, machine[2])
    if "url" in candidate.place.lower() or value.startswith(("http://", "https://")):
        period = _in_url(value[:MAX_URL])
        return Parsed(candidate, period, None, "", weight) if period else None
    if len(value) > MAX_VALUE:
        return None
    if _EPOCH.fullmatch(value) or (_ISO.fullmatch(value)):
        return None
    found = _worded(candidate, language, weight)
    if found is None and (period := _of_the_world(value)) is not None:
        return Parsed(candidate, period, None, "", weight)
    return found


def _of_the_world(value: str) -> periods.Period | None:
    """A full day in a notation of any language there are month names for: a page's dates need not be in its text's."""
    if m := _EAST_ASIAN.search(value):
        return _day(m[1], m[2], m[3])
    if m := _TWO_DIGIT_YEAR.search(value):
        return _day(f"{19 if int(m[3]) >= 70 else 20}{m[3]}", m[2], m[1])
    for pattern, month, number in ((_DAY_FIRST, 2, 1), (_MONTH_FIRST, 1, 2)):
        for m in pattern.finditer(value):
            named = month_numbers().get(m[month].casefold())
            if named is not None and (found := _day(m[3], str(named), m[number])):
                return found
    return None


def _day(year: str, month: str, number: str) -> periods.Period | None:
    return periods.calendar_day(int(year), int(month), int(number)) if 1900 <= int(year) <= 2199 else None


@cache
def month_numbers() -> Mapping[str, int]:
    """Names of months in all languages, and their beginnings of three letters or more that mean one month only."""
    found: dict[str, set[int]] = {}
    for language in lang.languages():
        names = str(lang.load(language, "page").get("months", "")).split()[:12]
        for number, name in enumerate(names, 1):
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length].casefold(), set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


def _machine(value: str) -> tuple[periods.Period, str | None, int | None] | None:
    if m := _ISO.fullmatch(value):
        found = periods.calendar_day(int(m[1]), int(m[2]), int(m[3]))
        if found is None or not 1000 <= int(m[1]) <= 9998:
            return None
        return found, _zone(m[7]), int(m[4]) if m[4] else None
    if m := _EPOCH.fullmatch(value):
        seconds = int(m[1]) / (1000 if len(m[1]) == 13 else 1)
        moment = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)
        return periods.day(moment.date()), "UTC", moment.hour
    if _RFC822.match(value):
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        offset = moment.strftime("%z")
        return periods.day(moment.date()), _zone(f"{offset[:3]}:{offset[3:5]}" if offset else ""), moment.hour
    if (m := _LOOSE_ISO.fullmatch(value)) and (loose := _day(m[1], m[2], m[3])):
        return loose, None, int(m[4]) if m[4] else None
    return None


def _zone(text: str | None) -> str | None:
    if not text:
        return None
    if text in ("Z", "UTC", "GMT", "+00:00", "+0000", "-00:00"):
        return "UTC"
    return text if ":" in text else f"{text[:3]}:{text[3:]}"


def _in_url(value: str) -> periods.Period | None:
    if m := _NAMED_IN_URL.search(value):
        return periods.calendar_day(int(m[1]), _SHORT_MONTHS.index(m[2].lower()) + 1, int(m[3]))
    for pattern in _IN_URL:
        for m in pattern.finditer(value):
            if 1900 <= int(m[1]) <= 2199 and (found := periods.calendar_day(int(m[1]), int(m[2]), int(m[3]))):
                return found
    if (m := _MONTH_IN_URL.search(value)) and 1900 <= int(m[1]) <= 2199 and 1 <= int(m[2]) <= 12:
        return periods.month(int(m[1]), int(m[2]))
    return None


def _worded(candidate: Candidate, language: str, weight: int) -> Parsed | None:
    """A date line in words or the press's numeric forms: the first full day in it."""
    text = candidate.value
    found = resolve(match(text, [Block(0, len(text), "dateline")], language), text, None, language)
    for time in found:
        date = time.date
        if date is not None and date.is_day and date.anchor == "explicit" and date.first_day:
            alternative = next((a.edtf for a in date.alternatives), "")
            return Parsed(candidate, periods.day(date.first_day), date.zone, alternative, weight)
    return None
