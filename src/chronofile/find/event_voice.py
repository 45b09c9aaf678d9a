"""Event voice: in whose words an event is told, and when those were said."""

from __future__ import annotations

from chronofile.find.cast import Cast
from chronofile.find.clause import Clause
from chronofile.find.event_times import span_of
from chronofile.find.event_words import EventWords
from chronofile.find.reading import Read
from chronofile.find.said import Said
from chronofile.model import DateValue, Span, Time


def source_of(read: Read, trigger: Span, clause: Clause, said: list[Said]) -> Said | None:
    """The statement whose content holds the trigger, the innermost one."""
    inside = [
        x
        for x in said
        if any(part.holds(trigger) for part in [*x.content, *x.around]) and not x.trigger.overlap(trigger)
    ]
    return min(inside, key=lambda x: sum(p.end - p.start for p in x.content)) if inside else None


def told_when(source: Said | None, times: tuple[Time, ...]) -> tuple[DateValue, Span] | None:
    if source is None or source.time is None:
        return None
    time = times[source.time]
    return (time.date, span_of(time)) if time.date is not None else None


def hedge_of(read: Read, clause: Clause, words: EventWords) -> str | None:
    """ "reportedly" inside the clause, in front of it or right behind its verb."""
    chunk = read.chunks[clause.at]
    own = clause.subject and not clause.shared and clause.subject[-1] < clause.at
    first = min(read.chunks[clause.subject[-1]].last if own else chunk.first, chunk.first)
    k = (clause.subject[0] if own else clause.at) - 1
    while k >= 0 and read.chunks[k].kind in ("R", ",", "TM", "I"):
        k -= 1
    behind = clause.at + 1
    while behind < len(read.chunks) and read.chunks[behind].kind == "R":
        behind += 1
    front = range(read.chunks[k + 1].first, read.chunks[clause.subject[0] if own else clause.at].first)
    spots = [*range(first, chunk.last), *front, *range(chunk.last, read.chunks[behind - 1].last)]
    return next((read.s.lowers[t] for t in spots if read.s.lowers[t] in words.hedges), None)


def reported(cast: Cast, i: int, clause: Clause, words: EventWords) -> str | None:
    """ "after reports that he was taken to hospital": the word for what nobody named says, None for none."""
    read = cast.reading.sentences[i]
    ch = read.chunks
    first = clause.subject[0] if clause.subject and not clause.shared else clause.at
    if first < 2 or ch[first - 1].kind != "S" or ch[first - 2].kind != "NP":
        return None
    head = read.s.lowers[ch[first - 2].head]
    return head if cast.reading.grammar.singular.get(head, head) in words.reports else None


def speech_tokens(read: Read, source: Said | None) -> tuple[int, int] | None:
    """Tokens from the speaker to the end of the words of saying, in this sentence; times between them cut later."""
    if source is None or not source.cue:
        return None
    spans = [*source.speaker_spans, *source.cue]
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    if first < read.s.span.start or last > read.s.span.end:
        return None
    return read.s.at(first), read.s.at(last - 1) + 1
