"""Filter: which entries a person asked to see."""

from __future__ import annotations

import datetime as dt

import msgspec

from chronofile.errors import CalledWrongly
from chronofile.model import DateValue, Entry
from chronofile.show.export import Export, is_shown


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """`first` and `last` are calendar days, both included; an entry fits when it may have been on a day between
    them, so undated entries fit only when no period is given. `about` are words that must all stand in the entry
    (what, who, where, the words cited), capitals ignored. `top` keeps the most important ones, `decided` only what a
    person accepted, edited or wrote.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    about: str = ""
    top: int | None = None
    decided: bool = False

    @property
    def is_empty(self) -> bool:
        return self == Filter()


def day_range(text: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of what a person typed: a year, a month, a day or any EDTF. Raises CalledWrongly."""
    try:
        date = DateValue.from_edtf(text.strip())
    except ValueError:
        raise CalledWrongly(f"'{text}' is not a date here; write 2025, 2025-03 or 2025-03-14.") from None
    return date.first_day, date.last_day


def filtered(export: Export, wanted: Filter) -> Export:
    """The same export with only the entries that fit (order kept), and the disagreements that hang on them."""
    if wanted.is_empty:
        return export
    kept = [e for e in export.chronology.entries if is_shown(e) and fits(e, wanted)]
    if wanted.decided:
        kept = [e for e in kept if e.state == "accepted"]
    if wanted.top is not None:
        events = [e for e in kept if e.aspect == "event"]
        best = {e.id for e in sorted(events, key=lambda e: (-e.importance, e.headline, e.id))[: wanted.top]}
        kept = [e for e in kept if e.id in best]
    ids = {e.id for e in kept}
    chronology = msgspec.structs.replace(
        export.chronology,
        entries=tuple(kept),
        disagreements=tuple(d for d in export.chronology.disagreements if d.entry in ids),
    )
    return msgspec.structs.replace(export, chronology=chronology)


def fits(entry: Entry, wanted: Filter) -> bool:
    return _in_period(entry.occurred, wanted.first, wanted.last) and _about(entry, wanted.about)


def _in_period(date: DateValue | None, first: dt.date | None, last: dt.date | None) -> bool:
    if first is None and last is None:
        return True
    if date is None or (date.first_day is None and date.last_day is None):
        return False
    if first and date.last_day and date.last_day < first:
        return False
    return not (last and date.first_day and date.first_day > last)


def _about(entry: Entry, about: str) -> bool:
    terms = about.casefold().split()
    if not terms:
        return True
    told = [entry.headline, entry.place or "", entry.said_by or "", entry.kind]
    told += [i.name for i in entry.involvements]
    told += [w.citation.exact for w in entry.citations]
    text = "\n".join(told).casefold()
    return all(term in text for term in terms)
