"""Numbered names: "Harald V" is the Harald of the page, unless the page has another one with a number."""

from __future__ import annotations

import re
from collections import defaultdict

from chronofile.find.bearers import Named
from chronofile.find.same_person import folded

_NUMERAL = re.compile(r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})")
"""Roman numerals up to 29: no ruler of the news has a higher one."""


def join_numbered(named: Named) -> None:
    """Join "Harald V" with whom the page calls "Harald" alone; two numbers behind one name join neither, and nor does
    "Harald" where the page has a "Harald Lund".
    """
    numbered: dict[str, list[int]] = defaultdict(list)
    alone: dict[str, set[int]] = defaultdict(set)
    given: dict[str, set[int]] = defaultdict(set)
    for at, bearer in enumerate(named.list):
        if bearer.type != "PER" or not bearer.forms:
            continue
        if len(bearer.words) == 2 and _NUMERAL.fullmatch(bearer.words[1]):
            numbered[folded(bearer.words[0])].append(at)
            continue
        if len(bearer.words) > 1:
            given[folded(bearer.words[0])].add(at)
        for form in bearer.forms:
            if " " not in form:
                alone[folded(form)].add(at)
    moved: dict[int, int] = {}
    for word, found in numbered.items():
        others = alone.get(word, set()) | given.get(word, set())
        numerals = {named.list[at].words[1] for at in found}
        if len(numerals) == 1 and len(others) == 1:
            other = next(iter(others))
            if other in alone.get(word, ()) and not any(_NUMERAL.fullmatch(w) for w in named.list[other].words[1:]):
                moved |= dict.fromkeys(found, other)
    named.join(
        moved, {at: f"“{named.list[at].name}” is the only {named.list[at].words[0]} of the page" for at in moved}
    )
