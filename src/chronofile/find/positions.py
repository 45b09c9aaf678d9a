"""Positions: what a person or body holds of a thing, wants or claims, told in the page's words."""

from __future__ import annotations

from chronofile.find.cast import Cast
from chronofile.find.clauses import Clause
from chronofile.find.reading import Read
from chronofile.find.said import Said, speaker_of, time_of
from chronofile.find.said_content import noun_content, stance_content
from chronofile.find.speech_words import SpeechWords
from chronofile.model import Span

STANCE = "speech.stance"
"""Rule of what only tells how somebody stands to a thing: nothing in it is claimed to have happened."""


def stance(cast: Cast, speech: SpeechWords, i: int, read: Read, clause: Clause) -> Said | None:
    """ "criticised the ruling", "called for talks": what a person or body holds, told in the page's words."""
    verb = clause.verb
    behind = read.s.lowers[verb.head + 1] if verb.head + 1 < len(read.s) else ""
    if verb.lemma not in speech.stance and behind not in speech.stance_with.get(verb.lemma, ()):
        return None
    if verb.finite is not True or verb.passive or verb.negated or verb.modal:
        return None
    if not clause.subject or (clause.kind == "adverbial" and clause.shared):
        return None
    c = clause.subject[0]
    key = cast.of_chunk(i, c)
    if key is None or cast.is_place(key):
        return None
    content = stance_content(speech, read, clause)
    if content is None:
        return None
    speaker, spans, name = speaker_of(cast, i, clause.subject)
    cue, trigger = read.chunk_span(clause.at), read.s.stretch(verb.head, verb.head + 1)
    reason = f"“{cue.of(cast.reading.page)}” tells what {name} holds of it"
    time = time_of(read, clause)
    return Said(i, "indirect", [content], spans, speaker, name, [cue], trigger, time, STANCE, 0.5, reason)


def noted(cast: Cast, speech: SpeechWords, i: int, read: Read) -> list[Said]:
    """ "Ana Ruiz's claim that …", "his warning that …": what a noun says, with whose it is."""
    found = []
    for at, chunk in enumerate(read.chunks):
        content = noun_content(speech, cast.reading.grammar, read, at)
        if not content:
            continue
        cue = read.s.stretch(chunk.head, chunk.head + 1)
        owner = next((n for n in read.names if chunk.first <= n.first and n.last <= chunk.head), None)
        speaker, spans, name = None, list[Span](), ""
        if owner is not None and read.s.tags[owner.last] == "POS":
            index = cast.named.of.get((i, owner.first))
            if index is not None:
                speaker, spans = ("named", index), [read.s.stretch(owner.first, owner.last)]
                name = cast.name(speaker)
        reason = f"“{cue.of(cast.reading.page)}” with what it says"
        score = 0.7 if speaker else 0.5
        found.append(Said(i, "indirect", content, spans, speaker, name, [cue], cue, None, "speech.noun", score, reason))
    return found
