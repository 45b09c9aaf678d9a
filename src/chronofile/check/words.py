"""Words: a text as the words that two copies of it share, each with its place.

Two texts say the same words when they differ in white space, quotation marks, hyphens and dashes, capitals, accents,
invisible characters and punctuation alone. Where a script sets no blanks between words, or hangs endings on them
(Hangul), each character is a word: a quotation may begin and end inside one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

import msgspec

from chronofile.model import Span

_ALONE = (
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
    "\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
"""Hangul, kana, Han by Unicode block."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0971-\u0dff\u0e00-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
)
"""Signs that belong to the letter before them: accents, points, vowel signs of Indic scripts and Thai."""
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""Soft hyphens, joiners, direction marks: nobody sees them, so no difference lies in them."""
_APOSTROPHE = "'’ʼ‘＇`´"
_PART = rf"[^\W_{_ALONE}{_UNSEEN}]|[{_MARKS}{_UNSEEN}]"
WORD = re.compile(
    rf"[{_ALONE}][{_UNSEEN}]{{0,8}}"
    rf"|(?:(?<!\S)[-−](?=\d))?[^\W_{_ALONE}{_UNSEEN}](?:{_PART})*"
    rf"(?:(?:[{_APOSTROPHE}](?=[^\W\d_{_ALONE}])|[.,](?<=\d[.,])(?=\d))(?:{_PART})+)*"
    r"|[%‰€$£¥₩§°№]"
)
_PLAIN = re.compile(
    r"(?:(?<!\S)[-−](?=\d))?[^\W_]+"
    rf"(?:(?:[{_APOSTROPHE}](?=[^\W\d_])|[.,](?<=\d[.,])(?=\d))[^\W_]+)*"
    r"|[%‰€$£¥₩§°№]"
)
"""The same for a text that has none of the three kinds of characters above: three times as fast."""
_SPECIAL = re.compile(f"[{_ALONE}{_MARKS}{_UNSEEN}]")
_UNSEEN_CHARACTERS = re.compile(f"[{_UNSEEN}]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_LONGEST = 64
"""Code points kept of one word: longer ones are no words."""


class Words(msgspec.Struct, frozen=True):
    """Words in their order: `keys` to compare them by, `starts` and `ends` (excluded) in code points of the text."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """The stretch of text from word `first` to before word `last`; empty at the place of `first` where equal."""
        if first < last:
            return Span(self.starts[first], self.ends[last - 1])
        at = self.starts[first] if first < len(self) else (self.ends[-1] if self.ends else 0)
        return Span(at, at)

    def within(self, span: Span) -> tuple[int, int]:
        """First and last (excluded) of the words that lie wholly inside a stretch of text."""
        return bisect_left(self.starts, span.start), max(
            bisect_left(self.starts, span.start), bisect_right(self.ends, span.end)
        )


def words(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of a stretch of text, `end` excluded; offsets count in the whole text."""
    last = len(text) if end is None else end
    found = list(_pattern(text, start, last).finditer(text, start, last))
    return Words(tuple(key_of(m[0]) for m in found), tuple(m.start() for m in found), tuple(m.end() for m in found))


def raw(text: str, start: int, end: int) -> list[str]:
    """The same words as they stand, without places."""
    return _pattern(text, start, end).findall(text, start, end)


def _pattern(text: str, start: int, end: int) -> re.Pattern[str]:
    return WORD if _SPECIAL.search(text, start, end) else _PLAIN


def keys(text: str) -> tuple[str, ...]:
    """The words of a short text without their places."""
    return tuple(key_of(word) for word in raw(text, 0, len(text)))


@lru_cache(maxsize=1 << 16)
def key_of(word: str) -> str:
    """What is compared of one word as it stands."""
    if word.isascii():
        made = word.lower().replace("`", "'")
    else:
        made = unicodedata.normalize("NFKC", _UNSEEN_CHARACTERS.sub("", word)).casefold()
        for mark in _APOSTROPHE:
            made = made.replace(mark, "'")
        made = made.replace("−", "-")
        if not _HANGUL.search(made):
            made = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", made)))
    if "," in made:
        made = _THOUSANDS.sub("", made)
    return made[:_LONGEST]


def whole(text: str, span: Span) -> Span:
    """The same widened to the blanks around it where it cuts a Korean word; elsewhere as it is."""
    start, end = span.start, span.end
    if start == end:
        return span
    while start > 0 and end - start < 200 and _HANGUL.match(text[start]) and _HANGUL.match(text[start - 1]):
        start -= 1
    while end < len(text) and end - start < 200 and _HANGUL.match(text[end - 1]) and _HANGUL.match(text[end]):
        end += 1
    return Span(start, end)
