"""Texts: what every page says, without what was found on it: for holding other texts against all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from chronofile.model import Block, DateValue, Span, Time
from chronofile.store.database import Database
from chronofile.store.packing import Head, many, unpack, unpack_text


class _Layout(msgspec.Struct):
    """Of a layout only what is needed: the rest is passed over undecoded."""

    blocks: tuple[Block, ...]


class _Findings(msgspec.Struct):
    sentences: tuple[Span, ...] = ()


class _Times(msgspec.Struct, array_like=True):
    expressions: msgspec.Raw
    times: tuple[Time, ...]


class PageText(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text layer with its blocks, sentences and dates, and how the page is called."""

    text_layer: str
    snapshot: str
    text: str
    blocks: tuple[Block, ...]
    times: tuple[Time, ...]
    sentences: tuple[Span, ...]
    language: str
    headline: str | None
    outlet: str | None
    url: str | None
    published: DateValue | None


def texts(db: Database) -> Iterator[PageText]:
    """Every page in the order of its text layers' ids. Raises CaseDamaged, naming the page.

    The map to the bytes and the findings, three quarters of a reading, are not decoded: a thousand pages take a third
    of a second.
    """
    rows = db.each(
        "SELECT l.id, a.snapshot, l.text, o.body, a.head, a.times, f.body FROM article a"
        " JOIN text_layer l ON l.id = a.text_layer JOIN layout o ON o.text_layer = l.id"
        " JOIN findings f ON f.text_layer = l.id ORDER BY l.id"
    )
    with many():
        for layer, digest, text, layout, packed, times, findings in rows:
            subject = f"{db.case}: the reading of page {digest}"
            head = unpack(packed, Head, subject)
            yield PageText(
                text_layer=layer,
                snapshot=digest,
                text=unpack_text(text, subject),
                blocks=unpack(layout, _Layout, subject).blocks,
                times=unpack(times, _Times, subject).times,
                sentences=unpack(findings, _Findings, subject).sentences,
                language=head.language,
                headline=head.headline,
                outlet=head.outlet,
                url=head.url,
                published=head.published,
            )


def words_of(db: Database, layers: Sequence[str]) -> dict[str, tuple[str, tuple[Span, ...]]]:
    """Text layers with the stretches of them that belong to the article, for a few pages. Raises CaseDamaged."""
    made: dict[str, tuple[str, tuple[Span, ...]]] = {}
    for layer in layers:
        row = db.row(
            "SELECT l.text, o.body FROM text_layer l JOIN layout o ON o.text_layer = l.id WHERE l.id = ?", layer
        )
        if row is not None:
            subject = f"{db.case}: the text layer {layer}"
            blocks = unpack(row[1], _Layout, subject).blocks
            made[layer] = (unpack_text(row[0], subject), tuple(Span(b.start, b.end) for b in blocks if b.kept))
    return made
