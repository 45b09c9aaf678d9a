"""Participles: which bare verb forms carry a sentence and which only stand behind a noun."""

from __future__ import annotations

from chronofile.find.chunks import Chunk
from chronofile.find.tokens import Sentence

REACH = 60
"""Chunks looked at on either side of a verb: bounds the work in endless sentences."""


def decide_participles(
    s: Sentence, ch: list[Chunk], verbs: list[int], speech: frozenset[str], zero_that: frozenset[str]
) -> None:
    """A bare form that may be past or participle is a participle when the stretch holds another finite verb whose
    subject it can only stand behind, or when it follows an object directly.
    """
    for order, at in enumerate(verbs):
        verb = ch[at].verb
        assert verb is not None
        if verb.finite is not None:
            continue
        before = ch[at - 1] if at else None
        after_noun = before is not None and before.kind == "NP" and not before.pronoun
        nxt = next((v for v in verbs[order + 1 :] if finite(ch[v]) is not False and not _of_object(s, ch, at, v)), None)
        verb.finite = True
        if before is None or before.kind in ("I",):
            verb.finite = False
        elif before.kind == "," and at + 1 < len(ch) and ch[at + 1].kind == "," and verb.lemma not in speech:
            verb.finite = False  # "the application, signed, in her bag"
        elif (after_noun and object_relative(s, ch, at - 1) is not None) or (
            before.kind == "," and verb.lemma in zero_that
        ):
            verb.finite = True
        elif before.kind == "," and after_noun is False and (at < 2 or ch[at - 2].kind != "TM"):
            verb.finite = not (at >= 2 and ch[at - 2].kind == "NP" and nxt is not None and _open_between(ch, at, nxt))
            if at >= 2 and ch[at - 2].kind == "NP" and _verb_left(ch, at - 2) and nxt is None:
                verb.finite = False
        elif after_noun and nxt is not None and _open_between(ch, at, nxt) and not _turned(ch, nxt, speech):
            verb.finite = verb.lemma in speech and not _verb_left(ch, at - 1)
        elif after_noun and _said(ch, at - 1, zero_that) and not _by(s, ch, at):
            verb.finite = True
        elif (after_noun and _verb_left(ch, at - 1)) or (before.kind == "S" and nxt is not None):
            verb.finite = False


def _of_object(s: Sentence, ch: list[Chunk], at: int, other: int) -> bool:
    """ "released a summary of talks held by the two": a bare form with "by" behind the object of the one before."""
    verb = ch[other].verb
    return (
        verb is not None
        and verb.finite is None
        and at + 1 < other
        and ch[at + 1].kind == "NP"
        and ch[other - 1].kind == "NP"
        and _by(s, ch, other)
        and all(c.kind in ("NP", "I") for c in ch[at + 1 : other])
    )


def object_relative(s: Sentence, ch: list[Chunk], at: int) -> int | None:
    """ "the men whom police detained": the noun phrase at `at` stands right behind a relative pronoun; the index of the
    noun phrase which that pronoun stands for, else None. "Whose" makes the noun behind it no subject of its own.
    """
    if at < 2 or s.lowers[ch[at - 1].first] not in s.function.object_relatives:
        return None
    if ch[at - 1].kind == "S" and at + 2 < len(ch) and ch[at + 2].kind in ("NP", "S", "QUOTE"):
        return None  # "the claim that police detained him": what is claimed, not whom they detained.
    if ch[at - 1].kind not in ("W", "S"):
        return None
    k = at - 2
    if ch[k].kind == ",":
        k -= 1
    return k if k >= 0 and ch[k].kind == "NP" else None


def _said(ch: list[Chunk], at: int, zero_that: frozenset[str]) -> bool:
    """The noun phrase `at`, with its prepositional phrases, stands right behind an active verb of saying."""
    timed = False
    for i in range(at, max(-1, at - 12), -1):
        verb = ch[i].verb
        if ch[i].kind == "NP" and timed:
            return False  # "announced his resignation on Friday in a video broadcast …"
        timed = timed or ch[i].kind == "TM"
        if verb is not None:
            return verb.lemma in zero_that and not verb.passive and verb.finite is not False
        if ch[i].kind not in ("NP", "I", "TM", "R", "PAR") and not (ch[i].kind == "C" and i < at):
            return False
    return False


def _by(s: Sentence, ch: list[Chunk], at: int) -> bool:
    return at + 1 < len(ch) and ch[at + 1].kind == "I" and s.lowers[ch[at + 1].first] in s.function.by


def _open_between(ch: list[Chunk], at: int, nxt: int) -> bool:
    """Nothing between two verbs gives the second one a subject or clause of its own."""
    for i in range(at + 1, min(nxt, at + REACH)):
        kind = ch[i].kind
        if kind in ("S", "W", ":", "QUOTE"):
            return False
        if kind == "C" and not (i + 1 < nxt and ch[i + 1].kind in ("NP", "I") and ch[nxt - 1].kind != "NP"):
            return False
        if kind == "," and not _closes(ch, i, at):
            return i == nxt - 1
        if kind == "NP" and i == nxt - 1 and ch[i - 1].kind not in ("I", ","):
            return False
    return nxt - at < REACH


def _turned(ch: list[Chunk], nxt: int, speech: frozenset[str]) -> bool:
    """ "Police freed two men on Friday, said Ana Ruiz": verb before speaker behind a comma closes another sentence."""
    verb = ch[nxt].verb
    return (
        ch[nxt - 1].kind == ","
        and verb is not None
        and verb.lemma in speech
        and nxt + 1 < len(ch)
        and ch[nxt + 1].kind == "NP"
        and (nxt + 2 >= len(ch) or not ch[nxt + 2].finite)
    )


def _closes(ch: list[Chunk], i: int, at: int) -> bool:
    return any(ch[j].kind == "," for j in range(at + 1, i))


def _verb_left(ch: list[Chunk], at: int) -> bool:
    """A finite verb governs the noun phrase `at` as object or through prepositions, with no clause mark between."""
    for i in range(at, max(-1, at - REACH), -1):
        kind = ch[i].kind
        if kind == "VG":
            return True
        if kind in ("S", "W", ":", "QUOTE") or (kind == "," and i != at):
            return False
        if kind == "C" and not (i and ch[i - 1].kind == "NP" and i + 1 < len(ch) and ch[i + 1].kind == "NP"):
            return False
    return False


def finite(chunk: Chunk) -> bool | None:
    """Whether a chunk is a finite verb; None while it may be either."""
    return chunk.verb.finite if chunk.verb else False
