"""Pieces: which code points of a decoded segment each code point of the layer comes from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from typing import NamedTuple

from chronofile.model import Mode
from chronofile.read.json_strings import ESCAPE, unescaped
from chronofile.read.references import REFERENCE, resolve


class Pieces(NamedTuple):
    """Code point i of `text` comes from `start[i]:end[i]` of the decoded segment; those of one reference share both."""

    text: str
    start: array[int]
    end: array[int]


Change = Callable[[str], tuple[str, int]]
"""A match to what it becomes, and how many of its characters that takes up (0: it stays as it is)."""

_BLANK = re.compile(r"[\t\n\v\f\r ]+")
_NUL = re.compile(r"\0+")


def pieces(decoded: str, mode: Mode) -> Pieces:
    """The steps by which `decoded`, the bytes of a segment, becomes text of the layer."""
    size = len(decoded)
    made = Pieces(decoded, array("I", range(size)), array("I", range(1, size + 1)))
    if mode == "json":
        made = _changed(made, ESCAPE, lambda source: (unescaped(source), len(source)))
    elif mode == "raw":
        made = made._replace(text=decoded.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    else:
        for _ in range(2 if mode == "nested" else 1):
            made = _changed(made, REFERENCE, resolve)
            made = _changed(made, _NUL, lambda source: ("", len(source)))
    return _changed(made, _BLANK, lambda source: (" ", len(source)))


def _changed(before: Pieces, pattern: re.Pattern[str], change: Change) -> Pieces:
    parts: list[str] = []
    start, end = array("I"), array("I")
    at = 0
    for match in pattern.finditer(before.text):
        text, used = change(match.group())
        if not used:
            continue
        first, last = match.start(), match.start() + used
        parts += (before.text[at:first], text)
        start.extend(before.start[at:first])
        end.extend(before.end[at:first])
        start.extend(array("I", [before.start[first]]) * len(text))
        end.extend(array("I", [before.end[last - 1]]) * len(text))
        at = last
    if not at:
        return before
    parts.append(before.text[at:])
    start.extend(before.start[at:])
    end.extend(before.end[at:])
    return Pieces("".join(parts), start, end)
