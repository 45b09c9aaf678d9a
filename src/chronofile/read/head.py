"""What stands in a page's markup rather than in its text: meta elements, links, time elements, scripts of data."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from chronofile.model import TextLayer
from chronofile.read.marks import raw_attributes
from chronofile.read.tag import Tag, attributes
from chronofile.read.transcode import decode_slice

_MOST = 4_000
"""Tags of a kind read; a page with more of them lists something else than itself."""


class TimeElement(msgspec.Struct, frozen=True):
    """`start` is where in the layer the element begins; `updated` when its marks call it an update."""

    start: int
    value: str
    updated: bool
    published: bool


class Head(msgspec.Struct, frozen=True):
    """`meta` maps lower-case names and properties to contents in order; `links` maps rel to href."""

    meta: dict[str, list[str]]
    links: dict[str, str]
    language: str
    times: tuple[TimeElement, ...]
    scripts: tuple[str, ...]
    properties: dict[str, list[tuple[str, int]]]

    def first(self, *names: str) -> tuple[str, str] | None:
        """(name, content) of the first of these meta names that the page has with content."""
        for name in names:
            for content in self.meta.get(name, ()):
                if content.strip():
                    return name, content.strip()
        return None


def head_of(data: bytes, layer: TextLayer, tags: Sequence[Tag]) -> Head:
    """One pass over the tags; only those that can carry something are read."""
    meta: dict[str, list[str]] = {}
    links: dict[str, str] = {}
    properties: dict[str, list[tuple[str, int]]] = {}
    times: list[TimeElement] = []
    scripts: list[str] = []
    language = ""
    left = dict.fromkeys(("meta", "link", "time", "script"), _MOST)
    for number, tag in enumerate(tags):
        name = tag.name
        if tag.closing or tag.attr_end <= tag.attr_start:
            continue
        if name == "html" and not language:
            found = attributes(data, tag, layer.charset)
            language = found.get("lang") or found.get("xml:lang") or ""
        elif name not in left or left[name] <= 0:
            raw = raw_attributes(data, tag, layer.charset)
            if b"itemprop" in raw or b"property" in raw:
                found = attributes(data, tag, layer.charset)
                value = found.get("content") or found.get("datetime") or ""
                key = found.get("itemprop") or found.get("property", "").rpartition(":")[2]
                properties.setdefault(key, []).append((value, tag.position))
        elif name == "meta":
            left[name] -= 1
            found = attributes(data, tag, layer.charset)
            content = found.get("content") or found.get("value", "")
            for key in ("property", "name", "http-equiv"):
                if found.get(key):
                    meta.setdefault(found[key].strip().lower(), []).append(content)
            if found.get("itemprop"):
                properties.setdefault(found["itemprop"], []).append((content, tag.position))
        elif name == "link":
            left[name] -= 1
            if b"canonical" in raw_attributes(data, tag, layer.charset):
                found = attributes(data, tag, layer.charset)
                if "canonical" in found.get("rel", "").lower().split():
                    links.setdefault("canonical", found.get("href", ""))
        elif name == "time":
            left[name] -= 1
            found = attributes(data, tag, layer.charset)
            said = " ".join((found.get("class", ""), found.get("itemprop", ""), found.get("id", ""))).lower()
            value = found.get("datetime") or found.get("content") or ""
            if value:
                times.append(
                    TimeElement(
                        start=tag.position,
                        value=value.strip(),
                        updated="updat" in said or "modif" in said,
                        published="publish" in said or "pubdate" in said or "pubdate" in found,
                    )
                )
        elif name == "script" and b"ld+json" in raw_attributes(data, tag, layer.charset):
            left[name] -= 1
            scripts.append(_content(data, layer, tags, number))
    if len({time.value for time in times}) == 1:  # the page's only date: no other story stands beside it
        times = [msgspec.structs.replace(time, published=True) for time in times]
    return Head(meta, links, language, tuple(times), tuple(scripts), properties)


def _content(data: bytes, layer: TextLayer, tags: Sequence[Tag], number: int) -> str:
    """What stands between a tag and the next one; a script's content holds no tags of its own."""
    start = tags[number].attr_end
    end = tags[number + 1].byte if number + 1 < len(tags) else len(data)
    return decode_slice(data, start, end, layer.charset).partition(">")[2] if start < end else ""
