"""Scan: HTML bytes to text, segments and tags in one linear pass, by the HTML Standard's tokenizer (section 13.2.5).

The bytes must be in a charset in which `< > & " ' - / = # ; !` and white space are never part of another character:
every web charset but UTF-16, UTF-32 and ISO-2022-JP, which `transcode` turns into UTF-8 first.
"""

from __future__ import annotations

import re

import msgspec

from chronofile.model import Mode, Segments
from chronofile.read.elements import (
    BREAKING,
    BREAKING_IN_FOREIGN,
    BREAKOUT,
    FOREIGN,
    INTEGRATION,
    KEEPS_LINES,
    RAW,
    RCDATA,
)
from chronofile.read.tag import ATTRIBUTES, SPACE, Tag, attributes, rest_of_tag, self_closing
from chronofile.read.transcode import bom_length
from chronofile.read.writer import CHUNK, Writer

__all__ = ["TOKEN", "Scanned", "Scanner", "Tag", "attributes", "scan", "script_end"]

TOKEN = re.compile(
    rb"<(?:(/?+)([A-Za-z][^" + SPACE + rb"/>]*+)" + ATTRIBUTES + rb"|!--(?:-?>|[\x00-\xff]*?(?:--!?>|\Z))"
    rb"|!(\[CDATA\[)?[^>]*+(?:>|\Z)"
    rb"|\?[^>]*+(?:>|\Z)"
    rb"|/(?!\Z|[A-Za-z])[^>]*+(?:>|\Z))"
)
"""Markup: 1 slash, 2 name, 3 attributes, 4 end (empty: see `rest_of_tag`), 5 CDATA."""

_RAW_END = {
    name: re.compile(rb"</" + rb"(?i:" + name.encode() + rb")(?=[" + SPACE + rb"/>])") for name in (*RAW, "plaintext")
}
_SCRIPT = re.compile(rb"(<!(?=--))|(-->)|<(/?+)(?i:script)(?=[" + SPACE + rb"/>])")
_LINE = re.compile(rb"[^\r\n]++|[\r\n]++")
_NUL = re.compile(rb"[^\0]++|\0++")
_CDATA_START = len(b"<![CDATA[")


class Scanned(msgspec.Struct, frozen=True):
    text: str
    segments: Segments
    tags: list[Tag]


def scan(data: bytes, codec: str, *, xml: bool = False, with_tags: bool = True) -> Scanned:
    """Flatten HTML. `xml` is for XHTML served as such: `<title/>` closes itself and CDATA is text anywhere."""
    writer = Writer(data, codec)
    scanner = Scanner(writer, xml=xml, with_tags=with_tags)
    scanner.go()
    return Scanned(writer.text(), writer.segments, scanner.tags)


