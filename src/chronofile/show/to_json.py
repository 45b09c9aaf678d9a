"""JSON: the whole record of a case, for programs. Every object has `id`, `review_state` and `citations`."""

from __future__ import annotations

from typing import Any

import msgspec

from chronofile.model import CaseAgent, Citation, CitedWords, Disagreement, Entry, Reading
from chronofile.show.export import STAMP, Export, PageInfo, ready
from chronofile.show.rows import json_line

Row = dict[str, Any]


def to_json(export: Export) -> bytes:
    """UTF-8, one object. Rejected and merged entries are in it, with their state: a program must be able to tell."""
    ready(export)
    chronology = export.chronology
    record = {
        "audience": export.audience,
        "case": _case(export),
        "articles": [_article(page, chronology.published.get(layer)) for layer, page in export.pages.items()],
        "agents": [_agent(agent) for agent in chronology.agents],
        "events": _of_aspect(export, "event"),
        "statements": _of_aspect(export, "statement"),
        "legal_statuses": _of_aspect(export, "legal_status"),
        "open_items": _of_aspect(export, "open_item"),
        "disagreements": [_disagreement(d) for d in chronology.disagreements],
        "ledger_head": export.ledger_head,
    }
    return (json_line(record) + "\n").encode("utf-8")


def entry_row(entry: Entry) -> Row:
    """An entry as it stands in the export, whatever its aspect."""
    row: Row = {
        "id": entry.id,
        "review_state": entry.state,
        "headline": entry.headline,
        "kind": entry.kind,
        "occurred": msgspec.to_builtins(entry.occurred),
        "factuality": entry.factuality,
        "place": entry.place,
        "involvements": [{"agent": i.agent, "name": i.name, "part": i.part} for i in entry.involvements],
        "said_by": entry.said_by,
        "independent_reports": entry.independent_reports,
        "copies": entry.copies,
        "importance": entry.importance,
        "importance_reason": entry.importance_reason,
        "score": entry.score,
        "reason": entry.reason,
        "flags": list(entry.flags),
        "program_says": msgspec.to_builtins(entry.program_says),
        "decided_by": entry.decided_by,
        "made_by_hand": entry.made_by_hand,
        "citations": [_cited(words) for words in entry.citations],
    }
    if entry.aspect != "event":
        details: Row = msgspec.to_builtins(entry.details)
        row |= {name: value for name, value in details.items() if name not in row or name == "kind"}
    return row


def _case(export: Export) -> Row:
    counts = export.counts
    return {
        "name": export.case,
        "question": export.question,
        "as_of": export.as_of.isoformat(),
        "stamp": STAMP,
        "pages_held": counts.pages,
        "independent_reports": counts.reports,
        "pages_not_read": [{"location": f.location, "kind": f.kind, "message": f.message} for f in export.failures],
        "copies": [{"original": g.original, "copies": list(g.copies)} for g in export.chronology.syndication],
        "digest": export.chronology.digest,
        "program": f"chronofile {export.version}".strip(),
    }


def _article(page: PageInfo, corrected: Any) -> Row:
    return {
        "id": page.text_layer,
        "review_state": "accepted" if corrected is not None and corrected.basis == "reviewer" else "suggested",
        "citations": [],
        "sha256": page.sha256,
        "media_type": page.media_type,
        "path": page.location,
        "url": page.url,
        "outlet": page.outlet,
        "byline": list(page.byline),
        "language": page.language,
        "published": msgspec.to_builtins(corrected or page.published),
        "collected_at": page.collected_at,
        "relayed_from": page.relayed_from,
        "headline": page.headline,
        "text": page.text,
        "text_layer": page.layer_text,
        "problems": list(page.problems),
    }


def _agent(agent: CaseAgent) -> Row:
    return {
        "id": agent.id,
        "review_state": "suggested",
        "name": agent.name,
        "names": list(agent.names),
        "type": agent.type,
        "identification": agent.identification,
        "size": agent.size,
        "roles": msgspec.to_builtins(agent.roles),
        "articles": list(agent.pages),
        "maybe_same_as": list(agent.proposals),
        "citations": [_citation(c) for c in agent.citations],
    }


def _of_aspect(export: Export, aspect: str) -> list[Row]:
    return [entry_row(e) for e in export.chronology.entries if e.aspect == aspect]


def _disagreement(disagreement: Disagreement) -> Row:
    return {
        "id": disagreement.id,
        "review_state": "accepted" if disagreement.state == "resolved" else "suggested",
        "entry": disagreement.entry,
        "attribute": disagreement.attribute,
        "state": disagreement.state,
        "resolution": disagreement.resolution,
        "reason": disagreement.reason,
        "claims": [_reading(r) for r in disagreement.readings],
        "citations": [_citation(c) for r in disagreement.readings for c in r.citations],
    }


def _reading(reading: Reading) -> Row:
    return {
        "value": msgspec.to_builtins(reading.value),
        "shown": reading.shown,
        "attributed_to": reading.attributed_to,
        "independent_reports": reading.reports,
        "citations": [_citation(c) for c in reading.citations],
    }


def _cited(words: CitedWords) -> Row:
    return _citation(words.citation, words.stance)


def _citation(citation: Citation, stance: str = "supports") -> Row:
    row: Row = {
        "article": citation.text_layer,
        "start": citation.start,
        "end": citation.end,
        "exact": citation.exact,
        "shown": citation.shown or citation.exact,
        "prefix": citation.prefix,
        "suffix": citation.suffix,
        "stance": stance,
    }
    if citation.edits:
        row["edits"] = msgspec.to_builtins(citation.edits)
    return row
