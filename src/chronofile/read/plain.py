"""Plain: a text file as a text layer. Lines stay lines, blank lines stay visible, nothing is unescaped."""

from __future__ import annotations

import re

from chronofile.read.scan import Scanned
from chronofile.read.transcode import bom_length
from chronofile.read.writer import Writer

_LINE = re.compile(rb"[^\r\n\f]++|[\r\n\f]++")


def scan_plain(data: bytes, codec: str) -> Scanned:
    """Runs of white space inside a line are one space, blanks at both ends of a line are dropped, a line end is one
    `\\n`, and one or more blank lines are `\\n\\n` (a form feed ends a line too). There are no tags.
    """
    writer = Writer(data, codec)
    ends = 0
    for part in _LINE.finditer(data, bom_length(data, codec)):
        start, end = part.span()
        if data[start] in b"\r\n\f":
            ends += _line_ends(data, start, end)
            writer.pending = "\n" if ends == 1 else "\n\n"
            continue
        length = writer.length
        writer.run(start, end, "raw")
        if writer.length > length:
            ends = 0
    return Scanned(writer.text(), writer.segments, [])


def _line_ends(data: bytes, start: int, end: int) -> int:
    return sum(data.count(mark, start, end) for mark in (b"\n", b"\r", b"\f")) - data.count(b"\r\n", start, end)
