"""Bylines a reader sees: "By Jane Roe and John Doe | March 7, 2025"."""

from __future__ import annotations

import re
from functools import cache

from chronofile.read.page_words import page_words
from chronofile.read.visible_date import visible_date

_SPLIT = re.compile(r"\s*+(?:,|;|&|\||/|·|•|\b(?:and|und|et|y|with)\b)\s*+")
_NAME = re.compile(r"[^\W\d_]['’.\w\-]*+(?:\s[^\W\d_]['’.\w\-]*+){0,5}\Z")
_CUT = re.compile(r"\s*+(?:[|•·—–]|\s-\s|\(|\d)")


def is_byline(line: str) -> bool:
    """True for a short line that begins like a byline and names somebody."""
    return len(line) <= 160 and bool(byline_names(line))


def byline_names(line: str) -> tuple[str, ...]:
    """The names on a line that begins with "By", "Von", …; empty when the line is no byline."""
    text = line.strip()
    if len(text) > 200:
        return ()
    low = text.casefold()
    for prefix in page_words().byline_prefixes:
        if low.startswith(prefix):
            rest = text[len(prefix) :]
            if rest[:1] in (" ", ":", "\u00a0"):
                return clean_names(rest.lstrip(" :\u00a0"))
    return ()


def names_inside(line: str) -> tuple[str, ...]:
    """Names after a byline word further on in a short line ("Posted on March 7, 2025 by Jane Roe")."""
    if len(line) > 120:
        return ()
    found = _inside().search(line)
    return clean_names(line[found.end() :]) if found else ()


@cache
def _inside() -> re.Pattern[str]:
    short = [p for p in page_words().byline_prefixes if " " not in p and len(p) <= 4]
    return re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, short))})\s+(?=[^\W\d_])", re.IGNORECASE)


def clean_names(text: str) -> tuple[str, ...]:
    """Names in an author field, without dates, offices, addresses and words that name nobody."""
    words = page_words()
    date = visible_date(text)
    if date is not None:
        text = text[: date.start]
    low = text.casefold()
    for stop in words.byline_stops:
        found = re.search(rf"(?<=\w)[\s,.|]++{re.escape(stop)}\b", low)
        if found:
            text, low = text[: found.start()], low[: found.start()]
    cut = _CUT.search(text)
    if cut and cut.start() > 2:
        text = text[: cut.start()]
    names: list[str] = []
    for part in _SPLIT.split(text):
        name = " ".join(part.split()).strip(' .:"“”')
        if not name:
            continue
        bare = name.casefold()
        if any(w in bare for w in words.byline_words) and names:
            break
        if not is_name(name):
            if names:
                break
            return ()
        names.append(name)
    return tuple(dict.fromkeys(names))


def is_name(name: str) -> bool:
    """Could be a person's or a desk's name: one to six words, most with a capital where the script has any."""
    words = page_words()
    low = name.casefold()
    if not 2 <= len(name) <= 60 or not _NAME.match(name) or low in words.byline_nobody or low in words.byline_prefixes:
        return False
    parts = name.split()
    cased = [p for p in parts if p[0].isupper() or p[0].islower()]
    if not cased:
        return len(name) <= 20
    capitals = sum(1 for p in cased if p[0].isupper())
    return capitals * 2 > len(cased) or (len(cased) >= 2 and cased[0][0].isupper() and cased[-1][0].isupper())
