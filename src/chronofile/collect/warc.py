"""WARC: records one after the other, however badly some of them are made (ISO 28500, versions 0.17 to 1.1).

A record whose length lies is left out, and reading goes on at the next line that begins a record: the libraries at
hand either stop there or hand over the next record's bytes as part of this one's page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from chronofile.collect import limits
from chronofile.collect.archive_stream import ArchiveStream
from chronofile.collect.http_answer import Headers, header_lines

_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_LENGTH = re.compile(r"\d{1,18}")
_STEP = 1 << 20
_OTHERS = "; pages packed together with it may be damaged too: check them"
_LONGEST_VERSION = len(b"WARC/1.11\r\n")

Wanted = Callable[[Headers, bytes], bool]
"""Given a record's headers and the first bytes of its block (up to HEADER_BYTES): whether to hand it over."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A record that holds together. `offset` and `length` are bytes of the file as it lies on disk where the record
    is a gzip member of its own or nothing is packed, and of the unpacked stream where one member holds several.
    """

    headers: Headers
    block: bytes
    offset: int
    length: int

    def header(self, name: str) -> str:
        """First header of that name (lower case), empty when there is none."""
        return _header(self.headers, name)


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was left out, or a stretch that is none: `why` in words, `url` where it is known."""

    offset: int
    why: str
    url: str = ""
    too_large: bool = False


class _Head(NamedTuple):
    headers: Headers
    url: str
    kind: str
    offset: int
    body: int
    """Bytes from the record's start to its block."""
    size: int
    """Stated length of the block, -1 when none is stated."""


def records(raw: BinaryIO, wanted: Wanted) -> Iterator[Record | Broken]:
    """Every wanted record in order, and what had to be left out. `raw` must be seekable."""
    stream = ArchiveStream(raw)
    for _ in range(limits.RECORDS):
        _skip_line_ends(stream)
        while stream.breaches and stream.breaches[0].position <= stream.position:
            breach = stream.breaches.popleft()
            why = breach.why if breach.between else breach.why + _OTHERS
            yield Broken(offset=breach.offset, why=why, too_large=breach.too_large)
        stream.forget()
        if not stream.fill(1):
            break
        yield from _one(stream, wanted)
    else:
        why = f"there are more than {limits.RECORDS:,} records; the rest was not read"
        yield Broken(offset=stream.position, why=why, too_large=True)


def target(headers: Headers) -> str:
    """The address a record is about; old writers put it in angle brackets."""
    return _header(headers, "warc-target-uri").strip("<> ")


def digest_fits(stated: str, data: bytes) -> bool | None:
    """Whether `data` has the digest stated as "sha1:BASE32" or in hex; None when none is stated that is known here."""
    name, _, value = stated.partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512") or not value.strip():
        return None
    made = hashlib.new(name, data, usedforsecurity=False).digest()
    value = value.strip().rstrip("=").lower()
    return value in (made.hex(), base64.b32encode(made).decode().rstrip("=").lower())


def _one(stream: ArchiveStream, wanted: Wanted) -> Iterator[Record | Broken]:
    """The record that begins here; afterwards the stream stands behind it, or where the next one begins."""
    start = stream.position
    head = _head(stream)
    if isinstance(head, Broken):
        yield head
        return
    if head.size > limits.RECORD_BYTES:
        yield from _pass_over(stream, head, wanted)
        return
    held = stream.fill(head.body + head.size + 5)
    why = "its gzip breaks off" if _broken_inside(stream, head) else _wrong_length(stream, head, held)
    if why:
        _go_to_next(stream, head.body)
        yield _left_out(stream, start, Broken(offset=head.offset, url=head.url, why=why))
        return
    hand_over = wanted(head.headers, stream.peek(min(head.size, limits.HEADER_BYTES), head.body))
    joined = _joined(stream, head.body + head.size)
    block = stream.peek(head.size, head.body) if hand_over or joined else b""
    fits = digest_fits(_header(head.headers, "warc-block-digest"), block) if hand_over or joined else None
    stream.take(head.body + head.size)
    _skip_line_ends(stream)
    if fits is False:
        yield Broken(offset=head.offset, url=head.url, why="its bytes do not match the digest stored with them")
    elif joined and not fits:
        yield Broken(offset=head.offset, url=head.url, why="the empty lines that must end a record are missing")
    elif hand_over:
        offset, length = _place(stream, start)
        yield Record(headers=head.headers, block=block, offset=offset, length=length)


def _head(stream: ArchiveStream) -> _Head | Broken:
    """The head of the record that begins here. A Broken when there is none: then the stream has gone on."""
    start = stream.position
    known = stream.raw_offset(start)
    offset = start if known is None else known
    begins = _VERSION.match(stream.peek(_LONGEST_VERSION)) is not None
    body = _head_length(stream) if begins else None
    if body is None or (stream.breaches and stream.breaches[0].position < start + body):
        _go_to_next(stream, 1)
        why = "the head of a record breaks off" if begins else "no record begins here"
        return _left_out(stream, start, Broken(offset=offset, why=why))
    headers = header_lines(stream.peek(body).splitlines()[1:])
    stated = _header(headers, "content-length")
    if not _LENGTH.fullmatch(stated):
        _go_to_next(stream, body)
        return Broken(offset=offset, url=target(headers), why="it does not state its length")
    return _Head(headers, target(headers), _header(headers, "warc-type").lower(), offset, body, int(stated))


def _head_length(stream: ArchiveStream) -> int | None:
    held = min(stream.fill(limits.HEADER_BYTES), limits.HEADER_BYTES)
    ends = [(at + len(gap)) for gap in (b"\r\n\r\n", b"\n\n") if (at := stream.find(gap, 0, held)) >= 0]
    return min(ends, default=None)


