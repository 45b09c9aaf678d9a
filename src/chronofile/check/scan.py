"""Scan: where on the pages held the stretches of a draft may stand: one pass over the pages, for all of them at once.

The index is made of the draft, which is small: runs of three words (two and a gap for the shortest). Each page is cut
into words, its runs are looked up, and where many runs of one stretch fall on one diagonal it may stand.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from chronofile.check.kept import BREAK, KeptText, raw_words
from chronofile.check.words import key_of

_SHORT = 8
"""Words below which a stretch is also looked for by two words and by two around a third: one changed word leaves a
short stretch no run of three."""
_PLACES = 64
"""Places remembered of one run: commonplaces ("one of the") stand everywhere in a long draft and find nothing."""
_BEST = 12
"""Pages on which a stretch is compared word by word."""
_EXACT_PLACES = 6
"""Places on one page remembered of the exact words."""


class Region(NamedTuple):
    """Words `first` to before `last` of a page's `page_words`, where a stretch may stand; more `hits` are better."""

    page: int
    first: int
    last: int
    hits: int


class Found(msgspec.Struct):
    """What the scan found for one stretch. `exact` maps a page's number to the first words of the places where all of
    it stands; `regions` are where it may stand with differences, the best first.
    """

    exact: dict[int, list[int]]
    regions: list[Region]


class Scan(msgspec.Struct, frozen=True):
    """`found` is in the order of the stretches given; `rarity` tells in bits how rare a word of them is."""

    found: list[Found]
    rarity: dict[str, float]
    pages: int


def scan(stretches: Sequence[tuple[str, ...]], pages: Iterable[KeptText]) -> Scan:
    """Look for stretches of words (keys) on all pages. Linear in the pages."""
    table = _Table(stretches)
    found = [Found({}, []) for _ in stretches]
    counts: Counter[int] = Counter()
    total = number = 0
    for number, page in enumerate(pages, 1):
        ids = table.ids_of(raw_words(page))
        counts.update(ids)
        total += len(ids)
        for index, hits in table.hits(ids).items():
            _place(found[index], number - 1, table.sequences[index], ids, hits)
    for one in found:
        one.regions.sort(key=lambda region: (-region.hits, region.page))
        del one.regions[_BEST:]
    rarity = {key: math.log2((total + 2) / (counts[own] + 1)) for key, own in table.known.items()}
    return Scan(found, rarity, number)


class _Table:
    """Runs of words -> (stretch, place in it). Words are numbers; 0 is any word that no stretch has."""

    def __init__(self, stretches: Sequence[tuple[str, ...]]) -> None:
        self.known: dict[str, int] = {}
        for keys in stretches:
            for key in keys:
                self.known.setdefault(key, len(self.known) + 1)
        self.sequences = [tuple(self.known[key] for key in keys) for keys in stretches]
        self.same: dict[tuple[int, ...], list[int]] = defaultdict(list)
        self.threes: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
        self.twos: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
        self.arounds: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
        self.ones: dict[int, list[int]] = defaultdict(list)
        for index, sequence in enumerate(self.sequences):
            self.same[sequence].append(index)
        for sequence, indexes in self.same.items():
            self._add(indexes[0], sequence)
        self.raw = _Raw(self.known)

    def _add(self, index: int, sequence: tuple[int, ...]) -> None:
        if len(sequence) == 1:
            self.ones[sequence[0]].append(index)
        for at, run in enumerate(zip(sequence, sequence[1:], sequence[2:], strict=False)):
            _remember(self.threes[run], index, at)
        if 2 <= len(sequence) < _SHORT:
            for at, pair in enumerate(pairwise(sequence)):
                _remember(self.twos[pair], index, at)
        if len(sequence) == 3:
            _remember(self.arounds[sequence[0], sequence[2]], index, 0)

    def ids_of(self, raw: list[str]) -> list[int]:
        return list(map(self.raw.__getitem__, raw))

    def hits(self, ids: list[int]) -> dict[int, list[tuple[int, int]]]:
        """Stretch -> (place on the page, place in it) of every run of it on the page."""
        made: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for table, runs in (
            (self.threes, zip(ids, ids[1:], ids[2:], strict=False)),
            (self.twos, pairwise(ids)),
            (self.arounds, zip(ids, ids[2:], strict=False)),
        ):
            if not table:
                continue
            have = table.keys()
            for at, run in enumerate(runs):
                if run in have:
                    for index, place in table[run]:
                        made[index].append((at, place))
        if self.ones:
            for at, own in enumerate(ids):
                if own in self.ones:
                    for index in self.ones[own]:
                        made[index].append((at, 0))
        return self._shared(made)

    def _shared(self, made: dict[int, list[tuple[int, int]]]) -> dict[int, list[tuple[int, int]]]:
        """The same words quoted twice are looked for once."""
        for index in list(made):
            for twin in self.same[self.sequences[index]][1:]:
                made[twin] = made[index]
        return made


class _Raw(dict[str, int]):
    """A word as it stands -> its number; every spelling is made comparable once."""

    def __init__(self, known: dict[str, int]) -> None:
        super().__init__({BREAK: 0})
        self.known = known

    def __missing__(self, raw: str) -> int:
        own = self.known.get(key_of(raw), 0)
        if len(raw) <= 32:
            self[raw] = own
        return own


def _remember(places: list[tuple[int, int]], index: int, at: int) -> None:
    if len(places) < _PLACES:
        places.append((index, at))


def _place(found: Found, page: int, sequence: tuple[int, ...], ids: list[int], hits: list[tuple[int, int]]) -> None:
    """Exact places first; without any, the neighbourhood of diagonals with the most different runs."""
    length = len(sequence)
    exact = _exact(sequence, ids, hits)
    if exact:
        found.exact[page] = exact
        return
    if length < 3:
        return
    slack = max(4, length // 4)
    buckets: dict[int, set[int]] = defaultdict(set)
    for at, place in hits:
        buckets[(at - place) // slack].add(place)
    best = max(buckets, key=lambda b: (len(buckets[b] | buckets.get(b + 1, set())), -b))
    joined = len(buckets[best] | buckets.get(best + 1, set()))
    near = [at - place for at, place in hits if (at - place) // slack in (best, best + 1)]
    first, last = max(0, min(near) - slack), min(len(ids), max(near) + length + slack)
    found.regions.append(Region(page, first, last, joined))
    if len(found.regions) > 4 * _BEST:
        found.regions.sort(key=lambda region: (-region.hits, region.page))
        del found.regions[_BEST:]


def _exact(sequence: tuple[int, ...], ids: list[int], hits: list[tuple[int, int]]) -> list[int]:
    made: list[int] = []
    length = len(sequence)
    for first in dict.fromkeys(at - place for at, place in hits):
        if first >= 0 and tuple(ids[first : first + length]) == sequence:
            made.append(first)
            if len(made) == _EXACT_PLACES:
                break
    return sorted(made)
