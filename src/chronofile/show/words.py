"""Words: decisions, values and parts as people say them. Dates are in `dates`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from chronofile.model import DateValue, Disagreement, Entry, Reading, ReviewState
from chronofile.show import dates, sentences

FACTUALITY = {
    "occurred": "Happened",
    "ongoing": "Ongoing",
    "planned": "Planned",
    "possible": "Possible",
    "denied": "Denied",
    "cancelled": "Cancelled",
}
PARTS = {
    "actor": "did it",
    "target": "it was done to them",
    "recipient": "it was for them",
    "participant": "took part",
    "intermediary": "stood between",
    "witness": "saw it",
}
ASPECTS = {"statement": "what was said", "legal_status": "legal status", "open_item": "open item"}
AGENT_TYPES = {
    "Person": "person",
    "Organization": "organisation",
    "PublicBody": "public body",
    "Group": "group",
    "Place": "place",
}


def factuality(value: str) -> str:
    return FACTUALITY.get(value, sentences.capitalised(value))


def state(entry: Entry) -> str:
    """The decision in one word, with who took it: "Suggested", "Accepted MK", "By hand MK"."""
    return decision(entry.state, is_edited(entry), entry.made_by_hand, entry.decided_by)


def decision(state: ReviewState, edited: bool, by_hand: bool, by: str) -> str:
    """The same of an entry's fields; `edited` counts for accepted entries."""
    if state == "accepted":
        word = "By hand" if by_hand else "Edited" if edited else "Accepted"
    else:
        word = sentences.capitalised(state)
    return f"{word} {by}" if by and state != "suggested" else word


def is_edited(entry: Entry) -> bool:
    return entry.state == "accepted" and not entry.made_by_hand and bool(entry.program_says)


def told_by(entry: Entry) -> str:
    """ "1 report, 1 copy"; an entry written by hand without words says so."""
    if not entry.citations:
        return "No words from a page"
    return _counted(max(1, entry.independent_reports), entry.copies)


@cache
def _counted(reports: int, copies: int) -> str:
    told = sentences.plural(reports, "report")
    return f"{told}, {sentences.plural(copies, 'copy', 'copies')}" if copies else told


def differ(disagreements: Sequence[Disagreement]) -> str:
    """ "Reports differ on place", "" when they do not or a person has settled it."""
    attributes = dict.fromkeys(d.attribute for d in disagreements if d.state == "open")
    return f"Reports differ on {sentences.listed(list(attributes))}" if attributes else ""


def flags(entry: Entry, disagreements: Sequence[Disagreement]) -> list[str]:
    """What a person should see first, as sentences' beginnings; what the disagreements say themselves is left out."""
    said = differ(disagreements)
    return [sentences.capitalised(f) for f in entry.flags if not (said and f.lower().startswith("reports differ"))]


def value(given: Any) -> str:
    """A claimed value in words, dates included."""
    if isinstance(given, DateValue):
        return dates.when(given).value
    if isinstance(given, dict) and isinstance(given.get("edtf"), str):
        return sentences.capitalised(dates.edtf(given["edtf"]))
    if isinstance(given, str) and dates.is_iso(given):
        return sentences.capitalised(dates.edtf(given))
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    if isinstance(given, list | tuple):
        return sentences.listed([value(item) for item in given])
    if isinstance(given, dict):
        return ", ".join(f"{name.replace('_', ' ')}: {value(item)}" for name, item in given.items() if item)
    return "the page does not say" if given is None or given == "" else str(given)


def reading(one: Reading) -> tuple[str, bool]:
    """One side of a disagreement in words, and whether they are the page's own (and so quoted)."""
    own = any(one.shown and (one.shown in c.exact or one.shown in c.shown) for c in one.citations)
    if own:
        return sentences.one_line(one.shown), not dates.is_iso(one.shown)
    return dates.without_iso(one.shown) or value(one.value), False


def inside(given: Any) -> str:
    """A claimed value inside a sentence: "between 24 and 31 December 2025"."""
    return dates.lower_first(value(given))


def not_found_on(pages: int) -> str:
    return f"not found on the {sentences.plural(pages, 'page')} held"
