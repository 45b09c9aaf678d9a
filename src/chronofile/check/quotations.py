"""Quotations: what a draft, or a page, puts between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from chronofile.check.draft import Paragraph
from chronofile.model import Span

_CLOSERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "《": "》",
    "〈": "〉",
    "＂": "＂",
    '"': '"',
    "‚": "‘’",
    "‘": "’",
    "'": "'",
    "»": "«",
    "”": "”",
}
"""Opening mark to the marks that may close it. `»…«` is German and Danish print, `”…”` Swedish and Finnish."""
_STANDS_ALONE = "“„‟«‹「『﹁《〈"
"""Open wherever they stand; the others only before a word."""
_MARK = re.compile("[“”„‟«»‹›「」『』﹁﹂《》〈〉＂\"‚‘’']")
_SPREAD = 20
"""Paragraphs that one quotation may run over."""
_LONE = 50
"""Marks that nothing closes after which the rest of a paragraph is taken for something else than prose."""


class Quotation(msgspec.Struct, frozen=True):
    """`pieces` are the words without their marks, one stretch for each paragraph; `outer` reaches from mark to mark."""

    pieces: tuple[Span, ...]
    outer: Span


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """Outermost quotations in order. One that is not closed in its paragraph goes on in the next when that one begins
    with the same mark, or closes it before opening another; else the lone mark is no quotation.
    """
    found: list[Quotation] = []
    index, at, lone = 0, paragraphs[0].start if paragraphs else 0, 0
    while index < len(paragraphs):
        here = paragraphs[index]
        if here.is_quoted:
            found.append(Quotation((here.span,), here.span))
            index += 1
            at = paragraphs[index].start if index < len(paragraphs) else 0
            continue
        opened = _next_opening(text, at, here.end) if lone < _LONE else None
        if opened is None:
            index, lone = index + 1, 0
            at = paragraphs[index].start if index < len(paragraphs) else 0
            continue
        mark = text[opened]
        quotation, last = _closed(text, paragraphs, index, opened, mark)
        if quotation is None:
            at, lone = opened + 1, lone + 1
            continue
        if any(piece.end > piece.start for piece in quotation.pieces):
            found.append(quotation)
        index, at = last, quotation.outer.end
    return found


def _closed(
    text: str, paragraphs: Sequence[Paragraph], index: int, opened: int, mark: str
) -> tuple[Quotation | None, int]:
    pieces: list[Span] = []
    start = opened + 1
    for number in range(index, min(len(paragraphs), index + _SPREAD)):
        here = paragraphs[number]
        if number > index:
            if here.place != paragraphs[index].place or here.is_quoted:
                return None, index
            start = here.start + 1 if text[here.start : here.start + 1] == mark else here.start
        closed = _closing(text, start, here.end, mark)
        if closed is not None:
            pieces.append(_trimmed(text, start, closed))
            return Quotation(tuple(pieces), Span(opened, closed + 1)), number
        if mark in "'‘‚":  # an apostrophe far more often than a quotation over paragraphs
            return None, index
        pieces.append(_trimmed(text, start, here.end))
    return None, index


def _next_opening(text: str, start: int, end: int) -> int | None:
    for found in _MARK.finditer(text, start, end):
        mark, at = found[0], found.start()
        if mark in _STANDS_ALONE:
            return at
        if mark not in _CLOSERS:
            continue
        before = text[at - 1] if at > 0 else " "
        after = text[at + 1] if at + 1 < end else " "
        inside_another = before in "“‘«„" and mark in "\"'"
        if (before.isspace() or before in "([{—–-/:" or inside_another) and not after.isspace():
            return at
    return None


def _closing(text: str, start: int, end: int, mark: str) -> int | None:
    """Where the mark is closed. Marks of its own kind may stand inside it one in another."""
    closers, depth = _CLOSERS[mark], 0
    for found in _MARK.finditer(text, start, end):
        here, at = found[0], found.start()
        if here in closers and not (here in _STANDS_ALONE and _opens(text, at, end) and here == mark):
            if here in "'’" and not _ends_a_word(text, at, end):
                continue
            if here == '"' and text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum() and at > start:
                continue
            if depth == 0:
                return at
            depth -= 1
        elif here == mark and here in _STANDS_ALONE:
            depth += 1
    return None


def _opens(text: str, at: int, end: int) -> bool:
    return (at == 0 or text[at - 1].isspace()) and at + 1 < end and not text[at + 1].isspace()


def _ends_a_word(text: str, at: int, end: int) -> bool:
    """A closing single mark, not the apostrophe of "don't"."""
    return not text[at - 1].isspace() and not (at + 1 < end and text[at + 1].isalnum())


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


ELLIPSIS = re.compile(
    r"[\[(]\s?(?:…|\.{3,4}|\.\s\.\s\.)\s?[\])]|…{1,4}|⋯{1,3}"
    r"|\.{3,6}|\.[ \u00a0]\.[ \u00a0]\.(?:[ \u00a0]\.)?|[\[(]---?[\])]"
)
"""Words left out by whoever quotes."""


def stretches(text: str, quotation: Quotation) -> list[tuple[Span, bool]]:
    """The parts between ellipses and paragraph ends, in order; True where an ellipsis stands before the part. A last
    empty part, with True, tells of an ellipsis at the end.
    """
    found: list[tuple[Span, bool]] = []
    for piece in quotation.pieces:
        at, after = piece.start, False
        for gap in ELLIPSIS.finditer(text, piece.start, piece.end):
            if gap.start() > at:
                found.append((_trimmed(text, at, gap.start()), after))
            at, after = gap.end(), True
        if at < piece.end:
            found.append((_trimmed(text, at, piece.end), after))
        elif after:
            found.append((Span(piece.end, piece.end), True))
    return found
