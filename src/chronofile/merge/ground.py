"""What all entries of one fold stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chronofile.merge.agents import Cast
from chronofile.merge.components import Joined
from chronofile.merge.decisions import Decisions, Place
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


class Bench(NamedTuple):
    """What drafting needs: all nodes, the pages, people's decisions, and the ground all entries share."""

    every: Sequence[Node]
    held: Held
    decided: Decisions
    joined: Joined
    ground: Ground
    named: Mapping[str, Sequence[CaseAgent]]
    """Case-wide agents by each of their names, in the order of the list of agents."""
    came_back: frozenset[Place]
    """Places thrown out once, whose value changed since."""
