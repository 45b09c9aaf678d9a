"""Dates a reader sees printed on a line of their own: "Friday, March 7, 2025", "Posted 2025-03-07 14:20 KST"."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

import msgspec

from chronofile.read.page_words import page_words

_LONGEST = 160
_YEAR = re.compile(r"(?:19|20)\d\d|\d\.\d\d\b")
_AFTER = re.compile(r"\s?(?:[A-Z]{2,4}\b|[+\-]\d\d:?\d\d)")
_REST = re.compile(r"[^\W\d_]++(?:['’.\-][^\W\d_]++)*\.?")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?(?![\d.])|\b\d{1,2}\s?[ap]\.?m\b\.?", re.IGNORECASE
)
_ZONE = re.compile(r"(?:\b(?:UTC|GMT)\s?)?[+\-]\d{1,2}:?\d{2}\b")


class VisibleDate(msgspec.Struct, frozen=True):
    """`start`/`end` are offsets into the line; `text` is the date as printed, with its clock time when one follows.
    `rest` counts the words of the line that belong to no date; `modified` says the words before it call it an update;
    `clock` that a time of day stands with it.
    """

    start: int
    end: int
    text: str
    rest: int
    modified: bool
    clock: bool


@cache
def _date() -> re.Pattern[str]:
    words = page_words()
    month = "(?:" + "|".join(sorted(map(re.escape, words.months), key=lambda m: (-len(m), m))) + r")\b\.?"
    day = "(?:" + "|".join(sorted(map(re.escape, words.weekdays), key=lambda m: (-len(m), m))) + r")\b\.?,?\s{1,2}"
    year = r"(?:19|20)\d\d\b"
    forms = (
        rf"(?:{day})?\b{month}\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}{year}",
        rf"(?:{day})?\b\d{{1,2}}(?:st|nd|rd|th|er|\.)?[\s\-/]{{0,2}}(?:de\s|of\s)?{month},?[\s\-/]{{1,2}}(?:de\s|del\s)?{year}",
        r"\b(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日",
        r"\b(?:19|20)\d\d\s?년\s?\d{1,2}\s?월\s?\d{1,2}\s?일",
        r"\b(?:19|20)\d\d([\-./])\s?\d{1,2}\1\s?\d{1,2}\b(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+\-]\d\d:?\d\d)?)?",
        rf"(?:{day})?\b\d{{1,2}}([./\-])\d{{1,2}}\2{year}",
        r"\b\d{1,2}\.\d{1,2}\.\d{2}\b(?!\.)",
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def visible_date(line: str) -> VisibleDate | None:
    """The first date with a year on a short line, or None. Lines over 160 characters are text, not date lines."""
    return next(iter(visible_dates(line)), None)


def visible_dates(line: str) -> tuple[VisibleDate, ...]:
    """Up to three dates of one line in order ("Published 7 March 2025 | Updated 8 March 2025")."""
    if len(line) > _LONGEST or not _YEAR.search(line):
        return ()
    pattern = _date()
    found = [match.span() for match in islice(pattern.finditer(line), 3)]
    if not found:
        return ()
    rest = _rest(_ZONE.sub(" ", _CLOCK.sub(" ", pattern.sub(" ", line))))
    made: list[VisibleDate] = []
    behind = 0
    for start, stop in found:
        end = stop
        clock = _CLOCK.search(line, end, end + 16)
        if clock and clock.start() - end <= 6:
            end = clock.end()
            zone = _AFTER.match(line, end)
            end = zone.end() if zone else end
        before = line[behind:start].casefold()[-40:]
        modified = any(label in before for label in page_words().modified_labels)
        made.append(VisibleDate(start, end, line[start:end].strip(" ,"), rest, modified, clock is not None))
        behind = end
    return tuple(made)


def _rest(outside: str) -> int:
    """Words that are neither a label of dates nor a weekday."""
    words = page_words()
    known = words.date_labels | words.weekdays
    return sum(1 for w in _REST.findall(outside.casefold()) if w not in known and w.strip(".") not in known)


def is_date_line(line: str) -> VisibleDate | None:
    """The line's date when the line says nothing else but labels such as "Published"."""
    found = visible_date(line)
    return found if found is not None and found.rest == 0 else None
