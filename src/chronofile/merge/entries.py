"""Entries from components: the program's suggestion, or the person's record with the program's word beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from chronofile.merge.beside import remarked, remarks_of
from chronofile.merge.components import Component
from chronofile.merge.corrected import outside
from chronofile.merge.decisions import Decision, Decisions, Place, Remark, seen_of
from chronofile.merge.disagreements import disagreements
from chronofile.merge.flags import LEFT_OUT, changed_since, flags_of
from chronofile.merge.found import key_of
from chronofile.merge.ground import Bench, Judged, Stand
from chronofile.merge.held import Held
from chronofile.merge.nodes import Node, anchor_for
from chronofile.merge.record import citations_in, differences, recorded
from chronofile.merge.relocation import relocated
from chronofile.merge.settled import settled_by_people
from chronofile.merge.suggestion import claims_of, suggestion
from chronofile.model import Anchor, CaseAgent, CitedWords, Disagreement, Entry, Footing, Judgement, Span, sort_key


class Draft(NamedTuple):
    """An entry before it has its id, with its disagreements and what it stands on."""

    entry: Entry
    disagreements: tuple[Disagreement, ...]
    footing: Footing
    nodes: tuple[int, ...] = ()


class Made(NamedTuple):
    """What the program makes of some findings: of all of them, and of those alone that people decided on; the
    disagreements among them, and why they were joined ("" where they were not).
    """

    whole: Entry
    program: Entry
    open: tuple[Disagreement, ...]
    joined: str


def draft(component: Component, bench: Bench) -> Draft | None:
    """The entry of a component; None when only its joins were decided and nothing of it is found any more."""
    nodes = [bench.every[i] for i in component.nodes]
    people = bench.judged
    decided = people.decided
    applied = [d for g in component.groups for d in decided.applied(g)]
    judged = [p for p in _places(component.groups, decided) if p not in people.came_back]
    remarks = remarks_of(component, bench.remarks)
    seen = {} if nodes or applied else _seen_when_joined(component.groups, decided)
    if not nodes and not (judged and (applied or seen)):
        return None
    claims = claims_of(nodes, bench.ground)
    if nodes:
        whole = program = suggestion(nodes, claims, bench.ground)
        own = [n for n in nodes if n.place is not None]
        if applied and own and len(own) < len(nodes):
            program = suggestion(own, claims_of(own, bench.ground), bench.ground)
    elif applied:
        whole = program = _blank(_first_kept(applied) or applied[0], bench)
    else:
        whole = program = _ghost(seen, judged, people)
    anchors, found = _standing(nodes, judged, decided)
    key = min(key_of(a) for a in anchors)
    open_ones = disagreements(claims, bench.ground.known, key, whole.aspect)
    joined = f"{len(nodes)} tellings are one: {component.reasons[0]}" if component.reasons else ""
    made = Made(whole, program, tuple(open_ones), joined)
    entry, settled = decided_entry(made, Over(component.groups, nodes, judged, remarks), people)
    entry = replace(entry, anchors=anchors, found=found)
    out = bool(nodes) and all(outside(n.finding.trigger, people.held.bodies.get(n.page.layer)) for n in nodes)
    if out and not applied:
        entry = replace(entry, left_out=True, flags=(*entry.flags, LEFT_OUT))
    tail = _tail(nodes, anchors, key)
    footing = Footing(
        place=place_of(entry, tail),
        tail=tail,
        simple=component.alone and not out and _plainly(nodes, judged, people),
        by_itself=component.by_itself and anchors == tuple(anchor_for(n, decided) for n in nodes),
        joined=joined,
        **beneath(made, entry, settled),
    )
    return Draft(entry, settled, footing, component.nodes)


class Over(NamedTuple):
    """What lies over the program's entry: groups of judged places, the findings that stand there, and remarks."""

    groups: Sequence[int]
    nodes: Sequence[Stand]
    judged: Sequence[Place]
    remarks: Sequence[Remark]


def beneath(made: Made, entry: Entry, settled: tuple[Disagreement, ...]) -> dict[str, Any]:
    """Of a footing, what the program made, as far as the entry does not tell it."""
    return {
        "reason": made.whole.reason,
        "plain": None if made_of(entry, made.whole.reason) == made.whole else made.whole,
        "open": None if settled == made.open else made.open,
    }


