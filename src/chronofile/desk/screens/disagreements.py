"""Disagreements: readings no single truth fits, side by side; a person settles them with a reason or leaves them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _

from chronofile import api
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.page_text import printable
from chronofile.desk.parts import part_of
from chronofile.errors import JudgementConflict
from chronofile.model import Citation, Disagreement, Entry, Page, Reading, Span
from chronofile.store import Listed

DIFFER = "reports differ"
NONE = "no disagreement"
MOST_QUOTED = 3
"""Reports quoted of one reading; the rest are counted."""
ROWS = 100
COLUMNS = 3
"""More readings than this stand under each other, one a row."""


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """The sentence a reading rests on, cut where its words begin and end; `role` is "" in running text."""

    before: str
    words: str
    after: str
    place: str
    page: str
    listed: Listed | None
    role: str = ""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One reading with its words, one quotation a report; `copies` are the pages that repeat one, `more` the quotations
    not shown.
    """

    reading: Reading
    shown: str
    quoted: tuple[Quoted, ...]
    copies: int = 0
    more: int = 0


@on_case
def listed(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """All of them, open ones first; each keeps its number."""
    numbered = enumerate(held.chronology.disagreements, 1)
    part = part_of(request, sorted(numbered, key=lambda each: each[1].state != "open"), ROWS)
    rows = [(n, d, held.by_id.get(d.entry), question(d.attribute), resolution(d)) for n, d in part.rows]
    return render(
        request,
        "desk/disagreements/list.html",
        held,
        at="disagreements",
        rows=rows,
        part=part,
        open_count=sum(d.state == "open" for d in held.chronology.disagreements),
        pages_held=len(held.chronology.published),
    )


@on_case
def pair(request: HttpRequest, held: HeldCase, number: int) -> HttpResponse:
    """One disagreement, its readings in equal columns."""
    found = _found(held, number)
    problem = ""
    if request.method == "POST":
        problem = _settled(request, held, found)
        if not problem:
            return HttpResponseRedirect(f"/c/{held.key}/disagreements")
        held.forget()
        found = _found(held, number)
    entry = held.entry(found.entry) if found.entry in held.by_id else None
    reader = _Reader(held)
    return render(
        request,
        "desk/disagreements/pair.html",
        held,
        at="disagreements",
        status=422 if problem else 200,
        number=number,
        total=len(held.chronology.disagreements),
        disagreement=found,
        attribute=attributes().get(found.attribute, found.attribute),
        question=question(found.attribute),
        resolution=resolution(found),
        entry=entry,
        version=api.version_of(entry) if entry else "",
        columns=[reader.column(reading) for reading in found.readings],
        as_rows=len(found.readings) > COLUMNS,
        fits=reader.fitting(entry, found) if entry else (),
        differ=DIFFER,
        none=NONE,
        problem=problem,
        chosen=posted(request, "choice", _answered(found)),
        reason=posted(request, "reason", found.reason),
        hide=bool(request.GET.get("hide")),
    )


def _settled(request: HttpRequest, held: HeldCase, found: Disagreement) -> str:
    """Write the decision; what keeps it from being written, "" when it was."""
    choice, reason = posted(request, "choice"), posted(request, "reason")
    if posted(request, "id") != found.id or choice not in (DIFFER, NONE, *(r.shown for r in found.readings)):
        return _("The reports have changed meanwhile, and nothing was written. Look at them again.")
    if choice != DIFFER and not reason:
        return _("Say why; it is printed as a note under the entry.")
    try:
        held.case.judge.resolve(found.id, choice, by=held.by, reason=reason, expected=posted(request, "expected"))
    except JudgementConflict:
        return _("Another window changed this entry meanwhile, and nothing was written. Look at it again.")
    return ""


def attributes() -> dict[str, str]:
    return {
        "date": _("date"),
        "place": _("place"),
        "number": _("number"),
        "identity": _("who it was"),
        "status": _("legal status"),
        "attribution": _("who said it"),
        "factuality": _("whether it happened"),
    }


def question(attribute: str) -> str:
    asked = {
        "date": _("When was it?"),
        "place": _("Where was it?"),
        "number": _("How many were there?"),
        "identity": _("Who was it?"),
        "status": _("Which legal status?"),
        "attribution": _("Who said it?"),
        "factuality": _("Did it happen?"),
    }
    return asked.get(attribute, attribute)


def resolution(found: Disagreement) -> str:
    """What a person decided, in words; "" while it is open."""
    if found.state == "open":
        return ""
    told = {DIFFER: _("Said that reports differ"), NONE: _("They do not disagree")}
    return told.get(found.resolution, found.resolution)


def _answered(found: Disagreement) -> str:
    return found.resolution if found.state == "resolved" else DIFFER


class _Reader:
    """The sentences that readings stand in; a page is opened once."""

    def __init__(self, held: HeldCase) -> None:
        self._held = held
        self._listed = {page.text_layer: page for page in held.case.pages()}
        self._report = {copy: group.original for group in held.chronology.syndication for copy in group.copies}
        self._opened: dict[str, Page] = {}

    def column(self, reading: Reading) -> Column:
        told: dict[str, Citation] = {}
        for words in reading.citations:
            told.setdefault(self._report.get(words.text_layer, words.text_layer), words)
        cited = list(told.values())
        return Column(
            reading=reading,
            shown=reading.shown[:1].upper() + reading.shown[1:],
            quoted=tuple(self.quoted(words) for words in cited[:MOST_QUOTED]),
            copies=len({words.text_layer for words in reading.citations}) - len(cited),
            more=max(0, len(cited) - MOST_QUOTED),
        )

    def fitting(self, entry: Entry, found: Disagreement) -> Sequence[Quoted]:
        """Words on the same question that contradict neither side."""
        taken = {(c.text_layer, c.start, c.end) for r in found.readings for c in r.citations}
        others = {
            (c.citation.text_layer, c.citation.start, c.citation.end): c.citation
            for c in entry.claims
            if c.attribute == found.attribute
        }
        return tuple(self.quoted(c) for place, c in others.items() if place not in taken)[:MOST_QUOTED]

    def quoted(self, words: Citation) -> Quoted:
        layer = words.text_layer
        listed = self._listed.get(layer)
        before, after, role = words.prefix, words.suffix, ""
        if listed is not None:
            page = self._opened.setdefault(layer, self._held.case.page(layer))
            text = page.article.layer.text
            whole = next((s for s in page.findings.sentences if s.holds(words.span)), None)
            block = next((b for b in page.article.layout.blocks if b.start <= words.start < b.end), None)
            whole = whole or Span(block.start if block else words.start, block.end if block else words.end)
            before, after = text[whole.start : words.start], text[words.end : max(whole.end, words.end)]
            role = block.role if block and block.role in _ROLES else ""
        return Quoted(
            before=printable(before),
            words=printable(words.exact),
            after=printable(after),
            place=f"{words.start}-{words.end}",
            page=layer,
            listed=listed,
            role=_roles().get(role, ""),
        )


_ROLES = ("headline", "caption", "standfirst", "heading", "block quote")


def _roles() -> dict[str, str]:
    return {
        "headline": _("headline"),
        "caption": _("caption of a picture"),
        "standfirst": _("standfirst"),
        "heading": _("heading"),
        "block quote": _("quotation set apart"),
    }


def _found(held: HeldCase, number: int) -> Disagreement:
    every = held.chronology.disagreements
    if not 1 <= number <= len(every):
        raise Http404(number)
    return every[number - 1]


urls = [
    path("disagreements", listed, name="disagreements"),
    path("disagreements/<int:number>", pair, name="disagreement"),
]
