"""Triggers: the words of a sentence that may tell a main event, each with its kind and clause."""

from __future__ import annotations

import msgspec

from chronofile.find.clauses import Clause
from chronofile.find.event_words import EventWords, Trigger
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
        made = (
            _called_off(read, index, clause, words, grammar)
            or _phrase(read, index, clause, words, grammar)
            or _carried(read, index, clause, words, grammar)
            or _verb(read, index, clause, words)
            or _subject(read, index, clause, words, grammar)
        )
        if made:
            made.about = _about(read, clause, words, grammar) is not None
            found.append(made)
    return found


def _about(read: Read, clause: Clause, words: EventWords, grammar: Grammar) -> Trigger | None:
    """The event a subject or object names."""
    for c in [*clause.objects[:1], *([] if clause.shared else clause.subject[:1])]:
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
    """ "called off", "swore in", "filed a lawsuit", "was found dead", "ran aground"."""
    wanted = words.phrases.get(clause.verb.lemma)
    if not wanted:
        return None
    s, head = read.s, clause.verb.head
    for phrase, trigger in wanted.items():
        parts = phrase.split()
        if len(parts) == 1:
            for at in range(head + 1, min(head + 2, len(s))):
                if s.lowers[at] == parts[0]:
                    return Candidate(index, (head, at + 1), trigger, f"{clause.verb.lemma} {phrase}")
            for c in clause.objects:
                at = read.chunks[c].head
                if grammar.singular.get(s.lowers[at], s.lowers[at]) == parts[0]:
                    return Candidate(index, (head, head + 1), trigger, f"{clause.verb.lemma} {phrase}")
            if clause.verb.passive and clause.subject:
                at = read.chunks[clause.subject[0]].head
                if grammar.singular.get(s.lowers[at], s.lowers[at]) == parts[0]:
                    return Candidate(index, (head, head + 1), trigger, f"{clause.verb.lemma} {phrase}")
        elif s.lowers[head + 1 : head + 1 + len(parts)] == parts:
            return Candidate(index, (head, head + 1 + len(parts)), trigger, f"{clause.verb.lemma} {phrase}")
    return None


def _carried(read: Read, index: int, clause: Clause, words: EventWords, grammar: Grammar) -> Candidate | None:
    """ "held a meeting", "launched an attack", "made an announcement": the object tells what happened."""
    if clause.verb.lemma not in words.carriers or clause.verb.passive or not clause.objects:
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
