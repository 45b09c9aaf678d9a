"""What pages print around their articles, in every language there are words for: labels, prefixes, months."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec

from chronofile.lang import languages, load

_EDGE = " \t\r\n\u00a0.,:;!?…·•|-–—_*#()[]{}<>«»\"'“”‘’/\\+=→←↑↓▶►▸✓✔×"
_DIGITS = re.compile(r"\d++")
_SPACES = re.compile(r"\s++")
_LEFT_OUT = ("promotion", "legal", "comment", "tags", "navigation", "teaser")


class PageWords(msgspec.Struct, frozen=True):
    """Everything below is lower-case. `lines` maps a whole line to its role, `starts` the first character of a
    phrase to such phrases with the role of a line that begins so. `functions` maps a language to its function words.
    """

    lines: dict[str, str]
    starts: dict[str, tuple[tuple[str, str], ...]]
    functions: dict[str, frozenset[str]]
    all_functions: frozenset[str]
    small: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    date_labels: frozenset[str]
    modified_labels: tuple[str, ...]
    byline_prefixes: tuple[str, ...]
    byline_stops: tuple[str, ...]
    byline_words: tuple[str, ...]
    byline_nobody: frozenset[str]
    credit_words: tuple[str, ...]
    comment_signs: frozenset[str]


def _words(data: dict[str, Any], key: str) -> list[str]:
    value = data.get(key, [])
    return value.split() if isinstance(value, str) else [str(v) for v in value]


@cache
def page_words() -> PageWords:
    """The words of all languages together: furniture is often in another language than the article."""
    lines: dict[str, str] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    functions: dict[str, frozenset[str]] = {}
    lists: dict[str, list[str]] = {}
    for language in languages():
        data = load(language, "page")
        functions[language] = frozenset(_words(data, "function_words"))
        for role in _LEFT_OUT:
            for phrase in data.get("lines", {}).get(role, ()):
                lines[plain(phrase)] = role
            for phrase in data.get("starts", {}).get(role, ()):
                starts.setdefault(phrase[:1], []).append((phrase, role))
        for key in _LISTS:
            lists.setdefault(key, []).extend(_words(data, key))
    lines.pop("", None)
    return PageWords(
        lines=lines,
        starts={first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in starts.items()},
        functions={name: words for name, words in functions.items() if words},
        all_functions=frozenset().union(*functions.values()),
        small=frozenset(lists["small_words"]),
        months=frozenset(lists["months"]),
        weekdays=frozenset(lists["weekdays"]),
        date_labels=frozenset(lists["date_labels"]),
        modified_labels=_longest_first(lists["modified_labels"]),
        byline_prefixes=_longest_first(lists["byline_prefixes"]),
        byline_stops=_longest_first(lists["byline_stops"]),
        byline_words=_longest_first(lists["byline_words"]),
        byline_nobody=frozenset(lists["byline_nobody"]),
        credit_words=_longest_first(lists["credit_words"]),
        comment_signs=frozenset(lists["comment_signs"]),
    )


_LISTS = (
    "small_words", "months", "weekdays", "date_labels", "modified_labels", "byline_prefixes", "byline_stops",
    "byline_words", "byline_nobody", "credit_words", "comment_signs",
)  # fmt: skip


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda w: (-len(w), w)))


def plain(line: str) -> str:
    """A line as it is compared with labels: lower case, digits out, no punctuation at the ends, single spaces."""
    folded = _DIGITS.sub("", line.casefold().replace("\u2019", "'"))
    return _SPACES.sub(" ", folded).strip(_EDGE)


def label_role(line: str) -> str | None:
    """The role of a line that is nothing but a known label ("Most Popular", "Leave a comment"), or None."""
    return page_words().lines.get(plain(line)) if len(line) <= 90 else None


def start_role(line: str) -> tuple[str, str] | None:
    """(phrase, role) when the line begins with a known phrase ("Related: …"), or None."""
    head = line[:48].casefold().replace("\u2019", "'").lstrip(" \u00a0>*•-–—")
    if not head:
        return None
    for phrase, role in page_words().starts.get(head[0], ()):
        if head.startswith(phrase):
            after = head[len(phrase) : len(phrase) + 1]
            if not (phrase[-1].isalnum() and after.isalnum()):
                return phrase, role
    return None