def made_of(entry: Entry, reason: str) -> Entry:
    """What the program made of an entry that nobody decided on."""
    around: dict[str, Any] = {"flags": (), "judgements": (), "anchors": (), "found": (), "notes": (), "unsure_by": ""}
    return replace(entry, id="", reason=reason, left_out=False, **around)


def decided_entry(made: Made, over: Over, people: Judged) -> tuple[Entry, tuple[Disagreement, ...]]:
    """The entry as people decided it, still without its places, and its disagreements as far as they settled them."""
    groups, nodes, judged, remarks = over
    decided = people.decided
    applied = [d for g in groups for d in decided.applied(g)]
    standing = _first_kept(applied)
    if applied:
        entry = _record(made, nodes, standing or applied[0], applied, people)
    else:
        entry = made.whole
        if nodes and any(p in decided.merged for p in judged):
            entry = replace(entry, state="merged")
        if made.joined:
            entry = replace(entry, reason=made.joined)
    entry = replace(
        entry,
        flags=(*entry.flags, *flags_of(groups, nodes, judged, people)),
        judgements=_judgements(applied, [*judged, *(n.place for n in nodes if n.place is not None)], decided),
    )
    entry = remarked(entry, remarks, decided)
    open_ones = () if entry.state == "rejected" else made.open
    entry, settled = settled_by_people(entry, open_ones, judged, standing, decided)
    differing = tuple(f"Reports differ on {d.attribute}" for d in settled if d.state == "open")
    return replace(entry, flags=tuple(dict.fromkeys((*entry.flags, *dict.fromkeys(differing))))), tuple(settled)


def place_of(entry: Entry, tail: str) -> str:
    """Where an entry stands: by first possible day, last possible day, content; planned entries after the dated ones,
    undated ones at the end. To be compared as text.
    """
    undated = entry.occurred is None or (entry.occurred.earliest is None and entry.occurred.latest is None)
    group = "1" if entry.factuality == "planned" else "2" if undated else "0"
    return _SEPARATOR.join((group, *sort_key(entry.occurred), tail))


_SEPARATOR = "\x1f"
"""Comes before everything that stands in a date or an id, so that text is compared part by part."""


def _plainly(nodes: Sequence[Node], judged: Sequence[Place], people: Judged) -> bool:
    """Whether every finding stands at the words by which it is known, and nothing that was decided on is missing."""
    found = {n.place for n in nodes}
    return (
        bool(nodes)
        and all(place in found for place in judged)
        and all(n.number not in people.again and _is_its_own(n, people.decided) for n in nodes)
    )


def _is_its_own(node: Node, decided: Decisions) -> bool:
    return anchor_for(node, decided) == node.anchor and not node.anchor.name


def _first_kept(applied: Sequence[Decision]) -> Decision | None:
    """The decision whose values stand: that of the first place, a rejection only when there is nothing else."""
    return next((d for d in applied if d.judgement.act != "reject"), None)


def _places(groups: Sequence[int], decided: Decisions) -> list[Place]:
    return [p for g in groups for p in decided.groups.members(g)]


def _seen_when_joined(groups: Sequence[int], decided: Decisions) -> dict[str, Any]:
    """What a person saw when they joined or settled places of which none is found any more; {} when they did not."""
    words: dict[str, Any] = {}
    for place in _places(groups, decided):
        judgements = (*decided.joined.get(place, ()), *(r.judgement for r in decided.resolutions.get(place, ())))
        for judgement in judgements:
            seen = seen_of(judgement)
            if seen.get("headline"):
                return {k: v for k, v in seen.items() if k not in ("found", "judgements")}
            exact = " ".join(decided.anchors[place].citation.exact.split())
            words = words or {"headline": exact or "…"}
    return words


def _record(
    made: Made, nodes: Sequence[Stand], standing: Decision, applied: Sequence[Decision], people: Judged
) -> Entry:
    """The person's record. New members add words and reports; values are those that were decided."""
    whole = made.whole
    agent_id = _agent_id(people.named, [p for d in applied for p in d.places])
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
        citations=_citations(standing, applied, whole, people.held),
        program_says=differences(entry, made.program) if nodes else {},
        decided_by=last.by,
        made_by_hand=by_hand,
        flags=tuple(flags),
    )


def _blank(standing: Decision, bench: Bench) -> Entry:
    aspect: Any = standing.places[0].aspect
    held = [c for c in words_of(standing) if c.citation.text_layer in bench.judged.held.layers]
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


