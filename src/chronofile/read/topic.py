"""Topic: the words an article is about, so that a stretch of another story can be told from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from chronofile.read.page_words import page_words

_WORD = re.compile(r"[^\W\d_]{3,}+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{2,}+")
_STEM = 6
"""Code points of a word that count: "captured" and "captures" are one; six keep "government" and "governor" apart."""


def stems(text: str) -> set[str]:
    """Content words cut to their beginnings; pairs of characters for scripts that do not space their words."""
    functions = page_words().all_functions
    found = {w[:_STEM] for w in _WORD.findall(text.lower()) if w not in functions and len(w) >= 4}
    for run in _WIDE.findall(text):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return found


class Topic:
    """How often each content word stands in the given paragraphs, counted once a paragraph."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        for paragraph in paragraphs:
            self._counts.update(stems(paragraph[:5_000]))

    def share(self, text: str, *, without: str = "") -> float:
        """Share of the content words of `text` that the paragraphs use; `without` is text that was counted among
        them and must not vouch for itself. 1.0 for text without content words.
        """
        words = stems(text[:5_000])
        if not words:
            return 1.0
        own = stems(without[:5_000]) if without else frozenset()
        known = sum(1 for w in words if self._counts[w] > (1 if w in own else 0))
        return known / len(words)
