"""Tense: a light reading of the verbs near an expression; no tagger, only word lists and endings from the language."""

from __future__ import annotations

from chronofile.when.grammar import BREAK, WORD, Grammar
from chronofile.when.tokens import Tense, Tokens

CLOSE = 3
REACH = 40
"""Tokens looked at on each side: longer sentences say little about the far end."""


def _is_end(tokens: Tokens, known: Grammar, index: int) -> bool:
    """A sentence ends at token `index`: a break, or a stop not owed to an abbreviation or an initial."""
    found = tokens.stops.get(index)
    if found is None:
        found = tokens.stops[index] = _ends_sentence(tokens, known, index)
    return found


def _ends_sentence(tokens: Tokens, known: Grammar, index: int) -> bool:
    code = tokens.codes[index]
    if code == BREAK:
        return True
    word = tokens.words[index]
    if word not in (".", "!", "?"):
        return False
    if word != "." or index == 0:
        return True
    if known.ordinal_stop and tokens.words[index - 1].isdecimal() and len(tokens.words[index - 1]) <= 2:
        return False
    before = tokens.words[index - 1]
    if len(before) == 1 and before.isalpha():
        return False
    glued = tokens.ends[index - 1] == tokens.starts[index]
    if glued and tokens.codes[index - 1] in known.codes.get("ABBREVIATION", ""):
        return False
    after = index + 1
    if after < len(tokens.codes) and tokens.starts[after] == tokens.ends[index] and tokens.words[after].isalnum():
        return False
    return not (after < len(tokens.codes) and tokens.words[after][:1].islower())


def sentence_start(tokens: Tokens, known: Grammar, index: int) -> int:
    """Offset where the sentence of token `index` begins, as far as `REACH` tokens tell."""
    at, codes, speaking = index, tokens.codes, known.speaking
    while at > 0 and index - at < REACH and (codes[at - 1] not in speaking or not _is_end(tokens, known, at - 1)):
        at -= 1
    return tokens.starts[at]


def _cue(tokens: Tokens, known: Grammar, index: int) -> Tense | None:
    if index not in tokens.cues:
        tokens.cues[index] = _told_by(tokens, known, index)
    return tokens.cues[index]


def _told_by(tokens: Tokens, known: Grammar, index: int) -> Tense | None:
    """The tense that the word at `index` tells, None for most words."""
    code = tokens.codes[index]
    if code in known.codes.get("FUTURE", ""):
        return "past" if _before(tokens, known, index, "PLUPERFECT") else "future"
    if code in known.codes.get("PAST", ""):
        return _participle(tokens, known, index)
    if code in known.codes.get("INFINITIVE", "") and index and tokens.codes[index - 1] in known.codes.get("BE", ""):
        return "future"
    if code in known.codes.get("PRESENT", ""):
        return "present"
    if code == WORD and known.future_suffixes and tokens.words[index].endswith(known.future_suffixes):
        return "future"
    plain = code == WORD or code in known.codes.get("TELLING", "")
    if plain and known.past_suffixes and tokens.words[index].endswith(known.past_suffixes):
        described = index and tokens.codes[index - 1] in known.codes.get("DETERMINER", "")
        return None if described else _participle(tokens, known, index)
    return None


def _participle(tokens: Tokens, known: Grammar, index: int) -> Tense | None:
    """A word like "paid" is past by itself; what stands up to two tokens before it may say otherwise: "has paid" lasts
    until now, "is paid" is present, and "(will) be paid" leaves the answer to a word further off.
    """
    if _before(tokens, known, index, "PERFECT"):
        return "present"
    if _before(tokens, known, index, "BEBASE"):
        return None
    return "present" if _before(tokens, known, index, "BENOW") else "past"


def _before(tokens: Tokens, known: Grammar, index: int, name: str) -> bool:
    codes = known.codes.get(name, "")
    return any(code in codes for code in tokens.codes[max(0, index - 2) : index])


def tense_near(tokens: Tokens, known: Grammar, at: int, end: int) -> tuple[Tense, bool]:
    """The nearest verb cue of the same sentence, the left side preferred; "unknown" where there is none. The flag tells
    that a verb known for sure stands right before, with at most a few words between ("was held on 20 January").
    """
    left = _scan(tokens, known, range(at - 1, max(-1, at - 1 - REACH), -1))
    right = _scan(tokens, known, range(end, min(len(tokens.codes), end + REACH)), bounded=left is not None)
    if (
        left
        and left[0] == "present"
        and left[1] <= 1
        and tokens.codes[at - 1 - left[1]] in known.codes.get("BENOW", "")
    ):
        return "future", True  # "The deadline is Friday."
    if left and (not right or left[1] <= right[1] + 2):
        word = tokens.codes[at - 1 - left[1]]
        return left[0], left[1] <= CLOSE and (left[0] != "past" or word in known.codes.get("PAST", ""))
    return (right[0], False) if right else ("unknown", False)


def seen_from_the_past(tokens: Tokens, known: Grammar, at: int) -> bool:
    """Whether a word like "would" stands before token `at` in its sentence, no other verb known for sure between."""
    for index in range(at - 1, max(-1, at - 1 - REACH), -1):
        code = tokens.codes[index]
        if code in known.codes.get("FUTUREPAST", ""):
            return True
        if _is_end(tokens, known, index):
            return False
        if code in known.codes.get("PAST", "") and not _before(tokens, known, index, "BEBASE"):
            return False
    return False


def told_before(tokens: Tokens, known: Grammar, at: int) -> int | None:
    """The token of the verb of telling under which a future stands ("announced in May that a court will decide in
    June"), both before token `at` in its sentence; None where there is no such pair.
    """
    future = False
    for index in range(at - 1, max(-1, at - 1 - REACH), -1):
        code = tokens.codes[index]
        if future and code in known.codes.get("TELLING", ""):
            return index
        if _is_end(tokens, known, index):
            return None
        future = future or code in known.codes.get("FUTURE", "")
    return None


def _scan(tokens: Tokens, known: Grammar, places: range, *, bounded: bool = False) -> tuple[Tense, int] | None:
    """The first cue in `places`, a sure one before "is" and the like. `bounded`: not beyond a word that opens another
    clause ("… on Saturday and were driving …").
    """
    present: tuple[Tense, int] | None = None
    clause = known.codes.get("CLAUSE", "")
    codes, speaking = tokens.codes, known.speaking
    for distance, index in enumerate(places):
        if codes[index] not in speaking:
            continue
        if _is_end(tokens, known, index) or (bounded and tokens.codes[index] in clause):
            break
        cue = _cue(tokens, known, index)
        if cue == "present":
            present = present or (cue, distance)
        elif cue is not None and (present is None or distance - present[1] <= 3):
            return cue, distance
    return present
