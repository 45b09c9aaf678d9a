"""Lone capital words: what all their places on a page together make of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence as Many

from chronofile.find.gazetteer import Gazetteer
from chronofile.find.names import Name
from chronofile.find.tokens import Sentence
from chronofile.model import MentionType

AFTER_PLACE = "after a word of place"
BODY_ALONE = "body word alone"
BODY_BEFORE = "body word before a noun"
"""A name only where the page has the word alone too: "the House managers" beside "the House"."""
_DOES = ("V", "H", "B", "M", "R")
"""Tags of a word behind a name that make it who does something: a verb, or the adverb before it."""


def alone(sentences: Many[Sentence], found: list[list[Name]], gazetteer: Gazetteer) -> dict[str, MentionType]:
    """Lone capital words that nothing else explains, by what stands beside them in all their places together.

    One that stands in several places, in none of them behind an article, is taken for a person, as most are.
    """
    beside: dict[str, Counter[MentionType]] = defaultdict(Counter)
    bare: Counter[str] = Counter()
    for s, names in zip(sentences, found, strict=True):
        for name in names:
            if name.last - name.first > 1 or name.rule not in ("capital", AFTER_PLACE):
                continue
            word = s.words[name.first]
            kind = _beside(s, name, gazetteer)
            if kind is not None:
                beside[word][kind] += 1
            elif name.rule == "capital":
                behind = s.lowers[name.first - 1] if name.first else ""
                bare[word] += (
                    -99 if behind in gazetteer.joins.no_person_behind or between_marks(s, name.first, name.last) else 1
                )
    kinds: dict[str, MentionType] = {word: "PER" for word, n in bare.items() if n > 1}
    for word, count in beside.items():
        kinds[word] = max(count.items(), key=lambda kn: (kn[1], kn[0] == "PER", kn[0]))[0]
    return kinds


def between_marks(s: Sentence, first: int, last: int) -> bool:
    """All that stands between two quotation marks, a comma aside: a work, a nickname, a word spoken of."""
    end = last + (last < len(s) and s.tags[last] == ",")
    return first > 0 and end < len(s) and s.tags[first - 1] == s.tags[end] == "Q"


def _beside(s: Sentence, name: Name, gazetteer: Gazetteer) -> MentionType | None:
    """What the neighbours of one capital word make of it: who does something is a person, or a body behind "the"."""
    at, end = name.first, name.last
    after = s.lowers[end] if end < len(s) else ""
    tag = s.tags[end] if end < len(s) else ""
    before = s.lowers[at - 1] if at else ""
    if "-" in s.words[at] and s.words[at].rpartition("-")[2].islower():
        return None
    if s.words[at] in gazetteer.given:
        return None if after in gazetteer.joins.of else "PER"
    if before in gazetteer.joins.no_person_behind and before not in gazetteer.joins.of:
        return "ORG" if before in gazetteer.joins.article and tag in _DOES else None
    if after in gazetteer.joins.person_before or tag in _DOES or (tag == "POS" and at > 0):
        return "PER"
    return "LOC" if name.rule == AFTER_PLACE else None
