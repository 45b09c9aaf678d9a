"""Which tellings are one event: candidates from blocks, joins from the best downwards, never past a person's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chronofile.merge.comparisons import JOIN, NEVER, PROPOSE, Match, compare_tellings
from chronofile.merge.telling import Telling
from chronofile.merge.words import rarity

_CROWD = 60
"""Tellings in one block that are all compared; larger blocks are cut by their rarest words."""
_NEXT = 6
"""Neighbours compared in a crowd that its words do not cut, and among vaguely dated tellings."""
_BUCKET = 4
_LOOK_AT = 5
_MEAN = 0.7


class Pair(NamedTuple):
    """Two tellings (indexes, in order of their content keys) and how they compare."""

    a: int
    b: int
    match: Match


def pairs(tellings: Sequence[Telling], known: Mapping[str, str]) -> list[Pair]:
    """Pairs worth joining or proposing, best first: by (score, content keys), so that no order of pages matters."""
    by_key = sorted(tellings, key=lambda t: t.key)
    found: list[Pair] = []
    seen: set[tuple[int, int]] = set()
    for a, b in _candidates(by_key):
        if (a, b) in seen:
            continue
        seen.add((a, b))
        match = compare_tellings(by_key[a], by_key[b], known)
        if match and (match.joins or match.score >= PROPOSE):
            found.append(Pair(by_key[a].index, by_key[b].index, match))
    keys = {t.index: t.key for t in tellings}
    return sorted(found, key=lambda p: (-p.match.score, keys[p.a], keys[p.b]))


def _candidates(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (the smaller first) that share days, an agent, and a kind or a word for it."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, telling in enumerate(tellings):
        for key in _block_keys(telling):
            blocks[key].append(at)
    for key, block in blocks.items():
        if len(block) < 2:
            continue
        if key[0] != "day":
            yield from _around_vague(block, tellings)
        elif len(block) <= _CROWD:
            yield from ((a, b) for i, a in enumerate(block) for b in block[i + 1 :])
        else:
            yield from _cut(block, tellings)


def _block_keys(telling: Telling) -> Iterator[tuple[object, ...]]:
    handles = [h for h in sorted(telling.agents) if h[0] != "p"] or ([f"@{telling.place}"] if telling.place else [])
    kinds = [("k", telling.kind)] if telling.kind != "other" else []
    if telling.family:
        kinds.append(("f", telling.family))
    if telling.narrow and telling.first is not None and telling.last is not None:
        for day in range(telling.first // _BUCKET, telling.last // _BUCKET + 2):
            yield from (("day", day, handle, *kind) for handle in handles for kind in kinds)
    yield from (("page", telling.page, *kind) for kind in kinds)
    yield from (("vague", handle, telling.kind, telling.family) for handle in handles)


def _bounds(telling: Telling) -> tuple[int, int]:
    return (telling.first if telling.first is not None else 0, telling.last if telling.last is not None else 1 << 30)


def _around_vague(block: Sequence[int], tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Each vaguely dated telling with those next to it in time; two well dated ones meet in the blocks of days."""
    if all(tellings[at].narrow for at in block):
        return
    ordered = sorted(block, key=lambda at: (_bounds(tellings[at]), at))
    for a, b in _neighbours(ordered):
        if not (tellings[a].narrow and tellings[b].narrow):
            yield a, b


def _neighbours(block: Sequence[int]) -> Iterator[tuple[int, int]]:
    for i, a in enumerate(block):
        for b in block[i + 1 : i + 1 + _NEXT]:
            yield (a, b) if a < b else (b, a)


def _cut(block: Sequence[int], tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """A crowd, say all that one president said in four days: only tellings that share one of their rarest words."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for at in block:
        telling = tellings[at]
        rarest = sorted(telling.words, key=lambda w: (-rarity(w, telling.language), -len(w), w))[:4]
        for word in rarest:
            by_word[word].append(at)
    for word in sorted(by_word):
        group = by_word[word]
        if len(group) <= _CROWD:
            yield from ((a, b) for i, a in enumerate(group) for b in group[i + 1 :])
        else:
            yield from _neighbours(group)


def join(
    found: Sequence[Pair],
    tellings: Mapping[int, Telling],
    known: Mapping[str, str],
    unite: Callable[[int, int, Callable[[Sequence[int], Sequence[int]], bool]], bool],
) -> list[Pair]:
    """Unite the pairs that may join, from the best down; what is left over and good enough is returned as proposals.

    `unite(a, b, fits)` joins the components of two indexes unless a person keeps them apart or `fits(one, other)`
    (their members) says no; it returns whether the two are one now. A component takes another one only when their
    members fit each other on the whole, so that a chain of likenesses does not make one event of two.
    """
    cache: dict[tuple[int, int], Match | None] = {(p.a, p.b): p.match for p in found}

    def score(a: int, b: int) -> Match | None:
        pair = (a, b) if tellings[a].key <= tellings[b].key else (b, a)
        if pair not in cache:
            cache[pair] = compare_tellings(tellings[pair[0]], tellings[pair[1]], known)
        return cache[pair]

    def fits(one: Sequence[int], other: Sequence[int]) -> bool:
        left = sorted((i for i in one if i in tellings), key=lambda i: tellings[i].key)[:_LOOK_AT]
        right = sorted((i for i in other if i in tellings), key=lambda i: tellings[i].key)[:_LOOK_AT]
        if any(_one_sentence(tellings[a], tellings[b]) for a in left for b in right):
            return False
        matches = [score(a, b) for a in left for b in right]
        shares = [m.score / (m.needed if m.needed < NEVER else JOIN) for m in matches if m is not None]
        if 2 * (len(matches) - len(shares)) > len(matches):
            return False
        return not matches or sum(shares) / len(matches) >= _MEAN

    return [pair for pair in found if not (pair.match.joins and unite(pair.a, pair.b, fits))]


def _one_sentence(a: Telling, b: Telling) -> bool:
    return a.page == b.page and a.sentence == b.sentence
