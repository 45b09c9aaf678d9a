"""Articles made by hand: plain paragraphs, and what date each expression stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import pytest

from chronofile.model import (
    Acquisition,
    Agent,
    Article,
    Block,
    DateValue,
    Event,
    EventFinding,
    Findings,
    Layout,
    LegalStatus,
    LegalStatusFinding,
    OpenItem,
    OpenItemFinding,
    Segments,
    Statement,
    StatementFinding,
    TextLayer,
    Time,
    snapshot_of,
)

Dates = Sequence[tuple[str, str | None]]
MakeArticle = Callable[..., Article]


def build_article(
    paragraphs: Sequence[str | tuple[str, str]],
    dates: Dates = (),
    *,
    language: str = "en",
    headline: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> Article:
    """An article of `paragraphs` (a pair gives role and text). `dates` maps words to EDTF; None is an open expression.

    Each place where the words stand becomes a time, longer and earlier pairs first.
    """
    text, blocks = "", []
    for item in paragraphs:
        role, words = item if isinstance(item, tuple) else ("paragraph", item)
        blocks.append(Block(len(text), len(text) + len(words), role))  # type: ignore[arg-type]
        text += words + "\n"
    times: list[Time] = []
    for words, value in dates:
        for found in re.finditer(re.escape(words), text):
            if not any(t.start < found.end() and found.start() < t.end for t in times):
                date = DateValue.from_edtf(value, verbatim=words) if value else None
                times.append(
                    Time(
                        start=found.start(), end=found.end(), text=words, type="DATE" if value else "DURATION",
                        value=value or "", date=date,
                    )
                )  # fmt: skip
    times.sort(key=lambda t: t.start)
    data = text.encode("utf-8", "surrogatepass")
    snapshot = snapshot_of(data, "text/plain")
    segments = Segments()
    segments.append(0, len(text), 0, len(data), "raw")
    layer = TextLayer(
        snapshot=snapshot.sha256,
        scanner="plain-1",
        charset="utf-8",
        charset_reason="made by a test",
        text=text,
        segments=segments,
    )
    return Article(
        snapshot=snapshot,
        acquisition=Acquisition(snapshot=snapshot.sha256, how="file", location="made by a test"),
        layer=layer,
        layout=Layout(text_layer=layer.id, version="test", blocks=tuple(blocks)),
        language=language,
        headline=headline,
        outlet=outlet,
        byline=(),
        url=None,
        published=DateValue.from_edtf(published) if published else None,
        modified=None,
        expressions=(),
        times=tuple(times),
        text=text,
    )


class Found:
    """Findings with short ways to ask for what a test looks at."""

    def __init__(self, article: Article, findings: Findings) -> None:
        self.article, self.findings = article, findings
        self.names: Mapping[str, str] = {a.id: a.name for a in findings.agents}

    def agent(self, name: str) -> Agent:
        return next(a for a in self.findings.agents if name in (a.name, *a.names))

    def has_agent(self, name: str) -> bool:
        return any(name in (a.name, *a.names) for a in self.findings.agents)

    @property
    def events(self) -> list[Event]:
        return [f.value for f in self.findings.findings if isinstance(f, EventFinding)]

    @property
    def statements(self) -> list[Statement]:
        return [f.value for f in self.findings.findings if isinstance(f, StatementFinding)]

    @property
    def statuses(self) -> list[LegalStatus]:
        return [f.value for f in self.findings.findings if isinstance(f, LegalStatusFinding)]

    @property
    def open_items(self) -> list[OpenItem]:
        return [f.value for f in self.findings.findings if isinstance(f, OpenItemFinding)]

    def event(self, trigger: str) -> Event:
        """The first event whose trigger is that word."""
        for f in self.findings.findings:
            if isinstance(f, EventFinding) and f.trigger.of(self.article.layer.text) == trigger:
                return f.value
        raise AssertionError(f"no event “{trigger}” among {self.triggers}")

    @property
    def triggers(self) -> list[str]:
        return [f.trigger.of(self.article.layer.text) for f in self.findings.findings if isinstance(f, EventFinding)]

    def who(self, event: Event) -> set[tuple[str, str]]:
        return {(self.names[i.agent], i.part) for i in event.involvements}

    def content(self, statement: Statement) -> str:
        return " … ".join(span.of(self.article.layer.text) for span in statement.content)

    def said(self, words: str) -> Statement:
        """The statement whose content holds these words."""
        for statement in self.statements:
            if words in self.content(statement):
                return statement
        raise AssertionError(f"nobody says “{words}”")


@pytest.fixture(scope="session")
def article() -> MakeArticle:
    return build_article


@pytest.fixture(scope="session")
def look() -> Callable[..., Found]:
    """Paragraphs to what is found on them."""
    from chronofile import find

    def run(paragraphs: Sequence[str | tuple[str, str]], dates: Dates = (), **fields: str) -> Found:
        made = build_article(paragraphs, dates, **fields)  # type: ignore[arg-type]
        return Found(made, find.findings(made))

    return run


@pytest.fixture
def by_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where nothing can run the encoder."""
    monkeypatch.setattr("chronofile.find.reading.encoder", lambda language: None)
