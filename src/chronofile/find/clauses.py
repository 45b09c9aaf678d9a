"""Clauses: each verb group of a sentence with its subject, objects, prepositional phrases and times.

A shallow reading, left to right and in linear time: no tree, but who stands on which side of which verb, with
appositions, relative clauses and bare participles ("the soldiers captured in May have …") seen for what they are.
"""

from __future__ import annotations

import msgspec

from chronofile.find.chunks import Chunk, VerbGroup
from chronofile.find.participles import REACH, decide_participles, finite, object_relative
from chronofile.find.tokens import Sentence


class Clause(msgspec.Struct):
    """`subject` and `objects` are indexes of noun-phrase chunks, joined ones side by side; `preps` pairs of a
    preposition (lower case) and the index of its noun phrase; `times` chunk indexes. `at` is the verb's chunk.
    `kind`: main, complement, relative, adverbial, participle (bare, passive in sense), ing, infinitive.
    `governor` is the index of the clause this one hangs on, -1 for none. `end` is the chunk where it stops, excluded.
    """

    at: int
    verb: VerbGroup
    kind: str = "main"
    governor: int = -1
    subject: list[int] = []
    shared: bool = False
    objects: list[int] = []
    preps: list[tuple[str, int]] = []
    times: list[int] = []
    inverted: bool = False
    start: int = 0
    end: int = 0


def clauses(s: Sentence, ch: list[Chunk], speech: frozenset[str], zero_that: frozenset[str]) -> list[Clause]:
    """All clauses in order of their verbs. `speech` are lemmas that take a clause without "that"."""
    verbs = [i for i, c in enumerate(ch) if c.kind == "VG"]
    decide_participles(s, ch, verbs, speech, zero_that)
    made: list[Clause] = []
    for order, at in enumerate(verbs):
        verb = ch[at].verb
        assert verb is not None
        clause = Clause(at=at, verb=verb, start=at)
        _kind(s, ch, made, clause, speech)
        following = verbs[order + 1] if order + 1 < len(verbs) else len(ch)
        _right_side(s, ch, clause, following)
        made.append(clause)
    _times(s, ch, made)
    return made


# -- what stands before the verb


def _kind(s: Sentence, ch: list[Chunk], made: list[Clause], clause: Clause, speech: frozenset[str]) -> None:
    verb, at = clause.verb, clause.at
    last_finite = next((i for i in range(len(made) - 1, -1, -1) if made[i].verb.finite), -1)
    clause.governor = len(made) - 1
    if verb.infinitive:
        clause.kind = "infinitive"
        if made:
            clause.subject, clause.shared = made[-1].subject, True
        return
    if verb.finite is False:
        clause.kind = "ing" if verb.form == "ing" else "participle"
        _participle(s, ch, made, clause, last_finite)
        return
    j, through, closed = at - 1, False, False
    pending: list[int] = []
    while j >= 0 and at - j < REACH:
        c = ch[j]
        if c.kind in ("R", "PAR"):
            j -= 1
        elif c.kind == "TM":
            j -= 2 if j and ch[j - 1].kind == "I" else 1
        elif c.kind == "NP":
            if j and ch[j - 1].kind == "I":
                pending.append(j)
                j -= 2
                continue
            if (
                j >= 4
                and ch[j - 1].pronoun
                and ch[j - 2].kind == "I"
                and ch[j - 3].kind == ","
                and ch[j - 4].kind == "NP"
            ):
                j -= 4  # "three others, among them the skipper, were": an aside.
                continue
            joined = j >= 4 and ch[j - 1].kind == "C" and ch[j - 2].kind == "NP"
            if joined and ch[j - 3].kind == "I" and ch[j - 4].kind == "NP" and _two_names(s, ch, j):
                clause.subject = [j - 4, j]
                clause.start = j - 4
                break
            if joined and ch[j - 3].kind == "I" and ch[j - 4].kind == "NP" and not _told(ch, j - 2, speech):
                pending.append(j)
                j -= 4
                continue
            if closed and j >= 2 and ch[j - 1].kind == "," and _explains(s, ch, j):
                j -= 2
            clause.subject = _joined(ch, j, speech)
            if closed and clause.subject[0] >= 2 and _explains(s, ch, clause.subject[0]):
                clause.subject = [clause.subject[0] - 2]
            clause.start = clause.subject[0]
            break
        elif c.kind == ",":
            k = _apposition(ch, j)
            if k is None and closed and pending and j and ch[j - 1].kind == "NP":
                j, pending = j - 1, []  # "Ana Ruiz, of Vigo, Spain, said": behind the name.
                continue
            closed = True
            if k is None:
                if j and ch[j - 1].kind == "QUOTE":
                    break
                pending = []
                break
            j = k
        elif c.kind == "W":
            clause.kind = "relative"
            k = j - 1
            while k >= 0 and ch[k].kind in (",", "I", "R", "TM"):
                k -= 1
            clause.subject = [k] if k >= 0 and ch[k].kind == "NP" else []
            clause.start = j
            if pending or s.lowers[c.first] in s.function.whom:
                clause.subject = pending[-1:] or clause.subject
            break
        elif c.finite and j == at - 1 and j >= 2 and ch[j - 1].kind == "NP" and ch[j - 2].kind == "NP":
            clause.subject, clause.start = [j - 2], j - 2  # "all the experts I asked said"
            break
        elif c.bare and (pending or j < at - 1 or through or (c.verb is not None and c.verb.form != "ing")):
            through = True
            j -= 1
        elif c.kind == "C" and j and ch[j - 1].kind == "R" and j + 1 < at and ch[j + 1].kind == "R":
            j -= 1
        elif c.kind == "C":
            if pending and j and ch[j - 1].kind == "NP":
                j -= 1
                continue
            _share(made, clause, _outer(ch, made, clause, last_finite, speech))
            break
        else:
            break
    if not clause.subject and not clause.shared and last_finite >= 0 and _coordinated(ch, at):
        _share(made, clause, _outer(ch, made, clause, last_finite, speech))
    _attach(s, ch, made, clause, last_finite, speech)


