"""The content digest of a chronology: equal for equal content, whatever its ids and the order of arrival."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from chronofile.model import Anchor, CaseAgent, Chronology, Disagreement, Entry


def digest(chronology: Chronology) -> str:
    """SHA-256 over everything but ids.

    It is made of the ground and of each entry's content, so that it can be made anew when one entry changes. Entries
    are a set: their order follows from what they say.
    """
    places = places_of(chronology.agents)
    differing: dict[str, list[Disagreement]] = {}
    for one in chronology.disagreements:
        differing.setdefault(one.entry, []).append(one)
    contents = [content(e, differing.get(e.id, ()), places) for e in chronology.entries]
    return whole(ground(chronology), contents)


def ground(chronology: Chronology) -> str:
    """SHA-256 of what no decision on an entry changes; an entry is meant by its first place, not by its id."""
    places = places_of(chronology.agents)
    keys = {e.id: min((_key(a) for a in e.anchors), default="") for e in chronology.entries}
    proposals = (*chronology.proposals, *chronology.resting)
    body = {
        "agents": [_agent(a, places) for a in chronology.agents],
        "syndication": chronology.syndication,
        "proposals": sorted((*sorted((keys.get(a, ""), keys.get(b, ""))), why) for a, b, why in proposals),
        "published": chronology.published,
        "described": chronology.described,
        "withdrawn": chronology.withdrawn,
    }
    return hashlib.sha256(encoded(body)).hexdigest()


def content(entry: Entry, differing: Iterable[Disagreement], places: Mapping[str, str]) -> bytes:
    """SHA-256 of an entry and its disagreements. `places` stands for ids of agents, see `places_of`."""
    body = [_entry(entry, places), [replace(d, id="", entry="") for d in differing]]
    return hashlib.sha256(encoded(body)).digest()


def whole(ground: str, contents: Iterable[bytes]) -> str:
    """The digest of a chronology from its ground and the contents of its entries, in any order."""
    return hashlib.sha256(ground.encode() + b"".join(sorted(contents))).hexdigest()


def places_of(agents: Iterable[CaseAgent]) -> dict[str, str]:
    """The id of each agent to its place in their list, which hangs on content alone."""
    return {agent.id: place_of(at) for at, agent in enumerate(agents)}


def place_of(position: int) -> str:
    return f"agent {position}"


def encoded(value: Any) -> bytes:
    """JSON with sorted keys; words of a page that hold lone surrogates are spelled out where UTF-8 has no place."""
    try:
        return msgspec.json.encode(value, order="sorted")
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), sort_keys=True).encode("ascii")


def _entry(entry: Entry, agents: Mapping[str, str]) -> Entry:
    involved = tuple(replace(i, agent=agents.get(i.agent, "")) for i in entry.involvements)
    notes = tuple(replace(n, judgement="") for n in entry.notes)
    anchors = _anchors(entry.anchors)
    return replace(entry, id="", judgements=(), involvements=involved, anchors=anchors, notes=notes)


def _agent(agent: CaseAgent, agents: Mapping[str, str]) -> CaseAgent:
    others = tuple(sorted(agents.get(a, "") for a in agent.proposals))
    return replace(agent, id="", judgements=(), proposals=others, anchors=_anchors(agent.anchors))


def _anchors(anchors: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
    return tuple(replace(a, made="by hand") if a.made else a for a in anchors)


def _key(anchor: Anchor) -> str:
    """The place of an anchor; one made by hand goes by its words, for its judgement's id is chance."""
    at, sentence = anchor.citation, anchor.sentence
    return f"{at.text_layer}:{anchor.aspect}:{sentence.start}:{sentence.end}:{at.start}:{at.end}:{anchor.name}"
