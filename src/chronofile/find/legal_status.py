"""Legal status: what somebody is said to be in law, under which law, and who says so. We record; we never rule."""

from __future__ import annotations

from functools import cache

import msgspec

from chronofile import lang
from chronofile.find.cast import Cast
from chronofile.find.lexicon import Trie, entries, longest, trie, words
from chronofile.find.reading import Read
from chronofile.find.said import Said
from chronofile.model import LegalStatus, Span


class Status(msgspec.Struct):
    """A status before ids."""

    sentence: int
    trigger: Span
    value: LegalStatus
    score: float
    reason: str


class StatusWords(msgspec.Struct, frozen=True):
    names: Trie
    citizen: frozenset[str]
    links: frozenset[str]
    regarded: frozenset[str]
    systems: Trie
    system_words: frozenset[str]
    uncertain: frozenset[str]


@cache
def status_words(language: str) -> StatusWords:
    data = lang.load(language, "status").get("statuses", {})
    return StatusWords(
        names=trie([(n, n) for n in entries(data.get("names", ""))]),
        citizen=frozenset(words(data.get("citizen", ""))),
        links=frozenset(words(data.get("links", ""))),
        regarded=frozenset(words(data.get("regarded", ""))),
        systems=trie([(n, n) for n in entries(data.get("systems", ""))]),
        system_words=frozenset(words(data.get("system_words", ""))),
        uncertain=frozenset(words(data.get("uncertain", ""))),
    )


def statuses(cast: Cast, said: list[Said]) -> list[Status]:
    """Statuses that a sentence ties to somebody with "as", "is", "recognised as" …; a mere mention is none."""
    vocabulary = status_words(cast.reading.language)
    by_sentence: dict[int, list[Said]] = {}
    for one in said:
        by_sentence.setdefault(one.sentence, []).append(one)
    found: list[Status] = []
    earlier: dict[str, str] = {}
    for i, read in enumerate(cast.reading.sentences):
        if read.s.role in ("headline", "heading"):
            continue
        at = 0
        while at < len(read.s):
            hit = _status_at(cast, read, at, vocabulary)
            if hit is None:
                at += 1
                continue
            first, last, name = hit
            made = _status(cast, i, read, first, last, name, vocabulary, by_sentence.get(i, []), earlier)
            if made:
                found.append(made)
            at = last
    return found


def _status_at(cast: Cast, read: Read, at: int, vocabulary: StatusWords) -> tuple[int, int, str] | None:
    s = read.s
    hit = longest(vocabulary.names, s.lowers, at) or longest(vocabulary.names, s.words, at)
    if hit:
        return at, hit[0], read.text(cast.reading.page, at, hit[0])
    if s.lowers[at] in vocabulary.citizen:
        first = at
        for width in (2, 1):
            if at >= width and " ".join(s.words[at - width : at]) in cast.reading.gazetteer.country:
                first = at - width
                break
        if first < at:
            return first, at + 1, read.text(cast.reading.page, first, at + 1)
        if at + 1 < len(s) and (s.lowers[at + 1] in s.function.of or longest(vocabulary.systems, s.lowers, at + 1)):
            last = at + 1
            if s.lowers[at + 1] in s.function.of:
                last = next((n.last for n in read.names if n.first in (at + 2, at + 3) and n.type == "LOC"), 0)
                if not last:
                    return None
            return at, last, read.text(cast.reading.page, at, last)
    return None


def _status(
    cast: Cast,
    i: int,
    read: Read,
    first: int,
    last: int,
    name: str,
    vocabulary: StatusWords,
    said: list[Said],
    earlier: dict[str, str],
) -> Status | None:
    s = read.s
    system, _end = _system(cast, read, last, vocabulary)
    link = _linked(read, first, vocabulary)
    if not link:
        return None
    if s.lowers[last - 1] in vocabulary.uncertain and not system and s.lowers[link - 1] in vocabulary.regarded:
        return None
    if _only_planned(read, link):
        return None
    holder = _holder(cast, i, read, link) or earlier.get(s.lowers[last - 1], "")
    if not holder:
        return None
    earlier.setdefault(s.lowers[last - 1], holder)
    trigger = s.stretch(first, last)
    source = next((x for x in said if x.speaker_name and any(part.holds(trigger) for part in x.content)), None)
    asserted = source.speaker_name if source else ""
    law, basis = (system, "") if not any(c.isupper() for c in system) else ("", system)
    reason = f"“{s.words[link - 1]}” ties the status to {holder}"
    if asserted:
        reason += f"; {asserted} says so"
    return Status(
        i,
        trigger,
        LegalStatus(holder=holder, status=name, legal_system=law, basis=basis, asserted_by=asserted),
        0.75 if system else 0.6,
        reason,
    )


def _system(cast: Cast, read: Read, at: int, vocabulary: StatusWords) -> tuple[str, int]:
    """ "under international law", "under the South Korean Constitution": the words after "under"."""
    hit = longest(vocabulary.systems, read.s.lowers, at) if at < len(read.s) else None
    if not hit:
        return "", at
    first = hit[0]
    end = first
    while first < len(read.s) and read.s.tags[first] == "D":
        first += 1
    while end < len(read.s) and end - first < 8 and read.s.tags[end] in ("D", "J", "N", "NP", "X", "POS"):
        end += 1
    if end > first and any(w in vocabulary.system_words for w in read.s.lowers[first:end]):
        return read.text(cast.reading.page, first, end), end
    return "", at


def _linked(read: Read, first: int, vocabulary: StatusWords) -> int:
    """Index behind the word that ties holder and status, up to nine tokens before the status; 0 when none does."""
    s = read.s
    for at in range(first - 1, max(-1, first - 14), -1):
        if s.tags[at] in (".", ":", "Q"):
            return 0
        if s.lowers[at] in vocabulary.links:
            return at + 1
        if s.tags[at] in ("S", "W"):
            return 0
    return 0


def _only_planned(read: Read, link: int) -> bool:
    """The tie stands in what is only planned, possible or wanted: then nobody has the status yet."""
    clause = next((c for c in reversed(read.clauses) if read.chunks[c.at].first < link), None)
    for _ in range(6):
        if clause is None:
            return False
        if clause.verb.infinitive or clause.verb.modal or clause.verb.negated:
            return True
        apart = clause.kind == "ing" and clause.at > 0 and read.chunks[clause.at - 1].kind == ","
        if clause.verb.finite or clause.governor < 0 or apart:
            return False
        clause = read.clauses[clause.governor]
    return False


def _holder(cast: Cast, i: int, read: Read, link: int) -> str:
    """The subject of the clause the link stands in, or the person or people right before "as"; "" in doubt."""
    clause = next((c for c in reversed(read.clauses) if read.chunks[c.at].first < link), None)
    if clause is None:
        return ""
    beside = [c for c in clause.objects if read.chunks[c].last == link - 1]
    if beside:
        key = cast.of_chunk(i, beside[0])
        if key is None and read.s.lowers[read.chunks[beside[0]].first] in read.s.function.owners:
            return ""
        if key is not None and not cast.is_place(key):
            cast.use(key, i, beside[0])
            return cast.name(key)
    for c in clause.subject[:1]:
        key = cast.of_chunk(i, c)
        if key is not None and not cast.is_place(key):
            cast.use(key, i, c)
            return cast.name(key)
    return ""
