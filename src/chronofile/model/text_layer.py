"""TextLayer: all text of a page in source order, with an exact map back to the kept bytes."""

from __future__ import annotations

import hashlib
import sys
from array import array
from bisect import bisect_right
from typing import Literal

import msgspec
import zstandard

Mode = Literal["normal", "raw", "nested", "json"]
MODES: tuple[Mode, ...] = ("normal", "raw", "nested", "json")


class Segments:
    """Runs of text that map to runs of bytes: five columns of equal length, in order of `start`.

    A segment's code points `start..end` (end excluded) come from the bytes `byte_start..byte_end` of the snapshot:
    decoded with the layer's charset, its references resolved as its mode says, and ASCII white space folded.
    Modes: *normal* HTML references resolved once; *raw* none; *nested* twice (HTML inside XML); *json* JSON escapes.
    What lies between two segments is a gap: markup, or nothing.
    """

    __slots__ = ("byte_end", "byte_start", "end", "mode", "start")

    def __init__(self) -> None:
        self.start = array("I")
        self.end = array("I")
        self.byte_start = array("Q")
        self.byte_end = array("Q")
        self.mode = bytearray()

    def __len__(self) -> int:
        return len(self.start)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Segments) and self.pack() == other.pack()

    __hash__ = None  # type: ignore[assignment]

    def append(self, start: int, end: int, byte_start: int, byte_end: int, mode: Mode = "normal") -> None:
        self.start.append(start)
        self.end.append(end)
        self.byte_start.append(byte_start)
        self.byte_end.append(byte_end)
        self.mode.append(MODES.index(mode))

    def at(self, position: int) -> int:
        """Index of the last segment that starts at or before `position`, or -1."""
        return bisect_right(self.start, position) - 1

    def pack(self) -> bytes:
        """Little-endian columns, zstd-compressed; `unpack` reverses it on any machine."""
        columns = [self.start, self.end, self.byte_start, self.byte_end]
        if sys.byteorder == "big":
            columns = [array(c.typecode, c) for c in columns]
            for column in columns:
                column.byteswap()
        body = len(self).to_bytes(8, "little") + b"".join(c.tobytes() for c in columns) + bytes(self.mode)
        return zstandard.ZstdCompressor(level=3).compress(body)

    @classmethod
    def unpack(cls, packed: bytes) -> Segments:
        body = zstandard.ZstdDecompressor().decompress(packed, max_output_size=1 << 31)
        count = int.from_bytes(body[:8], "little")
        made, at = cls(), 8
        for column, width in ((made.start, 4), (made.end, 4), (made.byte_start, 8), (made.byte_end, 8)):
            column.frombytes(body[at : at + count * width])
            at += count * width
            if sys.byteorder == "big":
                column.byteswap()
        made.mode = bytearray(body[at : at + count])
        return made


class TextLayer(msgspec.Struct, frozen=True, kw_only=True):
    """Depends on the bytes, the scanner and the charset alone; layout, rules and models never change it.

    `text` holds everything, the parts a reader never sees included; ASCII white space is folded to one space and an
    element break is one line end; nothing is repaired. `scanner` names kind and version ("html-1", "plain-1",
    "feed-1", "script-1"); `charset` is a Python codec name and `charset_reason` tells in words where it came from.
    """

    snapshot: str
    scanner: str
    charset: str
    charset_reason: str
    text: str
    segments: Segments

    @property
    def id(self) -> str:
        return text_layer_id(self.snapshot, self.scanner, self.charset)


def text_layer_id(snapshot: str, scanner: str, charset: str) -> str:
    """Hash of (snapshot, scanner version, charset), 32 hex digits."""
    return hashlib.sha256(f"{snapshot}\x1f{scanner}\x1f{charset}".encode()).hexdigest()[:32]
