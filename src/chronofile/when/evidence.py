"""Evidence: what the words of an article say about the day it was written, without being asked.

Each piece is a bound with its strength and its reason in words. Nothing here knows a language: it reads the unresolved
forms, the tense clues and the layout.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from chronofile.model import Block, Layout, TimeExpression
from chronofile.when import periods, unresolved
from chronofile.when.outcome import in_words
from chronofile.when.unresolved import Unresolved

Kind = Literal["not before", "not after", "year"]
_WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 6
"""Letters compared when two sentences are asked whether they tell of the same thing: "captured", "capture"."""
MAX_DATES = 40
"""Dates looked at of each sort; a page that has more is a list, and more would say nothing new."""


class Evidence(NamedTuple):
    """`day` is the bound (of a "year" its year). Strength: 1 a hint, 2 likely, 3 firm, 4 as good as said."""

    kind: Kind
    day: dt.date
    strength: int
    reason: str


class Told(NamedTuple):
    """A date without a year that the text speaks of as past; `weekday` when the page prints one beside it."""

    month: int
    day: int | None
    weekday: int | None
    words: str
    start: int


class Reading(NamedTuple):
    """An expression of the article, parsed; `caption` is where the caption it stands in or under begins."""

    expression: TimeExpression
    form: Unresolved
    block: Block | None
    caption: int

    @property
    def words(self) -> str:
        return " ".join(self.expression.text.split())


def readings(layout: Layout, expressions: Sequence[TimeExpression]) -> list[Reading]:
    """The expressions of the article proper: what a candidate stands on does not witness for itself."""
    own = [
        (c.start, c.end)
        for c in layout.candidates
        if c.field in ("published", "modified") and c.start is not None and c.end is not None
    ]
    out, blocks, at = [], layout.blocks, 0
    for expression in expressions:
        while at < len(blocks) and blocks[at].end <= expression.start:
            at += 1
        block = blocks[at] if at < len(blocks) and blocks[at].start <= expression.start else None
        if block is not None and (not block.kept or block.role in ("dateline", "byline")):
            continue
        if any(start < expression.end and expression.start < end for start, end in own[:MAX_DATES]):
            continue
        caption = block.start if block else expression.start
        if block is not None and block.role == "credit" and at and blocks[at - 1].role == "caption":
            caption = blocks[at - 1].start
        out.append(Reading(expression, unresolved.parse(expression.unresolved), block, caption))
    return out


def explicit_bounds(read: Sequence[Reading]) -> list[Evidence]:
    """Full dates: told as past, the page is not older; told as to come, not younger."""
    out = []
    for reading in read:
        form = reading.form
        year, month, day = form.number("year"), form.number("month"), form.number("day")
        if form.op != "date" or year is None or month is None or form.get("era") or not 1900 <= year <= 2199:
            continue
        period = periods.calendar_day(year, month, day) if day else periods.month(year, month)
        if period is None:
            continue
        if form.get("role") == "credit":
            sure = reading.block is not None and reading.block.role in ("caption", "credit")
            out.append(
                Evidence("not before", period.first, 3 if sure else 2, f"a picture is credited '{reading.words}'")
            )
        elif form.get("prep") in ("until", "by", "before") or reading.expression.tense == "future":
            if reading.expression.tense == "future":
                out.append(Evidence("not after", period.last, 1, f"'{reading.words}' is spoken of as to come"))
        else:
            strength = 2 if reading.expression.tense == "past" else 1
            out.append(Evidence("not before", period.first, strength, f"'{reading.words}' is spoken of as past"))
    return out


def year_links(text: str, read: Sequence[Reading]) -> list[Evidence]:
    """As "January of this year" beside a picture or a sentence that dates the same thing fully: the year of writing."""
    dated = _dated_passages(text, read)
    out: dict[tuple[int, int], Evidence] = {}
    for reading in read[: 20 * MAX_DATES]:
        said = reading.form.relative("year")
        if said is None or said[0] != "pub" or reading.form.op != "date":
            continue
        words = _stems(_sentence(text, reading))
        month = reading.form.number("month")
        for passage in dated:
            if passage.start == reading.expression.start:
                continue
            shared = len(words & passage.stems)
            if month is not None and passage.month == month:
                strength = 4 if shared >= 2 else 2 if shared else 1
            elif month is None and shared >= 3:
                strength = 2
            else:
                continue
            year = passage.year - said[1]
            if not 1 <= year <= 9998:
                continue
            kept = out.get((reading.expression.start, year))
            if kept is None or kept.strength < strength:
                reason = f"'{reading.words}' is told of what {passage.words} dates to {passage.year}"
                out[reading.expression.start, year] = Evidence("year", dt.date(year, 1, 1), strength, reason)
    return list(out.values())


class _Passage(NamedTuple):
    year: int
    month: int
    stems: frozenset[str]
    words: str
    start: int


def _dated_passages(text: str, read: Sequence[Reading]) -> list[_Passage]:
    out = []
    for reading in read:
        form = reading.form
        year, month = form.number("year"), form.number("month")
        if form.op != "date" or year is None or month is None or form.get("era"):
            continue
        if form.get("role") == "credit" and reading.block is not None:
            passage = text[max(reading.caption, reading.expression.start - 600) : reading.expression.start]
            what = f"the caption credited '{reading.words}'"
        else:
            passage, what = _sentence(text, reading), f"'{reading.words}'"
        out.append(_Passage(year, month, _stems(passage), what, reading.expression.start))
        if len(out) >= MAX_DATES:
            break
    return out


def _sentence(text: str, reading: Reading) -> str:
    start = reading.form.number("sentence") or reading.expression.start
    stop = text.find(". ", reading.expression.end, reading.expression.end + 200)
    return text[max(start, reading.expression.start - 400) : stop if stop >= 0 else reading.expression.end + 200]


def _stems(passage: str) -> frozenset[str]:
    return frozenset(word[:STEM].lower() for word in _WORD.findall(passage))


def told_without_year(read: Sequence[Reading]) -> list[Told]:
    """Days and months without a year that the text speaks of as past, in order, each once."""
    out: dict[tuple[int, int | None], Told] = {}
    for reading in read:
        form = reading.form
        month, day = form.number("month"), form.number("day")
        if form.op != "date" or month is None or reading.expression.tense != "past":
            continue
        if any(name in form.fields for name in ("year", "yy", "dir", "credit", "era")) or form.get("prep") in (
            "until",
            "by",
            "before",
        ):
            continue
        out.setdefault((month, day), Told(month, day, form.number("weekday"), reading.words, reading.expression.start))
        if len(out) >= MAX_DATES:
            break
    return list(out.values())


TURN = 120
"""Days over the turn of the year for which the press still leaves the year away ("On December 24", in January)."""


def told_on(told: Told, written: dt.date) -> periods.Period | None:
    """The last such day or month not after `written`."""
    for year in (written.year, written.year - 1, written.year - 2, written.year - 3, written.year - 4):
        found = periods.calendar_day(year, told.month, told.day) if told.day else periods.month(year, told.month)
        if found is not None and found.first <= written:
            return found
    return None


def fits(told: Told, written: dt.date) -> bool:
    """Whether a writer of that day would have left the year away: it is of the same year, or the turn is near. A
    printed weekday must be right."""
    found = told_on(told, written)
    if found is None:
        return False
    if told.weekday is not None and found.first.isoweekday() != told.weekday:
        return False
    return found.first.year == written.year or (written - found.last).days <= TURN


def misfit_reason(told: Told, written: dt.date) -> str:
    found = told_on(told, written)
    if found is not None and told.weekday is not None and found.first.isoweekday() != told.weekday:
        return f"'{told.words}' would not fall on that weekday"
    return f"'{told.words}' has no year, yet would lie in the year before {in_words(written)}"
