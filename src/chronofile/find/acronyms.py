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
_SHORTEST_BLEND = 3


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
            close = bracketed(s, at)
            if not close or not _may_be_short(s, at, close, gazetteer):
                continue
            name = _named_before(s, at, close, kept, gazetteer)
            if name is not None:
                kept = _put(kept, name)
                kept = _put(kept, Name(at + 1, close, name.type, RULE, at + 1))
                short.setdefault(" ".join(s.words[at + 1 : close]), name.type)
        made.append(kept)
    return [_everywhere(s, names, short) for s, names in zip(sentences, made, strict=True)] if short else made


def bracketed(s: Sentence, at: int) -> int:
    """Where the bracket that opens at token `at` closes behind one word, or behind two joined by "&"; 0 elsewhere."""
    if s.words[at] != "(":
        return 0
    ends = [at + 2] if at + 4 >= len(s) or s.words[at + 2] != "&" else [at + 4]
    return next((end for end in ends if end < len(s) and s.words[end] == ")"), 0)


def _may_be_short(s: Sentence, at: int, close: int, gazetteer: Gazetteer) -> bool:
    """An acronym in brackets; an agency's only behind its own name: "(AP)" behind a city is a credit."""
    word = "".join(s.words[at + 1 : close])
    if word in gazetteer.agencies:
        return word.isupper() and stands_for(word, s.words[:at], gazetteer) is not None
    return is_acronym(word, gazetteer) or (
        may_be_blend(word, gazetteer) and stands_for(word, s.words[:at], gazetteer) is not None
    )


def may_be_blend(word: str, gazetteer: Gazetteer) -> bool:
    """ "Marintrans", "Nato": written like a word, and none that is known as a name of its own."""
    return (
        _SHORTEST_BLEND < len(word) <= _LONGEST
        and word.isalpha()
        and word[0].isupper()
        and word[1:].islower()
        and longest(gazetteer.known, [word], 0) is None
        and word not in gazetteer.given
    )


def is_acronym(word: str, gazetteer: Gazetteer) -> bool:
    """Two capitals or more in a short word that is no agency's credit, title or word that every page has ("NGO")."""
    word = word if word in gazetteer.place_of else word.replace(".", "")
    if not 2 <= len(word) <= _LONGEST or not word[0].isalnum() or not all(c.isalnum() or c in "&-" for c in word):
        return False
    if word[1] == "-" and not word.isupper():
        return False  # "D-Richmond": a party and a seat.
    if sum(c.isupper() for c in word) < 2 or word in gazetteer.agencies or word in gazetteer.not_names:
        return False
    return longest(gazetteer.titles, [word], 0) is None and word not in gazetteer.place_of


def _named_before(s: Sentence, at: int, close: int, names: list[Name], gazetteer: Gazetteer) -> Name | None:
    """The name that ends at token `at`: as far back as the letters reach, else a body that ends there anyway."""
    short = "".join(s.words[at + 1 : close])
    before = next((n for n in names if n.last == at), None)
    start = stands_for(short, s.words[:at], gazetteer)
    if start is not None:
        inside = before is not None and before.first == start and before.type != "PER"
        if before is not None and before.type == "PER" and s.words[before.first] in gazetteer.given:
            return None
        kind: MentionType = before.type if before is not None and inside else "ORG"
        return Name(start, at, kind, RULE, start)
    many = before is not None and before.last - before.first > 1 and is_acronym(short, gazetteer)
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

    Small letters of the short form ("UpT") are not asked for. Small words give a letter, and commas stand inside, only
    where every capital word gives one too ("Notes from Poland (NFP)").
    """
    if may_be_blend(short, gazetteer):
        return _blended(short, words)
    for small in (False, True):
        start = _reach(short, words, gazetteer, small=small)
        if start is not None:
            return start
    return None


def _blended(short: str, words: Many[str]) -> int | None:
    """Where a name starts whose capital words begin with the parts of `short`: "Phivolcs" of "Philippine Institute of
    Volcanology and Seismology". Its first and last word have a part each.
    """
    for start in range(len(words) - 2, max(-1, len(words) - 2 * len(short)), -1):
        if not words[start][0].isalnum() and words[start][0] not in "'’&-,":
            return None
        if words[start][0] != short[0]:
            continue
        capitals = [w.lower() for w in words[start:] if w[0].isupper()]
        if len(capitals) > 1 and _parts_of(short.lower(), capitals, _SKIPPED):
            return start
    return None


def _parts_of(short: str, words: list[str], skips: int) -> bool:
    """Whether `short` is made of beginnings of these words, in order, up to `skips` of them left out inside."""
    if not words:
        return not short
    first, rest = words[0], words[1:]
    for length in range(1, min(len(first), len(short)) + 1):
        if first[length - 1] != short[length - 1]:
            break
        for skipped in range(min(skips, max(0, len(rest) - 1)) + 1):
            if _parts_of(short[length:], rest[skipped:], skips - skipped):
                return True
    return False


def _reach(short: str, words: Many[str], gazetteer: Gazetteer, *, small: bool) -> int | None:
    letters = [c.lower() for c in short if c.isupper() or c.isdigit()]
    skipped, at = 0, len(words)
    while letters and at > 0 and len(words) - at <= 2 * len(short) + _SKIPPED:
        at -= 1
        word = words[at]
        if not word[0].isalnum() and word[0] not in ("'’&-," if small and len(letters) > 1 else "'’&-"):
            return None
        capital = word[0].isupper() or word[0].isdigit()
        if word[0].lower() == letters[-1] and (capital or (small and len(letters) > 1)):
            letters.pop()
        elif capital:
            skipped += 1
    if letters or len(words) - at < 2:
        return None
    if small:
        return at if not skipped and len(short) > 2 else None
    body = any(w in gazetteer.org_words for w in words[at:])
    return at if skipped <= (_SKIPPED if body and len(short) > 2 else 0) else None


def _put(names: list[Name], name: Name) -> list[Name]:
    """The names with one more, which takes the place of those it overlaps."""
    kept = [n for n in names if n.last <= name.first or name.last <= n.first]
    return sorted([*kept, name], key=lambda n: n.first)


def _everywhere(s: Sentence, names: list[Name], short: dict[str, MentionType]) -> list[Name]:
    """The short forms of the page in one sentence; inside a longer name they are part of that."""
    longer = {at for n in names if n.last - n.first > 1 for at in range(n.first, n.last)}
    for at in range(len(s)):
        for end in (at + 1, at + 3):
            kind = short.get(" ".join(s.words[at:end]))
            if kind is not None and end <= len(s) and at not in longer:
                names = _put(names, Name(at, end, kind, RULE, at))
    return names
