"""Same person: when two forms of a name are one person's, and which words of it may stand for the person alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence as Many
from functools import lru_cache

from chronofile.find.gazetteer import Gazetteer

_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
LEAST_MISSPELT = 6
"""Letters from which one that is swapped, added, left out or changed makes a misspelling: "Holm" and "Hole" are two."""


@lru_cache(maxsize=1 << 14)
def folded(word: str) -> str:
    """In small letters, without accents, apostrophes alike: how one page's spellings of a word are compared."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def lone_keys(words: Many[str], rule: str, gazetteer: Gazetteer) -> set[str]:
    """What may stand alone for the person, folded: the family name, wherever it stands."""
    plain = [w for w in words if w not in gazetteer.suffixes and not _INITIALS.fullmatch(w)]
    if len(plain) < 2:
        return {folded(w) for w in plain}
    if rule == "family name first" or (plain[0] in gazetteer.family_first and "-" in plain[-1]):
        return {folded(plain[0])}
    keys = {plain[-1]}
    if len(plain) >= 3:
        keys.add(" ".join(plain[-2:]))
        if plain[-2] not in gazetteer.particles:
            keys.add(plain[-2])
    return {folded(key) for key in keys}


def generation(words: Many[str], gazetteer: Gazetteer) -> str:
    """ "Jr." of "Osman Demir Jr.", "" where none stands: a father is not his son."""
    return folded(words[-1]).rstrip(".") if len(words) > 1 and words[-1] in gazetteer.suffixes else ""


def one_person(a: Many[str], b: Many[str], gazetteer: Gazetteer) -> bool:
    """Whether two names of several words are one: words left out, initials, short given names, another order."""
    if generation(a, gazetteer) != generation(b, gazetteer):
        return False
    shorter, longer = sorted((_parts(a, gazetteer), _parts(b, gazetteer)), key=len)
    if len(shorter) < 2:
        return False
    if shorter == longer:
        return True
    if len(shorter) == len(longer) and _turned(shorter, longer, gazetteer):
        return True
    if len(longer) == 2:
        return shorter[-1] == longer[-1] and _one_given(shorter[0], longer[0], gazetteer)
    if not _one_given(shorter[0], longer[0], gazetteer) or _INITIALS.fullmatch(shorter[-1]):
        return False
    at = 1
    for word in shorter[1:]:
        while at < len(longer) and not _one_word(word, longer[at]):
            at += 1
        if at == len(longer):
            return False
        at += 1
    return _middles_fit(shorter[1:-1], longer[1:])


def _turned(a: list[str], b: list[str], gazetteer: Gazetteer) -> bool:
    """The family name first in one and last in the other; of two given names either may be the family's."""
    if a[0] != b[-1] or a[1:] != b[:-1]:
        if b[0] != a[-1] or b[1:] != a[:-1]:
            return False
        a, b = b, a
    ends = {a[0].capitalize(), b[0].capitalize()}
    return not ends.isdisjoint(gazetteer.family_first) or (len(a) == 2 and not ends <= gazetteer.given)


def _parts(words: Many[str], gazetteer: Gazetteer) -> list[str]:
    kept = words[:-1] if generation(words, gazetteer) else words
    return [part for w in kept for part in folded(w).split("-") if part]


def _one_word(a: str, b: str) -> bool:
    """The same word, or one the initial of the other."""
    if a == b:
        return True
    short, full = sorted((a, b), key=len)
    return len(short) == 2 and short[1] == "." and full[0] == short[0]


def _one_given(a: str, b: str, gazetteer: Gazetteer) -> bool:
    return _one_word(a, b) or not gazetteer.given_of.get(a, {a}).isdisjoint(gazetteer.given_of.get(b, {b}))


def _middles_fit(own: Many[str], other: Many[str]) -> bool:
    """Initials in the middle leave none out: "Ana W. Ruiz" is not "Ana H. W. Ruiz"."""
    if not any(_INITIALS.fullmatch(w) for w in own):
        return True
    return all(_one_word(a, b) for a, b in zip(own, other, strict=False))


def misspelt(word: str, known: str) -> bool:
    """Whether two folded family names differ by one slip inside: names of one family differ in their last letter."""
    if min(len(word), len(known)) < LEAST_MISSPELT or word == known:
        return False
    if word[0] != known[0] or word[-1] != known[-1] or abs(len(word) - len(known)) > 1:
        return False
    start = next(i for i, (a, b) in enumerate(zip(word + " ", known + " ", strict=False)) if a != b)
    a, b = word[start:], known[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    shorter, longer = sorted((a, b), key=len)
    return shorter == longer[1:]
