"""Events: the main events of a page, each in its sentence, with the right date, place, people and who says so."""

from __future__ import annotations

import msgspec

from chronofile.find.cast import Cast, Key
from chronofile.find.clauses import Clause
from chronofile.find.embedded import embedded
from chronofile.find.event_days import EventDays
from chronofile.find.event_times import before, own_time, planned_time, span_of
from chronofile.find.event_words import EventWords, event_words
from chronofile.find.factuality import HANGS, factuality
from chronofile.find.headlines import headline
from chronofile.find.importance import importance
from chronofile.find.parts import Taken, parts, place, quantities
from chronofile.find.positions import STANCE
from chronofile.find.reading import Read
from chronofile.find.said import BELIEF, Said
from chronofile.find.triggers import Candidate, candidates
from chronofile.model import DateValue, EventKind, Factuality, Quantity, Span, Time

_FILED: frozenset[EventKind] = frozenset(("filing", "ruling", "vote", "agreement"))
"""Kinds that are news without a date or anybody named, where their own noun tells them."""

_STEPS: frozenset[EventKind] = frozenset(
    ("appointment", "decision", "request", "negotiation", "release", "repatriation")
)
"""Other kinds which are news as soon as somebody named says that they will take them."""


class Happening(msgspec.Struct):
    """An event before ids."""

    sentence: int
    trigger: Span
    kind: EventKind
    headline: str
    factuality: Factuality
    occurred: DateValue | None
    time: Span | None
    place: tuple[str, Span] | None
    parts: list[Taken]
    quantities: list[Quantity]
    said_by: str | None
    rule: str
    score: float
    reason: str
    importance: float = 0.0
    importance_reason: str = ""


def events(cast: Cast, said: list[Said]) -> list[Happening]:
    """In the order of the page. Captions and body give events; headings do not, unless the page has nothing else."""
    words = event_words(cast.reading.language)
    if words is None:
        return []
    body = any(r.s.role not in ("headline", "heading") for r in cast.reading.sentences)
    by_sentence: dict[int, list[Said]] = {}
    for one in (x for x in said if x.rule != STANCE):
        by_sentence.setdefault(one.sentence, []).append(one)
    found: list[Happening] = []
    days = EventDays(cast.reading)
    lead = 0
    for i, read in enumerate(cast.reading.sentences):
        if body and read.s.role in ("headline", "heading"):
            continue
        lead += 1
        made = _sentence(cast, words, i, read, by_sentence.get(i, []))
        for happening in made:
            _date_from_elsewhere(days, read, happening)
        for happening in made:
            happening.importance, happening.importance_reason = importance(cast, happening, lead)
        found += made
    return found


def _date_from_elsewhere(days: EventDays, read: Read, happening: Happening) -> None:
    """Another mention's day, or the day the story is about, for what the page itself tells as past without a day."""
    if happening.occurred is not None or happening.factuality != "occurred" or happening.said_by is not None:
        return
    found = days.elsewhere(happening.sentence, read.s.at(happening.trigger.start))
    if found is not None and found.time is not None:
        happening.occurred, happening.time = found.date, span_of(found.time)
        happening.reason += f"; {found.reason}"


def _sentence(cast: Cast, words: EventWords, i: int, read: Read, said: list[Said]) -> list[Happening]:
    found: list[Happening] = []
    options = candidates(read, words, cast.reading.grammar)
    judged: dict[int, tuple[Factuality, str]] = {}
    for option in options:
        value, why = factuality(read, read.clauses[option.clause], words)
        if option.cancelled and value in ("occurred", "ongoing"):
            value, why = "cancelled", f"“{read.clauses[option.clause].verb.lemma}”"
        if value is not None:
            judged[option.clause] = value, why
    for option in options:
        outer = option.clause - 1
        inner = read.clauses[option.clause]
        if option.clause in judged and inner.verb.infinitive and outer in judged and inner.governor == outer:
            weak = next((o.trigger.weak for o in options if o.clause == outer), False)
            if weak and inner.at == read.clauses[outer].at + 1:
                del judged[outer]
    eventful = set(judged)
    for option in options:
        if option.clause not in judged or any(q.holds(read.s.stretch(*option.tokens)) for q in read.quoted):
            continue
        made = _event(cast, words, i, read, option, judged[option.clause], said, eventful)
        if made:
            found.append(made)
    return found


