"""Pattern: the notation that rules are written in, compiled to a regular expression over token codes.

Every token of a text is one character of a *code string*; its code stands for the set of classes the token is in.
A pattern is a sequence of

    last week            words, written in lower case (any case in the text)
    MONTH  DAY:first     classes of tokens (a word list, a form of number) or parts, with an optional slot label
    ','  '-'             punctuation in quotes
    ( A | B )  X?  X{1,3}  grouping, choice, repetition (always bounded, so that matching is linear)
    <A|B>  <!A|B>        looked at, not taken: before the first item "preceded by", after it "followed by";
                         <A B|C> looks at two tokens in a row
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_ITEM = re.compile(
    r"\s*(?:(?P<look><!?[^<>]+>)|(?P<name>[A-Z][A-Z0-9_]*)(?::(?P<label>[a-z0-9]+))?"
    r"|(?P<word>[^\W\d_A-Z]+)|'(?P<mark>[^']+|')'|(?P<sign>[()|?])|(?P<times>\{\d,\d\}))"
)


class PatternError(ValueError):
    """A rule's pattern cannot be read; the message names the rule's pattern and the place."""


class Item(NamedTuple):
    kind: str
    text: str
    label: str


class Compiled(NamedTuple):
    """`slots` maps a group of the expression to the slot it fills; `heads` holds every code a match can begin with."""

    regex: re.Pattern[str]
    slots: tuple[tuple[str, str, str], ...]
    heads: frozenset[str]


def items(source: str) -> list[Item]:
    """The items of a pattern in order. Raises PatternError on anything outside the notation."""
    found, at = [], 0
    source = source.rstrip()
    while at < len(source):
        m = _ITEM.match(source, at)
        if not m:
            raise PatternError(f"pattern '{source}' cannot be read at '{source[at : at + 12]}'")
        kind = m.lastgroup or ""
        if kind == "label":
            kind = "name"
        found.append(Item(kind, m[kind].lower() if kind == "word" else m[kind], m["label"] or ""))
        at = m.end()
    return found


def literals(source: str) -> set[str]:
    """The words and punctuation marks a pattern spells out."""
    out = set()
    for item in items(source):
        if item.kind in ("word", "mark"):
            out.add(item.text)
        elif item.kind == "look":
            out |= {t.strip("'") for step in _look(item.text)[1] for t in step if not t[:1].isupper()}
    return out


def _look(text: str) -> tuple[bool, list[list[str]]]:
    """Whether it is negative, and the choices for each of the tokens looked at."""
    body = text[1:-1]
    return body.startswith("!"), [step.split("|") for step in body.removeprefix("!").split()]


class _Compiler:
    def __init__(self, source: str, parts: Mapping[str, str], codes: Mapping[str, str]) -> None:
        self.source, self.parts, self.codes = source, parts, codes
        self.slots: list[tuple[str, str, str]] = []
        self.consumed = False

    def charset(self, name: str) -> str:
        found = self.codes.get(name)
        if not found:
            raise PatternError(f"pattern '{self.source}' names '{name}', which no word list, part or form defines")
        return found

    def alternatives(self, queue: list[Item]) -> tuple[str, frozenset[str], bool]:
        """Regular expression, first codes, and whether it can be empty, of `A | B | …` up to `)` or the end."""
        branches, heads, nullable = [], frozenset[str](), False
        before = after = self.consumed
        while True:
            self.consumed = before
            text, first, empty = self.sequence(queue)
            after |= self.consumed
            branches.append(text)
            heads |= first
            nullable |= empty
            if not queue or queue[0].text != "|" or queue[0].kind != "sign":
                break
            queue.pop(0)
        self.consumed = after
        return ("(?:" + "|".join(branches) + ")" if len(branches) > 1 else branches[0]), heads, nullable

    def sequence(self, queue: list[Item]) -> tuple[str, frozenset[str], bool]:
        out, heads, nullable = [], frozenset[str](), True
        while queue and not (queue[0].kind == "sign" and queue[0].text in "|)"):
            text, first, empty = self.one(queue)
            if queue and (queue[0].kind == "times" or queue[0].text == "?"):
                sign = queue.pop(0).text
                text, empty = f"(?:{text}){sign}", empty or sign == "?" or sign.startswith("{0")
            if nullable:
                heads |= first
            nullable &= empty
            out.append(text)
        return "".join(out), heads, nullable

    def one(self, queue: list[Item]) -> tuple[str, frozenset[str], bool]:
        item = queue.pop(0)
        if item.kind == "sign" and item.text == "(":
            inner = self.alternatives(queue)
            if not queue or queue.pop(0).text != ")":
                raise PatternError(f"pattern '{self.source}' lacks a ')'")
            return "(?:" + inner[0] + ")", inner[1], inner[2]
        if item.kind == "look":
            negative, steps = _look(item.text)
            sets = ["".join(self.charset(n if n[:1].isupper() else "=" + n.strip("'")) for n in step) for step in steps]
            behind = "" if self.consumed else "<"
            body = "".join(f"[{re.escape(charset)}]" for charset in sets)
            return f"(?{behind}{'!' if negative else '='}{body})", frozenset(), True
        if item.kind == "name" and item.text in self.parts:
            inner = self.alternatives(items(self.parts[item.text]))
            return "(?:" + inner[0] + ")", inner[1], inner[2]
        if item.kind not in ("name", "word", "mark"):
            raise PatternError(f"pattern '{self.source}' has a stray '{item.text}'")
        self.consumed = True
        charset = self.charset(item.text if item.kind == "name" else "=" + item.text)
        body = f"[{re.escape(charset)}]"
        if item.kind == "name":
            group = f"g{len(self.slots)}"
            self.slots.append((group, item.label or item.text, item.text))
            body = f"(?P<{group}>{body})"
        return body, frozenset(charset), False


def compile_pattern(source: str, parts: Mapping[str, str], codes: Mapping[str, str]) -> Compiled:
    """Compile `source`; `parts` are named sub-patterns and `codes` gives the code characters of each class
    (words and marks as "=word"). Raises PatternError.
    """
    compiler = _Compiler(source, parts, codes)
    queue = items(source)
    regex, heads, nullable = compiler.alternatives(queue)
    if queue:
        raise PatternError(f"pattern '{source}' has a stray '{queue[0].text}'")
    if nullable:
        raise PatternError(f"pattern '{source}' can match nothing at all")
    return Compiled(re.compile(regex), tuple(compiler.slots), heads)
