"""Numerals: numbers written in words, as each language's data spells its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Numerals(NamedTuple):
    """`units` 0-19, `tens` 20-90, `multipliers` 100 and up; `joiners` stand between them ("and", "-")."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    multipliers: Mapping[str, int]
    ordinals: Mapping[str, int]
    joiners: frozenset[str]

    def knows(self, word: str) -> bool:
        return word in self.units or word in self.tens or word in self.multipliers or word in self.ordinals


def empty() -> Numerals:
    return Numerals({}, {}, {}, {}, frozenset())


def value_of(words: Sequence[str], numerals: Numerals) -> tuple[int, str] | None:
    """The number that lower-case `words` spell and its kind ("cardinal", "ordinal" or "year"), or None.

    "twenty four" 24, "nineteen ninety-seven" a year, "two thousand and ten" 2010, "twenty-first" an ordinal.
    """
    total = current = 0
    parts: list[int] = []
    ordinal = False
    for word in words:
        if word in numerals.joiners:
            continue
        if ordinal:
            return None
        if word in numerals.multipliers:
            current = max(current, 1) * numerals.multipliers[word]
            if numerals.multipliers[word] > 100:
                total, current = total + current, 0
            parts.append(-1)
            continue
        ordinal = word in numerals.ordinals
        value = numerals.ordinals.get(word, numerals.tens.get(word, numerals.units.get(word, -1)))
        if value < 0:
            return None
        if parts and parts[-1] >= 0 and not (parts[-1] in numerals.tens.values() and value < 10):
            return _year(words, numerals)
        current += value
        parts.append(value)
    if not parts or total + current > 999_999_999:
        return None
    return total + current, "ordinal" if ordinal else "cardinal"


def _year(words: Sequence[str], numerals: Numerals) -> tuple[int, str] | None:
    """Years spoken in two halves: "nineteen ninety-seven", "nineteen oh five" is left out (no word list has "oh")."""
    values = [numerals.tens.get(w, numerals.units.get(w, -1)) for w in words if w not in numerals.joiners]
    if len(values) < 2 or -1 in values:
        return None
    if values[0] in numerals.tens.values() and values[0] == 20 and len(values) in (2, 3):
        century, rest = 20, values[1:]
    elif 10 < values[0] < 20:
        century, rest = values[0], values[1:]
    else:
        return None
    if len(rest) == 1 and 10 <= rest[0] <= 99:
        return century * 100 + rest[0], "year"
    if len(rest) == 2 and rest[0] in numerals.tens.values() and rest[0] >= 20 and 1 <= rest[1] <= 9:
        return century * 100 + rest[0] + rest[1], "year"
    return None
