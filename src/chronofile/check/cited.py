"""Cited: which of the pages held a draft gives as the place of a quotation.

A note, brackets right after the quotation, an address in the sentence, or an outlet that the sentence says reported it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from chronofile.check.draft import Dated, Draft
from chronofile.check.kept import KeptText
from chronofile.check.lexicon import Lexicon
from chronofile.check.words import keys
from chronofile.model import Span

_URL = re.compile(r"https?://[^\s<>\"“”»«)\]]{3,2000}|\bwww\.[^\s<>\"“”»«)\]]{3,2000}")
_BRACKETS = re.compile(r"[”\"’'»\s.,;:]{0,4}[(\[]([^()\[\]]{3,400})[)\]]")
_SHORTEST_HEADLINE = 3
"""Words: a shorter headline ("Live updates") names no page."""


class Shelf:
    """The pages held by what a draft may call them."""

    def __init__(self, pages: Sequence[KeptText]) -> None:
        self.by_url: dict[str, list[str]] = defaultdict(list)
        self.by_outlet: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.headlines: list[tuple[str, str]] = []
        self.published: dict[str, tuple[str, str]] = {}
        for page in pages:
            if page.url:
                self.by_url[_address(page.url)].append(page.text_layer)
            if outlet := keys(page.outlet):
                self.by_outlet[outlet].append(page.text_layer)
            headline = keys(page.headline)
            if len(headline) >= _SHORTEST_HEADLINE:
                self.headlines.append((f" {' '.join(headline)} ", page.text_layer))
            if page.published and page.published.earliest and page.published.latest:
                self.published[page.text_layer] = (page.published.earliest, page.published.latest)

    def named_in(self, text: str, dates: Sequence[Dated] = ()) -> tuple[str, ...]:
        """Pages that a reference names: by address, else by headline, else by outlet and, where it gives one, date."""
        for match in _URL.finditer(text):
            if found := self.by_url.get(_address(match[0])):
                return tuple(found)
        run = keys(text)
        line = f" {' '.join(run)} "
        if found := [page for headline, page in self.headlines if headline in line]:
            return tuple(found)
        outlets = [page for outlet in self._outlets_in(run) for page in self.by_outlet[outlet]]
        days = [(d.earliest, d.latest) for d in dates if d.earliest and d.latest]
        fitting = [p for p in outlets if any(_overlap(self.published.get(p), day) for day in days)]
        return tuple(dict.fromkeys(fitting or outlets))

    def said_to_report(self, sentence: str, words: Lexicon) -> tuple[str, ...]:
        """Pages of an outlet that the sentence says reported something ("according to the Quay Herald")."""
        run = keys(sentence)
        for outlet in self._outlets_in(run):
            for at in range(len(run) - len(outlet) + 1):
                if run[at : at + len(outlet)] != outlet:
                    continue
                before = [run[max(0, at - n - back) : at - back] for n in (1, 2, 3) for back in (0, 1)]
                after = run[at + len(outlet) : at + len(outlet) + 1]
                if any(b in words.citing_before for b in before) or (after and after[0] in words.citing_after):
                    return tuple(self.by_outlet[outlet])
        return ()

    def _outlets_in(self, run: tuple[str, ...]) -> list[tuple[str, ...]]:
        found = {run[at : at + n] for n in range(1, 7) for at in range(len(run) - n + 1)} & self.by_outlet.keys()
        return sorted(found, key=lambda outlet: (-len(outlet), outlet))


def cited(draft: Draft, outer: Span, shelf: Shelf, words: Lexicon) -> tuple[str, ...]:
    """Text layers of the pages that the draft gives for the words in `outer`, as far as they are held."""
    sentence = draft.sentence_at(outer.start)
    end = max(sentence.end, outer.end)
    for note in draft.notes[bisect_left(draft.notes, outer.start, key=lambda n: n.at) :]:
        if note.at > end:
            break
        if note.at >= outer.end - 1:
            spans = [draft.paragraphs[index].span for index in note.paragraphs]
            text = " ".join(span.of(draft.text) for span in spans)
            dates = [d for span in spans for d in _dates_in(draft, span)]
            if found := shelf.named_in(text, dates):
                return found
            break
    brackets = _BRACKETS.match(draft.text, outer.end, min(len(draft.text), outer.end + 420))
    if brackets:
        inside = Span(brackets.start(1), brackets.end(1))
        if found := shelf.named_in(brackets[1], _dates_in(draft, inside)):
            return found
    around = draft.text[sentence.start : outer.start] + " " + draft.text[outer.end : end]
    for address in _URL.finditer(around):
        if found := shelf.named_in(address[0]):
            return found
    return shelf.said_to_report(around, words)


def _dates_in(draft: Draft, span: Span) -> Sequence[Dated]:
    first = bisect_left(draft.dates, span.start, key=lambda d: d.start)
    last = bisect_left(draft.dates, span.end, key=lambda d: d.start)
    return draft.dates[first:last]


def _overlap(a: tuple[str, str] | None, b: tuple[str, str]) -> bool:
    return a is not None and a[0] <= b[1] and b[0] <= a[1]


def _address(url: str) -> str:
    """What two ways of writing an address share."""
    bare = url.strip().lower().rstrip(".,;:!?").split("#")[0]
    bare = bare.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.rstrip("/")
