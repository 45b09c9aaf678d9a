"""Which line of an HTML page is its headline, checked against what the markup calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from chronofile.read.flat_core import line_key
from chronofile.read.html_lines import HtmlLines

_HEADINGS = ("h1", "h2", "h3")
_WORD = re.compile(r"[^\W_]+")


class Headline(msgspec.Struct, frozen=True):
    """`value` as the page gives it; `line` is the index of the kept printing, None when it stands nowhere in the text;
    `printings` are all lines that print it, the kept one included.
    """

    value: str
    line: int | None
    printings: frozenset[int]


def headline_of(page: HtmlLines, declared: Sequence[tuple[str, str]]) -> Headline | None:
    """A heading that the markup names too, else the page's only large heading, else what the markup names."""
    named = [value for value, _ in declared if len(value) >= 4]
    keys = {line_key(value): rank for rank, value in reversed(list(enumerate(named)))}
    best: tuple[float, int] | None = None
    for at, line in enumerate(page.lines):
        if not 1 <= line.words <= 60 or len(line.text) > 400:
            continue
        level = page.heading_level(at)
        key = line_key(line.text)
        exact = key in keys and len(key) >= 8
        if level is None and not exact:
            continue
        said = page.said[at]
        if said is not None and said.reason in ("the document's title", "hidden on the page"):
            continue
        score = 0.0
        if level is not None:
            score += {"h1": 2.0, "h2": 0.7, "h3": 0.2}[level]
        if exact:
            score += 3.0 - 0.1 * min(keys[key], 9)
        else:
            score += 2.0 * max((_likeness(line.text, value) for value in named), default=0.0)
        if line.words < 3:
            score -= 1.0 if not exact else 0.0
        if page.linked[at] * 10 > len(line.text) * 9:
            score -= 0.8
        if said is not None and said.role in ("navigation", "teaser", "comment", "promotion", "legal"):
            score -= 0.7
        score -= min(at, 2_000) * 0.0002
        if best is None or score > best[0] + 1e-9:
            best = (score, at)
    if best is not None and best[0] >= (1.2 if named else 0.9):
        line = page.lines[best[1]]
        key = line_key(line.text)
        same = frozenset(
            at
            for at, other in enumerate(page.lines)
            if len(key) >= 12 and len(other.text) <= 500 and line_key(other.text) == key
        )
        return Headline(line.text, best[1], same | {best[1]})
    if named:
        return Headline(named[0], None, frozenset())
    return None


def _likeness(one: str, other: str) -> float:
    """Share of words two titles have in common (Dice), by set."""
    a, b = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
