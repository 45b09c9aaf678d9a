"""Archive stream: a WARC's bytes, unpacked as they come, with the places where its gzip members begin or break."""

from __future__ import annotations

import contextlib
import zlib
from bisect import bisect_left, bisect_right
from collections import deque
from typing import BinaryIO, NamedTuple

from chronofile.collect import limits

_READ = 64 << 10
_STEP = 1 << 20
_REST = "the rest of the file was not read"
_MAGIC = b"\x1f\x8b\x08"


class Breach(NamedTuple):
    """Unpacked bytes break off before `position`; `offset` is where the broken member, or the bytes that are none,
    begin in the packed file. `between`: nothing came out of it, so no record is spoilt.
    """

    position: int
    offset: int
    why: str
    too_large: bool = False
    between: bool = False


class ArchiveStream:
    """A window on the unpacked bytes. Positions count unpacked bytes from the start of the archive.

    `raw` must be seekable. A gzip member that breaks, ends early or unpacks without bound becomes a *breach*: reading
    goes on at the next member that begins a record, and `breaches` says where and why.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self.position = 0
        """Of the first byte not yet taken."""
        self.breaches: deque[Breach] = deque()
        """Not yet reported, in order."""
        self._raw = raw
        self._raw.seek(0)
        start = raw.read(len(_MAGIC))
        self._raw.seek(0)
        self.packed = start.startswith(_MAGIC[:2])
        self._buffer = bytearray()
        self._at = 0
        self._ended = False
        self._starts: list[int] = []
        self._raw_starts: list[int] = []
        self._inflate: zlib._Decompress | None = None
        self._input = b""
        self._raw_at = 0
        self._member_raw = 0
        self._member_out = 0
        self._total_out = 0
        self._tried = 0

    def fill(self, size: int) -> int:
        """Hold at least `size` bytes ahead if there are as many; returns how many are held."""
        if self._at > _STEP and self._at > len(self._buffer) // 2:
            del self._buffer[: self._at]
            self._at = 0
        while len(self._buffer) - self._at < size and not self._ended:
            self._pull()
        return len(self._buffer) - self._at

    def peek(self, size: int, skip: int = 0) -> bytes:
        """The next bytes without taking them, fewer at the end."""
        self.fill(skip + size)
        return bytes(self._buffer[self._at + skip : self._at + skip + size])

    def take(self, size: int) -> None:
        """Go on by `size` bytes that are held."""
        self._at += size
        self.position += size

    def find(self, needle: bytes, start: int, end: int) -> int:
        """Where `needle` stands among the held bytes, counted from here; -1 when it does not."""
        found = self._buffer.find(needle, self._at + start, self._at + end)
        return found - self._at if found >= 0 else -1

    def starts_member(self, position: int) -> bool:
        """Whether a gzip member begins exactly there."""
        at = bisect_left(self._starts, position)
        return at < len(self._starts) and self._starts[at] == position

    def raw_offset(self, position: int) -> int | None:
        """Offset in the packed file of the member that begins at `position`; the end of the file counts as one."""
        at = bisect_right(self._starts, position) - 1
        return self._raw_starts[at] if at >= 0 and self._starts[at] == position else None

    def record_inside(self, first: int, last: int) -> bool:
        """Whether a member that begins a record starts after `first` and before `last` (both held)."""
        at, end = bisect_right(self._starts, first), bisect_left(self._starts, last)
        return any(self.peek(5, start - self.position) == b"WARC/" for start in self._starts[at : min(end, at + 1024)])

    def forget(self) -> None:
        """Drop what is known of places already passed, so that a long archive costs no memory."""
        done = bisect_left(self._starts, self.position)
        if done > 1000:
            del self._starts[: done - 1], self._raw_starts[: done - 1]

    def _pull(self) -> None:
        """Add about a megabyte to what is held."""
        if not self.packed:
            piece = self._raw.read(_STEP)
            self._buffer += piece
            self._ended = not piece
            return
        if self._inflate is None and not self._next_member():
            return
        if not self._input:
            self._input = self._raw.read(_READ)
            self._raw_at += len(self._input)
        self._unpack()

    @property
    def _end(self) -> int:
        """Position behind the last byte held."""
        return self.position + len(self._buffer) - self._at

    def _next_member(self) -> bool:
        """Begin the member that follows; False at the end of the file or when it had to be searched for."""
        self._input = self._input.lstrip(b"\0")
        while len(self._input) < 3 and (more := self._raw.read(_READ)):
            self._raw_at += len(more)
            self._input = (self._input + more).lstrip(b"\0")
        offset = self._raw_at - len(self._input)
        if not self._input:
            self._mark(offset)
            self._ended = True
            return False
        if not self._input.startswith(_MAGIC[:2]):
            self.breaches.append(Breach(self._end, offset, "these bytes are no gzip", between=True))
            self._mark(offset)
            self._search(offset)
            return False
        self._mark(offset)
        self._inflate, self._member_raw, self._member_out = zlib.decompressobj(31), offset, 0
        return True

    def _mark(self, offset: int) -> None:
        if self._starts and self._starts[-1] == self._end:
            self._raw_starts[-1] = offset
            return
        self._starts.append(self._end)
        self._raw_starts.append(offset)

    def _unpack(self) -> None:
        """One step of the current member."""
        inflate = self._inflate
        assert inflate is not None
        cut, before = not self._input, inflate.copy()
        try:
            piece = inflate.decompress(self._input, _STEP)
        except zlib.error:
            self._buffer += _salvaged(before, self._input)
            self._breach("its gzip is damaged")
            return
        self._buffer += piece
        self._member_out += len(piece)
        self._total_out += len(piece)
        if inflate.eof:
            self._input, self._inflate = inflate.unused_data, None
            return
        self._input = inflate.unconsumed_tail
        used = self._raw_at - len(self._input)
        if cut and not piece:
            self._breach("its gzip is cut short")
        elif self._total_out > limits.ARCHIVE_FLOOR and self._total_out > limits.RATIO * used:
            self._breach(f"it unpacks to more than {limits.RATIO} times its size; {_REST}", too_large=True)
            self._ended = True
        elif self._member_out > limits.MEMBER_FLOOR and self._member_out > limits.RATIO * (used - self._member_raw):
            self._breach(f"it unpacks to more than {limits.RATIO} times its size", too_large=True)

    def _breach(self, why: str, too_large: bool = False) -> None:
        nothing = self._starts[-1] == self._end
        self.breaches.append(Breach(self._end, self._member_raw, why, too_large, between=nothing))
        self._inflate = None
        self._search(self._member_raw + 1)

    def _search(self, offset: int) -> None:
        """Go to the next place at or after `offset` of the packed file where a member with a record begins."""
        self._input = b""
        tail, at = b"", offset
        while True:
            self._raw.seek(at)
            block = self._raw.read(_STEP)
            if not block:
                break
            window, base = tail + block, at - len(tail)
            found = window.find(_MAGIC)
            while found >= 0:
                self._tried += 1
                if self._tried > limits.GARBAGE_CANDIDATES:
                    self.breaches.append(Breach(self._end, base + found, f"it is too damaged to go on; {_REST}"))
                    self._raw_at = self._raw.seek(0, 2)
                    self._ended = True
                    return
                if self._begins_record(base + found):
                    self._raw_at = self._raw.seek(base + found)
                    return
                found = window.find(_MAGIC, found + 1)
            tail, at = window[-(len(_MAGIC) - 1) :], at + len(block)
        self._raw_at = self._raw.seek(0, 2)

    def _begins_record(self, offset: int) -> bool:
        self._raw.seek(offset)
        try:
            return zlib.decompressobj(31).decompress(self._raw.read(1024), 5) == b"WARC/"
        except zlib.error:
            return False


def _salvaged(inflate: zlib._Decompress, packed: bytes) -> bytes:
    """What comes out before the damage: records that stand whole before it are kept."""
    out = bytearray()
    for at in range(0, len(packed), 64):
        before, piece = inflate.copy(), packed[at : at + 64]
        try:
            out += inflate.decompress(piece)
        except zlib.error:
            with contextlib.suppress(zlib.error):
                for byte in range(len(piece)):
                    out += before.decompress(piece[byte : byte + 1])
            break
    return bytes(out)
