"""DateChip: a date with its reasons on demand: what the page says, what it was counted from, what was not used."""

from __future__ import annotations

from urllib.parse import quote

import msgspec
from django.utils.translation import gettext as _

from chronofile.desk.held import HeldCase
from chronofile.model import DateValue, Entry
from chronofile.show import dates

AT_ONCE = 3
"""Reasons that a card shows without being asked."""


class DateChip(msgspec.Struct, frozen=True, kw_only=True):
    """`first` are the reasons shown at once, `rest` those on demand. `counted_from` says in words what the date was
    counted from, `counted_at` where that stands. `edit_at` and `redate_at` are where the entry's date and the page's
    publication date are changed, "" where they cannot be.
    """

    when: dates.When
    first: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    counted_from: str = ""
    counted_at: str = ""
    edit_at: str = ""
    redate_at: str = ""


def of_entry(held: HeldCase, entry: Entry, back: str = "", at_once: int = 0) -> DateChip:
    """`back` is where the person came from, "" for the entry's own screen; `at_once` reasons stand beside the chip."""
    page = _page(entry)
    after = f"?back={quote(back)}" if back else ""
    edit = f"/c/{held.key}/entries/{entry.id}/edit{after}#occurred" if held.writable else ""
    redate = f"/c/{held.key}/pages/{page}/date" if page and held.writable else ""
    return _chip(held, entry.occurred, page, edit, redate, at_once)


def of_page(held: HeldCase, page: str, published: DateValue | None) -> DateChip:
    redate = f"/c/{held.key}/pages/{page}/date" if held.writable else ""
    return _chip(held, published, page, "", redate, 0)


def _chip(held: HeldCase, date: DateValue | None, page: str, edit: str, redate: str, at_once: int) -> DateChip:
    lines = dates.reasons(date)
    words, place = _counted(held, date, page)
    return DateChip(
        when=dates.when(date),
        first=lines[:at_once],
        rest=lines[at_once:],
        counted_from=words,
        counted_at=place,
        edit_at=edit,
        redate_at=redate,
    )


def _counted(held: HeldCase, date: DateValue | None, page: str) -> tuple[str, str]:
    if date is None or not page or date.basis not in ("relative", "inferred"):
        return "", ""
    kind, _colon, start = date.anchor.partition(":")
    if kind == "published" and page in held.chronology.published:
        published = held.chronology.published[page]
        told = _("the day this page was published, %(date)s") if published else _("the day this page was published")
        return told % {"date": dates.phrase(published)} if published else told, f"/c/{held.key}/pages/{page}/date"
    if kind == "time" and start.isdecimal():
        return _("another date on the page"), f"/c/{held.key}/pages/{page}?at={start}"
    return "", ""


def _page(entry: Entry) -> str:
    """The page whose words give the entry's date; the first that is cited where none says so."""
    if entry.occurred is not None:
        for claim in entry.claims:
            value = claim.value if claim.attribute == "date" and isinstance(claim.value, dict) else {}
            if value.get("edtf") == entry.occurred.edtf and value.get("verbatim", "") == entry.occurred.verbatim:
                return claim.page
    return next((words.citation.text_layer for words in entry.citations), "")
