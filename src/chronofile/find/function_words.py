"""Function words: the small words of a language that decide how its sentences hang together, by what they do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class FunctionWords(msgspec.Struct, frozen=True):
    """In lower case. What each does is said beside it in `lang/xx/grammar.toml`."""

    infinitive: frozenset[str]
    that: frozenset[str]
    whether: frozenset[str]
    conditional: frozenset[str]
    opens_content: frozenset[str]
    circumstance: frozenset[str]
    same_time: frozenset[str]
    contrast: frozenset[str]
    whom: frozenset[str]
    object_relatives: frozenset[str]
    who: frozenset[str]
    by: frozenset[str]
    of: frozenset[str]
    of_object: frozenset[str]
    articles: frozenset[str]
    the: frozenset[str]
    definite: frozenset[str]
    owners: frozenset[str]
    one_person: frozenset[str]
    many: frozenset[str]
    thing: frozenset[str]
    points: frozenset[str]
    no_speaker: frozenset[str]
    objects: frozenset[str]
    never_subject: frozenset[str]
    existential: frozenset[str]
    asking: frozenset[str]
    past_helpers: frozenset[str]
    bare_helpers: frozenset[str]
    bare_first: frozenset[str]
    strong_determiners: frozenset[str]
    plural_bare: frozenset[str]
    also_acronyms: frozenset[str]
    also_names: frozenset[str]
    ordinal_of: Mapping[str, str]
    helper_lemmas: Mapping[str, str]
    possessive: tuple[str, ...]


def function_words(data: Mapping[str, Any]) -> FunctionWords:
    """From the data of a language's grammar; sets that it does not give are empty."""
    given = data.get("function", {})
    closed = data.get("closed", {})

    def some(key: str) -> frozenset[str]:
        return frozenset(given.get(key, "").split())

    def lemma(name: str) -> str:
        return str(next(iter(closed.get(name, "").split()), ""))

    return FunctionWords(
        **{
            field.name: some(field.name)
            for field in msgspec.structs.fields(FunctionWords)
            if field.name not in ("ordinal_of", "helper_lemmas", "possessive")
        },
        ordinal_of=dict(given.get("ordinal_of", {})),
        helper_lemmas={"B": lemma("be"), "H": lemma("have"), "O": lemma("do")},
        possessive=tuple(given.get("possessive", "").split()),
    )
