"""Grammar: a language's time words and rules, read from `lang/xx/time.toml` and compiled once.

The file's own comments say how to write word lists and rules; `docs/when.md` tells how to add a language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from chronofile import lang
from chronofile.when.forms import all_signatures
from chronofile.when.numerals import Numerals, add_numerals, numeral_regex, numeral_signatures, numerals_of
from chronofile.when.pattern import literals
from chronofile.when.rule import NUMERIC_RULES, Rule, made
from chronofile.when.word_lists import phrase_regex, pieces, spellings, word_lists

WORD, PLURAL, NAME, BREAK, OTHER = "w", "s", "W", "\n", "p"
_FIRST_CODE = 0xE000


class Word(NamedTuple):
    """A known spelling: its code and its value in each class it belongs to."""

    code: str
    values: Mapping[str, str]


class Grammar(NamedTuple):
    """Everything matching needs for one language; the same object for the same language, never changed. `by_pair` only
    remembers what `candidates` found for two codes. `speaking` are the codes that can tell a tense or end a clause: no
    others are looked at for it.
    """

    words: Mapping[str, Word]
    number_codes: Mapping[frozenset[str], str]
    codes: Mapping[str, str]
    rules: tuple[Rule, ...]
    by_head: Mapping[str, tuple[Rule, ...]]
    by_pair: dict[str, tuple[Rule, ...]]
    heads: re.Pattern[str] | None
    phrases: re.Pattern[str] | None
    phrase_words: Mapping[str, Word]
    numerals: Numerals
    numeral_run: re.Pattern[str] | None
    ordinal_suffixes: frozenset[str]
    decade_suffixes: frozenset[str]
    glued_suffixes: frozenset[str]
    plural_suffixes: tuple[str, ...]
    past_suffixes: tuple[str, ...]
    future_suffixes: tuple[str, ...]
    joining: frozenset[str]
    order: str
    decimal: str
    ordinal_stop: bool
    speaking: frozenset[str]
    data: Mapping[str, Any]


def candidates(known: Grammar, pair: str) -> tuple[Rule, ...]:
    """The rules that can match where the two codes of `pair` (one at the very end) come first, in the file's order."""
    found = known.by_pair.get(pair)
    if found is None:
        head, second = pair[0], pair[1:]
        rules = known.by_head[head]
        found = tuple(r for r in rules if (follow := r.compiled.follow[head]) is None or second in follow)
        known.by_pair[pair] = found
    return found


def grammar(language: str) -> Grammar:
    """The grammar of `language` ("en", "en-GB": a region may order day and month otherwise); for a language without
    data only the numeric forms are known.
    """
    known = _of_language(language.lower().replace("_", "-").split("-")[0])
    region = language.upper().replace("_", "-").partition("-")[2]
    order = known.data.get("numeric", {}).get("regions", {}).get(region[:2], known.order)
    return known if order == known.order else known._replace(order=str(order))


@cache
def _of_language(name: str) -> Grammar:
    return _build(lang.load(name, "time"))


def _build(data: Mapping[str, Any]) -> Grammar:
    endings: list[str] = data.get("inflection", {}).get("endings", [])
    lists = word_lists(data, endings)
    parts: Mapping[str, str] = data.get("parts", {})
    raw_rules: list[Mapping[str, Any]] = [*NUMERIC_RULES, *data.get("rule", [])]
    numerals = numerals_of(data.get("numerals", {}), endings)

    classes: dict[str, dict[str, str]] = {}
    phrases: dict[str, dict[str, str]] = {}
    for name, entries in lists.items():
        for value, forms in entries.items():
            for form in forms:
                if len(pieces(form)) > 1:
                    phrases.setdefault(form, {})[name] = value
                    for piece in pieces(form):
                        for spelling in spellings(piece):
                            classes.setdefault(spelling, {}).setdefault(f"={piece.lower()}", "")
                else:
                    for spelling in spellings(form):
                        classes.setdefault(spelling, {})[name] = value
    for source in [*parts.values(), *(str(rule["pattern"]) for rule in raw_rules)]:
        for literal in literals(source):
            for spelling in spellings(literal):
                classes.setdefault(spelling, {})[f"={literal}"] = ""
    add_numerals(classes, numerals)

    signatures = {frozenset(values) for values in classes.values()} | all_signatures() | numeral_signatures()
    signatures |= {frozenset(values) for values in phrases.values()} | {frozenset({"DECADE"})}
    number_codes = {s: chr(_FIRST_CODE + i) for i, s in enumerate(sorted(signatures, key=sorted))}
    codes: dict[str, str] = {"WORD": WORD + PLURAL, "PLURAL": PLURAL, "NAME": NAME, "BREAK": BREAK, "OTHER": OTHER}
    for signature, code in number_codes.items():
        for name in signature:
            codes[name] = codes.get(name, "") + code
        for name, plain in data.get("plain", {}).items():
            if signature <= frozenset(plain):
                codes[name] += code
    words = {w: Word(number_codes[frozenset(v)], v) for w, v in classes.items()}
    templates: Mapping[str, str] = data.get("templates", {})
    rules = tuple(made(raw, parts, codes, templates) for raw in raw_rules)
    by_head: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        for head in rule.compiled.heads:
            by_head[head] = (*by_head.get(head, ()), rule)
    return Grammar(
        words=words,
        number_codes=number_codes,
        codes=codes,
        rules=rules,
        by_head=by_head,
        by_pair={},
        heads=re.compile("[" + re.escape("".join(sorted(by_head))) + "]") if by_head else None,
        phrases=phrase_regex(phrases, codes),
        phrase_words={" ".join(pieces(f)).lower(): Word(number_codes[frozenset(v)], v) for f, v in phrases.items()},
        numerals=numerals,
        numeral_run=numeral_regex(codes),
        ordinal_suffixes=frozenset(data.get("numerals", {}).get("ordinal_suffixes", ())),
        decade_suffixes=frozenset(data.get("numerals", {}).get("decade_suffixes", ())),
        glued_suffixes=frozenset(data.get("numerals", {}).get("glued_suffixes", ())),
        plural_suffixes=tuple(data.get("numerals", {}).get("plural_suffixes", ())),
        past_suffixes=tuple(data.get("tense", {}).get("past_suffixes", ())),
        future_suffixes=tuple(data.get("tense", {}).get("future_suffixes", ())),
        joining=frozenset(data.get("numeric", {}).get("joining", ())) | {"-", "–", "—", ","},
        order=str(data.get("numeric", {}).get("order", "dmy")),
        decimal=str(data.get("numeric", {}).get("decimal", ".")),
        ordinal_stop=bool(data.get("numeric", {}).get("ordinal_stop", False)),
        speaking=_speaking(codes, words),
        data=data,
    )


def _speaking(codes: Mapping[str, str], words: Mapping[str, Word]) -> frozenset[str]:
    named = ("FUTURE", "PAST", "TELLING", "INFINITIVE", "PRESENT", "CLAUSE")
    marks = [words[mark].code for mark in ".!?" if mark in words]
    return frozenset([WORD, PLURAL, BREAK, OTHER, *marks, *"".join(codes.get(name, "") for name in named)])
