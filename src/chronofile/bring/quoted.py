"""Quoted: the words a row quotes, and where they stand on kept pages, letter by letter but for blanks and marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from chronofile.model import Span

_PAIRS = re.compile(r"“([^“”]+)[”“]|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"|「([^「」]+)」|『([^『』]+)』")
_SAME = str.maketrans("“”„‟«»‘’‚‛`´–—‒−\u00a0\u2011", '""""""' + "''''''" + "----" + " -")
_LEAST_WORDS = 4
_LEAST_UNSPACED = 8
_WORDS = re.compile(r"\w+")


class Found(msgspec.Struct, frozen=True):
    """A place on a page: its text layer and the span."""

    page: str
    span: Span


def quotations(text: str) -> tuple[str, ...]:
    """Stretches between quotation marks that are long enough to be known again."""
    found = ["".join(groups).strip() for groups in _PAIRS.findall(text)]
    return tuple(dict.fromkeys(words for words in found if is_telling(words)))


def unquoted(text: str) -> str:
    """Words without the quotation marks around them."""
    whole = _PAIRS.fullmatch(text.strip())
    return "".join(part or "" for part in whole.groups()).strip() if whole else text.strip()


def is_telling(words: str) -> bool:
    """Whether words are enough to be evidence: four of them, or eight letters of a script without blanks."""
    spaced = len(_WORDS.findall(words))
    return spaced >= _LEAST_WORDS or (len(words) >= _LEAST_UNSPACED and not words.isascii() and spaced >= 2)


class PagesWords:
    """The pages held, made ready once for finding many words on them. `pages` are (text layer, its text)."""

    def __init__(self, pages: Iterable[tuple[str, str]]) -> None:
        self._pages = [(layer, _Folded(text)) for layer, text in pages]

    def places(self, words: str, most: int = 20) -> list[Found]:
        """Every place where these very words stand, up to `most`. The stop that a quotation ends with is often not the
        page's own. Words with an ellipsis stand nowhere: what it leaves out is not told.
        """
        needle = _fold(words)
        if not needle or "…" in needle or "..." in needle:
            return []
        return self._places(needle, most) or self._places(needle.rstrip(".,;:"), most)

    def _places(self, needle: str, most: int) -> list[Found]:
        found: list[Found] = []
        for layer, folded in self._pages:
            for span in folded.spans(needle) if needle else ():
                found.append(Found(layer, span))
                if len(found) >= most:
                    return found
        return found


class _Folded:
    """A text with its blanks and marks made alike, and the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        self._pieces = [(m.start(), m.end()) for m in re.finditer(r"\S+", text.translate(_SAME))]
        same = text.translate(_SAME)
        self.text = " ".join(same[start:end] for start, end in self._pieces)
        self._starts: list[int] = []
        at = 0
        for start, end in self._pieces:
            self._starts.append(at)
            at += end - start + 1

    def spans(self, needle: str) -> Iterable[Span]:
        at = self.text.find(needle)
        while at >= 0:
            if _is_whole(self.text, at, at + len(needle)):
                yield Span(self._back(at), self._back(at + len(needle) - 1) + 1)
            at = self.text.find(needle, at + 1)

    def _back(self, at: int) -> int:
        piece = bisect_right(self._starts, at) - 1
        return self._pieces[piece][0] + at - self._starts[piece]


def _is_whole(text: str, start: int, end: int) -> bool:
    """No word is cut at either end."""
    left = start > 0 and text[start - 1].isalnum() and text[start].isalnum() and text[start].isascii()
    right = end < len(text) and text[end - 1].isalnum() and text[end].isalnum() and text[end].isascii()
    return not left and not right


def _fold(words: str) -> str:
    return " ".join(words.translate(_SAME).split())


def chosen(places: Sequence[Found], linked: Sequence[str], copies: dict[str, str]) -> Found | None:
    """The one place that is meant, None where several could be. `linked` are pages that the row links to; `copies`
    gives of each copy the report it copies.
    """
    on_linked = [place for place in places if place.page in linked]
    left = on_linked or list(places)
    if len({copies.get(place.page, place.page) for place in left}) == 1 and not on_linked:
        originals = [place for place in left if place.page not in copies]
        left = originals or left[:1]
    return left[0] if len(left) == 1 else None
