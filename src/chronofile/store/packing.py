"""Packing: a page as the bytes its rows hold, and back.

Records become msgpack inside a zstd frame with a checksum, so that a flipped bit is found when it is read. A worker
packs what it made; the builder writes the rows without looking inside.
"""

from __future__ import annotations

import gc
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

import msgspec
import zstandard

from chronofile.errors import CaseDamaged
from chronofile.model import (
    Acquisition,
    Article,
    DateValue,
    Findings,
    Layout,
    Page,
    Segments,
    Snapshot,
    TextLayer,
    Time,
    TimeExpression,
)
from chronofile.store.terms import terms

T = TypeVar("T")
_LEVEL = 3
_SURROGATE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Head(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What lists show of an article, and what it was taken for."""

    media_type: str
    language: str
    headline: str | None
    outlet: str | None
    byline: tuple[str, ...]
    url: str | None
    published: DateValue | None
    modified: DateValue | None
    problems: tuple[str, ...] = ()


class Times(msgspec.Struct, frozen=True, array_like=True):
    expressions: tuple[TimeExpression, ...]
    times: tuple[Time, ...]


class PackedLayer(msgspec.Struct, frozen=True):
    """A text layer; what is bytes is packed."""

    id: str
    scanner: str
    charset: str
    charset_reason: bytes
    text: bytes
    segments: bytes


class PackedPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page, ready to be written; `terms` is what the search finds it by, `acquisition` a key."""

    snapshot: Snapshot
    acquisition: str
    layer: PackedLayer
    layout: bytes
    head: bytes
    times: bytes
    body: bytes
    findings: bytes
    terms: str


def pack(record: object) -> bytes:
    """msgpack in zstd. A lone surrogate, which no encoding holds, becomes U+FFFD; text layers keep theirs."""
    try:
        body = msgspec.msgpack.encode(record)
    except UnicodeEncodeError:
        body = msgspec.msgpack.encode(_without_surrogates(msgspec.to_builtins(record)))
    return _squeeze(body)


def pack_lightly(record: object) -> bytes:
    """msgpack behind its CRC-32: for thousands of small rows that are read together (see `unpack_rows`)."""
    try:
        body = msgspec.msgpack.encode(record)
    except UnicodeEncodeError:
        body = msgspec.msgpack.encode(_without_surrogates(msgspec.to_builtins(record)))
    return zlib.crc32(body).to_bytes(4, "big") + body


def unpack_rows(packed: Sequence[bytes], kind: type[T], subject: str) -> list[T]:
    """What `pack_lightly` made, all at once (10,000 outlines: 0.11 s; one by one in zstd frames 0.20 s).

    Raises CaseDamaged, naming `subject`, when one is not what was written.
    """
    bodies = [row[4:] for row in packed]
    if any(zlib.crc32(body) != int.from_bytes(row[:4], "big") for body, row in zip(bodies, packed, strict=True)):
        raise CaseDamaged(f"{subject} cannot be read back (checksum)")
    together = b"\xdd" + len(bodies).to_bytes(4, "big") + b"".join(bodies)
    try:
        wanted: Any = list[kind]  # type: ignore[valid-type]
        made: list[T] = _decoder(wanted).decode(together)
        return made
    except (msgspec.MsgspecError, MemoryError) as error:
        raise CaseDamaged(f"{subject} cannot be read back ({type(error).__name__})") from error


def plain(text: str) -> str:
    """What a packed text comes back as, for columns that are looked up by it."""
    return text.translate(_SURROGATE)


def unpack(packed: bytes, kind: type[T], subject: str) -> T:
    """The record again. Raises CaseDamaged, naming `subject`, when the bytes are not what was written."""
    try:
        key: Any = kind
        made: T = _decoder(key).decode(_expand(packed))
        return made
    except (zstandard.ZstdError, msgspec.MsgspecError, MemoryError) as error:
        raise CaseDamaged(f"{subject} cannot be read back ({type(error).__name__})") from error


def read_json(body: str, kind: type[T], subject: str) -> T:
    """A record kept as JSON. Raises CaseDamaged, naming `subject`."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise CaseDamaged(f"{subject} cannot be read back ({type(error).__name__})") from error


@contextmanager
def many() -> Iterator[None]:
    """Around the decoding of thousands of records: Python's search for cycles, of which frozen records hold none, is
    put off until they are all there (10,000 entries: 0.10 s instead of 0.38 s).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def pack_text(text: str) -> bytes:
    return _squeeze(text.encode("utf-8", "surrogatepass"))


def unpack_text(packed: bytes, subject: str) -> str:
    try:
        return _expand(packed).decode("utf-8", "surrogatepass")
    except (zstandard.ZstdError, UnicodeDecodeError, MemoryError) as error:
        raise CaseDamaged(f"{subject} cannot be read back ({type(error).__name__})") from error


def pack_page(page: Page) -> PackedPage:
    article = page.article
    layer = article.layer
    head = Head(
        media_type=article.snapshot.media_type,
        language=article.language,
        headline=article.headline,
        outlet=article.outlet,
        byline=article.byline,
        url=article.url,
        published=article.published,
        modified=article.modified,
        problems=article.problems,
    )
    return PackedPage(
        snapshot=article.snapshot,
        acquisition=article.acquisition.key,
        layer=PackedLayer(
            id=layer.id,
            scanner=layer.scanner,
            charset=layer.charset,
            charset_reason=pack_text(layer.charset_reason),
            text=pack_text(layer.text),
            segments=_squeeze(layer.segments.pack()),
        ),
        layout=pack(article.layout),
        head=pack(head),
        times=pack(Times(article.expressions, article.times)),
        body=pack_text(article.text),
        findings=pack(page.findings),
        terms=" ".join(terms(f"{article.headline or ''}\n{article.text}")),
    )


def unpack_page(packed: PackedPage, acquisition: Acquisition) -> Page:
    """Raises CaseDamaged, naming the page."""
    subject = f"the reading of page {packed.snapshot.sha256}"
    head = unpack(packed.head, Head, subject)
    times = unpack(packed.times, Times, subject)
    article = Article(
        snapshot=Snapshot(packed.snapshot.sha256, packed.snapshot.size, head.media_type),
        acquisition=acquisition,
        layer=unpack_layer(packed.layer, packed.snapshot.sha256),
        layout=unpack(packed.layout, Layout, subject),
        language=head.language,
        headline=head.headline,
        outlet=head.outlet,
        byline=head.byline,
        url=head.url,
        published=head.published,
        modified=head.modified,
        expressions=times.expressions,
        times=times.times,
        text=unpack_text(packed.body, subject),
        problems=head.problems,
    )
    return Page(article=article, findings=unpack(packed.findings, Findings, subject))


def unpack_layer(packed: PackedLayer, snapshot: str) -> TextLayer:
    """Raises CaseDamaged, naming the layer."""
    subject = f"the text layer {packed.id} of page {snapshot}"
    try:
        segments = Segments.unpack(_expand(packed.segments))
    except (zstandard.ZstdError, ValueError, MemoryError) as error:
        raise CaseDamaged(f"{subject} cannot be read back ({type(error).__name__})") from error
    return TextLayer(
        snapshot=snapshot,
        scanner=packed.scanner,
        charset=packed.charset,
        charset_reason=unpack_text(packed.charset_reason, subject),
        text=unpack_text(packed.text, subject),
        segments=segments,
    )


@cache
def _decoder(kind: Any) -> Any:
    return msgspec.msgpack.Decoder(kind)


class _Zstd(threading.local):
    """One of each per thread: making one costs more than packing an entry, and none may serve two threads at once."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        self.decompressor = zstandard.ZstdDecompressor()


_zstd = _Zstd()


def _squeeze(body: bytes) -> bytes:
    return _zstd.compressor.compress(body)


def _expand(packed: bytes) -> bytes:
    return _zstd.decompressor.decompress(packed)


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_SURROGATE)
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    return value
