"""Dates: a DateValue in words. The month always by name, the year in four figures, never more exact than known."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

import msgspec

from chronofile.model import DateValue
from chronofile.show import sentences

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
QUARTERS = {33: "First", 34: "Second", 35: "Third", 36: "Fourth"}
_SAME_UNIT = {
    "week": "some day in the week",
    "month": "some day in the month",
    "season": "some day in the season",
    "quarter": "some day in the quarter",
    "year": "some day in the year",
    "decade": "some day in the decade",
    "century": "some day in the century",
}
_ISO = re.compile(
    r"(?<![\w-])(?:\[(?:\d{4}(?:-\d\d){0,2})?\.\.(?:\d{4}(?:-\d\d){0,2})?\]"
    r"|\d{4}(?:-\d\d){0,2}/(?:\.\.|\d{4}(?:-\d\d){0,2})|\.\./\d{4}(?:-\d\d){0,2}"
    r"|\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?~?)(?![\w-])"
)
_OPENERS = frozenset(
    (
        "Between",
        "On",
        "About",
        "From",
        "Until",
        "The",
        "Undated",
        "First",
        "Second",
        "Third",
        "Fourth",
        *SEASONS.values(),
    )
)


class When(msgspec.Struct, frozen=True):
    """`value` is the date ("January 2025"), `exactness` how exact it is ("some day in the month", "" for a day),
    `basis` how it is known ("the page says the day").
    """

    value: str
    exactness: str = ""
    basis: str = ""

    @property
    def line(self) -> str:
        return f"{self.value} · {self.exactness}" if self.exactness else self.value

    @property
    def note(self) -> str:
        return "; ".join(part for part in (self.exactness, self.basis) if part)


def day(value: dt.date, *, short: bool = False) -> str:
    return f"{value.day} {_month(value.month, short)} {value.year:04d}"


def when(date: DateValue | None) -> When:
    """A date in words. Bounds are inclusive, and so are the words: "on or before", "between … and …"."""
    if date is None or not (date.earliest or date.latest):
        return _UNDATED
    # All that its words hang on: a chronology of thousands of entries has few different ones.
    return _when(
        date.edtf,
        date.earliest,
        date.latest,
        date.precision,
        date.extent,
        date.qualifier,
        date.zone,
        date.anchor.partition(":")[0],
        date.basis,
    )


_UNDATED = When("Undated", "the page does not say when")


@lru_cache(maxsize=16384)
def _when(edtf: str, earliest: str | None, latest: str | None, *rest: Any) -> When:
    precision, extent, qualifier, zone, anchor, basis = rest
    date = DateValue(
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        precision=precision,
        extent=extent,
        qualifier=qualifier,
        zone=zone,
        anchor=anchor,
        basis=basis,
    )
    value, exactness = _value(date)
    if date.qualifier == "approximate":
        value = "About " + lower_first(value)
    if date.edtf.rstrip("~%").endswith("?"):
        exactness = "; ".join(part for part in (exactness, "uncertain") if part)
    return When(value, exactness, _basis(date))


def phrase(date: DateValue | None) -> str:
    """A date inside a sentence: "between 24 and 31 December 2025"."""
    if date is None:
        return "the page does not say when"
    return lower_first(when(date).value)


def reasons(date: DateValue | None) -> tuple[str, ...]:
    """Why this date, as short sentences: what the page says, from what it was counted, what was not used and why."""
    if date is None:
        return ()
    lines = []
    if date.verbatim:
        lines.append(f"The page says “{sentences.one_line(date.verbatim)}”.")
    counted = _counted_from(date)
    if counted:
        lines.append(sentences.sentence(counted))
    if date.reason:
        lines.append(sentences.sentence(without_echo(date.reason, date.verbatim)))
    if date.zone:
        lines.append(f"A day in {date.zone}.")
    for other in date.alternatives:
        named = f"“{sentences.one_line(other.verbatim)}”" if other.verbatim else sentences.capitalised(edtf(other.edtf))
        lines.append(sentences.sentence(f"{named} was not used: {lower_first(without_iso(other.reason))}"))
    return tuple(dict.fromkeys(lines))


def edtf(text: str) -> str:
    """An EDTF string in words; what is no date comes back as it is."""
    try:
        return phrase(DateValue.from_edtf(text))
    except ValueError:
        return text


def without_iso(text: str) -> str:
    """Dates in figures inside the program's own sentences, put into words. Never used on words of a page."""
    return _ISO.sub(lambda found: edtf(found.group()), text)


def without_echo(reason: str, verbatim: str) -> str:
    """A reason in words, without the page's words before it where they stand beside it already."""
    echo = f"'{verbatim}': "
    return without_iso(reason.removeprefix(echo) if verbatim else reason)


def is_iso(text: str) -> bool:
    """True for a date in figures and nothing else."""
    return _ISO.fullmatch(text) is not None


def collected(value: str | None) -> str:
    """A collection time (ISO 8601 with zone) in words, "" when it is not known."""
    if not value:
        return ""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{day(moment.date())}, {moment:%H:%M}{_zone(moment)}" if "T" in value else day(moment.date())


