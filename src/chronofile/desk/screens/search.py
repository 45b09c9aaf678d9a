"""Search: entries and pages by their words, each shown as what it says, with its place on the page."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import path

from chronofile.api.search import PAGE, Snippet, search
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case
from chronofile.model import DateValue, Entry

LONGEST = 200
"""Letters of a question; longer ones are texts, for which there is "Check a draft"."""


class Bit(msgspec.Struct, frozen=True):
    words: str
    marked: bool = False


class EntryRow(msgspec.Struct, frozen=True):
    entry: Entry
    bits: tuple[Bit, ...]
    is_headline: bool


class PageRow(msgspec.Struct, frozen=True, kw_only=True):
    """`quotes` are the words in context with the address of their place on the page."""

    page: str
    headline: str
    outlet: str
    language: str
    published: DateValue | None
    quotes: tuple[tuple[tuple[Bit, ...], str], ...]


@on_case
def find(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """`?q=` is what is looked for, `?from=` how many of each kind to leave out before."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST]
    digits = request.GET.get("from", "")
    start = int(digits) // PAGE * PAGE if digits.isdecimal() and len(digits) < 7 else 0
    found = search(held.case, query, start=start, chronology=held.chronology)
    most = max(found.entry_count, found.page_count)
    listed = {page.text_layer: page for page in held.case.pages()} if found.pages else {}
    pages = []
    for hit in found.pages:
        own = listed.get(hit.text_layer)
        described = held.chronology.described.get(hit.text_layer, {})
        address = f"/c/{held.key}/pages/{hit.text_layer}"
        pages.append(
            PageRow(
                page=hit.text_layer,
                headline=described.get("headline", hit.headline) or (own.location if own else ""),
                outlet=described.get("outlet", own.outlet if own else "") or "",
                language=own.language if own else "und",
                published=held.chronology.published.get(hit.text_layer, own.published if own else None),
                quotes=tuple(
                    (tuple(_bits(s)), f"{address}?at={s.at.start}-{s.at.end}" if s.at else address)
                    for s in hit.snippets
                ),
            )
        )
    return render(
        request,
        "desk/search/search.html",
        held,
        at="search",
        q=query,
        found=found,
        entries=[EntryRow(h.entry, tuple(_bits(h.snippet)), h.snippet.text == h.entry.headline) for h in found.entries],
        pages=pages,
        earlier=max(0, start - PAGE) if start else None,
        later=start + PAGE if start + PAGE < most else None,
        pages_held=len(held.chronology.published),
        not_read=len(held.case.failures()),
    )


def _bits(snippet: Snippet) -> Iterator[Bit]:
    at = 0
    for mark in snippet.marks:
        if mark.start > at:
            yield Bit(snippet.text[at : mark.start])
        yield Bit(snippet.text[max(at, mark.start) : mark.end], marked=True)
        at = max(at, mark.end)
    if at < len(snippet.text):
        yield Bit(snippet.text[at:])


urls = [path("search", find, name="search")]
