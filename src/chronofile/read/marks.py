"""Marks: what a page's authors wrote on an element: class and id words, roles, properties, whether it is hidden."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from chronofile.read.tag import Tag
from chronofile.read.transcode import decode_slice, scans_as_it_stands

_ATTRIBUTE = re.compile(
    rb"([^\t\n\f\r />=][^\t\n\f\r />=]*+)"
    rb"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\t\n\f\r >]++)))?"
)
_WANTED = frozenset(
    (b"class", b"id", b"role", b"itemprop", b"hidden", b"aria-hidden", b"style", b"rel", b"aria-label", b"data-testid",
     b"data-component", b"data-type", b"name", b"property", b"data-qa", b"data-role")
)  # fmt: skip
_NAMING = frozenset(
    (b"class", b"id", b"data-testid", b"data-component", b"data-type", b"data-qa", b"data-role", b"name")
)
_SPLIT = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_STYLED_AWAY = re.compile(rb"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)
_LONGEST = 8_192
_NAME_WORDS = 6
"""A class or id of more words is no builder's name but a heading made into an anchor, and speaks of the content."""


class Marks(msgspec.Struct, frozen=True):
    """`words` are class and id words in lower case; `pairs` the same, two neighbours joined ("article-body")."""

    words: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    role: str = ""
    itemprop: frozenset[str] = frozenset()
    rel: frozenset[str] = frozenset()
    hidden: bool = False


NONE = Marks()


def raw_attributes(data: bytes, tag: Tag, codec: str) -> bytes:
    """A tag's attribute bytes as ASCII-compatible ones, the first 8 KB of them."""
    if scans_as_it_stands(codec):
        return data[tag.attr_start : min(tag.attr_end, tag.attr_start + _LONGEST)]
    end = min(tag.attr_end, tag.attr_start + 4 * _LONGEST)
    return decode_slice(data, tag.attr_start, end, codec).encode("utf-8", "replace")[:_LONGEST]


def marks_of(raw: bytes) -> Marks:
    """The marks in a tag's attribute bytes (the first 8 KB of them)."""
    words: set[str] = set()
    pairs: set[str] = set()
    role, hidden = "", False
    itemprop: frozenset[str] = frozenset()
    rel: frozenset[str] = frozenset()
    for name, double, single, bare in _ATTRIBUTE.findall(raw[:_LONGEST]):
        name = name.lower()
        if name not in _WANTED:
            continue
        value = double or single or bare
        if name in _NAMING:
            for part in value.decode("latin-1").split():
                if len(part) > 80:
                    continue
                found = [w.lower() for w in _SPLIT.split(part) if w]
                if len(found) > _NAME_WORDS:
                    continue
                words.update(found)
                if len(found) > 1:
                    pairs.update([f"{a}-{b}" for a, b in pairwise(found)])
        elif name == b"role":
            role = value.decode("latin-1").strip().lower()
        elif name in (b"itemprop", b"property"):
            itemprop |= frozenset(value.decode("latin-1").split())
        elif name == b"rel":
            rel = frozenset(value.decode("latin-1").lower().split())
        elif name == b"hidden":
            hidden = hidden or value.lower() != b"until-found"
        elif name == b"aria-hidden":
            hidden = hidden or value.strip().lower() == b"true"
        elif name == b"style" and _STYLED_AWAY.search(value):
            hidden = True
    return Marks(frozenset(words), frozenset(pairs), role, itemprop, rel, hidden)
