"""Speech words: verbs and phrases of saying of one language."""

from __future__ import annotations

from functools import cache

import msgspec

from chronofile import lang
from chronofile.find.lexicon import Trie, trie, words


class SpeechWords(msgspec.Struct, frozen=True):
    """Lemmas, but `hedges` and `according` are phrases of forms in lower case."""

    report: frozenset[str]
    clause_only: frozenset[str]
    takes_object: frozenset[str]
    thinking: frozenset[str]
    infinitive: frozenset[str]
    zero_that: frozenset[str]
    hedges: Trie
    according: Trie
    documents: frozenset[str]
    relay_verbs: frozenset[str]


@cache
def speech_words(language: str) -> SpeechWords:
    """The words of saying of a language; empty when it has no data."""
    data = lang.load(language, "speech")
    verbs, phrases, relay = data.get("verbs", {}), data.get("phrases", {}), data.get("relay", {})
    return SpeechWords(
        report=frozenset(words(verbs.get("report", ""))),
        clause_only=frozenset(words(verbs.get("clause_only", ""))),
        takes_object=frozenset(words(verbs.get("takes_object", ""))),
        thinking=frozenset(words(verbs.get("thinking", ""))),
        zero_that=frozenset(words(verbs.get("zero_that", ""))),
        infinitive=frozenset(words(verbs.get("infinitive", ""))),
        hedges=trie([(p, p) for p in phrases.get("hedges", [])]),
        according=trie([(p, p) for p in phrases.get("according", [])]),
        documents=frozenset(words(phrases.get("documents", ""))),
        relay_verbs=frozenset(words(relay.get("verbs", ""))),
    )
