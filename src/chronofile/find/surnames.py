"""Surnames: a lone word that one person of the page answers to is that person, whatever its spelling looked like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence as Many

import msgspec

from chronofile.find.gazetteer import Gazetteer
from chronofile.find.lexicon import longest
from chronofile.find.names import Name
from chronofile.find.same_person import folded, lone_keys, one_person
from chronofile.find.tokens import Sentence


def of_people(sentences: Many[Sentence], found: list[list[Name]], gazetteer: Gazetteer) -> list[list[Name]]:
    """ "Associates of Demir" beside "Osman Demir": taken for the person where nothing on the page speaks for a place or
    body of that name.
    """
    people = _people(sentences, found, gazetteer)
    others = {
        folded(word)
        for s, names in zip(sentences, found, strict=True)
        for n in names
        if n.type != "PER" and n.last - n.first > 1
        for word in s.words[n.first : n.last]
    }
    unlike: set[str] = set()
    for s, names in zip(sentences, found, strict=True):
        for n in names:
            if n.type != "PER" and n.last - n.first == 1 and _is_elsewhere(s, n, names, gazetteer):
                unlike.add(folded(s.words[n.first]))
    sure = people - others - unlike

    def settled(s: Sentence, n: Name) -> Name:
        lone = n.type != "PER" and n.last - n.first == 1
        return msgspec.structs.replace(n, type="PER") if lone and folded(s.words[n.first]) in sure else n

    return [[settled(s, n) for n in names] for s, names in zip(sentences, found, strict=True)]


def _people(sentences: Many[Sentence], found: list[list[Name]], gazetteer: Gazetteer) -> set[str]:
    """Family names, folded, that one person of the page alone is called by."""
    bearers: dict[str, list[list[str]]] = defaultdict(list)
    for s, names in zip(sentences, found, strict=True):
        for n in names:
            words = s.words[n.first : n.last]
            if n.type == "PER" and len(words) > 1:
                for key in lone_keys(words, n.rule, gazetteer):
                    bearers[key].append(words)
    return {
        key
        for key, names in bearers.items()
        if all(a == names[0] or one_person(a, names[0], gazetteer) for a in names[1:])
    }


def _is_elsewhere(s: Sentence, name: Name, names: list[Name], gazetteer: Gazetteer) -> bool:
    """A known place or body, one behind an article or a word of place, or "Allen, Texas"."""
    at, word = name.first, s.words[name.first]
    joins = gazetteer.joins
    if longest(gazetteer.known, [word], 0) is not None or word in gazetteer.place_of or word in gazetteer.body_of:
        return True
    if at and s.lowers[at - 1] in joins.article | joins.place_before_several:
        return True
    behind = next((n for n in names if n.first == at + 2), None)
    return behind is not None and s.words[at + 1] == "," and behind.type == "LOC"
