"""Rows: an entry as the store keeps it: whole with its disagreements, once more in outline, and its footing.

The outline is what lists show, without the claims, which are nine tenths of an entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from chronofile.model import Chronology, Disagreement, Entry, Folded, Footing
from chronofile.store.database import Database
from chronofile.store.packing import pack, pack_lightly, unpack, unpack_rows

Stored = tuple[Entry, tuple[Disagreement, ...], Footing]


class Told(msgspec.Struct, frozen=True, array_like=True):
    """An entry, whole or in outline, with the disagreements that hang on it."""

    entry: Entry
    disagreements: tuple[Disagreement, ...] = ()


class Row(NamedTuple):
    """`mark` is a hash of all the others; `place` puts entries in reading order, compared as text."""

    id: str
    place: str
    aspect: str
    content: bytes
    mark: bytes
    body: bytes
    footing: bytes
    outline: bytes
    disagreements: tuple[str, ...]


def outline_of(entry: Entry) -> Entry:
    """What lists show: all but the claims, the places it stands on, and what the program made of it."""
    return msgspec.structs.replace(
        entry, claims=(), anchors=(), found=(), members=(), chosen={}, program_says={}, reason="", importance_reason=""
    )


def rows_of(folded: Folded) -> Iterator[Row]:
    """Every entry of a chronology in its order, made one at a time: together they take as much memory again as the
    chronology. One without a footing is placed by its position.
    """
    told = folded.chronology
    hanging: dict[str, list[Disagreement]] = {}
    for one in told.disagreements:
        hanging.setdefault(one.entry, []).append(one)
    for at, entry in enumerate(told.entries):
        footing = folded.footings.get(entry.id) or Footing(place=f"{at:09d}")
        yield row_of(entry, tuple(hanging.get(entry.id, ())), footing)


def row_of(entry: Entry, disagreements: tuple[Disagreement, ...], footing: Footing) -> Row:
    body = pack(Told(entry, disagreements))
    under = pack(msgspec.structs.replace(footing, place=""))
    outline = pack_lightly(Told(outline_of(entry), disagreements))
    return Row(
        id=entry.id,
        place=footing.place,
        aspect=entry.aspect,
        content=footing.content,
        mark=mark_of(entry.aspect, footing.content, body, under, outline),
        body=body,
        footing=under,
        outline=outline,
        disagreements=tuple(d.id for d in disagreements),
    )


def mark_of(aspect: str, content: bytes, *packed: bytes) -> bytes:
    """A hash of a row but for its place, 16 bytes."""
    whole = hashlib.sha256(f"{aspect}\x1f".encode() + content)
    for part in packed:
        whole.update(hashlib.sha256(part).digest())
    return whole.digest()[:16]


def write(db: Database, rows: Sequence[Row], revision: int) -> None:
    """Put these in place of what stood under their ids."""
    remove(db, [row.id for row in rows])
    db.run_many(
        "INSERT INTO entry (id, place, aspect, revision, content, mark, body, footing) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(r.id, r.place, r.aspect, revision, r.content, r.mark, r.body, r.footing) for r in rows],
    )
    db.run_many(
        "INSERT OR REPLACE INTO outline (aspect, place, id, body) VALUES (?, ?, ?, ?)",
        [(r.aspect, r.place, r.id, r.outline) for r in rows],
    )
    db.run_many(
        "INSERT OR REPLACE INTO disagreement (id, entry) VALUES (?, ?)",
        [(own, r.id) for r in rows for own in r.disagreements],
    )


def remove(db: Database, ids: Iterable[str]) -> None:
    gone = [(own,) for own in ids]
    keys = [row for one in gone if (row := db.row("SELECT aspect, place, id FROM entry WHERE id = ?", *one))]
    db.run_many("DELETE FROM outline WHERE aspect = ? AND place = ? AND id = ?", keys)
    db.run_many("DELETE FROM disagreement WHERE entry = ?", gone)
    db.run_many("DELETE FROM entry WHERE id = ?", gone)


def misfits(db: Database) -> set[str]:
    """Ids of entries that are not what was written; of outlines without an entry the id they stand under."""
    found = {
        own
        for own, mark, aspect, content, body, footing, outline in db.each(
            "SELECT e.id, e.mark, e.aspect, e.content, e.body, e.footing, o.body FROM entry e"
            " LEFT JOIN outline o ON o.aspect = e.aspect AND o.place = e.place AND o.id = e.id"
        )
        if mark_of(aspect, content, body, footing, outline or b"") != mark
    }
    lone = "SELECT o.id FROM outline o LEFT JOIN entry e ON e.id = o.id AND e.place = o.place WHERE e.id IS NULL"
    return found | {own for (own,) in db.rows(lone)}


def entry(db: Database, own: str) -> Entry | None:
    """One entry in full by its id. Raises CaseDamaged."""
    row = db.row("SELECT body FROM entry WHERE id = ?", own)
    return unpack(row[0], Told, f"{db.case}: the entry {own}").entry if row else None


def standing(db: Database, own: str) -> tuple[str, bytes, bool] | None:
    """Place and mark of an entry, and whether it was thrown out."""
    row = db.row("SELECT place, mark FROM entry WHERE id = ?", own)
    return (row[0], row[1], bool(is_rejected(db, own))) if row else None


def is_rejected(db: Database, own: str) -> bool | None:
    """Whether somebody threw this entry out; None when there is none."""
    found = entry(db, own)
    return None if found is None else found.state == "rejected"


def stored(db: Database, own: str) -> Stored | None:
    """The same with its disagreements and its footing."""
    row = db.row("SELECT body, footing, place FROM entry WHERE id = ?", own)
    if row is None:
        return None
    told = unpack(row[0], Told, f"{db.case}: the entry {own}")
    footing = unpack(row[1], Footing, f"{db.case}: the entry {own}")
    return told.entry, told.disagreements, msgspec.structs.replace(footing, place=row[2])


def whole(db: Database) -> list[Told]:
    """Every entry in full, in reading order. Raises CaseDamaged, naming the entry."""
    bodies = db.rows("SELECT id, body FROM entry ORDER BY place, id")
    return [unpack(body, Told, f"{db.case}: the entry {own}") for own, body in bodies]


def entries(db: Database) -> Iterator[Entry]:
    """The same, one at a time: no more than one is held. Nothing may be written before the last."""
    for own, body in db.each("SELECT id, body FROM entry ORDER BY place, id"):
        yield unpack(body, Told, f"{db.case}: the entry {own}").entry


def outlines(db: Database, aspect: str) -> list[tuple[str, Told]]:
    """(place, outline) of every entry of an aspect, in reading order. Raises CaseDamaged."""
    found = db.rows("SELECT place, body FROM outline WHERE aspect = ? ORDER BY place, id", aspect)
    told = unpack_rows([body for _, body in found], Told, f"{db.case}: the stored list of the aspect '{aspect}'")
    return list(zip([place for place, _ in found], told, strict=True))


def outlines_since(db: Database, revision: int) -> list[tuple[str, Told]]:
    """(place, outline) of entries written after a revision."""
    found = db.rows(
        "SELECT o.place, o.body FROM entry e INDEXED BY entry_in_order JOIN outline o"
        " ON o.aspect = e.aspect AND o.place = e.place AND o.id = e.id WHERE e.revision > ?",
        revision,
    )
    told = unpack_rows([body for _, body in found], Told, f"{db.case}: the stored list of entries")
    return list(zip([place for place, _ in found], told, strict=True))


def chronology_of(around: Chronology, told: Iterable[Told], digest: str) -> Chronology:
    """A chronology of these entries and of what stands around them."""
    held = list(told)
    return msgspec.structs.replace(
        around,
        entries=tuple(t.entry for t in held),
        disagreements=tuple(d for t in held for d in t.disagreements),
        digest=digest,
    )
