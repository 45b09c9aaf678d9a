"""Decided: what people decided since the chronology was folded, laid over it entry by entry where that is the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chronofile import merge
from chronofile.build.case_key import judgement_key
from chronofile.merge.digest import place_of, whole
from chronofile.merge.found import key_of
from chronofile.merge.revised import ON_ONE_ENTRY, Around, Stood, names_in, revised
from chronofile.merge.standing import first_undone
from chronofile.model import Chronology, Judgement
from chronofile.store import ActLine, CaseStore, Standing

_MOST = 500
"""Judgements laid over one by one; of more a fold is quicker (of 1,000 pages ten seconds, one of these some ms)."""


def caught_up(store: CaseStore, folding: str = "") -> bool:
    """Bring the stored chronology up to every judgement without folding the case. False: it has to be folded.

    Only decisions that bear on one entry alone can be told so; the pages are taken as they were folded. `folding` is
    the code that folds now: what another version folded is left to a fold ("": it is not asked).
    """
    found = _read(store, folding)
    if found is None or not found.fresh:
        return found is not None
    with store.revising():
        found = _read(store, folding)
        if found is None or not found.fresh or len(found.fresh) > _MOST:
            return found is not None and not found.fresh
        changed = _changed(store, found.acts, found.fresh)
        if changed is None:
            return False
        pages, _, made_by = found.at.made_from.split(":")
        now = Standing(f"{pages}:{judgement_key(a.id for a in found.acts)}:{made_by}", len(found.acts))
        return store.revise([(s.entry, s.disagreements, s.footing) for s in changed], now, whole)


def told_alone(chronology: Chronology, judgements: Sequence[Judgement], since: int) -> bool:
    """Whether each judgement from the place `since` on stands on one of these entries, on all its places: then what it
    makes of it can nearly always be told without folding this chronology again.
    """
    by_id = {j.id: j for j in judgements}
    places = {key_of(e.anchors[0]): [key_of(a) for a in e.anchors] for e in chronology.entries if e.anchors}
    for judgement in judgements[since:]:
        root = judgement
        while root.undoes is not None and root.undoes in by_id:
            root = by_id[root.undoes]
        own = [key_of(a) for a in root.anchors]
        if root.act not in ON_ONE_ENTRY or not own or places.get(own[0]) != own:
            return False
    return True


class _Behind(NamedTuple):
    """What the stored chronology stands on, all judgements, and those it does not know."""

    at: Standing
    acts: Sequence[ActLine]
    fresh: Sequence[ActLine]


def _read(store: CaseStore, folding: str) -> _Behind | None:
    """None where the stored chronology cannot be brought up to date without a fold."""
    at = store.stands_on()
    if at is None or at.made_from.count(":") != 2:
        return None
    acts = store.acts()
    _, said, made_by = at.made_from.split(":")
    if said != judgement_key(a.id for a in acts[: at.judged]) or (folding and folding != made_by):
        return None
    return _Behind(at, acts, acts[at.judged :])


def _changed(store: CaseStore, acts: Sequence[ActLine], fresh: Sequence[ActLine]) -> list[Stood] | None:
    """The entries that new judgements bear on, under all that is in force; None where one cannot be told so."""
    lines = {a.id: a for a in acts}
    in_force = {a.id for a in merge.standing(acts)}
    told: dict[str, dict[str, Judgement]] = {}
    for act in fresh:
        root = act
        while root.undoes is not None and root.undoes in lines:
            root = lines[root.undoes]
        judgement = store.judgement(root.id) if root.act in ON_ONE_ENTRY else None
        own = store.entry_at(merge.key_of(judgement.anchors[0])) if judgement and judgement.anchors else None
        if own is None or judgement is None:
            return None
        told.setdefault(own, {})[root.id] = judgement
    around = store.surroundings(pairs=False)
    assert around is not None
    undone = first_undone(acts)
    made = []
    for own, roots in told.items():
        held = store.stored(own)
        if held is None:
            return None
        stood = Stood(*held)
        places = [merge.key_of(a) for a in stood.entry.anchors]
        if any([merge.key_of(a) for a in judgement.anchors] != places for judgement in roots.values()):
            return None
        bear = sorted({*stood.entry.judgements, *roots} & in_force, key=lambda j: lines[j].sequence)
        said = [judgement for j in bear if (judgement := roots.get(j) or store.judgement(j))]
        named = store.bearing(names_in(stood.entry, said))
        involved = (*stood.entry.involvements, *(stood.footing.plain.involvements if stood.footing.plain else ()))
        ids = {i.agent for i in involved} | {a.id for found in named.values() for a in found}
        listed = {agent: place_of(at) for agent, at in store.agent_positions(ids).items()}
        now = revised(stood, said, Around(around.published, named, listed, undone))
        if now is None:
            return None
        made.append(now)
    return made
