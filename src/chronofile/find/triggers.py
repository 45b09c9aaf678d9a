"""Triggers: the words of a sentence that may tell a main event, each with its kind and clause."""

from __future__ import annotations

import msgspec

from chronofile.find.clause import Clause
from chronofile.find.event_words import EventWords, Phrases, Trigger
from chronofile.find.lexicon import Grammar
from chronofile.find.reading import Read


class Candidate(msgspec.Struct):
    """`tokens` first and last (excluded) of the trigger; `clause` is an index; `noun`: a noun tells it.
    `about`: an event word stands beside the verb ("an appeal was rejected"). `cancelled`: the verb calls it off;
    `scheduled`: the verb sets a day for it.
    """

    clause: int
    tokens: tuple[int, int]
    trigger: Trigger
    word: str
    noun: bool = False
    about: bool = False
    cancelled: bool = False
    scheduled: bool = False


def candidates(read: Read, words: EventWords, grammar: Grammar) -> list[Candidate]:
    """One candidate a clause, in order: a phrase before a verb before a noun it carries."""
    found = []
    for index, clause in enumerate(read.clauses):
        if is_phrase(read, clause, words.not_events, grammar):
            continue
        made = (
            _called_off(read, index, clause, words, grammar)
            or _scheduled(read, index, clause, words, grammar)
            or _phrase(read, index, clause, words, grammar)
            or _carried(read, index, clause, words, grammar)
            or _verb(read, index, clause, words)
            or _subject(read, index, clause, words, grammar)
            or _alleged(read, index, clause, words)
        )
        if made:
            made.about = made.about or _about(read, clause, words, grammar) is not None
            found.append(made)
    return found


def _about(read: Read, clause: Clause, words: EventWords, grammar: Grammar, *, shared: bool = False) -> Trigger | None:
    """The event a subject or object names; a subject shared with the verb before counts only where it is asked for."""
    for c in [*clause.objects[:1], *([] if clause.shared and not shared else clause.subject[:1])]:
        lower = read.s.lowers[read.chunks[c].head]
        if trigger := words.nouns.get(grammar.singular.get(lower, lower)):
            return trigger
    return None


def _called_off(read: Read, index: int, clause: Clause, words: EventWords, grammar: Grammar) -> Candidate | None:
    """ "the hearing was cancelled", "called off the strike": the event of the noun, and that it is off."""
    if clause.verb.lemma not in words.cancelled:
        return None
    trigger = _about(read, clause, words, grammar)
    head = clause.verb.head
    return Candidate(index, (head, head + 1), trigger, clause.verb.lemma, cancelled=True) if trigger else None


def _scheduled(read: Read, index: int, clause: Clause, words: EventWords, grammar: Grammar) -> Candidate | None:
    """ "the trial has been scheduled for May", "a hearing is set for Monday": the event of the noun, to come."""
    if clause.verb.lemma not in words.scheduling or not clause.verb.passive or not clause.times:
        return None
    made = _noun(read, index, clause.subject[0], words, grammar) if clause.subject and not clause.shared else None
    head = clause.verb.head
    return msgspec.structs.replace(made, tokens=(head, head + 1), scheduled=True) if made else None


def _verb(read: Read, index: int, clause: Clause, words: EventWords) -> Candidate | None:
    trigger = words.verbs.get(clause.verb.lemma)
    if trigger is None or (clause.verb.lemma in words.office_named and not _gives_office(clause, words)):
        return None
    head = clause.verb.head
    return Candidate(index, (head, head + 1), trigger, clause.verb.lemma)


def _gives_office(clause: Clause, words: EventWords) -> bool:
    """ "named Ana Ruiz ambassador", "was named to the board", not "did not name the men"."""
    joined = [w for w, _ in clause.preps if w in words.to_office]
    return bool(joined) or len(clause.objects) > 1 or (clause.verb.passive and bool(clause.objects))


def _phrase(read: Read, index: int, clause: Clause, words: EventWords, grammar: Grammar) -> Candidate | None:
    """ "called off", "swore in", "filed a lawsuit", "was found dead", "ran aground", "was taken to …"."""
    for phrases, suffered in ((words.phrases, False), (words.suffered, True)):
        for rest, trigger in phrases.get(clause.verb.lemma, ()):
            end = _phrase_end(read, clause, rest, grammar)
            if not end or (suffered and not (clause.verb.passive or clause.objects)):
                continue
            named = trigger.kind == "other" and _about(read, clause, words, grammar, shared=True)
            word = " ".join((clause.verb.lemma, *rest))
            return Candidate(index, (clause.verb.head, end), named or trigger, word, about=bool(named))
    return None


