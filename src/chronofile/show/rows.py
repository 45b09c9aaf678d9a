"""Rows: one page or one time expression as one line of JSON, for `chronofile read`, `times` and `find`."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from chronofile.model import (
    Agent,
    Article,
    Block,
    EventFinding,
    Findings,
    LegalStatusFinding,
    OpenItemFinding,
    Role,
    Span,
    StatementFinding,
    Time,
)
from chronofile.show import dates, sentences

Row = dict[str, Any]


def json_line(row: Any) -> str:
    """One line of JSON. Unpaired surrogates (from file names that are not UTF-8) leave as escapes, not as an error."""
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=msgspec.to_builtins)
    return line if _encodes(line) else json.dumps(row, separators=(",", ":"), default=msgspec.to_builtins)


def read_row(article: Article, *, path: str | None = None, with_text_layer: bool = False) -> Row:
    """All offsets are code points of the text layer, end excluded. `text_layer` is its id; with `with_text_layer` it
    is the layer's whole text, and the id stands in `text_layer_id` as always.
    """
    layer = article.layer
    return {
        "path": article.acquisition.location if path is None else path,
        "sha256": article.snapshot.sha256,
        "media_type": article.snapshot.media_type,
        "charset": layer.charset,
        "language": article.language,
        "url": article.url,
        "outlet": article.outlet,
        "headline": article.headline,
        "byline": list(article.byline),
        "published": msgspec.to_builtins(article.published),
        "modified": msgspec.to_builtins(article.modified),
        "text_layer": layer.text if with_text_layer else layer.id,
        "text_layer_id": layer.id,
        "blocks": [_block(b) for b in article.layout.blocks if b.kept],
        "text": article.text,
        "left_out": [_block(b) for b in article.left_out],
        "problems": list(article.problems),
    }


def time_row(time: Time) -> Row:
    """`value`, `mod`, `quant` and `freq` as in TIMEX3 ("" when absent); `earliest`, `latest` null where open."""
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "type": time.type,
        "value": time.value,
        "mod": time.mod,
        "quant": time.quant,
        "freq": time.freq,
        "earliest": time.date.earliest if time.date else None,
        "latest": time.date.latest if time.date else None,
        "rule": time.rule,
        "reason": time.reason,
    }


def explained(time: Time) -> str:
    """One line for a person: “Wednesday” → 24 December 2025: last Wednesday not after publication (en.weekday)."""
    if time.date is not None:
        told = dates.phrase(time.date)
    elif time.type in ("DURATION", "SET"):
        told = "how long, not when" if time.type == "DURATION" else "how often, not when"
    else:
        told = "left open"
    reason = f": {dates.without_echo(time.reason, time.text)}" if time.reason else ""
    return f"“{sentences.one_line(time.text)}” → {told}{reason} ({time.rule})"


def find_row(article: Article, findings: Findings, *, path: str | None = None) -> Row:
    """Agent ids are local to the page."""
    found = findings.findings
    return {
        "path": article.acquisition.location if path is None else path,
        "sha256": article.snapshot.sha256,
        "text_layer": findings.text_layer,
        "sentences": [_pair(s) for s in findings.sentences],
        "mentions": [{"start": m.start, "end": m.end, "type": m.type, "agent": m.agent} for m in findings.mentions],
        "agents": [_agent(a) for a in findings.agents],
        "statements": [_statement(f) for f in found if isinstance(f, StatementFinding)],
        "events": [_event(f) for f in found if isinstance(f, EventFinding)],
        "legal_statuses": [_legal_status(f) for f in found if isinstance(f, LegalStatusFinding)],
        "open_items": [_open_item(f) for f in found if isinstance(f, OpenItemFinding)],
    }


def _block(block: Block) -> Row:
    return {"role": block.role, "start": block.start, "end": block.end}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _agent(agent: Agent) -> Row:
    return {
        "id": agent.id,
        "name": agent.name,
        "names": list(agent.names),
        "type": agent.type,
        "identification": agent.identification,
        "size": agent.size,
        "roles": [_role(r) for r in agent.roles],
    }


def _role(role: Role) -> Row:
    return {
        "title": role.title,
        "organization": role.organization,
        "former": role.former,
        "start": role.start,
        "end": role.end,
    }


def _statement(finding: StatementFinding) -> Row:
    value = finding.value
    return {
        "speaker": [_pair(s) for s in value.speaker],
        "speaker_agent": value.speaker_agent,
        "cue": [_pair(s) for s in value.cue],
        "content": [_pair(s) for s in value.content],
        "mode": value.mode,
    }


def _event(finding: EventFinding) -> Row:
    value = finding.value
    return {
        "start": finding.sentence.start,
        "end": finding.sentence.end,
        "trigger": _pair(finding.trigger),
        "kind": value.kind,
        "factuality": value.factuality,
        "occurred": msgspec.to_builtins(value.occurred),
        "place": value.place,
        "involvements": [{"agent": i.agent, "part": i.part} for i in value.involvements],
        "said_by": value.said_by,
        "score": finding.score,
        "reason": finding.reason,
    }


def _legal_status(finding: LegalStatusFinding) -> Row:
    value = finding.value
    return {
        "start": finding.sentence.start,
        "end": finding.sentence.end,
        "trigger": _pair(finding.trigger),
        "holder": value.holder,
        "status": value.status,
        "legal_system": value.legal_system,
        "basis": value.basis,
        "asserted_by": value.asserted_by,
        "score": finding.score,
        "reason": finding.reason,
    }


def _open_item(finding: OpenItemFinding) -> Row:
    value = finding.value
    return {
        "start": finding.sentence.start,
        "end": finding.sentence.end,
        "trigger": _pair(finding.trigger),
        "what": value.what,
        "kind": value.kind,
        "owed_by": value.owed_by,
        "owed_to": value.owed_to,
        "due": msgspec.to_builtins(value.due),
        "score": finding.score,
        "reason": finding.reason,
    }


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
