"""Where the article stands among the lines of an HTML page."""

from __future__ import annotations

import re

from chronofile.read.flat_core import best_run, line_key
from chronofile.read.html_lines import HtmlLines
from chronofile.read.line import Line
from chronofile.read.page_words import page_words
from chronofile.read.tree import HEADINGS
from chronofile.read.visible_date import visible_date

ITEMS = frozenset(("li", "dd", "dt", "td", "th", "tr"))
TEXT = frozenset(("p", "pre", "blockquote"))
_KEY = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_BREAK = 14.0
"""Points that the run from the headline may lose before what follows counts as something else."""
_OPENS = 15.0
"""Points (about 120 words) of text right below the headline that make it the article, whatever else is on the page."""
_CARD = 100.0
"""Words of running text in the element around a teaser: title and summary, not an article with a link in it."""


class Region:
    """Lines `start` (included) to `end` (excluded); `first_text` is the first of them that is running text. `cards`
    are lines that sum up other stories. `article_text` is what the page's own data gives as its text, if anything.
    """

    def __init__(self, page: HtmlLines, printings: frozenset[int], headline: int | None, article_text: str) -> None:
        self.page = page
        self.printings = printings
        self.headline = headline
        self._data = _KEY.sub("", article_text.casefold())[:200_000]
        self.cards = self._find_cards()
        self._scores = [self._score(at, line) for at, line in enumerate(page.lines)]
        self.start, self.end = self._bounds()
        self.first_text = next((i for i in range(self.start, self.end) if self._scores[i] > 1.2), self.start)

    def in_data(self, line: Line) -> bool:
        """The page's own data gives this line as text of the article."""
        return line.words >= 8 and bool(self._data) and line_key(line.text) in self._data

    def _bounds(self) -> tuple[int, int]:
        """Lines from the first to the last of the article: the run that the headline opens, else the densest run."""
        page = self.page
        opened = self._opened()
        if opened is not None:
            page.body = self._holder(*opened)
            self._keep_inside(page.body)
            return self._opened() or opened
        if page.body is not None:
            self._keep_inside(page.body)
        start, end = best_run(self._scores)
        inside = [p for p in self.printings if start <= p < end]
        if inside and sum(self._scores[max(inside) + 1 : end]) > 0.5 * sum(self._scores[start:end]):
            start = max(inside) + 1
        return start, end

    def _opened(self) -> tuple[int, int] | None:
        """The run of text that begins below the headline, if there is enough of it."""
        if self.headline is None:
            return None
        total, peak, end = 0.0, 0.0, 0
        for at in range(self.headline + 1, len(self._scores)):
            total += self._scores[at]
            if peak >= _OPENS and self._opens_comments(at):
                break
            if total > peak:
                peak, end = total, at + 1
            elif total < peak - _BREAK - 0.2 * peak:
                break
        return (self.headline + 1, end) if peak >= _OPENS else None

    def _opens_comments(self, at: int) -> bool:
        """A heading that says comments follow, or the first of several lines "Name says (date)"."""
        line = self.page.lines[at]
        if line.label == "comment" or (line.opening or ("", ""))[1] == "comment":
            return self.page.tree.names[self.page.blocks[at]] in HEADINGS
        if not self._signed(at):
            return False
        return sum(1 for later in range(at, min(at + 40, len(self.page.lines))) if self._signed(later)) >= 3

    def _signed(self, at: int) -> bool:
        """Who wrote a comment, with the day and the clock on the same line or the next."""
        line = self.page.lines[at]
        if line.words > 12 or line.is_sentence:
            return False
        date = visible_date(line.text)
        if date is not None:
            signs = page_words().comment_signs
            return (date.clock and 1 <= date.rest <= 5) or any(w in signs for w in _WORD.findall(line.text.lower()))
        after = self.page.lines[at + 1] if at + 1 < len(self.page.lines) else None
        date = visible_date(after.text) if after is not None else None
        return date is not None and date.clock and date.rest <= 2 and line.words <= 6

    def _holder(self, start: int, end: int) -> int:
        """The lowest element that holds nearly all running text of these lines."""
        page, tree = self.page, self.page.tree
        inside: dict[int, float] = {}
        for at in range(start, end):
            weight = page.weight(at) if page.said[at] is None else 0.0
            element = page.blocks[at]
            for _ in range(40):
                if not weight or element <= 0:
                    break
                inside[element] = inside.get(element, 0.0) + weight
                element = tree.parents[element]
        total = sum(page.weight(at) for at in range(start, end) if page.said[at] is None)
        return max((e for e, weight in inside.items() if weight >= 0.85 * total), default=0)

    def _keep_inside(self, body: int) -> None:
        low, high = self.page.tree.starts[body], self.page.tree.ends[body]
        for at, line in enumerate(self.page.lines):
            if not (low <= line.start and line.end <= high + 1) and not self.in_data(line):
                self._scores[at] = min(self._scores[at], -0.1 if self.page.said[at] is not None else -2.0)

    def _find_cards(self) -> frozenset[int]:
        """Summaries of other stories: short text that shares a small element with a line that is nothing but a link."""
        page = self.page
        found: list[int] = []
        for at, line in enumerate(page.lines):
            if not (line.is_sentence and line.words <= 80) or page.linked[at] * 4 >= len(line.text):
                continue
            for back in range(at - 1, max(-1, at - 5), -1):
                before = page.lines[back]
                if page.linked[back] * 10 >= len(before.text) * 9 and before.words >= 3:
                    if page.weights[page.around(at, back)] <= _CARD:
                        found.append(at)
                    break
                if before.words > 8:
                    break
        return frozenset(found) if len(found) >= 3 else frozenset()

    def _score(self, at: int, line: Line) -> float:
        page = self.page
        if self.in_data(line):
            return min(line.words, 90) / 6.0
        said = page.said[at]
        if said is not None:
            return -0.6 if said.role == "comment" else -0.1
        label = line.label
        if label is not None:
            return {"comment": -8.0, "teaser": -4.0}.get(label, -0.6)
        linked = page.linked[at] / max(1, len(line.text))
        name = page.tree.names[page.blocks[at]]
        start = line.opening
        if start is not None and line.words <= 45:
            return -4.0 if start[1] == "comment" else -0.8
        if at in self.cards:
            return -1.0
        if line.is_sentence and linked < 0.5:
            return min(line.words, 90) / 8.0 if line.words >= 10 else 0.6
        if linked >= 0.6:
            return -1.0
        if name in TEXT:
            return 0.3
        if name in HEADINGS:
            return -0.2
        if name in ITEMS:
            return 0.1 if linked < 0.2 else -0.4
        return -0.5
