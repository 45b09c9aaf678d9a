"""Acts on people and organisations: name, correct, join, keep apart, leave open, take apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chronofile.api.acting import Acting
from chronofile.api.judge_entries import check_parts
from chronofile.api.values import agent_values
from chronofile.errors import JudgementRefused
from chronofile.model import Act, CaseAgent, Judgement, Span


def name(
    acting: Acting, own: str, given: str, words: tuple[str, Span | None] | None, *, by: str, reason: str
) -> Judgement:
    """`words` are a page's text layer and the place on it where the name stands."""
    if not given.strip():
        raise JudgementRefused("a name needs at least one letter")
    found = acting.agent(own)
    value: dict[str, Any] = {"name": given.strip()}
    if found.identification == "described":
        value["identification"] = "named"
    if words is not None:
        value["citation"] = msgspec.to_builtins(acting.words(*words)[1])
    draft = acting.draft("name", found.anchors, by=by, reason=reason, seen=_seen(found), value=value)
    return acting.write([draft])[0]


def describe(acting: Acting, own: str, values: Mapping[str, Any], *, by: str, reason: str) -> Judgement:
    made = agent_values(values)
    if not made:
        raise JudgementRefused("nothing was changed: name at least one value")
    found = acting.agent(own)
    draft = acting.draft("edit", found.anchors, by=by, reason=reason, seen=_seen(found), value=made)
    return acting.write([draft])[0]


def same(acting: Acting, agents: Sequence[str], *, by: str, reason: str) -> Judgement:
    found = _several(acting, agents, "to join names, give at least two different ones")
    anchors = [anchor for agent in found for anchor in agent.anchors]
    seen = {"names": [agent.name for agent in found]}
    return acting.write([acting.draft("same", anchors, by=by, reason=reason, seen=seen)])[0]


def apart(acting: Acting, act: Act, agents: Sequence[str], *, by: str, reason: str) -> Judgement:
    """*split* keeps them apart for good, *unsure* leaves them as they are."""
    found = _several(acting, agents, "to keep names apart, give at least two different ones")
    parts, at = [], 0
    for agent in found:
        parts.append(list(range(at, at + len(agent.anchors))))
        at += len(agent.anchors)
    anchors = [anchor for agent in found for anchor in agent.anchors]
    seen = {"names": [agent.name for agent in found]}
    return acting.write([acting.draft(act, anchors, by=by, reason=reason, seen=seen, value={"parts": parts})])[0]


def split(acting: Acting, own: str, parts: Sequence[Sequence[int]], *, by: str, reason: str) -> Judgement:
    found = acting.agent(own)
    count = len(found.anchors)
    if count < 2:
        raise JudgementRefused(f"'{found.name}' stands in one place; there is nothing to take apart")
    check_parts(parts, count, f"'{found.name}' stands in {count} places")
    value = {"parts": [list(part) for part in parts]}
    draft = acting.draft("split", found.anchors, by=by, reason=reason, seen=_seen(found), value=value)
    return acting.write([draft])[0]


def _several(acting: Acting, agents: Sequence[str], otherwise: str) -> list[CaseAgent]:
    if len(set(agents)) < 2:
        raise JudgementRefused(otherwise)
    return [acting.agent(own) for own in dict.fromkeys(agents)]


def _seen(agent: CaseAgent) -> dict[str, Any]:
    return {
        "name": agent.name,
        "type": agent.type,
        "identification": agent.identification,
        "size": agent.size,
        "roles": msgspec.to_builtins(agent.roles),
    }
