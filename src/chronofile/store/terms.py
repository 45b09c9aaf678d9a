"""Terms: what the full-text search finds a page by: words, and pairs of characters where words are not spaced.

SQLite's own tokenizer takes an unspaced run of Chinese, Japanese or Korean for one word, and its trigrams miss words of
two syllables, of which Korean is full; pairs find both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_UNSPACED = (
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
    "\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
"""Scripts written without spaces between all words, by Unicode block: Hangul, kana, Han."""
_ASKED = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_LONGEST = 64
"""Code points kept of one word: longer ones are no words, and an index of 20 MB "words" helps nobody."""


@cache
def _term() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]")


def terms(text: str) -> Iterator[str]:
    """The terms of a text in order; the last character of an unspaced run follows alone, for one-character queries."""
    for run in _term().findall(unicodedata.normalize("NFKC", text).casefold()):
        if not _unspaced().match(run):
            yield run[:_LONGEST]
            continue
        yield from _pairs(run)
        if len(run) > 1:
            yield run[-1]


class Phrase(NamedTuple):
    """Terms that must follow each other; with `begins` the last need only begin a term."""

    terms: tuple[str, ...]
    begins: bool


def phrases(query: str) -> list[Phrase]:
    """What a person typed asks for: all words, "phrases" in quotes, a trailing * for beginnings. Empty for no word."""
    made: list[Phrase] = []
    for asked in _ASKED.finditer(query):
        text = asked["phrase"] if asked["phrase"] is not None else asked["word"]
        runs = _term().findall(unicodedata.normalize("NFKC", text).casefold())
        if not runs:
            continue
        joined: list[list[str]] = [[]]
        for run in runs:
            unspaced = _unspaced().match(run)
            # After an unspaced run its last character stands alone in the index and breaks a phrase: start another.
            if unspaced and joined[-1]:
                joined.append([])
            joined[-1].extend(_pairs(run) if unspaced else [run[:_LONGEST]])
            if unspaced:
                joined.append([])
        own = [words for words in joined if words]
        begins = text.endswith("*") or (len(own[-1]) == 1 and len(runs[-1]) == 1 and _unspaced().match(runs[-1]))
        made += [Phrase(tuple(words), bool(begins) and index == len(own) - 1) for index, words in enumerate(own)]
    return made


def match_expression(query: str) -> str | None:
    """An FTS5 expression for what a person typed (see `phrases`).

    None when the query holds no word at all. Nothing typed can reach FTS5's own syntax: only terms get through.
    """
    parts = [f'"{" ".join(phrase.terms)}"{"*" if phrase.begins else ""}' for phrase in phrases(query)]
    return " ".join(parts) or None


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for index in range(len(run) - 1):
        yield run[index : index + 2]
