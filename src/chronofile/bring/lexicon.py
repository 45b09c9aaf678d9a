"""Lexicon: what the languages say about headings of columns and words in cells, put together once."""

from __future__ import annotations

from functools import cache

from chronofile import lang


@cache
def of(section: str, name: str) -> tuple[str, ...]:
    """The words of every language for one thing, the longest first."""
    found = {
        word.casefold()
        for language in lang.languages()
        for word in lang.load(language, "columns").get(section, {}).get(name, ())
    }
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def weekdays() -> frozenset[str]:
    """Days of the week as languages write them, without a stop at the end."""
    return frozenset(
        spelling.casefold().rstrip(".")
        for language in lang.languages()
        for kind in ("WEEKDAY", "WEEKDAYABBR")
        for spellings in lang.load(language, "time").get("words", {}).get(kind, {}).values()
        for spelling in spellings
    )


def meaning(section: str, text: str, names: tuple[str, ...]) -> str:
    """Which of `names` a text is a word for, "" for none."""
    plain = text.strip().casefold()
    return next((name for name in names if plain in of(section, name)), "")
