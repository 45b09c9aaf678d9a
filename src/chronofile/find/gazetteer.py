"""Gazetteer: names, titles and name-making words of one language, compiled once."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import msgspec

from chronofile import lang
from chronofile.find.lexicon import Trie, entries, trie, words


class Joins(msgspec.Struct, frozen=True):
    """Small words in and around names, by what they do there (`lang/xx/names.toml`)."""

    of: frozenset[str]
    on: frozenset[str]
    for_: frozenset[str]
    in_: frozenset[str]
    and_: frozenset[str]
    article: frozenset[str]
    formerly: frozenset[str]
    office: frozenset[str]
    offices: frozenset[str]
    prefixes: tuple[str, ...]
    prefixes_within: tuple[str, ...]
    with_article: frozenset[str]
    place_before: frozenset[str]
    place_before_several: frozenset[str]
    no_person_behind: frozenset[str]
    person_before: frozenset[str]
    pronoun: frozenset[str]


class Gazetteer(msgspec.Struct, frozen=True):
    """`known` maps phrases to PER, ORG, LOC or ADJ (adjective of a people); `country` maps adjectives to countries.

    `given_of` maps a given name, folded, to the full ones it may be short for; `place_of` and `body_of` names of one
    place or body to the first of them; `office_of` a word of a title to the kinds of office it tells; `regnal` titles
    stand before a given name.
    """

    known: Trie
    titles: Trie
    lower_titles: Trie
    country: dict[str, str]
    given: frozenset[str]
    family_first: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    org_words: frozenset[str]
    of_heads: frozenset[str]
    public: frozenset[str]
    place_words: frozenset[str]
    place_before: frozenset[str]
    place_after: frozenset[str]
    of_place: frozenset[str]
    adjective_endings: tuple[str, ...]
    surname_like: frozenset[str]
    not_names: frozenset[str]
    newsroom_words: frozenset[str]
    agencies: frozenset[str]
    offices: frozenset[str]
    honorifics: frozenset[str]
    given_of: dict[str, frozenset[str]]
    place_of: dict[str, str]
    body_of: dict[str, str]
    office_of: dict[str, frozenset[int]]
    regnal: frozenset[str]
    calendar: frozenset[str]
    joins: Joins


@cache
def gazetteer(language: str) -> Gazetteer | None:
    """The gazetteer of a language, None when there is no data for it."""
    names, places = lang.load(language, "names"), lang.load(language, "places")
    titles, speech = lang.load(language, "roles").get("titles", {}), lang.load(language, "speech").get("relay", {})
    if not names or not places:
        return None
    known, country = _known(names, places)
    organization, place, family = names["organization"], names["place"], names["family"]
    before = entries(titles.get("before", ""))
    return Gazetteer(
        known=trie(known),
        titles=trie([(form, form) for title in before for form in (title, f"{title}.")]),
        lower_titles=trie([(title, title) for title in entries(titles.get("lower", ""))]),
        country=country,
        given=frozenset(words(names["given"]["names"])),
        family_first=frozenset(words(family["first"])),
        particles=frozenset(words(family["particles"])),
        suffixes=frozenset(words(family["suffixes"])),
        org_words=frozenset(words(organization["words"])),
        of_heads=frozenset(words(organization["of_heads"])),
        public=frozenset(words(organization["public"])),
        place_words=frozenset(words(place["words"])),
        place_before=frozenset(words(place["before"])),
        place_after=frozenset(words(place["after"])),
        of_place=frozenset(words(place["of_place"])),
        adjective_endings=tuple(words(place["adjective_endings"])),
        surname_like=frozenset(words(organization["surname_like"])),
        not_names=frozenset(words(names["not_names"]["words"])),
        newsroom_words=frozenset(words(speech.get("words", ""))),
        honorifics=frozenset(words(titles.get("honorific", ""))),
        given_of=_given_of(names["given"].get("short", "")),
        place_of={form: line[0] for line in _lines(places.get("same", "")) for form in line},
        body_of={form: line[0] for line in _lines(organization.get("same", "")) for form in line},
        office_of=_office_of(titles.get("same", "")),
        regnal=frozenset(words(titles.get("regnal", ""))),
        calendar=frozenset(words(names["not_names"]["calendar"])),
        offices=frozenset(words(lang.load(language, "roles").get("offices", {}).get("heads", ""))),
        agencies=frozenset(entries(speech.get("agencies", ""))),
        joins=_joins(names.get("joins", {})),
    )


def _lines(text: str) -> list[list[str]]:
    """Lists in a list: parted by ";", their entries by "|"."""
    return [entries(line) for line in entries(text, ";")]


def _given_of(text: str) -> dict[str, frozenset[str]]:
    """Each line: a full given name and the short ones it has; a short one may be of several."""
    full: dict[str, set[str]] = defaultdict(set)
    for names in _lines(text.lower()):
        for name in names:
            full[name].add(names[0])
    return {name: frozenset(of) for name, of in full.items()}


def _office_of(text: str) -> dict[str, frozenset[int]]:
    kinds: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(entries(text, ";")):
        for word in words(line):
            kinds[word].add(number)
    return {word: frozenset(numbers) for word, numbers in kinds.items()}


def _joins(data: dict[str, str]) -> Joins:
    found = {field.name: words(data.get(field.name.rstrip("_"), "")) for field in msgspec.structs.fields(Joins)}
    return Joins(**{k: tuple(v) if k.startswith("prefixes") else frozenset(v) for k, v in found.items()})  # type: ignore[arg-type]


def _known(names: dict[str, dict[str, str]], places: dict[str, str]) -> tuple[list[tuple[str, str]], dict[str, str]]:
    known: list[tuple[str, str]] = []
    country: dict[str, str] = {}
    for line in entries(places["countries"], ";"):
        name, adjectives, peoples = ([*line.split("|"), "", ""])[:3]
        known.append((name, "LOC"))
        for word in entries(adjectives, ","):
            known.append((word, "ADJ"))
            country[word] = name
        for word in entries(peoples, ","):
            known.append((word, "ADJ"))
            country.setdefault(word, name)
    known += [(name, "LOC") for key in ("cities", "regions") for name in entries(places[key])]
    known += [(name, "ADJ") for name in entries(places["adjectives"])]
    known += [(name, "ORG") for name in entries(names["organization"]["gazetteer"])]
    return known, country
