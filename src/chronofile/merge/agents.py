"""Agents across pages: one agent for one name, proposals where two names may be one, people's word above both.

Across pages only full names and names of bodies join, and an acronym when the case knows one body it can stand for.
A surname alone, a transliteration, a description ("a local lawyer") never join by themselves.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chronofile.merge.held import Held, HeldPage
from chronofile.merge.names import is_acronym, may_be_one, normal, sound
from chronofile.merge.people import AgentDecisions, Local
from chronofile.model import Agent

MOST_PROPOSALS = 8
_CLASS = {"Person": "person", "Organization": "body", "PublicBody": "body", "Group": "body", "Place": "place"}


class Cast:
    """Every page's agents with the case-wide agent each belongs to, and the pairs that may be one.

    `key` of a case-wide agent is made of content alone; ids are given later. `surname` is shared by agents that one
    page names in full and another by surname.
    """

    def __init__(self, roots: Mapping[Local, str], proposals: Mapping[str, frozenset[str]]) -> None:
        self.roots = roots
        self.proposals = proposals
        self.members: dict[str, list[Local]] = defaultdict(list)
        for local, key in sorted(roots.items()):
            self.members[key].append(local)

    def of(self, layer: str, local: str) -> str | None:
        """The case-wide agent's key, None for an id that its page does not list."""
        return self.roots.get(Local(layer, local))


class _Names(NamedTuple):
    """`strong` names identify across pages, `weak` ones (surname alone, acronym) only where nothing speaks against."""

    kind: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    described: str


def cast(held: Held, decided: AgentDecisions) -> Cast:
    """Join the agents of all pages."""
    names = {
        Local(page.layer, agent.id): _names(agent, page)
        for page in held.pages.values()
        for agent in page.agents.values()
    }
    union = _Union(sorted(names), decided)
    for group in decided.groups.groups():
        members = [m for m in decided.groups.members(group) if m in names]
        for a, b in itertools.pairwise(members):
            union.join(a, b)
    _join_strong(names, union)
    _join_weak(names, union)
    _join_described(names, union, held)
    roots = {local: union.root(local) for local in names}
    keys = _keys(roots, names)
    return Cast({local: keys[root] for local, root in roots.items()}, _proposals(names, roots, keys, decided))


def _names(agent: Agent, page: HeldPage) -> _Names:
    kind = _CLASS.get(agent.type, "body")
    every = sorted({n for n in (agent.name, *agent.names) if n.strip()})
    if agent.identification != "named":
        return _Names(kind, (), (), normal(agent.name, page.language))
    strong: set[str] = set()
    weak: set[str] = set()
    for name in every:
        key = normal(name, page.language)
        if not key:
            continue
        if kind == "person":
            (strong if " " in key else weak).add(key)
        elif kind == "body":
            (weak if is_acronym(name) else strong).add(key)
        else:
            strong.add(key)
    return _Names(kind, tuple(sorted(strong)), tuple(sorted(weak)), "")


class _Union:
    """Union-find that never joins what a person keeps apart. Roots are the smallest member."""

    def __init__(self, items: Sequence[Local], decided: AgentDecisions) -> None:
        self._parent = {item: item for item in items}
        self._decided = decided
        self._groups: dict[Local, frozenset[int]] = {}
        for item in items:
            group = decided.groups.group_of(item)
            self._groups[item] = frozenset() if group is None else frozenset({group})

    def root(self, item: Local) -> Local:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, a: Local, b: Local) -> bool:
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return True
        left, right = self._groups[first], self._groups[second]
        if any(self._decided.groups.are_apart(x, y) for x in left for y in right if x != y):
            return False
        self._parent[second] = first
        self._groups[first] = left | right
        return True


def _join_strong(names: Mapping[Local, _Names], union: _Union) -> None:
    seen: dict[tuple[str, str], list[Local]] = defaultdict(list)
    for local in sorted(names):
        for name in names[local].strong:
            holders = seen[names[local].kind, name]
            if not any(union.join(other, local) for other in holders[:4]):
                holders.append(local)


