"""Word lists: a language's words as a text may spell them, with endings, compounds and phrases written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_PIECE = re.compile(r"'(?:s|ll|re|ve|d)\b|[^\W\d_]+|\d+|[^\w\s]")


def spellings(word: str) -> Iterable[str]:
    """The ways a listed word may stand in a text: a list's capital is required, a small letter is not."""
    if word != word.lower():
        return {word, word.upper()}
    return {word, word.capitalize(), word.upper()}


def inflected(form: str, endings: Iterable[str]) -> Iterable[str]:
    """A listed spelling with a star stands for its stem with each of the language's endings ("letzt*"); in a phrase
    all starred words take the same ending, as words that agree do.
    """
    return [form.replace("*", ending) for ending in endings] if "*" in form else (form,)


def pieces(phrase: str) -> list[str]:
    return _PIECE.findall(phrase)


def word_lists(data: Mapping[str, Any], endings: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """The word lists with all endings written out, and the lists of words that are two words written together."""
    lists: dict[str, dict[str, list[str]]] = {
        name: {value: [i for form in forms for i in inflected(form, endings)] for value, forms in entries.items()}
        for name, entries in data.get("words", {}).items()
    }
    for name, compound in data.get("compounds", {}).items():
        made = lists.setdefault(name, {})
        first, second = compound["first"], compound["second"]
        for a, heads in lists[first["list"]].items():
            for b, tails in lists[second["list"]].items():
                fields = f"{first['field']}={a} {second['field']}={b}"
                made.setdefault(fields, []).extend(head + tail.lower() for head in heads for tail in tails)
    return lists


def phrase_regex(phrases: Mapping[str, Mapping[str, str]], codes: Mapping[str, str]) -> re.Pattern[str] | None:
    """Every listed phrase, longest first, as an expression over codes; None when there is none."""
    options = {tuple(p.lower() for p in pieces(form)) for form in phrases}
    if not options:
        return None
    ordered = sorted(options, key=lambda o: (-len(o), o))
    return re.compile("|".join("".join(f"[{re.escape(codes['=' + piece])}]" for piece in option) for option in ordered))
