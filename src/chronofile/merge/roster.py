"""The list of people and organisations: agents across pages as a person sees them, their own decisions applied."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from chronofile.merge.agents import Cast, most_common
from chronofile.merge.digest import encoded
from chronofile.merge.found import key_of
from chronofile.merge.held import Held
from chronofile.merge.people import NOWHERE, AgentDecisions, Local
from chronofile.model import Anchor, CaseAgent, Judgement, Span

_FIELDS = ("name", "type", "identification", "size")


def roster(
    cast: Cast, held: Held, decided: AgentDecisions, known_ids: Mapping[str, str]
) -> tuple[tuple[CaseAgent, ...], dict[str, str]]:
    """All case-wide agents in order of names, and the id of each by its key in the cast."""
    drafts = [
        (key, _agent(members, held, decided), [a for a in map(_anchor_maker(held), members) if a])
        for key, members in sorted(cast.members.items())
    ]
    for group in decided.groups.groups():
        ghost = _ghost(group, decided, cast)
        if ghost:
            drafts.append(ghost)
    ids = _ids([(key, anchors) for key, _, anchors in drafts], known_ids)
    made = []
    for key, agent, anchors in drafts:
        others = tuple(sorted(ids[k] for k in cast.proposals.get(key, ()) if k in ids))
        made.append(msgspec.structs.replace(agent, id=ids[key], proposals=others, anchors=tuple(anchors)))
    return tuple(sorted(made, key=_order)), ids


def _order(agent: CaseAgent) -> tuple[str, str, tuple[str, ...], bytes]:
    first = encoded(agent.citations[:1])
    return agent.name.casefold(), agent.type, agent.pages, first


def _anchor_maker(held: Held) -> Any:
    def anchor(local: Local) -> Anchor | None:
        page = held.pages[local.layer]
        mention = page.first_mention.get(local.id)
        if mention is None:
            return None
        citation = page.cite(mention.span)
        name = page.agents[local.id].name
        return Anchor(citation=citation, sentence=page.sentence_at(mention.span), aspect="agent", name=name)

    return anchor


def _agent(members: Sequence[Local], held: Held, decided: AgentDecisions) -> CaseAgent:
    own = [held.pages[m.layer].agents[m.id] for m in members]
    named = [a for a in own if a.identification == "named"]
    sizes = {a.size for a in own if a.size is not None}
    mentions = [(m, mention) for m in members if (mention := held.pages[m.layer].first_mention.get(m.id))]
    agent = CaseAgent(
        id="",
        name=most_common(a.name for a in (named or own)),
        names=tuple(sorted({n for a in own for n in (a.name, *a.names) if n})),
        type=most_common(a.type for a in own),
        identification="named" if named else most_common(a.identification for a in own),
        size=sizes.pop() if len(sizes) == 1 else None,
        roles=_roles(members, held),
        citations=tuple(held.pages[m.layer].cite(mention.span) for m, mention in mentions),
        pages=tuple(sorted({m.layer for m in members})),
    )
    groups = sorted({g for m in members if (g := decided.groups.group_of(m)) is not None})
    nowhere = any(m in decided.lost for g in groups for m in decided.groups.members(g))
    acts = [act for g in groups for act in _acts(g, decided)]
    flags = ("No longer found on one of its pages",) if nowhere else ()
    return msgspec.structs.replace(_applied(agent, acts), flags=flags)


def _roles(members: Sequence[Local], held: Held) -> tuple[dict[str, Any], ...]:
    """Each office once, with the first words that give it and how many pages do."""
    met: dict[tuple[str, str, bool], list[tuple[str, int, int]]] = {}
    for local in members:
        for role in held.pages[local.layer].agents[local.id].roles:
            key = (role.title, role.organization, role.former)
            met.setdefault(key, []).append((local.layer, role.start, role.end))
    count = Counter({key: len({at[0] for at in places}) for key, places in met.items()})
    made = []
    for key in sorted(met, key=lambda k: (-count[k], k)):
        layer, start, end = min(met[key])
        office: dict[str, Any] = {"title": key[0], "organization": key[1], "former": key[2], "pages": count[key]}
        if end > start:
            page = held.pages[layer]
            office["citation"] = json.loads(encoded(page.cite(Span(start, end))))
        made.append(office)
    return tuple(made)


def _acts(group: int, decided: AgentDecisions) -> list[Judgement]:
    acts = [act for m in decided.groups.members(group) for act in decided.acts.get(m, ())]
    return sorted(acts, key=lambda j: (j.sequence, j.id))


def _applied(agent: CaseAgent, acts: Iterable[Judgement]) -> CaseAgent:
    """A person's names and corrections on top, in the order made."""
    for act in acts:
        changes: dict[str, Any] = {"judgements": (*agent.judgements, act.id)}
        if act.act == "reject":
            changes["state"] = "rejected"
        else:
            changes["state"] = "accepted"
            changes.update({k: act.value[k] for k in _FIELDS if k in act.value})
            if agent.identification == "described" and changes.get("identification") == "named" and not agent.described:
                changes["described"] = agent.name
            if isinstance(act.value.get("roles"), list | tuple):
                changes["roles"] = tuple(r for r in act.value["roles"] if isinstance(r, dict))
        changes["names"] = tuple(sorted({*agent.names, str(changes.get("name", agent.name))}))
        agent = msgspec.structs.replace(agent, **changes)
    return agent


def _ghost(group: int, decided: AgentDecisions, cast: Cast) -> tuple[str, CaseAgent, list[Anchor]] | None:
    """An agent that only a person knows: made by hand, or decided on and no longer found."""
    members = decided.groups.members(group)
    if any(m.layer != NOWHERE and m in cast.roots for m in members):
        return None
    acts = _acts(group, decided)
    if not acts:
        return None
    anchors = [decided.anchors[m] for m in members if m in decided.anchors]
    cited = tuple(a.citation for a in anchors if a.citation.exact)
    lost = any(m in decided.lost for m in members)
    first = next((a.name or a.citation.exact for a in anchors if a.name or a.citation.exact), "")
    agent = CaseAgent(
        id="",
        name=first,
        names=(first,) if first else (),
        type="Person",
        identification="named",
        citations=cited,
        pages=tuple(sorted({c.text_layer for c in cited})),
        flags=("The program no longer finds this name",) if lost else (),
    )
    key = hashlib.sha256("\x1f".join(m.id for m in members).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return key, _applied(agent, acts), anchors


def _ids(drafts: Sequence[tuple[str, list[Anchor]]], known: Mapping[str, str]) -> dict[str, str]:
    """Known ids go to the agent with most of their anchors; new ones are the content keys."""
    votes: Counter[tuple[str, str]] = Counter()
    for key, anchors in drafts:
        votes.update((known[k], key) for a in anchors if (k := key_of(a)) in known)
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for (known_id, key), _ in sorted(votes.items(), key=lambda v: (-v[1], v[0][1], v[0][0])):
        if key not in ids and known_id not in taken:
            ids[key] = known_id
            taken.add(known_id)
    for key, _ in drafts:
        if key not in ids:
            fresh = key
            while fresh in taken:
                fresh = hashlib.sha256(fresh.encode()).hexdigest()[:32]
            ids[key] = fresh
            taken.add(fresh)
    return ids
