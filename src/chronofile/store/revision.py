"""Revision: decisions laid over the stored chronology entry by entry, and what is new to a window that has seen it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial
from typing import NamedTuple

import msgspec

from chronofile.model import Aspect, Chronology, Entry
from chronofile.store import agents, judgements, projection, rows, seal
from chronofile.store.database import Database
from chronofile.store.packing import many, pack
from chronofile.store.rows import Stored, Told

Digest = Callable[[str, Iterable[bytes]], str]
"""The digest of a chronology from its ground and the contents of its entries: `merge.digest.whole`."""
Pair = tuple[str, str, str]
ASPECTS: tuple[Aspect, ...] = ("event", "legal_status", "open_item", "statement")


class Standing(NamedTuple):
    """What the stored chronology was made from, and how many judgements it knows."""

    made_from: str
    judged: int


def standing(db: Database) -> Standing | None:
    row = db.row("SELECT made_from, judged FROM projection")
    return Standing(str(row[0]), int(row[1])) if row else None


def write(db: Database, changed: Sequence[Stored], known: Standing, digest: Digest) -> bool:
    """Put entries in place of what they were, as `known` (what it is made from now) has them.

    False, and nothing is written, when somebody judged since. The caller reads what it changes inside the same
    transaction (`db.transaction`), so that nobody else writes between.
    """
    if judgements.count(db) != known.judged:
        return False
    told = projection.surroundings(db)
    row = db.row("SELECT revision, folded, seal, ground, around, pairs, agents FROM projection")
    if told is None or row is None:
        return False
    revision, folded, sealed, ground, around, pairs, people = row
    new = [rows.row_of(*one) for one in changed]
    old = {own: found for own in (r.id for r in new) if (found := rows.standing(db, own)) is not None}
    moved = {r.id for r, one in zip(new, changed, strict=True) if _is_moved(old.get(r.id), r.place, one[0])}
    rows.write(db, new, int(revision) + 1)
    if any(a in moved or b in moved for a, b, _ in (*told.proposals, *told.resting)):
        pairs = pack(_in_order(db, told, moved))
    contents = [c for (c,) in db.rows("SELECT content FROM entry INDEXED BY entry_in_order")]
    parts = projection.Parts(pairs, around, people, ground)
    gone = [(place, own, mark) for own, (place, mark, _) in old.items()]
    total = seal.moved(seal.total_of(sealed), gone, [(r.place, r.id, r.mark) for r in new])
    numbers = (known.judged, int(revision) + 1, int(folded))
    made = projection.write(db, parts, (digest(ground, contents), known.made_from), numbers, total)
    if (db.identity(), int(revision), sealed) in seal.checked:
        seal.checked.add(db.identity(), int(revision) + 1, made)
    return True


def _is_moved(before: tuple[str, bytes, bool] | None, place: str, entry: Entry) -> bool:
    """Whether pairs that this entry is in may stand elsewhere, or rest where they did not."""
    return before is None or before[0] != place or before[2] != (entry.state == "rejected")


def _in_order(db: Database, told: Chronology, moved: Collection[str]) -> Chronology:
    """Pairs of entries in reading order after some moved; those rest of which one was thrown out.

    Pairs of entries that did not move keep their order among each other: only the others are put in anew (of 4,000
    pairs 3 ms, all sorted again 40).
    """
    place = cache(partial(_place, db))

    def at(pair: Pair) -> tuple[str, ...]:
        return (*place(pair[0]), *place(pair[1]))

    out = {own: rests for own in moved if (rests := rows.is_rejected(db, own)) is not None}
    stayed: tuple[list[Pair], list[Pair]] = ([], [])
    anew: list[Pair] = []
    for kept, pairs in zip(stayed, (told.proposals, told.resting), strict=True):
        for pair in pairs:
            (anew if pair[0] in moved or pair[1] in moved else kept).append(pair)
    for a, b, why in anew:
        if place(a) and place(b):
            first, second = sorted((a, b), key=place)
            rests = any(out[own] if own in out else bool(rows.is_rejected(db, own)) for own in (a, b))
            insort(stayed[rests], (first, second, why), key=at)
    return Chronology(proposals=tuple(stayed[0]), resting=tuple(stayed[1]))


def _place(db: Database, own: str) -> tuple[str, ...]:
    """Where an entry stands in reading order; () for one that is not there."""
    row = db.row("SELECT place, id FROM entry WHERE id = ?", own)
    return (row[0], row[1]) if row else ()


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The chronology in outline, of all aspects, with its agents, at one moment: what screens are made from.

    `revision` tells that moment; `placed` are its entries with what puts them in order.
    """

    chronology: Chronology
    revision: int
    placed: list[tuple[str, str, Told]] = []

    @property
    def entries(self) -> int:
        return len(self.placed)


def view(db: Database, known: View | None = None) -> View | None:
    """The chronology as it stands; of `known`, an earlier view of the same case, all that did not change is taken over.

    None before the first fold. Raises CaseDamaged.
    """
    with db.one_moment(), many():
        row = db.row("SELECT revision, folded, digest FROM projection")
        if row is None:
            return None
        revision, folded = int(row[0]), int(row[1])
        if known is not None and (known.revision, known.chronology.digest) == (revision, row[2]):
            return known
        around = projection.surroundings(db)
        assert around is not None
        if known is not None and folded <= known.revision < revision:
            placed = _renewed(known.placed, rows.outlines_since(db, known.revision))
            people = known.chronology.agents
        else:
            found = [one for aspect in ASPECTS for one in rows.outlines(db, aspect)]
            placed = sorted(((place, told.entry.id, told) for place, told in found), key=lambda one: one[:2])
            people = agents.every(db)
    made = rows.chronology_of(around, (told for _, _, told in placed), around.digest)
    return View(chronology=msgspec.structs.replace(made, agents=people), revision=revision, placed=placed)


def _renewed(placed: list[tuple[str, str, Told]], changed: list[tuple[str, Told]]) -> list[tuple[str, str, Told]]:
    """The same list with some entries anew, each at its place."""
    ids = {told.entry.id for _, told in changed}
    made = [one for one in placed if one[1] not in ids]
    for place, told in changed:
        at = bisect_left(made, (place, told.entry.id), key=lambda one: one[:2])
        made.insert(at, (place, told.entry.id, told))
    return made
