"""Agents and their mentions: who was in it, named or not."""

from __future__ import annotations

from typing import Literal

import msgspec

from chronofile.model.span import Span

AgentType = Literal["Person", "Organization", "PublicBody", "Group", "Place"]
Identification = Literal["named", "described", "collective"]
MentionType = Literal["PER", "ORG", "LOC"]


class Mention(msgspec.Struct, frozen=True):
    """A name or description where it stands; `agent` is the id of an Agent of the same page."""

    start: int
    end: int
    type: MentionType
    agent: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office or function a page gives an agent: "representative" of "the Korea Unity Coalition"."""

    title: str
    organization: str = ""
    former: bool = False
    start: int = 0
    end: int = 0


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """Within one page ids are local ("a1"); across pages an agent's id is made by merging.

    `size` is the number of people a collective names ("two soldiers": 2), None when the page gives none. `may_be` are
    agents of the same page that this name fits as well and was not joined with, since it fits several or not surely;
    `part_of` the group of the page that this is one of ("the second soldier").
    """

    id: str
    name: str
    names: tuple[str, ...]
    type: AgentType
    identification: Identification = "named"
    size: int | None = None
    roles: tuple[Role, ...] = ()
    may_be: tuple[str, ...] = ()
    part_of: str = ""
    rule: str = ""
    reason: str = ""
