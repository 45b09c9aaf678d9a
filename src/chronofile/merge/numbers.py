"""Numbers that reports give, as ranges: "two", "about 300", "at least 40"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from chronofile import lang
from chronofile.merge.words import words
from chronofile.model import Quantity

_LOOK_BACK = 28
_ABOUT = 0.1
"""How far "about" reaches, as a share of the number: "about 300" fits 270 to 330."""
_WAYS = ("at_least", "more_than", "at_most", "less_than", "about")


class Amount(NamedTuple):
    """A number of something. `low` and `high` are both included; `way` is "" for an exact number; `unit` is what is
    compared (the last word of what is counted), `noun` all of it.
    """

    value: float
    unit: str
    way: str
    low: float
    high: float
    noun: str

    @property
    def shown(self) -> str:
        number = f"{self.value:g}"
        lead = {"": "", "about": "about ", "at_least": "at least ", "more_than": "more than "}
        lead |= {"at_most": "up to ", "less_than": "fewer than "}
        return f"{lead[self.way]}{number} {self.noun}".strip()


def amount(quantity: Quantity, text: str, language: str) -> Amount:
    """The range a number stands for, by the words right before it."""
    value = float(quantity.value)
    way = _way(text[max(0, quantity.start - _LOOK_BACK) : quantity.start], language)
    low, high = {
        "": (value, value),
        "about": (value - abs(value) * _ABOUT, value + abs(value) * _ABOUT),
        "at_least": (value, float("inf")),
        "more_than": (value, float("inf")),
        "at_most": (float("-inf"), value),
        "less_than": (float("-inf"), value),
    }[way]
    return Amount(value, _unit(quantity.unit), way, low, high, " ".join(quantity.unit.split()))


def _way(before: str, language: str) -> str:
    data = lang.load(language, "merge").get("numbers", {})
    tail = " " + re.sub(r"\s+", " ", before.casefold()).rstrip()
    found = [(len(phrase), way) for way in _WAYS for phrase in data.get(way, ()) if tail.endswith(f" {phrase}")]
    return max(found)[1] if found else ""


def _unit(unit: str) -> str:
    """What is counted, by its last word: "North Korean soldier" and "soldier" are one unit."""
    parts = words(unit)
    return parts[-1] if parts else ""


def contradict(a: Amount, b: Amount) -> bool:
    """No number fits both. Numbers of different things never contradict."""
    return a.unit == b.unit and bool(a.unit) and (a.low > b.high or b.low > a.high)


def single(amounts: Sequence[Amount]) -> dict[str, Amount]:
    """Amounts by unit, units that one sentence counts twice left out: which of the two is meant is not known."""
    seen: dict[str, Amount | None] = {}
    for one in amounts:
        seen[one.unit] = None if one.unit in seen and seen[one.unit] != one else one
    return {unit: one for unit, one in sorted(seen.items()) if one is not None and unit}
