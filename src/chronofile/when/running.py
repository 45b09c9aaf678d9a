"""Running: what is known while a page is read in order: publication, the dates already told, news or narrative."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chronofile.model import DateValue
from chronofile.when.grammar import Grammar
from chronofile.when.outcome import in_words
from chronofile.when.periods import RANK, Period
from chronofile.when.unresolved import Unresolved


class Mention(NamedTuple):
    """A date the text has told: its period, where it stands and how it is worded."""

    period: Period
    start: int
    text: str


ASIDE = 12
"""Years: in a narrative a bare year so far from the running date is an aside, until a second one confirms it."""


def _only_names_the_year(period: Period, start: int, last: Mention) -> bool:
    """As in "December 7 (December 8 in Asia), 1941": a bare year right behind a date inside it adds nothing."""
    inside = last.period.unit not in ("year", "season") and last.period.first.year == period.first.year
    return period.unit == "year" and inside and start - last.start - len(last.text) <= NEARBY


NEARBY = 40
"""Code points."""


class Running:
    """State of one pass over one page under one publication day; never shared between pages."""

    def __init__(
        self,
        published: dt.date | None,
        said: str,
        narrative: bool,
        grammar: Grammar,
        moment: dt.datetime | None = None,
    ) -> None:
        self.published = published
        self.moment = moment
        """Publication to the minute, where the page gives it: "two hours ago" is counted from it."""
        self.publication = said
        self.narrative = narrative
        self.holidays: Mapping[str, str] = grammar.data.get("holidays", {})
        self.named_days: Mapping[str, str] = grammar.data.get("named_days", {})
        self.order = grammar.order
        self.mentions: dict[str, Mention] = {}
        self.last: Mention | None = None
        self.weekdays: dict[int, Mention] = {}
        """Of each weekday (1 is Monday) the day last told: "the previous Friday" is the one before that Friday."""
        self.aside: int | None = None
        self.before_christ: int | None = None
        """The year BC that the story is in, None in our era."""
        self.part = ("", 0)
        """The part of the day last told ("NI") and where it stands."""
        self.stretch = -1
        """Where the last length in months stands ("the nine months"), -1 before any."""

    def tell(self, period: Period, start: int, text: str, *, topic: bool = True) -> None:
        """Remember a date for what refers back to it. `topic`: it opens its sentence."""
        if period.unit == "range":
            return
        if self.narrative and self.last is not None and period.unit == "year":
            year, running = period.first.year, self.last.period.first.year
            back = running - year > 0 and not topic
            if (abs(year - running) > ASIDE or back) and (self.aside is None or abs(year - self.aside) > ASIDE):
                self.aside = year
                return
        self.aside = None
        mention = Mention(period, start, text)
        self.mentions[period.unit] = mention
        if period.unit == "day":
            self.weekdays[period.first.isoweekday()] = mention
        if self.narrative and self.last is not None and _only_names_the_year(period, start, self.last):
            return
        self.last = mention

    def mention(self, unit: str) -> Mention | None:
        """The last mention that lies inside one `unit` ("that year" after "3 January 2025")."""
        if self.last is not None and RANK[self.last.period.unit] <= RANK.get(unit, 0):
            return self.last
        finer = [m for u, m in self.mentions.items() if RANK[u] <= RANK.get(unit, 0)]
        return max(finer, key=lambda m: m.start, default=None)


_MINUTE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?")


def publication_moment(published: DateValue | None) -> dt.datetime | None:
    """The minute of publication in the page's own zone, None when only the day is known."""
    m = _MINUTE.fullmatch(published.edtf) if published else None
    try:
        return dt.datetime.fromisoformat(m[1]) if m else None
    except ValueError:
        return None


def publication_in_words(published: DateValue | None) -> str:
    """As "publication (31 December 2025)", or with both ends of what is known."""
    first = published.first_day if published else None
    last = published.last_day if published else None
    if first is None and last is None:
        return "publication (not known)"
    if first is None or last is None:
        return f"publication (not before {in_words(first)})" if first else f"publication (not after {in_words(last)})"  # type: ignore[arg-type]
    return (
        f"publication ({in_words(first)})" if first == last else f"publication ({in_words(first)} to {in_words(last)})"
    )


_DEICTIC = ("day", "week", "month", "quarter", "weekend", "year")


def is_narrative(forms: Iterable[Unresolved], published: dt.date | None) -> bool:
    """Whether the page tells history rather than news: most of its dates carry a year long gone, and few are counted
    from the day of writing. Measured on news and encyclopaedic text; nothing but the expressions themselves is used.
    """
    dated = total = deictic = 0
    for form in forms:
        if form.op not in ("date", "shift") or "credit" in form.fields or form.get("role") == "credit":
            continue
        total += 1
        year = form.number("year")
        if form.get("era") or (year is not None and (published is None or year < published.year - 1)):
            dated += 1
        elif (
            (form.op == "shift" and form.get("from") == "pub")
            or any(form.get(name).startswith("pub") for name in _DEICTIC)
            or (form.get("weekday") and not form.get("day"))
        ):
            deictic += 1
    return dated >= 3 and dated >= 3 * deictic and 8 * dated >= total
