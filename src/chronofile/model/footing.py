"""Footing: what an entry stands on but for people's decisions, so that a decision on it needs no fold of the case."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from chronofile.model.disagreement import Disagreement
from chronofile.model.entry import Chronology, Entry


class Footing(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """`place` puts entries in reading order; its end, `tail`, is made of content that no decision changes. `content` is
    the hash of all the entry says, ids left out.

    `simple` tells that a decision on this entry bears on it alone and can be worked out from this record; `by_itself`
    that the program makes the same entry when nobody decides anything on it. `reason` and `joined` are why the program
    found it and why it joined its tellings. `plain` is the program's entry and `open` its disagreements before people
    settled any; None where the entry and its disagreements are just these.
    """

    place: str
    tail: str = ""
    content: bytes = b""
    simple: bool = False
    by_itself: bool = False
    reason: str = ""
    joined: str = ""
    plain: Entry | None = None
    open: tuple[Disagreement, ...] | None = None


class Folded(msgspec.Struct, frozen=True, kw_only=True):
    """A chronology with the footing of each entry (by id) and `ground`, the hash of all that is not in an entry.

    Without footings the chronology is whole all the same; it only has to be folded again after each decision.
    """

    chronology: Chronology
    footings: Mapping[str, Footing] = {}
    ground: str = ""
