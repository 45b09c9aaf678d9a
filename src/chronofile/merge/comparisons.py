"""The comparisons by which two tellings are called one event: each a function, all with their weights in one table.

To add one, write a function of two tellings that returns a share of its weight (0 to 1) with its reason in words, or
None when it has nothing to say, and give it a line in COMPARISONS. Weights were set on ECB+ and MEANTIME
(tools/bench_merge.py coref); a wrong join costs a reader more than a missed one, so JOIN asks for three good reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from chronofile.merge.numbers import contradict
from chronofile.merge.places import relation
from chronofile.merge.telling import Telling, meet
from chronofile.merge.words import weight

JOIN = 4.75
"""Score from which two tellings are one event."""
RETOLD = 2.0
"""The same for a retelling on one page (headline, lead, caption) of what happens once; see ONCE."""
PROPOSE = 3.75
"""Score from which they are put before a person."""
NEVER = float("inf")
MOST_APART = 4
"""Days by which two reports of one event may differ and still be joined (and shown as a disagreement)."""

ONCE = frozenset({"capture", "death", "release", "repatriation", "escape", "appointment", "deployment"})
"""Kinds that happen to one and the same target once in a story: two tellings on one page with the same words and the
same people are one event even where the page dates them vaguely."""

_NOT_YET = frozenset({"planned", "possible"})

Said = tuple[float, str] | None


class Comparison(NamedTuple):
    """`weight` is what a full answer of 1 adds to the score; negative weights speak against."""

    name: str
    weight: float
    answer: Callable[[Telling, Telling, Mapping[str, str]], Said]


class Match(NamedTuple):
    """How two tellings compare. `needed` is the score from which they join; out of reach where they may only be
    proposed to a person.
    """

    score: float
    reason: str
    needed: float

    @property
    def joins(self) -> bool:
        return self.score >= self.needed


def same_kind(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    if a.kind != b.kind:
        return None
    return (0.5, "both of no particular kind") if a.kind == "other" else (1.0, f"both tell of the same kind: {a.kind}")


def same_family(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    return (1.0, "the same word for it") if a.family and a.family == b.family else None


def same_day(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    gap = days_apart(a, b)
    if gap is None or gap > 0:
        return None
    if a.first == a.last == b.first == b.last:
        return 1.0, "the same day"
    return (0.6, "days that overlap") if a.narrow and b.narrow else (0.2, "dates that fit")


def days_differ(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    gap = days_apart(a, b)
    return (1.0, f"dates {gap} days apart" if gap > 1 else "dates a day apart") if gap else None


def same_doer(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    return _shared(a.doers, b.doers, "the same actor", "an actor described alike")


def same_target(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    return _shared(a.done_to, b.done_to, "it happened to the same", "it happened to someone described alike")


def many_targets(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    both = [h for h in a.done_to & b.done_to if h[0] in "kp"]
    return (1.0, f"{len(both)} of them") if len(both) > 1 else None


def same_others(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    both = meet(a.agents, b.agents) - (a.doers & b.doers) - (a.done_to & b.done_to)
    return (1.0, "others in it are the same") if any(h[0] in "kp" for h in both) else None


def other_target(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    if not a.done_to or not b.done_to or meet(a.done_to, b.done_to):
        return None
    return 1.0, "it happened to others"


def same_place(a: Telling, b: Telling, known: Mapping[str, str]) -> Said:
    if not a.place or not b.place:
        return None
    stand = relation(a.place, b.place, a.language, known)
    return (1.0, "the same place") if stand in ("equal", "refines", "refined_by") else None


def people_and_place(a: Telling, b: Telling, known: Mapping[str, str]) -> Said:
    """The same named people in the same part at the same place: rarely two events within days."""
    named = [h for h in (a.done_to & b.done_to) | (a.doers & b.doers) if h[0] in "kp"]
    return (1.0, "the same people there") if len(named) > 1 and same_place(a, b, known) else None


def other_place(a: Telling, b: Telling, known: Mapping[str, str]) -> Said:
    if not a.place or not b.place:
        return None
    return (1.0, "different places") if relation(a.place, b.place, a.language, known) == "contradicts" else None


def same_words(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    """How much of what the shorter telling says stands in the other, by rarity."""
    least = min(a.weight, b.weight)
    if a.language != b.language or not least:
        return None
    share = weight(a.words & b.words, a.language) / least
    return (share, f"{share:.0%} of the rarer words in common") if share >= 0.1 else None


def same_numbers(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    both = [u for u in a.amounts if u in b.amounts and a.amounts[u].value == b.amounts[u].value]
    return (1.0, f"the same number: {a.amounts[both[0]].shown}") if both else None


def other_numbers(a: Telling, b: Telling, _: Mapping[str, str]) -> Said:
    both = [u for u in a.amounts if u in b.amounts and contradict(a.amounts[u], b.amounts[u])]
    return (1.0, "numbers that differ") if both else None


COMPARISONS: tuple[Comparison, ...] = (
    Comparison("kind", 1.0, same_kind),
    Comparison("family", 1.0, same_family),
    Comparison("day", 1.5, same_day),
    Comparison("days apart", -1.25, days_differ),
    Comparison("actor", 1.0, same_doer),
    Comparison("target", 1.25, same_target),
    Comparison("targets", 0.75, many_targets),
    Comparison("others", 0.5, same_others),
    Comparison("other target", -2.0, other_target),
    Comparison("place", 0.5, same_place),
    Comparison("people and place", 0.75, people_and_place),
    Comparison("other place", -0.75, other_place),
    Comparison("words", 2.5, same_words),
    Comparison("numbers", 0.5, same_numbers),
    Comparison("other numbers", -0.5, other_numbers),
)


def compare_tellings(a: Telling, b: Telling, known: Mapping[str, str]) -> Match | None:
    """How two tellings compare; None when they cannot be one event. `known` is what the case says of its places."""
    if _cannot_be(a, b):
        return None
    score, reasons = 0.0, []
    for comparison in COMPARISONS:
        said = comparison.answer(a, b, known)
        if said is not None:
            score += comparison.weight * said[0]
            reasons.append(said[1])
    return Match(round(score, 4), "; ".join(reasons), _needed(a, b))


def _cannot_be(a: Telling, b: Telling) -> bool:
    """One sentence names two events; another actor, another person it happened to, days far apart: another event."""
    if a.kind != b.kind and a.family != b.family:
        return True
    if a.doers and b.doers and not meet(a.doers, b.doers):
        return True
    if a.done_to and b.done_to and _named(a.done_to) and _named(b.done_to) and not meet(a.done_to, b.done_to):
        return True
    if a.page == b.page and a.sentence == b.sentence:
        return True
    gap = days_apart(a, b)
    return gap is not None and gap > MOST_APART


def _needed(a: Telling, b: Telling) -> float:
    """A plan is not yet the event; a vague date only proposes, but for a retelling on one page."""
    if (a.factuality in _NOT_YET) != (b.factuality in _NOT_YET):
        return NEVER
    once = a.page == b.page and a.kind == b.kind and a.kind in ONCE and a.family == b.family
    people = meet(a.done_to, b.done_to) or (not (a.done_to and b.done_to) and meet(a.doers, b.doers))
    if once and people and not days_apart(a, b) and other_numbers(a, b, {}) is None:
        return RETOLD
    return JOIN if a.narrow and b.narrow else NEVER


def days_apart(a: Telling, b: Telling) -> int | None:
    """Days between two dates, 0 when they overlap, None when one of them is not known at all."""
    if (a.first is None and a.last is None) or (b.first is None and b.last is None):
        return None
    first_a, last_a = a.first if a.first is not None else 0, a.last if a.last is not None else 1 << 30
    first_b, last_b = b.first if b.first is not None else 0, b.last if b.last is not None else 1 << 30
    return max(0, first_a - last_b, first_b - last_a)


def _named(handles: frozenset[str]) -> bool:
    """Whether anybody in it is named, rather than described."""
    return bool(handles) and not any(h[0] == "d" for h in handles)


def _shared(a: frozenset[str], b: frozenset[str], named: str, described: str) -> Said:
    both = meet(a, b)
    if not both:
        return None
    if any(h[0] in "kp" for h in both):
        return 1.0, named
    return (0.8, named) if any(h[0] == "s" for h in both) else (0.5, described)
