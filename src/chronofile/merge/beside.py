"""What people put beside an entry without deciding on it: their notes, and that they set it aside unsure.

Neither holds an entry together nor changes what it says. Both belong to the entry that holds the first of their places
that is still found; where none is, to the person's record there; and where there is no record either, the entry they
saw is kept as it was, flagged, so that no word of theirs is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from chronofile.merge.components import Component
from chronofile.merge.decisions import Decisions, Remark
from chronofile.merge.nodes import Node
from chronofile.model import Entry, Note

Key = tuple[tuple[int, ...], tuple[int, ...]]
"""A component by its nodes and groups."""


class Beside(NamedTuple):
    """The remarks of every component that has some, and components for those that nothing else holds."""

    on: Mapping[Key, tuple[Remark, ...]]
    lone: tuple[Component, ...]


def beside(components: Sequence[Component], every: Sequence[Node], decided: Decisions) -> Beside:
    """Bring every remark home. Equal sets of nodes and judgements give equal homes."""
    if not decided.remarks:
        return Beside({}, ())
    found = {p: _key(c) for c in components for i in c.nodes if (p := every[i].noted) is not None}
    kept = {p: _key(c) for c in components for g in c.groups for p in decided.groups.members(g)}
    on: dict[Key, list[Remark]] = {}
    lone: list[Component] = []
    for remark in decided.remarks:
        home = next((found[p] for p in remark.places if p in found), None)
        if home is None:
            at = next((p for p in remark.places if p in kept), remark.places[0])
            group = decided.hold(at, remark.judgement)
            if at not in kept:
                lone.append(Component((), (group,)))
                kept[at] = _key(lone[-1])
            home = kept[at]
        on.setdefault(home, []).append(remark)
    return Beside({key: tuple(own) for key, own in on.items()}, tuple(lone))


def _key(component: Component) -> Key:
    return component.nodes, component.groups


def remarks_of(component: Component, on: Mapping[Key, tuple[Remark, ...]]) -> tuple[Remark, ...]:
    """What stands beside this component, in the order it was put there."""
    return on.get(_key(component), ())


def remarked(entry: Entry, remarks: Sequence[Remark], decided: Decisions) -> Entry:
    """The entry with its notes, and with who set it aside as long as nobody decided on it since."""
    if not remarks:
        return entry
    notes = tuple(
        Note(
            text=str(r.judgement.value.get("text", "")), by=r.judgement.by, at=r.judgement.at, judgement=r.judgement.id
        )
        for r in remarks
        if r.judgement.act == "note"
    )
    aside = [r for r in remarks if r.judgement.act == "unsure" and not decided.decided_since(r)]
    is_open = entry.state in ("suggested", "merged")
    return replace(
        entry,
        notes=notes,
        unsure_by=aside[-1].judgement.by if aside and is_open else "",
        judgements=tuple(sorted({*entry.judgements, *(r.judgement.id for r in remarks)}, key=decided.order_of)),
    )
