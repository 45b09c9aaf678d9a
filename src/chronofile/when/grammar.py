"""Grammar: a language's time words and rules, read from `lang/xx/time.toml` and compiled once.

The file's own comments say how to write word lists and rules; `docs/when.md` tells how to add a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from chronofile import lang
from chronofile.model import TimexType
from chronofile.when.forms import all_signatures, integer_classes
from chronofile.when.numerals import Numerals
from chronofile.when.pattern import Compiled, compile_pattern, literals

WORD, PLURAL, NAME, BREAK, OTHER = "w", "s", "W", "\n", "p"
NUMERAL_CLASSES = ("NUMBER", "SMALL", "WORDNUM")
_FIRST_CODE = 0xE000
_PIECE = re.compile(r"'(?:s|ll|re|ve|d)\b|[^\W\d_]+|\d+|[^\w\s]")
_SLOT = re.compile(r"\{(\w+)\}")


class Rule(NamedTuple):
    """`value` is the template of the unresolved form; a rule of type "NONE" takes its words out of the running.
    `tenses`: the rule holds only beside such a verb (empty: any). `second`: the template of the second end where the
    rule finds a stretch with two ends; that end begins at the first slot whose label ends in 2.
    """

    name: str
    type: TimexType | None
    compiled: Compiled
    template: tuple[tuple[str, tuple[str, ...]], ...]
    tenses: frozenset[str] = frozenset()
    second: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Word(NamedTuple):
    """A known spelling: its code and its value in each class it belongs to."""

    code: str
    values: Mapping[str, str]


class Grammar(NamedTuple):
    """Everything matching needs for one language; the same object for the same language, never changed. `by_pair` only
    remembers what `candidates` found for two codes.
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
    lists = _word_lists(data, endings)
    parts: Mapping[str, str] = data.get("parts", {})
    raw_rules: list[Mapping[str, Any]] = [*_NUMERIC_RULES, *data.get("rule", [])]
    numerals = _numerals(data.get("numerals", {}), endings)

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
    _add_numerals(classes, numerals)

    signatures = {frozenset(values) for values in classes.values()} | all_signatures() | _numeral_signatures()
    signatures |= {frozenset(values) for values in phrases.values()} | {frozenset({"DECADE"})}
    number_codes = {s: chr(_FIRST_CODE + i) for i, s in enumerate(sorted(signatures, key=sorted))}
    codes: dict[str, str] = {"WORD": WORD + PLURAL, "PLURAL": PLURAL, "NAME": NAME, "BREAK": BREAK, "OTHER": OTHER}
    for signature, code in number_codes.items():
        for name in signature:
            codes[name] = codes.get(name, "") + code
    words = {w: Word(number_codes[frozenset(v)], v) for w, v in classes.items()}
    templates: Mapping[str, str] = data.get("templates", {})
    rules = tuple(_rule(raw, parts, codes, templates) for raw in raw_rules)
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
        phrases=_phrase_regex(phrases, codes),
        phrase_words={" ".join(pieces(f)).lower(): Word(number_codes[frozenset(v)], v) for f, v in phrases.items()},
        numerals=numerals,
        numeral_run=_numeral_regex(codes),
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
        data=data,
    )


_NUMERIC_RULES: tuple[Mapping[str, Any], ...] = (
    {"name": "numeric_date", "pattern": "DATE", "value": "date {DATE}"},
    {
        "name": "numeric_date_time",
        "type": "TIME",
        "pattern": "DATE ( '-' | ',' )? CLOCK",
        "value": "date {DATE} clock={CLOCK}",
    },
)
"""Forms of the world's press that need no word: true in every language, also in one we have no data for."""


def _word_lists(data: Mapping[str, Any], endings: Iterable[str]) -> dict[str, dict[str, list[str]]]:
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


def _numerals(table: Mapping[str, Any], endings: Iterable[str]) -> Numerals:
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


def _add_numerals(classes: dict[str, dict[str, str]], numerals: Numerals) -> None:
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


def _numeral_signatures() -> set[frozenset[str]]:
    out = {word_classes(n) for n in range(101)} | {ordinal_classes(1), ordinal_classes(50), ordinal_words(1)}
    out |= {integer_classes(str(n)) | {"WORDNUM"} for n in range(1000, 2200)}
    return out


def _phrase_regex(phrases: Mapping[str, Mapping[str, str]], codes: Mapping[str, str]) -> re.Pattern[str] | None:
    options = {tuple(p.lower() for p in pieces(form)) for form in phrases}
    if not options:
        return None
    ordered = sorted(options, key=lambda o: (-len(o), o))
    return re.compile("|".join("".join(f"[{re.escape(codes['=' + piece])}]" for piece in option) for option in ordered))


def _numeral_regex(codes: Mapping[str, str]) -> re.Pattern[str] | None:
    core = "".join(codes.get(name, "") for name in ("NUMWORD", "NUMMULT", "NUMORD"))
    if not core:
        return None
    body, join = re.escape(core), re.escape(codes.get("NUMJOIN", ""))
    return re.compile(f"[{body}](?:[{join}]?[{body}]){{1,7}}")


def _rule(
    raw: Mapping[str, Any], parts: Mapping[str, str], codes: Mapping[str, str], templates: Mapping[str, str]
) -> Rule:
    kind = raw.get("type", "DATE")
    first, second = (_template(str(raw.get(name, "")), templates) for name in ("value", "second"))
    compiled = compile_pattern(str(raw["pattern"]), parts, codes)
    tenses = frozenset(str(tense) for tense in raw.get("tense", ()))
    return Rule(str(raw["name"]), None if kind == "NONE" else cast(TimexType, kind), compiled, first, tenses, second)


def _template(source: str, named: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    whole = " ".join(named.get(piece[1:], piece) if piece[:1] == "@" else piece for piece in source.split())
    return tuple((piece, tuple(_SLOT.findall(piece))) for piece in whole.split())
