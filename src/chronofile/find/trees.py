"""Trees: which word of a sentence hangs on which, as the encoder sees it."""

from __future__ import annotations

from functools import cached_property

import msgspec


class Tree(msgspec.Struct, dict=True):
    """`heads` gives for each word the one it hangs on, itself for what hangs on none; `relations` how, by the names of
    Universal Dependencies; `doubts` are 0 where the head is certain. Heads are likely ones, each for itself: they may
    close a circle.
    """

    heads: list[int]
    relations: list[str]
    doubts: list[float]

    @cached_property
    def children(self) -> list[list[int]]:
        """Words that hang on each word, in order."""
        found: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i and 0 <= head < len(found):
                found[head].append(i)
        return found

    def child(self, of: int, *relations: str) -> int:
        """First word that hangs on `of` in one of those relations; -1 for none."""
        return next((c for c in self.children[of] if self.relations[c] in relations), -1)

    def below(self, top: int, without: frozenset[int] = frozenset()) -> list[int]:
        """`top` and all that hangs on it, near or far, in order; what hangs on one of `without` left out with it."""
        found, waiting = {top}, [top]
        while waiting:
            for c in self.children[waiting.pop()]:
                if c not in found and c not in without:
                    found.add(c)
                    waiting.append(c)
        return sorted(found)
