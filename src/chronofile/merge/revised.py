"""One entry under other decisions, without folding the case again.

Most decisions bear on one entry alone (`Footing.simple`): what they make of it follows from the entry, from what the
program made of it (its footing) and from the decisions. A fold of all pages and judgements gives the same, which a test
holds over random histories; where this file cannot be sure it says so (None), and the case is folded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from chronofile.merge.decisions import Decisions, Place, decisions
from chronofile.merge.digest import content
from chronofile.merge.entries import Made, Over, beneath, decided_entry, made_of, place_of
from chronofile.merge.found import key_of, same_value
from chronofile.merge.ground import Judged
from chronofile.merge.held import Held
from chronofile.merge.record import citations_in
from chronofile.model import Anchor, CaseAgent, Disagreement, Entry, Footing, Judgement

ON_ONE_ENTRY = frozenset({"accept", "reject", "edit", "note", "unsure", "resolve"})
"""Acts that bear on one entry when all its places are those of the judgement."""


class Stood(NamedTuple):
    """An entry as it is stored, with its disagreements and its footing."""

    entry: Entry
    disagreements: tuple[Disagreement, ...]
    footing: Footing


class Around(NamedTuple):
    """What of the case bears on decisions: the text layers that take part, agents by each of the names asked for in the
    order of the list of agents, the place of each agent in that list by its id (see `digest.places_of`), and who took
    back which judgement first (see `standing.first_undone`).
    """

    layers: Collection[str]
    named: Mapping[str, Sequence[CaseAgent]]
    places: Mapping[str, str]
    undone: Mapping[str, int]


class _At(NamedTuple):
    """A place an entry stands on, with what is found there: what decisions are laid over."""

    number: int
    place: Place | None
    found: dict[str, Any]
    echo: tuple[str, str] = ("", "")


def names_in(entry: Entry, said: Sequence[Judgement]) -> set[str]:
    """Names of agents that a person's record of the entry may hold."""
    names = {i.name for i in entry.involvements}
    for judgement in said:
        for values in (judgement.seen, judgement.value):
            involved = values.get("involvements")
            for item in involved if isinstance(involved, list | tuple) else ():
                if isinstance(item, Mapping):
                    names.add(str(item.get("name", "")))
    return names


def revised(stood: Stood, said: Sequence[Judgement], around: Around) -> Stood | None:
    """The entry under the judgements `said`: all in force that bear on it, in the order made. None: fold the case."""
    entry, footing = stood.entry, stood.footing
    if not footing.simple or not (said or footing.by_itself) or not _on_all_of(entry, said):
        return None
    held = Held.named(around.layers)
    if any(c.citation.text_layer not in around.layers for j in said for c in _cited(j)):
        return None
    decided = decisions(said, held, around.undone)
    if decided.lost or any(r.places != decided.remarks[0].places for r in decided.remarks):
        return None
    groups = decided.groups.groups()
    judged = [p for g in groups for p in decided.groups.members(g)]
    at = [_found_at(i, a, f, decided) for i, (a, f) in enumerate(zip(entry.anchors, entry.found, strict=True))]
    if len(groups) > 1 or (groups and {n.place for n in at} != set(judged)) or _comes_back(at, groups, decided):
        return None
    whole = footing.plain or made_of(entry, footing.reason)
    open_ones = tuple(replace(d, entry="") for d in stood.disagreements) if footing.open is None else footing.open
    made = Made(whole, whole, open_ones, footing.joined)
    people = Judged(held, decided, around.named)
    now, settled = decided_entry(made, Over(groups, at, judged, decided.remarks), people)
    now = replace(now, id=entry.id, anchors=entry.anchors, found=entry.found)
    under = replace(
        footing,
        place=place_of(now, footing.tail),
        content=content(now, settled, around.places),
        **beneath(made, now, settled),
    )
    settled = tuple(replace(d, entry=entry.id) for d in settled)
    return Stood(now, settled, under) if {j.id for j in said} <= set(now.judgements) else None


def _on_all_of(entry: Entry, said: Sequence[Judgement]) -> bool:
    """Whether each of these is on this entry, on all of its places and on nothing else."""
    own = [key_of(a) for a in entry.anchors]
    return all(j.act in ON_ONE_ENTRY and [key_of(a) for a in j.anchors] == own for j in said)


def _cited(judgement: Judgement) -> list[Any]:
    return [*citations_in(judgement.seen), *citations_in(judgement.value)]


def _found_at(number: int, anchor: Anchor, found: dict[str, Any], decided: Decisions) -> _At:
    citation = anchor.citation
    place = Place(citation.text_layer, anchor.aspect, citation.start, citation.end, "", anchor.name)
    return _At(number, place if decided.groups.group_of(place) is not None else None, found)


def _comes_back(at: Sequence[_At], groups: Sequence[int], decided: Decisions) -> bool:
    """Whether what was thrown out says something else by now, and so is open again."""
    thrown_out = [d for g in groups for d in decided.applied(g) if d.judgement.act == "reject"]
    before = [(d.found.get(n.place), n.found) for d in thrown_out for n in at if n.place is not None]
    return any(was and not same_value(dict(was), now) for was, now in before)
