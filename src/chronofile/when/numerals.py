"""Numerals: numbers written in words, as each language's data spells its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from chronofile.when.forms import integer_classes
from chronofile.when.word_lists import inflected, spellings

NUMERAL_CLASSES = ("NUMBER", "SMALL", "WORDNUM")


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


def numerals_of(table: Mapping[str, Any], endings: Iterable[str]) -> Numerals:
    units, tens = dict(table.get("units", {})), dict(table.get("tens", {}))
    if joiner := table.get("compound"):  # units before tens in one word, as in "einundzwanzig"
        stems = {**units, **table.get("unit_stems", {})}
        units |= {a + joiner + b: n + m for a, n in stems.items() if n < 10 for b, m in tens.items()}
    return Numerals(
        units=units,
        tens=tens,
        multipliers=table.get("multipliers", {}),
        ordinals={i: n for form, n in table.get("ordinals", {}).items() for i in inflected(form, endings)},
        joiners=frozenset(table.get("joiners", ())) | {"-"},
    )


def add_numerals(classes: dict[str, dict[str, str]], numerals: Numerals) -> None:
    def add(word: str, extra: Mapping[str, str]) -> None:
        for spelling in spellings(word):
            classes.setdefault(spelling, {}).update(extra)

    for word, value in [*numerals.units.items(), *numerals.tens.items()]:
        add(word, {"NUMWORD": "", **dict.fromkeys(word_classes(value), str(value))})
    for word, value in numerals.multipliers.items():
        add(
            word,
            {
                "NUMMULT": str(value),
                **dict.fromkeys(("WORDNUM", "NUMBER") if value <= 1000 else ("WORDNUM",), str(value)),
            },
        )
    for word, value in numerals.ordinals.items():
        add(word, {"NUMORD": "", **dict.fromkeys(ordinal_words(value), str(value))})
    for joiner in numerals.joiners:
        add(joiner, {"NUMJOIN": ""})


def word_classes(value: int) -> frozenset[str]:
    """Classes of a number in words: it counts, but is no year and no day of the month by itself."""
    out = set(NUMERAL_CLASSES if 1 <= value <= 99 else ("NUMBER", "WORDNUM"))
    if 1 <= value <= 12:
        out.add("HOURWORD")
    if 1 <= value <= 31:
        out.add("DAYWORD")
    if 1 <= value <= 59:
        out.add("MINUTEWORD")
    return frozenset(out)


def ordinal_classes(value: int) -> frozenset[str]:
    return frozenset({"ORDINAL", "DAYTH"} if 1 <= value <= 31 else {"ORDINAL"})


def ordinal_words(value: int) -> frozenset[str]:
    """Classes of an ordinal written out: "the third" alone is hardly ever a day of the month, "the 3rd" mostly is."""
    return frozenset({"ORDINAL", "DAYTHWORD"} if 1 <= value <= 31 else {"ORDINAL"})


def numeral_signatures() -> set[frozenset[str]]:
    out = {word_classes(n) for n in range(101)} | {ordinal_classes(1), ordinal_classes(50), ordinal_words(1)}
    out |= {integer_classes(str(n)) | {"WORDNUM"} for n in range(1000, 2200)}
    return out


def numeral_regex(codes: Mapping[str, str]) -> re.Pattern[str] | None:
    core = "".join(codes.get(name, "") for name in ("NUMWORD", "NUMMULT", "NUMORD"))
    if not core:
        return None
    body, join = re.escape(core), re.escape(codes.get("NUMJOIN", ""))
    return re.compile(f"[{body}](?:[{join}]?[{body}]){{1,7}}")
