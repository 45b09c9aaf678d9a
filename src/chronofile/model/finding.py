"""Finding: what the rules or models of one run read off one page, with its place and its reason.

Findings are a cache of the current run: deleted and found again by the same version, they are the same.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from chronofile.model.agent import Agent, Mention
from chronofile.model.date_value import DateValue
from chronofile.model.span import Span

EventKind = Literal[
    "capture", "transfer", "visit", "interview", "meeting", "letter", "statement", "request", "appointment",
    "registration", "filing", "ruling", "negotiation", "decision", "vote", "publication", "release", "repatriation",
    "escape", "hospital", "death", "attack", "agreement", "deployment", "other",
]  # fmt: skip
"""Event kinds to start with: a closed list, extendable here alone."""
Factuality = Literal["occurred", "ongoing", "planned", "possible", "denied", "cancelled"]
Part = Literal["actor", "target", "recipient", "participant", "intermediary", "witness"]


class Involvement(msgspec.Struct, frozen=True):
    """`agent` is a page-local agent id; the span is the mention that shows the part."""

    agent: str
    part: Part
    start: int
    end: int


class Quantity(msgspec.Struct, frozen=True):
    """A number the sentence gives and what it counts: 2 "soldiers". `unit` is the noun, singular, lower case."""

    value: float
    unit: str
    start: int
    end: int


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """`time` is the span of the expression that dates it, None when `occurred` hangs on the publication date alone.

    `headline` is made only of the page's own words and names. `said_by` names who says so where the page attributes it.
    """

    kind: EventKind
    headline: str
    factuality: Factuality = "occurred"
    factuality_reason: str = ""
    occurred: DateValue | None = None
    time: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    involvements: tuple[Involvement, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    said_by: str | None = None
    importance: float = 0.0
    importance_reason: str = ""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Who said what. `speaker_agent` is a page-local id, None when unattributed; spans lie in the text layer."""

    mode: Literal["direct", "indirect", "mixed"]
    content: tuple[Span, ...]
    speaker: tuple[Span, ...] = ()
    speaker_agent: str | None = None
    speaker_name: str = ""
    cue: tuple[Span, ...] = ()
    said: DateValue | None = None
    time: Span | None = None


class LegalStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A status that somebody asserts; we record who, and never rule."""

    holder: str
    status: str
    legal_system: str = ""
    basis: str = ""
    asserted_by: str = ""


class OpenItem(msgspec.Struct, frozen=True, kw_only=True):
    """Something promised, asked or planned that no page closes yet. `owed_by`/`owed_to` in the page's own words."""

    what: str
    kind: Literal["plan", "request", "promise", "negotiation", "deadline", "unanswered"]
    owed_by: str = ""
    owed_to: str = ""
    due: DateValue | None = None
    time: Span | None = None


class EventFinding(msgspec.Struct, frozen=True, kw_only=True, tag="event"):
    """An event in the common envelope: place on the page, rule, score from 0 to 1, reason in words."""

    snapshot: str
    text_layer: str
    sentence: Span
    trigger: Span
    value: Event
    rule: str
    score: float
    reason: str


class StatementFinding(msgspec.Struct, frozen=True, kw_only=True, tag="statement"):
    snapshot: str
    text_layer: str
    sentence: Span
    trigger: Span
    value: Statement
    rule: str
    score: float
    reason: str


class LegalStatusFinding(msgspec.Struct, frozen=True, kw_only=True, tag="legal_status"):
    snapshot: str
    text_layer: str
    sentence: Span
    trigger: Span
    value: LegalStatus
    rule: str
    score: float
    reason: str


class OpenItemFinding(msgspec.Struct, frozen=True, kw_only=True, tag="open_item"):
    snapshot: str
    text_layer: str
    sentence: Span
    trigger: Span
    value: OpenItem
    rule: str
    score: float
    reason: str


Finding = EventFinding | StatementFinding | LegalStatusFinding | OpenItemFinding
Aspect = Literal["event", "statement", "legal_status", "open_item"]


def aspect_of(finding: Finding) -> Aspect:
    """The kind of a finding: "event", "statement", "legal_status" or "open_item"."""
    if isinstance(finding, EventFinding):
        return "event"
    if isinstance(finding, StatementFinding):
        return "statement"
    return "legal_status" if isinstance(finding, LegalStatusFinding) else "open_item"


def finding_key(finding: Finding) -> str:
    """Content key: page, aspect, trigger, value and rule; the same run again gives the same keys."""
    body = msgspec.json.encode(finding.value)
    place = f"{finding.text_layer}:{aspect_of(finding)}:{finding.trigger.start}:{finding.trigger.end}:{finding.rule}"
    return hashlib.sha256(place.encode() + b"\x1f" + body).hexdigest()[:32]


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found on one page. Agent ids are local to it."""

    snapshot: str
    text_layer: str
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    agents: tuple[Agent, ...] = ()
    findings: tuple[Finding, ...] = ()
    relayed_from: str | None = None
    problems: tuple[str, ...] = ()
