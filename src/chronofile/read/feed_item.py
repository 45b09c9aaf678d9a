"""Feed item: one raw `<item>` or `<entry>` of an RSS or Atom feed as a text layer.

All text of the element in source order, one line an element. Descriptions and contents are HTML inside XML, escaped
or in CDATA: they are scanned as HTML, and still map to the item's own bytes.
"""

from __future__ import annotations

import re

from chronofile.read.nested import Stretch, scan_nested
from chronofile.read.scan import TOKEN, Scanned
from chronofile.read.tag import Tag, attributes, rest_of_tag, self_closing
from chronofile.read.transcode import bom_length
from chronofile.read.writer import Writer

HOLDS_HTML = frozenset(("content", "description", "encoded", "subtitle", "summary", "title"))
"""Elements, without their prefix, whose text may be HTML. In RSS it always is, the title as feeds are written too
(`AT&amp;amp;T`); in Atom where `type` says so, or where it says nothing and the text has tags."""

_HTML_TYPES = frozenset(("html", "text/html"))
_TAGGED = re.compile(
    rb"(?:<|&lt;|&#60;|&#x3c;)/?(?:a|b|blockquote|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|ul)[\s/>&]", re.I
)
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""HTML in Atom's `type="xhtml"` that does not break a line; every other element does."""

_CDATA_START = len(b"<![CDATA[")


def scan_item(data: bytes, *, with_tags: bool = True) -> Scanned:
    """Flatten one feed item in UTF-8."""
    scanner = _ItemScanner(data, with_tags=with_tags)
    scanner.go()
    return Scanned(scanner.writer.text(), scanner.writer.segments, scanner.tags)


class _ItemScanner:
    def __init__(self, data: bytes, *, with_tags: bool) -> None:
        self.data = data
        self.writer = Writer(data, "utf-8")
        self.tags: list[Tag] = []
        self.with_tags = with_tags
        self.atom = False
        self.skipped = ""
        """The script or style in XHTML content whose text is being left out."""

    def go(self) -> None:
        position = bom_length(self.data, "utf-8")
        while position < len(self.data):
            position = self._until_jump(position)

    def _until_jump(self, position: int) -> int:
        size = len(self.data)
        for token in TOKEN.finditer(self.data, position):
            if token.start() > position and not self.skipped:
                self.writer.run(position, token.start())
            position = token.end()
            if token[5]:
                end = self._cdata_end(token.start())
                if not self.skipped:
                    self.writer.run(token.start() + _CDATA_START, end, "raw")
                return min(end + 3, size)
            if token[2] is None:
                continue
            last = token.end(3)
            if not token[4]:
                last, position = rest_of_tag(self.data, position)
                if last == position:
                    return size
            tag = self._tag(token, last)
            content = self._html(tag, position)
            if content is None:
                if not token[4]:
                    return position
            else:
                stretches, end = content
                self.tags += scan_nested(self.data, stretches, self.writer, with_tags=self.with_tags)
                return end
        if position < size and not self.skipped:
            self.writer.run(position, size)
        return size

    def _tag(self, token: re.Match[bytes], last: int) -> Tag:
        name = token[2].lower().decode("utf-8", "replace")
        if name not in _INLINE:
            self.writer.pending = "\n"
        first = token.start(3)
        closes = self_closing(self.data, first, last)
        tag = Tag(self.writer.length, token.start(), name, bool(token[1]), first, last, closes)
        if self.with_tags:
            self.tags.append(tag)
        if name == "entry":
            self.atom = True
        if name in ("script", "style"):
            self.skipped = "" if tag.closing or closes else name
        elif name == self.skipped:
            self.skipped = ""
        return tag

    def _html(self, tag: Tag, start: int) -> tuple[list[Stretch], int] | None:
        """Character data of an element that holds HTML, and where its end tag begins; None for any other element."""
        prefix, _, local = tag.name.rpartition(":")
        if tag.closing or tag.self_closing or self.skipped or local not in HOLDS_HTML:
            return None
        kind = attributes(self.data, tag, "utf-8").get("type", "").strip().lower()
        typed = self.atom or prefix == "media"
        if kind not in _HTML_TYPES and (kind if typed else kind in ("text", "plain", "xhtml")):
            return None
        stretches, end = self._stretches(start)
        if stretches is None:
            return None
        if typed and not kind and not any(_TAGGED.search(self.data, s.start, s.end) for s in stretches):
            return None
        return stretches, end

    def _stretches(self, start: int) -> tuple[list[Stretch] | None, int]:
        """Text and CDATA from `start` to the next end tag; None when an element opens first: it is markup as it is."""
        found: list[Stretch] = []
        position = start
        while position < len(self.data):
            token = TOKEN.search(self.data, position)
            end = token.start() if token else len(self.data)
            if end > position:
                found.append(Stretch(position, end, False))
            if token is None:
                return found, end
            if token[5]:
                last = self._cdata_end(token.start())
                found.append(Stretch(token.start() + _CDATA_START, last, True))
                position = min(last + 3, len(self.data))
            elif token[2] is None:
                position = token.end()
            elif token[1]:
                return found, token.start()
            else:
                return None, token.start()
        return found, position

    def _cdata_end(self, start: int) -> int:
        end = self.data.find(b"]]>", start + _CDATA_START)
        return len(self.data) if end < 0 else end
