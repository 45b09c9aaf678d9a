"""Draft report: what a screen shows of a checked draft: its text with marks, one finding in full, others in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from django.utils.translation import gettext as _

from chronofile.check import Difference, DraftReport, Item, Place, marked_paragraphs, said
from chronofile.desk.held import HeldCase
from chronofile.model import Span

PART = 90_000
"""Bytes of the draft with its marks on one screen; with all that stands beside it, under 150 KB of HTML."""
_MARK = 90
"""Bytes that the markup of one mark takes, about."""
AROUND = 160
"""Code points of the page shown before and after the words."""
_LONGEST = 2_000
GLYPHS = {"exact": "found", "differs": "differs", "elsewhere": "elsewhere", "not found": "notfound"}
_GRAVE = ("not found", "differs", "elsewhere", "exact")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of words: `differs` for those the other side does not have, `cited` for the words themselves."""

    words: str
    differs: bool = False
    cited: bool = False


class MarkedPiece(msgspec.Struct, frozen=True):
    """A stretch of the draft, with the number and mark of the finding over it; `last` where that one ends."""

    words: str
    number: int = 0
    mark: str = ""
    fine: bool = False
    current: bool = False
    last: bool = False


class MarkedParagraph(msgspec.Struct, frozen=True):
    name: str
    glyph: str
    pieces: tuple[MarkedPiece, ...]


class Line(msgspec.Struct, frozen=True):
    """A finding in one line. `said` is the first of what is said about it."""

    number: int
    glyph: str
    title: str
    words: str
    said: str
    line: str
    fine: bool


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding in full. `address` leads to the words on their page, "" when there is none or it is gone; `also` are
    (name, address) of other pages with the same words.
    """

    item: Item
    glyph: str
    title: str
    kind: str
    line: str
    details: tuple[str, ...]
    differences: tuple[str, ...]
    draft: tuple[Piece, ...]
    page: tuple[Piece, ...]
    exact: str
    where: str
    address: str
    also: tuple[tuple[str, str], ...]
    fine: bool


def paragraphs(report: DraftReport, current: int) -> list[list[MarkedParagraph]]:
    """The draft in parts of one screen each."""
    parts: list[list[MarkedParagraph]] = [[]]
    length = 0
    for paragraph, pieces in marked_paragraphs(report):
        size = len(report.text[paragraph.start : paragraph.end].encode()) + _MARK * len(pieces)
        if parts[-1] and length + size > PART:
            parts.append([])
            length = 0
        length += size
        marks = {item.mark for _, _, item in pieces if item is not None and item.number not in report.fine}
        grave = next((GLYPHS[mark] for mark in _GRAVE if mark in marks), "")
        made = tuple(_piece(report, start, end, item, current) for start, end, item in pieces)
        parts[-1].append(MarkedParagraph(said.paragraph_name(paragraph, _), grave, made))
    return parts


def part_of(parts: Sequence[Sequence[MarkedParagraph]], current: int) -> int:
    """The part that holds a finding."""
    for number, part in enumerate(parts):
        if any(piece.number == current for paragraph in part for piece in paragraph.pieces):
            return number
    return 0


def line(item: Item, report: DraftReport) -> Line:
    details = said.details(item, report, _)
    return Line(
        number=item.number,
        glyph=GLYPHS[item.mark],
        title=said.title(item, report, _),
        words=_cut(item.words, 120),
        said=details[0] if details else "",
        line=said.line(item, report, _),
        fine=item.number in report.fine,
    )


def finding(held: HeldCase, item: Item, report: DraftReport) -> Finding:
    changed = [d for d in item.differences if d.change != "left out"]
    shown = _page(held, item.place, changed) if item.place else ()
    return Finding(
        item=item,
        glyph=GLYPHS[item.mark],
        title=said.title(item, report, _),
        kind=_(said.KINDS[item.kind]),
        line=said.line(item, report, _),
        details=tuple(said.details(item, report, _)),
        differences=tuple(said.difference(one, _) for one in item.differences),
        draft=tuple(_pieces(report.text, Span(item.spans[0].start, item.spans[-1].end), [d.draft for d in changed])),
        page=shown,
        exact=item.place.exact if item.place else "",
        where=said.where(item.place, report) if item.place else "",
        address=_address(held, item.place) if item.place else "",
        also=tuple(
            (said.page(report.pages[own]), f"/c/{held.key}/pages/{own}")
            for own in item.also_on
            if own in report.pages and held.case.store.holds(own)
        ),
        fine=item.number in report.fine,
    )


def _piece(report: DraftReport, start: int, end: int, item: Item | None, current: int) -> MarkedPiece:
    words = report.text[start:end]
    if item is None:
        return MarkedPiece(words)
    return MarkedPiece(
        words,
        item.number,
        item.mark.replace(" ", "-"),
        item.number in report.fine,
        item.number == current,
        end == item.spans[-1].end,
    )


def _address(held: HeldCase, place: Place) -> str:
    if not held.case.store.holds(place.page):
        return ""
    at = f"?at={place.spans[0].start}-{place.spans[0].end}" if place.spans else ""
    return f"/c/{held.key}/pages/{place.page}{at}"


def _page(held: HeldCase, place: Place, changed: Sequence[Difference]) -> tuple[Piece, ...]:
    """The words on their page with what stands around them; the words alone where the page is gone."""
    if not place.spans or not place.exact:
        return ()
    first, last = min(s.start for s in place.spans), max(s.end for s in place.spans)
    layer = held.case.store.text_layer(place.page)
    if layer is None or layer.text[first:last] != place.exact:
        return (Piece(place.exact, cited=True),)
    text = layer.text
    start, end = _edge(text, first, -1), _edge(text, last, 1)
    before, after = text[start:first], text[last:end]
    made = [Piece(f"… {before.lstrip()}" if start and text[start - 1] != "\n" else before)] if before.strip() else []
    made += [msgspec.structs.replace(piece, cited=True) for piece in _inside(text, Span(first, last), changed)]
    if after.strip():
        made.append(Piece(f"{after.rstrip()} …" if end < len(text) and text[end] != "\n" else after))
    return tuple(made)


def _inside(text: str, within: Span, changed: Sequence[Difference]) -> Iterator[Piece]:
    return _pieces(text, within, [d.page for d in changed])


def _edge(text: str, at: int, step: int) -> int:
    """The end of the line, or the nearest blank some way off."""
    for moved in range(AROUND):
        here = at - 1 if step < 0 else at
        if here < 0 or here >= len(text) or text[here] == "\n" or (moved > AROUND // 2 and text[here].isspace()):
            return at
        at += step
    return at


def _pieces(text: str, within: Span, spans: Sequence[Span]) -> Iterator[Piece]:
    """A stretch cut at the differing words; a very long one in its middle."""
    at = within.start
    for span in sorted(spans):
        start, end = max(span.start, at), min(span.end, within.end)
        if start < end:
            if start > at:
                yield Piece(_cut(text[at:start]))
            yield Piece(_cut(text[start:end]), differs=True)
            at = end
    if at < within.end:
        yield Piece(_cut(text[at : within.end]))


def _cut(words: str, most: int = _LONGEST) -> str:
    return words if len(words) <= most else f"{words[: most // 2].rstrip()} … {words[-most // 2 :].lstrip()}"
