"""JSON strings: the string values of a JSON text with their places and the keys they stand under, however broken it is.

A scanner of tokens, not a parser: nesting of any depth costs nothing, and what follows a mistake is still read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(rb"[\"\[\]{}:,]")
_STRING = re.compile(rb"[^\"\\]*+(?:\\[\x00-\xff][^\"\\]*+){0,200}")
"""Part of the inside of a string: counted, because a plain repeat of a group costs memory for each turn."""

ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\(?s:.)|\0")
"""One escape of a JSON string, a surrogate pair as one; a bare NUL too, which shows as U+FFFD."""

_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\0": "\N{REPLACEMENT CHARACTER}"}


class Value(NamedTuple):
    """A string value: bytes between its quotes, and the keys that lead to it from the outside in."""

    start: int
    end: int
    path: tuple[str, ...]


def string_values(data: bytes, start: int, end: int, depth: int = 64) -> Iterator[Value]:
    """String values in `data[start:end]` (UTF-8) in order. A path holds the first `depth` keys at most."""
    keys: list[str | None] = []
    """Key awaiting its value at each level; None inside an array."""
    objects: list[bool] = []
    expects_key = False
    position = start
    while token := _TOKEN.search(data, position, end):
        mark = data[token.start()]
        position = token.end()
        if mark == 0x22:
            first, last = position, _string_end(data, position, end)
            position = min(last + 1, end)
            if objects and objects[-1] and expects_key:
                if len(keys) <= depth:
                    keys[-1] = unescape_json(data[first:last].decode("utf-8", "replace"))
            else:
                yield Value(first, last, tuple(key for key in keys[:depth] if key is not None))
        elif mark in b"{[":
            objects.append(mark == 0x7B)
            keys.append(None)
            expects_key = mark == 0x7B
        elif mark in b"}]":
            if objects:
                objects.pop()
                keys.pop()
            expects_key = False
        elif mark == 0x3A:
            expects_key = False
        else:
            expects_key = bool(objects) and objects[-1]


def _string_end(data: bytes, position: int, end: int) -> int:
    """Where the quote stands that ends the string whose inside begins at `position`; `end` when there is none."""
    while position < end:
        part = _STRING.match(data, position, end)
        if part is None or part.end() == position or data[part.end() : part.end() + 1] == b'"':
            return part.end() if part is not None and data[part.end() : part.end() + 1] == b'"' else end
        position = part.end()
    return end


def unescape_json(text: str) -> str:
    """JSON escapes resolved; half a surrogate pair becomes U+FFFD, an escape JSON does not know stands for itself."""
    return ESCAPE.sub(_replacement, text) if "\\" in text or "\0" in text else text


def unescaped(source: str) -> str:
    """What one match of ESCAPE stands for."""
    if source[0] == "\0":
        return "\N{REPLACEMENT CHARACTER}"
    if source[1] != "u" or len(source) < 6:
        return _SHORT.get(source[1], source[1])
    point = int(source[2:6], 16)
    if len(source) == 12:
        point = 0x10000 + ((point - 0xD800) << 10) + int(source[8:12], 16) - 0xDC00
    if point == 0 or 0xD800 <= point <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(point)


def _replacement(match: re.Match[str]) -> str:
    return unescaped(match.group())
