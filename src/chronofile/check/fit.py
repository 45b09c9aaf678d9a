"""Fit: one stretch of a draft on one page: where it stands, and what differs."""

from __future__ import annotations

import msgspec

from chronofile.check.align import Alignment, align, exactly
from chronofile.check.kept import BREAK, KeptText, page_words
from chronofile.check.lexicon import Lexicon
from chronofile.check.report import Change, Difference
from chronofile.check.scan import Found, Scan
from chronofile.check.stretch import Stretch
from chronofile.check.words import Words, whole
from chronofile.model import Span

_LEAST_WORDS = 0.6
_LEAST_WEIGHT = 0.55
"""Shares of a stretch's words, and of their rarity, that a page must have for it to be found with differences. Below,
the page says something of its own in common words."""


class Fit(msgspec.Struct, frozen=True):
    """`first` to before `last` are words of the page; `weight` is how much of the stretch stands there, from 0 to 1."""

    page: int
    alignment: Alignment
    first: int
    last: int
    weight: float

    @property
    def is_exact(self) -> bool:
        return self.alignment.is_exact


class Pages:
    """Words of the pages looked at, cut once each."""

    def __init__(self, pages: list[KeptText]) -> None:
        self.pages = pages
        self._words: dict[int, Words] = {}

    def __getitem__(self, number: int) -> KeptText:
        return self.pages[number]

    def words(self, number: int) -> Words:
        if number not in self._words:
            if len(self._words) >= 256:
                self._words.pop(next(iter(self._words)))
            self._words[number] = page_words(self.pages[number])
        return self._words[number]


def fit(stretch: Stretch, found: Found, scan: Scan, pages: Pages, page: int, *, after: int = 0) -> Fit | None:
    """How the stretch stands on a page, None when it does not. Of several exact places the first is taken that begins
    at word `after` or later, else the first of all.
    """
    length = len(stretch.keys)
    places = found.exact.get(page)
    if places:
        first = next((at for at in places if at >= after), places[0])
        return Fit(page, exactly(length, first), first, first + length, 1.0)
    region = next((r for r in found.regions if r.page == page), None)
    if region is None:
        return None
    best: Fit | None = None
    for first, last in _unbroken(pages.words(page).keys, region.first, region.last):
        aligned = align(stretch.keys, pages.words(page).keys[first:last], first)
        made = _accepted(stretch, aligned, scan, page)
        if made and (best is None or made.weight > best.weight):
            best = made
    return best


def _accepted(stretch: Stretch, aligned: Alignment, scan: Scan, page: int) -> Fit | None:
    matched = aligned.matched
    rarity = [max(1.0, scan.rarity.get(key, 1.0)) for key in stretch.keys]
    weight = sum(rarity[at] for at in matched) / sum(rarity)
    if len(matched) < _LEAST_WORDS * len(stretch.keys) or weight < _LEAST_WEIGHT:
        return None
    first, last = aligned.page
    return Fit(page, aligned, first, last, weight)


def _unbroken(keys: tuple[str, ...], first: int, last: int) -> list[tuple[int, int]]:
    """Parts of a region between which words do not follow each other on the page."""
    made, start = [], first
    for at in range(first, last):
        if keys[at] == BREAK:
            if at > start:
                made.append((start, at))
            start = at + 1
    if last > start:
        made.append((start, last))
    return made


def differences(stretch: Stretch, fitted: Fit, draft: str, pages: Pages) -> list[Difference]:
    """What the alignment shows, in the words of both."""
    page, words = pages[fitted.page], pages.words(fitted.page)
    made: list[Difference] = []
    for kind, i, j, k, m in fitted.alignment.steps:
        if kind == "equal":
            continue
        own, theirs = whole(draft, stretch.stretch_of(i, j)), whole(page.text, words.span(k, m))
        bracket = next((stretch.brackets[at] for at in range(i, j + 1) if at in stretch.brackets), None)
        change: Change = kind
        if bracket is not None and kind == "dropped":
            own, change = bracket, "bracketed"
        if made and change == "changed" == made[-1].change and made[-1].draft.overlap(own):
            own = Span(made[-1].draft.start, max(own.end, made[-1].draft.end))
            theirs = Span(min(theirs.start, made[-1].page.start), max(theirs.end, made[-1].page.end))
            made.pop()
        made.append(Difference(change, own, theirs, own.of(draft), theirs.of(page.text)))
    return made


def span_on_page(fitted: Fit, pages: Pages) -> Span:
    return pages.words(fitted.page).span(fitted.first, fitted.last)


def denials(stretch: Stretch, fitted: Fit, pages: Pages, words: Lexicon) -> tuple[list[Span], list[Span]]:
    """Words that deny and stand in one of the two alone: (on the page, in the draft)."""
    own = set(words.denials(stretch.keys))
    keys = pages.words(fitted.page).keys
    theirs = {at + fitted.first for at in words.denials(keys[fitted.first : fitted.last])}
    dropped: list[Span] = []
    added: list[Span] = []
    for kind, i, j, k, m in fitted.alignment.steps:
        if kind == "equal":
            continue
        here, there = sorted(own & set(range(i, j))), sorted(theirs & set(range(k, m)))
        if len(there) > len(here):
            dropped += [pages.words(fitted.page).span(at, at + 1) for at in there]
        elif len(here) > len(there):
            added += [stretch.spans[at] for at in here]
    return dropped, added
