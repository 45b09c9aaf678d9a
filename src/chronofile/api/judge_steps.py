"""Steps: taking back what was decided last, doing it again, and taking back any one with what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chronofile import merge
from chronofile.api.acting import Acting
from chronofile.errors import CalledWrongly, JudgementRefused
from chronofile.model import Anchor, Judgement
from chronofile.store import ActLine, taken_back


def undo(acting: Acting, judgement: str | None, *, by: str, reason: str, also: Sequence[str]) -> tuple[Judgement, ...]:
    """The undos written. Without `judgement` the last step in force is taken back."""
    lines = acting.store.acts()
    if judgement is None:
        targets = _step_at(acting, lines, _last_in_force(lines), gone(lines))
    else:
        hanging = {j.id for j in dependents(acting, judgement)}
        left = hanging - set(also)
        if left:
            raise JudgementRefused(
                f"{len(left)} later {'decision hangs' if len(left) == 1 else 'decisions hang'} on this one: take them "
                "back along with it, or leave all of them"
            )
        targets = [judgement, *(own for own in also if own != judgement)]
    return take_back(acting, targets, by=by, reason=reason)


def take_back(acting: Acting, targets: Iterable[str], *, by: str, reason: str) -> tuple[Judgement, ...]:
    """Undo each of these, the latest first, as one step."""
    found = []
    for own in dict.fromkeys(targets):
        judgement = acting.store.judgement(own)
        if judgement is None:
            raise JudgementRefused(f"there is no judgement '{own}' in this case to take back")
        found.append(judgement)
    acting.refresh()
    drafts = [
        acting.draft("undo", by=by, reason=reason, undoes=j.id, seen=_seen(acting, j))
        for j in sorted(found, key=lambda j: j.sequence, reverse=True)
    ]
    return acting.write(drafts)


def _seen(acting: Acting, judgement: Judgement) -> dict[str, Any]:
    """The entry as it stood before it was taken back, {} for what is no entry's."""
    for anchor in judgement.anchors:
        if anchor.aspect in ("agent", "page"):
            return {}
        own = acting.store.entry_at(merge.key_of(anchor))
        entry = acting.store.entry(own) if own else None
        if entry is not None:
            return merge.values_of(entry)
    return {}


def redo(acting: Acting, *, by: str, reason: str) -> tuple[Judgement, ...]:
    """Take back the last undo after which nothing new was decided."""
    lines = acting.store.acts()
    acts = {line.id: line.act for line in lines}
    since = max((line.sequence for line in lines if line.act != "undo"), default=0)
    back = gone(lines)
    undos = [
        line
        for line in lines
        if line.sequence > since and line.id not in back and line.undoes and acts.get(line.undoes) != "undo"
    ]
    if not undos:
        raise JudgementRefused("nothing was taken back since the last decision, so nothing can be done again")
    return take_back(acting, _step_at(acting, lines, undos[-1], back), by=by, reason=reason)


def gone(lines: Iterable[ActLine]) -> set[str]:
    """Ids of what no longer holds."""
    return taken_back((line.id, line.undoes) for line in lines if line.undoes is not None)


def _last_in_force(lines: Sequence[ActLine]) -> ActLine:
    back = gone(lines)
    found = next((line for line in reversed(lines) if line.act != "undo" and line.id not in back), None)
    if found is None:
        raise JudgementRefused("nothing is decided yet, so nothing can be taken back")
    return found


def _step_at(acting: Acting, lines: Sequence[ActLine], last: ActLine, back: set[str]) -> list[str]:
    """The ids of the step that ends with `last`, those that still hold. The judgements of a step follow each other."""
    judgement = acting.store.judgement(last.id)
    group = judgement.group if judgement else ""
    step = [last.id]
    at = lines.index(last) - 1
    while group and at >= 0:
        earlier = acting.store.judgement(lines[at].id)
        if earlier is None or earlier.group != group:
            break
        if earlier.id not in back:
            step.append(earlier.id)
        at -= 1
    return step


def dependents(acting: Acting, own: str) -> tuple[Judgement, ...]:
    """Later decisions in force that hang on this one; see `Judge.dependents`."""
    judgements = acting.store.judgements()
    judgement = next((j for j in judgements if j.id == own), None)
    if judgement is None:
        raise CalledWrongly(f"there is no decision '{own}' in this case")
    in_force = merge.standing(judgements)
    found: dict[str, Judgement] = {}
    if judgement.act != "undo":
        for later in in_force:
            if later.sequence > judgement.sequence and _hangs(later, judgement, found):
                found[later.id] = later
    return tuple(found.values())


_FREEZES = frozenset({"accept", "edit", "reject", "same", "split", "resolve"})
"""Acts on entries that keep what they saw, or divide it."""
_CHANGES = frozenset({"edit", "make", "same", "split", "resolve"})
"""Acts after which an entry says something else than before: who decides later decides on that."""


def _hangs(later: Judgement, judgement: Judgement, found: Mapping[str, Judgement]) -> bool:
    """Whether a later decision means something else, or nothing, without the earlier one or one that hangs on it."""
    if judgement.group and later.group == judgement.group:
        return judgement.act == "redate" and later.act == "edit"
    return any(_stands_on(later, earlier) for earlier in (judgement, *found.values()))


def _stands_on(later: Judgement, earlier: Judgement) -> bool:
    if earlier.act == "make" and any(anchor.made == earlier.id for anchor in later.anchors):
        return True
    if not _share(later, earlier):
        return False
    if later.anchors[0].aspect == "agent":
        return earlier.act in ("same", "split") and later.act != "unsure"
    if earlier.act not in _CHANGES or later.act not in _FREEZES:
        return False
    knew = merge.seen_of(later).get("judgements")
    return knew is None or earlier.id in knew


def _share(a: Judgement, b: Judgement) -> bool:
    mine = {_place(anchor) for anchor in a.anchors}
    return any(_place(anchor) in mine for anchor in b.anchors)


def _place(anchor: Anchor) -> tuple[Any, ...]:
    at = anchor.citation
    if anchor.made:
        return (anchor.made,)
    return at.text_layer, anchor.aspect, at.start, at.end, "" if anchor.aspect == "agent" else anchor.name
