"""Stretch: words of a draft that should follow each other on a page."""

from __future__ import annotations

import re

import msgspec

from chronofile.check.draft import Draft
from chronofile.check.quotations import Quotation, stretches
from chronofile.check.words import words
from chronofile.model import Span

LONGEST = 400
"""Words compared at once; a longer stretch is cut, and its parts must follow each other."""
_BRACKETS = re.compile(r"\[([^\[\]]{0,200})\]")
_SIC = "sic"


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """`keys` are the words to find, with their places in the draft's text. `brackets` tells before which of them words
    in square brackets stand, which are the writer's own. `after_ellipsis`: words were left out before it;
    `before_ellipsis`: after it, and nothing of the quotation follows.
    """

    span: Span
    keys: tuple[str, ...]
    spans: tuple[Span, ...]
    brackets: dict[int, Span] = {}
    after_ellipsis: bool = False
    before_ellipsis: bool = False
    leading_ellipsis: bool = False

    def stretch_of(self, first: int, last: int) -> Span:
        """Where words `first` to before `last` stand; an empty span at the place of `first` where equal."""
        if first < last:
            return Span(self.spans[first].start, self.spans[last - 1].end)
        at = self.spans[first].start if first < len(self.spans) else self.span.end
        return Span(at, at)


def stretches_of(draft: Draft, quotation: Quotation) -> list[Stretch]:
    """What a quotation asks to be found, in order; empty where it holds no word."""
    made: list[Stretch] = []
    parts = stretches(draft.text, quotation)
    for number, (span, after) in enumerate(parts):
        ends = number + 1 < len(parts) and not parts[number + 1][0].of(draft.text) and parts[number + 1][1]
        whole = stretch(draft.text, span)
        if not whole.keys:
            continue
        for first in range(0, len(whole.keys), LONGEST):
            last = min(len(whole.keys), first + LONGEST)
            piece = msgspec.structs.replace(
                whole,
                span=whole.span if last - first == len(whole.keys) else whole.stretch_of(first, last),
                keys=whole.keys[first:last],
                spans=whole.spans[first:last],
                brackets={at - first: own for at, own in whole.brackets.items() if first <= at < last},
                after_ellipsis=after and first == 0 and bool(made),
                leading_ellipsis=after and first == 0 and not made,
                before_ellipsis=ends and last == len(whole.keys),
            )
            made.append(piece)
    return made


def stretch(text: str, span: Span) -> Stretch:
    """The words of a span; `[T]he` is one word, `[sic]` none, other words in brackets are set aside."""
    found = words(text, span.start, span.end)
    aside = [(m.span(), m[1]) for m in _BRACKETS.finditer(text, span.start, span.end)]
    keys: list[str] = []
    spans: list[Span] = []
    brackets: dict[int, Span] = {}
    number, joins = 0, False
    for key, start, end in zip(found.keys, found.starts, found.ends, strict=True):
        while number < len(aside) and aside[number][0][1] <= start:
            number += 1
        if joins and spans and start == spans[-1].end + 1:
            keys[-1] += key
            spans[-1] = Span(spans[-1].start, end)
            joins = False
            continue
        joins = False
        if number < len(aside) and aside[number][0][0] < start:
            (opens, closes), inside = aside[number]
            if len(inside) == 1 and inside.isalpha() and closes < span.end and text[closes].isalpha():
                joins = True
            elif inside.strip().casefold() != _SIC:
                brackets.setdefault(len(keys), Span(opens, closes))
                continue
            else:
                continue
        keys.append(key)
        spans.append(Span(start, end))
    return Stretch(span=span, keys=tuple(keys), spans=tuple(spans), brackets=brackets)
