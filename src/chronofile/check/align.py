"""Align: a stretch of a draft beside the words of a page, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

Step = tuple[Literal["equal", "changed", "dropped", "added"], int, int, int, int]
"""As the page sees the draft: words `first` to before `last` of the draft, then of the page."""
_STRAY = 3
"""Words of the page more than of the draft between the bulk of a stretch and one or two lone words that also stand
somewhere nearby ("the"): those are no part of it."""

_CUT = 4
"""Words that one word may be cut into, or made of."""


class Alignment(msgspec.Struct, frozen=True):
    """`steps` cover the draft's words and the page's from the first matching word to the last."""

    steps: tuple[Step, ...]

    @property
    def matched(self) -> list[int]:
        """Places of the draft's words that the page has too."""
        return [at for kind, i, j, _, _ in self.steps if kind == "equal" for at in range(i, j)]

    @property
    def is_exact(self) -> bool:
        return all(kind == "equal" for kind, *_ in self.steps)

    @property
    def page(self) -> tuple[int, int]:
        """Words of the page that it reaches over."""
        own = [(k, m) for kind, _, _, k, m in self.steps if k < m]
        return (own[0][0], own[-1][1]) if own else (0, 0)


def exactly(length: int, first: int) -> Alignment:
    """`length` words that stand on the page from word `first` on."""
    return Alignment((("equal", 0, length, first, first + length),))


def align(draft: Sequence[str], page: Sequence[str], offset: int = 0) -> Alignment:
    """Lay keys of the draft beside keys of the page; places on the page are counted from `offset`. Words that are only
    cut otherwise ("co-operate", "cooperate") are equal.
    """
    matcher = SequenceMatcher(None, page, draft, autojunk=False)
    blocks = [(b, a, n) for a, b, n in matcher.get_matching_blocks() if n]
    blocks = _without_stray(blocks)
    steps: list[Step] = []
    i, k = 0, blocks[0][1] if blocks else 0
    for at, there, length in [*blocks, (len(draft), None, 0)]:
        there = k if there is None else there
        if i < at or k < there:
            steps += _between(draft, page, (i, at, k, there))
        if length:
            steps.append(("equal", at, at + length, there, there + length))
        i, k = at + length, there + length
    steps = _beside_ends(steps, draft, page)
    return Alignment(tuple((kind, i, j, k + offset, m + offset) for kind, i, j, k, m in _joined(steps)))


def _without_stray(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    while len(blocks) > 1:
        (i, k, n), (j, m, _) = blocks[0], blocks[1]
        if n > 2 or (m - k - n) - (j - i - n) <= _STRAY:
            break
        blocks = blocks[1:]
    while len(blocks) > 1:
        (i, k, n), (j, m, own) = blocks[-2], blocks[-1]
        if own > 2 or (m - k - n) - (j - i - n) <= _STRAY:
            break
        blocks = blocks[:-1]
    return blocks


def _between(draft: Sequence[str], page: Sequence[str], gap: tuple[int, int, int, int]) -> list[Step]:
    """What lies between two matching blocks, equal where the letters are."""
    i, j, k, m = gap
    if i == j:
        return [("dropped", i, j, k, m)]
    if k == m:
        return [("added", i, j, k, m)]
    if "".join(draft[i:j]) == "".join(page[k:m]):
        return [("equal", i, j, k, m)]
    return [("changed", i, j, k, m)]


def _beside_ends(steps: list[Step], draft: Sequence[str], page: Sequence[str]) -> list[Step]:
    """A word at an end that the page has not stands beside the page's word at that place, or beside as many words of
    the page as are spelt alike.
    """
    if len(steps) > 1 and steps[0][0] == "added" and steps[1][0] == "equal":
        _, i, j, _, m = steps[0]
        count = _as_many(draft[i:j], [page[max(0, m - n) : m] for n in range(1, j - i + _CUT)])
        steps[0] = _between(draft, page, (i, j, max(0, m - count), m))[0]
    if len(steps) > 1 and steps[-1][0] == "added" and steps[-2][0] == "equal":
        _, i, j, k, _ = steps[-1]
        count = _as_many(draft[i:j], [page[k : k + n] for n in range(1, j - i + _CUT)])
        steps[-1] = _between(draft, page, (i, j, k, min(len(page), k + count)))[0]
    return steps


def _as_many(own: Sequence[str], theirs: Sequence[Sequence[str]]) -> int:
    """How many words of the page are spelt as the draft's own; as many as those where none are."""
    if len(own) > _CUT:
        return len(own)
    spelt = "".join(own)
    return next((len(words) for words in theirs if "".join(words) == spelt), len(own))


def _joined(steps: Sequence[Step]) -> list[Step]:
    made: list[Step] = []
    for step in steps:
        if made and made[-1][0] == step[0] == "equal" and made[-1][2] == step[1] and made[-1][4] == step[3]:
            made[-1] = ("equal", made[-1][1], step[2], made[-1][3], step[4])
        else:
            made.append(step)
    return made
