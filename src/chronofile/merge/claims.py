"""What each finding under an entry says of it, attribute by attribute, with the exact words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from chronofile.merge.found import speaker_of
from chronofile.merge.held import HeldPage
from chronofile.merge.numbers import Amount, amount, single
from chronofile.model import (
    Attribute,
    Citation,
    Claim,
    DateValue,
    EventFinding,
    Finding,
    OpenItemFinding,
    Quantity,
    Span,
    StatementFinding,
    sort_key,
)


class Told(msgspec.Struct, frozen=True, gc=False):
    """One claim with what comparing needs. `value` is a DateValue, an Amount or a string; `report` the independent
    report it belongs to; `published` sorts pages by publication; `not_yet` marks plans, whose dates are no dates of
    what happened.
    """

    attribute: Attribute
    value: DateValue | Amount | str
    shown: str
    span: Span
    page: HeldPage
    finding: str
    report: str
    published: tuple[str, str, str]
    attributed_to: str | None
    not_yet: bool = False

    @property
    def order(self) -> tuple[tuple[str, str, str], str, Span, str]:
        return self.published, self.page.layer, self.span, self.finding

    @property
    def citation(self) -> Citation:
        return self.page.cite(self.span)

    def claim(self) -> Claim:
        value: Any = self.value
        if isinstance(value, DateValue):
            value = msgspec.to_builtins(value)
        elif isinstance(value, Amount):
            value = value.shown
        return Claim(
            finding=self.finding,
            attribute=self.attribute,
            value=value,
            citation=self.citation,
            page=self.page.layer,
            attributed_to=self.attributed_to,
        )


def told(finding: Finding, key: str, page: HeldPage, report: str) -> list[Told]:
    """The claims of one finding, in a fixed order of attributes."""
    published = sort_key(page.published)

    def one(
        attribute: Attribute, value: DateValue | Amount | str, shown: str, span: Span | None, by: str | None = None
    ) -> Told:
        not_yet = isinstance(finding, EventFinding) and finding.value.factuality in ("planned", "possible")
        place = span or finding.sentence
        return Told(attribute, value, shown, place, page, key, report, published, by, not_yet)

    made: list[Told] = []
    if isinstance(finding, EventFinding):
        event = finding.value
        by = event.said_by or None
        made.append(one("headline", event.headline, event.headline, None, by))
        made.append(one("kind", event.kind, event.kind, finding.trigger, by))
        made.append(one("factuality", event.factuality, event.factuality, finding.trigger, by))
        if event.occurred:
            made.append(one("date", event.occurred, event.occurred.verbatim or event.occurred.edtf, event.time, by))
        if event.place:
            made.append(one("place", event.place, event.place, event.place_span, by))
        for value, span in _amounts(event.quantities, page):
            made.append(one("number", value, " ".join(span.of(page.text).split()) or value.shown, span, by))
        if by:
            made.append(one("attribution", by, by, None))
    elif isinstance(finding, StatementFinding):
        speaker = speaker_of(finding, page)
        if speaker:
            made.append(one("attribution", speaker, speaker, next(iter(finding.value.speaker), None)))
        if finding.value.said:
            said = finding.value.said
            made.append(one("date", said, said.verbatim or said.edtf, finding.value.time))
    elif isinstance(finding, OpenItemFinding):
        made.append(one("headline", finding.value.what, finding.value.what, None))
        if finding.value.due:
            due = finding.value.due
            made.append(one("date", due, due.verbatim or due.edtf, finding.value.time))
    else:
        made.append(one("status", finding.value.status, finding.value.status, None, finding.value.asserted_by or None))
    return made


def _amounts(quantities: Iterable[Quantity], page: HeldPage) -> list[tuple[Amount, Span]]:
    pairs = [(amount(q, page.text, page.language), Span(q.start, q.end)) for q in quantities]
    usable = single([a for a, _ in pairs])
    return [(a, span) for a, span in pairs if usable.get(a.unit) == a]


def without_echoes(claims: Sequence[Told]) -> list[Told]:
    """Claims in order, a copy's date left out where it is the original's own words counted from another day.

    "On Monday", printed again a week later, is still the Monday of the first report.
    """
    seen: set[tuple[str, str]] = set()
    kept = []
    for claim in sorted(claims, key=lambda c: c.order):
        value = claim.value
        if claim.attribute == "date" and isinstance(value, DateValue) and value.verbatim and value.basis != "explicit":
            echo = (claim.page.report, value.verbatim.casefold())
            first_of_page = (claim.page.report, value.verbatim.casefold() + "\x1f" + claim.page.layer)
            if echo in seen and first_of_page not in seen:
                continue
            seen |= {echo, first_of_page}
        kept.append(claim)
    return kept


def report_keys(pages: Iterable[HeldPage]) -> dict[str, str]:
    """Layer to the independent report it belongs to: copies share one, and so do pages that relay one agency."""
    held = list(pages)
    relays = {_fold(p.relayed_from) for p in held if p.relayed_from}
    by_group: dict[str, str] = {}
    for page in held:
        agency = _fold(page.relayed_from) or (_fold(page.outlet) if _fold(page.outlet) in relays else "")
        own = f"agency:{agency}" if agency else f"report:{page.report}"
        by_group[page.report] = min(by_group.get(page.report, own), own)
    return {page.layer: by_group[page.report] for page in held}


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
