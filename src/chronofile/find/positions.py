"""Positions: what a person or body holds of a thing, wants or claims, told in the page's words."""

from __future__ import annotations

from chronofile.find.cast import Cast
from chronofile.find.clause import Clause
from chronofile.find.reading import Read
from chronofile.find.said import BELIEF, Said, led_to, said_beside, speaker_of, speaks_beside, time_of
from chronofile.find.said_content import accused_content, content_is_clause, noun_content, stance_content
from chronofile.find.speech_words import SpeechWords
from chronofile.model import Span

STANCE = "speech.stance"
"""Rule of what only tells how somebody stands to a thing: nothing in it is claimed to have happened."""


def stance(cast: Cast, speech: SpeechWords, i: int, read: Read, clause: Clause) -> Said | None:
    """ "criticised the ruling", "called for talks", "wants to stay", "…, citing the letter"."""
    verb = clause.verb
    beside = said_beside(read, clause) and (clause.at == 0 or read.chunks[clause.at - 1].kind in (",", "C"))
    if not _tells_position(speech, read, clause) or verb.passive or verb.modal:
        return None
    if (verb.negated and verb.lemma in speech.report) or not (
        verb.finite is True or beside or led_to(speech, read, clause)
    ):
        return None
    group = speaks_beside(read, clause) if beside else clause.subject
    if (
        not group
        or (clause.kind == "adverbial" and clause.shared)
        or not _can_hold(cast, speech, i, read, group[0], clause)
    ):
        return None
    content = stance_content(speech, read, clause)
    if content is None:
        return None
    speaker, spans, name = speaker_of(cast, i, group)
    cue, trigger = read.chunk_span(clause.at), read.s.stretch(verb.head, verb.head + 1)
    reason = f"“{cue.of(cast.reading.page)}” tells what {name} holds of it"
    time = time_of(read, clause)
    score = 0.5 if verb.lemma in speech.stance else 0.4
    rule = STANCE
    if content_is_clause(read, content):
        rule = BELIEF if verb.lemma in speech.belief | speech.attitude else "speech.clause"
    return Said(i, "indirect", [content], spans, speaker, name, [cue], trigger, time, rule, score, reason)


def _tells_position(speech: SpeechWords, read: Read, clause: Clause) -> bool:
    lemma, head = clause.verb.lemma, clause.verb.head
    if lemma in speech.stance or lemma in speech.attitude:
        return True
    behind = read.s.lowers[head + 1] if head + 1 < len(read.s) else ""
    if lemma in speech.stance_with:
        return behind in speech.stance_with[lemma] or (lemma in speech.naming and _names(read, clause))
    return lemma in speech.report - speech.only_said


def _names(read: Read, clause: Clause) -> bool:
    """ "called the vote a farce": two noun phrases side by side behind the verb."""
    ch, k = read.chunks, clause.at + 1
    while k + 1 < len(ch) and ch[k].kind == "NP" and ch[k + 1].kind == "I" and read.s.lowers[ch[k + 1].first] in (
        read.s.function.of
    ):  # fmt: skip
        k += 2
    return k + 1 < len(ch) and ch[k].kind == "NP" and ch[k + 1].kind == "NP" and not ch[k + 1].pronoun


def _can_hold(cast: Cast, speech: SpeechWords, i: int, read: Read, c: int, clause: Clause) -> bool:
    """A person or body, "he" and "they" included; a paper only where it shows or finds something."""
    chunk = read.chunks[c]
    if chunk.pronoun:
        return read.s.lowers[chunk.first] not in read.s.function.no_speaker
    key = cast.of_chunk(i, c)
    if key is not None:
        return (
            not cast.is_place(key) or " ".join(read.s.words[chunk.first : chunk.last]) in cast.reading.gazetteer.country
        )
    lower = read.s.lowers[chunk.head]
    if read.s.tags[chunk.head] == "NP" or lower in speech.some_people:
        return clause.verb.lemma in speech.report | speech.stance
    told = clause.at + 1 < len(read.chunks) and read.chunks[clause.at + 1].kind == "S"
    if (told or clause.verb.lemma in speech.stance) and lower in cast.reading.grammar.singular:
        return True  # "Cities oppose it": many of a kind; what a thing does to an opinion is told of one.
    return cast.reading.grammar.singular.get(lower, lower) in speech.documents and clause.verb.lemma in speech.report


def suffered(cast: Cast, speech: SpeechWords, i: int, read: Read, clause: Clause) -> Said | None:
    """ "was accused of taking money", "is opposed by the union": told of whom it is said, with or without by whom."""
    verb = clause.verb
    known = verb.lemma in speech.accusing
    by = next((c for w, c in clause.preps if w in read.s.function.by), None)
    if not verb.passive or verb.finite is not True or verb.negated or verb.modal or not clause.subject or clause.shared:
        return None
    if by is not None and (verb.lemma in speech.stance or known):
        if not _can_hold(cast, speech, i, read, by, clause) or by != clause.at + 2:
            return None
        content = [read.s.stretch(read.chunks[clause.subject[0]].first, read.chunks[clause.at].first)]
        speaker, spans, name = speaker_of(cast, i, [by])
    elif known:
        behind = accused_content(speech, read, clause)
        if behind is None:
            return None
        content = [read.s.stretch(read.chunks[clause.subject[0]].first, read.chunks[clause.subject[-1]].last), behind]
        speaker, spans, name = None, list[Span](), ""
    else:
        return None
    cue, trigger = read.chunk_span(clause.at), read.s.stretch(verb.head, verb.head + 1)
    reason = f"“{cue.of(cast.reading.page)}” tells what is said of somebody"
    return Said(
        i,
        "indirect",
        content,
        spans,
        speaker,
        name,
        [cue],
        trigger,
        time_of(read, clause),
        "speech.suffered",
        0.45,
        reason,
    )


def noted(cast: Cast, speech: SpeechWords, i: int, read: Read) -> list[Said]:
    """ "Ana Ruiz's claim that …", "his warning that …": what a noun says, with whose it is."""
    found = []
    for at, chunk in enumerate(read.chunks):
        owner = _owner(read, at)
        content = noun_content(speech, cast.reading.grammar, read, at)
        score = 0.7 if owner else 0.5
        if not content:
            continue
        cue = read.s.stretch(chunk.head, chunk.head + 1)
        speaker, spans, name = None, list[Span](), ""
        if owner:
            spans = [read.s.stretch(*owner)]
            name = " ".join(spans[0].of(cast.reading.page).split())
            index = cast.named.of.get((i, owner[0]))
            if index is not None:
                speaker = ("named", index)
                name = cast.name(speaker)
        reason = f"“{cue.of(cast.reading.page)}” with what it says"
        found.append(Said(i, "indirect", content, spans, speaker, name, [cue], cue, None, "speech.noun", score, reason))
    return found


def _owner(read: Read, at: int) -> tuple[int, int] | None:
    """Tokens of whose a noun is: "the mayor's plan", "his plan"."""
    chunk, s = read.chunks[at], read.s
    if chunk.kind != "NP" or chunk.pronoun:
        return None
    mark = next((t for t in range(chunk.head - 1, chunk.first, -1) if s.tags[t] == "POS"), None)
    if mark is not None:
        first = next((n.first for n in read.names if n.last == mark), chunk.first)
        return first, mark
    return (
        (chunk.first, chunk.first + 1)
        if s.lowers[chunk.first] in s.function.owners and chunk.head > chunk.first
        else None
    )
