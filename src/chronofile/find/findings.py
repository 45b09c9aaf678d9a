"""Findings: the whole room in order, from an article to its records."""

from __future__ import annotations

from chronofile.find.cast import Cast, Roll, cast, roll
from chronofile.find.event_times import span_of
from chronofile.find.events import events
from chronofile.find.happening import Happening
from chronofile.find.language import searchable
from chronofile.find.legal_status import Status, statuses
from chronofile.find.names import Tagger
from chronofile.find.open_items import Pending, open_items
from chronofile.find.reading import Read, read_page
from chronofile.find.relay import relayed_from
from chronofile.find.said import Said
from chronofile.find.statements import statements
from chronofile.find.unknown_language import plain_findings
from chronofile.model import (
    Article,
    Event,
    EventFinding,
    Finding,
    Findings,
    Involvement,
    LegalStatusFinding,
    OpenItemFinding,
    Span,
    Statement,
    StatementFinding,
    aspect_of,
)


def findings(article: Article, tagger: Tagger | None = None) -> Findings:
    """All that the page says, read by rules and lexicons. `tagger` replaces the rule tagger for names.

    A page in a language without data gets what needs none (sentences and words between quotation marks), and says so.
    """
    language = searchable(article)
    reading = read_page(article, language, tagger) if language else None
    if reading is None or language is None:
        return plain_findings(article)
    who = cast(reading)
    said = statements(who)
    happened = events(who, said)
    held = statuses(who, said)
    pending = open_items(who)
    found = roll(who)
    records: list[Finding] = [
        *(_event(who, found, h) for h in happened),
        *(_statement(who, found, s) for s in said),
        *(_status(who, s) for s in held),
        *(_open_item(who, p) for p in pending),
    ]
    records.sort(key=lambda f: (f.sentence.start, f.trigger.start, f.trigger.end, aspect_of(f), f.rule))
    return Findings(
        snapshot=article.snapshot.sha256,
        text_layer=article.layer.id,
        sentences=tuple(r.s.span for r in reading.sentences),
        mentions=tuple(found.mentions),
        agents=tuple(found.agents),
        findings=tuple(records),
        relayed_from=relayed_from(article, who, said, language),
        problems=tuple(reading.problems),
    )


def _event(who: Cast, found: Roll, h: Happening) -> EventFinding:
    reading = who.reading
    read = reading.sentences[h.sentence]
    involvements = []
    for key, part, c in h.parts:
        span = _whole_name(read, c)
        if key in found.ids:
            involvements.append(Involvement(found.ids[key], part, span.start, span.end))
    return EventFinding(
        snapshot=reading.article.snapshot.sha256,
        text_layer=reading.article.layer.id,
        sentence=read.s.span,
        trigger=h.trigger,
        value=Event(
            kind=h.kind,
            headline=h.headline,
            factuality=h.factuality,
            factuality_reason=h.factuality_reason,
            occurred=h.occurred,
            time=h.time,
            place=h.place[0] if h.place else None,
            place_span=h.place[1] if h.place else None,
            involvements=tuple(involvements),
            quantities=tuple(h.quantities),
            said_by=h.said_by,
            importance=h.importance,
            importance_reason=h.importance_reason,
        ),
        rule=f"{reading.tagger}: {h.rule}",
        score=h.score,
        reason=h.reason,
    )


def _whole_name(read: Read, c: int) -> Span:
    """A chunk, with the rest of the name where it is the start of its title ("Secretary" of "Secretary of State X")."""
    chunk = read.chunks[c]
    name = next((n for n in read.names if n.title_first <= chunk.head < n.first), None)
    return read.s.stretch(chunk.first, name.last) if name is not None else read.chunk_span(c)


def _statement(who: Cast, found: Roll, s: Said) -> StatementFinding:
    reading = who.reading
    time = reading.article.times[s.time] if s.time is not None else None
    return StatementFinding(
        snapshot=reading.article.snapshot.sha256,
        text_layer=reading.article.layer.id,
        sentence=reading.sentences[s.sentence].s.span,
        trigger=s.trigger,
        value=Statement(
            mode="direct" if s.mode == "direct" else "mixed" if s.mode == "mixed" else "indirect",
            content=tuple(s.content),
            speaker=tuple(s.speaker_spans),
            speaker_agent=found.ids.get(s.speaker) if s.speaker is not None else None,
            speaker_name=s.speaker_name,
            cue=tuple(s.cue),
            said=time.date if time else None,
            time=span_of(time) if time and time.date else None,
        ),
        rule=f"{reading.tagger}: {s.rule}",
        score=round(s.score, 2),
        reason=s.reason,
    )


def _status(who: Cast, s: Status) -> LegalStatusFinding:
    reading = who.reading
    return LegalStatusFinding(
        snapshot=reading.article.snapshot.sha256,
        text_layer=reading.article.layer.id,
        sentence=reading.sentences[s.sentence].s.span,
        trigger=s.trigger,
        value=s.value,
        rule=f"{reading.tagger}: status",
        score=s.score,
        reason=s.reason,
    )


def _open_item(who: Cast, p: Pending) -> OpenItemFinding:
    reading = who.reading
    return OpenItemFinding(
        snapshot=reading.article.snapshot.sha256,
        text_layer=reading.article.layer.id,
        sentence=reading.sentences[p.sentence].s.span,
        trigger=p.trigger,
        value=p.value,
        rule=f"{reading.tagger}: open.{p.value.kind}",
        score=p.score,
        reason=p.reason,
    )
