"""Pages: the kept pages as a list; one page as text with its marks, as it looked, and what is known about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST

from chronofile.api.kept_page import current, kept_page, missing, original
from chronofile.desk import original as original_room
from chronofile.desk import page_facts
from chronofile.desk.frame import LISTED, is_waiting, render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.page_text import TextBlock, as_described, page_text
from chronofile.desk.screens.add import chosen_body, parts
from chronofile.errors import CaseDamaged
from chronofile.model import DateValue, Entry, Page, Span, SyndicationGroup, sort_key
from chronofile.show.html.markup import link_out
from chronofile.store import Listed

ROWS = 100
PART_BYTES = 90_000
"""Of a long page's text: with its markup, about 120 KB of HTML."""
BLOCK_BYTES = 180
"""What the markup of one block takes, about."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A page in the list. `is_missing` when its bytes are gone; `file` is the name of the file it came in."""

    listed: Listed
    headline: str | None
    outlet: str | None
    published: DateValue | None
    decided: int
    suggested: int
    copies: int
    is_copy: bool
    is_missing: bool
    language: str
    file: str


@on_case
def pages(request: HttpRequest, held: HeldCase) -> HttpResponse:
    rows = _rows(held)
    order = request.GET.get("order", "published")
    rows.sort(key=_ORDERS.get(order, _ORDERS["published"]), reverse=order != "headline")
    first = max(0, int(request.GET["from"]) if request.GET.get("from", "").isdecimal() else 0)
    ignored = set(held.case.preferences().ignored)
    withdrawn = set(held.chronology.withdrawn)
    return render(
        request,
        "desk/page/list.html",
        held,
        at="pages",
        rows=rows[first : first + ROWS],
        total=len(rows),
        first=first,
        previous=max(0, first - ROWS) if first else None,
        following=first + ROWS if first + ROWS < len(rows) else None,
        order=order if order in _ORDERS else "published",
        copies=sum(row.is_copy for row in rows),
        not_read=sum(failure.location not in ignored for failure in held.case.failures()),
        withdrawn=[listed for listed in held.case.pages() if listed.text_layer in withdrawn],
    )


