"""Where the reports of one entry differ, and which value is shown meanwhile.

Two values contradict, refine each other, or fit. Only contradictions become a disagreement; a value is still shown,
by a rule that is told, and the entry is flagged: there is no silent winner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from chronofile.merge import numbers, places
from chronofile.merge.claims import Told
from chronofile.merge.digest import encoded
from chronofile.merge.numbers import Amount
from chronofile.merge.words import words
from chronofile.model import DateValue, Disagreement, Reading, compare

Stand = Literal["equal", "refines", "refined_by", "compatible", "contradicts"]
COMPARED: tuple[Literal["date", "place", "number", "factuality", "attribution"], ...] = (
    "date",
    "place",
    "number",
    "factuality",
    "attribution",
)
_HAPPENED = frozenset({"occurred", "ongoing"})
_DID_NOT = frozenset({"denied", "cancelled"})
_MOST_VALUES = 40


class Choice(NamedTuple):
    """The value shown for one attribute and why; `disputed` when another value contradicts it."""

    value: DateValue | Amount | str
    why: str
    disputed: bool


def stand(a: Told, b: Told, known: Mapping[str, str]) -> Stand:
    """How two claims of one attribute stand to each other."""
    left, right = a.value, b.value
    if isinstance(left, DateValue) and isinstance(right, DateValue):
        return "compatible" if a.not_yet != b.not_yet else compare(left, right)
    if isinstance(left, Amount) and isinstance(right, Amount):
        return _numbers(left, right)
    if not isinstance(left, str) or not isinstance(right, str):
        return "compatible"
    if left == right:
        return "equal"
    if a.attribute == "place":
        return places.relation(left, right, a.page.language, known)
    if a.attribute == "factuality":
        apart = (left in _HAPPENED and right in _DID_NOT) or (left in _DID_NOT and right in _HAPPENED)
        return "contradicts" if apart else "compatible"
    return _names(left, right)


def _numbers(a: Amount, b: Amount) -> Stand:
    if a.unit != b.unit:
        return "compatible"
    if numbers.contradict(a, b):
        return "contradicts"
    if (a.low, a.high) == (b.low, b.high):
        return "equal"
    if b.low <= a.low and a.high <= b.high:
        return "refines"
    return "refined_by" if a.low <= b.low and b.high <= a.high else "compatible"


def _names(a: str, b: str) -> Stand:
    left, right = set(words(a)), set(words(b))
    if left == right:
        return "equal"
    if left & right:
        return "refines" if right <= left else "refined_by" if left <= right else "compatible"
    return "contradicts"


class _Value(NamedTuple):
    """One distinct value with all claims that give it."""

    first: Told
    claims: tuple[Told, ...]

    @property
    def reports(self) -> frozenset[str]:
        return frozenset(c.report for c in self.claims)


def _values(claims: Sequence[Told]) -> list[_Value]:
    """Distinct values, those that most reports give first; a page broken into thousands keeps the first forty."""
    by: dict[str, list[Told]] = {}
    for claim in sorted(claims, key=lambda c: c.order):
        by.setdefault(_identity(claim), []).append(claim)
    made = [_Value(own[0], tuple(own)) for own in by.values()]
    return sorted(made, key=lambda v: (-len(v.reports), v.first.order))[:_MOST_VALUES]


def _identity(claim: Told) -> str:
    value = claim.value
    if isinstance(value, DateValue):
        return f"{value.earliest}|{value.latest}|{value.extent}|{value.qualifier}|{claim.not_yet}"
    if isinstance(value, Amount):
        return f"{value.unit}|{value.low}|{value.high}"
    return " ".join(words(value)) or value


def choose(claims: Sequence[Told], known: Mapping[str, str]) -> Choice | None:
    """The value that most independent reports fit, then the most precise, then the earliest published."""
    if len(claims) == 1:
        return Choice(claims[0].value, _told_by(1), False)
    values = _values(claims)
    if not values:
        return None
    if len(values) == 1:
        return Choice(values[0].first.value, _told_by(len(values[0].reports)), False)
    relations = {(i, j): stand(a.first, b.first, known) for i, a in enumerate(values) for j, b in enumerate(values)}
    every = frozenset().union(*(v.reports for v in values))
    fits = [
        frozenset().union(*(b.reports for j, b in enumerate(values) if i == j or relations[i, j] != "contradicts"))
        for i in range(len(values))
    ]

    def rank(i: int) -> tuple[Any, ...]:
        sharper = sum(relations[i, j] == "refines" for j in range(len(values)) if j != i)
        return -len(fits[i]), -sharper, _width(values[i].first.value), -len(values[i].reports), values[i].first.order

    best = min(range(len(values)), key=rank)
    disputed = any(relations[best, j] == "contradicts" for j in range(len(values)) if j != best)
    why = f"{_told_by(len(values[best].reports))}; fits {len(fits[best])} of {len(every)}"
    if any(relations[best, j] == "refines" for j in range(len(values)) if j != best):
        why += "; the most precise"
    if disputed:
        why += "; reports differ"
    return Choice(values[best].first.value, why, disputed)


def _told_by(reports: int) -> str:
    return "told by 1 report" if reports == 1 else f"told by {reports} reports"


def _width(value: DateValue | Amount | str) -> float:
    """Smaller is more precise. Names are not ranked by this."""
    if isinstance(value, DateValue):
        first, last = value.first_day, value.last_day
        return float((last - first).days) if first and last else float("inf")
    return value.high - value.low if isinstance(value, Amount) else 0.0


def disagreements(claims: Sequence[Told], known: Mapping[str, str], entry_key: str, aspect: str) -> list[Disagreement]:
    """The contradictions among an entry's claims, open; `entry` is left empty for the caller to fill."""
    made = []
    for attribute in COMPARED:
        if attribute == "attribution" and aspect != "statement":
            continue
        own = [c for c in claims if c.attribute == attribute]
        if len(own) < 2:
            continue
        for unit in sorted({c.value.unit if isinstance(c.value, Amount) else "" for c in own}):
            same = [c for c in own if not isinstance(c.value, Amount) or c.value.unit == unit]
            sides = _sides(_values(same), known)
            if len(sides) > 1:
                made.append(_disagreement(attribute, sides, entry_key))
    return made


