"""Typed dates: a date as a person writes it in a field: "24 December 2025", "between March and May 2024", "about 2019".

What stands around a date ("before", "from … to …") is data, `lang/xx/typed.toml`; the dates inside are matched as
those of a page are. Figures that two countries read differently are refused, never guessed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Literal

import msgspec

from chronofile import lang
from chronofile.api.reading import date_given, find_times
from chronofile.errors import CalledWrongly
from chronofile.model import DateValue, Time
from chronofile.show import dates

Why = Literal["ambiguous", "no such day", "no year", "counted", "backwards", "unknown"]

_DASH = re.compile(r"\s*[–—~〜]\s*|\s+-\s+|(?<=\S)-(?=\S)")
_FIGURES = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{1,2})\.?")
_TWO_YEARS = re.compile(r"(?P<one>\D+\d{4})[–/-](?P<next>\d{2})")
_DAY_ALONE = re.compile(r"(\d{1,2})(?!\d)\D{0,3}")
_DAY_YEAR = re.compile(r"(\d{1,2})(?!\d)\D{0,4}\b(\d{4})")
_A_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)(?:st|nd|rd|th|[.,])*")
_WINTER = "-24"
"""How EDTF ends that season, the one that lies in two years."""
_ANY_YEAR = " 2000"
"""Put behind a date to see whether only its year is missing; a leap year, so that 29 February is found."""
_SOME_DAY = "2000-06-15"
"""Given as publication to see whether a date is counted from it."""
_LONGEST = 120


class DateNotUnderstood(CalledWrongly):
    """`why` tells what is wrong with `typed`; `choices` are what it could mean, in EDTF, where it is ambiguous. What
    cannot be: `part` ("February 2024 has no day 31").
    """

    def __init__(self, typed: str, why: Why = "unknown", choices: tuple[str, ...] = (), part: str = "") -> None:
        self.typed, self.why, self.choices, self.part = typed, why, choices, part
        super().__init__(_SAID[why].format(typed=typed, part=part, choices=" or ".join(map(dates.edtf, choices))))


_SAID: dict[str, str] = {
    "ambiguous": "'{typed}' can be {choices}: write the month by its name.",
    "no such day": "'{typed}' is not in the calendar: that month has no day {part}.",
    "no year": "'{typed}' has no year: add it, as in 24 December 2025.",
    "counted": "'{typed}' is counted from another day: write the day itself, as in 24 December 2025.",
    "backwards": "'{typed}' ends before it begins: put the earlier date first.",
    "unknown": (
        "'{typed}' is not understood as a date: write 24 December 2025, March 2025, 2025, between 3 and 5 May 2024, "
        "3–5 May 2024, before 5 May 2024, after March 2024 or about March 2024."
    ),
}


class _Frame(msgspec.Struct, frozen=True):
    """What words around dates make of them: `meaning` is the key of `typed.toml`, `places` groups hold the dates."""

    meaning: str
    pattern: re.Pattern[str]


def typed_date(text: str, language: str = "en") -> DateValue | None:
    """A date as a person types it, in EDTF or in words, as a DateValue of theirs; None for an empty field.

    `language` is read first, the others after it. "3–5 May 2024" lasted from the first day to the last; "between 3 and
    5 May 2024" is one moment inside; "before" and "after" leave the day named out, "since" and "until" hold it.
    Raises DateNotUnderstood for what is not one date that can stand alone.
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    with suppress(CalledWrongly):
        return date_given(typed)
    if len(typed) > _LONGEST:
        raise DateNotUnderstood(typed[:_LONGEST] + "…")
    problem: DateNotUnderstood | None = None
    for name in _order(language):
        try:
            found = _typed(typed, name)
        except DateNotUnderstood as error:
            problem = problem if problem and problem.why != "unknown" else error
        else:
            return msgspec.structs.replace(found, basis="reviewer", verbatim=typed, reason="given by a person")
    if problem is None or problem.why in ("unknown", "counted", "backwards"):
        raise DateNotUnderstood(typed, problem.why if problem else "unknown")
    raise problem  # names the part of the field that is to be mended


