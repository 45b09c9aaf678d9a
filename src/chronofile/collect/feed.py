"""Feed: cut RSS and Atom into their items, byte for byte.

No XML parser is involved: entities a document declares are never looked up or expanded, and nothing is fetched. Tags,
comments and CDATA are told apart in one pass over the bytes.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

import msgspec

from chronofile.collect import limits

_OPENING = re.compile(rb"<(!--|!\[CDATA\[|[?!]|/?[A-Za-z_][\w:.\-]{0,100}+)")
_TAG_STEP = re.compile(rb"""[^<>"']*+(?:(>)|"[^"<]*+"|'[^'<]*+')""")
_SUBSET_END = re.compile(rb"\][ \t\r\n]*+>")
_ATTRIBUTE = re.compile(rb"""([\w:.\-]{1,40}+)\s*+=\s*+(?:"([^"<]*+)"|'([^'<]*+)')""")
_ENCODING = re.compile(rb"""^\s*+<\?xml[^>]{0,200}?encoding\s*+=\s*+["']([\w.:\-]{1,40}+)["']""")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


class CannotCut(Exception):
    """The feed is in an encoding whose tags cannot be found byte by byte; `str()` names it."""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What the feed says of itself; `charset` is None when it does not say."""

    title: str
    language: str
    url: str | None
    charset: str | None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One <item> or <entry>: bytes `data[offset:offset + length]`. `whole` is False when the feed ends in it."""

    offset: int
    length: int
    url: str | None
    whole: bool


class _Tag(NamedTuple):
    name: bytes
    """With its prefix, as it stands."""
    closes: bool
    empty: bool
    """`<x/>`: opens and closes."""
    start: int
    end: int


def cut(data: bytes) -> tuple[Feed, list[Item]]:
    """The feed and its items in order, at most FEED_ITEMS. Raises CannotCut. Linear in the size of `data`."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            raise CannotCut("UTF-16")
    charset = _charset(data)
    tags = _tags(data, 0, len(data))
    root = next((tag for tag in tags if not tag.closes), None)
    if root is None:
        return Feed(title="", language="", url=None, charset=charset), []
    prefix, _, local = root.name.rpartition(b":")
    names = {b"entry"} if local.lower() == b"feed" else {b"item"}
    if prefix and local.lower() != b"rdf":
        names |= {prefix + b":" + name for name in names}
    spans = list(_spans(data, tags, names))
    first = spans[0][0] if spans else len(data)
    feed = _about(data, root, first, charset)
    items = [
        Item(offset=start, length=end - start, url=_address(data, start, end, feed.url), whole=whole)
        for start, end, whole in spans
    ]
    return feed, items


def _spans(data: bytes, tags: Iterator[_Tag], names: set[bytes]) -> Iterator[tuple[int, int, bool]]:
    """Start, end and wholeness of each item. One that is never closed ends where the next begins."""
    open_at, made = -1, 0
    for tag in tags:
        if tag.name not in names or tag.empty:
            continue
        if made >= limits.FEED_ITEMS:
            return
        if open_at >= 0:
            end = tag.end if tag.closes else tag.start
            yield open_at, end, True
            made += 1
        open_at = -1 if tag.closes else tag.start
    if open_at >= 0:
        yield open_at, len(data), False


def _tags(data: bytes, at: int, stop: int) -> Iterator[_Tag]:
    """Start and end tags in order; comments, CDATA, instructions and the document type are stepped over."""
    while found := _OPENING.search(data, at, stop):
        what = found[1]
        if what == b"!--":
            at = _behind(data, b"-->", found.end(), stop)
        elif what == b"![CDATA[":
            at = _behind(data, b"]]>", found.end(), stop)
        elif what == b"?":
            at = _behind(data, b"?>", found.end(), stop)
        elif what == b"!":
            at = _behind_declaration(data, found.end(), stop)
        else:
            at = _behind_tag(data, found.end(), stop)
            closes = what.startswith(b"/")
            empty = not closes and data[at - 2 : at] == b"/>"
            yield _Tag(what.lstrip(b"/"), closes, empty, found.start(), at)


def _behind_tag(data: bytes, at: int, stop: int) -> int:
    """Behind the first `>` outside quotation marks, or behind any when one stays open or a `<` comes before."""
    place = at
    while step := _TAG_STEP.match(data, place, stop):
        place = step.end()
        if step[1]:
            return place
    return _behind(data, b">", at, stop)


def _behind(data: bytes, end: bytes, at: int, stop: int) -> int:
    found = data.find(end, at, stop)
    return stop if found < 0 else found + len(end)


def _behind_declaration(data: bytes, at: int, stop: int) -> int:
    """Behind `<!…>`, an internal subset with its declarations included."""
    close = data.find(b">", at, stop)
    subset = data.find(b"[", at, stop if close < 0 else close)
    if subset >= 0:
        found = _SUBSET_END.search(data, subset, stop)
        return found.end() if found else stop
    return stop if close < 0 else close + 1


def _children(data: bytes, start: int, end: int, depth: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Name in lower case, tag and inner bytes of each element whose nesting, counted from `start`, is `depth`."""
    level, opened = 0, None
    for tag in _tags(data, start, end):
        if tag.closes:
            level -= 1
            if opened and level == depth:
                yield opened.name.lower(), data[opened.start : opened.end], data[opened.end : tag.start]
                opened = None
            continue
        if level == depth:
            if tag.empty:
                yield tag.name.lower(), data[tag.start : tag.end], b""
            else:
                opened = tag
        level += 0 if tag.empty else 1


def _about(data: bytes, root: _Tag, first_item: int, charset: str | None) -> Feed:
    """Title, language and address from the elements before the first item (RSS keeps them one level deeper)."""
    depth = 1 if root.name.rpartition(b":")[2].lower() == b"feed" else 2
    title, language, url = "", _attributes(data[root.start : root.end]).get("xml:lang", ""), None
    prefix = root.name.lower().rpartition(b":")[0] + b":"
    for whole, tag, inner in _children(data, root.start, first_item, depth):
        name, attributes = whole.removeprefix(prefix), _attributes(tag)
        if name == b"title" and not title:
            title = _plain(inner)
        elif name in (b"language", b"dc:language") and not language:
            language = _plain(inner)
        elif name in (b"link", b"atom:link") and url is None and attributes.get("rel", "alternate") == "alternate":
            url = _web(attributes.get("href") or _plain(inner), None)
    return Feed(title=title[:300], language=language[:40], url=url, charset=charset)


def _address(data: bytes, start: int, end: int, base: str | None) -> str | None:
    """The item's own page: the original link, the link, the alternate link or the permanent identifier."""
    best: dict[int, str] = {}
    for name, tag, inner in _children(data, start, end, 1):
        local = name.rpartition(b":")[2]
        if local == b"origlink":
            best.setdefault(0, _plain(inner))
        elif local == b"link":
            attributes = _attributes(tag)
            if "href" not in attributes:
                best.setdefault(1, _plain(inner))
            elif attributes.get("rel", "alternate") == "alternate":
                best.setdefault(2, attributes["href"])
        elif local == b"guid" and _attributes(tag).get("isPermaLink", "true") != "false":
            best.setdefault(3, _plain(inner))
        elif local == b"id":
            best.setdefault(4, _plain(inner))
    made = (_web(text, base if rank < 3 else None) for rank, text in sorted(best.items()))
    return next((url for url in made if url), None)


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        found[1].decode("ascii", "replace"): html.unescape((found[2] or found[3] or b"").decode("utf-8", "replace"))
        for found in _ATTRIBUTE.finditer(tag[:4000])
    }


def _plain(inner: bytes) -> str:
    """Text of an element with nothing but text in it."""
    inner = inner[:4000]
    if b"<![CDATA[" in inner:
        return "".join(section.decode("utf-8", "replace") for section in _sections(inner)).strip()
    return html.unescape(inner.decode("utf-8", "replace")).strip()


def _sections(inner: bytes) -> Iterator[bytes]:
    """What stands inside each CDATA section that is closed."""
    at = 0
    while (start := inner.find(b"<![CDATA[", at)) >= 0 and (end := inner.find(b"]]>", start)) >= 0:
        yield inner[start + len(b"<![CDATA[") : end]
        at = end + len(b"]]>")


def _web(text: str, base: str | None) -> str | None:
    """A web address, made whole with `base` where it is relative; None for anything else."""
    text = text.strip()
    if base and text and not text.lower().startswith(("http:", "https:")):
        try:
            text = urljoin(base, text)
        except ValueError:
            return None
    return text if _WEB.fullmatch(text) else None


def _charset(data: bytes) -> str | None:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    found = _ENCODING.match(data[:400])
    return found[1].decode("ascii") if found else None
