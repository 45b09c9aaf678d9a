"""Embedded clauses: what hangs on somebody's saying, thinking or charging is not told in the page's own voice.

Statements are found with their speaker where the sentence allows it; this looks only at the grammar, so that a claim
whose speaker was not made out is still no fact.
"""

from __future__ import annotations

import msgspec

from chronofile.find.cast import Cast
from chronofile.find.clause import Clause
from chronofile.find.event_words import event_words
from chronofile.find.reading import Read
from chronofile.find.said import speaker_of
from chronofile.find.speech_words import SpeechWords, speech_words

_REACH = 10
"""Chunks between a verb and the "that" which belongs to it: "told reporters in Oslo on Friday that"."""


class Embedded(msgspec.Struct, frozen=True):
    """`kind`: claim (somebody says so), belief (thought, hoped, supposed: no event), denied. `who` names who says so,
    or is the page's own word for it ("alleged").
    """

    kind: str
    who: str = ""


def embedded(cast: Cast, i: int, read: Read, clause: Clause) -> Embedded | None:
    """What the clause hangs on; None where the page itself tells it."""
    speech = speech_words(cast.reading.language)
    if _certain(speech, read, clause):
        return Embedded("belief")
    if clause.verb.form == "ing" or clause.kind in ("ing", "participle"):
        return _charged(cast, speech, i, read, clause)
    if not clause.subject or clause.subject[0] > clause.at or clause.kind == "relative":
        return None
    if clause.verb.infinitive:
        return None
    mark = clause.subject[0] - 1
    while mark >= 0 and read.chunks[mark].kind in ("R", "TM", "I"):
        mark -= 1
    if mark < 0:
        return None
    word = read.s.lowers[read.chunks[mark].first]
    if read.chunks[mark].kind == "S" and word in read.s.function.that | read.s.function.whether:
        return _behind_mark(cast, speech, i, read, mark)
    if read.chunks[mark].kind == "VG":
        return _without_mark(cast, speech, i, read, clause, mark)
    return None


def _certain(speech: SpeechWords, read: Read, clause: Clause) -> bool:
    """ "is sure the guards beat him"."""
    if not clause.subject or clause.shared or not clause.subject[0]:
        return False
    before = read.chunks[clause.subject[0] - 1]
    return before.kind == "NP" and read.s.lowers[before.last - 1] in speech.certain


def _behind_mark(cast: Cast, speech: SpeechWords, i: int, read: Read, mark: int) -> Embedded | None:
    ch = read.chunks
    left = mark - 1
    if left >= 0 and read.s.lowers[ch[mark].first - 1] in speech.not_said:
        return None  # "now that he was free"
    while left >= 0 and ch[left].kind in ("R", "TM", "PAR", ","):
        left -= 1
    if left < 0:
        return Embedded("belief")
    if ch[left].kind == "NP":
        lower = read.s.lowers[ch[left].head]
        noun = cast.reading.grammar.singular.get(lower, lower)
        if noun in speech.facts:
            return None
        words = event_words(cast.reading.language)
        if noun in speech.said_nouns or (words is not None and noun in words.reports):
            return Embedded("claim", lower)
    verb = next(
        (k for k in range(left, max(-1, left - _REACH), -1) if ch[k].kind == "VG" or ch[k].kind in ("S", "W", ":")), -1
    )
    if verb < 0 or ch[verb].kind != "VG":
        return Embedded("belief")
    return _by_verb(cast, speech, i, read, verb)


def _without_mark(cast: Cast, speech: SpeechWords, i: int, read: Read, clause: Clause, mark: int) -> Embedded | None:
    """ "imagines the guards beat him", "is sure the guards beat him": a clause right behind a verb or adjective."""
    verb = read.chunks[mark].verb
    if verb is None:
        return None
    if verb.lemma in speech.report | speech.stance | speech.attitude | speech.accusing and not verb.infinitive:
        return _by_verb(cast, speech, i, read, mark)
    first = read.chunks[clause.subject[0]].first
    return Embedded("belief") if read.s.lowers[first] in speech.certain else None


def _by_verb(cast: Cast, speech: SpeechWords, i: int, read: Read, at: int) -> Embedded | None:
    clause = next((c for c in read.clauses if c.at == at), None)
    if clause is None:
        return None
    verb = clause.verb
    word = read.s.lowers[verb.head]
    if verb.lemma in speech.factive:
        return None
    if verb.lemma in speech.belief and not verb.passive:
        return Embedded("belief")
    if verb.lemma not in speech.report | speech.stance | speech.accusing | speech.attitude | speech.belief:
        return Embedded("belief")
    if verb.passive or not clause.subject or read.s.lowers[read.chunks[clause.subject[0]].first] in (
        read.s.function.no_speaker
    ):  # fmt: skip
        return Embedded("claim", word)
    return Embedded("claim", speaker_of(cast, i, clause.subject)[2] or word)


def _charged(cast: Cast, speech: SpeechWords, i: int, read: Read, clause: Clause) -> Embedded | None:
    """ "accused them of beating him", "denied beating him", "stopped him from boarding"."""
    ch = read.chunks
    before = clause.at - 1
    if before < 0:
        return None
    preposition = read.s.lowers[ch[before].first] if ch[before].kind == "I" else ""
    at = before - 1 if preposition else before
    while at >= 0 and ch[at].kind in ("NP", "R", "TM") and preposition:
        at -= 1
    if at < 0 or ch[at].kind != "VG":
        return None
    governor = next((c for c in read.clauses if c.at == at), None)
    if governor is None:
        return None
    lemma = governor.verb.lemma
    if preposition and lemma in speech.preventing:
        return Embedded("belief")
    name = read.s.lowers[governor.verb.head]
    if governor.subject and not governor.verb.passive:
        name = speaker_of(cast, i, governor.subject)[2] or name
    if not preposition:
        if lemma in speech.disowning:
            return Embedded("claim" if governor.verb.negated else "denied", name)
        return Embedded("claim", name) if lemma in speech.report | speech.belief else None
    if preposition in read.s.function.by or preposition not in speech.bearing:
        return None
    return Embedded("claim", name) if lemma in speech.accusing | speech.stance | speech.attitude else None
