"""Triggers: the words of a sentence that may tell a main event, each with its kind and clause."""

from __future__ import annotations

import msgspec

from chronofile.find.clauses import Clause
from chronofile.find.event_words import EventWords, Phrases, Trigger
from chronofile.find.lexicon import Grammar
from chronofile.find.reading import Read


class Candidate(msgspec.Struct):
    """`tokens` first and last (excluded) of the trigger; `clause` is an index; `noun`: a noun tells it.
    `about`: an event word stands beside the verb ("an appeal was rejected"). `cancelled`: the verb calls it off.
    """

    clause: int
    tokens: tuple[int, int]
    trigger: Trigger
    word: str
    noun: bool = False
    about: bool = False
    cancelled: bool = False


def candidates(read: Read, words: EventWords, grammar: Grammar) -> list[Candidate]:
    """One candidate a clause, in order: a phrase before a verb before a noun it carries."""
    found = []
    for index, clause in enumerate(read.clauses):
        if is_phrase(read, clause, words.not_events, grammar):
            continue
        made = (
            _called_off(read, index, clause, words, grammar)
            or _phrase(read, index, clause, words, grammar)
            or _carried(read, index, clause, words, grammar)
            or _verb(read, index, clause, words)
            or _subject(read, index, clause, words, grammar)
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


def _verb(read: Read, index: int, clause: Clause, words: EventWords) -> Candidate | None:
    trigger = words.verbs.get(clause.verb.lemma)
    if trigger is None:
        return None
    head = clause.verb.head
    return Candidate(index, (head, head + 1), trigger, clause.verb.lemma)


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
        made = _subject(read, index, clause, words, grammar)
        head = clause.verb.head
        return msgspec.structs.replace(made, tokens=(head, head + 1)) if made else None
    if not clause.objects:
        return None
    return _noun(read, index, clause.objects[0], words, grammar)


def _subject(read: Read, index: int, clause: Clause, words: EventWords, grammar: Grammar) -> Candidate | None:
    """ "the hearing was held", "the attack happened", "an explosion followed"."""
    if clause.verb.lemma not in words.carriers or not clause.subject or clause.shared:
        return None
    return _noun(read, index, clause.subject[0], words, grammar)


def _noun(read: Read, index: int, c: int, words: EventWords, grammar: Grammar) -> Candidate | None:
    head = read.chunks[c].head
    lower = read.s.lowers[head]
    trigger = words.nouns.get(grammar.singular.get(lower, lower))
    if trigger is None:
        return None
    return Candidate(index, (head, head + 1), trigger, lower, noun=True)
