"""Open items: what the page says is planned, promised or asked for and not yet done."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from chronofile import lang
from chronofile.find.cast import Cast
from chronofile.find.clause import Clause
from chronofile.find.event_times import span_of
from chronofile.find.lexicon import words
from chronofile.find.reading import Read
from chronofile.model import DateValue, OpenItem, Span

ItemKind = Literal["plan", "request", "promise", "negotiation", "deadline", "unanswered"]


class Pending(msgspec.Struct):
    """An open item before ids."""

    sentence: int
    trigger: Span
    value: OpenItem
    score: float
    reason: str


class OpenWords(msgspec.Struct, frozen=True):
    verbs: dict[str, ItemKind]
    set_to: frozenset[str]
    unanswered: tuple[str, ...]
    negotiation: frozenset[str]
    open_words: frozenset[str]
    owed_to: frozenset[str]


@cache
def open_words(language: str) -> OpenWords:
    data = lang.load(language, "open_items")
    verbs: dict[str, ItemKind] = {}
    kinds: tuple[ItemKind, ...] = ("promise", "request", "plan")
    for kind in kinds:
        for word in words(data.get(kind, {}).get("verbs", "")):
            verbs.setdefault(word, kind)
    return OpenWords(
        verbs=verbs,
        set_to=frozenset(p.split()[-1] for p in data.get("plan", {}).get("phrases", [])),
        unanswered=tuple(data.get("unanswered", {}).get("phrases", [])),
        negotiation=frozenset(words(data.get("negotiation", {}).get("nouns", ""))),
        open_words=frozenset(words(data.get("negotiation", {}).get("open_words", ""))),
        owed_to=frozenset(words(data.get("owed", {}).get("to", ""))),
    )


def open_items(cast: Cast) -> list[Pending]:
    """In the order of the page; at most one a clause."""
    vocabulary = open_words(cast.reading.language)
    found: list[Pending] = []
    for i, read in enumerate(cast.reading.sentences):
        if read.s.role in ("headline", "heading"):
            continue
        for clause in read.clauses:
            if any(q.holds(read.chunk_span(clause.at)) for q in read.quoted):
                continue
            made = _planned(cast, vocabulary, i, read, clause) or _negotiating(cast, vocabulary, i, read, clause)
            if made:
                found.append(made)
        silent = _unanswered(cast, vocabulary, i, read)
        if silent:
            found.append(silent)
    return found


def _planned(cast: Cast, vocabulary: OpenWords, i: int, read: Read, clause: Clause) -> Pending | None:
    verb = clause.verb
    if not verb.finite or verb.negated or verb.modal or not clause.subject:
        return None
    kind = vocabulary.verbs.get(verb.lemma)
    at = read.clauses.index(clause)
    following = read.clauses[at + 1] if at + 1 < len(read.clauses) else None
    infinitive = following is not None and following.verb.infinitive and following.governor == at
    if kind is None and verb.lemma == read.s.function.helper_lemmas["B"] and infinitive and following is not None:
        before = read.chunks[following.at].first - 1
        kind = "plan" if read.s.lowers[before] in vocabulary.set_to else None
    if kind is None and verb.passive and infinitive and read.s.lowers[verb.head] in vocabulary.set_to:
        kind = "plan"
    if kind is None:
        return None
    if kind == "request":
        if not (infinitive or _asks_for(read, clause)) or verb.passive:
            return None
    elif not infinitive or following is None or following.at > clause.at + (2 if kind == "plan" else 3):
        return None
    if (
        kind == "plan"
        and not verb.passive
        and verb.lemma != read.s.function.helper_lemmas["B"]
        and verb.past
        and not verb.perfect
    ):
        return None
    subject = cast.of_chunk(i, clause.subject[0])
    if subject is None:
        return None
    end = _what_end(read, clause, following if infinitive else None)
    first = read.chunks[following.at].first + 1 if infinitive and following is not None else read.chunks[clause.at].last
    if end <= first:
        return None
    owed_by, owed_to = cast.name(subject), ""
    cast.use(subject, i, clause.subject[0])
    if kind == "request":
        owed_by, owed_to = "", cast.name(subject)
        for c in clause.objects[:1]:
            key = cast.of_chunk(i, c)
            if key is not None:
                cast.use(key, i, c)
                owed_by = cast.name(key)
    elif following is not None:
        for word, c in following.preps:
            key = cast.of_chunk(i, c)
            if word in vocabulary.owed_to and key is not None:
                cast.use(key, i, c)
                owed_to = owed_to or cast.name(key)
    time = _due(cast, read, [clause, *([following] if following else [])], kind)
    cue = read.chunk_span(clause.at)
    what = read.text(cast.reading.page, first, end)
    return Pending(
        i,
        cue,
        OpenItem(
            what=what,
            kind=kind,
            owed_by=owed_by,
            owed_to=owed_to,
            due=time[0] if time else None,
            time=time[1] if time else None,
        ),
        0.75 if infinitive else 0.6,
        f"“{read.text(cast.reading.page, read.chunks[clause.at].first, read.chunks[clause.at].last)}” leaves it open",
    )


def _asks_for(read: Read, clause: Clause) -> bool:
    return bool(clause.objects)


def _what_end(read: Read, clause: Clause, following: Clause | None) -> int:
    """Token where the words of what is owed end: before the next clause of its own, at most sixty tokens on."""
    start = following.at if following is not None else clause.at
    end = start + 1
    while end < len(read.chunks) and end - start < 24:
        c = read.chunks[end]
        if c.kind in ("S", "W", ":", "QUOTE") or (
            c.kind == "," and end + 1 < len(read.chunks) and read.chunks[end + 1].kind in ("C", "VG", "NP", "W")
        ):
            break
        if c.kind == "C" and end + 1 < len(read.chunks) and read.chunks[end + 1].kind == "VG":
            break
        if c.kind == "VG" and c.verb is not None and c.verb.finite:
            break
        end += 1
    last = read.chunks[end - 1].last
    while last > 0 and read.s.tags[last - 1] in ("I", "C", "T", ","):
        last -= 1
    return last


def _due(cast: Cast, read: Read, clauses: list[Clause], kind: ItemKind) -> tuple[DateValue, Span] | None:
    """A date behind the infinitive: the asking verb's own date is when it was asked, not when it is due."""
    for clause in reversed(clauses):
        if clause is clauses[0] and (kind != "plan" or (len(clauses) > 1 and clause.verb.past)):
            continue
        for k in clause.times:
            time = cast.reading.article.times[read.chunks[k].time]
            if time.date is not None and time.type in ("DATE", "TIME"):
                return time.date, span_of(time)
    return None