def _value(date: DateValue) -> tuple[str, str]:
    first, last = date.first_day, date.last_day
    lasting = date.extent == "throughout"
    if first is None or last is None:
        return _open(first, last, date)
    if date.is_day and not lasting and "/" not in date.edtf:
        return day(first) + _clock(date), ""
    parts = _parts(date.edtf)
    if parts is None:
        return _atom(date, first, last), "throughout" if lasting else _SAME_UNIT.get(date.precision, "")
    span = _span(first, last, _coarsest(parts), "to" if lasting else "and")
    return (span, "throughout") if lasting else (f"Between {span}", "")


def _open(first: dt.date | None, last: dt.date | None, date: DateValue) -> tuple[str, str]:
    parts = _parts(date.edtf) or ("", "")
    if date.extent == "throughout":
        if first:
            return f"From {_end(first, parts[0], last=False)}", "throughout; no end given"
        return (f"Until {_end(last, parts[1], last=True)}", "throughout; no start given") if last else ("Undated", "")
    if first:
        return f"On or after {day(first)}", "left open"
    return (f"On or before {day(last)}", "left open") if last else ("Undated", "")


def _atom(date: DateValue, first: dt.date, last: dt.date) -> str:
    text = date.edtf.rstrip("~?%")
    if date.precision in ("season", "quarter") and text[5:7].isdigit():
        number = int(text[5:7])
        if number == 24:
            return f"Winter {first.year:04d}–{last.year % 100:02d}"
        return (
            f"{SEASONS[number]} {first.year:04d}"
            if number in SEASONS
            else f"{QUARTERS[number]} quarter of {first.year:04d}"
        )
    if date.precision == "decade":
        return f"The {first.year:04d}s"
    if date.precision == "century":
        return f"{first.year:04d} to {last.year:04d}"
    return _span(first, last, {"year": 4, "month": 7}.get(date.precision, 10), "to")


def _parts(text: str) -> tuple[str, str] | None:
    """Both ends of an EDTF interval or set as written ("" for an open one); None for a single date."""
    text = text.rstrip("~?%")
    if text.startswith("["):
        left, _, right = text[1:-1].partition("..")
    elif "/" in text:
        left, _, right = text.partition("/")
    else:
        return None
    return left.strip(".~?"), right.strip(".~?")


def _coarsest(parts: tuple[str, str]) -> int:
    """4 when both ends are years, 7 when months, else 10 (days). An odd mixture is told in days."""
    lengths = {len(part) for part in parts}
    length = lengths.pop() if len(lengths) == 1 else 10
    month = all(len(part) != 7 or part[5:7] <= "12" for part in parts)
    return length if length in (4, 7) and month and all(part[:4].isdigit() for part in parts) else 10


def _span(first: dt.date, last: dt.date, length: int, joint: str) -> str:
    """Two days as people write them, no part said twice: "24 and 31 December 2025", "Jan to Dec 2025"."""
    if length == 4:
        return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d} {joint} {last.year:04d}"
    same_year, same_month = first.year == last.year, (first.year, first.month) == (last.year, last.month)
    if length == 7:
        if same_month:
            return f"{MONTHS[first.month - 1]} {first.year:04d}"
        left = SHORT_MONTHS[first.month - 1] + ("" if same_year else f" {first.year:04d}")
        return f"{left} {joint} {SHORT_MONTHS[last.month - 1]} {last.year:04d}"
    if first == last:
        return day(first)
    if same_month:
        return f"{first.day} {joint} {day(last)}"
    left = f"{first.day} {SHORT_MONTHS[first.month - 1]}" if same_year else day(first, short=True)
    return f"{left} {joint} {day(last, short=True)}"


def _end(value: dt.date, part: str, *, last: bool) -> str:
    if len(part) == 4 and part.isdigit():
        return f"the end of {part}" if last else part
    if len(part) == 7 and part[5:].isdigit() and int(part[5:]) <= 12:
        month = f"{MONTHS[value.month - 1]} {value.year:04d}"
        return f"the end of {month}" if last else month
    return day(value)


def _clock(date: DateValue) -> str:
    if date.precision != "minute":
        return ""
    found = re.search(r"T(\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?", date.edtf)
    if not found:
        return ""
    zone = date.zone or {"Z": "UTC", None: ""}.get(found[2], f"UTC{found[2]}")
    return f", {found[1]}" + (f" {zone}" if zone else "")


def _basis(date: DateValue) -> str:
    if date.basis == "reviewer":
        return "decided by a person"
    counted = _counted_from(date)
    if counted:
        return counted
    if date.basis == "inferred":
        return "worked out from the text"
    if date.basis == "explicit":
        return "the page says the day" if date.is_day else "the page says so"
    return "worked out from the text"


def _counted_from(date: DateValue) -> str:
    if date.basis not in ("relative", "inferred"):
        return ""
    if date.anchor == "published":
        return "counted from publication"
    return "counted from another date on the page" if date.anchor == "time" or date.anchor.startswith("time:") else ""


def _zone(moment: dt.datetime) -> str:
    offset = moment.utcoffset()
    if offset is None:
        return ""
    return " UTC" if not offset else f" UTC{moment:%z}"[:7] + ":" + f"{moment:%z}"[3:5]


def _month(number: int, short: bool) -> str:
    return (SHORT_MONTHS if short else MONTHS)[number - 1]


def lower_first(text: str) -> str:
    """Lower the first letter of the words this file makes, never that of a month, a name or a figure."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first in _OPENERS else text
