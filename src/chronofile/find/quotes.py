"""Quotes: stretches between quotation marks of any script, nested and unbalanced ones included."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence as Many

import msgspec

from chronofile.find.tokens import Sentence
from chronofile.model import Block, Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‟": "”", '"': '"', "”": "”", "''": "''", "``": "''"}
_MARK = re.compile("''|``|[“”„‟«»「」『』\"]")
_LAST_WORD = re.compile(r"(\w+),?\s*\Z")
FULL_WORDS = 4
"""From this many words on a quotation counts as speech and not as a word set apart: shorter ones are "so-called"."""
LONGEST = 6_000


class Quote(msgspec.Struct, frozen=True):
    """`span` includes the marks. `closed` is False when the closing mark is missing; `goes_on` when the next paragraph
    opens with a mark again (one speech over several paragraphs); `full` when it reads as speech.
    """

    span: Span
    block: int
    closed: bool
    full: bool
    goes_on: bool = False


def quotes(text: str, blocks: Many[Block], sentences: Many[Sentence]) -> list[Quote]:
    """Quotations in order; a mark inside another pair is part of it. Linear in the text."""
    found: list[Quote] = []
    ends = [s.span.end for s in sentences]
    that = sentences[0].function.that if sentences else frozenset()
    for index, block in enumerate(blocks):
        opened, close = -1, ""
        for mark in _MARK.finditer(text, block.start, block.end):
            char, at = mark[0], mark.start()
            if opened < 0:
                if _opens(text, at, block):
                    opened, close = at, _PAIRS.get(char, "")
                continue
            if (
                char in close
                and close
                and not (char in ('"', "''") and _opens(text, at, block) and not _closes(text, at, block))
            ):
                found.append(_made(text, opened, mark.end(), index, True, block.start, that))
                opened = -1
            elif at - opened > LONGEST:
                opened, close = at, _PAIRS.get(char, "")
        if opened >= 0:
            following = (
                text[blocks[index + 1].start : blocks[index + 1].start + 3].lstrip() if index + 1 < len(blocks) else ""
            )
            goes_on = following[:1] in ("“", '"', "«", "„", "「")
            k = bisect_right(ends, opened)
            end = block.end if goes_on or k >= len(ends) else min(block.end, ends[k])
            quote = _made(text, opened, end, index, False, block.start, that)
            found.append(Quote(quote.span, index, False, quote.full, goes_on))
    return found


def _opens(text: str, at: int, block: Block) -> bool:
    """A mark opens when a word follows and none stands right before."""
    char = text[at]
    width = 2 if char in "'`" else 1
    before = text[at - 1] if at > block.start else " "
    after = text[at + width] if at + width < block.end else " "
    if char in "»」』":
        return False
    if char == "”":
        return (before.isspace() or before in "(") and not after.isspace()
    if char in "\"'":
        return not (before.isalnum() or before in ".,!?") and not after.isspace()
    return not after.isspace() or char in "「『"


def _closes(text: str, at: int, block: Block) -> bool:
    before = text[at - 1] if at > block.start else " "
    return not before.isspace()


def _embedded(text: str, start: int, floor: int, that: frozenset[str]) -> bool:
    """Words set into somebody else's sentence: a small letter inside and no comma or colon before the mark, or a word
    like "that" before it.
    """
    word = _LAST_WORD.search(text, max(floor, start - 16), start)
    if word is not None and word[1].lower() in that:
        return True
    inside = text[start + 1 : start + 4].lstrip("'‘“[(…. ")
    if not inside[:1].islower():
        return False
    before = text[max(floor, start - 3) : start].rstrip()
    return bool(before) and before[-1] not in ',:;—–-.!?…"”“'


def _title(text: str, start: int, floor: int, inside: str) -> bool:
    """The name of a book or a broadcast: all longer words capital, set into a sentence."""
    parts = [w for w in inside.strip("\"'“”«»`,. ").split() if w[0].isalpha()]
    if not 2 <= len(parts) <= 12 or inside.rstrip("\"'“”«»`")[-1:] in "!?" or any(
        len(w) > 3 and not w[0].isupper() for w in parts
    ):  # fmt: skip
        return False
    before = text[max(floor, start - 3) : start].rstrip()
    return before[-1:].isalpha() or (len(parts) >= 3 and before[-1:] == "," and sum(w[0].isupper() for w in parts) >= 3)


def _made(text: str, start: int, end: int, block: int, closed: bool, floor: int, that: frozenset[str]) -> Quote:
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = text[start:end]
    words = len(inside.split()) if not inside.startswith(("「", "『")) else len(inside) // 2
    ends = inside.rstrip('"”»」』')[-1:] in (".", ",", "!", "?")
    full = (words >= FULL_WORDS or (words >= 2 and ends)) and not (
        _embedded(text, start, floor, that) or _title(text, start, floor, inside)
    )
    return Quote(Span(start, max(end, start + 1)), block, closed, full)
