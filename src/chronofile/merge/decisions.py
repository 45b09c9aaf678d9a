"""What people decided, place by place, in the order they decided it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from chronofile.merge.held import Held
from chronofile.merge.partition import Partition
from chronofile.merge.relocation import anchor_in
from chronofile.model import Anchor, Citation, Judgement, Span

ENTRY_ASPECTS = ("event", "statement", "legal_status", "open_item")
_NOT_VALUES = frozenset({"parts", "attribute", "choice"})


class Place(NamedTuple):
    """A trigger on a page in one aspect; an entry made by hand goes by its *make* judgement instead. `twin` tells apart
    several findings at the very same words: "" for the first that was decided on.
    """

    layer: str
    aspect: str
    start: int
    end: int
    made: str = ""
    twin: str = ""

    @property
    def trigger(self) -> Span:
        return Span(self.start, self.end)


class Decision(NamedTuple):
    """One accept, reject, edit or make. `values` are what the person had before their eyes with their changes on top,
    `found` what the program said at each place when they decided.
    """

    judgement: Judgement
    places: tuple[Place, ...]
    values: dict[str, Any]
    found: dict[Place, dict[str, Any]]


class Resolution(NamedTuple):
    """How a person settled readings that differ: the attribute, the value chosen, and the judgement with its reason."""

    attribute: str
    choice: Any
    judgement: Judgement


class Remark(NamedTuple):
    """A note, or that somebody is unsure: it stands beside an entry and decides nothing."""

    judgement: Judgement
    places: tuple[Place, ...]


class Decisions:
    """All that stands, read once. `anchors` gives each place's anchor in the layers now held, `lost` the places whose
    words are on no page held; `groups` are places that belong together or must stay apart because a person said so,
    `merged` those that stand joined by a person's *same*. `remarks` are notes and doubts in the order made.
    """

    def __init__(self, held: Held, undone: Mapping[str, int]) -> None:
        self._held = held
        self._undone = undone
        self.anchors: dict[Place, Anchor] = {}
        self.lost: set[Place] = set()
        self.groups: Partition[Place] = Partition()
        self.history: dict[Place, list[Decision]] = defaultdict(list)
        self.resolutions: dict[Place, list[Resolution]] = defaultdict(list)
        self.joined: dict[Place, list[Judgement]] = defaultdict(list)
        self.parted: dict[Place, list[Judgement]] = defaultdict(list)
        self.formed: dict[Place, str] = {}
        self.merged: set[Place] = set()
        self.remarks: list[Remark] = []
        self.orders: dict[str, tuple[int, str]] = {}

    def knew(self, judgement: Judgement, earlier: str) -> bool:
        """Whether they who made `judgement` knew of an earlier one: they saw it in force, or it had been taken back."""
        knew = seen_of(judgement).get("judgements")
        return knew is None or earlier in knew or self._undone.get(earlier, judgement.sequence) < judgement.sequence

    def join(self, places: Sequence[Place], judgement: Judgement) -> None:
        """Put places in one group, remembering whose act did."""
        self.groups.join(places)
        group = self.groups.group_of(places[0])
        for place in self.groups.members(group) if group is not None else ():
            self.formed[place] = judgement.id

    def hold(self, place: Place, judgement: Judgement) -> int:
        """The group of a place that a remark stands beside and where nothing is found any more: what was seen when the
        remark was made is kept there, as it is with places that were joined.
        """
        if self.groups.group_of(place) is None:
            self.groups.join([place])
        self.joined[place].append(judgement)
        group = self.groups.group_of(place)
        assert group is not None
        return group

    def order_of(self, judgement: str) -> tuple[int, str]:
        """What puts judgements in the order made, by their ids."""
        return self.orders[judgement]

    def decided_since(self, remark: Remark) -> bool:
        """Whether a decision in force on any of its places was made later."""
        since = _order(remark.judgement)
        return any(_order(d.judgement) > since for p in remark.places for d in self.history.get(p, ()))

    def place(self, anchor: Anchor) -> Place:
        """The place an anchor stands on, remembered with its anchor."""
        moved = anchor_in(anchor, self._held)
        at = moved or anchor
        if anchor.made:
            place = Place("", anchor.aspect, 0, 0, anchor.made)
        else:
            place = Place(at.citation.text_layer, at.aspect, at.citation.start, at.citation.end, "", at.name)
        self.anchors.setdefault(place, at)
        if moved is None and anchor.citation.exact:
            self.lost.add(place)
        return place

    def applied(self, group: int) -> tuple[Decision, ...]:
        """The decisions in force on a group, that of its first place first.

        A decision belongs where its first place is: the part of an entry that a person split off is undecided again,
        or as it was decided before. A later decision on a place takes the place of the earlier one. What was thrown
        out and then joined to something open is open again.
        """
        members = self.groups.members(group)
        inside = set(members)
        found: dict[str, Decision] = {}
        for place in members:
            for decision in reversed(self.history.get(place, ())):
                if decision.places[0] in inside:
                    found.setdefault(decision.judgement.id, decision)
                    break
        latest = sorted(found.values(), key=lambda d: _order(d.judgement), reverse=True)
        kept: list[Decision] = []
        for decision in latest:
            if not any(set(later.places) & set(decision.places) for later in kept):
                kept.append(decision)
        thrown_out = {p for d in kept if d.judgement.act == "reject" for p in d.places}
        if all(d.judgement.act == "reject" for d in kept) and not inside <= thrown_out:
            return ()
        return tuple(d for d in found.values() if d in kept)

    def split_off(self, group: int) -> bool:
        """Whether the last decision on any place of the group stayed with the other part."""
        inside = set(self.groups.members(group))
        return any(self.history[p][-1].places[0] not in inside for p in sorted(inside) if self.history.get(p))


def decisions(standing: Iterable[Judgement], held: Held, undone: Mapping[str, int]) -> Decisions:
    """Read the judgements in force (in the order made) that bear on entries. `undone` is `standing.first_undone`."""
    made = Decisions(held, undone)
    in_force = tuple(standing)
    made.orders = {j.id: _order(j) for j in in_force}
    by_hand = {j.id for j in in_force if j.act == "make"}
    for judgement in in_force:
        anchors = [a for a in judgement.anchors if a.aspect in ENTRY_ASPECTS and (not a.made or a.made in by_hand)]
        if judgement.act == "make":
            anchors = _hand_made(judgement, anchors)
        if not anchors:
            continue
        places = tuple(made.place(anchor) for anchor in anchors)
        _READ.get(judgement.act, _nothing)(made, judgement, places)
    return made


def _hand_made(judgement: Judgement, anchors: Sequence[Anchor]) -> list[Anchor]:
    """The anchor of an entry made by hand: its first words, or none at all, under the judgement's own id."""
    if any(a.aspect == "agent" for a in judgement.anchors):
        return []
    aspect = judgement.value.get("aspect")
    if anchors:
        first = anchors[0]
        return [Anchor(citation=first.citation, sentence=first.sentence, aspect=first.aspect, made=judgement.id)]
    empty = Citation(text_layer="", snapshot="", start=0, end=0, exact="")
    kind: Any = aspect if aspect in ENTRY_ASPECTS else "event"
    return [Anchor(citation=empty, sentence=Span(0, 0), aspect=kind, made=judgement.id)]


