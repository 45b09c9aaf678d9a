"""Happening: an event before it has ids, and how sure it is."""

from __future__ import annotations

import msgspec

from chronofile.find.cast import Cast
from chronofile.find.parts import Taken
from chronofile.find.said import Said
from chronofile.find.triggers import Candidate
from chronofile.model import DateValue, EventKind, Factuality, Quantity, Span


class Happening(msgspec.Struct):
    """An event before ids."""

    sentence: int
    trigger: Span
    kind: EventKind
    headline: str
    factuality: Factuality
    occurred: DateValue | None
    time: Span | None
    place: tuple[str, Span] | None
    parts: list[Taken]
    quantities: list[Quantity]
    said_by: str | None
    rule: str
    score: float
    reason: str
    factuality_reason: str = ""
    importance: float = 0.0
    importance_reason: str = ""


class Grounds(msgspec.Struct, frozen=True):
    """What an event rests on. `hedge` is the page's word of doubt, `pronoun` the name one was taken for; `apart`: other
    words stand between the verb and who does it, so that a person had better look.
    """

    option: Candidate
    taken: list[Taken]
    occurred: DateValue | None
    factuality: Factuality
    why: str
    source: Said | None
    hedge: str | None
    pronoun: str
    apart: bool


def scored(cast: Cast, g: Grounds) -> tuple[float, str]:
    """Score and reason in words."""
    score = 0.55
    reasons = [f"“{g.option.word}” tells a {g.option.trigger.kind}", g.why]
    if g.occurred is not None:
        score += 0.2 if g.occurred.is_day else 0.12
        own = g.occurred.rule != "find.before"
        reasons.append("dated in its own clause" if own else "dated only by when it was told")
    if any(cast.is_named(k) for k, _, _ in g.taken):
        score += 0.12
        reasons.append("somebody named takes part")
    elif g.taken:
        score += 0.05
        reasons.append("somebody described takes part")
    if g.option.trigger.weak:
        score -= 0.12
    if g.factuality == "possible":
        score -= 0.1
    if g.source is not None:
        score -= 0.05
        reasons.append(f"stands in what {g.source.speaker_name or 'somebody unnamed'} says")
    if g.hedge:
        score -= 0.1
        reasons.append(f"hedged by “{g.hedge}”")
    if g.pronoun:
        score -= 0.05
        reasons.append(f"the pronoun is taken for {g.pronoun}")
    if g.apart:
        score -= 0.03
        reasons.append("check who: other words stand between them and the verb")
    return round(max(0.05, min(0.97, score)), 2), "; ".join(r for r in reasons if r)
