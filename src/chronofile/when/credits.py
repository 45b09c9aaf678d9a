"""Credits: the dated line under a picture. It dates the picture's year, never the day of what the caption tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from chronofile.model import Block, TimeExpression
from chronofile.when import unresolved

REACH = 400
"""Code points between a caption's words and its credit: captions are short; more would reach into the article."""
_AGENCY = re.compile(r"\s{0,3}[/|·]\s{0,3}\w")


def with_credits(found: Sequence[TimeExpression], text: str, blocks: Sequence[Block]) -> tuple[TimeExpression, ...]:
    """Mark dated credits (`role=credit`) and give the undated expressions of their caption the credit's date."""
    if not found:
        return ()
    out = list(found)
    roles = _Roles(blocks)
    for index, expression in enumerate(found):
        if not _is_credit(expression, text, roles):
            continue
        form = unresolved.parse(expression.unresolved)
        form.fields["role"] = "credit"
        out[index] = msgspec.structs.replace(expression, unresolved=unresolved.write(form.op, form.fields))
        stamp = f"{form.number('year'):04d}-{form.number('month'):02d}-{form.number('day'):02d}@{expression.start}"
        for before in range(index - 1, -1, -1):
            other = out[before]
            gap = text[other.end : expression.start]
            if len(gap) > REACH or "role=credit" in other.unresolved or not roles.one_caption(other, expression, gap):
                break
            said = unresolved.parse(other.unresolved)
            if said.op == "date" and "credit" not in said.fields:
                said.fields["credit"] = stamp
                out[before] = msgspec.structs.replace(other, unresolved=unresolved.write(said.op, said.fields))
    return tuple(out)


def _is_credit(expression: TimeExpression, text: str, roles: _Roles) -> bool:
    """A full numeric day in a credit, at the end of a caption, or followed by "/ Agency" at the end of its line."""
    if not expression.rule.startswith("numeric_date"):
        return False
    form = unresolved.parse(expression.unresolved)
    if None in (form.number("year"), form.number("month"), form.number("day")):
        return False
    role, end = roles.at(expression.start)
    if role == "credit":
        return True
    line = text.find("\n", expression.end, expression.end + 80)
    rest = text[expression.end : min(end, line if line >= 0 else expression.end + 80)]
    if role == "caption" and len(rest) <= 40:
        return True
    return len(rest) <= 60 and _AGENCY.match(rest) is not None


class _Roles:
    """Which block a place stands in; blocks are in order and do not overlap."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.starts = [block.start for block in blocks]

    def _index(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)

    def at(self, place: int) -> tuple[str, int]:
        block = self.blocks[self._index(place)]
        return block.role, block.end

    def one_caption(self, first: TimeExpression, credit: TimeExpression, gap: str) -> bool:
        """True when `first` stands in the caption that `credit` closes: the same block, or a caption just before."""
        a, b = self._index(first.start), self._index(credit.start)
        if a == b:
            return "\n" not in gap
        return self.blocks[a].role in ("caption", "credit") and b - a <= 1
