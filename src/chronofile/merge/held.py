"""The pages held, looked up by what merging asks for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from chronofile.merge.digest import encoded
from chronofile.merge.words import primary
from chronofile.model import Agent, Citation, DateValue, Edit, Mention, Page, Span, cite

Shown = Callable[[str], tuple[str, tuple[Edit, ...]]]
"""Exact words to what a reader sees, with the edits between."""


class HeldPage:
    """One page. `published` is its date after people's corrections; `report` the layer id of the original it copies
    (its own when it copies none). `shown` repairs words for the eye; the words cited stay as they are.
    """

    def __init__(self, page: Page, shown: Shown | None = None) -> None:
        self.page = page
        self._shown = shown
        self.layer = page.article.layer.id
        self.snapshot = page.article.snapshot.sha256
        self.text = page.article.layer.text
        self.language = primary(page.article.language)
        self.published: DateValue | None = page.article.published
        self.outlet = page.article.outlet or ""
        self.relayed_from = page.findings.relayed_from or ""
        self.report = self.layer
        self.agents: dict[str, Agent] = {agent.id: agent for agent in page.findings.agents}
        self.mentions: tuple[Mention, ...] = tuple(
            sorted(page.findings.mentions, key=lambda m: (m.start, m.end, m.type, m.agent))
        )
        self._starts = [m.start for m in self.mentions]
        self.sentences = sorted(page.findings.sentences)
        self.first_mention: dict[str, Mention] = {}
        for mention in self.mentions:
            self.first_mention.setdefault(mention.agent, mention)
        self._cited: dict[Span, Citation] = {}

    def cite(self, span: Span) -> Citation:
        """The citation of a span; one record however many claims stand on it."""
        if span not in self._cited:
            made = cite(self.layer, self.snapshot, self.text, span)
            text, edits = self._shown(made.exact) if self._shown else (made.exact, ())
            self._cited[span] = replace(made, shown=text, edits=edits) if edits else made
        return self._cited[span]

    def mentions_in(self, span: Span) -> Sequence[Mention]:
        """Mentions that begin inside the span."""
        return self.mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def sentence_at(self, span: Span) -> Span:
        """The sentence that holds `span`, or `span` itself where no sentence does."""
        at = bisect_right(self.sentences, Span(span.start, 1 << 60)) - 1
        return self.sentences[at] if at >= 0 and self.sentences[at].holds(span) else span


class Held:
    """All pages, one for each text layer, in order of their layer ids; `layers` are their names.

    `withdrawn` are hashes of pages that a person took out of the case, `bodies` the kept stretches of pages whose body
    a person corrected, by text layer.
    """

    def __init__(self, pages: Iterable[Page], shown: Shown | None = None) -> None:
        self.pages: dict[str, HeldPage] = {p.article.layer.id: HeldPage(p, shown) for p in distinct(pages)}
        self.by_snapshot: dict[str, list[HeldPage]] = defaultdict(list)
        for page in self.pages.values():
            self.by_snapshot[page.snapshot].append(page)
        self.layers: Collection[str] = self.pages.keys()
        self.withdrawn: Collection[str] = frozenset()
        self.bodies: Mapping[str, tuple[Span, ...]] = {}

    @classmethod
    def named(cls, layers: Collection[str]) -> Held:
        """Pages that are known to be held and need not be looked into."""
        made = cls(())
        made.layers = frozenset(layers)
        return made


def distinct(pages: Iterable[Page]) -> list[Page]:
    """One page for each text layer, in order of layer ids: a page that came in twice is one page."""
    same: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        same[page.article.layer.id].append(page)
    return [held[0] if len(held) == 1 else min(held, key=_content) for _, held in sorted(same.items())]


def _content(page: Page) -> tuple[bytes, str]:
    return encoded(page.findings), page.article.acquisition.key
