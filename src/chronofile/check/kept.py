"""Kept: a page as a draft is held against it, and what its case says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from chronofile.check.draft import Dated
from chronofile.check.words import Words, raw, words
from chronofile.model import Block, DateValue, Span

_FLOWING = ("paragraph", "list", "block quote")
"""Roles whose words may be quoted from one block into the next."""


class KeptText(msgspec.Struct, frozen=True, kw_only=True):
    """A page held: its text layer's text and blocks, its dates, and what a draft may call it by."""

    text_layer: str
    text: str
    blocks: tuple[Block, ...]
    dates: tuple[Dated, ...] = ()
    language: str = "und"
    headline: str = ""
    outlet: str = ""
    url: str = ""
    published: DateValue | None = None

    def block_at(self, at: int) -> Block | None:
        return next((b for b in self.blocks if b.start <= at < b.end), None)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a page tells, as an entry of the case has it: the sentence it stands in, the words that carry it
    (`trigger`), and who was in it. `said_by` is whoever the page says it comes from.
    """

    page: str
    sentence: Span
    words: str
    trigger: str
    aspect: Literal["event", "statement", "legal_status", "open_item"]
    factuality: str
    occurred: DateValue | None = None
    said_by: str = ""
    names: tuple[str, ...] = ()


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """All that a draft is held against. `names` are those of the case's named agents, each with its spellings."""

    pages: Sequence[KeptText]
    told: Sequence[Told] = ()
    names: Sequence[tuple[str, ...]] = ()


def stretches(page: KeptText) -> list[tuple[int, int]]:
    """Stretches of the text in which words may follow each other: the article's running text first, block after block
    as one; then every other block for itself, those left out last. A page without blocks is one stretch.
    """
    if not page.blocks:
        return [(0, len(page.text))]
    kept = [b for b in page.blocks if b.kept]
    apart = [b for b in kept if b.role not in _FLOWING] + [b for b in page.blocks if not b.kept]
    return [(b.start, b.end) for b in kept if b.role in _FLOWING] + [(b.start, b.end) for b in apart]


def flowing(page: KeptText) -> int:
    """How many of the stretches run into one another."""
    return sum(b.kept and b.role in _FLOWING for b in page.blocks) if page.blocks else 1


BREAK = "\0"
"""The key of a word that no text holds: nothing is quoted over it."""


def page_words(page: KeptText) -> Words:
    """The page's words in the order of `stretches`, a `BREAK` wherever words do not follow each other."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    running = flowing(page)
    for number, (start, end) in enumerate(stretches(page)):
        if number >= running:
            keys.append(BREAK)
            starts.append(start)
            ends.append(start)
        piece = words(page.text, start, end)
        keys += piece.keys
        starts += piece.starts
        ends += piece.ends
    return Words(tuple(keys), tuple(starts), tuple(ends))


def raw_words(page: KeptText) -> list[str]:
    """The same words as they stand, without places: five times as fast, and as many."""
    found: list[str] = []
    running = flowing(page)
    for number, (start, end) in enumerate(stretches(page)):
        if number >= running:
            found.append(BREAK)
        found += raw(page.text, start, end)
    return found
