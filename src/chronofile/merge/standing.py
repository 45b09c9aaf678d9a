"""Which judgements are in force: undone ones fall away, an undo can itself be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Act(Protocol):
    """What of a judgement tells which are in force."""

    @property
    def id(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def act(self) -> str: ...
    @property
    def undoes(self) -> str | None: ...


A = TypeVar("A", bound=Act)


def standing(judgements: Iterable[A]) -> tuple[A, ...]:
    """The judgements in force, undos left out, in the order people made them. The order given does not matter.

    An undo takes back an earlier judgement only; one that names a later or unknown judgement does nothing.
    """
    distinct = {j.id: j for j in sorted(judgements, key=_order)}
    ordered = sorted(distinct.values(), key=_order)
    undone: set[str] = set()
    rank = {j.id: i for i, j in enumerate(ordered)}
    for judgement in reversed(ordered):
        target = judgement.undoes
        if judgement.act != "undo" or judgement.id in undone or target is None:
            continue
        if target in rank and rank[target] < rank[judgement.id]:
            undone.add(target)
    return tuple(j for j in ordered if j.id not in undone and j.act != "undo")


def first_undone(judgements: Iterable[Act]) -> dict[str, int]:
    """Sequence of the first undo, in force or not, of each judgement that ever was taken back.

    Who judged after it knew of the judgement, though it was not in force then.
    """
    found: dict[str, int] = {}
    for judgement in judgements:
        if judgement.act == "undo" and judgement.undoes is not None:
            found[judgement.undoes] = min(judgement.sequence, found.get(judgement.undoes, judgement.sequence))
    return found


def _order(judgement: Act) -> tuple[int, str]:
    return judgement.sequence, judgement.id