def _event(
    cast: Cast,
    words: EventWords,
    i: int,
    read: Read,
    option: Candidate,
    fact: tuple[Factuality, str],
    said: list[Said],
    eventful: set[int],
) -> Happening | None:
    clause = read.clauses[option.clause]
    value, why = fact
    option = _by_whom(cast, words, i, option, clause)
    times = cast.reading.article.times
    trigger = read.s.stretch(*option.tokens)
    time = own_time(read, clause, times, eventful, words)
    if time is None and value == "cancelled":
        time = planned_time(read, clause, times)
    source = _source(read, trigger, clause, said)
    if source is not None and source.rule == BELIEF:
        return None
    hangs = embedded(cast, i, read, clause) if source is None else None
    if hangs is not None and hangs.kind == "belief":
        return None
    if hangs is not None and hangs.kind == "denied" and value in ("occurred", "ongoing"):
        value, why = "denied", "what somebody denies"
    told = _told(source, times)
    taken = parts(cast, i, clause, option.trigger.kind, words)
    if (
        clause.kind in ("participle", "ing")
        and time is None
        and not (read.s.role == "caption" and clause.governor == -1)
    ):
        return None
    if clause.kind == "relative" and time is None and not any(cast.is_named(k) for k, _, _ in taken):
        return None
    if clause.kind == "adverbial" and time is None and not _told_beside(cast, option, taken, value):
        return None
    if time is not None and value == "occurred" and time.date is not None and _no_day(time.date):
        time = None
    if time is not None and value == "planned" and _over(time.date, cast.reading.article.published):
        time = None
    if (
        option.trigger.kind in ("capture", "release")
        and option.trigger.weak
        and not any(part == "target" and cast.is_person(key) for key, part, _ in taken)
    ):
        return None
    occurred = time.date if time else None
    span = span_of(time) if time else None
    if occurred is None and told is not None and value == "occurred" and clause.kind == "complement":
        occurred, span = before(told[0], read.text(cast.reading.page, *option.tokens)), told[1]
    own = source is None and clause.kind == "main" and clause.verb.passive and value == "occurred"
    where = place(cast, i, clause, option.trigger.kind, words)
    there = where is not None and own
    told_so = source is not None and bool(source.speaker_name) and not option.trigger.weak and option.noun is False
    told_so = told_so and value in ("occurred", "denied") and option.trigger.kind != "statement"
    told_so = told_so or _means_to(cast, source, value, option)
    told_so = told_so or (why == HANGS and any(cast.is_named(k) for k, _, _ in taken))
    if not there and not told_so and not _enough(cast, option, taken, occurred, value, own):
        return None
    hedge = _hedge(read, clause, words)
    said_by = source.speaker_name or None if source else None
    if source is not None and not said_by:
        said_by = None
        value = "possible" if value == "occurred" else value
    if said_by is None:
        said_by = hedge or (hangs.who if hangs else None) or _reported(cast, i, clause, words)
    told_by_name = (
        source is not None and bool(said_by) and (occurred is not None or _means_to(cast, source, value, option))
    )
    if _nobody(read, clause, taken) and (option.trigger.weak or occurred is None) and not told_by_name:
        return None
    if _of_it(read, clause) or (_missing(clause, taken) and read.s.tags[read.chunks[clause.subject[0]].head] == "D"):
        return None  # "signed it", "both will be questioned": no reader of one line can follow.
    for key, _, c in taken:
        cast.use(key, i, c)
    pronoun = _pronoun_name(cast, i, clause, taken)
    if source is not None and pronoun == source.speaker_name:
        pronoun = ""
    tells = option.trigger.kind == "statement"
    text = headline(read, cast.reading.page, clause, _speech_tokens(read, source), pronoun, tells)
    if value == "ongoing" and occurred is None and not taken:
        return None
    score, reason = _score(cast, option, taken, occurred, value, source, hedge, why, pronoun)
    return Happening(
        i, trigger, option.trigger.kind, text, value, occurred, span, where, taken,
        quantities(cast, i, clause, words), said_by, f"event.{option.trigger.kind}", score, reason,
    )  # fmt: skip