def _join_weak(names: Mapping[Local, _Names], union: _Union) -> None:
    """An acronym joins the one body that spells it out; a surname alone joins the same surname alone."""
    full: dict[tuple[str, str], set[Local]] = defaultdict(set)
    for local, own in names.items():
        if own.kind == "person":
            for name in own.strong:
                for part in {name.split()[0], name.split()[-1]}:
                    full["person", part].add(local)
        elif own.strong:
            for name in own.weak:
                full[own.kind, name].add(local)
    alone: dict[tuple[str, str], list[Local]] = defaultdict(list)
    for local in sorted(names):
        own = names[local]
        if not own.strong:
            for name in own.weak:
                alone[own.kind, name].append(local)
    for (kind, name), locals_ in sorted(alone.items()):
        bearers = {union.root(local) for local in full.get((kind, name), ())}
        if len(bearers) > 1:
            continue
        if bearers and kind != "person":
            locals_ = [min(bearers), *locals_]
        for a, b in itertools.pairwise(locals_):
            union.join(a, b)


def _join_described(names: Mapping[Local, _Names], union: _Union, held: Held) -> None:
    """ "A local lawyer" is one person in the copies of one report; never across reports."""
    seen: dict[tuple[str, str, str], Local] = {}
    for local in sorted(names):
        own = names[local]
        if own.described:
            key = (held.pages[local.layer].report, own.kind, own.described)
            first = seen.setdefault(key, local)
            if first.layer != local.layer:
                union.join(first, local)


def _keys(roots: Mapping[Local, Local], names: Mapping[Local, _Names]) -> dict[Local, str]:
    """Keys of content: the same members give the same key, whatever the order of pages."""
    members: dict[Local, list[Local]] = defaultdict(list)
    for local in sorted(roots):
        members[roots[local]].append(local)
    return {
        root: hashlib.sha256(
            "\x1f".join(f"{m.layer}:{m.id}" for m in own).encode("utf-8", "surrogatepass")
        ).hexdigest()[:32]
        for root, own in members.items()
    }


def _proposals(
    names: Mapping[Local, _Names], roots: Mapping[Local, Local], keys: Mapping[Local, str], decided: AgentDecisions
) -> dict[str, frozenset[str]]:
    """Pairs that may be one: names that sound alike, and a surname alone beside a full name that ends in it."""
    blocks: dict[tuple[str, str], set[tuple[str, Local]]] = defaultdict(set)
    for local, own in names.items():
        for name in own.strong:
            if own.kind == "place" or (own.kind == "body" and " " not in name):
                continue
            blocks[own.kind, sound(name)].add((name, roots[local]))
            if own.kind == "person":
                blocks["surname", name.split()[-1]].add((name, roots[local]))
        if own.kind == "person":
            for name in own.weak:
                blocks["surname", name].add((name, roots[local]))
    walled: dict[Local, set[int]] = defaultdict(set)
    for group in decided.groups.groups():
        for member in decided.groups.members(group):
            if member in roots:
                walled[roots[member]].add(group)
    aside = [frozenset(roots[m] for m in looked_at if m in roots) for looked_at in decided.aside]
    found: dict[str, set[str]] = defaultdict(set)
    for (kind, _), block in sorted(blocks.items()):
        for (a, left), (b, right) in _pairs(sorted(block)):
            alike = (" " in a) != (" " in b) if kind == "surname" else a != b and may_be_one(a, b)
            apart = any(decided.groups.are_apart(x, y) for x in walled[left] for y in walled[right] if x != y)
            apart = apart or any(left in looked_at and right in looked_at for looked_at in aside)
            if left != right and alike and not apart:
                for x, y in ((left, right), (right, left)):
                    if len(found[keys[x]]) < MOST_PROPOSALS:
                        found[keys[x]].add(keys[y])
    return {key: frozenset(others) for key, others in found.items()}


def _pairs(block: list[tuple[str, Local]]) -> Iterator[tuple[tuple[str, Local], tuple[str, Local]]]:
    """Each with the next few: a surname that a hundred people share proposes nothing useful."""
    if len(block) > 3 * MOST_PROPOSALS:
        return
    for i, a in enumerate(block):
        for b in block[i + 1 :]:
            yield a, b


def most_common(values: Iterable[str]) -> str:
    """The value that most give; of several the longest, then the first in the alphabet. "" of none."""
    count = Counter(v for v in values if v)
    return min(count, key=lambda v: (-count[v], -len(v), v)) if count else ""
