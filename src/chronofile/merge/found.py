"""What the program found at one place, as a person sees it: the value that is compared with what they decided on."""

from __future__ import annotations

import hashlib
from typing import Any

from chronofile.merge.held import HeldPage
from chronofile.model import (
    Anchor,
    Event,
    EventFinding,
    Finding,
    LegalStatusFinding,
    OpenItemFinding,
    Span,
    StatementFinding,
    aspect_of,
)


def anchor_key(text_layer: str, aspect: str, sentence: Span, trigger: Span) -> str:
    """Hash of a place and aspect, 32 hex digits: what entry ids hang on across builds."""
    place = f"{text_layer}\x1f{aspect}\x1f{sentence.start}:{sentence.end}\x1f{trigger.start}:{trigger.end}"
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def key_of(anchor: Anchor) -> str:
    """The key of an anchor; one made by hand goes by its *make* judgement, for it may have no words."""
    if anchor.made:
        return made_key(anchor.made)
    key = anchor_key(anchor.citation.text_layer, anchor.aspect, anchor.sentence, anchor.citation.span)
    if anchor.name and anchor.aspect != "agent":
        return hashlib.sha256(f"{key}\x1f{anchor.name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return key


def made_key(judgement: str) -> str:
    """The key of what a *make* judgement made, by the judgement's id."""
    return hashlib.sha256(f"made\x1f{judgement}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def anchor_of(finding: Finding, page: HeldPage) -> Anchor:
    """The anchor on which a judgement of this finding stands."""
    return Anchor(citation=page.cite(finding.trigger), sentence=finding.sentence, aspect=aspect_of(finding))


def found_at(finding: Finding, page: HeldPage, beside: list[Span]) -> dict[str, Any]:
    """The value in JSON's own types. `beside` are triggers of other findings in the same sentence, so that one that
    stood there already when a person decided is not taken for the one they decided on.
    """
    if isinstance(finding, EventFinding):
        value = _event(finding.value, page)
    elif isinstance(finding, StatementFinding):
        said = finding.value.said
        value = {
            "mode": finding.value.mode,
            "content": [s.of(page.text) for s in finding.value.content],
            "speaker": speaker_of(finding, page),
            "said": said.edtf if said else None,
        }
    elif isinstance(finding, LegalStatusFinding):
        status = finding.value
        value = {
            "holder": status.holder,
            "status": status.status,
            "legal_system": status.legal_system,
            "basis": status.basis,
            "asserted_by": status.asserted_by,
        }
    else:
        value = _open_item(finding)
    return {**value, "beside": [[s.start, s.end] for s in beside]}


def _event(event: Event, page: HeldPage) -> dict[str, Any]:
    names = sorted((agent_name(page, i.agent), i.part) for i in event.involvements)
    return {
        "headline": event.headline,
        "kind": event.kind,
        "occurred": event.occurred.edtf if event.occurred else None,
        "factuality": event.factuality,
        "place": event.place,
        "involvements": [{"name": name, "part": part} for name, part in names],
        "said_by": event.said_by,
        "quantities": [{"value": float(q.value), "unit": q.unit} for q in event.quantities],
    }


def _open_item(finding: OpenItemFinding) -> dict[str, Any]:
    item = finding.value
    return {
        "what": item.what,
        "kind": item.kind,
        "owed_by": item.owed_by,
        "owed_to": item.owed_to,
        "due": item.due.edtf if item.due else None,
    }


def speaker_of(finding: StatementFinding, page: HeldPage) -> str:
    """The speaker's name as the page gives it, "" when unattributed."""
    statement = finding.value
    if statement.speaker_name:
        return statement.speaker_name
    if statement.speaker_agent in page.agents:
        return page.agents[statement.speaker_agent].name
    return " ".join(s.of(page.text) for s in statement.speaker)


def agent_name(page: HeldPage, local: str) -> str:
    """An agent's name on its page; the id itself where the page does not list it."""
    agent = page.agents.get(local)
    return agent.name if agent else local


def same_value(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two found values say the same; what stood beside them does not count."""
    return changes(a, b) == {}


def changes(before: dict[str, Any], now: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What differs, attribute by attribute: (before, now)."""
    keys = sorted((before.keys() | now.keys()) - {"beside"})
    return {k: (before.get(k), now.get(k)) for k in keys if before.get(k) != now.get(k)}
