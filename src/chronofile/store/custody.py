"""Custody: the snapshots a case keeps and how each came in.

The same bytes may come in several ways, and a page is read with what its acquisition says (its address, the charset a
server named). So that any order of arrival gives the same case, it is always read with the *preferred* one of all
acquisitions it has, and held against the earliest day by which it is known to have existed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec

from chronofile.errors import CaseDamaged
from chronofile.model import Acquisition, Incoming, Snapshot, sha256, snapshot_of
from chronofile.store import ledger
from chronofile.store.database import Database
from chronofile.store.originals import Originals
from chronofile.store.packing import read_json


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it should be read: with `acquisition`, the preferred one, and `as_of`, the last day on which anything
    on it can have been published.

    `made_from` tells what the present reading was made from, None when there is none. `is_new` is True when the case
    did not have these bytes before.
    """

    snapshot: Snapshot
    acquisition: Acquisition
    as_of: dt.date
    made_from: str | None
    is_new: bool = False


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way a page came in, as it is kept and as the ledger records it: what it was taken for, and the last day on
    which anything on it can have been published, as far as this way tells.
    """

    acquisition: Acquisition
    media_type: str
    as_of: dt.date
    is_container: bool = False


def keep_original(db: Database, originals: Originals, data: bytes, media_type: str, *, by: str, at: str) -> Snapshot:
    """The bytes to the disk first, then their row: a file without a row harms nobody, a row without its file would."""
    written = originals.keep(data)
    snapshot = snapshot_of(data, media_type)
    with db.transaction("page kept"):
        _add_snapshot(db, snapshot, written=written, by=by, at=at)
    return snapshot


def add_acquisition(db: Database, acquisition: Acquisition, *, media_type: str, as_of: dt.date) -> bool:
    """True when the page had not come in this way before."""
    with db.transaction("page acquired"):
        return _add_way(db, Way(acquisition=_storable(acquisition), media_type=media_type, as_of=as_of))


def keep(db: Database, originals: Originals, incoming: Incoming, *, as_of: dt.date, now: str) -> Kept | None:
    """Keep what came in and tell how to read it; None for a container, which is kept whole and not read.

    A page that is known already costs no write.
    """
    acquisition = _storable(incoming.acquisition)
    if incoming.file is None:
        written, size = originals.keep(incoming.data), len(incoming.data)
    else:
        source = Path(incoming.file)
        written, size = originals.keep_file(source, acquisition.snapshot), source.stat().st_size
    known = db.row("SELECT 1 FROM snapshot WHERE sha256 = ?", acquisition.snapshot)
    is_known_way = db.row("SELECT 1 FROM acquisition WHERE key = ?", acquisition.key)
    if written or not known or not is_known_way:
        snapshot = Snapshot(acquisition.snapshot, size, incoming.media_type)
        by, at = acquisition.by, acquisition.added_at or now
        with db.transaction("page kept"):
            _add_snapshot(db, snapshot, written=written, by=by, at=at)
            _add_way(
                db,
                Way(
                    acquisition=acquisition,
                    media_type=incoming.media_type,
                    as_of=as_of,
                    is_container=incoming.is_container,
                ),
            )
    if incoming.is_container:
        return None
    kept = kept_page(db, acquisition.snapshot)
    return msgspec.structs.replace(kept, is_new=not known)


def kept_page(db: Database, digest: str) -> Kept:
    """How the page of these bytes should be read. Raises CaseDamaged when the case has no such page."""
    size = db.row("SELECT size FROM snapshot WHERE sha256 = ?", digest)
    ways = [
        read_way(db, digest, body)
        for (body,) in db.rows("SELECT body FROM acquisition WHERE snapshot = ? AND is_container = 0", digest)
    ]
    if size is None or not ways:
        raise CaseDamaged(f"{db.case}: nothing tells how the page {digest} came in")
    preferred = min(ways, key=_preference)
    reading = db.row("SELECT made_from FROM article WHERE snapshot = ?", digest)
    return Kept(
        snapshot=Snapshot(digest, size[0], preferred.media_type),
        acquisition=preferred.acquisition,
        as_of=min(_existed_by(way) for way in ways),
        made_from=reading[0] if reading else None,
    )


def kept_pages(db: Database) -> Iterator[Kept]:
    """Every page of the case that is read for itself (no containers), in the order of the hashes."""
    for (digest,) in db.rows("SELECT DISTINCT snapshot FROM acquisition WHERE is_container = 0 ORDER BY snapshot"):
        yield kept_page(db, digest)


def snapshots(db: Database) -> Iterator[Snapshot]:
    """Everything kept, containers included."""
    for row in db.rows("SELECT sha256, size, media_type FROM snapshot ORDER BY sha256"):
        yield Snapshot(*row)


def acquisitions(db: Database, digest: str | None = None) -> tuple[Acquisition, ...]:
    """How one page came in, or all pages: in an order made of content."""
    where, values = ("WHERE snapshot = ?", (digest,)) if digest else ("", ())
    rows = db.rows(f"SELECT snapshot, body FROM acquisition {where} ORDER BY snapshot, key", *values)
    return tuple(read_way(db, page, body).acquisition for page, body in rows)


def read_way(db: Database, digest: str, body: str) -> Way:
    """Raises CaseDamaged, naming the page."""
    return read_json(body, Way, f"{db.case}: how the page {digest} came in")


def _preference(way: Way) -> tuple[object, ...]:
    """Smallest is preferred: what tells an address and headers first; content alone breaks ties."""
    acquisition = way.acquisition
    return (
        acquisition.url is None,
        not acquisition.headers,
        way.media_type,
        acquisition.url or "",
        acquisition.headers,
        acquisition.how,
        acquisition.location,
        acquisition.container or "",
        -1 if acquisition.offset is None else acquisition.offset,
    )


def _existed_by(way: Way) -> dt.date:
    """The day by which this acquisition shows the page to have existed.

    A web archive's record carries the day of its capture, in UTC: a day more, because it may already be tomorrow where
    the page is published. A file's date proves nothing (copying and unpacking change it).
    """
    if way.acquisition.how == "warc" and way.acquisition.collected_at:
        try:
            captured = dt.date.fromisoformat(way.acquisition.collected_at[:10]) + dt.timedelta(days=1)
        except (ValueError, OverflowError):
            return way.as_of
        return min(way.as_of, captured)
    return way.as_of


def _add_snapshot(db: Database, snapshot: Snapshot, *, written: bool, by: str, at: str) -> None:
    if db.row("SELECT 1 FROM snapshot WHERE sha256 = ?", snapshot.sha256):
        if written:
            ledger.add(db, ledger.KEPT_AGAIN, by=by, at=at, digest=snapshot.sha256, subject=snapshot.sha256)
        return
    db.run(
        "INSERT INTO snapshot (sha256, size, media_type) VALUES (?, ?, ?)",
        snapshot.sha256,
        snapshot.size,
        snapshot.media_type,
    )
    ledger.add(db, ledger.KEPT, by=by, at=at, digest=snapshot.sha256, subject=snapshot.sha256)


def _add_way(db: Database, way: Way) -> bool:
    acquisition = way.acquisition
    if db.row("SELECT 1 FROM acquisition WHERE key = ?", acquisition.key):
        return False
    body = msgspec.json.encode(way)
    db.run(
        "INSERT INTO acquisition (key, snapshot, is_container, body) VALUES (?, ?, ?, ?)",
        acquisition.key,
        acquisition.snapshot,
        way.is_container,
        body.decode(),
    )
    ledger.add(
        db, ledger.ACQUIRED, by=acquisition.by, at=acquisition.added_at, digest=sha256(body), subject=acquisition.key
    )
    return True


def _storable(acquisition: Acquisition) -> Acquisition:
    """File names that are no UTF-8 and odd headers reach Python as lone surrogates, which no database takes: they are
    written as `\\xNN`, readable and the same every time.
    """
    try:
        msgspec.json.encode(acquisition)
    except UnicodeEncodeError:
        return msgspec.structs.replace(
            acquisition,
            location=readable(acquisition.location),
            url=None if acquisition.url is None else readable(acquisition.url),
            by=readable(acquisition.by),
            headers=tuple((readable(name), readable(value)) for name, value in acquisition.headers),
        )
    return acquisition


def readable(text: str) -> str:
    """`text` with every lone surrogate spelled out, the undecodable bytes of a file name as `\\xNN`."""
    return "".join(
        (f"\\x{ord(c) - 0xDC00:02x}" if 0xDC80 <= ord(c) <= 0xDCFF else f"\\u{ord(c):04x}")
        if 0xD800 <= ord(c) <= 0xDFFF
        else c
        for c in text
    )