def _left_out(stream: ArchiveStream, start: int, broken: Broken) -> Broken:
    """The same with the breach that explains it, if the bytes passed over since `start` end in one."""
    if stream.breaches and start < stream.breaches[0].position <= stream.position and not stream.breaches[0].between:
        breach = stream.breaches.popleft()
        why = breach.why if breach.offset == broken.offset else breach.why + _OTHERS
        return msgspec.structs.replace(broken, why=why, too_large=breach.too_large)
    return broken


def _broken_inside(stream: ArchiveStream, head: _Head) -> bool:
    """Whether the gzip member that holds the end of this record breaks before the line ends behind it are out."""
    ends = stream.peek(4, head.body + head.size)
    last = stream.position + head.body + head.size + len(ends) - len(ends.lstrip(b"\r\n"))
    return bool(stream.breaches) and stream.breaches[0].position <= last and not stream.breaches[0].between


def _wrong_length(stream: ArchiveStream, head: _Head, held: int) -> str | None:
    """Why the bytes held cannot be the whole record, or None."""
    start, end = stream.position, stream.position + head.body + head.size
    ends = stream.peek(4, head.body + head.size)
    line_ends = len(ends) - len(ends.lstrip(b"\r\n"))
    if stream.record_inside(start, end):
        return "its length is wrong: the next record begins inside it"
    if held < head.body + head.size:
        return "it is cut short, or its length is wrong"
    if stream.find(b"\r\n\r\nWARC/1.", head.body, head.body + head.size) >= 0:
        return "its length is wrong: the next record begins inside it"
    at_end = held == head.body + head.size + line_ends or stream.starts_member(end + line_ends)
    # A writer may leave out all line ends at the end of a file or member; some of them left over mean a wrong length.
    if at_end and line_ends == 0 and not stream.peek(4, head.body + head.size - 4).endswith(b"\r\n\r\n"):
        return None
    follows = stream.peek(_LONGEST_VERSION, head.body + head.size + line_ends).startswith(b"WARC/")
    if _two_line_ends(ends) or (follows and not at_end):
        return None
    return "its length is wrong: what follows it is not the end of a record"


def _joined(stream: ArchiveStream, size: int) -> bool:
    """Whether the next record follows on these `size` bytes without the two line ends that must lie between."""
    tail = stream.peek(16, size)
    gap = len(tail) - len(tail.lstrip(b"\r\n"))
    follows = tail.startswith(b"WARC/", gap) and not stream.starts_member(stream.position + size + gap)
    return follows and not _two_line_ends(tail)


def _pass_over(stream: ArchiveStream, head: _Head, wanted: Wanted) -> Iterator[Broken]:
    """Go past a record too long to hold, on the watch for the next one in case its length is a lie."""
    hand_over = wanted(head.headers, stream.peek(limits.HEADER_BYTES, head.body))
    end = stream.position + head.body + head.size
    stream.take(head.body)
    wrong = Broken(offset=head.offset, url=head.url, why="it is cut short, or its length is wrong")
    while stream.position < end:
        held = min(stream.fill(_STEP + 16), end - stream.position)
        breach = stream.breaches[0] if stream.breaches else None
        if breach and breach.position <= stream.position + held:
            stream.take(max(0, breach.position - stream.position))
            yield _left_out(stream, stream.position - 1, wrong)
            return
        next_record = _find_record(stream, 0, held)
        if next_record >= 0:
            stream.take(next_record)
            yield wrong
            return
        if held <= 16 and end - stream.position > held:
            stream.take(held)
            yield wrong
            return
        stream.take(held if stream.position + held == end else held - 16)
    if hand_over:
        most = limits.PAGE_BYTES // limits.MB
        yield Broken(offset=head.offset, url=head.url, why=f"it holds more than {most} MB", too_large=True)


def _go_to_next(stream: ArchiveStream, skip: int) -> None:
    """Pass over bytes until a record begins, at least `skip` of them; the end of the stream will do."""
    stream.take(max(0, min(skip, stream.fill(skip)) - 1))
    first = 1
    while held := stream.fill(_STEP + 16):
        found = _find_record(stream, first, held)
        first = 0
        if found >= 0:
            stream.take(found)
            return
        stream.take(held if held <= 16 else held - 16)


def _find_record(stream: ArchiveStream, start: int, end: int) -> int:
    """The first place among the held bytes where a line, or a gzip member, begins a record; -1 when there is none."""
    at = stream.find(b"WARC/", start, end)
    while at >= 0:
        line_start = stream.starts_member(stream.position + at) or (at > 0 and stream.peek(1, at - 1) == b"\n")
        if line_start and _VERSION.match(stream.peek(_LONGEST_VERSION, at)):
            return at
        at = stream.find(b"WARC/", at + 1, end)
    return -1


def _place(stream: ArchiveStream, start: int) -> tuple[int, int]:
    """Offset and length of what lies between `start` and here, in bytes of the file where that can be said."""
    first, last = stream.raw_offset(start), stream.raw_offset(stream.position)
    if stream.packed and first is not None and last is not None:
        return first, last - first
    return start, stream.position - start


def _skip_line_ends(stream: ArchiveStream) -> None:
    while (ahead := stream.peek(_LONGEST_VERSION)) and (spare := len(ahead) - len(ahead.lstrip(b"\r\n"))):
        stream.take(spare)


def _two_line_ends(data: bytes) -> bool:
    return data.startswith((b"\r\n\r\n", b"\n\n"))


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")
