"""Which findings make one entry: the same sentence in copies, then likeness, and people's word over both.

The program joins first, as if nobody had decided anything; then people's decisions are laid over it. Where they fit (a
person accepted, threw out or changed an entry as the program made it) nothing is joined anew. Where they do not (two
decisions in one join, a decision across several, a *same*, a *split*, something new beside what was thrown out) the
findings concerned, and these alone, are joined once more with people's word first. So a decision on one entry bears on
that entry, and its effect can be told without folding the case again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from chronofile.merge.agents import Cast
from chronofile.merge.decisions import Decision, Decisions
from chronofile.merge.found import same_value
from chronofile.merge.held import Held
from chronofile.merge.matching import Pair, join, pairs
from chronofile.merge.nodes import Node, echoes, still_rejected
from chronofile.merge.places import told_inside
from chronofile.merge.telling import Telling, telling
from chronofile.model import EventFinding, Span

_MOST_ECHOES = 6


class Component(NamedTuple):
    """The makings of one entry: nodes in reading order and the groups of judged places behind them.

    `by_itself` says that the program makes the same of these nodes when nobody decides anything on them; `alone` that
    nothing else hangs on how people decide on them.
    """

    nodes: tuple[int, ...]
    groups: tuple[int, ...]
    reasons: tuple[str, ...] = ()
    by_itself: bool = False
    alone: bool = False


class Joined(NamedTuple):
    """All components, the pairs of nodes that may also be one (with the reason, best first), what the case says of
    places, and the nodes that come back because their value changed since a person threw them out.
    """

    components: tuple[Component, ...]
    proposals: dict[tuple[int, int], str]
    known_places: dict[str, str]
    again: dict[int, Decision]


class _Union:
    def __init__(self, every: Sequence[Node], decided: Decisions) -> None:
        self._decided = decided
        self._parent = {n.number: n.number for n in every}
        self._members: dict[int, list[int]] = {n.number: [n.number] for n in every}
        self._groups: dict[int, set[int]] = {n.number: set() for n in every}
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

    def roots(self) -> list[tuple[int, list[int]]]:
        """Each join by its root, in the order of the roots."""
        return sorted(self._members.items())

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


class _Findings(NamedTuple):
    """All nodes and, of those that are events, what they are compared by; `known` is what the case says of places."""

    every: Sequence[Node]
    tellings: Mapping[int, Telling]
    known: dict[str, str]


class _Run(NamedTuple):
    """One joining: who is with whom, why (by pair), what is left over, and what came back."""

    union: _Union
    reasons: dict[tuple[int, int], str]
    left_over: list[Pair]
    again: dict[int, Decision]


def joined(every: Sequence[Node], held: Held, decided: Decisions, cast: Cast) -> Joined:
    """Join all nodes. Equal sets of nodes and judgements give equal components."""
    known = told_inside(_places(every))
    tellings = {
        n.number: telling(n.number, n.key, n.finding, n.page, cast)
        for n in every
        if isinstance(n.finding, EventFinding)
    }
    findings = _Findings(every, tellings, known)
    machine = _run(every, findings, Decisions(held, {}))
    anew = _anew(every, decided, machine.union)
    runs = [_run([every[i] for i in numbers], findings, decided) for numbers in anew]
    again = {number: decision for run in runs for number, decision in run.again.items()}
    concerned = {number: at for at, numbers in enumerate(anew) for number in numbers}
    left_over = [p for p in machine.left_over if p.a not in concerned or concerned[p.a] != concerned.get(p.b)]
    left_over += [p for run in runs for p in run.left_over]
    components = [*_components(machine, every, decided, concerned), *_joined_anew(runs, machine.union)]
    held_groups = {g for c in components for g in c.groups}
    components += [Component((), (g,)) for g in decided.groups.groups() if g not in held_groups]
    return Joined(tuple(components), _open(left_over, components, findings, decided), known, again)


def _run(nodes: Sequence[Node], findings: _Findings, decided: Decisions) -> _Run:
    """Join these nodes: people's word first, then copies, then likeness."""
    union = _Union(nodes, decided)
    every = findings.every
    again = _stand(nodes, decided, union)

    def thrown_out() -> set[int]:
        return {
            n.number for n in nodes if (g := union.settled(n.number)) is not None and _is_rejected(union.applied[g])
        }

    out = thrown_out()
    echoed: set[int] = set()
    for indexes in echoes(nodes):
        echoed |= _join_echoes(indexes, every, union, again, out)
    out |= thrown_out()
    tellings = {
        n.number: findings.tellings[n.number] for n in nodes if n.number in findings.tellings and n.number not in out
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

    found = pairs([t for t in tellings.values() if t.index not in echoed], findings.known)
    why = {(p.a, p.b): p.match.reason for p in found}
    return _Run(union, reasons, join(found, tellings, findings.known, unite), again)


def _anew(every: Sequence[Node], decided: Decisions, union: _Union) -> list[list[int]]:
    """Sets of nodes whose joins by the program do not fit what people decided, each in reading order."""
    groups_at: dict[int, set[int]] = defaultdict(set)
    spans: dict[int, set[int]] = defaultdict(set)
    group_of: dict[int, int] = {}
    for node in every:
        group = decided.groups.group_of(node.place) if node.place is not None else None
        if group is not None:
            group_of[node.number] = group
            groups_at[union.root(node.number)].add(group)
            spans[group].add(union.root(node.number))
    applied = {g: decided.applied(g) for g in spans}
    beside: dict[int, set[int]] = {}
    for root, groups in groups_at.items():
        group = min(groups)
        one_to_one = len(groups) == 1 and len(spans[group]) == 1
        members = [every[i] for i in union.members(root)]
        if not one_to_one or not _all_thrown_out(members, applied[group], group_of):
            beside[root] = {other for g in groups for other in spans[g]}
    sets: list[list[int]] = []
    seen: set[int] = set()
    for start in sorted(beside):
        if start in seen:
            continue
        seen.add(start)
        reached, waiting = [start], [start]
        while waiting:
            for other in sorted(beside.get(waiting.pop(), ())):
                if other not in seen:
                    seen.add(other)
                    reached.append(other)
                    waiting.append(other)
        sets.append(sorted(i for root in reached for i in union.members(root)))
    return sets


def _all_thrown_out(nodes: Sequence[Node], applied: Sequence[Decision], group_of: Mapping[int, int]) -> bool:
    """Whether what was thrown out is all there is, and says what it said; true where nothing was thrown out."""
    if not _is_rejected(applied):
        return True
    for node in nodes:
        rejection = _rejection_at(node, applied)
        if node.number not in group_of or node.place is None:
            return False
        if rejection and not still_rejected(node, rejection.found.get(node.place)):
            return False
    return True


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


def _components(
    machine: _Run, every: Sequence[Node], decided: Decisions, concerned: Mapping[int, int]
) -> list[Component]:
    """What the program joined and nobody decided otherwise."""
    made = []
    for members, said in _by_root(machine):
        if members[0] in concerned:
            continue
        places = [p for i in members if (p := every[i].place) is not None]
        groups = {g for p in places if (g := decided.groups.group_of(p)) is not None}
        made.append(Component(members, tuple(sorted(groups)), said, by_itself=True, alone=True))
    return made


def _joined_anew(runs: Sequence[_Run], machine: _Union) -> list[Component]:
    made = []
    for run in runs:
        found = _by_root(run)
        for members, said in found:
            by_itself = sorted(machine.members(members[0])) == list(members)
            groups = tuple(sorted(run.union.groups(members[0])))
            made.append(Component(members, groups, said, by_itself=by_itself, alone=len(found) == 1))
    return made


def _by_root(run: _Run) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Members of each join in reading order, and why they were joined."""
    said: dict[int, list[str]] = defaultdict(list)
    for (a, _), reason in run.reasons.items():
        said[run.union.root(a)].append(reason)
    return [(tuple(sorted(members)), tuple(said[root])) for root, members in run.union.roots()]


def _places(every: Sequence[Node]) -> dict[str, str]:
    return {
        node.finding.value.place: node.page.language
        for node in every
        if isinstance(node.finding, EventFinding) and node.finding.value.place
    }


def _open(
    left_over: Sequence[Pair], components: Sequence[Component], findings: _Findings, decided: Decisions
) -> dict[tuple[int, int], str]:
    """Pairs still apart that a person has not kept apart, best first."""
    at = {i: number for number, c in enumerate(components) for i in c.nodes}
    keys = findings.tellings
    open_pairs = {}
    for pair in sorted(left_over, key=lambda p: (-p.match.score, keys[p.a].key, keys[p.b].key)):
        one, other = components[at[pair.a]], components[at[pair.b]]
        apart = any(decided.groups.are_apart(g, h) for g in one.groups for h in other.groups if g != h)
        if one is not other and not apart:
            open_pairs[pair.a, pair.b] = pair.match.reason
    return open_pairs
