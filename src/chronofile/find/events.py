"""Events: the main events of a page, each in its sentence, with the right date, place, people and who says so."""

from __future__ import annotations

import msgspec

from chronofile.find.cast import Cast, Key
from chronofile.find.clause import Clause
from chronofile.find.embedded import embedded
from chronofile.find.event_days import EventDays
from chronofile.find.event_times import before, own_time, planned_time, span_of
from chronofile.find.event_voice import hedge_of, reported, source_of, speech_tokens, told_when
from chronofile.find.event_words import EventWords, event_words
from chronofile.find.factuality import HANGS, factuality
from chronofile.find.happening import Grounds, Happening, scored
from chronofile.find.headlines import headline
from chronofile.find.importance import importance
from chronofile.find.newsworthy import (
    enough,
    means_to,
    missing,
    nobody,
    of_a_place,
    of_it,
    only_says,
    stated,
    told_beside,
)
from chronofile.find.parts import Taken, parts, place, quantities
from chronofile.find.positions import STANCE
from chronofile.find.reading import Read
from chronofile.find.said import BELIEF, Said
from chronofile.find.subjects import is_sure
from chronofile.find.triggers import Candidate, candidates
from chronofile.model import DateValue, Factuality


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
    lead: dict[int, int] = {}
    for i, read in enumerate(cast.reading.sentences):
        if body and read.s.role in ("headline", "heading"):
            continue
        lead[i] = len(lead) + 1
        found += _sentence(cast, words, i, read, by_sentence.get(i, []))
    for happening in found:
        _date_from_elsewhere(days, cast.reading.sentences[happening.sentence], happening, found)
        happening.importance, happening.importance_reason = importance(cast, happening, lead[happening.sentence])
    return found


def _date_from_elsewhere(days: EventDays, read: Read, happening: Happening, others: list[Happening]) -> None:
    """The day of another mention of it, with one of its people, for what the page itself tells as past without one.

    What is said is said anew each time.
    """
    if (
        happening.kind == "statement"
        or happening.occurred is not None
        or happening.factuality != "occurred"
        or happening.said_by is not None
    ):
        return
    found = days.elsewhere(happening.sentence, read.s.at(happening.trigger.start))
    if found is None or found.time is None:
        return
    people = {key for key, _, _ in happening.parts}
    span = span_of(found.time)
    if any(x.time == span and x.kind == happening.kind and people & {key for key, _, _ in x.parts} for x in others):
        happening.occurred, happening.time = found.date, span
        happening.reason += f"; {found.reason}"


