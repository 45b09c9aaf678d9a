"""Fakes that stand for the rooms: a path that reads lines like `2025-03-01 The mayor met the union.`, and a fold."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from chronofile.build import Limits, Plan
from chronofile.model import (
    Acquisition,
    Article,
    Block,
    Candidate,
    Chronology,
    Citation,
    CitedWords,
    Claim,
    DateValue,
    Entry,
    Event,
    EventFinding,
    Findings,
    Folded,
    Incoming,
    Judgement,
    Layout,
    Page,
    Segments,
    Span,
    TextLayer,
    cite,
    sha256,
    snapshot_of,
)

READ = "tests.build.fakes:read_lines"
RISKY = "tests.build.fakes:read_at_risk"
AS_OF = dt.date(2026, 1, 1)
ADDED_AT = "2026-01-01T10:00:00+00:00"


def incoming(
    text: str | bytes,
    location: str = "page.txt",
    *,
    url: str | None = None,
    how: str = "file",
    collected_at: str | None = None,
    media_type: str = "text/plain",
    is_container: bool = False,
) -> Incoming:
    data = text.encode() if isinstance(text, str) else text
    acquisition = Acquisition(
        snapshot=sha256(data),
        how="warc" if how == "warc" else "file",
        location=location,
        added_at=ADDED_AT,
        by="MK",
        url=url,
        collected_at=collected_at,
    )
    return Incoming(data=data, media_type=media_type, acquisition=acquisition, is_container=is_container)


def some_pages(count: int, lines: int = 3) -> Iterator[Incoming]:
    for number in range(count):
        body = "\n".join(
            f"2025-{line % 12 + 1:02d}-03 Event {number}.{line} in the town hall." for line in range(lines)
        )
        yield incoming(f"Page {number}\n{body}\n", f"page-{number}.txt")


def read_lines(incoming: Incoming, *, as_of: dt.date) -> Page:
    """Every line is a block; one that begins with a date is an event. The first line is the headline."""
    text = incoming.data.decode("utf-8", "replace")
    snapshot = snapshot_of(incoming.data, incoming.media_type)
    segments = Segments()
    segments.append(0, len(text), 0, len(incoming.data), "raw")
    layer = TextLayer(
        snapshot=snapshot.sha256,
        scanner="fake-1",
        charset="utf-8",
        charset_reason="it always is",
        text=text,
        segments=segments,
    )
    blocks, findings, at = [], [], 0
    for line in text.split("\n"):
        span = Span(at, at + len(line))
        at += len(line) + 1
        if not line:
            continue
        blocks.append(Block(span.start, span.end, "paragraph"))
        try:
            occurred = DateValue.from_edtf(line[:10])
        except ValueError:
            continue
        findings.append(
            EventFinding(
                snapshot=snapshot.sha256,
                text_layer=layer.id,
                sentence=span,
                trigger=span,
                value=Event(kind="other", headline=line[11:71], occurred=occurred),
                rule="fake.line",
                score=1.0,
                reason="the line begins with a date",
            )
        )
    headline = text.split("\n", 1)[0][:200]
    layout = Layout(
        text_layer=layer.id,
        version="fake-1",
        blocks=tuple(blocks),
        candidates=(Candidate(field="headline", value=headline, place="first line"),),
    )
    article = Article(
        snapshot=snapshot,
        acquisition=incoming.acquisition,
        layer=layer,
        layout=layout,
        language="en",
        headline=headline,
        outlet="The Fake",
        byline=(),
        url=incoming.acquisition.url,
        published=DateValue.between(None, as_of),
        modified=None,
        expressions=(),
        times=(),
        text=text,
    )
    return Page(
        article=article,
        findings=Findings(snapshot=snapshot.sha256, text_layer=layer.id, findings=tuple(findings)),
    )


def read_at_risk(incoming: Incoming, *, as_of: dt.date) -> Page:
    """Like `read_lines`, but does what the page's first word says."""
    word, _, rest = incoming.data.partition(b" ")
    if word == b"HANG":
        while True:
            pass
    if word == b"SLEEP":
        time.sleep(float(rest.split()[0]))
    if word == b"DIE":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == b"CRASH":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == b"EXIT":
        os._exit(3)
    if word == b"HOG":
        hoard = []
        while True:
            hoard.append(bytearray(1 << 24))
    if word == b"RAISE":
        raise ValueError(f"unforeseen: {incoming.data!r}")
    if word == b"SPEAK":
        os.write(1, b"a library prints to standard output\n" * 100)
        print("and so does this one")
    if word == b"REPORT":
        Path(rest.split(b"\n")[0].decode()).write_text(str(os.getpid()))
        time.sleep(60)
    return read_lines(incoming, as_of=as_of)


def anchor_key(layer: str, span: Span) -> str:
    return hashlib.sha256(f"{layer}:{span.start}:{span.end}".encode()).hexdigest()[:32]


def fold(pages: Sequence[Page], judgements: Sequence[Judgement], known_ids: Mapping[str, str]) -> Folded:
    """Every finding is an entry, in the order of day and words; judgements are counted into the digest."""
    entries = []
    for page in pages:
        layer = page.article.layer
        for finding in page.findings.findings:
            assert isinstance(finding, EventFinding)
            key = anchor_key(layer.id, finding.trigger)
            citation = cite(layer.id, layer.snapshot, layer.text, finding.sentence)
            entries.append(
                Entry(
                    id=known_ids.get(key, key[:12]),
                    aspect="event",
                    headline=finding.value.headline,
                    occurred=finding.value.occurred,
                    pages=(layer.id,),
                    claims=(
                        Claim(
                            finding=key,
                            attribute="date",
                            value=finding.value.occurred.edtf if finding.value.occurred else "",
                            citation=citation,
                            page=layer.id,
                        ),
                    ),
                    citations=(CitedWords(citation),),
                    details={"line": [finding.trigger.start, finding.trigger.end]},
                )
            )
    entries.sort(key=lambda e: (e.occurred.edtf if e.occurred else "", e.headline, e.pages))
    published = {page.article.layer.id: page.article.published for page in pages}
    body = [
        [[e.headline, e.occurred, e.pages] for e in entries],
        sorted(published.items()),
        sorted((j.act, j.reason) for j in judgements),
    ]
    digest = sha256(msgspec.json.encode(body))
    return Folded(chronology=Chronology(entries=tuple(entries), published=published, digest=digest))


def known_ids(chronology: Chronology) -> dict[str, str]:
    return {
        anchor_key(cited.citation.text_layer, cited.citation.span): entry.id
        for entry in chronology.entries
        for cited in entry.citations
    }


def stands(citation: Citation, layer: TextLayer, data: bytes) -> bool:
    """The words are in the layer at their place, and the layer is what the bytes say."""
    return citation.span.of(layer.text) == citation.exact and data.decode("utf-8", "replace") == layer.text


def plan(**changed: object) -> Plan:
    settings: dict[str, object] = {
        "process": READ,
        "as_of": AS_OF,
        "fold": fold,
        "known_ids": known_ids,
        "by": "MK",
        "jobs": 0,
        "limits": Limits(seconds=10.0),
    }
    return Plan(**{**settings, **changed})  # type: ignore[arg-type]
