"""Pages: what the rules read off each kept page: a cache, replaced as a whole when it is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from chronofile.errors import CaseDamaged
from chronofile.model import DateValue, Page, Segments, Snapshot, TextLayer
from chronofile.store.custody import read_way
from chronofile.store.database import Database
from chronofile.store.packing import Head, PackedLayer, PackedPage, many, unpack, unpack_layer, unpack_page
from chronofile.store.sharing import share

_PAGE = """
    SELECT a.snapshot, s.size, s.media_type, a.acquisition, l.id, l.scanner, l.charset, l.charset_reason, l.text,
           l.segments, o.body, a.head, a.times, a.body, f.body, q.body
    FROM article a
    JOIN snapshot s ON s.sha256 = a.snapshot
    JOIN text_layer l ON l.id = a.text_layer
    JOIN layout o ON o.text_layer = l.id
    JOIN findings f ON f.text_layer = l.id
    JOIN acquisition q ON q.key = a.acquisition
"""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A page as lists show it, without its text. `location` is where it came from, `added_at` when the case kept it."""

    text_layer: str
    snapshot: Snapshot
    location: str
    added_at: str
    collected_at: str | None
    language: str
    headline: str | None
    outlet: str | None
    byline: tuple[str, ...]
    url: str | None
    published: DateValue | None
    modified: DateValue | None
    problems: tuple[str, ...]


def put(db: Database, run: str, page: PackedPage, made_from: str) -> None:
    """Write one reading in the place of the one before; the page's failures are over. One short transaction.

    A text layer is never removed: what a person decided may stand on it.
    """
    digest, layer = page.snapshot.sha256, page.layer
    with db.transaction("page read"):
        old = db.row("SELECT number, text_layer FROM article WHERE snapshot = ?", digest)
        if old and old[1] != layer.id:
            db.run("DELETE FROM findings WHERE text_layer = ?", old[1])
            db.run("DELETE FROM layout WHERE text_layer = ?", old[1])
        db.run(
            "INSERT INTO text_layer (id, snapshot, scanner, charset, charset_reason, text, segments)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET charset_reason = excluded.charset_reason,"
            " text = excluded.text, segments = excluded.segments",
            layer.id,
            digest,
            layer.scanner,
            layer.charset,
            layer.charset_reason,
            layer.text,
            layer.segments,
        )
        db.run(
            "INSERT INTO layout (text_layer, body) VALUES (?, ?)"
            " ON CONFLICT (text_layer) DO UPDATE SET body = excluded.body",
            layer.id,
            page.layout,
        )
        db.run(
            "INSERT INTO findings (text_layer, run, body) VALUES (?, ?, ?)"
            " ON CONFLICT (text_layer) DO UPDATE SET run = excluded.run, body = excluded.body",
            layer.id,
            run,
            page.findings,
        )
        db.run(
            "INSERT INTO article (snapshot, text_layer, acquisition, made_from, head, times, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (snapshot) DO UPDATE SET text_layer = excluded.text_layer,"
            " acquisition = excluded.acquisition, made_from = excluded.made_from,"
            " head = excluded.head, times = excluded.times, body = excluded.body",
            digest,
            layer.id,
            page.acquisition,
            made_from,
            page.head,
            page.times,
            page.body,
        )
        number = old[0] if old else _number(db, digest)
        db.run("DELETE FROM search WHERE rowid = ?", number)
        db.run("INSERT INTO search (rowid, terms) VALUES (?, ?)", number, page.terms)
        db.run("DELETE FROM failure WHERE snapshot = ?", digest)


def get(db: Database, layer: str) -> Page:
    """The page whose current text layer this is. Raises CaseDamaged, naming it, when there is none or it is broken."""
    row = db.row(f"{_PAGE} WHERE l.id = ?", layer)
    if row is None:
        raise CaseDamaged(f"{db.case}: no page has the text layer {layer}; build the case again")
    return _page(row, db)


