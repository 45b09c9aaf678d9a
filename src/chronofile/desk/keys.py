"""Keys: the letter of each act, the same on every screen; a person may choose others or switch them off."""

from __future__ import annotations

from collections.abc import Mapping

LETTERS: Mapping[str, str] = {
    "accept": "a",
    "reject": "x",
    "unsure": "u",
    "edit": "e",
    "date": "d",
    "people": "p",
    "happened": "f",
    "join": "m",
    "split": "s",
    "original": "o",
    "next": "j",
    "previous": "k",
    "all": "A",
    "page": "b",
    "search": "/",
    "keys": "?",
    "undo": "z",
    "again": "Z",
    "new": "n",
    "tick": "x",
    "mark": "v",
    "mark back": "V",
    "statement": "t",
    "open item": "i",
    "same": "y",
    "different": "n",
    "go chronology": "g c",
    "go review": "g r",
    "go pages": "g p",
    "go who": "g w",
    "go disagreements": "g d",
    "go open": "g o",
}
"""Name of act: letter; a capital is Shift and the letter, two letters are pressed one after the other."""


def letter(act: str, chosen: Mapping[str, str]) -> str:
    return chosen.get(act) or LETTERS[act]
