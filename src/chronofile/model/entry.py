"""Entry: a line of the chronology, folded from findings and judgements; Claim: one value with its words."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from chronofile.model.citation import Citation
from chronofile.model.date_value import DateValue
from chronofile.model.disagreement import Disagreement
from chronofile.model.finding import Part
from chronofile.model.judgement import Anchor
from chronofile.model.syndication import SyndicationGroup

Attribute = Literal["date", "place", "number", "identity", "status", "attribution", "factuality", "headline", "kind"]
ReviewState = Literal["suggested", "accepted", "rejected", "merged"]
Stance = Literal["supports", "contradicts"]


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One value of one attribute as one finding gives it. `value` is a string, a number or a DateValue's mapping;
    `page` the text layer it stands in; `attributed_to` whoever the page says it comes from, None for the page itself.
    """

    finding: str
    attribute: Attribute
    value: Any
    citation: Citation
    page: str
    attributed_to: str | None = None


class CitedWords(msgspec.Struct, frozen=True, gc=False):
    """A quotation under an entry and whether it supports what the entry says."""

    citation: Citation
    stance: Stance = "supports"


class EntryInvolvement(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """`agent` is the id of a case-wide agent; `name` how this entry names it."""

    agent: str
    name: str
    part: Part


class Note(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a person wrote beside an entry; `judgement` is what taking it back undoes."""

    text: str
    by: str
    at: str
    judgement: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """`id` persists across builds; `members` are finding keys; `flags` are short sentences a person should see first
    ("changed since you rejected it", "no longer found on its page", "carried over from a copy").
    `program_says` holds the current run's values where they differ from what a person decided.
    `independent_reports` counts syndication groups, `copies` the other pages that tell it.
    `anchors` are the places the entry stands on (those a person judged first, in their order, lost ones included) and
    `found`, in the same order, what the current run found at each: empty where it finds nothing any more.
    `unsure_by` is who set the suggestion aside undecided, "" for nobody. `left_out` marks a suggestion whose words
    stand in a part of the page that a person took out of its body: lists leave it out, its flag says so.
    """

    id: str
    aspect: Literal["event", "statement", "legal_status", "open_item"]
    headline: str
    state: ReviewState = "suggested"
    kind: str = "other"
    occurred: DateValue | None = None
    factuality: str = "occurred"
    place: str | None = None
    involvements: tuple[EntryInvolvement, ...] = ()
    said_by: str | None = None
    details: dict[str, Any] = {}
    members: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    chosen: dict[str, str] = {}
    citations: tuple[CitedWords, ...] = ()
    independent_reports: int = 0
    copies: int = 0
    importance: float = 0.0
    importance_reason: str = ""
    score: float = 0.0
    reason: str = ""
    flags: tuple[str, ...] = ()
    program_says: dict[str, Any] = {}
    decided_by: str = ""
    judgements: tuple[str, ...] = ()
    made_by_hand: bool = False
    anchors: tuple[Anchor, ...] = ()
    found: tuple[dict[str, Any], ...] = ()
    unsure_by: str = ""
    notes: tuple[Note, ...] = ()
    left_out: bool = False


class CaseAgent(msgspec.Struct, frozen=True, kw_only=True):
    """An agent across pages. `mentions` are citations, one per page at least; `proposals` name agents that may be the
    same (never joined without a person). `state` and `flags` as for an entry; `anchors` are mentions, one per page.
    `described` is how the pages describe somebody whom they leave unnamed and a person gave a name, else "".
    """

    id: str
    name: str
    names: tuple[str, ...]
    type: str
    identification: str
    size: int | None = None
    roles: tuple[dict[str, Any], ...] = ()
    citations: tuple[Citation, ...] = ()
    pages: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    state: ReviewState = "suggested"
    flags: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    described: str = ""


class Chronology(msgspec.Struct, frozen=True, kw_only=True):
    """The view: a pure function of the set of findings and the set of judgements. Entries are in reading order:
    first possible day, last possible day, content; planned ones last, undated ones after them. Rejected entries are
    kept in the list with their state. `proposals` are pairs of entry ids that may tell the same event; `resting` are
    those of which one was thrown out, as they would be proposed again.
    `published` is each page's publication date after *redate* judgements, by text layer. `unplaced` are ids of
    judgements in force that bear on nothing held now (a redated page that is not there); they are kept all the same.
    `described` is what people corrected about a page, by text layer: "headline", "outlet", "language", "byline" and
    "body", a list of [start, end, role]. `withdrawn` are text layers of pages a person took out of the case:
    `published` does not name them, nothing found on them is in the list.
    """

    entries: tuple[Entry, ...] = ()
    agents: tuple[CaseAgent, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    syndication: tuple[SyndicationGroup, ...] = ()
    proposals: tuple[tuple[str, str, str], ...] = ()
    resting: tuple[tuple[str, str, str], ...] = ()
    published: dict[str, DateValue | None] = {}
    unplaced: tuple[str, ...] = ()
    described: dict[str, dict[str, Any]] = {}
    withdrawn: tuple[str, ...] = ()
    digest: str = ""
