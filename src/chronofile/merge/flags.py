"""Short sentences that a person should see first: what changed, what was lost, what was carried over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chronofile.merge.decisions import Decision, Place
from chronofile.merge.found import changes
from chronofile.merge.ground import Judged, Stand

_WORD_FOR = {"occurred": "date", "said_by": "attribution", "involvements": "people", "due": "date", "said": "date"}
LOST = "The program no longer finds this"
REREAD = "The page was read anew and these words could not be found again in one place"
NOT_HELD = "The page of these words is not held"
WITHDRAWN = "The page of these words was taken out of the case"
LEFT_OUT = "These words stand in a part of the page that a person took out of its body"
CARRIED = "Carried over from a copy"


def flags_of(groups: Sequence[int], nodes: Sequence[Stand], judged: Sequence[Place], people: Judged) -> list[str]:
    """The flags of one entry, in a fixed order."""
    decided = people.decided
    flags = []
    met = {n.place for n in nodes}
    missing = [p for p in judged if not p.made and p not in met]
    lost = [p for p in missing if p in decided.lost]
    reread = [p for p in lost if decided.anchors[p].citation.snapshot in people.held.by_snapshot]
    if missing and len(missing) == len(judged) and not nodes:
        flags.append(REREAD if reread else _gone(lost, people) if lost else LOST)
    elif missing:
        flags.append(f"No longer found in {len(missing)} of the {len(judged)} places it was decided on")
    hand = [p for p in judged if p.made and p in decided.lost]
    if hand:
        held = any(decided.anchors[p].citation.snapshot in people.held.by_snapshot for p in hand)
        flags.append(REREAD if held else _gone(hand, people))
    if any(decided.applied(g) for g in groups):
        new = [n for n in nodes if n.place is None]
        carried = echoes_of(nodes)
        if carried:
            flags.append(CARRIED)
        if len(new) > len(carried):
            more = len(new) - len(carried)
            flags.append(f"{more} more telling{'s' if more > 1 else ''} joined since it was decided")
    elif any(decided.split_off(g) for g in groups):
        flags.append("Split off from an entry that was decided")
    for node in nodes:
        rejection = people.again.get(node.number)
        if rejection is not None:
            before = rejection.found.get(node.place) if node.place is not None else None
            said = [
                f"{_WORD_FOR.get(k, k)} was {say(old)}, is {say(now)}"
                for k, (old, now) in changes(before or {}, node.found).items()
            ]
            flags.append(f"Changed since you rejected it: {'; '.join(said)}")
    return flags


def _gone(places: Sequence[Place], people: Judged) -> str:
    """Why words are on no page held."""
    snapshots = {people.decided.anchors[p].citation.snapshot for p in places}
    return WITHDRAWN if snapshots <= set(people.held.withdrawn) else NOT_HELD


def echoes_of(nodes: Sequence[Stand]) -> list[Stand]:
    """Nodes that no person judged, but whose very sentence they judged in another copy of the report."""
    new = [n for n in nodes if n.place is None]
    if not new or len(new) == len(nodes):
        return []
    judged = {n.echo for n in nodes if n.place is not None}
    return [n for n in new if n.echo in judged]


def changed_since(nodes: Sequence[Stand], standing: Decision, rejected: bool) -> list[str]:
    """What the program says now at a judged place and did not say when it was judged."""
    if rejected:
        return []
    found: dict[str, None] = {}
    for node in nodes:
        before = standing.found.get(node.place) if node.place is not None else None
        if before:
            for name, (_, now) in changes(before, node.found).items():
                found[f"The program now says otherwise on {_WORD_FOR.get(name, name)}: {say(now)}"] = None
    return list(found)


def say(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(str(v.get("name", v.get("value", v))) if isinstance(v, dict) else str(v) for v in value)
    return str(value)
