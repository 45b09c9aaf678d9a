"""Projection: the chronology as it was last folded, kept so that showing it needs no fold.

Every entry is kept whole in a row of its own, and once more in an outline: what lists show, without the claims, which
are nine tenths of it. There is one outline for each aspect, so that a list of events reads no statements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from chronofile.errors import CaseDamaged
from chronofile.model import Aspect, Chronology, Entry, Run
from chronofile.store import judgements, runs
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


def put(
    db: Database,
    chronology: Chronology,
    anchors: Mapping[str, str],
    *,
    judged: int | None = None,
    made_from: str = "",
    ending: Ending | None = None,
) -> Changes | None:
    """Replace the projection and remember under which id each anchor stands (anchor key -> id of entry or agent).

    `judged` is how many judgements were folded: when one was added meanwhile nothing is written and None comes back,
    so that a fold never hides what a person just decided. Rows that did not change are not written. Anchors are never
    forgotten: an entry that comes back has its old id.
    """
    rows = [(place, own, _mark(body), body) for place, own, body in _packed(chronology.entries)]
    parts = {"around": pack(_around(chronology)), "agents": pack(_agents(chronology)), **_outlines(chronology.entries)}
    seal = _seal(((own, mark) for _, own, mark, _ in rows), parts, chronology.digest)
    misfits = _misfits(db)
    with db.transaction("chronology written"):
        if judged is not None and judgements.count(db) != judged:
            return None
        old = {place: (own, mark) for place, own, mark in db.rows("SELECT position, id, mark FROM entry")}
        moved = [row for row in rows if old.get(row[0]) != row[1:3] or row[0] in misfits]
        db.run_many("INSERT OR REPLACE INTO entry (position, id, mark, body) VALUES (?, ?, ?, ?)", moved)
        db.run("DELETE FROM entry WHERE position >= ?", len(rows))
        db.run_many(
            "INSERT INTO entry_anchor (anchor, entry) VALUES (?, ?)"
            " ON CONFLICT (anchor) DO UPDATE SET entry = excluded.entry WHERE entry <> excluded.entry",
            list(anchors.items()),
        )
        db.run(
            "INSERT OR REPLACE INTO projection (one, digest, made_from, seal, around, agents)"
            " VALUES (1, ?, ?, ?, ?, ?)",
            chronology.digest,
            made_from,
            seal,
            parts.pop("around"),
            parts.pop("agents"),
        )
        db.run("DELETE FROM outline")
        db.run_many("INSERT INTO outline (aspect, body) VALUES (?, ?)", list(parts.items()))
        if ending is not None:
            runs.finish(db, ending.run, digest=chronology.digest, by=ending.by, at=ending.at)
    before = dict(old.values())
    after = {own: mark for _, own, mark, _ in rows}
    return Changes(
        new=tuple(own for own in after if own not in before),
        changed=tuple(own for own, mark in after.items() if own in before and before[own] != mark),
        gone=tuple(own for own in before if own not in after),
    )


def get(db: Database) -> Chronology | None:
    """The whole chronology as it was last folded; None before the first fold. Raises CaseDamaged."""
    with db.one_moment():
        row = db.row("SELECT digest, around, agents FROM projection")
        bodies = db.rows("SELECT id, body FROM entry ORDER BY position")
    if row is None:
        return None
    with many():
        around = unpack(row[1], Chronology, f"{db.case}: the stored chronology")
        agents = unpack(row[2], Chronology, f"{db.case}: the stored chronology")
        entries = tuple(unpack(body, Entry, f"{db.case}: the entry {own}") for own, body in bodies)
    return msgspec.structs.replace(
        around, entries=entries, agents=agents.agents, proposals=agents.proposals, digest=row[0]
    )


def outline(db: Database, aspects: Collection[Aspect] = LISTED) -> Chronology | None:
    """The same for lists: entries of these aspects in outline (see `outline_of`), no agents and no proposals.

    None before the first fold. Raises CaseDamaged.
    """
    with db.one_moment():
        row = db.row("SELECT digest, around FROM projection")
        bodies = db.rows("SELECT aspect, body FROM outline ORDER BY aspect")
    if row is None:
        return None
    placed: list[tuple[int, Entry]] = []
    with many():
        for aspect, body in bodies:
            if aspect in aspects:
                placed += unpack(body, list[tuple[int, Entry]], f"{db.case}: the stored list of the aspect '{aspect}'")
        around = unpack(row[1], Chronology, f"{db.case}: the stored chronology")
    placed.sort(key=lambda found: found[0])
    return msgspec.structs.replace(around, entries=tuple(entry for _, entry in placed), digest=row[0])


def entry(db: Database, own: str) -> Entry | None:
    """One entry in full by its id."""
    row = db.row("SELECT body FROM entry WHERE id = ?", own)
    return unpack(row[0], Entry, f"{db.case}: the entry {own}") if row else None


def outline_of(entry: Entry) -> Entry:
    """What lists show: all but the claims, the places it stands on, and what the program made of it."""
    return msgspec.structs.replace(
        entry, claims=(), anchors=(), found=(), members=(), chosen={}, program_says={}, reason="", importance_reason=""
    )


def digest(db: Database) -> str | None:
    """The content digest of the projection, None before the first fold."""
    row = db.row("SELECT digest FROM projection")
    return str(row[0]) if row else None


def made_from(db: Database) -> str | None:
    row = db.row("SELECT made_from FROM projection")
    return str(row[0]) if row else None


def marks(db: Database) -> dict[str, bytes]:
    """Entry id -> a hash of all the entry says, in the order of the chronology."""
    return dict(db.rows("SELECT id, mark FROM entry ORDER BY position"))


def stands_at(db: Database, anchor: str) -> str | None:
    """The id of the entry or agent that last stood on this anchor key."""
    row = db.row("SELECT entry FROM entry_anchor WHERE anchor = ?", anchor)
    return str(row[0]) if row else None


def known_ids(db: Database) -> dict[str, str]:
    """Anchor key -> entry id, for every anchor an entry ever stood on."""
    return dict(db.rows("SELECT anchor, entry FROM entry_anchor"))


def is_sealed(db: Database, *, thorough: bool = False) -> bool:
    """False when an entry was changed, added or removed other than by `put`; True before the first fold.

    Without `thorough` each entry is taken by its mark: what is wrong inside one shows when it is unpacked.
    """
    with db.one_moment():
        row = db.row("SELECT seal, digest, around, agents FROM projection")
        outlines = dict(db.rows("SELECT aspect, body FROM outline ORDER BY aspect"))
        marks = db.rows("SELECT id, mark FROM entry ORDER BY position")
        misfits = _misfits(db) if thorough else set()
    if row is None:
        return not marks
    if misfits:
        return False
    seal, content, around, agents = row
    return bool(_seal(marks, {"around": around, "agents": agents, **outlines}, content) == seal)


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


def _packed(entries: Iterable[Entry]) -> Iterable[tuple[int, str, bytes]]:
    for place, made in enumerate(entries):
        yield place, made.id, pack(made)


def _outlines(entries: Iterable[Entry]) -> dict[str, bytes]:
    """Aspect to packed list of (position, outline)."""
    lists: dict[str, list[tuple[int, Entry]]] = {}
    for place, made in enumerate(entries):
        lists.setdefault(made.aspect, []).append((place, outline_of(made)))
    return {aspect: pack(placed) for aspect, placed in sorted(lists.items())}


def _around(chronology: Chronology) -> Chronology:
    """What belongs to a list of entries: all but entries, agents and proposals."""
    return msgspec.structs.replace(chronology, entries=(), agents=(), proposals=())


def _agents(chronology: Chronology) -> Chronology:
    """What only a whole chronology holds."""
    return Chronology(agents=chronology.agents, proposals=chronology.proposals)


def _misfits(db: Database) -> set[int]:
    """Positions of entries that are not what was written."""
    return {place for place, mark, body in db.each("SELECT position, mark, body FROM entry") if _mark(body) != mark}


def _mark(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:16]


def _seal(marks: Iterable[tuple[Any, ...]], parts: Mapping[str, bytes], content: str) -> str:
    whole = hashlib.sha256(content.encode())
    for name, part in parts.items():
        whole.update(name.encode() + hashlib.sha256(part).digest())
    for own, mark in marks:
        whole.update(own.encode() + mark)
    return whole.hexdigest()
