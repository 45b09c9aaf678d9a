"""Summary: a case in a line of a shelf: what waits, what is unsettled, when its pages were published."""

from __future__ import annotations

import msgspec

from chronofile.api.case import Case
from chronofile.model import Chronology


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """`months` are numbers of pages by month of publication ("2025-12": 3); a page that is known to the year only, or
    not at all, counts under "". `to_review` are suggestions that nobody decided or set aside.
    """

    name: str
    question: str
    pages: int = 0
    months: dict[str, int] = {}
    to_review: int = 0
    disagreements: int = 0
    open_items: int = 0


def summary(case: Case) -> Summary:
    """As the chronology was last brought up to date; nothing is read or folded for it."""
    facts = case.store.facts()
    told = case.store.outline()
    if told is None:
        return Summary(name=facts.name, question=facts.question, pages=len(case.pages()))
    listed = [entry for entry in told.entries if entry.state != "rejected"]
    return Summary(
        name=facts.name,
        question=facts.question,
        pages=len(told.published),
        months=_months(told),
        to_review=sum(e.state == "suggested" and not e.unsure_by and not e.left_out for e in listed),
        disagreements=sum(d.state == "open" for d in told.disagreements),
        open_items=sum(e.aspect == "open_item" and e.details.get("state") != "done" for e in listed),
    )


def _months(told: Chronology) -> dict[str, int]:
    counts: dict[str, int] = {}
    for date in told.published.values():
        known = date is not None and date.earliest and date.latest and date.earliest[:7] == date.latest[:7]
        month = date.earliest[:7] if date is not None and known and date.earliest else ""
        counts[month] = counts.get(month, 0) + 1
    return dict(sorted(counts.items()))
