"""Projection: the chronology as it was last folded, kept so that showing it needs no fold.

Each entry is kept twice: in outline, which is all that a list shows, and whole. `show` of a case of a thousand pages
reads outlines alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from chronofile.errors import CaseDamaged
from chronofile.model import CaseAgent, Chronology, DateValue, Disagreement, Entry, Run, SyndicationGroup
from chronofile.store import judgements, runs
from chronofile.store.database import Database
from chronofile.store.packing import many, pack, unpack


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


class _Rest(msgspec.Struct, frozen=True, kw_only=True):
    """A chronology without its entries."""

    agents: tuple[CaseAgent, ...]
    disagreements: tuple[Disagreement, ...]
    syndication: tuple[SyndicationGroup, ...]
    proposals: tuple[tuple[str, str, str], ...]
    published: dict[str, DateValue | None]


def put(
    db: Database,
    chronology: Chronology,
    anchors: Mapping[str, str],
    *,
    judged: int | None = None,
    made_from: str = "",
    ending: Ending | None = None,
) -> Changes | None:
    """Replace the projection and remember under which id each anchor stands (anchor key -> entry id).

    `judged` is how many judgements were folded: when one was added meanwhile nothing is written and None comes back,
    so that a fold never hides what a person just decided. Rows that did not change are not written. Anchors are never
    forgotten: an entry that comes back has its old id.
    """
    rows = [(place, e.id, pack(e)) for place, e in enumerate(chronology.entries)]
    brief = pack([outline_of(e) for e in chronology.entries])
    rest = pack(
        _Rest(
            agents=chronology.agents,
            disagreements=chronology.disagreements,
            syndication=chronology.syndication,
            proposals=chronology.proposals,
            published=chronology.published,
        )
    )
    with db.transaction("chronology written"):
        if judged is not None and judgements.count(db) != judged:
            return None
        old = {place: (own, body) for place, own, body in db.rows("SELECT position, id, body FROM entry")}
        moved = [row for row in rows if old.get(row[0]) != row[1:]]
        db.run_many("INSERT OR REPLACE INTO entry (position, id, body) VALUES (?, ?, ?)", moved)
        db.run("DELETE FROM entry WHERE position >= ?", len(rows))
        db.run_many(
            "INSERT INTO entry_anchor (anchor, entry) VALUES (?, ?)"
            " ON CONFLICT (anchor) DO UPDATE SET entry = excluded.entry WHERE entry <> excluded.entry",
            list(anchors.items()),
        )
        db.run(
            "INSERT OR REPLACE INTO projection (one, digest, made_from, seal, outline, rest) VALUES (1, ?, ?, ?, ?, ?)",
            chronology.digest,
            made_from,
            _seal((row[1:] for row in rows), brief, rest, chronology.digest),
            brief,
            rest,
        )
        if ending is not None:
            runs.finish(db, ending.run, digest=chronology.digest, by=ending.by, at=ending.at)
    before = dict(old.values())
    after = {own: body for _, own, body in rows}
    return Changes(
        new=tuple(own for own in after if own not in before),
        changed=tuple(own for own, body in after.items() if own in before and before[own] != body),
        gone=tuple(own for own in before if own not in after),
    )


def get(db: Database) -> Chronology | None:
    """The whole chronology as it was last folded; None before the first fold. Raises CaseDamaged."""
    with db.one_moment():
        row = db.row("SELECT digest, rest FROM projection")
        bodies = db.rows("SELECT id, body FROM entry ORDER BY position")
    if row is None:
        return None
    with many():
        entries = tuple(unpack(body, Entry, f"{db.case}: the entry {own}") for own, body in bodies)
    return _whole(db, row[0], entries, row[1])


def outline(db: Database) -> Chronology | None:
    """The same with outlines for entries (see `outline_of`), which is quicker. Raises CaseDamaged."""
    row = db.row("SELECT digest, rest, outline FROM projection")
    if row is None:
        return None
    with many():
        entries = unpack(row[2], tuple[Entry, ...], f"{db.case}: the stored chronology")
    return _whole(db, row[0], entries, row[1])


def entry(db: Database, own: str) -> Entry | None:
    """One entry in full by its id."""
    row = db.row("SELECT body FROM entry WHERE id = ?", own)
    return unpack(row[0], Entry, f"{db.case}: the entry {own}") if row else None


def outline_of(entry: Entry) -> Entry:
    """What lists show: without claims, details and the program's dissent, and with the first quotation alone."""
    return msgspec.structs.replace(
        entry, claims=(), details={}, chosen={}, program_says={}, citations=entry.citations[:1]
    )


def digest(db: Database) -> str | None:
    """The content digest of the projection, None before the first fold."""
    row = db.row("SELECT digest FROM projection")
    return str(row[0]) if row else None


def made_from(db: Database) -> str | None:
    row = db.row("SELECT made_from FROM projection")
    return str(row[0]) if row else None


def known_ids(db: Database) -> dict[str, str]:
    """Anchor key -> entry id, for every anchor an entry ever stood on."""
    return dict(db.rows("SELECT anchor, entry FROM entry_anchor"))


def is_sealed(db: Database) -> bool:
    """False when an entry was changed, added or removed other than by `put`; True before the first fold."""
    with db.one_moment():
        row = db.row("SELECT seal, outline, rest, digest FROM projection")
        rows = db.rows("SELECT id, body FROM entry ORDER BY position")
    return bool(_seal(rows, *row[1:]) == row[0]) if row else not rows


def broken(db: Database) -> str | None:
    """What is wrong with the stored chronology, in words; None when it is what was written."""
    if not is_sealed(db):
        return "the stored chronology is not what was written: an entry was changed, added or removed"
    try:
        get(db)
        outline(db)
    except CaseDamaged as damage:
        return str(damage)
    return None


def _whole(db: Database, digest: str, entries: tuple[Entry, ...], packed: bytes) -> Chronology:
    rest = unpack(packed, _Rest, f"{db.case}: the stored chronology")
    return Chronology(
        entries=entries,
        agents=rest.agents,
        disagreements=rest.disagreements,
        syndication=rest.syndication,
        proposals=rest.proposals,
        published=rest.published,
        digest=digest,
    )


def _seal(rows: Iterable[tuple[Any, ...]], brief: bytes, rest: bytes, digest: str) -> str:
    whole = hashlib.sha256(hashlib.sha256(brief).digest() + hashlib.sha256(rest).digest() + digest.encode())
    for own, body in rows:
        whole.update(own.encode() + hashlib.sha256(body).digest())
    return whole.hexdigest()
