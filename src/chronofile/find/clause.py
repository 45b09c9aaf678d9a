"""Clause: one verb group with what belongs to it."""

from __future__ import annotations

import msgspec

from chronofile.find.chunks import VerbGroup


class Clause(msgspec.Struct):
    """`subject` and `objects` are indexes of noun-phrase chunks, joined ones side by side; `preps` pairs of a
    preposition (lower case) and the index of its noun phrase; `times` chunk indexes. `at` is the verb's chunk.
    `kind`: main, complement, relative, adverbial, participle (bare, passive in sense), ing, infinitive.
    `governor` is the index of the clause this one hangs on, -1 for none. `end` is the chunk where it stops, excluded.
    """

    at: int
    verb: VerbGroup
    kind: str = "main"
    governor: int = -1
    subject: list[int] = []
    shared: bool = False
    objects: list[int] = []
    preps: list[tuple[str, int]] = []
    times: list[int] = []
    inverted: bool = False
    start: int = 0
    end: int = 0
