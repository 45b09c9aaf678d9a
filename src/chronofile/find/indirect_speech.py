"""Indirect speech: words of saying in a sentence with what is said in the page's own syntax."""

from __future__ import annotations

from chronofile.find.cast import Cast, Key
from chronofile.find.clause import Clause
from chronofile.find.lexicon import longest
from chronofile.find.reading import Read
from chronofile.find.said import BELIEF, Said, led_to, said_beside, speaker_of, speaks_beside, time_of
from chronofile.find.said_content import as_content, content_of, turned_content
from chronofile.find.speech_words import SpeechWords
from chronofile.model import Span


def indirect(cast: Cast, speech: SpeechWords, i: int, read: Read, clause: Clause) -> Said | None:
    verb = clause.verb
    beside = said_beside(read, clause)
    if verb.lemma not in speech.report or verb.passive:
        return None
    if verb.finite is not True and not beside and not led_to(speech, read, clause):
        return None
    turned = turned_content(speech, read, clause) if not beside else None
    if turned:
        speaker, spans, name = speaker_of(cast, i, clause.objects[:1])
        cue = read.chunk_span(clause.at)
        trigger = read.s.stretch(verb.head, verb.head + 1)
        reason = "the words of saying close the sentence"
        time = time_of(read, clause)
        return Said(i, "indirect", turned, spans, speaker, name, [cue], trigger, time, "speech.closing", 0.85, reason)
    group = speaks_beside(read, clause) if beside else clause.subject
    if not group:
        return None
    if verb.modal or verb.negated or (clause.kind == "relative" and clause.shared):
        return None
    if verb.lemma in speech.thinking and _subject_is_pronoun(read, clause):
        return None
    aside = as_content(speech, read, clause)
    subject = read.chunks[group[-1]]
    if subject.pronoun and read.s.lowers[subject.first] in read.s.function.no_speaker and (
        read.s.lowers[subject.first] not in read.s.function.thing or cast.of_chunk(i, group[-1]) is None
    ):  # fmt: skip
        return None
    content, rule = (aside, "aside") if aside else content_of(speech, read, clause)
    if clause.kind == "adverbial" and verb.lemma in speech.clause_only and rule not in ("aside", "complement"):
        return None
    if content is None or (beside and rule not in ("complement", "clause", "told")):
        return None
    thinks = verb.lemma in speech.thinking and rule not in ("complement", "clause")
    if thinks and cast.of_chunk(i, group[0]) is None and not subject.pronoun:
        return None
    speaker, spans, name = speaker_of(cast, i, group)
    cue = read.chunk_span(clause.at)
    score = 0.85 if speaker is not None else 0.6
    if verb.lemma in speech.clause_only and rule != "complement":
        score -= 0.15
    reason = (
        f"“{read.text(cast.reading.page, read.chunks[clause.at].first, read.chunks[clause.at].last)}” with what is said"
    )
    trigger = read.s.stretch(verb.head, verb.head + 1)
    time = time_of(read, clause)
    rule = BELIEF if verb.lemma in speech.belief else f"speech.{rule}"
    return Said(i, "indirect", content, spans, speaker, name, [cue], trigger, time, rule, score, reason)


def _subject_is_pronoun(read: Read, clause: Clause) -> bool:
    return clause.kind == "complement" and read.chunks[clause.subject[-1]].pronoun


def according(cast: Cast, speech: SpeechWords, i: int, read: Read) -> Said | None:
    """ "according to X": what the rest of the sentence says is X's."""
    s, ch = read.s, read.chunks
    viewed = _in_view(cast, speech, i, read)
    if viewed:
        return viewed
    for at in range(len(s)):
        hit = longest(speech.according, s.lowers, at)
        if not hit:
            continue
        c = next(
            (k for k, chunk in enumerate(ch) if chunk.first >= hit[0] and chunk.kind in ("NP", "VG", ",", ".")), None
        )
        if c is None or ch[c].kind != "NP" or ch[c].first > hit[0] + 1:
            return None
        source = cast.of_chunk(i, c)
        if hit[1] in speech.needs_name and (source is None or not cast.is_named(source)):
            return None
        speaker, spans, name = speaker_of(cast, i, [c])
        end = s.at(spans[0].end - 1) + 1
        last = len(s) - 1 if s.tags[-1] == "." else len(s)
        content: list[Span] = []
        told = any(chunk.finite for chunk in ch if chunk.last <= at)
        if at > 1:
            stop = at - 1 if s.words[at - 1] == "," else at
            if stop > 0:
                content = [s.stretch(0, stop)]
        if (
            at <= 1 or not told
        ):  # "As a result, according to the mayor, twenty men were held": what follows is theirs too
            while end < last and s.words[end] != ",":
                end += 1
            if end + 1 < last:
                content = [*content, s.stretch(end + 1, last)]
        if not content:
            return None
        cue = s.stretch(at, hit[0])
        return Said(i, "indirect", content, spans, speaker, name, [cue], cue, None, "speech.according", 0.85,
                    f"“{hit[1]}” names where it comes from")  # fmt: skip
    return None


def _in_view(cast: Cast, speech: SpeechWords, i: int, read: Read) -> Said | None:
    """ "In Ana Ruiz's view, …": the rest of the sentence is hers."""
    s, ch = read.s, read.chunks
    if (
        len(ch) < 4
        or ch[0].kind != "I"
        or ch[1].kind != "NP"
        or ch[2].kind != ","
        or s.lowers[ch[1].head] not in speech.views
    ):
        return None
    mark = next((t for t in range(ch[1].first, ch[1].head) if s.tags[t] == "POS"), None)
    if mark is None:
        return None
    index = next((n.first for n in read.names if n.last == mark), None)
    spans = [s.stretch(ch[1].first if index is None else index, mark)]
    key = cast.named.of.get((i, index)) if index is not None else None
    speaker: Key | None = ("named", key) if key is not None else None
    name = cast.name(speaker) if speaker else " ".join(spans[0].of(cast.reading.page).split())
    last = len(s) - 1 if s.tags[-1] == "." else len(s)
    content, cue = [s.stretch(ch[3].first, max(last, ch[3].first + 1))], s.stretch(0, ch[1].last)
    return Said(i, "indirect", content, spans, speaker, name, [cue], cue, None, "speech.according", 0.8,
                "names whose view it is")  # fmt: skip