def _participle(s: Sentence, ch: list[Chunk], made: list[Clause], clause: Clause, last_finite: int) -> None:
    at = clause.at
    before = ch[at - 1] if at else None
    if before is not None and before.kind == "NP":
        clause.subject = [_chain_head(ch, at - 1) if clause.kind == "ing" else at - 1]
    elif (
        before is not None
        and before.kind == ","
        and at >= 2
        and clause.kind == "participle"
        and ch[at - 2].kind == "NP"
    ):
        clause.subject = [_chain_head(ch, at - 2)]
    elif last_finite >= 0:
        clause.subject, clause.shared = made[last_finite].subject, True
        governor = made[last_finite]
        if clause.kind == "ing" and governor.objects and at - 2 == governor.objects[-1] and _of_object(s, before):
            clause.subject, clause.shared = [governor.objects[0]], False
    if last_finite < 0:
        clause.governor = -1


def _of_object(s: Sentence, before: Chunk | None) -> bool:
    """ "accused the guards of beating him": the guards are to have done it, not who accuses them."""
    return before is not None and before.kind == "I" and s.lowers[before.first] in s.function.of_object


def _chain_head(ch: list[Chunk], j: int) -> int:
    """ "Rep. X of the Y party meeting": the first noun phrase of a chain joined by prepositions."""
    while j >= 2 and ch[j - 1].kind == "I" and ch[j - 2].kind == "NP":
        j -= 2
    return j


def _joined(ch: list[Chunk], j: int, speech: frozenset[str]) -> list[int]:
    """A noun phrase with those joined to its left by "and" or commas."""
    group = [j]
    while j >= 2 and ch[j - 1].kind == "C" and ch[j - 2].kind == "NP":
        k = j - 2
        if (k and ch[k - 1].kind == "I") or _told(ch, k, speech):
            break
        group.insert(0, k)
        j = k
    return group


def _explains(s: Sentence, ch: list[Chunk], j: int) -> bool:
    """ "Ana Ruiz, a lawyer": a noun phrase with an article right behind a name and a comma."""
    return (
        j >= 2
        and ch[j - 1].kind == ","
        and ch[j - 2].kind == "NP"
        and s.tags[ch[j].first] == "D"
        and s.tags[ch[j - 2].head] == "NP"
        and not (j >= 3 and ch[j - 3].kind == "I")
    )


def _two_names(s: Sentence, ch: list[Chunk], j: int) -> bool:
    """ "Ana Ruiz of Spain and Petra Vance of Norway": two names, each with its own "of"."""
    own = j + 1 < len(ch) and ch[j + 1].kind == "I"
    return own and s.tags[ch[j].head] == "NP" and s.tags[ch[j - 4].head] == "NP"


def _told(ch: list[Chunk], k: int, speech: frozenset[str]) -> bool:
    """The noun phrase `k` already belongs to a finite verb on its left, so that what "and" adds starts a clause."""
    for i in range(k, max(-1, k - 12), -1):
        verb = ch[i].verb
        if verb is not None:
            return bool(verb.finite) and verb.lemma not in speech
        if ch[i].kind not in ("NP", "I", "TM", "R", "PAR"):
            return False
    return False


