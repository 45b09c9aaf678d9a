"""Which findings make one entry: people's word first, then the same sentence in copies, then likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from chronofile.merge.agents import Cast
from chronofile.merge.decisions import Decision, Decisions
from chronofile.merge.found import same_value
from chronofile.merge.held import Held
from chronofile.merge.matching import join, pairs
from chronofile.merge.nodes import Node, echoes, still_rejected
from chronofile.merge.places import told_inside
from chronofile.merge.telling import telling
from chronofile.model import EventFinding, Span

_MOST_ECHOES = 6


class Component(NamedTuple):
    """The makings of one entry: nodes in reading order and the groups of judged places behind them.

    `again` are nodes that come back because their value changed since a person threw them out.
    """

    nodes: tuple[int, ...]
    groups: tuple[int, ...]
    reasons: tuple[str, ...] = ()


class Joined(NamedTuple):
    """All components, the pairs of nodes that may also be one (with the reason), and what the case says of places."""

    components: tuple[Component, ...]
    proposals: dict[tuple[int, int], str]
    known_places: dict[str, str]
    again: dict[int, Decision]


class _Union:
    def __init__(self, every: Sequence[Node], decided: Decisions) -> None:
        self._decided = decided
        self._parent = list(range(len(every)))
        self._members: dict[int, list[int]] = {i: [i] for i in range(len(every))}
        self._groups: dict[int, set[int]] = {i: set() for i in range(len(every))}
        self._sentences = {n.number: {(n.page.layer, n.finding.sentence)} for n in every}
        self._settled: dict[int, int] = {}
        self.applied = {g: decided.applied(g) for g in decided.groups.groups()}

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def claim(self, index: int, group: int) -> None:
        """A node stands in a group of judged places."""
        self._groups[self.root(index)].add(group)
        if self.applied[group]:
            self._settled[self.root(index)] = group

    def members(self, index: int) -> list[int]:
        return self._members[self.root(index)]

    def groups(self, index: int) -> set[int]:
        return self._groups[self.root(index)]

    def settled(self, index: int) -> int | None:
        """The group with a person's decision that the node's component holds, if any."""
        return self._settled.get(self.root(index))

    def allowed(self, a: int, b: int) -> bool:
        """No wall between them, and not two things a person decided one by one."""
        x, y = self.root(a), self.root(b)
        if x in self._settled and y in self._settled and self._settled[x] != self._settled[y]:
            return False
        return not any(self._decided.groups.are_apart(g, h) for g in self._groups[x] for h in self._groups[y] if g != h)

    def one_sentence(self, a: int, b: int) -> bool:
        """Two findings of one sentence are two things, whatever their copies say."""
        x, y = self.root(a), self.root(b)
        return x != y and not self._sentences[x].isdisjoint(self._sentences[y])

    def unite(self, a: int, b: int) -> None:
        x, y = sorted((self.root(a), self.root(b)))
        if x == y:
            return
        self._parent[y] = x
        self._members[x] = _larger(self._members[x], self._members.pop(y))
        self._sentences[x] = _both(self._sentences[x], self._sentences.pop(y))
        self._groups[x] |= self._groups.pop(y)
        if y in self._settled:
            self._settled[x] = self._settled.pop(y)


def joined(every: Sequence[Node], held: Held, decided: Decisions, cast: Cast) -> Joined:
    """Join all nodes. Equal sets of nodes and judgements give equal components."""
    union = _Union(every, decided)
    again = _stand(every, decided, union)
    out = {n.number for n in every if (g := union.settled(n.number)) is not None and _is_rejected(union.applied[g])}
    echoed: set[int] = set()
    for indexes in echoes(every):
        echoed |= _join_echoes(indexes, every, union, again, out)
    out |= {n.number for n in every if (g := union.settled(n.number)) is not None and _is_rejected(union.applied[g])}
    known = told_inside(_places(every))
    tellings = {
        n.number: telling(n.number, n.key, n.finding, n.page, cast)
        for n in every
        if isinstance(n.finding, EventFinding) and n.number not in out
    }
    reasons: dict[tuple[int, int], str] = {}

    def unite(a: int, b: int, fits: Callable[[Sequence[int], Sequence[int]], bool]) -> bool:
        if union.root(a) == union.root(b):
            return True
        if not union.allowed(a, b) or not fits(union.members(a), union.members(b)):
            return False
        union.unite(a, b)
        reasons[a, b] = why[a, b]
        return True

    found = pairs([t for t in tellings.values() if t.index not in echoed], known)
    why = {(p.a, p.b): p.match.reason for p in found}
    left_over = join(found, tellings, known, unite)
    return Joined(_components(every, union, decided, reasons), _open(left_over, union), known, again)


def _stand(every: Sequence[Node], decided: Decisions, union: _Union) -> dict[int, Decision]:
    """Put each node on its judged place; nodes whose value changed since it was thrown out stay free."""
    again: dict[int, Decision] = {}
    first: dict[int, int] = {}
    for node in every:
        if node.place is None:
            continue
        group = decided.groups.group_of(node.place)
        if group is None:
            continue
        applied = union.applied[group]
        rejection = _rejection_at(node, applied)
        if rejection and _is_rejected(applied) and not still_rejected(node, rejection.found.get(node.place)):
            again[node.number] = rejection
            continue
        union.claim(node.number, group)
        union.unite(first.setdefault(group, node.number), node.number)
    return again


def _rejection_at(node: Node, applied: Sequence[Decision]) -> Decision | None:
    return next((d for d in applied if d.judgement.act == "reject" and node.place in d.places), None)


def _is_rejected(applied: Sequence[Decision]) -> bool:
    """Thrown out: every decision in force on the group is a rejection."""
    return bool(applied) and all(d.judgement.act == "reject" for d in applied)


def _join_echoes(
    indexes: Sequence[int], every: Sequence[Node], union: _Union, again: Mapping[int, Decision], out: set[int]
) -> set[int]:
    """One sentence in several copies: each joins the first one that may take it.

    A rejection is carried over only to a copy that says the same value; what changed on its own page since it was
    thrown out is not thrown out again through a copy. Returns those that joined another: it speaks for them.
    """
    heads: list[int] = []
    echoed: set[int] = set()
    for index in sorted(indexes, key=lambda i: (union.settled(i) is None, i)):
        for head in heads[:_MOST_ECHOES]:
            thrown = {i for i in (index, head) if i in out}
            if (
                thrown
                and (len(thrown) == 1)
                and (index in again or head in again or not same_value(every[index].found, every[head].found))
            ):
                continue
            if union.allowed(index, head) and not union.one_sentence(index, head):
                union.unite(index, head)
                echoed.add(index)
                if thrown:
                    out.update((index, head))
                break
        else:
            heads.append(index)
    return echoed


def _larger(a: list[int], b: list[int]) -> list[int]:
    """The longer list with the other appended: a thousand copies are joined in linear time."""
    longer, other = (a, b) if len(a) >= len(b) else (b, a)
    longer.extend(other)
    return longer


def _both(a: set[tuple[str, Span]], b: set[tuple[str, Span]]) -> set[tuple[str, Span]]:
    longer, other = (a, b) if len(a) >= len(b) else (b, a)
    longer |= other
    return longer


def _places(every: Sequence[Node]) -> dict[str, str]:
    return {
        node.finding.value.place: node.page.language
        for node in every
        if isinstance(node.finding, EventFinding) and node.finding.value.place
    }


def _components(
    every: Sequence[Node], union: _Union, decided: Decisions, reasons: Mapping[tuple[int, int], str]
) -> tuple[Component, ...]:
    by_root: dict[int, list[int]] = defaultdict(list)
    for node in every:
        by_root[union.root(node.number)].append(node.number)
    said: dict[int, list[str]] = defaultdict(list)
    for (a, _), reason in reasons.items():
        said[union.root(a)].append(reason)
    made = [
        Component(tuple(sorted(members)), tuple(sorted(union.groups(root))), tuple(said[root]))
        for root, members in by_root.items()
    ]
    held_groups = {g for c in made for g in c.groups}
    made += [Component((), (g,)) for g in decided.groups.groups() if g not in held_groups]
    return tuple(made)


def _open(left_over: Mapping[tuple[int, int], str], union: _Union) -> dict[tuple[int, int], str]:
    """Pairs still apart that a person has not kept apart."""
    open_pairs = {}
    for (a, b), reason in left_over.items():
        apart = any(union._decided.groups.are_apart(g, h) for g in union.groups(a) for h in union.groups(b) if g != h)
        if union.root(a) != union.root(b) and not apart:
            open_pairs[a, b] = reason
    return open_pairs
