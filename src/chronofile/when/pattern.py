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


Pairs = tuple[tuple[frozenset[str], frozenset[str]], ...]


class Shape(NamedTuple):
    """A piece of a pattern: its regular expression, the codes it can begin with, those that can be all of it, and which
    code can follow which as its first two; codes of which every match holds one (empty: none known); its longest match.
    """

    text: str
    heads: frozenset[str]
    alone: frozenset[str]
    pairs: Pairs
    nullable: bool
    needs: frozenset[str] = frozenset()
    width: int = 0


class Compiled(NamedTuple):
    """`slots` names, for each group of the expression, the slot it fills and the class it is in; `heads` holds every
    code a match can begin with, `follow` the codes that can come second behind each head, None where the head may stand
    alone. Every match holds a code of `needed` among its at most `width` tokens.
    """

    regex: re.Pattern[str]
    slots: tuple[tuple[str, str], ...]
    heads: frozenset[str]
    follow: Mapping[str, frozenset[str] | None]
    needed: re.Pattern[str] | None
    width: int

    def match(self, code: str, at: int) -> re.Match[str] | None:
        """A match at `at`. Rules for rare things (a clock time on a day) have many ways to begin and one thing they
        cannot do without: to look for that first took nine tenths off the time of a text that is all dates.
        """
        if self.needed is not None and self.needed.search(code, at, at + self.width) is None:
            return None
        return self.regex.match(code, at)


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
        self.slots: list[tuple[str, str]] = []
        self.consumed = False

    def charset(self, name: str) -> str:
        found = self.codes.get(name)
        if not found:
            raise PatternError(f"pattern '{self.source}' names '{name}', which no word list, part or form defines")
        return found

    def alternatives(self, queue: list[Item]) -> Shape:
        """`A | B | …` up to `)` or the end."""
        branches: list[Shape] = []
        before = after = self.consumed
        while True:
            self.consumed = before
            branches.append(self.sequence(queue))
            after |= self.consumed
            if not queue or queue[0].text != "|" or queue[0].kind != "sign":
                break
            queue.pop(0)
        self.consumed = after
        text = "(?:" + "|".join(branch.text for branch in branches) + ")" if len(branches) > 1 else branches[0].text
        return Shape(
            text,
            frozenset().union(*(branch.heads for branch in branches)),
            frozenset().union(*(branch.alone for branch in branches)),
            tuple({pair: None for branch in branches for pair in branch.pairs}),
            any(branch.nullable for branch in branches),
            frozenset().union(*(b.needs for b in branches)) if all(b.needs for b in branches) else frozenset(),
            max(branch.width for branch in branches),
        )

    def sequence(self, queue: list[Item]) -> Shape:
        made = Shape("", frozenset(), frozenset(), (), nullable=True)
        while queue and not (queue[0].kind == "sign" and queue[0].text in "|)"):
            piece = self.one(queue)
            if queue and (queue[0].kind == "times" or queue[0].text == "?"):
                sign = queue.pop(0).text
                again = ((piece.alone, piece.heads),) if sign != "?" and piece.alone else ()
                empty = piece.nullable or sign == "?" or sign.startswith("{0")
                piece = piece._replace(
                    text=f"(?:{piece.text}){sign}",
                    pairs=piece.pairs + again,
                    nullable=empty,
                    needs=frozenset() if empty else piece.needs,
                    width=piece.width * (1 if sign == "?" else int(sign[3])),
                )
            made = _then(made, piece)
        return made

    def one(self, queue: list[Item]) -> Shape:
        item = queue.pop(0)
        if item.kind == "sign" and item.text == "(":
            inner = self.alternatives(queue)
            if not queue or queue.pop(0).text != ")":
                raise PatternError(f"pattern '{self.source}' lacks a ')'")
            return inner._replace(text="(?:" + inner.text + ")")
        if item.kind == "look":
            negative, steps = _look(item.text)
            sets = ["".join(self.charset(n if n[:1].isupper() else "=" + n.strip("'")) for n in step) for step in steps]
            behind = "" if self.consumed else "<"
            body = "".join(f"[{re.escape(charset)}]" for charset in sets)
            text = f"(?{behind}{'!' if negative else '='}{body})"
            return Shape(text, frozenset(), frozenset(), (), nullable=True)
        if item.kind == "name" and item.text in self.parts:
            inner = self.alternatives(items(self.parts[item.text]))
            return inner._replace(text="(?:" + inner.text + ")")
        if item.kind not in ("name", "word", "mark"):
            raise PatternError(f"pattern '{self.source}' has a stray '{item.text}'")
        self.consumed = True
        charset = self.charset(item.text if item.kind == "name" else "=" + item.text)
        body = f"[{re.escape(charset)}]"
        if item.kind == "name":
            self.slots.append((item.label or item.text, item.text))
            body = f"({body})"
        codes = frozenset(charset)
        return Shape(body, codes, codes, (), nullable=False, needs=codes, width=1)


def _then(first: Shape, second: Shape) -> Shape:
    pairs = dict.fromkeys(first.pairs)
    if first.alone and second.heads:
        pairs[first.alone, second.heads] = None
    if first.nullable:
        pairs.update(dict.fromkeys(second.pairs))
    return Shape(
        first.text + second.text,
        first.heads | second.heads if first.nullable else first.heads,
        (first.alone if second.nullable else frozenset()) | (second.alone if first.nullable else frozenset()),
        tuple(pairs),
        first.nullable and second.nullable,
        _rarer(first, second),
        first.width + second.width,
    )


def _rarer(first: Shape, second: Shape) -> frozenset[str]:
    """What to look for of two pieces in a row: not what a match begins with (that it stands there is known)."""
    if second.needs and first.needs <= first.heads:
        return second.needs
    return min((needs for needs in (first.needs, second.needs) if needs), key=len, default=frozenset())


def compile_pattern(source: str, parts: Mapping[str, str], codes: Mapping[str, str]) -> Compiled:
    """Compile `source`; `parts` are named sub-patterns and `codes` gives the code characters of each class
    (words and marks as "=word"). Raises PatternError.
    """
    compiler = _Compiler(source, parts, codes)
    queue = items(source)
    shape = compiler.alternatives(queue)
    if queue:
        raise PatternError(f"pattern '{source}' has a stray '{queue[0].text}'")
    if shape.nullable:
        raise PatternError(f"pattern '{source}' can match nothing at all")
    rare = shape.width > 2 and bool(shape.needs)
    needed = re.compile(f"[{re.escape(''.join(sorted(shape.needs)))}]") if rare else None
    slots = tuple(compiler.slots)
    return Compiled(re.compile(shape.text), slots, shape.heads, _follow(shape), needed, shape.width)


def _follow(shape: Shape) -> Mapping[str, frozenset[str] | None]:
    known: dict[str, set[str]] = {head: set() for head in shape.heads - shape.alone}
    for heads, seconds in shape.pairs:
        for head in heads:
            if head in known:
                known[head] |= seconds
    same: dict[frozenset[str], frozenset[str]] = {}
    out: dict[str, frozenset[str] | None] = dict.fromkeys(shape.heads)
    for head, found in known.items():
        frozen = frozenset(found)
        out[head] = same.setdefault(frozen, frozen)
    return out
