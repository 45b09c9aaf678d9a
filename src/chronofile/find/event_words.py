"""Event words: which words make a main event of which kind, and which say whether it happened."""

from __future__ import annotations

from functools import cache
from typing import get_args

import msgspec

from chronofile import lang
from chronofile.find.lexicon import words
from chronofile.model import EventKind


class Trigger(msgspec.Struct, frozen=True):
    """`weak` ones need a date or a named actor."""

    kind: EventKind
    weak: bool


class EventWords(msgspec.Struct, frozen=True):
    """`phrases` maps a verb to what may follow it ("swear": {"in": …}); nouns are singular."""

    verbs: dict[str, Trigger]
    people: dict[str, Trigger]
    phrases: dict[str, dict[str, Trigger]]
    nouns: dict[str, Trigger]
    carriers: frozenset[str]
    planned: frozenset[str]
    possible: frozenset[str]
    denied: frozenset[str]
    denying: frozenset[str]
    cancelled: frozenset[str]
    ongoing: frozenset[str]
    conditional: frozenset[str]
    hedges: frozenset[str]
    will: frozenset[str]
    would: frozenset[str]
    may: frozenset[str]
    should: frozenset[str]
    places: frozenset[str]
    spatial: frozenset[str]
    place_nouns: frozenset[str]
    parts: dict[str, str]
    skip_units: frozenset[str]
    currency: frozenset[str]


@cache
def event_words(language: str) -> EventWords | None:
    """The event words of a language, None when it has none."""
    data = lang.load(language, "events")
    if not data:
        return None
    verbs: dict[str, Trigger] = {}
    phrases: dict[str, dict[str, Trigger]] = {}
    nouns: dict[str, Trigger] = {}
    for kind in get_args(EventKind):
        part = data.get(kind, {})
        for word in words(part.get("verbs", "")):
            verbs.setdefault(word, Trigger(kind, False))
        for word in words(part.get("nouns", "")):
            nouns.setdefault(word, Trigger(kind, False))
        for phrase in part.get("verb_phrases", []):
            verb, _, rest = phrase.partition(" ")
            phrases.setdefault(verb, {}).setdefault(rest, Trigger(kind, False))
    people = {
        word: Trigger(kind, False)
        for kind in get_args(EventKind)
        for word in words(data.get(kind, {}).get("people", ""))
    }
    for kind in get_args(EventKind):
        for word in words(data.get(kind, {}).get("weak", "")):
            verbs.setdefault(word, Trigger(kind, True))
    fact = data.get("factuality", {})

    def some(key: str) -> frozenset[str]:
        return frozenset(words(fact.get(key, "")))

    return EventWords(
        verbs=verbs,
        people=people,
        phrases=phrases,
        nouns=nouns,
        carriers=frozenset(words(data.get("carriers", {}).get("verbs", ""))),
        planned=some("planned"),
        possible=some("possible"),
        denied=some("denied"),
        denying=some("denying"),
        cancelled=some("cancelled"),
        ongoing=some("ongoing"),
        conditional=some("conditional"),
        hedges=some("hedges"),
        will=some("will"),
        would=some("would"),
        may=some("may"),
        should=some("should"),
        places=frozenset(words(data.get("places", {}).get("prepositions", ""))),
        spatial=frozenset(words(data.get("places", {}).get("spatial", ""))),
        place_nouns=frozenset(words(data.get("places", {}).get("nouns", ""))),
        parts={word: part for part, text in data.get("parts", {}).items() for word in words(text)},
        skip_units=frozenset(words(data.get("quantity", {}).get("skip", ""))),
        currency=frozenset(words(data.get("quantity", {}).get("currency", ""))),
    )
