"""Speech words: verbs and phrases of saying of one language."""

from __future__ import annotations

from functools import cache

import msgspec

from chronofile import lang
from chronofile.find.lexicon import Trie, trie, words


class SpeechWords(msgspec.Struct, frozen=True):
    """Lemmas, but `hedges` and `according` are phrases of forms in lower case; of the latter those in `needs_name`
    count only in front of a name. `addressed` verbs take whom they are said to; `not_around` never close what is said.
    """

    report: frozenset[str]
    clause_only: frozenset[str]
    takes_object: frozenset[str]
    thinking: frozenset[str]
    infinitive: frozenset[str]
    quoting: frozenset[str]
    only_said: frozenset[str]
    stance: frozenset[str]
    attitude: frozenset[str]
    accusing: frozenset[str]
    bearing: frozenset[str]
    naming: frozenset[str]
    views: frozenset[str]
    not_said: frozenset[str]
    certain: frozenset[str]
    facts: frozenset[str]
    preventing: frozenset[str]
    disowning: frozenset[str]
    factive: frozenset[str]
    belief: frozenset[str]
    leading: frozenset[str]
    as_said: frozenset[str]
    some_people: frozenset[str]
    as_much: frozenset[str]
    stance_with: dict[str, frozenset[str]]
    said_nouns: frozenset[str]
    zero_that: frozenset[str]
    hedges: Trie
    according: Trie
    needs_name: frozenset[str]
    addressed: frozenset[str]
    not_around: frozenset[str]
    own_voice: frozenset[str]
    beside: frozenset[str]
    speaker_of: frozenset[str]
    credit_marks: tuple[str, ...]
    newsroom_starts: tuple[str, ...]
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
        only_said=frozenset(words(verbs.get("only_said", ""))),
        attitude=frozenset(words(verbs.get("attitude", ""))),
        some_people=frozenset(words(phrases.get("some_people", ""))),
        as_said=frozenset(words(phrases.get("as_said", ""))),
        leading=frozenset(words(verbs.get("leading", ""))),
        belief=frozenset(words(verbs.get("belief", ""))),
        factive=frozenset(words(verbs.get("factive", ""))),
        disowning=frozenset(words(verbs.get("disowning", ""))),
        preventing=frozenset(words(verbs.get("preventing", ""))),
        facts=frozenset(words(phrases.get("facts", ""))),
        certain=frozenset(words(phrases.get("certain", ""))),
        not_said=frozenset(words(phrases.get("not_said", ""))),
        views=frozenset(words(phrases.get("views", ""))),
        naming=frozenset(words(verbs.get("naming", ""))),
        bearing=frozenset(words(phrases.get("bearing", ""))),
        as_much=frozenset(words(phrases.get("as_much", ""))),
        accusing=frozenset(words(verbs.get("accusing", ""))),
        stance=frozenset(words(verbs.get("stance", ""))),
        stance_with={verb: frozenset(words(text)) for verb, text in verbs.get("stance_with", {}).items()},
        said_nouns=frozenset(words(phrases.get("nouns", ""))),
        quoting=frozenset(words(verbs.get("quoting", ""))),
        infinitive=frozenset(words(verbs.get("infinitive", ""))),
        hedges=trie([(p, p) for p in phrases.get("hedges", [])]),
        according=trie([(p, p) for p in phrases.get("according", [])]),
        needs_name=frozenset(phrases.get("needs_name", [])),
        addressed=frozenset(words(verbs.get("addressed", ""))),
        not_around=frozenset(words(verbs.get("not_around", ""))),
        own_voice=frozenset(words(phrases.get("own_voice", ""))),
        beside=frozenset(words(verbs.get("beside", ""))),
        speaker_of=frozenset(words(phrases.get("speaker_of", ""))),
        credit_marks=tuple(words(relay.get("credit_marks", ""))),
        newsroom_starts=tuple(words(relay.get("starts", ""))),
        documents=frozenset(words(phrases.get("documents", ""))),
        relay_verbs=frozenset(words(relay.get("verbs", ""))),
    )
