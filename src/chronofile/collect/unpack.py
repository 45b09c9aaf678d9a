"""Unpack: undo gzip, deflate, Brotli and zstd on one page, never to more than a page may be."""

from __future__ import annotations

import io
import re
import zlib

import zstandard

from chronofile.collect import limits


class CannotUnpack(Exception):
    """The packed bytes are damaged or end too early; `str()` says which, to go after "its gzip …"."""


class TooLarge(Exception):
    """Unpacked, it passes the limit; nothing beyond the limit was held."""


_STEP = 1 << 20
_SLICE = 64 << 10
"""Fed to zlib at a time: it copies what it leaves over, so a whole page at once would be copied again and again."""
_ZEROS = re.compile(rb"\0++")
_MEMBERS = 100_000
"""Gzip members in one page; block-wise packers make one for each 64 KB."""


def gunzip(data: bytes, limit: int = limits.PAGE_BYTES) -> bytes:
    """All members of a gzip file, one after the other; zero bytes and foreign bytes after the last are ignored.

    Raises CannotUnpack and TooLarge.
    """
    if not data.startswith(b"\x1f\x8b"):
        raise CannotUnpack("is no gzip")
    out, at = bytearray(), 0
    for _ in range(_MEMBERS):
        at = _inflate(data, at, 31, out, limit)
        if data.startswith(b"\0", at):
            at = _after_zeros(data, at)
        if not data.startswith(b"\x1f\x8b", at):
            return bytes(out)
    raise CannotUnpack(f"is made of more than {_MEMBERS:,} pieces")


def peek_gunzip(data: bytes, size: int) -> bytes:
    """The first `size` bytes of what a gzip file holds, fewer when it is damaged before that."""
    try:
        return zlib.decompressobj(31).decompress(data, size)
    except zlib.error:
        return b""


def undo(coding: str, data: bytes, limit: int = limits.PAGE_BYTES) -> bytes:
    """Undo one HTTP content coding. Bytes that plainly never had it (some archives undo it and leave the header)
    come back as they are. Raises CannotUnpack and TooLarge.
    """
    if coding in ("gzip", "x-gzip"):
        return gunzip(data, limit) if data.startswith(b"\x1f\x8b") else data
    if coding == "deflate":
        return _undo_deflate(data, limit)
    if coding == "zstd":
        return _undo_zstd(data, limit) if data.startswith(b"(\xb5/\xfd") else data
    if coding == "br":
        return _undo_brotli(data, limit)
    return data


def _inflate(data: bytes, at: int, window: int, out: bytearray, limit: int) -> int:
    """Unpack the stream that begins at `at` into `out`; returns where it ends."""
    inflate, view = zlib.decompressobj(window), memoryview(data)
    try:
        while not inflate.eof:
            feed: bytes | memoryview = view[at : at + _SLICE]
            at += len(feed)
            before, last = len(out), not feed
            while True:
                out += inflate.decompress(feed, _STEP)
                if len(out) > limit:
                    raise TooLarge
                feed = inflate.unconsumed_tail
                if inflate.eof or not feed:
                    break
            if last and len(out) == before and not inflate.eof:
                raise CannotUnpack("is cut short")
    except zlib.error as error:
        raise CannotUnpack("is damaged") from error
    return at - len(inflate.unused_data)


def _after_zeros(data: bytes, at: int) -> int:
    """Some writers pad the end with zero bytes."""
    found = _ZEROS.match(data, at)
    return found.end() if found else at


def _undo_deflate(data: bytes, limit: int) -> bytes:
    """With the zlib wrapper as the standard asks, or without it as some servers send it."""
    if not data or data.lstrip()[:1] == b"<":
        return data
    wrapped = len(data) >= 2 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    out = bytearray()
    _inflate(data, 0, 15 if wrapped else -15, out, limit)
    return bytes(out)


def _undo_zstd(data: bytes, limit: int) -> bytes:
    reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
        io.BytesIO(data), read_across_frames=True
    )
    try:
        out = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise CannotUnpack("is damaged or cut short") from error
    if len(out) > limit:
        raise TooLarge
    if not out and data:
        raise CannotUnpack("is cut short")
    return bytes(out)


def _undo_brotli(data: bytes, limit: int) -> bytes:
    import brotli

    out, unpack = bytearray(), brotli.Decompressor()
    try:
        out += unpack.process(data, output_buffer_limit=_STEP)
        while not unpack.is_finished() and len(out) <= limit:
            piece = unpack.process(b"", output_buffer_limit=_STEP)
            if not piece:
                raise CannotUnpack("is cut short")
            out += piece
    except brotli.error as error:
        if data.lstrip()[:1] == b"<":
            return data
        raise CannotUnpack("is damaged or cut short") from error
    if len(out) > limit:
        raise TooLarge
    return bytes(out)
