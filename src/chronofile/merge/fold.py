"""The chronology as a pure function of two sets: the findings on the pages held, and the judgements people made."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from chronofile.merge.agents import cast
from chronofile.merge.beside import beside
from chronofile.merge.claims import report_keys
from chronofile.merge.components import joined
from chronofile.merge.corrected import ACTS, Redate, corrected
from chronofile.merge.decisions import decisions
from chronofile.merge.digest import content, places_of, whole
from chronofile.merge.digest import ground as ground_of
from chronofile.merge.entries import Draft, draft
from chronofile.merge.found import anchor_of, key_of
from chronofile.merge.ground import Bench, Ground, Judged
from chronofile.merge.held import Held, Shown, distinct
from chronofile.merge.nodes import nodes
from chronofile.merge.people import AgentDecisions, agent_decisions
from chronofile.merge.roster import roster
from chronofile.merge.standing import first_undone, standing
from chronofile.merge.syndication import body_of, groups
from chronofile.model import (
    Anchor,
    CaseAgent,
    Chronology,
    Disagreement,
    Entry,
    Folded,
    Judgement,
    Page,
    finding_key,
)

_MOST_PROPOSALS = 5


def fold(
    pages: Sequence[Page],
    judgements: Sequence[Judgement],
    *,
    redate: Redate,
    known_ids: Mapping[str, str],
    shown: Shown | None = None,
) -> Chronology:
    """The chronology of these pages under these judgements; the order of neither matters.

    `redate(page, published)` moves the dates of a page whose publication date a person corrected. `known_ids` maps
    anchor keys of the previous projection to ids (`known_ids(chronology)` makes it); it changes ids alone. `shown`
    repairs quotations for the eye (None: they are shown as they stand).
    """
    return folded(pages, judgements, redate=redate, known_ids=known_ids, shown=shown).chronology


def folded(
    pages: Sequence[Page],
    judgements: Sequence[Judgement],
    *,
    redate: Redate,
    known_ids: Mapping[str, str],
    shown: Shown | None = None,
) -> Folded:
    """The same, with what later decisions need in order not to fold the whole case again."""
    with _uncollected():
        return _fold(pages, judgements, redate, known_ids, shown)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cyclic collector: a fold makes a million records and no cycles, and walking them over and over took a
    third of its time (1,000 pages: 14.0 s with it, 9.0 s without).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fold(
    pages: Sequence[Page],
    judgements: Sequence[Judgement],
    redate: Redate,
    known_ids: Mapping[str, str],
    shown: Shown | None,
) -> Folded:
    in_force = standing(judgements)
    told = corrected(distinct(pages), in_force, redate)
    held = Held(told.pages, shown)
    held.withdrawn = told.snapshots_out
    held.bodies = told.bodies
    published = {layer: page.published for layer, page in held.pages.items()}
    copies = groups([body_of(p.page, p.published) for p in held.pages.values()], published)
    for group in copies:
        for layer in group.copies:
            held.pages[layer].report = group.original
    people = agent_decisions(in_force, held)
    who = cast(held, people)
    agents, agent_ids = roster(who, held, people, known_ids)
    by_id = {agent.id: agent for agent in agents}
    by_key = {key: by_id[agent_id] for key, agent_id in agent_ids.items()}
    decided = decisions(in_force, held, first_undone(judgements))
    every = nodes(held, decided)
    together = joined(every, held, decided, who)
    ground = Ground(who, by_key, report_keys(held.pages.values()), together.known_places)
    came_back = frozenset(place for at in together.again if (place := every[at].place) is not None)
    remarks = beside(together.components, every, decided)
    bench = Bench(every, ground, Judged(held, decided, by_name(agents), together.again, came_back), remarks.on)
    components = (*together.components, *remarks.lone)
    drafts = sorted((d for c in components if (d := draft(c, bench))), key=lambda d: d.footing.place)
    ids = _entry_ids(drafts, known_ids)
    entries = tuple(replace(d.entry, id=ids[at]) for at, d in enumerate(drafts))
    proposals = _proposals(drafts, ids, together.proposals)
    made = Chronology(
        entries=entries,
        agents=agents,
        disagreements=_disagreements(drafts, ids),
        syndication=copies,
        proposals=tuple(p for p, rests in proposals if not rests),
        resting=tuple(p for p, rests in proposals if rests),
        published={layer: published[layer] for layer in sorted(published)},
        unplaced=tuple(sorted({*told.unplaced, *_bear_on_nothing(in_force, entries, agents, people)})),
        described=told.described,
        withdrawn=told.withdrawn,
    )
    return _with_footings(made, drafts)


def _with_footings(made: Chronology, drafts: Sequence[Draft]) -> Folded:
    places = places_of(made.agents)
    footings = {
        entry.id: replace(one.footing, content=content(entry, one.disagreements, places))
        for entry, one in zip(made.entries, drafts, strict=True)
    }
    base = ground_of(made)
    made = replace(made, digest=whole(base, (f.content for f in footings.values())))
    return Folded(chronology=made, footings=footings, ground=base)


def by_name(agents: Iterable[CaseAgent]) -> dict[str, list[CaseAgent]]:
    """Agents by each of their names, in the order given."""
    found: dict[str, list[CaseAgent]] = defaultdict(list)
    for agent in agents:
        for name in sorted({agent.name, *agent.names}):
            found[name].append(agent)
    return dict(found)


def _entry_ids(drafts: Sequence[Draft], known: Mapping[str, str]) -> list[str]:
    """Known ids go to the entry that holds most of their anchors, the first in reading order among equals; a new id is
    the key of the entry's first anchor.
    """
    keys = [[key_of(a) for a in d.entry.anchors] for d in drafts]
    votes: Counter[tuple[str, int]] = Counter()
    for at, own in enumerate(keys):
        votes.update((known[k], at) for k in own if k in known)
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for (known_id, at), _ in sorted(votes.items(), key=lambda v: (-v[1], v[0][1], v[0][0])):
        if at not in ids and known_id not in taken:
            ids[at] = known_id
            taken.add(known_id)
    for at, own in enumerate(keys):
        if at not in ids:
            fresh = own[0]
            while fresh in taken:
                fresh = hashlib.sha256(fresh.encode()).hexdigest()[:32]
            ids[at] = fresh
            taken.add(fresh)
    return [ids[at] for at in range(len(drafts))]


def _disagreements(drafts: Sequence[Draft], ids: Sequence[str]) -> tuple[Disagreement, ...]:
    return tuple(replace(d, entry=ids[at]) for at, one in enumerate(drafts) for d in one.disagreements)


def _proposals(
    drafts: Sequence[Draft], ids: Sequence[str], pairs: Mapping[tuple[int, int], str]
) -> list[tuple[tuple[str, str, str], bool]]:
    """Pairs of entries that may be one, the best for each entry, in reading order; with whether the pair rests, because
    one of the two was thrown out. Which pairs there are hangs on no decision that a person took on one entry.
    """
    entry_of = {node: at for at, d in enumerate(drafts) for node in d.nodes}
    found: dict[tuple[int, int], str] = {}
    count: Counter[int] = Counter()
    for (a, b), reason in pairs.items():
        if a not in entry_of or b not in entry_of:
            continue
        first, second = sorted((entry_of[a], entry_of[b]))
        full = count[first] >= _MOST_PROPOSALS or count[second] >= _MOST_PROPOSALS
        if first != second and not full and (first, second) not in found:
            found[first, second] = reason
            count.update((first, second))
    for first, second, reason in _beside_hand_made(drafts):
        found.setdefault((first, second), reason)
    out = {at for at, one in enumerate(drafts) if one.entry.state == "rejected"}
    return [((ids[a], ids[b], reason), a in out or b in out) for (a, b), reason in sorted(found.items())]


def _beside_hand_made(drafts: Sequence[Draft]) -> list[tuple[int, int, str]]:
    """An entry that stands inside the words from which a person made another may be that entry."""
    by_page: dict[str, list[tuple[int, Anchor]]] = defaultdict(list)
    hand_made = [at for at, one in enumerate(drafts) if one.entry.made_by_hand]
    for at, one in enumerate(drafts if hand_made else ()):
        if not one.entry.made_by_hand:
            for anchor in one.entry.anchors:
                by_page[anchor.citation.text_layer].append((at, anchor))
    found = []
    for at in hand_made:
        for anchor in drafts[at].entry.anchors:
            for other, place in by_page.get(anchor.citation.text_layer, ()):
                if place.aspect == anchor.aspect and anchor.citation.span.holds(place.citation.span):
                    first, second = sorted((at, other))
                    found.append((first, second, "it stands in the words of an entry made by hand"))
    return found


def _bear_on_nothing(
    in_force: Sequence[Judgement], entries: Sequence[Entry], agents: Sequence[CaseAgent], people: AgentDecisions
) -> set[str]:
    """Judgements on entries or agents that no entry and no agent shows."""
    shown = {j for e in entries for j in e.judgements} | {j for a in agents for j in a.judgements}
    on_agents = {j.id for j in in_force if any(a.aspect == "agent" for a in j.anchors)}
    on_entries = {j.id for j in in_force if j.act not in ACTS} - on_agents
    return (on_entries | people.nowhere) - shown


def known_ids(chronology: Chronology) -> dict[str, str]:
    """Anchor keys to ids of entries and agents: what the next `fold` is given so that ids persist."""
    made = {key_of(a): agent.id for agent in chronology.agents for a in agent.anchors}
    made.update({key_of(a): entry.id for entry in chronology.entries for a in entry.anchors})
    return made


def anchors_of(entry: Entry, pages: Sequence[Page]) -> tuple[Anchor, ...]:
    """The anchors a judgement of this entry carries, parallel to `found` in its frozen values.

    An entry that comes from an older projection without anchors gets those of its members.
    """
    if entry.anchors:
        return entry.anchors
    wanted = set(entry.members)
    held = Held(pages)
    return tuple(
        anchor_of(finding, page)
        for page in held.pages.values()
        for finding in page.page.findings.findings
        if finding_key(finding) in wanted
    )
