"""People nobody names: which nouns stand for persons and bodies, in one language."""

from __future__ import annotations

from functools import cache

import msgspec

from chronofile import lang
from chronofile.find.lexicon import Trie, entries, trie, words
from chronofile.model import MentionType


class People(msgspec.Struct, frozen=True):
    """`person` and `body` are singular heads; `compound` are bodies of two words whose last alone would be a person;
    `plural` are many already ("police"); `public` make a PublicBody; `nobody` are words that leave none of them;
    `loose` are those of whom many groups are spoken of, so that one is not the other; `speaks_for`
    speak for others. `heads` are nouns that tell what
    a person, body or place is; `courtesy` titles tell nothing.
    """

    person: frozenset[str]
    body: frozenset[str]
    compound: frozenset[str]
    plural: frozenset[str]
    public: frozenset[str]
    group: frozenset[str]
    vague: frozenset[str]
    nobody: frozenset[str]
    loose: frozenset[str]
    both: frozenset[str]
    speaks_for: frozenset[str]
    ordinals: frozenset[str]
    heads: dict[MentionType, frozenset[str]]
    office_verbs: dict[str, str]
    past_verbs: frozenset[str]
    of_body: frozenset[str]
    behind_office: frozenset[str]
    made: frozenset[str]
    as_office: frozenset[str]
    former: tuple[str, ...]
    one: frozenset[str]
    based: str
    courtesy: frozenset[str]
    titles: Trie


@cache
def people(language: str) -> People:
    """The nouns for people of a language; all sets are empty when it has no data."""
    data = lang.load(language, "roles")
    nouns, offices, titles = data.get("people", {}), data.get("offices", {}), data.get("titles", {})

    def some(key: str) -> frozenset[str]:
        return frozenset(words(nouns.get(key, "")))

    return People(
        person=some("person"),
        body=some("body"),
        compound=frozenset(entries(nouns.get("compound", ""))),
        plural=some("plural_only"),
        public=some("public"),
        group=some("group"),
        vague=some("vague"),
        nobody=some("nobody"),
        loose=some("loose"),
        both=some("both"),
        speaks_for=some("speaks_for"),
        ordinals=some("ordinals"),
        heads={
            "PER": frozenset(words(offices.get("heads", ""))) | some("person") - some("vague"),
            "ORG": frozenset(words(offices.get("bodies", ""))) | some("body") - some("vague"),
            "LOC": frozenset(words(offices.get("places", ""))),
        },
        office_verbs=dict(offices.get("verbs", {})),
        past_verbs=frozenset(entries(offices.get("past_verbs", ""))),
        of_body=frozenset(words(offices.get("of_body", ""))),
        made=frozenset(words(offices.get("made", ""))),
        as_office=frozenset(words(offices.get("as", ""))),
        behind_office=frozenset(words(offices.get("behind", ""))),
        former=tuple(words(titles.get("former", ""))),
        one=frozenset(words(titles.get("one", ""))),
        based=titles.get("based", ""),
        courtesy=frozenset(form for word in words(titles.get("courtesy", "")) for form in (word, f"{word}.")),
        titles=trie([(t, t) for t in entries(titles.get("lower", ""))]),
    )
