"""How two places told for one event stand to each other, with a small gazetteer and what the case itself says.

A country against another country, a town against another town, contradict. What cannot be told from the words, the
list of countries and phrases such as "Kelm, a town in Tarvia" on the pages held, is called compatible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from chronofile import lang
from chronofile.merge.words import words

Relation = Literal["equal", "refines", "refined_by", "compatible", "contradicts"]
_DEPTH = 4
_INSIDE_COMMA = re.compile(r"^(?P<inner>[^,]+), (?P<outer>[^,]+)$")


@cache
def _gazetteer(language: str) -> dict[tuple[str, ...], frozenset[str]]:
    """Words of a country's names, adjectives and best known cities -> the country; several where the name is shared."""
    found: dict[tuple[str, ...], set[str]] = {}
    for country, line in lang.load(language, "merge").get("places", {}).get("countries", {}).items():
        other, _, cities = line.partition("|")
        for name in (country, *other.split(","), *cities.split(",")):
            if name.strip():
                found.setdefault(tuple(words(name)), set()).add(country)
    return {name: frozenset(countries) for name, countries in found.items()}


@cache
def _own_names(language: str) -> dict[tuple[str, ...], str]:
    """Names of whole countries alone (adjectives included), for telling "Ukraine" from "Kyiv"."""
    found = {}
    for country, line in lang.load(language, "merge").get("places", {}).get("countries", {}).items():
        for name in (country, *line.partition("|")[0].split(",")):
            if name.strip():
                found[tuple(words(name))] = country
    return found


@cache
def _listed(language: str, which: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words(w)) for w in lang.load(language, "merge").get("places", {}).get(which, ()))


@lru_cache(maxsize=1 << 14)
def _parts(place: str, language: str) -> tuple[str, ...]:
    """The words of a place without possessive endings and articles."""
    text = place
    names = lang.load(language, "merge").get("names", {})
    for ending in names.get("possessives", ()):
        text = text.replace(f"{ending} ", " ").removesuffix(ending)
    articles = set(names.get("articles", ()))
    return tuple(w for w in words(text) if w not in articles)


@lru_cache(maxsize=1 << 14)
def _names_in(place: str, language: str) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    """The place cut into names of the gazetteer (longest first) and single words with no country."""
    parts = _parts(place, language)
    gazetteer = _gazetteer(language)
    found: list[tuple[tuple[str, ...], frozenset[str]]] = []
    at = 0
    while at < len(parts):
        length = next((n for n in (4, 3, 2, 1) if tuple(parts[at : at + n]) in gazetteer), 0)
        name = tuple(parts[at : at + max(1, length)])
        found.append((name, gazetteer[name] if length else frozenset()))
        at += max(1, length)
    return tuple(found)


def countries_of(place: str, language: str, known: Mapping[str, str] | None = None) -> frozenset[str]:
    """Countries a place is in as far as its words tell; `known` adds what the case says (see `told_inside`)."""
    found = frozenset[str]().union(*(countries for _, countries in _names_in(place, language)))
    core = " ".join(_core(place, language))
    for _ in range(_DEPTH):
        if found or not known or core not in known:
            break
        core = known[core]
        found = frozenset[str]().union(*(countries for _, countries in _names_in(core, language)))
    return found


@lru_cache(maxsize=1 << 14)
def _core(place: str, language: str) -> tuple[str, ...]:
    """The words that say which place it is: sorts ("region", "northern") and "near" left out, "North Korea" kept."""
    leave_out = _listed(language, "sorts")
    return tuple(
        w for name, countries in _names_in(place, language) for w in name if countries or (w,) not in leave_out
    )


def relation(a: str, b: str, language: str, known: Mapping[str, str] | None = None) -> Relation:
    """How `a` stands to `b`: *refines* when `a` lies inside `b`, *contradicts* when no one place fits both."""
    if a == b:
        return "equal"
    left, right = _core(a, language), _core(b, language)
    if not left or not right:
        return "compatible"
    if left == right:
        return _sharper(a, b, language)
    cut_a, cut_b = _INSIDE_COMMA.match(a.strip()), _INSIDE_COMMA.match(b.strip())
    if cut_a and cut_b and _core(cut_a["outer"], language) == _core(cut_b["outer"], language):
        return relation(cut_a["inner"], cut_b["inner"], language, known)
    if set(right) < set(left) or _contains(left, right, known):
        return "refines"
    if set(left) < set(right) or _contains(right, left, known):
        return "refined_by"
    whole = _own_names(language)
    in_a, in_b = countries_of(a, language, known), countries_of(b, language, known)
    if in_a and in_b:
        if not in_a & in_b:
            return "contradicts"
        if right in whole and left not in whole:
            return "refines"
        if left in whole and right not in whole:
            return "refined_by"
    if left in whole or right in whole:
        return "compatible"
    if _loose(a, left, language) or _loose(b, right, language):
        return "compatible"
    return "contradicts" if not set(left) & set(right) else "compatible"


def _sharper(a: str, b: str, language: str) -> Relation:
    """One name twice: "near X" is vaguer than "X", "northern X" sharper, "northern X" and "eastern X" fit both."""
    near_a, near_b = _is_near(a, language), _is_near(b, language)
    if near_a != near_b:
        return "refined_by" if near_a else "refines"
    left, right = set(_parts(a, language)), set(_parts(b, language))
    if left == right:
        return "equal"
    if right < left:
        return "refines"
    return "refined_by" if left < right else "compatible"


@lru_cache(maxsize=1 << 14)
def _is_near(place: str, language: str) -> bool:
    return any((word,) in _listed(language, "near") for word in words(place))


def _loose(place: str, core: tuple[str, ...], language: str) -> bool:
    """A building, a platform, a border, or words that name no place: nothing to hold against a town."""
    inside, everywhere = _listed(language, "inside"), _listed(language, "everywhere")
    if any((w,) in inside or (w,) in everywhere for w in core) or _is_near(place, language):
        return True
    return not any(c.isupper() for c in place)


def _contains(inner: tuple[str, ...], outer: tuple[str, ...], known: Mapping[str, str] | None) -> bool:
    at, wanted = " ".join(inner), " ".join(outer)
    for _ in range(_DEPTH):
        at = (known or {}).get(at, "")
        if at == wanted:
            return True
    return False


def told_inside(places: Mapping[str, str]) -> dict[str, str]:
    """What the places named in a case say of each other: {inner core: outer core}. `places` map words to language.

    "Kelm, Tarvia" and "Tarvia's Kelm region" both say that Kelm is in Tarvia. Where two pages say different things
    of one name, nothing is taken from either.
    """
    found: dict[str, set[str]] = {}
    for place, language in sorted(places.items()):
        names = lang.load(language, "merge").get("names", {})
        comma = _INSIDE_COMMA.match(place.strip())
        pair: tuple[str, str] | None = (comma["inner"], comma["outer"]) if comma else None
        if pair is None:
            for ending in names.get("possessives", ()):
                outer, mark, inner = place.partition(f"{ending} ")
                if mark and outer and inner:
                    pair = (inner, outer)
                    break
        if pair:
            core = " ".join(_core(pair[0], language))
            if core:
                found.setdefault(core, set()).add(" ".join(_core(pair[1], language)))
    return {
        inner: next(iter(outer)) for inner, outer in sorted(found.items()) if len(outer) == 1 and inner not in outer
    }
