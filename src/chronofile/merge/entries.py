"""Entries from components: the program's suggestion, or the person's record with the program's word beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from chronofile.merge.claims import Told
from chronofile.merge.components import Component
from chronofile.merge.decisions import Decision, Decisions, Place, seen_of
from chronofile.merge.disagreements import disagreements
from chronofile.merge.flags import changed_since, flags_of
from chronofile.merge.found import key_of
from chronofile.merge.ground import Bench
from chronofile.merge.nodes import Node, anchor_for
from chronofile.merge.record import citations_in, differences, recorded
from chronofile.merge.relocation import relocated
from chronofile.merge.settled import settled_by_people
from chronofile.merge.suggestion import claims_of, suggestion
from chronofile.model import Anchor, CitedWords, Disagreement, Entry, Judgement


class Draft(NamedTuple):
    """An entry before it has its id, with its disagreements and a key of content that puts it in order."""

    entry: Entry
    disagreements: tuple[Disagreement, ...]
    order: tuple[Any, ...]
    nodes: tuple[int, ...]


def draft(component: Component, bench: Bench) -> Draft | None:
    """The entry of a component; None when only its joins were decided and nothing of it is found any more."""
    nodes = [bench.every[i] for i in component.nodes]
    decided = bench.decided
    applied = [d for g in component.groups for d in decided.applied(g)]
    claims = claims_of(nodes, bench.ground)
    if not nodes and not applied and not _seen_when_joined(component, decided):
        return None
    standing = _first_kept(applied)
    judged = [p for p in _places(component, decided) if p not in bench.came_back]
    if not nodes and not judged:
        return None
    if applied:
        entry = _record(component, nodes, standing or applied[0], applied, claims, bench)
    elif nodes:
        entry = suggestion(nodes, claims, bench.ground)
        if any(p in decided.merged for p in judged):
            entry = replace(entry, state="merged")
    else:
        entry = _ghost(_seen_when_joined(component, decided), judged, bench)
    anchors, found = _standing(component, nodes, judged, bench)
    entry = replace(
        entry,
        anchors=anchors,
        found=found,
        flags=(*entry.flags, *flags_of(component, nodes, judged, bench)),
        judgements=_judgements(applied, [*judged, *(n.place for n in nodes if n.place is not None)], decided),
    )
    if len(component.reasons) and not applied:
        entry = replace(entry, reason=f"{len(nodes)} tellings are one: {component.reasons[0]}")
    key = min(key_of(a) for a in anchors)
    rejected = entry.state == "rejected"
    open_ones = [] if rejected else disagreements(claims, bench.ground.known, key, entry.aspect)
    entry, settled = settled_by_people(entry, open_ones, judged, standing, bench)
    differing = tuple(f"Reports differ on {d.attribute}" for d in settled if d.state == "open")
    entry = replace(entry, flags=tuple(dict.fromkeys((*entry.flags, *dict.fromkeys(differing)))))
    return Draft(entry, tuple(settled), _order(nodes, anchors, key), component.nodes)


def _first_kept(applied: Sequence[Decision]) -> Decision | None:
    """The decision whose values stand: that of the first place, a rejection only when there is nothing else."""
    return next((d for d in applied if d.judgement.act != "reject"), None)


def _places(component: Component, decided: Decisions) -> list[Place]:
    return [p for g in component.groups for p in decided.groups.members(g)]


def _seen_when_joined(component: Component, decided: Decisions) -> dict[str, Any]:
    """What a person saw when they joined or settled places of which none is found any more; {} when they did not."""
    words: dict[str, Any] = {}
    for place in _places(component, decided):
        judgements = (*decided.joined.get(place, ()), *(r.judgement for r in decided.resolutions.get(place, ())))
        for judgement in judgements:
            seen = seen_of(judgement)
            if seen.get("headline"):
                return {k: v for k, v in seen.items() if k not in ("found", "judgements")}
            exact = " ".join(decided.anchors[place].citation.exact.split())
            words = words or {"headline": exact or "…"}
    return words


def _record(
    component: Component,
    nodes: Sequence[Node],
    standing: Decision,
    applied: Sequence[Decision],
    claims: Sequence[Told],
    bench: Bench,
) -> Entry:
    """The person's record. New members add words and reports; values are those that were decided."""
    own = [n for n in nodes if n.place is not None]
    if nodes:
        whole = suggestion(nodes, claims, bench.ground)
        program = suggestion(own, claims_of(own, bench.ground), bench.ground) if own else whole
    else:
        whole = program = _blank(standing, bench)
    agent_id = _agent_id(bench, [p for d in applied for p in d.places])
    reason = standing.judgement.reason
    entry = recorded(whole, standing.values, agent_id, reason)
    if not entry.headline:
        entry = replace(entry, headline=_cited_words(standing) or whole.headline)
    rejected = all(d.judgement.act == "reject" for d in applied)
    by_hand = all(p.made for d in applied for p in d.places[:1]) and standing.places[0].made != ""
    last = max(applied, key=lambda d: (d.judgement.sequence, d.judgement.id)).judgement
    flags = [*changed_since(nodes, standing, rejected)]
    others = [d for d in applied if d is not standing and d.judgement.act != "reject"]
    also = [_also(d, entry, agent_id, reason) for d in others]
    details = dict(entry.details)
    if any(also):
        details["also_decided"] = [a for a in also if a]
        flags.append("Joined from entries that were decided differently")
    return replace(
        entry,
        details=details,
        state="rejected" if rejected else "accepted",
        citations=_citations(standing, applied, whole, bench),
        program_says=differences(entry, program) if nodes else {},
        decided_by=last.by,
        made_by_hand=by_hand,
        flags=tuple(flags),
    )