def is_phrase(read: Read, clause: Clause, phrases: Phrases, grammar: Grammar) -> bool:
    """The clause's verb and what follows it are one of these phrases."""
    return any(_phrase_end(read, clause, rest, grammar) for rest, _ in phrases.get(clause.verb.lemma, ()))


def _phrase_end(read: Read, clause: Clause, rest: tuple[str, ...], grammar: Grammar) -> int:
    """Token behind the words of the phrase that stand together, 0 where the clause does not have them.

    A noun at the end may be the object ("filed a new lawsuit") or the subject of the passive; a preposition in front of
    it may stand behind the object ("took the men to hospital").
    """
    s, head = read.s, clause.verb.head
    if tuple(s.lowers[head + 1 : head + 1 + len(rest)]) == rest:
        return head + 1 + len(rest)

    def heads(chunks: list[int]) -> list[str]:
        lowers = [s.lowers[read.chunks[c].head] for c in chunks]
        return [grammar.singular.get(lower, lower) for lower in lowers]

    *before, last = rest
    if before and tuple(s.lowers[head + 1 : head + 1 + len(before)]) != tuple(before):
        return _behind_object(read, clause, rest)
    passive = clause.subject[:1] if clause.verb.passive else []
    led = [k for w, k in clause.preps if before and w == before[-1]]
    if last in heads([*clause.objects, *passive, *led]):
        return head + 1
    return _behind_object(read, clause, rest)


def _behind_object(read: Read, clause: Clause, rest: tuple[str, ...]) -> int:
    """ "took its crew to …", "took the men to a hospital"."""
    s = read.s
    for word, c in clause.preps if clause.objects else []:
        first = read.chunks[c].first
        if word == rest[0] and tuple(s.lowers[first - 1 : first - 1 + len(rest)]) == rest:
            return clause.verb.head + 1
    return 0


def _carried(read: Read, index: int, clause: Clause, words: EventWords, grammar: Grammar) -> Candidate | None:
    """ "held a meeting", "launched an attack", "an attack was launched": the object tells what happened."""
    if clause.verb.lemma not in words.carriers:
        return None
    if clause.verb.passive:
        return _subject(read, index, clause, words, grammar)
    carried = clause.objects[:1] or [c for w, c in clause.preps[:1] if w in words.carried_by]
    made = _noun(read, index, carried[0], words, grammar) if carried else None
    head = clause.verb.head
    return msgspec.structs.replace(made, tokens=(head, head + 1)) if made else None


def _subject(read: Read, index: int, clause: Clause, words: EventWords, grammar: Grammar) -> Candidate | None:
    """ "the hearing was held", "the attack happened", "an explosion followed"."""
    known = words.carriers if clause.verb.passive else words.befalls
    if clause.verb.lemma not in known or not clause.subject or clause.shared:
        return None
    made = _noun(read, index, clause.subject[0], words, grammar)
    head = clause.verb.head
    return msgspec.structs.replace(made, tokens=(head, head + 1)) if made else None


def _alleged(read: Read, index: int, clause: Clause, words: EventWords) -> Candidate | None:
    """ "Friends allege he drank tea with poison in it": what somebody is said to have done, whatever it is."""
    if clause.kind != "complement" or clause.governor < 0 or clause.verb.passive or not clause.objects:
        return None
    helpers = read.s.function.helper_lemmas.values()
    if read.clauses[clause.governor].verb.lemma not in words.alleging or clause.verb.lemma in helpers:
        return None
    head = clause.verb.head
    return Candidate(index, (head, head + 1), Trigger("other", True), clause.verb.lemma)


def _noun(read: Read, index: int, c: int, words: EventWords, grammar: Grammar) -> Candidate | None:
    head = read.chunks[c].head
    lower = read.s.lowers[head]
    trigger = words.nouns.get(grammar.singular.get(lower, lower))
    if trigger is None:
        return None
    return Candidate(index, (head, head + 1), trigger, lower, noun=True)
