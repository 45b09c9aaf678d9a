"""Clauses: each verb group of a sentence with its subject, objects, prepositional phrases and times.

A shallow reading, left to right and in linear time: no tree, but who stands on which side of which verb, with
appositions, relative clauses and bare participles ("the soldiers captured in May have …") seen for what they are.
"""

from __future__ import annotations

from chronofile.find.chunks import Chunk
from chronofile.find.clause import Clause
from chronofile.find.participles import REACH, decide_participles, finite
from chronofile.find.subjects import place_subject
from chronofile.find.tokens import Sentence


def clauses(s: Sentence, ch: list[Chunk], speech: frozenset[str], zero_that: frozenset[str]) -> list[Clause]:
    """All clauses in order of their verbs. `speech` are lemmas that take a clause without "that"."""
    verbs = [i for i, c in enumerate(ch) if c.kind == "VG"]
    decide_participles(s, ch, verbs, speech, zero_that)
    made: list[Clause] = []
    for order, at in enumerate(verbs):
        verb = ch[at].verb
        assert verb is not None
        clause = Clause(at=at, verb=verb, start=at)
        place_subject(s, ch, made, clause, speech)
        following = verbs[order + 1] if order + 1 < len(verbs) else len(ch)
        _right_side(s, ch, clause, following)
        made.append(clause)
    _times(s, ch, made)
    return made


def _right_side(s: Sentence, ch: list[Chunk], clause: Clause, following: int) -> None:
    i = clause.at + 1
    stop = min(following, clause.at + REACH)
    while i < stop:
        c = ch[i]
        if c.kind == "NP":
            if i + 1 == following and finite(ch[following] if following < len(ch) else c) and ch[i - 1].kind != "I":
                break
            clause.objects.append(i)
        elif c.kind == "I" and i + 1 < stop and ch[i + 1].kind == "NP":
            i = _prepositional(s, ch, clause, i, stop)
            continue
        elif c.kind == "C":
            if not (
                i + 1 < stop and ch[i + 1].kind == "NP" and clause.objects and not _starts_clause(ch, i + 1, following)
            ):
                break
        elif c.kind == ",":
            if not (
                i + 1 < stop and ch[i + 1].kind in ("NP", "I", "TM", "C") and not _starts_clause(ch, i + 1, following)
            ):
                break
            if ch[i + 1].kind == "NP" and not _list_goes_on(ch, i + 1, stop):
                i += 2
                while i + 1 < stop and ch[i].kind == "I" and ch[i + 1].kind == "NP":
                    i += 2  # "appointed Ana Ruiz, a lawyer from Oslo": the phrase belongs to the lawyer.
                continue
        elif c.kind in ("S", "W", ":", "QUOTE"):
            break
        i += 1
    clause.end = max(i, clause.at + 1)


def _prepositional(s: Sentence, ch: list[Chunk], clause: Clause, i: int, stop: int) -> int:
    """One preposition with its noun phrases, joined ones included; returns the index behind them."""
    word = s.lowers[ch[i].first]
    clause.preps.append((word, i + 1))
    i += 2
    while i + 1 < stop and ch[i].kind == "C" and ch[i + 1].kind == "NP" and not _starts_clause(ch, i + 1, stop):
        clause.preps.append((word, i + 1))
        i += 2
    return i


def _starts_clause(ch: list[Chunk], at: int, following: int) -> bool:
    """The noun phrase at `at` is the subject of the next finite verb."""
    if following >= len(ch) or not finite(ch[following]):
        return False
    return all(ch[k].kind in ("NP", "I", "R", "TM", "PAR", "C") for k in range(at, following)) and following - at < 8


def _list_goes_on(ch: list[Chunk], at: int, stop: int) -> bool:
    """After a comma a noun phrase belongs to a list only when "and" closes it; else it is an apposition."""
    for i in range(at, min(stop, at + 12)):
        if ch[i].kind == "C":
            return i + 1 < stop and ch[i + 1].kind == "NP"
        if ch[i].kind not in ("NP", ",", "I"):
            return False
    return False


def _times(s: Sentence, ch: list[Chunk], made: list[Clause]) -> None:
    """Each time goes to the verb on its left in the same stretch, a leading one to the first verb on its right."""
    for i, c in enumerate(ch):
        if c.kind != "TM":
            continue
        left = next((k for k in range(len(made) - 1, -1, -1) if made[k].at < i), None)
        right = next((k for k in range(len(made)) if made[k].at > i and made[k].verb.finite), None)
        owner = left
        if left is not None and right is not None and _between_subject_and_verb(ch, made[right], i):
            inside = made[left].kind in ("participle", "relative") and made[right].subject[-1] < made[left].at
            owner = left if inside else right
        elif left is not None and any(ch[k].kind in ("S", "W", ":", "QUOTE") for k in range(made[left].at + 1, i)):
            owner = right if right is not None else left
        elif (left is not None and right is not None and _leads(ch, made[right], i, made[left].at)) or left is None:
            owner = right
        if owner is None and made:
            owner = 0
        if owner is not None:
            made[owner].times.append(i)


def _between_subject_and_verb(ch: list[Chunk], clause: Clause, i: int) -> bool:
    return bool(clause.subject) and not clause.shared and clause.subject[-1] < i < clause.at


def _leads(ch: list[Chunk], clause: Clause, i: int, left: int) -> bool:
    """ ", and on Friday X did": the time stands behind a joining mark and before the next verb's subject."""
    if not clause.subject or clause.shared or clause.subject[0] < i:
        return False
    k = i - 1
    while k > left and ch[k].kind in ("I", "R"):
        k -= 1
    return k > left and ch[k].kind in ("C", ",", "S") and all(
        ch[m].kind in ("TM", "I", ",", "R", "NP") for m in range(i, clause.subject[0])
    )  # fmt: skip
