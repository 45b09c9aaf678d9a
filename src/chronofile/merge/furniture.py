"""Page furniture: lines that an outlet prints on many pages ("Have your say", "All rights reserved").

They make two unrelated pages look alike, so they are not counted when pages are compared. A line is furniture when it
stands on several pages of one outlet that have little else in common, or on pages of weeks apart; versions of one
story, printed within days, do not make it one.
Measured on pages of five long stories: containment of word 5-grams gains 0.07 F1 from leaving furniture out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

Line = tuple[str, ...]

LEAST_PAGES = 3
LONG = 14
"""Days between the first and the last page from which a line is furniture even where it makes up most of them."""
_LOOK_AT = 8
_ALIKE = 0.5


def furniture(pages: Sequence[tuple[str, Sequence[Line], int | None]]) -> dict[str, frozenset[Line]]:
    """Lines to leave out, by outlet. `pages` are (outlet, lines, ordinal of the day of publication or None).

    Pages without an outlet ("") have no furniture. The order of `pages` does not matter.
    """
    by_outlet: dict[str, dict[frozenset[Line], set[int]]] = defaultdict(lambda: defaultdict(set))
    for outlet, lines, day in pages:
        if outlet:
            by_outlet[outlet][frozenset(lines)].update(() if day is None else (day,))
    return {outlet: _recurring(days) for outlet, days in by_outlet.items()}


def _recurring(days: dict[frozenset[Line], set[int]]) -> frozenset[Line]:
    distinct = sorted(days, key=lambda lines: (len(lines), sorted(lines)))
    on_pages: dict[Line, list[int]] = defaultdict(list)
    for index, lines in enumerate(distinct):
        for line in lines:
            on_pages[line].append(index)
    alike: dict[tuple[int, int], bool] = {}
    found = set()
    for line, at in on_pages.items():
        if len(at) < LEAST_PAGES:
            continue
        some = _spread(at)
        when = sorted(day for index in some for day in days[distinct[index]])
        if len(set(when)) >= LEAST_PAGES and when[-1] - when[0] >= LONG:
            found.add(line)
            continue
        apart = total = 0
        for pair in combinations(some, 2):
            if pair not in alike:
                alike[pair] = _are_alike(distinct[pair[0]], distinct[pair[1]])
            total += 1
            apart += not alike[pair]
        if 2 * apart > total:
            found.add(line)
    return frozenset(found)


def _spread(at: list[int]) -> list[int]:
    """At most a handful, spread over the list: a line on a thousand pages is not compared half a million times."""
    if len(at) <= _LOOK_AT:
        return at
    return [at[i * (len(at) - 1) // (_LOOK_AT - 1)] for i in range(_LOOK_AT)]


def _are_alike(a: frozenset[Line], b: frozenset[Line]) -> bool:
    return len(a & b) >= _ALIKE * min(len(a), len(b))