def _by_whom(cast: Cast, words: EventWords, i: int, option: Candidate, clause: Clause) -> Candidate:
    """The kind by whom it happens to and who does it: releasing people is no publication, a court's order a ruling."""
    suffers = clause.subject if clause.verb.passive or clause.kind == "participle" else clause.objects
    other = words.people.get(option.word)
    if other is not None and suffers:
        key = cast.of_chunk(i, suffers[0])
        if key is not None and cast.is_person(key):
            return msgspec.structs.replace(option, trigger=other)
    other = words.court.get(option.word)
    if other is not None:
        does = [k for w, k in clause.preps if words.parts.get(w) == "actor"] if clause.verb.passive else clause.subject
        if _headed(cast, i, does[:1], words.courts) or _headed(cast, i, suffers[:1], words.court_matters):
            return msgspec.structs.replace(option, trigger=other)
    return option


def _headed(cast: Cast, i: int, chunks: list[int], heads: frozenset[str]) -> bool:
    """A noun phrase ends in one of these words, "the District Court" included."""
    read, singular = cast.reading.sentences[i], cast.reading.grammar.singular
    lowers = [read.s.lowers[read.chunks[c].head] for c in chunks]
    return any(singular.get(lower, lower) in heads for lower in lowers)


def _reported(cast: Cast, i: int, clause: Clause, words: EventWords) -> str | None:
    """ "after reports that he was taken to hospital": the word for what nobody named says, None for none."""
    read = cast.reading.sentences[i]
    ch = read.chunks
    first = clause.subject[0] if clause.subject and not clause.shared else clause.at
    if first < 2 or ch[first - 1].kind != "S" or ch[first - 2].kind != "NP":
        return None
    head = read.s.lowers[ch[first - 2].head]
    return head if cast.reading.grammar.singular.get(head, head) in words.reports else None


def _means_to(cast: Cast, source: Said | None, value: Factuality, option: Candidate) -> bool:
    """ "Ana Ruiz said she would sue": what somebody named says is planned is news, whoever "she" is."""
    named = source is not None and source.speaker is not None and cast.is_named(source.speaker)
    return named and value == "planned" and option.trigger.kind in _FILED | _STEPS


def _hedge(read: Read, clause: Clause, words: EventWords) -> str | None:
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


def _source(read: Read, trigger: Span, clause: Clause, said: list[Said]) -> Said | None:
    """The statement whose content holds the trigger, the innermost one."""
    inside = [
        x
        for x in said
        if any(part.holds(trigger) for part in [*x.content, *x.around]) and not x.trigger.overlap(trigger)
    ]
    return min(inside, key=lambda x: sum(p.end - p.start for p in x.content)) if inside else None


def _told(source: Said | None, times: tuple[Time, ...]) -> tuple[DateValue, Span] | None:
    if source is None or source.time is None:
        return None
    time = times[source.time]
    return (time.date, span_of(time)) if time.date is not None else None


def _speech_tokens(read: Read, source: Said | None) -> tuple[int, int] | None:
    """Tokens from the speaker to the end of the words of saying, in this sentence; times between them cut later."""
    if source is None or not source.cue:
        return None
    spans = [*source.speaker_spans, *source.cue]
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    if first < read.s.span.start or last > read.s.span.end:
        return None
    return read.s.at(first), read.s.at(last - 1) + 1


