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


Phrases = dict[str, tuple[tuple[tuple[str, ...], Trigger], ...]]
"""Verb -> what may follow it, longest first: "swear" -> (("in",), …)."""


class EventWords(msgspec.Struct, frozen=True):
    """`people` and `court` are verbs that are of that kind where they happen to people, or where a court does it;
    `suffered` phrases count only where somebody suffers it; nouns are singular. `only_people` verbs count only where
    they happen to people, `office_named` ones only with an office; `scheduling` ones set a day for the event of a noun;
    `carried_by` prepositions lead from a carrier to its noun; `befalls` are what an event does by happening;
    `only_dated` verbs count only with a date; what hangs on an `alleging` verb counts whatever it is.
    """

    verbs: dict[str, Trigger]
    people: dict[str, Trigger]
    court: dict[str, Trigger]
    phrases: Phrases
    suffered: Phrases
    not_events: Phrases
    ruled_out: Phrases
    courts: frozenset[str]
    court_matters: frozenset[str]
    nouns: dict[str, Trigger]
    only_people: frozenset[str]
    office_named: frozenset[str]
    to_office: frozenset[str]
    scheduling: frozenset[str]
    carried_by: frozenset[str]
    befalls: frozenset[str]
    only_dated: frozenset[str]
    alleging: frozenset[str]
    carriers: frozenset[str]
    planned: frozenset[str]
    possible: frozenset[str]
    denied: frozenset[str]
    denying: frozenset[str]
    cancelled: frozenset[str]
    ongoing: frozenset[str]
    conditional: frozenset[str]
    hedges: frozenset[str]
    negative: frozenset[str]
    reports: frozenset[str]
    will: frozenset[str]
    would: frozenset[str]
    may: frozenset[str]
    should: frozenset[str]
    of_things: frozenset[str]
    spells: frozenset[str]
    places: frozenset[str]
    spatial: frozenset[str]
    only_named: frozenset[str]
    of_place: frozenset[str]
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
    phrases: dict[str, Trigger] = {}
    suffered: dict[str, Trigger] = {}
    nouns: dict[str, Trigger] = {}
    for kind in get_args(EventKind):
        part = data.get(kind, {})
        for word in words(part.get("verbs", "")):
            verbs.setdefault(word, Trigger(kind, False))
        for word in words(part.get("nouns", "")):
            nouns.setdefault(word, Trigger(kind, False))
        for phrase in part.get("verb_phrases", []):
            phrases.setdefault(phrase, Trigger(kind, False))
        for phrase in part.get("suffered_phrases", []):
            suffered.setdefault(phrase, Trigger(kind, False))
    for kind in get_args(EventKind):
        for word in words(data.get(kind, {}).get("weak", "")):
            verbs.setdefault(word, Trigger(kind, True))
    fact = data.get("factuality", {})
    court = data.get("court", {})

    def by_condition(key: str) -> dict[str, Trigger]:
        return {
            word: Trigger(kind, False)
            for kind in get_args(EventKind)
            for word in words(data.get(kind, {}).get(key, ""))
        }

    def some(key: str) -> frozenset[str]:
        return frozenset(words(fact.get(key, "")))

    return EventWords(
        verbs=verbs,
        people=by_condition("people"),
        court=by_condition("court"),
        phrases=_phrases(phrases),
        suffered=_phrases(suffered),
        not_events=_phrases(dict.fromkeys(fact.get("not_events", []), Trigger("other", True))),
        ruled_out=_phrases(dict.fromkeys(fact.get("ruled_out", []), Trigger("other", True))),
        courts=frozenset(words(court.get("bodies", ""))),
        court_matters=frozenset(words(court.get("matters", ""))),
        nouns=nouns,
        carriers=frozenset(words(data.get("carriers", {}).get("verbs", ""))),
        carried_by=frozenset(words(data.get("carriers", {}).get("prepositions", ""))),
        only_people=frozenset(words(data.get("conditions", {}).get("only_people", ""))),
        office_named=frozenset(words(data.get("conditions", {}).get("office_named", ""))),
        to_office=frozenset(words(data.get("conditions", {}).get("to_office", ""))),
        only_dated=frozenset(words(data.get("conditions", {}).get("only_dated", ""))),
        befalls=frozenset(words(data.get("carriers", {}).get("befalls", ""))),
        alleging=some("alleging"),
        scheduling=some("scheduling"),
        planned=some("planned"),
        possible=some("possible"),
        denied=some("denied"),
        denying=some("denying"),
        cancelled=some("cancelled"),
        ongoing=some("ongoing"),
        conditional=some("conditional"),
        hedges=some("hedges"),
        negative=some("negative"),
        reports=some("reports"),
        will=some("will"),
        would=some("would"),
        may=some("may"),
        should=some("should"),
        of_things=frozenset(words(data.get("times", {}).get("of_things", ""))),
        spells=frozenset(words(data.get("times", {}).get("spells", ""))),
        places=frozenset(words(data.get("places", {}).get("prepositions", ""))),
        spatial=frozenset(words(data.get("places", {}).get("spatial", ""))),
        only_named=frozenset(words(data.get("places", {}).get("only_named", ""))),
        of_place=frozenset(words(data.get("places", {}).get("of_place", ""))),
        place_nouns=frozenset(words(data.get("places", {}).get("nouns", ""))),
        parts={word: part for part, text in data.get("parts", {}).items() for word in words(text)},
        skip_units=frozenset(words(data.get("quantity", {}).get("skip", ""))),
        currency=frozenset(words(data.get("quantity", {}).get("currency", ""))),
    )


def _phrases(found: dict[str, Trigger]) -> Phrases:
    by_verb: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
    for phrase, trigger in found.items():
        verb, *rest = phrase.split()
        by_verb.setdefault(verb, []).append((tuple(rest), trigger))
    return {verb: tuple(sorted(rest, key=lambda pair: (-len(pair[0]), pair[0]))) for verb, rest in by_verb.items()}