@on_case
def text(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """The page as it was read, its marks in the margin. `at` is a place on it ("START" or "START-END")."""
    layer = current(held.case, page)
    if layer is None:
        raise Http404(page)
    if layer != page:
        return HttpResponseRedirect(f"/c/{held.key}/pages/{layer}")
    kept = held.case.page(page)
    entries = on_page(held, page)
    start, words = _place(request.GET.get("at", ""), len(kept.article.layer.text))
    lit = next((e for e in entries if start is not None and _starts(e, page, start)), None)
    described = held.chronology.described.get(page, {})
    blocks = page_text(kept, entries, current=lit.id if lit else "", words=None if lit else words, described=described)
    cut = in_parts(blocks)
    part = _part(request.GET.get("part", ""), cut, start)
    return render(
        request,
        "desk/page/page.html",
        held,
        at="pages",
        tab="text",
        page=page,
        blocks=cut[part] if cut else [],
        part=part + 1,
        part_count=len(cut),
        elsewhere=_elsewhere(cut, part),
        no_text=not kept.article.layer.text.strip(),
        kept_now="kept" in request.GET,
        waiting=sum(is_waiting(e) for e in entries),
        **_head(held, kept, page),
    )


@on_case
def looked(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """The page as it looked, in a frame that may do nothing."""
    kept = _page(held, page)
    long = kept.article.snapshot.size > original_room.LONGEST_BYTES
    return render(
        request, "desk/page/original.html", held, at="pages", tab="original", page=page, too_long=long,
        **_head(held, kept, page),
    )  # fmt: skip


@on_case
def frame(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """What stands in the frame. Never answered to anything but a frame of the desk itself."""
    if request.headers.get("Sec-Fetch-Dest", "iframe") != "iframe":
        raise Http404(page)
    _page(held, page)
    try:
        shown = original_room.cleaned(*original(held.case, page))
    except CaseDamaged:
        shown = None
    if shown is None:
        made: HttpResponse = render(request, "desk/page/no_original.html", held, at="pages")
    else:
        made = HttpResponse(shown)
    made["Content-Security-Policy"] = original_room.POLICY
    made["X-Frame-Options"] = "SAMEORIGIN"
    made["X-DNS-Prefetch-Control"] = "off"
    return made


@on_case
def about(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """Where it came from, its fingerprint, what was read of it and what was left out; corrections; taking it out."""
    kept = _page(held, page)
    article = kept.article
    held_page = kept_page(held.case, page)
    described = held.chronology.described.get(page, {})
    blocks = as_described(article.layout.blocks, described.get("body"))
    group = _group(held, page)
    return render(
        request,
        "desk/page/about.html",
        held,
        at="pages",
        tab="about",
        page=page,
        damage=held_page.damage,
        ways=[(way, str(link_out(way.url)) if way.url else "") for way in held_page.acquisitions],
        snapshot=article.snapshot,
        charset=article.layer.charset,
        charset_reason=article.layer.charset_reason,
        problems=article.problems,
        corrected=tuple(described),
        change=request.GET.get("change", ""),
        form_to=f"/c/{held.key}/pages/{page}/describe",
        date_at=f"/c/{held.key}/pages/{page}/date",
        published_own=bool(held.chronology.published.get(page) and _is_own(held.chronology.published.get(page))),
        language_name=page_facts.language_name(described.get("language", article.language)),
        languages=page_facts.languages() if request.GET.get("change") == "language" else [],
        kept=page_facts.body_kept(blocks),
        left_out=page_facts.body_left_out(blocks),
        parts=parts(article.layer.text, blocks) if request.GET.get("change") == "body" else [],
        copies=_copies(held, group, page),
        **_head(held, kept, page),
    )


@require_POST
@on_case
def describe(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """Correct what was read of the page; the kept words stay as they are."""
    kept = _page(held, page)
    field = posted(request, "field")
    if field not in ("headline", "outlet", "language", "body"):
        raise Http404(field)
    value: Any = posted(request, "value") or None
    if posted(request, "put_back"):
        article = kept.article
        value = {
            "headline": article.headline,
            "outlet": article.outlet,
            "language": article.language,
            "body": [[b.start, b.end, b.role] for b in article.layout.blocks],
        }[field]
    elif field == "body":
        value = chosen_body(request, kept)
    held.case.judge.describe(page, {field: value}, by=held.by)
    return HttpResponseRedirect(f"/c/{held.key}/pages/{quote(page)}/about#change-{field}")


@require_POST
@on_case
def withdraw(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """Take a page out of the case: nothing found on it counts any more, and it can be taken back."""
    _page(held, page)
    held.case.judge.withdraw(page, by=held.by, reason=posted(request, "reason"))
    return HttpResponseRedirect(f"/c/{held.key}/pages")


def on_page(held: HeldCase, page: str) -> list[Entry]:
    """The entries whose words stand on a page."""
    return [
        entry
        for entry in held.chronology.entries
        if (entry.aspect in LISTED or entry.made_by_hand)
        and entry.state != "merged"
        and any(words.citation.text_layer == page for words in entry.citations)
    ]


def in_parts(blocks: Sequence[TextBlock]) -> list[list[TextBlock]]:
    """Cut between blocks, each part of such a size that its page stays small."""
    parts: list[list[TextBlock]] = []
    size = PART_BYTES
    for block in blocks:
        own = sum(len(piece.text.encode("utf-8", "replace")) + BLOCK_BYTES for piece in block.pieces)
        if size + own > PART_BYTES and (not parts or parts[-1]):
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += own
    return parts


def _elsewhere(cut: Sequence[Sequence[TextBlock]], part: int) -> list[tuple[int, Entry]]:
    """Marks that stand on other parts of a long page."""
    return [
        (number + 1, entry)
        for number, blocks in enumerate(cut)
        if number != part
        for block in blocks
        for piece in block.pieces
        for entry in piece.begins
    ]


def _rows(held: HeldCase) -> list[Row]:
    chronology = held.chronology
    decided: dict[str, int] = {}
    suggested: dict[str, int] = {}
    for entry in chronology.entries:
        if entry.aspect not in LISTED or entry.state not in ("accepted", "suggested"):
            continue
        counts = decided if entry.state == "accepted" else suggested
        for page in {words.citation.text_layer for words in entry.citations}:
            counts[page] = counts.get(page, 0) + 1
    copies = {group.original: len(group.copies) for group in chronology.syndication}
    copied = {copy for group in chronology.syndication for copy in group.copies}
    gone, withdrawn = missing(held.case), set(chronology.withdrawn)
    rows = []
    for listed in held.case.pages():
        own = listed.text_layer
        if own in withdrawn:
            continue
        described = chronology.described.get(own, {})
        rows.append(
            Row(
                listed=listed,
                headline=described.get("headline", listed.headline),
                outlet=described.get("outlet", listed.outlet),
                published=chronology.published.get(own, listed.published),
                decided=decided.get(own, 0),
                suggested=suggested.get(own, 0),
                copies=copies.get(own, 0),
                is_copy=own in copied,
                is_missing=own in gone,
                language=page_facts.language_name(described.get("language", listed.language)),
                file=re.split(r"[/\\]", listed.location.rstrip("/\\"))[-1],
            )
        )
    return rows


_ORDERS: dict[str, Any] = {
    "published": lambda row: (row.published is not None, sort_key(row.published), row.listed.text_layer),
    "headline": lambda row: (row.headline or "").casefold(),
    "added": lambda row: (row.listed.added_at, row.listed.text_layer),
}


def _head(held: HeldCase, kept: Page, page: str) -> dict[str, Any]:
    """What stands on top of each tab."""
    described = held.chronology.described.get(page, {})
    article = kept.article
    group = _group(held, page)
    return {
        "headline": described.get("headline", article.headline),
        "outlet": described.get("outlet", article.outlet),
        "language": described.get("language", article.language),
        "published": held.chronology.published.get(page, article.published),
        "relayed_from": kept.findings.relayed_from,
        "article": article,
        "copy_count": len(group.copies) if group else 0,
        "is_copy": bool(group and page in group.copies),
        "is_withdrawn": page in held.chronology.withdrawn,
    }


def _copies(held: HeldCase, group: SyndicationGroup | None, page: str) -> list[tuple[Listed, str]]:
    """The other pages that carry the same report, each with why it is taken for one."""
    if group is None:
        return []
    why = dict(zip(group.copies, group.reasons, strict=False))
    others = [other for other in group.members if other != page]
    listed = {each.text_layer: each for each in held.case.pages()}
    return [(listed[other], why.get(other) or why.get(page, "")) for other in others if other in listed]


def _group(held: HeldCase, page: str) -> SyndicationGroup | None:
    return next((group for group in held.chronology.syndication if page in group.members), None)


def _is_own(date: DateValue | None) -> bool:
    return date is not None and date.basis == "reviewer"


def _page(held: HeldCase, page: str) -> Page:
    if current(held.case, page) != page:
        raise Http404(page)
    return held.case.page(page)


def _starts(entry: Entry, page: str, start: int) -> bool:
    return any(w.citation.text_layer == page and w.citation.start == start for w in entry.citations)


def _place(given: str, length: int) -> tuple[int | None, Span | None]:
    """A place on the page from its address, and the words there where both ends are given."""
    first, _, last = given.partition("-")
    if not first.isdecimal() or int(first) >= length:
        return None, None
    start = int(first)
    if last.isdecimal() and start < int(last) <= length:
        return start, Span(start, int(last))
    return start, None


def _part(given: str, cut: Sequence[Sequence[TextBlock]], start: int | None) -> int:
    if start is not None:
        return next((n for n, blocks in enumerate(cut) if blocks[-1].end > start), 0)
    return min(max(int(given) - 1, 0), max(len(cut) - 1, 0)) if given.isdecimal() else 0


urls = [
    path("pages", pages, name="pages"),
    path("pages/<str:page>", text, name="page"),
    path("pages/<str:page>/original", looked, name="page-original"),
    path("pages/<str:page>/frame", frame, name="page-frame"),
    path("pages/<str:page>/about", about, name="page-about"),
    path("pages/<str:page>/describe", describe, name="page-describe"),
    path("pages/<str:page>/withdraw", withdraw, name="page-withdraw"),
]
