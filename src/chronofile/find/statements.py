"""Statements: who said what, in whose words, direct, indirect or mixed; nobody is made a speaker whom the page
does not name as one.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from chronofile.find.cast import Cast, Key
from chronofile.find.clauses import Clause
from chronofile.find.direct_speech import Cue, direct_speech
from chronofile.find.lexicon import longest
from chronofile.find.quotes import Quote
from chronofile.find.reading import Read
from chronofile.find.said_content import content_of, noun_content, stance_content, turned_content
from chronofile.find.speech_words import SpeechWords, speech_words
from chronofile.model import Span

STANCE = "speech.stance"
"""Rule of what only tells how somebody stands to a thing: nothing in it is claimed to have happened."""
LEAST_UNSAID = 6
"""Words from which a quotation counts without words of saying near it: shorter ones are titles and names."""


class Said(msgspec.Struct):
    """A statement before ids. `speaker` is None for nobody named; `time` an index into the page's times."""

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


def statements(cast: Cast) -> list[Said]:
    """All statements of the page in the order of their triggers."""
    reading = cast.reading
    speech = speech_words(reading.language)
    found: list[Said] = []
    for i, read in enumerate(reading.sentences):
        if read.s.role in ("headline", "heading"):
            continue
        for clause in read.clauses:
            said = _indirect(cast, speech, i, read, clause) or _stance(cast, speech, i, read, clause)
            if said:
                found.append(said)
        found += _noted(cast, speech, i, read)
        said = _according(cast, speech, i, read)
        if said:
            found.append(said)
    found += _direct(cast, speech)
    kept = _apart(found)
    for said in kept:
        if said.mode == "indirect" and _quotes_in(reading.quotes, said.content):
            said.mode = "mixed"
    return sorted(kept, key=lambda x: (x.trigger.start, x.content[0].start))


def _direct(cast: Cast, speech: SpeechWords) -> list[Said]:
    reading = cast.reading
    found = []
    for quote_spans, i, cue in direct_speech(reading, speech):
        first = quote_spans[0]
        if cue is None and sum(len(q.of(reading.page).split()) for q in quote_spans) < LEAST_UNSAID:
            continue
        if cue is None:
            found.append(
                Said(i, "direct", quote_spans, [], None, "", [], first, None, "quote", 0.55,
                     "words between quotation marks; the page does not say here who speaks")
            )  # fmt: skip
            continue
        found.append(_said(cast, cue, "direct", quote_spans))
    return found


def _said(cast: Cast, cue: Cue, mode: str, content: list[Span]) -> Said:
    read = cast.reading.sentences[cue.sentence]
    speaker, spans, name = speaker_of(cast, cue.sentence, cue.speaker)
    said = read.s.stretch(*cue.tokens)
    trigger = read.s.stretch(cue.clause.verb.head, cue.clause.verb.head + 1) if cue.clause else said
    time = _time(read, cue.clause)
    reason = f"“{read.text(cast.reading.page, *cue.tokens)}” next to a quotation"
    score = 0.9 if spans else 0.6
    if not spans:
        reason += "; who speaks is not said"
    return Said(cue.sentence, mode, content, spans, speaker, name, [said], trigger, time, cue.rule, score, reason)


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


def _time(read: Read, clause: Clause | None) -> int | None:
    if clause is None or not clause.times:
        return None
    return read.chunks[clause.times[0]].time


# -- indirect speech


def _indirect(cast: Cast, speech: SpeechWords, i: int, read: Read, clause: Clause) -> Said | None:
    verb = clause.verb
    beside = _said_beside(read, clause)
    if verb.lemma not in speech.report or (verb.finite is not True and not beside) or verb.passive:
        return None
    turned = turned_content(speech, read, clause) if not beside else None
    if turned:
        speaker, spans, name = speaker_of(cast, i, clause.objects[:1])
        cue = read.chunk_span(clause.at)
        trigger = read.s.stretch(verb.head, verb.head + 1)
        reason = "the words of saying close the sentence"
        time = _time(read, clause)
        return Said(i, "indirect", turned, spans, speaker, name, [cue], trigger, time, "speech.closing", 0.85, reason)
    group = _speaks_beside(read, clause) if beside else clause.subject
    if not group:
        return None
    if verb.modal or verb.negated or (clause.kind == "relative" and clause.shared):
        return None
    if verb.lemma in speech.thinking and subject_is_pronoun(read, clause):
        return None
    if clause.kind == "adverbial" and verb.lemma in speech.clause_only:
        return None
    subject = read.chunks[group[-1]]
    if subject.pronoun and read.s.lowers[subject.first] in read.s.function.no_speaker:
        return None
    content, rule = content_of(speech, read, clause)
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
    time = _time(read, clause)
    return Said(i, "indirect", content, spans, speaker, name, [cue], trigger, time, f"speech.{rule}", score, reason)