def _blank(standing: Decision, bench: Bench) -> Entry:
    aspect: Any = standing.places[0].aspect
    held = [c for c in _words_of(standing) if c.citation.text_layer in bench.held.pages]
    pages = tuple(dict.fromkeys(c.citation.text_layer for c in held))
    reports = {bench.ground.reports[p] for p in pages}
    return Entry(
        id="",
        aspect=aspect,
        headline="",
        pages=pages,
        independent_reports=len(reports),
        copies=len(pages) - len(reports),
    )


def _ghost(seen: Mapping[str, Any], places: Sequence[Place], bench: Bench) -> Entry:
    aspect: Any = places[0].aspect
    state: Any = "merged" if any(p in bench.decided.merged for p in places) else "suggested"
    blank = Entry(id="", aspect=aspect, headline="", state=state)
    entry = recorded(blank, seen, _agent_id(bench, places))
    return replace(entry, citations=tuple(_relocate(c, bench) for c in citations_in(seen)))


def _agent_id(bench: Bench, places: Sequence[Place]) -> Callable[[str], str]:
    """Who is meant by a name in a person's record: the agent of that name on its own pages, else the only one.

    By content, not by the id it had once: ids may differ between two equal cases.
    """
    pages = {p.layer for p in places}

    def agent_id(name: str) -> str:
        bearers = bench.named.get(name, ())
        near = [a.id for a in bearers if pages & set(a.pages)]
        if near:
            return near[0]
        return bearers[0].id if len(bearers) == 1 else ""

    return agent_id


def _cited_words(standing: Decision) -> str:
    anchors = standing.judgement.anchors
    return next((" ".join(a.citation.exact.split()) for a in anchors if a.citation.exact.strip()), "")


def _words_of(decision: Decision) -> list[CitedWords]:
    """The quotations a person decided on: those they saw, or those they marked themselves."""
    seen = citations_in(decision.values)
    if seen:
        return seen
    return [CitedWords(a.citation) for a in decision.judgement.anchors if a.citation.exact]


def _citations(standing: Decision, applied: Sequence[Decision], whole: Entry, bench: Bench) -> tuple[CitedWords, ...]:
    """The person's quotations first and as they were, then those that came since."""
    made: dict[tuple[str, int, int], CitedWords] = {}
    frozen = [*_words_of(standing), *(c for d in applied if d is not standing for c in _words_of(d))]
    for cited in (*(_relocate(c, bench) for c in frozen), *whole.citations):
        c = cited.citation
        made.setdefault((c.text_layer, c.start, c.end), cited)
    return tuple(made.values())


def _relocate(cited: CitedWords, bench: Bench) -> CitedWords:
    return CitedWords(relocated(cited.citation, bench.held) or cited.citation, cited.stance)


def _also(decision: Decision, entry: Entry, agent_id: Any, reason: str) -> dict[str, Any]:
    other = recorded(replace(entry, details={}), decision.values, agent_id, reason)
    return differences(entry, other)


def _standing(
    component: Component, nodes: Sequence[Node], judged: Sequence[Place], bench: Bench
) -> tuple[tuple[Anchor, ...], tuple[dict[str, Any], ...]]:
    """Anchors, those of judged places first, each with what is found there now."""
    at = {n.place: n for n in nodes if n.place is not None}
    made = [(bench.decided.anchors[p], at[p].found if p in at else {}) for p in judged]
    inside = set(judged)
    made += [(anchor_for(n, bench.decided), n.found) for n in nodes if n.place is None or n.place not in inside]
    return tuple(a for a, _ in made), tuple(f for _, f in made)


def _judgements(applied: Sequence[Decision], judged: Sequence[Place], decided: Decisions) -> tuple[str, ...]:
    found: dict[str, Judgement] = {d.judgement.id: d.judgement for d in applied}
    for place in judged:
        every = [d.judgement for d in decided.history.get(place, ())]
        every += [*decided.joined.get(place, ()), *decided.parted.get(place, ())]
        every += [r.judgement for r in decided.resolutions.get(place, ())]
        found.update((j.id, j) for j in every)
    return tuple(j.id for j in sorted(found.values(), key=lambda j: (j.sequence, j.id)))


def _order(nodes: Sequence[Node], anchors: Sequence[Anchor], key: str) -> tuple[Any, ...]:
    if nodes:
        return (0, *nodes[0].order[:4], key)
    first = anchors[0].citation
    return (1, ("", "", ""), first.text_layer, anchors[0].sentence, first.span, key)