def _decide(made: Decisions, judgement: Judgement, places: tuple[Place, ...]) -> None:
    edited = judgement.value if judgement.act not in ("accept", "reject") else {}
    decision = _decision(made, judgement, places, edited)
    if judgement.act == "reject" or _knew_the_groups(made, judgement, places):
        made.groups.leave(decision.places)
    made.join(decision.places, judgement)
    for place in decision.places:
        made.history[place].append(decision)


def _knew_the_groups(made: Decisions, judgement: Judgement, places: tuple[Place, ...]) -> bool:
    """Whether they who decided on a part of a group knew it as one: then they decided on the part alone.

    Somebody in another window who did not know of a join yet does not take it back.
    """
    return all(made.knew(judgement, made.formed[p]) for p in places if p in made.formed)


def _decision(made: Decisions, judgement: Judgement, places: tuple[Place, ...], edited: Mapping[str, Any]) -> Decision:
    """What they saw is the record. Changes that somebody made meanwhile, without their knowing (another window, another
    person), stay on top of it, their own changes last; `seen` without a list of judgements knew of all.
    """
    earlier = {d.judgement.id: d for p in places for d in made.history.get(p, ())}
    before = next((made.history[p][-1] for p in places if made.history.get(p)), None)
    seen = {k: v for k, v in seen_of(judgement).items() if k not in ("found", "judgements")}
    values = dict(seen) if seen else dict(before.values) if before else {}
    unseen = [i for i in earlier if not made.knew(judgement, i)]
    since = min((_order(earlier[i].judgement) for i in unseen), default=None)
    for other in sorted((d.judgement for d in earlier.values()), key=_order):
        if since is not None and _order(other) >= since and other.act in ("edit", "make", "same"):
            values.update(_changes(other.value))
    values.update(_changes(edited))
    return Decision(judgement, tuple(dict.fromkeys(places)), values, _found(judgement, places))