def _enough(
    cast: Cast,
    option: Candidate,
    taken: list[Taken],
    occurred: DateValue | None,
    value: Factuality,
    own: bool,
) -> bool:
    """A date or an agent; for words of many uses a date or a named agent. `own`: news in the page's own words ("an
    appeal has been filed") whose noun says what it is.
    """
    named = any(cast.is_named(k) or cast.is_public(k) for k, _, _ in taken)
    dated = occurred is not None and (occurred.earliest is not None or occurred.latest is not None)
    if option.trigger.kind == "statement" and not dated:
        return named and not option.trigger.weak
    if value in ("possible",) and not dated:
        return False
    if option.trigger.weak:
        return (dated and (bool(taken) or option.about)) or (
            named and any(p in ("actor", "target") for k, p, _ in taken if cast.is_named(k) or cast.is_public(k))
        )
    news = option.trigger.kind in _FILED or option.noun
    return dated or bool(taken) or (option.about and value == "occurred" and own and news)


def _told_beside(cast: Cast, option: Candidate, taken: list[Taken], value: Factuality) -> bool:
    """ "until Ana Ruiz was appointed", "when he fell ill": what another event is told by has happened too."""
    return value == "occurred" and not option.trigger.weak and any(cast.is_named(k) for k, _, _ in taken)


def _no_day(date: DateValue) -> bool:
    """ "asked for an answer by Friday", "no news since May": where a term ends or begins is no day it happened."""
    return date.earliest is None or (date.latest is None and date.extent == "throughout")


def _over(date: DateValue | None, published: DateValue | None) -> bool:
    """The date lies before the page was published: what is planned cannot have it."""
    if date is None or date.latest is None or published is None or published.earliest is None:
        return False
    return date.latest < published.earliest


def _nobody(read: Read, clause: Clause, taken: list[Taken]) -> bool:
    """The subject is a pronoun that stands for nobody known."""
    return _missing(clause, taken) and read.chunks[clause.subject[0]].pronoun


def _missing(clause: Clause, taken: list[Taken]) -> bool:
    return bool(clause.subject) and not any(c == clause.subject[0] for _, _, c in taken)


def _of_it(read: Read, clause: Clause) -> bool:
    """ "signed it": all that it happened to is a word that points elsewhere."""
    if clause.verb.passive or not clause.objects:
        return False
    chunk = read.chunks[clause.objects[0]]
    return len(clause.objects) == 1 and chunk.last - chunk.first == 1 and read.s.tags[chunk.head] in ("P", "D") and (
        read.s.lowers[chunk.head] in read.s.function.points
    )  # fmt: skip


def _pronoun_name(cast: Cast, i: int, clause: Clause, taken: list[Taken]) -> str:
    if not clause.subject:
        return ""
    chunk = clause.subject[0]
    if not cast.reading.sentences[i].chunks[chunk].pronoun:
        return ""
    key: Key | None = next((k for k, _, c in taken if c == chunk), None)
    return cast.name(key) if key is not None else ""


def _score(
    cast: Cast,
    option: Candidate,
    taken: list[Taken],
    occurred: DateValue | None,
    value: Factuality,
    source: Said | None,
    hedge: str | None,
    why: str,
    pronoun: str,
) -> tuple[float, str]:
    score = 0.55
    reasons = [f"“{option.word}” tells a {option.trigger.kind}", why]
    if occurred is not None:
        score += 0.2 if occurred.is_day else 0.12
        reasons.append(
            "dated in its own clause" if occurred.rule != "find.before" else "dated only by when it was told"
        )
    if any(cast.is_named(k) for k, _, _ in taken):
        score += 0.12
        reasons.append("somebody named takes part")
    elif taken:
        score += 0.05
        reasons.append("somebody described takes part")
    if option.trigger.weak:
        score -= 0.12
    if value == "possible":
        score -= 0.1
    if source is not None:
        score -= 0.05
        reasons.append(f"stands in what {source.speaker_name or 'somebody unnamed'} says")
    if hedge:
        score -= 0.1
        reasons.append(f"hedged by “{hedge}”")
    if pronoun:
        score -= 0.05
        reasons.append(f"the pronoun is taken for {pronoun}")
    return round(max(0.05, min(0.97, score)), 2), "; ".join(r for r in reasons if r)
