"""The content digest of a chronology: equal for equal content, whatever its ids and the order of arrival."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from chronofile.model import Anchor, CaseAgent, Chronology, Entry


def digest(chronology: Chronology) -> str:
    """SHA-256 over everything but ids; what points to an entry or agent by id is replaced by its place in the list."""
    agents = {agent.id: f"agent {at}" for at, agent in enumerate(chronology.agents)}
    entries = {entry.id: f"entry {at}" for at, entry in enumerate(chronology.entries)}
    body = {
        "entries": [_entry(e, agents) for e in chronology.entries],
        "agents": [_agent(a, agents) for a in chronology.agents],
        "disagreements": [replace(d, id="", entry=entries.get(d.entry, "")) for d in chronology.disagreements],
        "syndication": chronology.syndication,
        "proposals": sorted((entries.get(a, ""), entries.get(b, ""), why) for a, b, why in chronology.proposals),
        "published": chronology.published,
    }
    return hashlib.sha256(encoded(body)).hexdigest()


def encoded(value: Any) -> bytes:
    """JSON with sorted keys; words of a page that hold lone surrogates are spelled out where UTF-8 has no place."""
    try:
        return msgspec.json.encode(value, order="sorted")
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), sort_keys=True).encode("ascii")


def _entry(entry: Entry, agents: Mapping[str, str]) -> Entry:
    involved = tuple(replace(i, agent=agents.get(i.agent, "")) for i in entry.involvements)
    return replace(entry, id="", judgements=(), involvements=involved, anchors=_anchors(entry.anchors))


def _agent(agent: CaseAgent, agents: Mapping[str, str]) -> CaseAgent:
    others = tuple(sorted(agents.get(a, "") for a in agent.proposals))
    return replace(agent, id="", judgements=(), proposals=others, anchors=_anchors(agent.anchors))


def _anchors(anchors: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
    return tuple(replace(a, made="by hand") if a.made else a for a in anchors)