def _ghost(seen: Mapping[str, Any], places: Sequence[Place], people: Judged) -> Entry:
    aspect: Any = places[0].aspect
    state: Any = "merged" if any(p in people.decided.merged for p in places) else "suggested"
    blank = Entry(id="", aspect=aspect, headline="", state=state)
    entry = recorded(blank, seen, _agent_id(people.named, places))
    return replace(entry, citations=tuple(_relocate(c, people.held) for c in citations_in(seen)))


def _agent_id(named: Mapping[str, Sequence[CaseAgent]], places: Sequence[Place]) -> Callable[[str], str]:
    """Who is meant by a name in a person's record: the agent of that name on its own pages, else the only one.

    By content, not by the id it had once: ids may differ between two equal cases.
    """
    pages = {p.layer for p in places}

    def agent_id(name: str) -> str:
        bearers = named.get(name, ())
        near = [a.id for a in bearers if pages & set(a.pages)]
        if near:
            return near[0]
        return bearers[0].id if len(bearers) == 1 else ""

    return agent_id


def _cited_words(standing: Decision) -> str:
    anchors = standing.judgement.anchors
    return next((" ".join(a.citation.exact.split()) for a in anchors if a.citation.exact.strip()), "")


def words_of(decision: Decision) -> list[CitedWords]:
    """The quotations a person decided on: those they saw, or those they marked themselves."""
    seen = citations_in(decision.values)
    if seen:
        return seen
    return [CitedWords(a.citation) for a in decision.judgement.anchors if a.citation.exact]


def _citations(standing: Decision, applied: Sequence[Decision], whole: Entry, held: Held) -> tuple[CitedWords, ...]:
    """The person's quotations first and as they were, then those that came since."""
    made: dict[tuple[str, int, int], CitedWords] = {}
    frozen = [*words_of(standing), *(c for d in applied if d is not standing for c in words_of(d))]
    for cited in (*(_relocate(c, held) for c in frozen), *whole.citations):
        c = cited.citation
        made.setdefault((c.text_layer, c.start, c.end), cited)
    return tuple(made.values())


def _relocate(cited: CitedWords, held: Held) -> CitedWords:
    return CitedWords(relocated(cited.citation, held) or cited.citation, cited.stance)


def _also(decision: Decision, entry: Entry, agent_id: Any, reason: str) -> dict[str, Any]:
    other = recorded(replace(entry, details={}), decision.values, agent_id, reason)
    return differences(entry, other)


def _standing(
    nodes: Sequence[Node], judged: Sequence[Place], decided: Decisions
) -> tuple[tuple[Anchor, ...], tuple[dict[str, Any], ...]]:
    """Anchors, those of judged places first, each with what is found there now."""
    at = {n.place: n for n in nodes if n.place is not None}
    made = [(decided.anchors[p], at[p].found if p in at else {}) for p in judged]
    inside = set(judged)
    made += [(anchor_for(n, decided), n.found) for n in nodes if n.place is None or n.place not in inside]
    return tuple(a for a, _ in made), tuple(f for _, f in made)


def _judgements(applied: Sequence[Decision], judged: Sequence[Place], decided: Decisions) -> tuple[str, ...]:
    found: dict[str, Judgement] = {d.judgement.id: d.judgement for d in applied}
    for place in judged:
        every = [d.judgement for d in decided.history.get(place, ())]
        every += [*decided.joined.get(place, ()), *decided.parted.get(place, ())]
        every += [r.judgement for r in decided.resolutions.get(place, ())]
        found.update((j.id, j) for j in every)
    return tuple(j.id for j in sorted(found.values(), key=lambda j: (j.sequence, j.id)))


def _tail(nodes: Sequence[Node], anchors: Sequence[Anchor], key: str) -> str:
    """What puts an entry in order among those of the same days: its first finding's publication, page and place."""
    if nodes:
        published, layer, sentence, trigger = nodes[0].order[:4]
        parts = ("0", *published, layer, *_span(sentence), *_span(trigger), key)
    else:
        first = anchors[0]
        words = first.citation
        parts = ("1", "", "", "", words.text_layer, *_span(first.sentence), *_span(words.span), key)
    return _SEPARATOR.join(parts)


def _span(span: Span) -> tuple[str, str]:
    return f"{span.start:010d}", f"{span.end:010d}"
