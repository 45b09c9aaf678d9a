"""Sharing: equal strings of many records held once.

Decoding makes every string anew: the rule, the reason and the page's hash of each of thirty thousand findings. On 500
generated pages (72 findings each) they take 88 of 156 MB.
"""

from __future__ import annotations

from functools import cache

import msgspec

from chronofile.model import Span

_STRINGLESS = (int, float, bool, Span, tuple[Span, ...], Span | None)
_LONGEST = 200
"""Code points: longer strings are texts, and not repeated."""


def share(record: object, known: dict[str, str]) -> None:
    """Replace every string inside frozen records by the equal one in `known`, and add those that are new.

    No value changes: this is for records that were just decoded and that nobody else holds.
    """
    if isinstance(record, tuple):
        for item in record:
            share(item, known)
    elif isinstance(record, msgspec.Struct):
        for name in _holding(type(record)):
            value = getattr(record, name)
            if isinstance(value, str):
                if len(value) <= _LONGEST and (held := known.setdefault(value, value)) is not value:
                    msgspec.structs.force_setattr(record, name, held)
            elif isinstance(value, tuple | msgspec.Struct):
                share(value, known)


@cache
def _holding(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a record that can hold a string, directly or inside."""
    return tuple(field.name for field in msgspec.structs.fields(kind) if field.type not in _STRINGLESS)