def _said_beside(read: Read, clause: Clause) -> bool:
    """ "…, saying that": a verb of saying that stands beside what somebody does."""
    if clause.kind != "ing" or clause.verb.form != "ing" or clause.verb.negated or clause.at == 0:
        return False
    before = read.chunks[clause.at - 1]
    return before.kind in (",", "NP", "TM") or (
        before.kind == "I" and read.s.lowers[before.first] in read.s.function.by
    )  # fmt: skip


def _speaks_beside(read: Read, clause: Clause) -> list[int]:
    """Who speaks there: behind a comma whoever the sentence is about, else the noun phrase right before."""
    if clause.subject and not clause.shared and read.chunks[clause.at - 1].kind == "NP":
        return clause.subject
    at = clause.governor
    for _ in range(4):
        if at < 0:
            return clause.subject
        governor = read.clauses[at]
        if governor.kind == "main" and governor.subject and governor.verb.finite:
            return governor.subject
        at = governor.governor if governor.governor < at else -1
    return clause.subject


def _stance(cast: Cast, speech: SpeechWords, i: int, read: Read, clause: Clause) -> Said | None:
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
    time = _time(read, clause)
    return Said(i, "indirect", [content], spans, speaker, name, [cue], trigger, time, STANCE, 0.5, reason)


def _noted(cast: Cast, speech: SpeechWords, i: int, read: Read) -> list[Said]:
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


def subject_is_pronoun(read: Read, clause: Clause) -> bool:
    return clause.kind == "complement" and read.chunks[clause.subject[-1]].pronoun


def _according(cast: Cast, speech: SpeechWords, i: int, read: Read) -> Said | None:
    """ "according to X": what the rest of the sentence says is X's."""
    s, ch = read.s, read.chunks
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
        if at > 1:
            stop = at - 1 if s.words[at - 1] == "," else at
            if stop > 0:
                content = [s.stretch(0, stop)]
        else:
            while end < last and s.words[end] != ",":
                end += 1
            if end + 1 < last:
                content = [s.stretch(end + 1, last)]
        if not content:
            return None
        cue = s.stretch(at, hit[0])
        return Said(i, "indirect", content, spans, speaker, name, [cue], cue, None, "speech.according", 0.85,
                    f"“{hit[1]}” names where it comes from")  # fmt: skip
    return None


# -- one statement, one place


def _apart(found: list[Said]) -> list[Said]:
    """Where two overlap on the same words the surer one stays: quotation marks before syntax, outer before inner."""
    found.sort(key=lambda x: (x.mode != "direct", -x.score, x.trigger.start))
    kept: list[Said] = []
    by_sentence: dict[int, list[Said]] = {}
    for said in found:
        near = by_sentence.setdefault(said.sentence, [])
        if any(_same_words(said.content, other.content) or said.trigger == other.trigger for other in near):
            continue
        near.append(said)
        kept.append(said)
    return kept


def _same_words(a: list[Span], b: list[Span]) -> bool:
    shared = sum(x.overlap(y) for x in a for y in b)
    size = min(sum(x.end - x.start for x in a), sum(y.end - y.start for y in b))
    return shared * 10 >= size * 9 and size > 0 and abs(a[0].start - b[0].start) <= 2


def _quotes_in(quotes: list[Quote], content: list[Span]) -> bool:
    return any(part.holds(q.span) for q in _near(quotes, content) for part in content)


def _near(quotes: list[Quote], content: list[Span]) -> list[Quote]:

    low = bisect_left(quotes, content[0].start, key=lambda q: q.span.start)
    found = []
    for quote in quotes[low:]:
        if quote.span.start >= content[-1].end:
            break
        found.append(quote)
    return found
