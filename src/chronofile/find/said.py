"""Said: a statement before it has ids, and whose words it is."""

from __future__ import annotations

import msgspec

from chronofile.find.cast import Cast, Key
from chronofile.find.clause import Clause
from chronofile.find.reading import Read
from chronofile.find.speech_words import SpeechWords, speech_words
from chronofile.model import Span

BELIEF = "speech.belief"
"""Rule of what somebody thinks, hopes or supposes: a statement of theirs, but nothing in it is an event."""


class Said(msgspec.Struct):
    """A statement before ids. `speaker` is None for nobody named; `time` an index into the page's times.
    `around` are the words about a quotation that are the speaker's too ("According to her, the port “was shut”")."""

    sentence: int
    mode: str
    content: list[Span]
    speaker_spans: list[Span]
    speaker: Key | None
    speaker_name: str
    cue: list[Span]
    trigger: Span
    time: int | None
    rule: str
    score: float
    reason: str
    around: list[Span] = []


def speaker_of(cast: Cast, i: int, group: list[int]) -> tuple[Key | None, list[Span], str]:
    """Agent, spans and name of the noun phrases that speak: joined ones give their words, no single agent."""
    read = cast.reading.sentences[i]
    if not group:
        return None, [], ""
    spans = [_with_of(read, c, speech_words(cast.reading.language)) for c in group]
    words = " ".join(cast.reading.page[spans[0].start : spans[-1].end].split())
    key = cast.of_chunk(i, group[0]) if len(group) == 1 else None
    if key is not None:
        cast.use(key, i, group[0])
        if read.chunks[group[0]].pronoun or cast.is_named(key):
            return key, spans, cast.name(key)
    return key, spans, words


def _with_of(read: Read, c: int, speech: SpeechWords) -> Span:
    """A noun phrase with the "of …" and "in …" phrases that follow it directly."""
    end = c
    while (
        end + 2 < len(read.chunks)
        and read.chunks[end + 1].kind == "I"
        and read.chunks[end + 2].kind == "NP"
        and end - c < 4
    ):
        if read.s.lowers[read.chunks[end + 1].first] not in speech.speaker_of:
            break
        end += 2
    return read.s.stretch(read.chunks[c].first, read.chunks[end].last)


def time_of(read: Read, clause: Clause | None) -> int | None:
    """Index of the page's time that stands with the words of saying."""
    if clause is None or not clause.times:
        return None
    return read.chunks[clause.times[0]].time


def said_beside(read: Read, clause: Clause) -> bool:
    """ "…, saying that": a verb of saying that stands beside what somebody does."""
    if clause.kind != "ing" or clause.verb.form != "ing" or clause.verb.negated:
        return False
    if clause.at == 0:
        return _speaks_behind(read, clause) >= 0
    before = read.chunks[clause.at - 1]
    return before.kind in (",", "NP", "TM") or (
        before.kind == "I" and read.s.lowers[before.first] in read.s.function.by
    )  # fmt: skip


def speaks_beside(read: Read, clause: Clause) -> list[int]:
    """Who speaks there: behind a comma whoever the sentence is about, else the noun phrase right before."""
    if clause.subject and not clause.shared and read.chunks[clause.at - 1].kind == "NP":
        return clause.subject
    if clause.at == 0:
        return read.clauses[_speaks_behind(read, clause)].subject
    at = clause.governor
    for _ in range(4):
        if at < 0:
            return clause.subject
        governor = read.clauses[at]
        if governor.kind == "main" and governor.subject and governor.verb.finite:
            return governor.subject
        at = governor.governor if governor.governor < at else -1
    return clause.subject


def _speaks_behind(read: Read, clause: Clause) -> int:
    """ "Citing the letter, she …": index of the sentence's own clause behind the comma, -1 for none."""
    for index, other in enumerate(read.clauses):
        if other.kind == "main" and other.verb.finite and other.subject and other.at > clause.at:
            first = other.subject[0]
            return index if first and read.chunks[first - 1].kind == "," else -1
    return -1


def led_to(speech: SpeechWords, read: Read, clause: Clause) -> bool:
    """ "continues to insist", "went on to say": the first verb only tells that the second goes on or began."""
    if clause.kind != "infinitive" or clause.governor < 0 or clause.verb.negated:
        return False
    outer = read.clauses[clause.governor]
    return (
        outer.verb.lemma in speech.leading
        and outer.verb.finite is True
        and clause.at <= outer.at + 2
        and not (outer.verb.negated or outer.verb.modal or outer.verb.passive)
    )
