"""Nested: HTML that stands escaped or in CDATA inside XML, unwrapped once with the way back to the outer bytes."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import NamedTuple

from msgspec import structs

from chronofile.model import Mode
from chronofile.read.references import REFERENCE, resolve
from chronofile.read.scan import Scanner
from chronofile.read.tag import Tag
from chronofile.read.writer import Writer

_CHANGED = re.compile(REFERENCE.pattern.encode() + rb"|\0++")


class Stretch(NamedTuple):
    """One run of character data of an XML element: text with references, or the inside of a CDATA section."""

    start: int
    end: int
    cdata: bool


class Unwrapped:
    """`inner` is the HTML that `stretches` of `data` (UTF-8) say together."""

    __slots__ = ("_first", "_inner_end", "_inner_start", "_origin_end", "_origin_start", "_stretches", "inner")

    def __init__(self, data: bytes, stretches: list[Stretch]) -> None:
        self._stretches = stretches
        self._first = array("Q")
        """Where each stretch begins in `inner`."""
        self._inner_start, self._inner_end = array("Q"), array("Q")
        self._origin_start, self._origin_end = array("Q"), array("Q")
        parts: list[bytes] = []
        length = 0
        for stretch in stretches:
            self._first.append(length)
            at = stretch.start
            for change in () if stretch.cdata else _CHANGED.finditer(data, at, stretch.end):
                text, used = _changed(change.group())
                if not used:
                    continue
                parts += (data[at : change.start()], text)
                length += change.start() - at
                self._note(length, length + len(text), change.start(), change.start() + used)
                length += len(text)
                at = change.start() + used
            parts.append(data[at : stretch.end])
            length += stretch.end - at
        self.inner = b"".join(parts)

    def _note(self, inner_start: int, inner_end: int, origin_start: int, origin_end: int) -> None:
        self._inner_start.append(inner_start)
        self._inner_end.append(inner_end)
        self._origin_start.append(origin_start)
        self._origin_end.append(origin_end)

    def stretch(self, offset: int) -> Stretch:
        """The stretch that the byte at `offset` of `inner` comes from."""
        return self._stretches[bisect_right(self._first, offset) - 1]

    def cuts(self, start: int, end: int) -> list[int]:
        """Places between `start` and `end` (both excluded) at which one stretch ends and another begins."""
        first = bisect_right(self._first, start)
        return list(self._first[first : bisect_right(self._first, end - 1)])

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where the bytes `start:end` of `inner` stand; `start:start` is the place in front of that byte."""
        first = self._origin(start)
        if start == end:
            return first, first
        before = bisect_right(self._inner_start, end - 1) - 1
        if before >= 0 and end <= self._inner_end[before] and self._inner_end[before] > self._inner_start[before]:
            return first, self._origin_end[before]
        return first, self._origin(end - 1) + 1

    def _origin(self, offset: int) -> int:
        index = bisect_right(self._first, offset) - 1
        begin = self._stretches[index].start
        change = bisect_right(self._inner_start, offset) - 1
        if change < 0 or self._origin_start[change] < begin:
            return begin + offset - self._first[index]
        if offset < self._inner_end[change]:
            return self._origin_start[change]
        return self._origin_end[change] + offset - self._inner_end[change]


def _changed(source: bytes) -> tuple[bytes, int]:
    """What a reference or a run of NULs (dropped) becomes, and how many bytes of it that takes up."""
    if source[0] == 0:
        return b"", len(source)
    text, used = resolve(source.decode("ascii"))
    return text.encode("utf-8"), used


class NestedWriter(Writer):
    """Writes what it reads from `unwrapped.inner` into `outer`, with the offsets and the mode of the outer bytes."""

    __slots__ = ("unwrapped",)

    def __init__(self, unwrapped: Unwrapped, outer: Writer) -> None:
        super().__init__(unwrapped.inner, "utf-8", cut_words=False)
        self.unwrapped = unwrapped
        self.parts, self.segments = outer.parts, outer.segments
        self.length, self.pending = outer.length, outer.pending

    def run(self, start: int, end: int, mode: Mode = "normal") -> None:
        for cut in self.unwrapped.cuts(start, end):
            super().run(start, cut, mode)
            start = cut
        super().run(start, end, mode)

    def append(self, text: str, start: int, end: int, mode: Mode) -> None:
        first, last = self.unwrapped.origin(start, end)
        if not self.unwrapped.stretch(start).cdata:
            mode = "nested" if mode == "normal" else "normal"
        super().append(text, first, last, mode)


def scan_nested(data: bytes, stretches: list[Stretch], outer: Writer, *, with_tags: bool) -> list[Tag]:
    """Write the HTML in `stretches` of `data` to `outer`; its tags, with the bytes of `data`."""
    unwrapped = Unwrapped(data, stretches)
    writer = NestedWriter(unwrapped, outer)
    scanner = Scanner(writer, with_tags=with_tags)
    scanner.go()
    outer.length, outer.pending = writer.length, writer.pending
    return [_outer(tag, unwrapped) for tag in scanner.tags]


def _outer(tag: Tag, unwrapped: Unwrapped) -> Tag:
    first, last = unwrapped.origin(tag.attr_start, tag.attr_end)
    mode: Mode = "normal" if unwrapped.stretch(tag.byte).cdata else "nested"
    return structs.replace(
        tag, byte=unwrapped.origin(tag.byte, tag.byte)[0], attr_start=first, attr_end=last, mode=mode
    )
