"""Projection: the chronology as it was last folded, kept so that showing it needs no fold.

Every entry is a row of its own, whole and in outline (`rows.py`), so that a decision on one entry writes that entry
alone (`revision.py`). What stands around the entries is kept apart: pairs that may be one, agents, and the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, get_args

import msgspec

from chronofile.errors import CaseDamaged
from chronofile.model import Aspect, Chronology, Folded, Run
from chronofile.store import agents, judgements, rows, runs, seal
from chronofile.store.database import Database
from chronofile.store.packing import many, pack, unpack

LISTED: tuple[Aspect, ...] = ("event", "open_item")
"""Aspects that a chronology is made of; statements and legal statuses stand behind them."""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of entries against the chronology before; `changed` have other values, not merely another place."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Ending(msgspec.Struct, frozen=True):
    """The run that made the projection, by whom and when it ended: it is closed in the same transaction."""

    run: Run
    by: str
    at: str


class Made(NamedTuple):
    """`of` is what the fold was made from (see `build.case_key`), `judged` how many judgements it knows (None: all);
    `late` says that more may have been made since, which the next look at the chronology lays over it.
    """

    of: str = ""
    judged: int | None = None
    late: bool = False


UNTOLD = Made()
_AT_ONCE = 500
"""Rows written together: packing 27,000 before the first is written takes 95 MB."""


class Parts(NamedTuple):
    """What stands beside the entries: packed pairs, packed surroundings, a hash of the agents, a hash of the ground."""

    pairs: bytes
    around: bytes
    agents: bytes
    ground: str


def put(
    db: Database, folded: Folded, anchors: Mapping[str, str], made: Made = UNTOLD, *, ending: Ending | None = None
) -> Changes | None:
    """Replace the projection and remember under which id each anchor stands (anchor key -> id of entry or agent).

    When a judgement was added since (and the fold is not `late`) nothing is written and None comes back, so that a fold
    never hides what a person just decided. Rows that did not change are not written. Anchors are never forgotten: an
    entry that comes back has its old id.
    """
    told = folded.chronology
    bad = rows.misfits(db)
    with db.transaction("chronology written"):
        count = judgements.count(db)
        judged = count if made.judged is None else made.judged
        if judged != count and not made.late:
            return None
        old = {own: (place, mark) for place, own, mark in db.rows("SELECT place, id, mark FROM entry")}
        revision = revision_of(db) + 1
        for own in bad:
            db.run("DELETE FROM outline WHERE id = ?", own)
        changes = _write_rows(db, folded, old, bad, revision)
        db.run_many(
            "INSERT INTO entry_anchor (anchor, entry) VALUES (?, ?)"
            " ON CONFLICT (anchor) DO UPDATE SET entry = excluded.entry WHERE entry <> excluded.entry",
            list(anchors.items()),
        )
        around = msgspec.structs.replace(told, entries=(), agents=(), disagreements=(), proposals=(), resting=())
        parts = Parts(pack(_pairs(told)), pack(around), agents.put(db, told.agents), folded.ground)
        made_now = write(db, parts, (told.digest, made.of), (judged, revision, revision), seal.of_rows(_standing(db)))
        seal.checked.add(db.identity(), revision, made_now)
        if ending is not None:
            runs.finish(db, ending.run, digest=told.digest, by=ending.by, at=ending.at)
    return changes


def _write_rows(
    db: Database, folded: Folded, old: Mapping[str, tuple[str, bytes]], bad: Collection[str], revision: int
) -> Changes:
    """Entries that are another than before, `old` being place and mark by id, some hundred at a time."""
    moved: list[rows.Row] = []
    new, changed, now = [], [], {entry.id for entry in folded.chronology.entries}
    rows.remove(db, [own for own in old if own not in now])
    for row in rows.rows_of(folded):
        before = old.get(row.id)
        if before is None:
            new.append(row.id)
        elif before[1] != row.mark:
            changed.append(row.id)
        if before != (row.place, row.mark) or row.id in bad:
            moved.append(row)
        if len(moved) == _AT_ONCE:
            rows.write(db, moved, revision)
            moved = []
    rows.write(db, moved, revision)
    return Changes(new=tuple(new), changed=tuple(changed), gone=tuple(own for own in old if own not in now))


def write(db: Database, parts: Parts, made: tuple[str, str], numbers: tuple[int, int, int], total: int) -> str:
    """The projection's own row, whose seal comes back. `made` are digest and `made_from`, `numbers` how many judgements
    are folded in, the revision now and that of the last whole fold, `total` the sum over the entries (see `seal`). The
    caller holds the transaction and has written the entries.
    """
    digest, made_from = made
    sealed = _sealed(total, parts, digest)
    db.run(
        "INSERT OR REPLACE INTO projection"
        " (one, digest, made_from, judged, revision, folded, seal, ground, around, pairs, agents)"
        " VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        digest, made_from, *numbers, sealed, parts.ground, parts.around, parts.pairs, parts.agents,
    )  # fmt: skip
    return sealed


def get(db: Database) -> Chronology | None:
    """The whole chronology as it was last folded; None before the first fold. Raises CaseDamaged."""
    with db.one_moment(), many():
        around = surroundings(db)
        if around is None:
            return None
        made = rows.chronology_of(around, rows.whole(db), around.digest)
        return msgspec.structs.replace(made, agents=agents.every(db))


def outline(db: Database, aspects: Collection[Aspect] = LISTED) -> Chronology | None:
    """The same for lists: entries of these aspects in outline (see `outline_of`), no agents.

    None before the first fold. Raises CaseDamaged.
    """
    with db.one_moment(), many():
        around = surroundings(db)
        if around is None:
            return None
        placed = [found for aspect in get_args(Aspect) if aspect in aspects for found in rows.outlines(db, aspect)]
    placed.sort(key=lambda found: (found[0], found[1].entry.id))
    return rows.chronology_of(around, (told for _, told in placed), around.digest)


def surroundings(db: Database, *, pairs: bool = True) -> Chronology | None:
    """What stands around the entries, pairs of them where asked for, and the digest; no agents. None before the first
    fold.
    """
    row = db.row("SELECT digest, around, pairs FROM projection")
    if row is None:
        return None
    around = msgspec.structs.replace(unpack(row[1], Chronology, f"{db.case}: the stored chronology"), digest=row[0])
    if not pairs:
        return around
    held = unpack(row[2], Chronology, f"{db.case}: the stored chronology")
    return msgspec.structs.replace(around, proposals=held.proposals, resting=held.resting)


def digest(db: Database) -> str | None:
    """The content digest of the projection, None before the first fold."""
    row = db.row("SELECT digest FROM projection")
    return str(row[0]) if row else None


def revision_of(db: Database) -> int:
    """Another number after each writing of the chronology, larger than all before; 0 before the first."""
    row = db.row("SELECT revision FROM projection")
    return int(row[0]) if row else 0


def made_from(db: Database) -> str | None:
    row = db.row("SELECT made_from FROM projection")
    return str(row[0]) if row else None


def marks(db: Database) -> dict[str, bytes]:
    """Entry id -> a hash of all the entry says, in the order of the chronology."""
    return dict(db.rows("SELECT id, mark FROM entry INDEXED BY entry_in_order ORDER BY place, id"))


def stands_at(db: Database, anchor: str) -> str | None:
    """The id of the entry or agent that last stood on this anchor key."""
    row = db.row("SELECT entry FROM entry_anchor WHERE anchor = ?", anchor)
    return str(row[0]) if row else None


def known_ids(db: Database) -> dict[str, str]:
    """Anchor key -> entry id, for every anchor an entry ever stood on."""
    return dict(db.rows("SELECT anchor, entry FROM entry_anchor"))


def is_sealed(db: Database, *, thorough: bool = False) -> bool:
    """False when an entry was changed, added or removed other than by this room; True before the first fold.

    Without `thorough` each entry is taken by its mark: what is wrong inside one shows when it is unpacked; and what was
    found right in this process is not looked at again until it is written anew.
    """
    with db.one_moment():
        row = db.row("SELECT revision, seal, digest, pairs, around, agents, ground FROM projection")
        if row is None:
            return db.row("SELECT 1 FROM entry LIMIT 1") is None
        known = (db.identity(), int(row[0]), str(row[1]))
        if not thorough and known in seal.checked:
            return True
        if thorough and (rows.misfits(db) or agents.sealed(db) != row[5]):
            return False
        if _sealed(seal.of_rows(_standing(db)), Parts(*row[3:]), row[2]) != row[1]:
            return False
        seal.checked.add(*known)
        return True


def broken(db: Database) -> str | None:
    """What is wrong with the stored chronology, in words; None when it is what was written."""
    if not is_sealed(db, thorough=True):
        return "the stored chronology is not what was written: an entry was changed, added or removed"
    try:
        get(db)
        outline(db)
    except CaseDamaged as damage:
        return str(damage)
    return None


def _pairs(told: Chronology) -> Chronology:
    return Chronology(proposals=told.proposals, resting=told.resting)


def _standing(db: Database) -> list[tuple[str, str, bytes]]:
    return db.rows("SELECT place, id, mark FROM entry INDEXED BY entry_in_order")


def _sealed(total: int, parts: Parts, content: str) -> str:
    return seal.seal(total, content.encode(), parts.ground.encode(), parts.agents, parts.pairs, parts.around)
