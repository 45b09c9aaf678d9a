"""Words of a text as merging compares them: folded, in order, each with how rare it is in ordinary news.

Rarity comes from a table that ships with the program, never from the case: one more page in a case must not change
what two other pages have in common.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from chronofile import lang

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_SHORT = 3
_UNLISTED_SHORT = 0.2


def words(text: str) -> list[str]:
    """Words in order, case folded; a Chinese or Japanese character is a word of its own."""
    return _WORD.findall(text.casefold())


def folded(text: str) -> str:
    """The words joined by one blank: equal for texts that differ in case, punctuation and white space alone."""
    return " ".join(words(text))


@cache
def _table(language: str) -> tuple[int, dict[str, int]]:
    lines = lang.rows(language, "background_words")
    return (int(lines[0][0]), {word: int(count) for word, count in lines[1:]}) if lines else (0, {})


@lru_cache(maxsize=1 << 17)
def rarity(word: str, language: str) -> float:
    """From 0 (in every text) to 1 (not in the table). A language without a table calls its short words common."""
    total, counts = _table(language)
    if not total:
        return _UNLISTED_SHORT if len(word) <= _SHORT and not re.match(rf"[{_CJK}]", word) else 1.0
    return math.log((total + 1) / (counts.get(word, 0) + 1)) / math.log(total + 1)


def content_words(found: Iterable[str], language: str, least: float = 0.25) -> frozenset[str]:
    """The words that say something: rarity `least` and above (0.25 leaves out what stands in a sixth of all texts)."""
    return frozenset(w for w in found if rarity(w, language) >= least)


def weight(found: Iterable[str], language: str) -> float:
    """Sum of rarities, the same in whatever order the words come."""
    return math.fsum(rarity(w, language) for w in found)


@lru_cache(maxsize=1 << 15)
def family(trigger: str, language: str) -> str:
    """The family of the words that name an event: "captured" and "capture" share one. Endings are data."""
    data = lang.load(language, "merge")
    known: dict[str, str] = data.get("families", {})
    parts = [known.get(word) or _stem(word, tuple(data.get("suffixes", ()))) for word in words(trigger)]
    return " ".join(parts)


def _stem(word: str, suffixes: tuple[str, ...]) -> str:
    for suffix in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            stem = word[: -len(suffix)]
            doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiouls"
            return stem[:-1] if doubled else stem
    return word


def primary(language: str) -> str:
    """The primary subtag: "en" of "en-GB"."""
    return language.lower().replace("_", "-").split("-")[0]
