"""The unresolved form: one line that holds all an expression says, before anything is known of the page.

An operation and its fields, `name=value` with single spaces: `date month=1 year=pub+0` ("January of this year").

Operations
    date      a point or period of the calendar; fields year month day weekday week quarter half season decade century
              weekend holiday fiscal isoweek nthweek weekof, day2 year2 (last of a range), part (MO MI AF EV NI DT),
              clock hour hhmm mer zone, mod dir era
    shift     n unit from (pub or ref): "two weeks ago", "three days later"
    period    n unit from: a stretch that ends or begins at `from`: "the past three years"
    duration  n unit (n2 unit2): "three years"
    set       "every Friday": value quant freq
    vague     value: PRESENT_REF PAST_REF FUTURE_REF
A field's value is a number, `pub+N` (counted from publication), `ref+N` (from the date last mentioned), `near+N` (the
one that fits: publication in news, the running date in a narrative), or a word.
Fields any operation may carry: `prep` (since by until before after), `credit` (`YYYY-MM-DD@START`, the dated credit of
the same caption), `alt` (another reading), `approx`, `sentence` (the start of the sentence it stands in),
`verb` ("close": the verb that gave the tense stands right before), `seen` ("past": still to come when it was told, not
when it was written), `told` (`START-END`, the verb of telling it stands under).
A weekday's `side` (+1, -1) is the nearest one after or before publication. `as=length` on a shift keeps the length as
its TIMEX3 value, as some languages' corpora write it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SIGNED = re.compile(r"[+-]\d{1,3}")
_RELATIVE = re.compile(r"(pub|ref|near)([+-]\d{1,3})")


class Unresolved(NamedTuple):
    op: str
    fields: dict[str, str]

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    def number(self, name: str) -> int | None:
        """The field as a whole number, None when it is missing or relative."""
        text = self.fields.get(name)
        return int(text) if text is not None and text.isdecimal() and len(text) <= 6 else None

    def relative(self, name: str) -> tuple[str, int] | None:
        """("pub", -1) of `pub-1`; None when the field is missing or not relative."""
        m = _RELATIVE.fullmatch(self.fields.get(name, ""))
        return (m[1], int(m[2])) if m else None

    def number_sign(self, name: str) -> int | None:
        """A signed number ("+1", "-1", "+0"), None when missing or relative."""
        text = self.fields.get(name, "")
        return int(text) if _SIGNED.fullmatch(text) else None


def parse(text: str) -> Unresolved:
    op, _, rest = text.partition(" ")
    fields: dict[str, str] = {}
    for piece in rest.split(" "):
        name, eq, value = piece.partition("=")
        if eq:
            fields[name] = value
    return Unresolved(op, fields)


def write(op: str, fields: dict[str, str]) -> str:
    """The inverse of `parse`; fields keep their order."""
    return " ".join([op, *(f"{name}={value}" for name, value in fields.items())])