def _sentence(cast: Cast, words: EventWords, i: int, read: Read, said: list[Said]) -> list[Happening]:
    found: list[Happening] = []
    options = candidates(read, words, cast.reading.grammar)
    judged: dict[int, tuple[Factuality, str]] = {}
    for option in options:
        value, why = factuality(read, read.clauses[option.clause], words)
        if option.cancelled and value in ("occurred", "ongoing"):
            value, why = "cancelled", f"“{read.clauses[option.clause].verb.lemma}”"
        if option.scheduled and value in ("occurred", "ongoing"):
            value, why = "planned", f"“{read.clauses[option.clause].verb.lemma}”"
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
    if option.word in words.only_people and not _suffered_by_people(cast, i, clause):
        return None
    option = _by_whom(cast, words, i, option, clause)
    times = cast.reading.article.times
    trigger = read.s.stretch(*option.tokens)
    time = own_time(read, clause, times, eventful, words)
    if option.word in words.only_dated and (time is None or time.date is None):
        return None
    if time is None and value == "cancelled":
        time = planned_time(read, clause, times)
    source = source_of(read, trigger, clause, said)
    if source is not None and source.rule == BELIEF:
        return None
    hangs = embedded(cast, i, read, clause) if source is None else None
    if hangs is not None and hangs.kind == "belief":
        return None
    if hangs is not None and hangs.kind == "denied" and value in ("occurred", "ongoing"):
        value, why = "denied", "what somebody denies"
    told = told_when(source, times)
    taken = parts(cast, i, clause, option.trigger.kind, words)
    if (
        clause.kind in ("participle", "ing")
        and time is None
        and not (read.s.role == "caption" and clause.governor == -1)
    ):
        return None
    if only_says(option, trigger, taken, said) or of_a_place(cast, i, read, clause):
        return None
    if clause.kind == "relative" and time is None and not any(cast.is_named(k) for k, _, _ in taken):
        return None
    if clause.kind == "adverbial" and time is None and not told_beside(cast, option, taken, value):
        return None
    published = cast.reading.article.published
    if time is not None and value == "occurred" and (_no_day(time.date) or _to_come(time.date, published)):
        time = None
    if time is not None and value == "planned" and _over(time.date, published):
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
    own = source is None and clause.kind == "main" and (clause.verb.passive or option.noun) and value == "occurred"
    where = place(cast, i, clause, option.trigger.kind, words)
    there = where is not None and own
    told_so = source is not None and bool(source.speaker_name) and option.noun is False
    told_so = told_so and (not option.trigger.weak or stated(cast, source, clause))
    told_so = told_so and value in ("occurred", "denied") and option.trigger.kind != "statement"
    told_so = told_so or means_to(cast, source, value, option)
    told_so = told_so or (why == HANGS and any(cast.is_named(k) for k, _, _ in taken))
    if not there and not told_so and not enough(cast, option, taken, occurred, value, own):
        return None
    hedge = hedge_of(read, clause, words)
    said_by = source.speaker_name or None if source else None
    if source is not None and not said_by:
        said_by = None
        if value == "occurred":
            value, why = "possible", "said by somebody unnamed"
    if said_by is None:
        said_by = hedge or (hangs.who if hangs else None) or reported(cast, i, clause, words)
    told_by_name = (
        source is not None and bool(said_by) and (occurred is not None or means_to(cast, source, value, option))
    )
    if nobody(read, clause, taken) and (option.trigger.weak or occurred is None) and not told_by_name:
        return None
    if of_it(read, clause) or (missing(clause, taken) and read.s.tags[read.chunks[clause.subject[0]].head] == "D"):
        return None  # "signed it", "both will be questioned": no reader of one line can follow.
    for key, _, c in taken:
        cast.use(key, i, c)
    pronoun = _pronoun_name(cast, i, clause, taken)
    if source is not None and pronoun == source.speaker_name:
        pronoun = ""
    tells = option.trigger.kind == "statement"
    text = headline(read, cast.reading.page, clause, speech_tokens(read, source), pronoun, tells)
    if value == "ongoing" and occurred is None and not taken:
        return None
    doer = bool(clause.subject) and any(c in clause.subject for _, _, c in taken)
    apart = doer and not is_sure(read.s, read.chunks, clause)
    score, reason = scored(cast, Grounds(option, taken, occurred, value, why, source, hedge, pronoun, apart))
    return Happening(
        i, trigger, option.trigger.kind, text, value, occurred, span, where, taken,
        quantities(cast, i, clause, words), said_by, f"event.{option.trigger.kind}", score, reason, why,
    )  # fmt: skip


def _suffered_by_people(cast: Cast, i: int, clause: Clause) -> bool:
    suffers = clause.subject if clause.verb.passive or clause.kind == "participle" else clause.objects
    key = cast.of_chunk(i, suffers[0]) if suffers else None
    return key is not None and cast.is_person(key)


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


def _no_day(date: DateValue | None) -> bool:
    """ "asked for an answer by Friday", "no news since May": where a term ends or begins is no day it happened."""
    if date is None:
        return False
    return date.earliest is None or (date.latest is None and date.extent == "throughout")


def _over(date: DateValue | None, published: DateValue | None) -> bool:
    """The date lies before the page was published: what is planned cannot have it."""
    if date is None or date.latest is None or published is None or published.earliest is None:
        return False
    return date.latest < published.earliest


def _to_come(date: DateValue | None, published: DateValue | None) -> bool:
    """The date lies behind publication: what has happened cannot have it ("held until the hearing on April 5")."""
    if date is None or published is None:
        return False
    first, last = date.first_day, published.last_day
    return first is not None and last is not None and first > last


def _pronoun_name(cast: Cast, i: int, clause: Clause, taken: list[Taken]) -> str:
    if not clause.subject:
        return ""
    chunk = clause.subject[0]
    if not cast.reading.sentences[i].chunks[chunk].pronoun:
        return ""
    key: Key | None = next((k for k, _, c in taken if c == chunk), None)
    return cast.name(key) if key is not None else ""
