"""Place chains: "in Kenosha, Wisconsin, United States" is one noun phrase, and its commas part nothing."""

from __future__ import annotations

from collections.abc import Sequence as Many

from chronofile.find.chunks import Chunk
from chronofile.find.names import Name

_LONGEST = 3
"""A town, its region and its land; more are a list."""


def joined_places(found: list[Chunk], names: Many[Name]) -> list[Chunk]:
    """A place behind a preposition with the places between commas that it lies in, unless they go on as a list. The
    comma that closes them before a verb is theirs.
    """
    places = {n.first: n.last for n in names if n.type == "LOC"}
    if len(places) < 2:
        return found
    made: list[Chunk] = []
    i = 0
    while i < len(found):
        end = _chain_end(found, i, places)
        if end > i + 1:
            first, last = found[i], found[end - 1]
            made.append(Chunk("NP", first.first, last.last, first.head))
            closes = end + 1 < len(found) and found[end].kind == "," and found[end + 1].kind == "VG"
            closes = closes and not _opened(made[:-1])
            i = end + 1 if closes else end
        else:
            made.append(found[i])
            i += 1
    return made


def _opened(before: list[Chunk]) -> bool:
    """A comma stands between the verb before and the chain: what closes the chain may close that too."""
    for chunk in reversed(before):
        if chunk.kind in ("VG", "S", "W", ":"):
            return False
        if chunk.kind == ",":
            return True
    return False


def _chain_end(found: list[Chunk], i: int, places: dict[int, int]) -> int:
    """Index behind the last chunk of the chain that starts at `i`; `i + 1` where none does."""
    if not _is_place(found[i], places) or not i or found[i - 1].kind != "I":
        return i + 1
    end, count = i + 1, 1
    while end + 1 < len(found) and found[end].kind == "," and _is_place(found[end + 1], places):
        end, count = end + 2, count + 1
    goes_on = end < len(found) and (
        found[end].kind == "C" or (end + 1 < len(found) and found[end].kind == "," and found[end + 1].kind == "C")
    )
    return end if count <= _LONGEST and not goes_on else i + 1


def _is_place(chunk: Chunk, places: dict[int, int]) -> bool:
    """A noun phrase that is a place's name and nothing else, or ends in one."""
    return chunk.kind == "NP" and not chunk.pronoun and any(
        chunk.first <= first and last == chunk.last for first, last in places.items()
    )  # fmt: skip
