"""Tag: one start or end tag, with its attributes read only when somebody asks for them."""

from __future__ import annotations

import re

import msgspec

from chronofile.model import Mode
from chronofile.read.references import unescape, unescape_attribute
from chronofile.read.transcode import decode_slice

SPACE = rb"\t\n\f\r "
"""HTML's white space inside tags, for a character class."""

ATTRIBUTE = (
    rb"[^" + SPACE + rb"/>][^" + SPACE + rb"/>=]*+"
    rb"(?:[" + SPACE + rb"]*+=[" + SPACE + rb"]*+"
    rb"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|(?=>|\Z)|[^" + SPACE + rb">\"'][^" + SPACE + rb">]*+))?"
)
"""One attribute: a quote counts only after `=`, and every way to stop also stops at the end of input, without which
a page of unclosed tags took quadratic time.

Only classes of single bytes are possessive, here and in the whole room: up to 3.11.4 Python goes wrong where a
possessive or atomic group holds something that can backtrack (a comment ended too late on 3.11.2), up to 3.11.8 where
it holds a capturing group. A plain repeat of a group keeps 700 bytes for each turn, so those are counted.
"""

ATTRIBUTES = rb"((?:[" + SPACE + rb"/]++|" + ATTRIBUTE + rb"){0,60})(>|\Z|)"
"""Attributes and the end of the tag; the end is empty where a tag has more than 60 of them (`rest_of_tag`)."""

_ATTRIBUTES = re.compile(ATTRIBUTES)
_PART = re.compile(
    rb"([^" + SPACE + rb"/>][^" + SPACE + rb"/>=]*+)"
    rb"(?:[" + SPACE + rb"]*+=[" + SPACE + rb"]*+"
    rb"(?:\"([^\"]*+)(?:\"|\Z)|'([^']*+)(?:'|\Z)|(?=>|\Z)|([^" + SPACE + rb">\"'][^" + SPACE + rb">]*+)))?"
)
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


class Tag(msgspec.Struct, frozen=True, gc=False):
    """`position`: code points of text written before it (a line end owed by an earlier break is not yet among them).

    `byte` is where its `<` stands; `attr_start`/`attr_end` bound its attributes in bytes, end excluded; `mode` is
    "nested" where those bytes are HTML inside XML, whose references have to be resolved once before they are read.
    """

    position: int
    byte: int
    name: str
    closing: bool
    attr_start: int
    attr_end: int
    self_closing: bool
    mode: Mode = "normal"


def attributes(data: bytes, tag: Tag, codec: str) -> dict[str, str]:
    """Lower-case names to values, references resolved; the first of two alike counts; no value is an empty string.

    `data` and `codec` are the page's own (the layer's charset), whatever it was transcoded to.
    """
    source = decode_slice(data, tag.attr_start, tag.attr_end, codec)
    if tag.mode == "nested":
        source = unescape(source)
    found: dict[str, str] = {}
    for part in _PART.finditer(source.encode("utf-8", "replace")):
        name = part[1].decode("utf-8").translate(_ASCII_LOWER).replace("\0", "\ufffd")
        if name not in found:
            value = part[2] or part[3] or part[4] or b""
            found[name] = unescape_attribute(value.decode("utf-8")).replace("\0", "\ufffd")
    return found


def rest_of_tag(data: bytes, position: int) -> tuple[int, int]:
    """Where the attributes of a tag that goes on at `position` end, and where the tag does: alike if it never does."""
    while True:
        rest = _ATTRIBUTES.match(data, position)
        if rest is None:
            return len(data), len(data)
        if rest[2] or rest.end() == len(data):
            return rest.end(1), rest.end()
        position = rest.end()


def self_closing(data: bytes, start: int, end: int) -> bool:
    """True when attributes at `start:end` end in a slash that is no part of an unquoted value (`<a href=/x/>`)."""
    if start == end or data[end - 1] != 0x2F:
        return False
    last = start
    for part in _PART.finditer(data, start, end):
        last = part.end()
    return last < end