def seen_of(judgement: Judgement) -> dict[str, Any]:
    """What was seen, as one entry: of several that were joined the first one's values, the places of all."""
    seen = judgement.seen
    entries = seen.get("entries")
    if not isinstance(entries, list | tuple) or not all(isinstance(e, dict) for e in entries) or not entries:
        return seen
    found = [place for entry in entries for place in entry.get("found", ())]
    knew = [j for entry in entries for j in entry.get("judgements", ())]
    return {**entries[0], "found": found, "judgements": knew}


def _changes(value: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in value.items() if k not in _NOT_VALUES}


def _order(judgement: Judgement) -> tuple[int, str]:
    return judgement.sequence, judgement.id


def _found(judgement: Judgement, places: tuple[Place, ...]) -> dict[Place, dict[str, Any]]:
    found = seen_of(judgement).get("found")
    if not isinstance(found, list | tuple) or len(found) != len(places):
        return {}
    return {place: value for place, value in zip(places, found, strict=True) if isinstance(value, dict) and value}


def _same(made: Decisions, judgement: Judgement, places: tuple[Place, ...]) -> None:
    made.join(places, judgement)
    made.merged.update(places)
    for place in places:
        made.joined[place].append(judgement)
    if _changes(judgement.value):
        decision = _decision(made, judgement, places, judgement.value)
        for place in decision.places:
            made.history[place].append(decision)


def _split(made: Decisions, judgement: Judgement, places: tuple[Place, ...]) -> None:
    parts = judgement.value.get("parts")
    if not isinstance(parts, list | tuple):
        return
    named = [
        [places[i] for i in part if isinstance(i, int) and 0 <= i < len(places)]
        for part in parts
        if isinstance(part, list | tuple)
    ]
    made.groups.split(named)
    made.merged.difference_update(places)
    for place in places:
        made.parted[place].append(judgement)


def _resolve(made: Decisions, judgement: Judgement, places: tuple[Place, ...]) -> None:
    attribute = judgement.value.get("attribute")
    if not isinstance(attribute, str):
        return
    made.join(places, judgement)
    resolution = Resolution(attribute, judgement.value.get("choice"), judgement)
    for place in places:
        made.resolutions[place].append(resolution)


def _remark(made: Decisions, judgement: Judgement, places: tuple[Place, ...]) -> None:
    made.remarks.append(Remark(judgement, tuple(dict.fromkeys(places))))


def _nothing(made: Decisions, judgement: Judgement, places: tuple[Place, ...]) -> None:
    """Acts that bear on no entry."""


_READ = {
    "accept": _decide,
    "reject": _decide,
    "edit": _decide,
    "make": _decide,
    "same": _same,
    "split": _split,
    "resolve": _resolve,
    "note": _remark,
    "unsure": _remark,
}
