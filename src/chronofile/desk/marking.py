"""Marking: words that a person chose on a kept page, as a place in its text layer, exact or refused.

A browser counts letters in UTF-16, a text layer in code points: an emoji is two of the one and one of the other. The
browser sends where it counted from, how far, and the words it saw; a place is taken only where both agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import msgspec
from django.utils.translation import gettext as _

from chronofile.desk.page_text import is_hidden, printable
from chronofile.model import Block, Span

MOST_PLACES = 50
AROUND = 60
"""Letters shown on either side of a place, where there are several to choose from."""

_BLANKS = re.compile(r"\s+")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ´`′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
"""What looks alike on paper and is typed otherwise; marks without width are left out."""


class NotPlaced(ValueError):
    """`str(error)` says in the person's words why these words cannot be taken."""


class Place(msgspec.Struct, frozen=True):
    """One of several places where the words stand, with what stands around it."""

    span: Span
    before: str
    words: str
    after: str


def counted(text: str, units: int) -> int | None:
    """Code points that make up the first `units` UTF-16 units of a text; None inside a pair or beyond the end."""
    left = units
    for number, letter in enumerate(text):
        if left <= 0:
            return number if left == 0 else None
        left -= 2 if ord(letter) > 0xFFFF else 1
    return len(text) if left == 0 else None


def marked(text: str, blocks: Sequence[Block], ends: Sequence[tuple[int, int]], words: str) -> Span:
    """The place of words as a browser sends them: for both ends a place of the text layer and the UTF-16 units from
    there. Raises NotPlaced where that does not lead to these very words.
    """
    placed = []
    for start, units in ends:
        code_points = counted(text[start:], units) if 0 <= start <= len(text) and units >= 0 else None
        if code_points is None:
            raise NotPlaced(_unplaced())
        placed.append(start + code_points)
    span = trimmed(text, Span(placed[0], placed[1]))
    # Between two blocks a browser shows no letter where the layer has a line's end, and breaks are sent as two letters.
    if not span.of(text) or _letters(printable(span.of(text))) != _letters(words):
        raise NotPlaced(_unplaced())
    return checked(blocks, text, span)


def found(text: str, blocks: Sequence[Block], words: str) -> list[Span]:
    """Every place where words stand that a person typed or pasted, in order: as written first; else with other
    quotation marks, dashes, blanks and breaks; else in capitals or small letters. Whole words before parts of words.
    Raises NotPlaced when there is none that can be cited.
    """
    for casefold in (False, True):
        spans = [trimmed(text, span) for span in _places(text, words, casefold)]
        citable = [span for span in spans if not _refusal(blocks, text, span)]
        if citable:
            whole = [span for span in citable if _is_whole(text, span)]
            return whole or citable
        if spans:
            raise NotPlaced(_refusal(blocks, text, spans[0]))
    raise NotPlaced(
        _("These words do not stand on this page as they are written here. Copy them from the page, without “…”.")
    )


def checked(blocks: Sequence[Block], text: str, span: Span) -> Span:
    """The same place. Raises NotPlaced for words that were hidden, or that run over a part that was left out."""
    problem = _refusal(blocks, text, span)
    if problem:
        raise NotPlaced(problem)
    return span


def trimmed(text: str, span: Span) -> Span:
    """Without blanks at its ends."""
    said = span.of(text)
    start = span.start + len(said) - len(said.lstrip())
    return Span(start, max(start, span.start + len(said.rstrip())))


def places(text: str, blocks: Sequence[Block], spans: Sequence[Span]) -> list[Place]:
    """Each with what stands around it in the same block: never with words that nobody saw."""
    made = []
    for span in spans[:MOST_PLACES]:
        inside = [block for block in blocks if block.start < span.end and span.start < block.end]
        first = min((block.start for block in inside), default=span.start)
        last = max((block.end for block in inside), default=span.end)
        before, after = max(first, span.start - AROUND), min(last, span.end + AROUND)
        around = [text[before : span.start], span.of(text), text[span.end : after]]
        made.append(Place(span, *(_BLANKS.sub(" ", printable(said)) for said in around)))
    return made


def _unplaced() -> str:
    return _("These words could not be placed exactly, and nothing was kept. Mark them again, or paste them below.")


def _letters(text: str) -> str:
    return "".join(text.split())


def _refusal(blocks: Sequence[Block], text: str, span: Span) -> str:
    """Why words cannot be cited, "" when they can."""
    if not span.of(text).strip():
        return _("Mark at least one word.")
    touched = [block for block in blocks if block.start < span.end and span.start < block.end]
    touched = [b for b in touched if text[max(b.start, span.start) : min(b.end, span.end)].strip()]
    if any(is_hidden(block) for block in touched):
        return _("These words were hidden on the page: no reader saw them, and they cannot be cited.")
    if len({block.kept for block in touched}) > 1:
        return _("These words run over a part that was left out. Mark what stands on one side of it.")
    return "" if touched else _unplaced()


def _is_whole(text: str, span: Span) -> bool:
    """Whether no word goes on at either end."""
    begins = span.start == 0 or not (text[span.start - 1].isalnum() and text[span.start].isalnum())
    ends = span.end == len(text) or not (text[span.end - 1].isalnum() and text[span.end].isalnum())
    return begins and ends


def _places(text: str, words: str, casefold: bool) -> Iterator[Span]:
    wanted = "".join(letter for letter, _at in _folded(words.strip(), casefold))
    if not wanted.strip():
        return
    folded = list(_folded(text, casefold))
    flat, at = "".join(letter for letter, _at in folded), [place for _letter, place in folded]
    first = flat.find(wanted)
    while first >= 0:
        last = first + len(wanted) - 1
        # Never half a letter: an accent that follows belongs to the letter before it.
        begins = first == 0 or at[first - 1] != at[first]
        ends = last + 1 == len(at) or not (at[last + 1] == at[last] or unicodedata.combining(flat[last + 1]))
        if begins and ends:
            yield Span(at[first], at[last] + 1)
        first = flat.find(wanted, first + 1)


def _folded(text: str, casefold: bool) -> Iterator[tuple[str, int]]:
    """Single letters as they are compared, each with the place of the letter it comes from; a run of blanks is one."""
    blank = False
    for number, letter in enumerate(text):
        if letter.isspace():
            if not blank:
                yield " ", number
            blank = True
            continue
        like = letter.translate(_ALIKE)
        like = unicodedata.normalize("NFD", like.casefold() if casefold else like)
        for each in like:
            blank = False
            yield each, number
