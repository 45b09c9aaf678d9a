"""Direct speech: which words of saying, and so which speaker, belong to a quotation."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from chronofile.find.clause import Clause
from chronofile.find.lexicon import longest
from chronofile.find.quotes import Quote
from chronofile.find.reading import Read, Reading
from chronofile.find.speech_words import SpeechWords
from chronofile.model import Span


class Cue(msgspec.Struct):
    """Words of saying in one sentence: `tokens` first and last (excluded), `speaker` the chunks of the speaker."""

    sentence: int
    tokens: tuple[int, int]
    speaker: list[int]
    clause: Clause | None
    rule: str


Found = list[tuple[list[Span], int, Cue | None]]


def direct_speech(reading: Reading, speech: SpeechWords) -> Found:
    """Each speech's quotations with the sentence that attributes it (or holds it) and its cue, None when unknown."""
    starts = [r.s.span.start for r in reading.sentences]
    found: Found = []
    last: Cue | None = None
    previous: Quote | None = None
    for quote in reading.quotes:
        if not quote.full:
            continue
        first = max(0, bisect_right(starts, quote.span.start) - 1)
        final = max(first, bisect_right(starts, quote.span.end - 1) - 1)
        if reading.sentences[first].s.role in ("headline", "heading"):
            continue
        if (
            previous is not None
            and previous.goes_on
            and not previous.closed
            and found
            and quote.block == previous.block + 1
        ):
            found[-1][0].append(quote.span)
            previous = quote
            continue
        cue = _cue(reading, speech, quote, first, final)
        same = previous is not None and previous.block == quote.block
        if (
            last is not None
            and found
            and (
                (
                    cue is None
                    and same
                    and (_between(reading, previous, quote) or _goes_on(reading, previous, quote, first))
                )
                or (cue is None and not same and _alone(reading, previous, quote, last))
                or (cue is not None and same and _one_speech(cue, last, previous, quote, reading))
            )
        ):
            found[-1][0].append(quote.span)
            previous = quote
            continue
        found.append(([quote.span], cue.sentence if cue else first, cue))
        last, previous = cue, quote
    return found


def _between(reading: Reading, previous: Quote | None, quote: Quote) -> bool:
    """Only the attributing words stand between two quotations of one paragraph: at most one sentence's end."""
    assert previous is not None
    between = reading.page[previous.span.end : quote.span.start]
    return len(between) < 160 and between.count(".") <= 1 and "\n" not in between.strip()


def _goes_on(reading: Reading, previous: Quote | None, quote: Quote, first: int) -> bool:
    """'"A," said X of Y, who leads Z. "B."': the second opens the sentence behind the one that attributes the first."""
    assert previous is not None
    s = reading.sentences[first].s
    opens = s.starts[0] >= quote.span.start - 1 if len(s) else False
    before = reading.sentences[first - 1].s if first else None
    return opens and before is not None and before.span.start <= previous.span.end <= before.span.end + 1


def _alone(reading: Reading, previous: Quote | None, quote: Quote, last: Cue) -> bool:
    """A paragraph of nothing but a quotation, right below one that ends with who spoke."""
    if previous is None or quote.block != previous.block + 1 or not quote.closed:
        return False
    block, above = reading.blocks[quote.block], reading.blocks[previous.block]
    if reading.page[block.start : quote.span.start].strip() or reading.page[quote.span.end : block.end].strip():
        return False
    s = reading.sentences[last.sentence].s
    return s.block == previous.block and s.span.end >= previous.span.end and (
        not reading.page[s.span.end : above.end].strip()
    )  # fmt: skip


def _one_speech(cue: Cue, last: Cue, previous: Quote | None, quote: Quote, reading: Reading) -> bool:
    """'"A," said X, "b."': one cue between two quotations."""
    return cue.sentence == last.sentence and cue.tokens == last.tokens and _between(reading, previous, quote)


def _cue(reading: Reading, speech: SpeechWords, quote: Quote, first: int, final: int) -> Cue | None:
    """In the sentence where the quotation ends, behind it; in the one where it starts, before it; next to it else."""
    behind = _behind(reading, speech, quote, final)
    if behind:
        return behind
    before = _before(reading, speech, quote, first)
    if before:
        return before
    s = reading.sentences[final].s
    if s.span.end <= quote.span.end and final + 1 < len(reading.sentences):
        nxt = reading.sentences[final + 1]
        if nxt.s.block == quote.block and nxt.s.span.start - quote.span.end < 3 and not nxt.quoted:
            cue = _opening(nxt, speech, final + 1)
            if cue:
                return cue
            signed = _signed(nxt, 0)
            if signed is not None and len(nxt.s) <= 8:
                return Cue(final + 1, (0, 1), [signed], None, "quote.signed")
    if first > 0 and reading.sentences[first].s.span.start >= quote.span.start:
        earlier = reading.sentences[first - 1]
        text = reading.page[earlier.s.span.start : earlier.s.span.end].rstrip()
        if text.endswith(":"):
            return _last_speech(earlier, speech, first - 1, len(earlier.chunks))
    return None


