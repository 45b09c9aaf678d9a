"""Page text: a kept page's words for the eye: pieces with their places, marks, and what was left out and why.

The same for the page's own screen, for review and for the preview of a page that is not kept yet. Offsets are code
points of the text layer; a piece's `text` has exactly `end - start` of them, so that a place in a browser can be
counted back to a place on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from chronofile.model import Block, Entry, Page, Span

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What HTML cannot carry, or a browser would drop: each is shown as one U+FFFD, so that no place shifts."""

HIDDEN = "hidden on the page"
"""How `read` begins the reason of a stretch that a reader of the page never sees."""

_FOLDED = 5
"""A run of more left-out lines than this is folded: a menu of 300 lines would bury the story."""


def printable(text: str) -> str:
    """The text as a browser shows it, letter by letter."""
    return _UNPRINTABLE.sub("�", text)


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Words that are marked alike. `mark` is "", "suggested", "decided" or "current"; `begins` are the entries whose
    words begin here, in order.
    """

    start: int
    end: int
    text: str
    mark: str = ""
    begins: tuple[Entry, ...] = ()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One block of the page's layout."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


class TextBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A kept block (one line), or a run of blocks that were left out for one reason. `number` counts the kept blocks
    of running text from 1, 0 elsewhere; `why` says in words what was left out and why, "" for kept blocks; hidden ones
    were never shown to a reader of the page and cannot be cited.
    """

    role: str
    lines: tuple[Line, ...]
    kept: bool = True
    hidden: bool = False
    why: str = ""
    number: int = 0

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for line in self.lines for piece in line.pieces)

    @property
    def marked(self) -> bool:
        return any(piece.mark or piece.begins for piece in self.pieces)

    @property
    def folded(self) -> bool:
        """Long runs of left-out lines open at a click, unless something in them is marked."""
        return not self.kept and len(self.lines) > _FOLDED and not self.marked


class _Marked(msgspec.Struct, frozen=True):
    """A stretch to be marked; `entry` None for words that belong to none."""

    span: Span
    mark: str
    entry: Entry | None


def page_text(
    page: Page,
    entries: Sequence[Entry],
    *,
    current: str = "",
    words: Span | None = None,
    described: Mapping[str, Any] | None = None,
) -> list[TextBlock]:
    """All text of the page in its order. `entries` are those to be marked where their words stand on this page,
    `current` the id of the one to be highlighted; `words` is a stretch to be highlighted that belongs to no entry.
    `described` is what a person corrected about the page (`Chronology.described`).
    """
    marked = list(_marked(page.article.layer.id, entries, current))
    if words is not None:
        marked.append(_Marked(words, "current", None))
    blocks = as_described(page.article.layout.blocks, (described or {}).get("body"))
    return text_blocks(page.article.layer.text, blocks, marked)


def as_described(blocks: Sequence[Block], body: Iterable[Sequence[Any]] | None) -> tuple[Block, ...]:
    """The blocks as a person corrected them (a list of start, end and role); None for no correction."""
    if body is None:
        return tuple(blocks)
    before = {(block.start, block.end): block for block in blocks}
    made = []
    for start, end, role in body:
        old = before.get((start, end))
        reason = old.reason if old is not None and old.role == role else _("a person says so")
        made.append(Block(start, end, role, reason))
    return tuple(made)


def text_blocks(text: str, blocks: Iterable[Block], marked: Sequence[_Marked] = ()) -> list[TextBlock]:
    """The same of a text layer and its layout, for a page that is not kept yet."""
    waiting = sorted(marked, key=lambda m: (m.span.start, m.span.end, m.entry.id if m.entry else ""))
    made: list[TextBlock] = []
    run: list[Block] = []
    number, at, open_marks = 0, 0, list[_Marked]()

    def line(block: Block) -> Line:
        """Marks come in order of their start, so that each is looked at only where it may lie."""
        nonlocal at, open_marks
        while at < len(waiting) and waiting[at].span.start < block.end:
            open_marks.append(waiting[at])
            at += 1
        open_marks = [m for m in open_marks if m.span.end > block.start]
        return Line(start=block.start, end=block.end, pieces=_pieces(text, block, open_marks))

    def close() -> None:
        if run:
            lines = tuple(line(block) for block in run)
            hidden = is_hidden(run[0])
            made.append(TextBlock(role=run[0].role, lines=lines, kept=False, hidden=hidden, why=why_left_out(run[0])))
            run.clear()

    for block in blocks:
        if block.end <= block.start:
            continue
        if not block.kept:
            if run and (run[0].role, run[0].reason) != (block.role, block.reason):
                close()
            run.append(block)
            continue
        close()
        number += 1
        made.append(TextBlock(role=block.role, lines=(line(block),), number=number))
    close()
    return made


def is_hidden(block: Block) -> bool:
    """Whether a reader of the page never saw these words: they are no evidence and cannot be cited."""
    return block.reason.startswith(HIDDEN)


def why_left_out(block: Block) -> str:
    """In words: "Left out: teaser for another story (in a <nav> element)"."""
    if is_hidden(block):
        more = block.reason.removeprefix(HIDDEN).strip(" :,")
        told = _("Hidden on the page: no reader saw these words, and they cannot be cited")
        return f"{told} ({more})" if more else told
    what = _role_words().get(block.role, block.role)
    return _("Left out: %(what)s") % {"what": f"{what} ({block.reason})" if block.reason else what}


def _role_words() -> dict[str, str]:
    return {
        "teaser": _("teaser for another story"),
        "navigation": _("not part of the story"),
        "comment": _("a reader's comment"),
        "promotion": _("advertising"),
        "legal": _("legal notice"),
        "tags": _("keywords"),
        "duplicate": _("printed twice"),
    }


def _marked(layer: str, entries: Sequence[Entry], current: str) -> Iterable[_Marked]:
    for entry in entries:
        if entry.state == "merged":
            continue
        mark = "current" if entry.id == current else _mark_of(entry)
        for span in sorted({w.citation.span for w in entry.citations if w.citation.text_layer == layer}):
            if span.start < span.end:
                yield _Marked(span, mark, entry)


def _mark_of(entry: Entry) -> str:
    """Rejected suggestions keep their sign in the margin and mark no words."""
    return {"accepted": "decided", "suggested": "suggested"}.get(entry.state, "")


_STRENGTH = {"": 0, "suggested": 1, "decided": 2, "current": 3}


def _pieces(text: str, block: Block, marked: Sequence[_Marked]) -> tuple[Piece, ...]:
    """The block cut where marks begin and end; neighbours that are marked alike are one piece again."""
    here = [m for m in marked if m.span.start < block.end and m.span.end > block.start]
    cuts = {block.start, block.end}
    for each in here:
        cuts.update((max(block.start, each.span.start), min(block.end, each.span.end)))
    places = sorted(cuts)
    pieces: list[Piece] = []
    for start, end in pairwise(places):
        over = [m for m in here if m.span.start <= start and m.span.end >= end]
        mark = max((m.mark for m in over), key=_STRENGTH.__getitem__, default="")
        begins = tuple(m.entry for m in over if m.entry is not None and m.span.start == start)
        if pieces and pieces[-1].mark == mark and not begins:
            before = pieces.pop()
            start, begins = before.start, before.begins
        pieces.append(Piece(start=start, end=end, text=printable(text[start:end]), mark=mark, begins=begins))
    return tuple(pieces)
