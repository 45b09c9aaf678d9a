"""Acronyms and former names: what stands in brackets for a name, and where else on the page it stands."""

from __future__ import annotations

from collections.abc import Sequence as Many

from chronofile.find.gazetteer import Gazetteer
from chronofile.find.lexicon import longest
from chronofile.find.names import Name
from chronofile.find.tokens import Sentence
from chronofile.model import MentionType

RULE = "spelled out"
_LONGEST = 10
_SKIPPED = 2
"""Capital words of a name that its short form may leave out: "Christian Union of Norway (CU)"."""


def spelled_out(sentences: Many[Sentence], found: list[list[Name]], gazetteer: Gazetteer) -> list[list[Name]]:
    """The names of a page with those that an acronym in brackets marks off, and the acronym wherever it stands."""
    short: dict[str, MentionType] = {}
    made: list[list[Name]] = []
    for s, names in zip(sentences, found, strict=True):
        kept = names
        for at in range(1, len(s) - 2):
            if s.words[at] == "(" and (former := _renamed(s, at, kept, gazetteer)) is not None:
                kept = _put(kept, former)
                short.setdefault(s.words[former.first], former.type)
            if s.words[at] != "(" or s.words[at + 2] != ")" or not is_acronym(s.words[at + 1], gazetteer):
                continue
            name = _named_before(s, at, kept, gazetteer)
            if name is not None:
                kept = _put(kept, name)
                kept = _put(kept, Name(at + 1, at + 2, name.type, RULE, at + 1))
                short.setdefault(s.words[at + 1], name.type)
        made.append(kept)
    return [_everywhere(s, names, short) for s, names in zip(sentences, made, strict=True)] if short else made


def is_acronym(word: str, gazetteer: Gazetteer) -> bool:
    """Two capitals or more in a short word that is no agency's credit, title or word that every page has ("NGO")."""
    if not 2 <= len(word) <= _LONGEST or not word[0].isalnum() or not all(c.isalnum() or c in "&-" for c in word):
        return False
    if sum(c.isupper() for c in word) < 2 or word in gazetteer.agencies or word in gazetteer.not_names:
        return False
    return longest(gazetteer.titles, [word], 0) is None and word not in gazetteer.place_of


def _named_before(s: Sentence, at: int, names: list[Name], gazetteer: Gazetteer) -> Name | None:
    """The name that ends at token `at`: as far back as the letters reach, else a body that ends there anyway."""
    short = s.words[at + 1]
    before = next((n for n in names if n.last == at), None)
    start = stands_for(short, s.words[:at], gazetteer)
    if start is not None:
        inside = before is not None and before.first == start and before.type != "PER"
        if before is not None and before.type == "PER" and s.words[before.first] in gazetteer.given:
            return None
        kind: MentionType = before.type if before is not None and inside else "ORG"
        return Name(start, at, kind, RULE, start)
    many = before is not None and before.last - before.first > 1
    return before if before is not None and before.type == "ORG" and many else None


def _renamed(s: Sentence, at: int, names: list[Name], gazetteer: Gazetteer) -> Name | None:
    """ "X (formerly Twitter)": the one word before the bracket is what the body in it is called now."""
    inside = after_formerly(s, at + 1, gazetteer)
    known = next((n for n in names if n.first == inside > at + 1 and n.type != "PER"), None)
    if known is None or not s.words[at - 1][0].isupper() or any(n.last == at and n.last - n.first > 1 for n in names):
        return None
    return Name(at - 1, at, known.type, RULE, at - 1)


def after_formerly(s: Sentence, at: int, gazetteer: Gazetteer) -> int:
    """Where the words end that say that a name is another one's ("formerly known as")."""
    while at < len(s) and s.lowers[at] in gazetteer.joins.formerly:
        at += 1
    return at


def stands_for(short: str, words: Many[str], gazetteer: Gazetteer) -> int | None:
    """Where in `words` the name starts whose first letters, to the end of `words`, are `short`; None where none does.

    Small letters of the short form ("UpT") are not asked for.
    """
    letters = [c.lower() for c in short if c.isupper() or c.isdigit()]
    skipped, at = 0, len(words)
    while letters and at > 0 and len(words) - at <= 2 * len(short) + _SKIPPED:
        at -= 1
        word = words[at]
        if not word[0].isalnum() and word[0] not in "'’&-":
            return None
        if word[0].isupper() or word[0].isdigit():
            if word[0].lower() == letters[-1]:
                letters.pop()
            else:
                skipped += 1
    if letters or len(words) - at < 2:
        return None
    body = any(w in gazetteer.org_words for w in words[at:])
    return at if skipped <= (_SKIPPED if body and len(short) > 2 else 0) else None


def _put(names: list[Name], name: Name) -> list[Name]:
    """The names with one more, which takes the place of those it overlaps."""
    kept = [n for n in names if n.last <= name.first or name.last <= n.first]
    return sorted([*kept, name], key=lambda n: n.first)


def _everywhere(s: Sentence, names: list[Name], short: dict[str, MentionType]) -> list[Name]:
    """The short forms of the page in one sentence; inside a longer name they are part of that."""
    longer = {at for n in names if n.last - n.first > 1 for at in range(n.first, n.last)}
    for at, word in enumerate(s.words):
        if word in short and at not in longer:
            names = _put(names, Name(at, at + 1, short[word], RULE, at))
    return names