def _sides(values: Sequence[_Value], known: Mapping[str, str]) -> list[list[_Value]]:
    """Values that contradict one another, those that only refine each other on one side."""
    if len(values) < 2:
        return []
    relations = {(i, j): stand(a.first, b.first, known) for i, a in enumerate(values) for j, b in enumerate(values)}
    in_dispute = [i for i in range(len(values)) if any(relations[i, j] == "contradicts" for j in range(len(values)))]
    sides: list[list[int]] = []
    for i in in_dispute:
        home = next(
            (
                side
                for side in sides
                if any(relations[i, j] in ("equal", "refines", "refined_by") for j in side)
                and all(relations[i, j] != "contradicts" for j in side)
            ),
            None,
        )
        if home is None:
            sides.append([i])
        else:
            home.append(i)
    return [[values[i] for i in side] for side in sides]


def _disagreement(
    attribute: Literal["date", "place", "number", "factuality", "attribution"],
    sides: Sequence[Sequence[_Value]],
    entry_key: str,
) -> Disagreement:
    readings = tuple(sorted((_reading(side) for side in sides), key=lambda r: (-r.reports, encoded(r))))
    content = encoded([attribute, [[r.value, r.shown] for r in readings]])
    digest = hashlib.sha256(entry_key.encode("utf-8", "surrogatepass") + b"\x1f" + content).hexdigest()[:32]
    return Disagreement(id=digest, entry="", attribute=attribute, readings=readings)


def _reading(side: Sequence[_Value]) -> Reading:
    claims = sorted((c for v in side for c in v.claims), key=lambda c: c.order)
    sharpest = min(side, key=lambda v: (_width(v.first.value), -len(str(v.first.shown)), v.first.order)).first
    speakers = {c.attributed_to for c in claims}
    value = sharpest.value
    return Reading(
        value=shown_value(value),
        shown=sharpest.shown,
        citations=tuple(c.citation for c in claims),
        attributed_to=next(iter(speakers)) if len(speakers) == 1 else None,
        reports=len({c.report for c in claims}),
    )


def shown_value(value: DateValue | Amount | str) -> Any:
    """A claim's value in JSON's own types."""
    if isinstance(value, DateValue):
        return msgspec.to_builtins(value)
    return value.shown if isinstance(value, Amount) else value