def _negotiating(cast: Cast, vocabulary: OpenWords, i: int, read: Read, clause: Clause) -> Pending | None:
    """ "is conducting unofficial negotiations", "talks … remain stalled"."""
    if not clause.verb.finite or clause.verb.negated or not clause.subject:
        return None
    chunks = [*clause.objects, *([] if clause.shared else clause.subject)]
    for c in chunks:
        head = read.s.lowers[read.chunks[c].head]
        if cast.reading.grammar.singular.get(head, head) not in vocabulary.negotiation:
            continue
        around = (
            read.s.lowers[read.chunks[c].first : read.chunks[c].last]
            + read.s.lowers[read.chunks[clause.at].first : read.chunks[clause.at].last + 1]
        )
        if not (clause.verb.progressive or any(w in vocabulary.open_words for w in around)):
            continue
        who = cast.of_chunk(i, clause.subject[0]) if c in clause.objects else None
        if who is None:
            return None
        cast.use(who, i, clause.subject[0])
        return Pending(
            i,
            read.chunk_span(clause.at),
            OpenItem(
                what=read.text(cast.reading.page, read.chunks[c].first, read.chunks[c].last),
                kind="negotiation",
                owed_by=cast.name(who),
            ),
            0.55,
            "told as going on",
        )
    return None


def _unanswered(cast: Cast, vocabulary: OpenWords, i: int, read: Read) -> Pending | None:
    joined = " ".join(read.s.lowers)
    phrase = next((p for p in vocabulary.unanswered if p in joined), None)
    if phrase is None:
        return None
    width = phrase.split()
    at = next((k for k in range(len(read.s)) if read.s.lowers[k : k + len(width)] == width), None)
    clause = next((c for c in read.clauses if at is not None and read.chunks[c.at].last > at and c.subject), None)
    if at is None or clause is None:
        return None
    who = cast.of_chunk(i, clause.subject[0])
    name = cast.name(who) if who else ""
    if who:
        cast.use(who, i, clause.subject[0])
    what = read.text(cast.reading.page, read.chunks[clause.subject[0]].first, at + len(width))
    return Pending(
        i, read.s.stretch(at, at + len(width)), OpenItem(what=what, kind="unanswered", owed_by=name), 0.6, f"“{phrase}”"
    )