def every(db: Database, on_damage: Callable[[str, CaseDamaged], None] | None = None) -> Iterator[Page]:
    """All pages, one decoded at a time, in the order of their text layers' hashes.

    `on_damage` is given the snapshot of a reading that cannot be decoded, which is then left out; without it
    CaseDamaged is raised.
    """
    for (layer,) in db.rows("SELECT text_layer FROM article ORDER BY text_layer"):
        row = db.row(f"{_PAGE} WHERE l.id = ?", layer)
        try:
            if row is None:
                raise CaseDamaged(f"{db.case}: the reading of the text layer {layer} is not whole; build again")
            yield _page(row, db)
        except CaseDamaged as damage:
            if on_damage is None:
                raise
            found = db.row("SELECT snapshot FROM article WHERE text_layer = ?", layer)
            on_damage(found[0] if found else "", damage)


def together(db: Database, on_damage: Callable[[str, CaseDamaged], None] | None = None) -> list[Page]:
    """All pages at once, for a fold, in half the memory: most of their strings say the same few things, and times,
    expressions and the map to the bytes are left out (`get` gives a page whole, to be redated).
    """
    known: dict[str, str] = {}
    found = []
    with many():
        for page in every(db, on_damage):
            share(page.findings, known)
            layer = replace(page.article.layer, segments=Segments())
            article = replace(page.article, layer=layer, times=(), expressions=())
            found.append(replace(page, article=article))
    return found


def listed(db: Database) -> Iterator[Listed]:
    """Every page without its text, in the order of `every`."""
    for row in db.rows(
        "SELECT a.text_layer, a.snapshot, s.size, a.head, q.body FROM article a"
        " JOIN snapshot s ON s.sha256 = a.snapshot JOIN acquisition q ON q.key = a.acquisition ORDER BY a.text_layer"
    ):
        layer, digest, size, packed, body = row
        head = unpack(packed, Head, f"{db.case}: the reading of page {digest}")
        acquisition = read_way(db, digest, body).acquisition
        yield Listed(
            text_layer=layer,
            snapshot=Snapshot(digest, size, head.media_type),
            location=acquisition.location,
            added_at=acquisition.added_at,
            collected_at=acquisition.collected_at,
            language=head.language,
            headline=head.headline,
            outlet=head.outlet,
            byline=head.byline,
            url=head.url or acquisition.url,
            published=head.published,
            modified=head.modified,
            problems=head.problems,
        )


def holds(db: Database, layer: str) -> bool:
    """Whether this is the current text layer of a page."""
    return db.row("SELECT 1 FROM article WHERE text_layer = ?", layer) is not None


def text_layer(db: Database, layer: str) -> TextLayer | None:
    """Any text layer the case ever made, current or not; None when it made none of this name."""
    row = db.row(
        "SELECT snapshot, id, scanner, charset, charset_reason, text, segments FROM text_layer WHERE id = ?", layer
    )
    return unpack_layer(PackedLayer(*row[1:]), row[0]) if row else None


def text_layers(db: Database) -> list[tuple[str, str, str, str]]:
    """(id, snapshot, scanner, charset) of every text layer."""
    return [
        (layer, digest, scanner, charset)
        for layer, digest, scanner, charset in db.rows(
            "SELECT id, snapshot, scanner, charset FROM text_layer ORDER BY id"
        )
    ]


def readings(db: Database) -> list[str]:
    """What every current reading was made from, in the order of the snapshots."""
    return [made_from for (made_from,) in db.rows("SELECT made_from FROM article ORDER BY snapshot")]


def _number(db: Database, digest: str) -> int:
    row = db.row("SELECT number FROM article WHERE snapshot = ?", digest)
    assert row is not None
    return int(row[0])


def _page(row: tuple[Any, ...], db: Database) -> Page:
    digest, size, media_type, key, *layer, layout, head, times, body, findings, way = row
    packed = PackedPage(
        snapshot=Snapshot(digest, size, media_type),
        acquisition=key,
        layer=PackedLayer(*layer),
        layout=layout,
        head=head,
        times=times,
        body=body,
        findings=findings,
        terms="",
    )
    try:
        return unpack_page(packed, read_way(db, digest, way).acquisition)
    except CaseDamaged as damage:
        raise CaseDamaged(f"{db.case}: {damage}; build the case again to make it anew") from damage