def _usable(clause: Clause, speech: SpeechWords) -> bool:
    return clause.verb.lemma in speech.report | speech.quoting and not clause.verb.passive and (
        clause.verb.finite is True or clause.verb.form == "ing"
    )  # fmt: skip


def _quote_chunk(read: Read, quote: Quote) -> int | None:
    for k, c in enumerate(read.chunks):
        if c.kind == "QUOTE" and read.s.starts[c.first] < quote.span.end and read.s.ends[c.last - 1] > quote.span.start:
            return k
    return None


def _behind(reading: Reading, speech: SpeechWords, quote: Quote, i: int) -> Cue | None:
    """ ", X said", ", said X", ", according to X" behind the quotation in its last sentence."""
    read = reading.sentences[i]
    at = _quote_chunk(read, quote)
    if at is None or read.s.span.end <= quote.span.end:
        return None
    for clause in read.clauses:
        if clause.at <= at:
            continue
        if clause.at - at > 30:
            break
        if any(read.chunks[k].kind in (":", "S", "W", "QUOTE") for k in range(at + 1, clause.at)):
            break
        if not _usable(clause, speech):
            if clause.verb.finite:
                break
            continue
        own = [c for c in clause.subject if at < c < clause.at] if not clause.shared else []
        gap = clause.at - at - 1
        inverted = clause.objects[:1] if not own and gap <= 2 else []
        speaker = own or inverted
        if not speaker and clause.shared and clause.subject:
            speaker = clause.subject
        return _made(read, i, clause, speaker, "quote.behind")
    start = read.chunks[at].last
    signed = _signed(read, start)
    if signed is not None:
        return Cue(i, (start, start + 1), [signed], None, "quote.signed")
    for t in range(start, min(start + 3, len(read.s))):
        hit = longest(speech.according, read.s.lowers, t)
        if hit:
            c = next((k for k, chunk in enumerate(read.chunks) if chunk.first >= hit[0] and chunk.kind == "NP"), None)
            if c is not None:
                return Cue(i, (t, hit[0]), [c], None, "quote.according")
    return None


def _signed(read: Read, start: int) -> int | None:
    """ "“…” — Name": a dash and a name alone behind the quotation; the chunk of the name."""
    s = read.s
    if start + 1 >= len(s) or s.words[start] not in ("—", "–", "―", "-", "--"):
        return None
    for name in read.names:
        if name.title_first == start + 1 and name.type in ("PER", "ORG"):
            return next((k for k, c in enumerate(read.chunks) if c.first <= name.first < c.last), None)
    return None


def _before(reading: Reading, speech: SpeechWords, quote: Quote, i: int) -> Cue | None:
    """ "X said, “…”", "X said that “…”" and "Saying “…”, X …" before the quotation in its first sentence."""
    read = reading.sentences[i]
    at = _quote_chunk(read, quote)
    if at is None:
        return None
    cue = _last_speech(read, speech, i, at)
    if cue:
        return cue
    for t in range(len(read.s)):
        if read.s.starts[t] >= quote.span.start:
            break
        hit = longest(speech.according, read.s.lowers, t)
        if hit:
            c = next((k for k, chunk in enumerate(read.chunks) if chunk.first >= hit[0] and chunk.kind == "NP"), None)
            if c is not None and c < at:
                return Cue(i, (t, hit[0]), [c], None, "quote.according")
    return None


def _last_speech(read: Read, speech: SpeechWords, i: int, before: int) -> Cue | None:
    for clause in reversed(read.clauses):
        if clause.at >= before or not _usable(clause, speech):
            continue
        if before - clause.at > 25:
            return None
        return _made(read, i, clause, clause.subject, "quote.before")
    return None


def _opening(read: Read, speech: SpeechWords, i: int) -> Cue | None:
    """A sentence that starts right behind the quotation with its cue: "… ?” Smith asked."""
    for clause in read.clauses[:1]:
        if _usable(clause, speech) and clause.verb.finite and clause.at <= 2:
            return _made(read, i, clause, clause.subject or clause.objects[:1], "quote.next")
    return None


def _made(read: Read, i: int, clause: Clause, speaker: list[int], rule: str) -> Cue:
    c = read.chunks[clause.at]
    return Cue(i, (c.first, c.last), speaker, clause, rule)