class Scanner:
    """State of one pass over `writer.data` from `position` on."""

    __slots__ = ("data", "foreign", "lines", "muted", "names", "open", "position", "tags", "with_tags", "writer", "xml")

    def __init__(self, writer: Writer, *, xml: bool = False, with_tags: bool = True) -> None:
        self.writer = writer
        self.data = writer.data
        self.xml = xml
        self.with_tags = with_tags
        self.tags: list[Tag] = []
        self.position = bom_length(writer.data, writer.codec)
        self.foreign: list[str] = []
        """Open svg, math and integration points, innermost last."""
        self.open: dict[str, int] = {}
        """How many of each name stand in `foreign`: 50,000 stray end tags against 50,000 open svg were quadratic."""
        self.muted = ""
        """The script or style inside svg whose text is being left out."""
        self.lines = 0
        """Open `pre` and `listing`."""
        self.names: dict[bytes, str] = {}

    def go(self) -> None:
        while self.position < len(self.data):
            self.position = self._until_jump(self.position)

    def _until_jump(self, position: int) -> int:
        """Read markup up to an element whose content is not markup; where to go on."""
        data, names, writer, size = self.data, self.names, self.writer, len(self.data)
        for token in TOKEN.finditer(data, position):
            start = token.start()
            if start > position:
                if start - position < CHUNK and data[position:start].isspace() and not self.lines and not self.muted:
                    # Two runs of three are the white space between two tags: no call is spent on them.
                    writer.pending = writer.pending or " "
                else:
                    self._text(position, start)
            position = token.end()
            source = token[2]
            if source is None:
                if token[5] and (self.xml or (self.foreign and self.foreign[-1] in FOREIGN)):
                    return self._cdata(start + _CDATA_START)
                continue
            first, last = token.span(3)
            if not token[4]:
                last, position = rest_of_tag(data, position)
                if last == position:
                    return size
            name = names.get(source)
            if name is None:
                name = names[source] = source.lower().decode(writer.codec, "replace")
            if name in BREAKING:
                writer.pending = "\n"
            if self.with_tags:
                closes = data[last - 1] == 0x2F and self_closing(data, first, last)
                self.tags.append(Tag(writer.length, start, name, bool(token[1]), first, last, closes))
            if self.foreign or name in _SPECIAL:
                jump = self._special(name, bool(token[1]), (first, last), position)
                if jump != position:
                    return jump
            if not token[4]:
                return position
        if position < size:
            self._text(position, size)
        return size

    def _special(self, name: str, closing: bool, place: tuple[int, int], behind: int) -> int:
        """A tag that changes how what follows is read, its attributes at `place`; where to go on."""
        if closing:
            self._closed(name)
            return behind
        closes = self_closing(self.data, *place)
        if self.foreign and self.foreign[-1] in FOREIGN and self._stays_foreign(name, closes):
            return behind
        if name in FOREIGN:
            if not closes:
                self._push(name)
        elif name in KEEPS_LINES:
            self.lines += 1
        elif name == "plaintext":
            self._lines(behind, len(self.data), "raw")
            return len(self.data)
        elif name in RAW:
            return self._raw(name, behind, closes)
        return behind

    def _stays_foreign(self, name: str, closes: bool) -> bool:
        """A start tag directly inside svg or math; False when it ends them and is HTML."""
        if name in BREAKOUT:
            while self.foreign and self.foreign[-1] in FOREIGN:
                self.open[self.foreign.pop()] -= 1
            self.muted = ""
            return False
        if name in BREAKING_IN_FOREIGN:
            self.writer.pending = "\n"
        if not closes:
            if name in FOREIGN or name in INTEGRATION:
                self._push(name)
            elif name in ("script", "style"):
                self.muted = name
        return True

    def _push(self, name: str) -> None:
        self.foreign.append(name)
        self.open[name] = self.open.get(name, 0) + 1

    def _closed(self, name: str) -> None:
        if name == self.muted:
            self.muted = ""
        if name in KEEPS_LINES and self.lines:
            self.lines -= 1
        if self.open.get(name):
            if name in BREAKING_IN_FOREIGN:
                self.writer.pending = "\n"
            self.muted = ""
            popped = ""
            while popped != name:
                popped = self.foreign.pop()
                self.open[popped] -= 1
        elif self.foreign and name in BREAKING_IN_FOREIGN:
            self.writer.pending = "\n"

    def _raw(self, name: str, start: int, closes: bool) -> int:
        """Content of an element that holds no tags. In XML only script and style are skipped as text."""
        if self.xml and (closes or name not in ("script", "style")):
            return start
        if name == "script":
            return script_end(self.data, start)
        found = _RAW_END[name].search(self.data, start)
        end = found.start() if found else len(self.data)
        if name in RCDATA:
            self._rcdata(start, end)
        elif name == "xmp":
            self._lines(start, end, "raw")
        return end

    def _cdata(self, start: int) -> int:
        end = self.data.find(b"]]>", start)
        if end < 0:
            end = len(self.data)
        if not self.muted:
            self.writer.run(start, end, "raw")
        return min(end + 3, len(self.data))

    def _text(self, start: int, end: int) -> None:
        if self.muted:
            return
        if self.lines:
            self._lines(start, end, "normal")
        else:
            self.writer.run(start, end)

    def _rcdata(self, start: int, end: int) -> None:
        """Title and textarea: a NUL shows as U+FFFD there, so it is written as a run of its own."""
        if self.data.find(b"\0", start, end) < 0:
            self._lines(start, end, "normal")
            return
        for part in _NUL.finditer(self.data, start, end):
            if self.data[part.start()]:
                self._lines(part.start(), part.end(), "normal")
            else:
                self.writer.run(part.start(), part.end(), "raw")

    def _lines(self, start: int, end: int, mode: Mode) -> None:
        for part in _LINE.finditer(self.data, start, end):
            if self.data[part.start()] in b"\r\n":
                self.writer.pending = "\n"
            else:
                self.writer.run(part.start(), part.end(), mode)


_SPECIAL = FOREIGN | KEEPS_LINES | RAW | {"plaintext"}


def script_end(data: bytes, start: int) -> int:
    """Where the content of a script that begins at `start` ends, by the standard's escaped states.

    After `<!--`, a `<script` makes the next `</script` end that one only; `-->` ends both.
    """
    first = _RAW_END["script"].search(data, start)
    if first is None:
        return len(data)
    if data.find(b"<!--", start, first.start()) < 0:
        return first.start()
    escaped = doubly = False
    for token in _SCRIPT.finditer(data, start):
        if token[1]:
            escaped = True
        elif token[2]:
            escaped = doubly = False
        elif token[3]:
            if not doubly:
                return token.start()
            doubly = False
        elif escaped:
            doubly = True
    return len(data)