def _order(language: str) -> list[str]:
    known = [name for name in lang.languages() if lang.load(name, "typed") or lang.load(name, "time")]
    first = language.lower().partition("-")[0]
    return sorted(known, key=lambda name: (name != first, name != "en", name))


@cache
def _frames(language: str) -> tuple[_Frame, ...]:
    """Longer words first: "not before" is no "before"."""
    written = [
        (meaning, form) for meaning, forms in lang.load(language, "typed").get("frames", {}).items() for form in forms
    ]
    written.sort(key=lambda each: -len(each[1]))
    return tuple(_Frame(meaning, _compiled(form)) for meaning, form in written)


def _compiled(form: str) -> re.Pattern[str]:
    pieces = [re.escape(piece).replace(r"\ ", r"\s+") for piece in form.split("{}")]
    return re.compile("(.+?)".join(pieces), re.IGNORECASE)


def _typed(typed: str, language: str) -> DateValue:
    """The whole field in one language. Raises DateNotUnderstood with the most telling reason."""
    problem: DateNotUnderstood | None = None
    for meaning, parts in _readings(typed, language):
        try:
            return _made(meaning, parts, typed, language)
        except DateNotUnderstood as error:
            if problem is None or problem.why == "unknown":
                problem = error
    raise problem or DateNotUnderstood(typed)


