"""Lexicon: one language's words, compiled once from `lang/xx/`: forms, names, verbs of saying, event words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

from chronofile import lang
from chronofile.find.function_words import FunctionWords, function_words

Trie = dict[str, Any]
"""Word -> Trie; the value under the empty word is what a phrase that ends there stands for."""


class Verb(msgspec.Struct, frozen=True):
    """A verb's form: `form` is base, third, past, participle, past-or-participle or ing. `twice`: a base form that is
    the participle too ("has become").
    """

    lemma: str
    form: str
    twice: bool = False


class Grammar(msgspec.Struct, frozen=True):
    """`closed` gives a word its tag outright; `classes` lists what an open word can be, likeliest first. `either` are
    words that stand before a noun phrase or open a clause ("since").
    """

    closed: Mapping[str, str]
    classes: Mapping[str, str]
    verbs: Mapping[str, Verb]
    singular: Mapping[str, str]
    numbers: Mapping[str, float]
    endings: tuple[tuple[str, str], ...]
    abbreviations: frozenset[str]
    either: frozenset[str]
    token: re.Pattern[str]
    function: FunctionWords

    def knows(self, lower: str) -> bool:
        """Whether the word is a common one of the language, in any form."""
        return lower in self.closed or lower in self.classes or lower in self.verbs or lower in self.singular


TAGS = {
    "determiner": "D", "pronoun_subject": "P", "pronoun_object": "P", "preposition": "I", "coordinator": "C",
    "subordinator": "S", "relative": "W", "modal": "M", "be": "B", "have": "H", "do": "O", "negation": "G",
    "adverb": "R", "number": "X",
}  # fmt: skip
"""Tag of each closed class. Open ones: N noun, NP name, V verb (form in `Grammar.verbs`), J, R; T is "to"."""


def words(text: str) -> list[str]:
    return text.split()


def entries(text: str, separator: str = "|") -> list[str]:
    """The parts of a list written in one string, trimmed, empty ones left out."""
    return [part.strip() for part in text.replace("\n", " ").split(separator) if part.strip()]


def trie(phrases: Iterable[tuple[str, Any]]) -> Trie:
    """Phrases, each cut at blanks, as a trie of words."""
    root: Trie = {}
    for phrase, value in phrases:
        node = root
        for word in phrase.replace(",", " ,").split():
            node = node.setdefault(word, {})
        node.setdefault("", value)
    return root


def longest(node: Trie, sequence: list[str], at: int) -> tuple[int, Any] | None:
    """End (excluded) and value of the longest phrase of the trie that starts at `at`, or None."""
    best = None
    while at < len(sequence) and (step := node.get(sequence[at])) is not None:
        node, at = step, at + 1
        if "" in node:
            best = at, node[""]
    return best


@cache
def grammar(language: str) -> Grammar | None:
    """The grammar of a language, None when there is no data for it."""
    data = lang.load(language, "grammar")
    if not data:
        return None
    common = lang.load(language, "words")
    closed: dict[str, str] = {}
    for name, text in data["closed"].items():
        for word in words(text):
            closed.setdefault(word, TAGS[name])
    function = function_words(data)
    closed |= dict.fromkeys(function.infinitive, "T")
    verbs = _verbs(data, common)
    people = lang.load(language, "roles").get("people", {})
    classes, singular = _classes(data, common, words(people.get("person", "")) + words(people.get("body", "")))
    sentences = lang.load(language, "sentences")["abbreviations"]
    marks = words(sentences["before_name"]) + words(sentences["may_end"])
    morphology = data["morphology"]
    endings = tuple(
        (ending, tag)
        for name, tag in (
            ("verb_endings", "V"),
            ("adverb_endings", "R"),
            ("adjective_endings", "J"),
            ("noun_endings", "N"),
        )
        for ending in morphology[name]
    )
    return Grammar(
        closed=closed,
        classes=classes,
        verbs=verbs,
        singular=singular,
        numbers={k: float(v) for k, v in data["numbers"].items()},
        endings=endings,
        abbreviations=frozenset(marks),
        either=frozenset(words(data["closed"]["preposition"])) & frozenset(words(data["closed"]["subordinator"])),
        token=_token_pattern(marks, data.get("tokens", {})),
        function=function,
    )


def _token_pattern(abbreviations: list[str], bits: Mapping[str, str]) -> re.Pattern[str]:
    """`bits` are what is a token of its own behind an apostrophe, and what may end a figure."""
    possessive, clitics = _either(bits.get("possessive", "")), _either(bits.get("clitics", ""))
    negative = "|".join(re.escape(bit).replace("'", "['’]") for bit in words(bits.get("negative", ""))) or r"(?!)"
    bound = _either(" ".join((bits.get("bound", ""), bits.get("possessive", ""), bits.get("clitics", ""))))
    ends = _either(bits.get("figure_ends", ""))
    marks = "|".join(re.escape(a) for a in sorted(abbreviations, key=len, reverse=True) if "." not in a)
    return re.compile(
        rf"""
        (?:[A-Za-z]\.){{2,8}}(?!\w) | (?:{marks})\.(?=[\s,;)\d]) | [A-Z]\.(?=[\s-])
        | \\?['’`´](?:{possessive})\b | (?:{negative})\b | ['’](?:{clitics})\b
        | \w{{1,60}}?(?=(?:{negative})\b)
        | \d{{1,6}}(?:-[A-Za-z]\w{{0,30}}){{1,4}}
        | [$€£¥₩]?\d[\d.,:]{{0,30}}(?<![.,:])(?:{ends})?\b
        | [$€£¥₩]
        | [A-Za-z]['’][A-Z]\w{{1,60}} | \w{{1,80}}(?:(?:[‐‑-]|['’](?!(?:{bound})\b))\w{{1,60}}){{0,8}}
        | \.{{2,8}} | -{{2,8}} | [^\s\w]
        """,
        re.VERBOSE,
    )


def _either(bits: str) -> str:
    """An alternation of these, longest first; of none what matches nothing."""
    return "|".join(re.escape(bit) for bit in sorted(words(bits), key=len, reverse=True)) or r"(?!)"


def _verbs(data: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, Verb]:
    morphology = data["morphology"]
    doubled, short = set(words(morphology["doubling"])), re.compile(morphology["doubling_pattern"])
    either = set(words(morphology["doubling_optional"]))
    found: dict[str, Verb] = {}

    def add(form: str, lemma: str, name: str, *, twice: bool = False) -> None:
        if form not in found:
            found[form] = Verb(lemma, name, twice)

    for line in entries(data["verbs"]["irregular"], ","):
        lemma, past, participle = line.split()
        if lemma not in past.split("/"):
            add(lemma, lemma, "base", twice=lemma in participle.split("/"))
        for form in past.split("/"):
            add(form, lemma, "past-or-participle" if form in participle.split("/") else "past")
        for form in participle.split("/"):
            add(form, lemma, "participle")
        stem = lemma + lemma[-1] if lemma in doubled or short.search(lemma) else lemma
        add(_inflect(stem, morphology["ing"]), lemma, "ing")
        add(_inflect(lemma, morphology["third"]), lemma, "third")
    regular = [
        word
        for key in ("verb", "verb_or_noun", "noun_or_verb", "adjective_or_verb")
        for word in words(common.get(key, ""))
    ]
    for lemma in [*words(data["verbs"]["more"]), *regular]:
        if lemma in data["closed"].get("be", "").split() or lemma in data["verbs"].get("never", "").split():
            continue
        known = found.get(lemma)
        if known and known.form != "base" and known.lemma != lemma:
            continue
        add(lemma, lemma, "base")
        stem = lemma + lemma[-1] if lemma in doubled or short.search(lemma) else lemma
        add(_inflect(lemma, morphology["third"]), lemma, "third")
        if not known:
            add(_inflect(stem, morphology["past"]), lemma, "past-or-participle")
        add(_inflect(stem, morphology["ing"]), lemma, "ing")
        if lemma in either:
            add(_inflect(lemma + lemma[-1], morphology["past"]), lemma, "past-or-participle")
            add(_inflect(lemma + lemma[-1], morphology["ing"]), lemma, "ing")
    return found


def _inflect(stem: str, rules: list[list[str]]) -> str:
    for pattern, replacement in rules:
        made, count = re.subn(pattern, replacement, stem, count=1)
        if count:
            return made
    return stem


def _classes(
    data: Mapping[str, Any], common: Mapping[str, Any], extra: list[str]
) -> tuple[dict[str, str], dict[str, str]]:
    classes: dict[str, str] = {}
    singular: dict[str, str] = {}
    plural = data["morphology"]["plural"]
    for key, code in (
        ("noun", "N"),
        ("noun_or_verb", "NV"),
        ("verb_or_noun", "VN"),
        ("verb", "V"),
        ("adjective_or_verb", "J"),
        ("adjective", "J"),
        ("adverb", "R"),
    ):
        for word in words(common.get(key, "")):
            classes.setdefault(word, code)
            if "N" in code:
                singular.setdefault(_inflect(word, plural), word)
    for word in extra:
        classes.setdefault(word, "N")
        singular.setdefault(_inflect(word, plural), word)
    for word in words(data["verbs"]["nouns_too"]):
        classes[word] = "NV"
        singular.setdefault(_inflect(word, plural), word)
    for word in words(common.get("seen", "")):
        classes.setdefault(word, "")
    return classes, singular
