"""SyndicationGroup: one report and its copies, counted once."""

from __future__ import annotations

import msgspec


class SyndicationGroup(msgspec.Struct, frozen=True, kw_only=True):
    """`original` and `copies` are text layer ids; the original is the earliest published, then the longest, then by
    content. `reasons` gives, copy by copy, why it is one ("93 % of its 5-word runs stand in …").
    """

    original: str
    copies: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        return (self.original, *self.copies)
