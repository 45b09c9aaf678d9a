"""Statements: who said what, in whose words, direct, indirect or mixed; nobody is made a speaker whom the page
does not name as one.
"""

from __future__ import annotations

from bisect import bisect_left

from chronofile.find.cast import Cast
from chronofile.find.direct_speech import Cue, direct_speech
from chronofile.find.indirect_speech import according, indirect
from chronofile.find.positions import noted, stance, suffered
from chronofile.find.quotes import Quote
from chronofile.find.said import Said, speaker_of, time_of
from chronofile.find.seen_speech import seen_speech
from chronofile.find.speech_words import SpeechWords, speech_words
from chronofile.model import Span

LEAST_UNSAID = 6
"""Words from which a quotation counts without words of saying near it: shorter ones are titles and names."""

TOLD_BESIDE = 0.5
"""Score up to which a statement inside another's words is only part of those: "said she plans to stay"."""


def statements(cast: Cast) -> list[Said]:
    """All statements of the page in the order of their triggers."""
    reading = cast.reading
    speech = speech_words(reading.language)
    found: list[Said] = []
    for i, read in enumerate(reading.sentences):
        if read.s.role in ("headline", "heading"):
            continue
        for clause in read.clauses:
            said = indirect(cast, speech, i, read, clause) or stance(cast, speech, i, read, clause)
            said = said or suffered(cast, speech, i, read, clause)
            if said:
                found.append(said)
        found += noted(cast, speech, i, read)
        said = according(cast, speech, i, read)
        if said:
            found.append(said)
        found += seen_speech(cast, speech, i, read)
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
    time = time_of(read, cue.clause)
    reason = f"“{read.text(cast.reading.page, *cue.tokens)}” next to a quotation"
    score = 0.9 if spans else 0.6
    if not spans:
        reason += "; who speaks is not said"
    return Said(cue.sentence, mode, content, spans, speaker, name, [said], trigger, time, cue.rule, score, reason)


# -- one statement, one place


def _apart(found: list[Said]) -> list[Said]:
    """Where two overlap on the same words the surer one stays: quotation marks before syntax, outer before inner."""
    found.sort(key=lambda x: (x.mode != "direct", -x.score, x.trigger.start))
    kept: list[Said] = []
    by_sentence: dict[int, list[Said]] = {}
    for said in found:
        near = by_sentence.setdefault(said.sentence, [])
        twin = next((x for x in near if x.trigger == said.trigger), None)
        if twin is not None and twin.mode == "direct" and all(_inside(part, said.content) for part in twin.content):
            twin.around = said.content
        if twin is not None or any(_same_words(said.content, other.content) for other in near):
            continue
        if said.score <= TOLD_BESIDE and any(part.holds(said.trigger) for other in near for part in other.content):
            continue
        near.append(said)
        kept.append(said)
    return kept


def _inside(part: Span, content: list[Span]) -> bool:
    return any(whole.holds(part) for whole in content)


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
