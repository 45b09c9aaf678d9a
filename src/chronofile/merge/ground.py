"""What all entries of one fold stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from chronofile.merge.agents import Cast
from chronofile.merge.decisions import Decision, Decisions, Place, Remark
from chronofile.merge.held import Held
from chronofile.merge.nodes import Node
from chronofile.model import CaseAgent


class Ground(NamedTuple):
    """What all entries of one fold stand on. `agents` are case-wide agents by their key in the cast, `reports` the
    independent report of each text layer, `known` what the case says of its places.
    """

    cast: Cast
    agents: Mapping[str, CaseAgent]
    reports: Mapping[str, str]
    known: Mapping[str, str]


class Judged(NamedTuple):
    """What people decided, and what is needed to lay it over what the program made."""

    held: Held
    decided: Decisions
    named: Mapping[str, Sequence[CaseAgent]]
    """Case-wide agents by each of their names, in the order of the list of agents."""
    again: Mapping[int, Decision] = MappingProxyType({})
    """Nodes that come back because their value changed since they were thrown out."""
    came_back: frozenset[Place] = frozenset()
    """The places of these."""


class Bench(NamedTuple):
    """What drafting needs: all nodes, the ground that all entries share, people's decisions, and their remarks."""

    every: Sequence[Node]
    ground: Ground
    judged: Judged
    remarks: Mapping[tuple[tuple[int, ...], tuple[int, ...]], tuple[Remark, ...]] = MappingProxyType({})
    """What people put beside a component, by its nodes and groups."""


class Stand(Protocol):
    """What decisions are laid over: a place on a page with what was found there now. A `Node` is one."""

    @property
    def number(self) -> int: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def found(self) -> dict[str, Any]: ...
    @property
    def echo(self) -> tuple[str, str]: ...
