"""Hand-made records for the tests of the store."""

from __future__ import annotations

import datetime as dt

from chronofile.model import (
    Acquisition,
    Agent,
    Anchor,
    Article,
    Block,
    Chronology,
    Citation,
    CitedWords,
    Claim,
    DateValue,
    Entry,
    Event,
    EventFinding,
    Findings,
    Incoming,
    Layout,
    Page,
    Run,
    Segments,
    Span,
    TextLayer,
    Time,
    TimeExpression,
    cite,
    sha256,
    snapshot_of,
)
from chronofile.store import CaseStore

AS_OF = dt.date(2026, 1, 1)
TEXT = "Harbour workers strike\nOn Monday the union met the mayor of Norrby.\nShe “promised” nothing.\n"


def incoming(text: str = TEXT, location: str = "norrby.txt", **fields: object) -> Incoming:
    data = text.encode("utf-8", "surrogatepass")
    acquisition = Acquisition(
        snapshot=sha256(data), how="file", location=location, added_at="2026-01-01T10:00:00+00:00", by="MK"
    )
    return Incoming(data=data, media_type="text/plain", acquisition=acquisition, **fields)  # type: ignore[arg-type]


def page_of(given: Incoming, scanner: str = "plain-1") -> Page:
    """A page with something in every field."""
    text = given.data.decode("utf-8", "surrogatepass")
    snapshot = snapshot_of(given.data, given.media_type)
    segments = Segments()
    segments.append(0, len(text), 0, len(given.data), "raw")
    layer = TextLayer(
        snapshot=snapshot.sha256,
        scanner=scanner,
        charset="utf-8",
        charset_reason="no other was named",
        text=text,
        segments=segments,
    )
    second = text.find("\n") + 1
    sentence = Span(second, max(second, text.find("\n", second)))
    day = DateValue.from_edtf("2025-03-03", verbatim="On Monday", basis="relative", anchor="published")
    finding = EventFinding(
        snapshot=snapshot.sha256,
        text_layer=layer.id,
        sentence=sentence,
        trigger=Span(sentence.start, sentence.start + 2),
        value=Event(kind="meeting", headline="the union met the mayor", occurred=day),
        rule="en.meet",
        score=0.9,
        reason="“met” with two agents",
    )
    article = Article(
        snapshot=snapshot,
        acquisition=given.acquisition,
        layer=layer,
        layout=Layout(
            text_layer=layer.id,
            version="1",
            blocks=(Block(0, second, "headline"), Block(second, len(text), "paragraph")),
        ),
        language="en",
        headline=text[: second - 1],
        outlet="Norrby Post",
        byline=("Ada Holm",),
        url=None,
        published=DateValue.from_edtf("2025-03-05"),
        modified=None,
        expressions=(
            TimeExpression(
                start=second, end=second + 9, text="On Monday", type="DATE", unresolved="weekday:1", rule="en.weekday"
            ),
        ),
        times=(Time(start=second, end=second + 9, text="On Monday", type="DATE", value="2025-03-03", date=day),),
        text=text,
        problems=("no byline line",),
    )
    agent = Agent(id="a1", name="the union", names=("the union",), type="Group", identification="described")
    return Page(
        article=article,
        findings=Findings(
            snapshot=snapshot.sha256, text_layer=layer.id, sentences=(sentence,), agents=(agent,), findings=(finding,)
        ),
    )


def put(store: CaseStore, given: Incoming, scanner: str = "plain-1") -> Page:
    """Keep and read one page."""
    store.keep(given, as_of=AS_OF)
    page = page_of(given, scanner)
    run = store.begin_run(a_run())
    store.put_page(run.id, page, made_from=f"{given.acquisition.key}/{scanner}")
    return page


def a_run() -> Run:
    return Run(id="", code="c", rules="r", configuration="", started_at="2026-01-01T10:00:00+00:00")


def citation_of(page: Page, start: int = 0, end: int = 15) -> Citation:
    layer = page.article.layer
    return cite(layer.id, layer.snapshot, layer.text, Span(start, end))


def anchor_on(page: Page) -> Anchor:
    return Anchor(citation=citation_of(page), sentence=Span(0, 20), aspect="event")


def chronology_of(*pages: Page, digest: str = "d1") -> Chronology:
    """One entry a page."""
    entries = tuple(
        Entry(
            id=f"e{number}",
            aspect="event",
            headline=f"What page {number} tells",
            occurred=DateValue.from_edtf(f"2025-03-{number + 1:02d}"),
            details={"number": number, "list": ["a", None]},
            pages=(page.article.layer.id,),
            claims=(
                Claim(
                    finding="f",
                    attribute="date",
                    value="2025-03-03",
                    citation=citation_of(page, 4, 12),
                    page=page.article.layer.id,
                ),
            ),
            citations=(CitedWords(citation_of(page)), CitedWords(citation_of(page, 3, 9), "contradicts")),
        )
        for number, page in enumerate(pages)
    )
    return Chronology(
        entries=entries,
        published={page.article.layer.id: page.article.published for page in pages},
        proposals=(("e0", "e1", "same day"),),
        digest=digest,
    )


def anchors(chronology: Chronology) -> dict[str, str]:
    return {f"key of {entry.id}": entry.id for entry in chronology.entries}


def stands(citation: Citation, layer: TextLayer, data: bytes) -> bool:
    """The words are in the layer at their place, and the layer is what the bytes say."""
    return citation.span.of(layer.text) == citation.exact and data.decode("utf-8", "surrogatepass") == layer.text