def _apposition(ch: list[Chunk], j: int) -> int | None:
    """Index before the comma that opens what the comma at `j` closes, when a noun phrase stands before it."""
    for i in range(j - 1, max(-1, j - REACH // 2), -1):
        kind = ch[i].kind
        if kind == ",":
            if (
                i
                and ch[i - 1].kind in ("NP", "PAR", "TM")
                and i + 1 < j
                and ch[i + 1].kind in ("NP", "W", "VG", "R", "I", "S", "TM")
            ):
                inner = ch[i + 1]
                if inner.finite:
                    return None
                return i - 1
            return None
        if kind in (":", "QUOTE"):
            return None
    return None


def _share(made: list[Clause], clause: Clause, last_finite: int) -> None:
    if last_finite >= 0:
        clause.subject, clause.shared = made[last_finite].subject, True
        if made[last_finite].verb.passive and _bare_participle(clause.verb):
            clause.verb.passive = True  # "was arrested and taken to Oslo"
        clause.kind = made[last_finite].kind
        clause.governor = made[last_finite].governor


def _bare_participle(verb: VerbGroup) -> bool:
    return verb.form in ("past-or-participle", "participle") and not (verb.perfect or verb.modal or verb.progressive)


def _set_apart(ch: list[Chunk], told: Clause, speech: frozenset[str]) -> bool:
    """ "She asked nine times, the ministry said, and was refused": words of saying between two commas."""
    first = min([told.at, *told.subject])
    return (
        told.verb.lemma in speech
        and not told.shared
        and first > 0
        and ch[first - 1].kind == ","
        and told.at + 1 < len(ch)
        and ch[told.at + 1].kind == ","
    )


def _outer(ch: list[Chunk], made: list[Clause], clause: Clause, last_finite: int, speech: frozenset[str]) -> int:
    """ "says that … and adds …": a second verb of saying goes on with the speaker, not with what is said."""
    if last_finite > 0 and _set_apart(ch, made[last_finite], speech):
        before = next((k for k in range(last_finite - 1, -1, -1) if made[k].verb.finite), -1)
        return before if before >= 0 else last_finite
    if last_finite >= 0 and clause.verb.lemma in speech and made[last_finite].kind == "complement":
        governor = made[last_finite].governor
        if governor >= 0 and made[governor].verb.lemma in speech and made[governor].verb.past == clause.verb.past:
            return governor
    return last_finite


def _coordinated(ch: list[Chunk], at: int) -> bool:
    """ ", announced …" or "and announced …" goes on with the subject before."""
    k = at - 1
    while k >= 0 and ch[k].kind in ("R", "TM", "I"):
        k -= 1
    return k >= 0 and ch[k].kind in ("C", ",")


def _attach(
    s: Sentence, ch: list[Chunk], made: list[Clause], clause: Clause, last_finite: int, speech: frozenset[str]
) -> None:
    """Main, complement ("said that …") or adverbial ("after …") by the mark before the subject."""
    if clause.kind == "relative" or clause.shared:
        return
    antecedent = object_relative(s, ch, clause.start)
    if antecedent is not None and clause.verb.finite and not clause.verb.passive:
        clause.kind = "relative"
        clause.objects = [*_joined(ch, antecedent, speech), *clause.objects]
        return
    k = clause.start - 1
    while k >= 0 and ch[k].kind in ("R", "TM", "I"):
        k -= 1
    mark = ch[k] if k >= 0 else None
    word = s.lowers[mark.first] if mark else ""
    if mark is not None and mark.kind == "S":
        clause.kind = "complement" if word in s.function.that else "adverbial"
        clause.governor = last_finite
    elif mark is not None and mark.kind == "VG" and last_finite >= 0:
        left = mark.verb.lemma if mark.verb else ""
        clause.kind = "complement" if left in speech else "adverbial" if left else "main"
    elif last_finite >= 0 and word not in s.function.contrast and _inside_complement(ch, made[last_finite], k):
        clause.kind = "complement"
        clause.governor = made[last_finite].governor
    else:
        clause.governor = -1


def _inside_complement(ch: list[Chunk], before: Clause, k: int) -> bool:
    """ "said that A did x and B did y": what "and" joins to a complement is one too."""
    return before.kind == "complement" and k >= 0 and ch[k].kind == "C"


# -- what stands behind the verb


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