def _readings(typed: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every way to take the field apart: a date alone first, then words around one or two, then two with a dash."""
    yield "plain", (typed,)
    for frame in _frames(language):
        found = frame.pattern.fullmatch(typed)
        if found:
            yield frame.meaning, found.groups()
    for dash in _DASH.finditer(typed):
        yield "lasting", (typed[: dash.start()], typed[dash.end() :])


def _made(meaning: str, parts: Sequence[str], typed: str, language: str) -> DateValue:
    if meaning in ("between", "lasting"):
        first, last = _two(parts[0].strip(), parts[1].strip(), language)
        if (first.earliest or "") > (last.latest or ""):
            raise DateNotUnderstood(typed, "backwards")
        if first.edtf == last.edtf:
            return first
        return _date(f"[{first.edtf}..{last.edtf}]" if meaning == "between" else f"{first.edtf}/{last.edtf}", typed)
    inner = parts[0].strip()
    if meaning == "about":
        return _about(inner, typed, language)
    one = _one(inner, language)
    if meaning == "plain":
        return one
    if one.first_day is None or one.last_day is None:
        raise DateNotUnderstood(typed)
    if meaning == "before":
        return DateValue.between(None, one.first_day - dt.timedelta(days=1))
    if meaning == "after":
        return DateValue.between(one.last_day + dt.timedelta(days=1), None)
    if meaning == "until":
        return _date(f"../{_whole(one)}", typed)
    if meaning == "since":
        return _date(f"{_whole(one)}/..", typed)
    ends = (None, one.last_day) if meaning == "not_after" else (one.first_day, None)
    return DateValue.between(*ends)


def _about(inner: str, typed: str, language: str) -> DateValue:
    """One date, or a stretch whose ends are not exact."""
    try:
        return _date(_one(inner, language).edtf + "~", typed)
    except DateNotUnderstood as error:
        for meaning, parts in _readings(inner, language):
            if meaning in ("between", "lasting"):
                with suppress(DateNotUnderstood):
                    return msgspec.structs.replace(_made(meaning, parts, inner, language), qualifier="approximate")
        raise error


def _two(left: str, right: str, language: str) -> tuple[DateValue, DateValue]:
    """Two dates of which either may lean on the other: "24" and "31 December 2025", "May 3" and "5, 2024"."""
    try:
        last = _one(right, language)
    except DateNotUnderstood as error:
        end = _DAY_YEAR.fullmatch(right)
        if end is None:
            raise
        first = _one(f"{left} {end[2]}", language)
        if len(first.edtf) != len("2024-05-03"):
            raise error
        return first, _date(f"{first.edtf[:7]}-{int(end[1]):02}", f"{left} – {right}")
    alone = _DAY_ALONE.fullmatch(left)
    if alone:
        if len(last.edtf) != len("2024-05-03"):
            raise DateNotUnderstood(f"{left} – {right}")
        return _date(f"{last.edtf[:7]}-{int(alone[1]):02}", left), last
    try:
        return _one(left, language), last
    except DateNotUnderstood as error:
        if error.why != "no year":
            raise
        return _one(f"{left} {last.edtf[:4]}", language), last


def _one(text: str, language: str) -> DateValue:
    """One date that needs nothing beside it. Raises DateNotUnderstood."""
    if re.fullmatch(r"[\dX]{4}(-\d\d){0,2}", text):
        return _date(text, text)
    figures = _FIGURES.fullmatch(text)
    if figures:
        return _in_figures(text, int(figures[1]), int(figures[2]), int(figures[3]))
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first:
        return _date(f"{year_first[1]}-{int(year_first[2]):02}-{int(year_first[3]):02}", text)
    seasons = _TWO_YEARS.fullmatch(text)
    if seasons:
        one = _one(seasons["one"], language)
        if one.edtf.endswith(_WINTER) and int(seasons["next"]) == (int(one.edtf[:4]) + 1) % 100:
            return one
        raise DateNotUnderstood(text)
    found = _whole_of(text, language)
    if found is not None and found.date is not None and found.date.earliest and found.date.latest:
        return DateValue.from_edtf(found.date.edtf)
    raise DateNotUnderstood(text, *_why_not(text, found, language))


def _whole_of(text: str, language: str) -> Time | None:
    """The only time expression of a text, when nothing but a stop stands beside it."""
    if not lang.load(language, "time"):
        return None
    found = find_times(text, None, language)
    if len(found) != 1:
        return None
    outside = text[: found[0].start] + text[found[0].end :]
    return found[0] if not outside.strip(" .,") else None


def _why_not(text: str, found: Time | None, language: str) -> tuple[Why, tuple[str, ...], str]:
    """What a person would have to mend."""
    day = _A_DAY.search(text)
    if day and re.search(r"\d{4}", text):
        rest = (text[: day.start()] + text[day.end() :]).strip(" ,.")
        month = _whole_of(rest, language) if rest else None
        last = month.date.last_day if month and month.date and month.date.precision == "month" else None
        if last is not None and not 1 <= int(day[1]) <= last.day:
            return "no such day", (), day[1]
    if not re.search(r"\d{4}", text):
        dated = _whole_of(text + _ANY_YEAR, language)
        if dated and dated.date and dated.date.earliest and dated.date.precision in ("day", "month", "season"):
            return "no year", (), ""
    counted = find_times(text, _SOME_DAY, language) if found is not None else ()
    return ("counted" if counted and counted[0].date and counted[0].date.earliest else "unknown"), (), ""


def _in_figures(text: str, a: int, b: int, year: int) -> DateValue:
    """Day and month in figures, where only one order can be meant."""
    days = [(year, month, day) for month, day in ((b, a), (a, b)) if _is_day(year, month, day)]
    meant = tuple(dict.fromkeys(f"{y:04}-{m:02}-{d:02}" for y, m, d in days))
    if len(meant) > 1:
        raise DateNotUnderstood(text, "ambiguous", meant)
    if not meant:
        raise DateNotUnderstood(text, "no such day", (), str(max(a, b)))
    return _date(meant[0], text)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _whole(date: DateValue) -> str:
    """The EDTF of a date that can be the end of an interval: without a time of day."""
    return date.edtf.partition("T")[0]


def _date(edtf: str, typed: str) -> DateValue:
    try:
        return DateValue.from_edtf(re.sub(r"T[^/\].~]*", "", edtf) if edtf.endswith("]") or "/" in edtf else edtf)
    except ValueError as error:
        day = edtf[8:10] if len(edtf) == len("2024-05-03") else ""
        raise DateNotUnderstood(typed, "no such day" if day else "unknown", (), day.lstrip("0")) from error
