"""Coverage: what of the pages held has become entries or decisions, and what has not."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from chronofile.api.case import Case
from chronofile.model import BODY_ROLES, Block, Chronology, Entry, Failure, Span, Time
from chronofile.store import Listed
from chronofile.store.texts import PageText, texts

Texture = Literal["decided", "suggestions left", "no entry", "not read"]
"""Every suggestion of the page is decided; some are not; it was read and nothing stands on it; it has no text or could
not be read."""
_CASES = 4
"""Cases whose dated sentences are remembered, by what their readings were made from."""


class DatedSentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence of an article's body that names a day or a span of days both ends of which are known."""

    page: str
    span: Span
    words: str
    date: str


class PageCoverage(msgspec.Struct, frozen=True):
    """A page with its texture; `decided` and `left` count its entries that somebody decided and those nobody did."""

    page: Listed
    texture: Texture
    decided: int = 0
    left: int = 0


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """`failures` are files that could not be read, which are no pages held. `dated` counts the dated sentences of all
    pages, `open_sentences` are those without an entry or a decision, in the order of the pages.
    """

    pages: tuple[PageCoverage, ...]
    failures: tuple[Failure, ...]
    dated: int
    open_sentences: tuple[DatedSentence, ...]

    def count(self, texture: Texture) -> int:
        """Pages of one texture; files that could not be read count as not read."""
        pages = sum(page.texture == texture for page in self.pages)
        return pages + len(self.failures) if texture == "not read" else pages

    @property
    def covered(self) -> int:
        """Dated sentences with an entry or a decision."""
        return self.dated - len(self.open_sentences)

    @property
    def without_entry(self) -> tuple[PageCoverage, ...]:
        return tuple(page for page in self.pages if page.texture == "no entry")

    @property
    def not_read(self) -> tuple[PageCoverage, ...]:
        """Pages held that have no text: scans."""
        return tuple(page for page in self.pages if page.texture == "not read")


def coverage(case: Case, chronology: Chronology | None = None) -> Coverage:
    """All of it, pages that a person took out of the case left aside. `chronology` is the case's as it stands, where
    the caller has it. Dated sentences are found once for each reading of a case, half a second for a thousand pages.
    """
    chronology = chronology or case.chronology()
    found, wordless = _dated(case)
    gone = frozenset(chronology.withdrawn)
    found = tuple(sentence for sentence in found if sentence.page not in gone) if gone else found
    standing = _standing(chronology.entries)
    open_sentences = tuple(s for s in found if not _covered(s.span, standing.get(s.page, ())))
    decided: dict[str, int] = {}
    left: dict[str, int] = {}
    for entry in chronology.entries:
        counts = left if entry.state == "suggested" else decided
        for page in entry.pages:
            counts[page] = counts.get(page, 0) + 1
    pages = tuple(_page(listed, wordless, decided, left) for listed in case.pages() if listed.text_layer not in gone)
    return Coverage(pages=pages, failures=case.failures(), dated=len(found), open_sentences=open_sentences)


def _page(listed: Listed, wordless: frozenset[str], decided: dict[str, int], left: dict[str, int]) -> PageCoverage:
    own = listed.text_layer
    done, waiting = decided.get(own, 0), left.get(own, 0)
    texture: Texture = "no entry"
    if waiting:
        texture = "suggestions left"
    elif done:
        texture = "decided"
    elif own in wordless:
        texture = "not read"
    return PageCoverage(listed, texture, done, waiting)


_found: OrderedDict[tuple[str, ...], tuple[tuple[DatedSentence, ...], frozenset[str]]] = OrderedDict()


def _dated(case: Case) -> tuple[tuple[DatedSentence, ...], frozenset[str]]:
    """Dated sentences of every page, and the pages without a word of text; remembered while the readings stay."""
    key = (str(case.path), *case.store.reading_keys())
    known = _found.get(key)
    if known is None:
        made: list[DatedSentence] = []
        wordless = []
        for page in texts(case.store.db):
            made += _dated_of(page)
            if not page.text.strip():
                wordless.append(page.text_layer)
        known = _found[key] = (tuple(made), frozenset(wordless))
        while len(_found) > _CASES:
            _found.popitem(last=False)
    else:
        _found.move_to_end(key)
    return known


def _dated_of(page: PageText) -> Iterable[DatedSentence]:
    body = [block for block in page.blocks if block.role in BODY_ROLES]
    times = sorted((t for t in page.times if _is_bounded(t)), key=lambda t: t.start)
    number = 0
    for span in page.sentences:
        while number < len(times) and times[number].start < span.start:
            number += 1
        if number == len(times):
            return
        if times[number].start < span.end and _is_in(span, body):
            yield DatedSentence(page.text_layer, span, span.of(page.text), times[number].text)


def _is_in(span: Span, blocks: Sequence[Block]) -> bool:
    at = bisect_right(blocks, span.start, key=lambda b: b.start) - 1
    return at >= 0 and span.start < blocks[at].end


def _is_bounded(time: Time) -> bool:
    if time.type == "DURATION":  # "twenty years": how long, not when
        return False
    return time.date is not None and time.date.earliest is not None and time.date.latest is not None


def _standing(entries: Sequence[Entry]) -> dict[str, list[Span]]:
    """Where entries stand on each page, in order; rejected ones count, because somebody decided."""
    made: dict[str, list[Span]] = {}
    for entry in entries:
        for cited in entry.citations:
            made.setdefault(cited.citation.text_layer, []).append(cited.citation.span)
    for spans in made.values():
        spans.sort()
    return made


def _covered(span: Span, standing: Sequence[Span]) -> bool:
    at = bisect_right(standing, span.end, key=lambda s: s.start)
    return any(span.overlap(one) for one in reversed(standing[max(0, at - 12) : at]))
