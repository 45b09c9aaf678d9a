"""Word pieces: the words of a sentence cut into the pieces a trained encoder knows, each with the shape of its letters.

The encoder reads small letters without accents; what capitals tell comes to it as shapes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from collections.abc import Sequence as Many

import msgspec

PAD, UNKNOWN, FIRST, LAST, MASK = range(5)
"""Where every vocabulary has its five marks that stand for no letters."""
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
NO_SHAPE, LOWER, TITLE, UPPER, ONE_CAPITAL, MIXED, DIGITS, OTHER = range(8)
SHAPES = 24
"""Eight shapes, in each of three kinds of sentence: usual, most words capital, no capital at all."""
LONGEST_WORD = 100
MOST_PIECES = 12
_KEPT_WORDS = 50_000


class Pieces(msgspec.Struct):
    """Pieces of one sentence; `firsts` tells each word's first piece."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]


class WordPieces:
    """Cuts words greedily into the longest pieces of `vocabulary`, whose first five entries are `MARKS`."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.number = {piece: i for i, piece in enumerate(vocabulary)}
        self._known: dict[str, list[tuple[int, int]]] = {}

    def sentence(self, words: Many[str]) -> Pieces:
        kind = 8 * sentence_kind(words)
        made = Pieces([], [], [])
        for word in words:
            made.firsts.append(len(made.ids))
            for number, shape in self.word(word):
                made.ids.append(number)
                made.shapes.append(shape + kind)
        return made

    def word(self, word: str) -> list[tuple[int, int]]:
        """Each piece's number and shape; one unknown piece for what has no letters that are known."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _KEPT_WORDS:
                self._known.clear()
            cut = [piece for part in parts(word) for piece in self._part(part)]
            known = self._known[word] = cut[:MOST_PIECES] or [(UNKNOWN, OTHER)]
        return known

    def _part(self, part: str) -> list[tuple[int, int]]:
        plain = plain_letters(part)
        if not plain:
            return []
        found: list[tuple[int, int]] = []
        start = 0
        while start < len(plain) <= LONGEST_WORD:
            end = len(plain)
            while end > start:
                number = self.number.get(("##" if start else "") + plain[start:end])
                if number is not None:
                    break
                end -= 1
            else:
                break
            found.append((number, shape_of(part[start:end] if len(plain) == len(part) else part)))
            start = end
        return found if start == len(plain) else [(UNKNOWN, shape_of(part))]


def parts(word: str) -> list[str]:
    """A word cut at marks and Chinese characters; white space and control characters left out."""
    found: list[str] = []
    run = ""
    for c in word:
        category = unicodedata.category(c)
        if c.isspace() or c in "\0\ufffd" or category in ("Cc", "Cf"):
            continue
        if _stands_alone(c, category):
            found += [run, c]
            run = ""
        else:
            run += c
    return [part for part in (*found, run) if part]


def _stands_alone(c: str, category: str) -> bool:
    return category[0] == "P" or (c < "\x80" and not c.isalnum()) or "\u4e00" <= c <= "\u9fff"


def plain_letters(part: str) -> str:
    """Small letters without their accents."""
    if part.isascii():
        return part.lower()
    return "".join(c for c in unicodedata.normalize("NFD", part.lower()) if unicodedata.category(c) != "Mn")


def shape_of(letters: str) -> int:
    if not any(c.isalpha() for c in letters):
        return DIGITS if any(c.isdigit() for c in letters) else OTHER
    capitals = sum(c.isupper() for c in letters)
    if not capitals:
        return LOWER
    if len(letters) == 1:
        return ONE_CAPITAL
    if letters.isupper():
        return UPPER
    return TITLE if capitals == 1 and letters[0].isupper() else MIXED


def sentence_kind(words: Many[str]) -> int:
    """0 usual, 1 where most words have capitals (a heading), 2 where none has."""
    lettered = [w for w in words if w and w[0].isalpha()]
    capitals = sum(w[0].isupper() for w in lettered)
    if len(lettered) < 3:
        return 0
    if not capitals:
        return 2
    return 1 if len(lettered) >= 4 and capitals >= 0.75 * len(lettered) else 0
