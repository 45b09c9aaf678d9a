"""Part: a long list in parts, one on a screen, with the way to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec
from django.http import HttpRequest

T = TypeVar("T")


class Part(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """`number` of `last` parts, both counted from 1; `query` is the rest of the address, to be kept on the way."""

    rows: Sequence[T]
    number: int
    last: int
    query: str


def part_of(request: HttpRequest, rows: Sequence[T], length: int) -> Part[T]:
    """The part that the address asks for with `page`; the nearest there is where it asks for none of them."""
    last = max(1, -(-len(rows) // length))
    asked = request.GET.get("page", "1")
    number = min(max(1, int(asked)), last) if asked.isdecimal() and len(asked) < 9 else 1
    query = request.GET.copy()
    query.pop("page", None)
    shown = rows[(number - 1) * length : number * length]
    return Part(rows=shown, number=number, last=last, query=query.urlencode())
