"""The records: one noun, one file, all frozen."""

from chronofile.model.acquisition import Acquisition, How, Incoming
from chronofile.model.agent import Agent, AgentType, Identification, Mention, MentionType, Role
from chronofile.model.article import Article, Page
from chronofile.model.citation import Citation, Edit, cite
from chronofile.model.date_value import Alternative, DateValue, compare, sort_key
from chronofile.model.disagreement import Disagreement, Reading
from chronofile.model.entry import (
    Attribute,
    CaseAgent,
    Chronology,
    CitedWords,
    Claim,
    Entry,
    EntryInvolvement,
    Note,
    ReviewState,
)
from chronofile.model.failure import Failure
from chronofile.model.finding import (
    Aspect,
    Event,
    EventFinding,
    EventKind,
    Factuality,
    Finding,
    Findings,
    Involvement,
    LegalStatus,
    LegalStatusFinding,
    OpenItem,
    OpenItemFinding,
    Part,
    Quantity,
    Statement,
    StatementFinding,
    aspect_of,
    finding_key,
)
from chronofile.model.footing import Folded, Footing
from chronofile.model.judgement import Act, Anchor, Judgement
from chronofile.model.layout import BODY_ROLES, KEPT_ROLES, LEFT_OUT_ROLES, Block, Candidate, Layout
from chronofile.model.ledger import GENESIS, LedgerLine, next_line
from chronofile.model.run import Run
from chronofile.model.snapshot import Snapshot, sha256, snapshot_of
from chronofile.model.span import Span
from chronofile.model.syndication import SyndicationGroup
from chronofile.model.text_layer import MODES, Mode, Segments, TextLayer, text_layer_id
from chronofile.model.time_expression import Time, TimeExpression, TimexType

__all__ = [
    "BODY_ROLES",
    "GENESIS",
    "KEPT_ROLES",
    "LEFT_OUT_ROLES",
    "MODES",
    "Acquisition",
    "Act",
    "Agent",
    "AgentType",
    "Alternative",
    "Anchor",
    "Article",
    "Aspect",
    "Attribute",
    "Block",
    "Candidate",
    "CaseAgent",
    "Chronology",
    "Citation",
    "CitedWords",
    "Claim",
    "DateValue",
    "Disagreement",
    "Edit",
    "Entry",
    "EntryInvolvement",
    "Event",
    "EventFinding",
    "EventKind",
    "Factuality",
    "Failure",
    "Finding",
    "Findings",
    "Folded",
    "Footing",
    "How",
    "Identification",
    "Incoming",
    "Involvement",
    "Judgement",
    "Layout",
    "LedgerLine",
    "LegalStatus",
    "LegalStatusFinding",
    "Mention",
    "MentionType",
    "Mode",
    "Note",
    "OpenItem",
    "OpenItemFinding",
    "Page",
    "Part",
    "Quantity",
    "Reading",
    "ReviewState",
    "Role",
    "Run",
    "Segments",
    "Snapshot",
    "Span",
    "Statement",
    "StatementFinding",
    "SyndicationGroup",
    "TextLayer",
    "Time",
    "TimeExpression",
    "TimexType",
    "aspect_of",
    "cite",
    "compare",
    "finding_key",
    "next_line",
    "sha256",
    "snapshot_of",
    "sort_key",
    "text_layer_id",
]
