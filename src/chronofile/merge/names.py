"""Names across pages: when two strings are one name, and when they may be."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from chronofile import lang

_PUNCTUATION = re.compile(r"[.,;:()\[\]\"“”«»]+")
_JOINERS = re.compile(r"[-‐-―_/\s]+")
_ROMAN = (
    ("sch", "s"), ("tsch", "c"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("zh", "z"), ("ts", "s"), ("tz", "s"), ("dj", "j"),
    ("ck", "k"), ("qu", "k"), ("q", "k"), ("c", "k"), ("x", "ks"),
    ("w", "v"), ("z", "s"), ("g", "k"), ("b", "p"), ("d", "t"), ("r", "l"),
)  # fmt: skip
_ALIKE = 0.75


@lru_cache(maxsize=1 << 15)
def normal(name: str, language: str) -> str:
    """Folded in case, hyphens, full stops and apostrophes; title, article and possessive taken off. "" for no name."""
    data = lang.load(language, "merge").get("names", {})
    text = unicodedata.normalize("NFKC", name).casefold()
    for ending in data.get("possessives", ()):
        text = text.removesuffix(ending)
    text = _JOINERS.sub(" ", _PUNCTUATION.sub(" ", text.replace("’", "'"))).strip()
    lead = tuple(f"{word} " for word in (*data.get("articles", ()), *data.get("titles", ())))
    stripped = True
    while stripped:
        stripped = False
        for word in lead:
            if text.startswith(word):
                text, stripped = text[len(word) :].strip(), True
    return text


def is_acronym(name: str) -> bool:
    """ "UN", "ICRC", "N.A.T.O.": capitals alone, two to seven of them."""
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 7 and letters.isalpha() and letters.isupper()


@lru_cache(maxsize=1 << 15)
def sound(normalised: str) -> str:
    """A rough key that transliterations of one name share: consonants by class, parts in alphabetical order."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", normalised) if not unicodedata.combining(c))
    parts = []
    for part in plain.replace("'", "").split():
        for letters, by in _ROMAN:
            part = part.replace(letters, by)
        parts.append(re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyjh]", "", part)) or part[:1])
    return "".join(sorted("".join(parts)))


def may_be_one(a: str, b: str) -> bool:
    """Whether two normalised names that sound alike are close enough in letters to be put before a person."""
    if a == b:
        return True
    left, right = "".join(sorted(a.split())), "".join(sorted(b.split()))
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE


def head(name: str, language: str) -> str:
    """What a description is about: "two North Korean soldiers" and "the soldiers" are both about soldiers."""
    parts = normal(name, language).split()
    if not parts:
        return ""
    last = parts[-1]
    return last[:-1] if len(last) > 3 and last.endswith("s") and not last.endswith("ss") else last
