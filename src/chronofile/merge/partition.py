"""What people said is the same and what is not: groups of things with walls between some of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Partition(Generic[T]):
    """Acts are applied in the order people made them; a later one overrides an earlier one on the same things.

    Members of a group keep the order in which they were named: the first stands for the group.
    """

    def __init__(self) -> None:
        self._group_of: dict[T, int] = {}
        self._members: dict[int, list[T]] = {}
        self._apart: dict[int, set[int]] = {}
        self._next = 0

    def group_of(self, item: T) -> int | None:
        """The group of a thing, None for one that no act names."""
        return self._group_of.get(item)

    def members(self, group: int) -> tuple[T, ...]:
        return tuple(self._members[group])

    def groups(self) -> tuple[int, ...]:
        return tuple(sorted(self._members))

    def are_apart(self, a: int, b: int) -> bool:
        """Whether a person keeps these two groups apart."""
        return b in self._apart[a]

    def walls(self, group: int) -> frozenset[int]:
        return frozenset(self._apart[group])

    def join(self, items: Sequence[T]) -> None:
        """All of these are one, whatever was said of them before."""
        named = list(dict.fromkeys(items))
        if not named:
            return
        old = [g for g in dict.fromkeys(self._group_of.get(item) for item in named) if g is not None]
        ordered = list(dict.fromkeys([*named, *(m for g in old for m in self._members[g])]))
        walls = set().union(*(self._apart[g] for g in old)) - set(old)
        for group in old:
            self._drop(group)
        self._add(ordered, walls)

    def leave(self, items: Sequence[T]) -> None:
        """These leave the groups they share with others; nothing is said about the two being different."""
        inside = set(items)
        for group in sorted({g for item in items if (g := self._group_of.get(item)) is not None}):
            members, walls = self._members[group], set(self._apart[group])
            rest = [m for m in members if m not in inside]
            if rest:
                self._drop(group)
                self._add(rest, walls)
                self._add([m for m in members if m in inside], walls)

    def split(self, parts: Sequence[Iterable[T]]) -> None:
        """These parts are different things; what belongs to a part stays together.

        Members of a former group that no part names stay with the first part that took something from it.
        """
        taken: set[T] = set()
        named: list[list[T]] = []
        for part in parts:
            own = [item for item in dict.fromkeys(part) if item not in taken]
            taken.update(own)
            if own:
                named.append(own)
        if len(named) < 2:
            return
        rest: set[int] = set()
        made: list[tuple[list[T], set[int]]] = []
        old_all: set[int] = set()
        for own in named:
            old = [g for g in dict.fromkeys(self._group_of.get(item) for item in own) if g is not None]
            left = [m for g in old if g not in rest for m in self._members[g] if m not in taken]
            rest.update(old)
            old_all.update(old)
            made.append(([*own, *left], set().union(*(self._apart[g] for g in old))))
        for group in sorted(old_all):
            self._drop(group)
        new = [self._add(members, walls - old_all) for members, walls in made]
        for a in new:
            self._apart[a].update(b for b in new if b != a)

    def _drop(self, group: int) -> None:
        for item in self._members.pop(group):
            self._group_of.pop(item, None)
        for other in self._apart.pop(group):
            self._apart[other].discard(group)

    def _add(self, members: list[T], walls: set[int]) -> int:
        group, self._next = self._next, self._next + 1
        self._members[group] = members
        self._apart[group] = set(walls)
        for item in members:
            self._group_of[item] = group
        for other in walls:
            self._apart[other].add(group)
        return group
