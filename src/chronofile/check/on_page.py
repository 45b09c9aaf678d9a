"""On page: what stands around found words: their block, the page's own quotation marks, the sentence around them."""

from __future__ import annotations

import re
from bisect import bisect_right

from chronofile.check.draft import Paragraph
from chronofile.check.fit import Pages
from chronofile.check.kept import BREAK, KeptText
from chronofile.check.lexicon import Lexicon
from chronofile.check.quotations import quotations
from chronofile.check.report import Place
from chronofile.check.words import keys
from chronofile.model import Span

_STOP = re.compile(r"[.!?。！？؟…](?=\W|\Z)|\n")
_BEFORE = 4
"""Words before a quotation in which a denial turns it round: "was not at all guilty"."""
_AFTER = 1
"""Words after it: "we would | not"."""
_FURTHEST = 60
"""Words looked at for the ends of a sentence."""


class Around:
    """Answers about the pages, each worked out once."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self._quoted: dict[int, list[Span]] = {}

    def place(self, number: int, spans: tuple[Span, ...]) -> Place:
        page = self.pages[number]
        block = page.block_at(spans[0].start)
        return Place(
            page=page.text_layer,
            spans=spans,
            exact=page.text[min(s.start for s in spans) : max(s.end for s in spans)],
            role=block.role if block else "paragraph",
            is_left_out=bool(block and not block.kept),
            is_quoted=all(self._is_quoted(number, span) for span in spans),
        )

    def denials_before(self, number: int, first: int, words: Lexicon) -> list[Span]:
        """Denials in the same sentence within a few words before word `first` of the page."""
        own = self.pages.words(number)
        start = max(self._sentence_start(number, first), first - _BEFORE)
        return [own.span(start + at, start + at + 1) for at in words.denials(own.keys[start:first])]

    def denials_after(self, number: int, last: int, words: Lexicon, reach: int = _AFTER) -> list[Span]:
        """Denials in the same sentence from word `last` on."""
        own = self.pages.words(number)
        end = min(self._sentence_end(number, last), last + reach)
        return [own.span(last + at, last + at + 1) for at in words.denials(own.keys[last:end])]

    def denials_under(self, number: int, last: int, first: int, words: Lexicon) -> list[Span]:
        """Denials that an ellipsis between two stretches hides: in the sentence that the first begins, as far as it
        goes on, and in the one that the second ends. Whole sentences between them may say what they like.
        """
        ends, starts = self._sentence_end(number, last), self._sentence_start(number, first)
        own = self.pages.words(number)
        inside = (
            [(last, first)]
            if starts <= last or ends >= first
            else [(last, min(ends, first)), (max(starts, last), first)]
        )
        return [own.span(a + at, a + at + 1) for a, b in inside for at in words.denials(own.keys[a:b])]

    def rest_of_sentence(self, number: int, last: int) -> int:
        return self._sentence_end(number, last) - last

    def _sentence_start(self, number: int, first: int) -> int:
        own, text, at = self.pages.words(number), self.pages[number].text, first
        while at > 0 and first - at < _FURTHEST and own.keys[at - 1] != BREAK:
            if at < len(own) and (own.starts[at] < own.ends[at - 1] or _stops(text, own.ends[at - 1], own.starts[at])):
                break
            at -= 1
        return at

    def _sentence_end(self, number: int, last: int) -> int:
        """The word after the last of the sentence that the word before `last` belongs to."""
        own, text, at = self.pages.words(number), self.pages[number].text, last
        while at < len(own) and at - last < _FURTHEST and own.keys[at] != BREAK:
            if at > 0 and (own.starts[at] < own.ends[at - 1] or _stops(text, own.ends[at - 1], own.starts[at])):
                break
            at += 1
        return at

    def _is_quoted(self, number: int, span: Span) -> bool:
        if number not in self._quoted:
            self._quoted[number] = _quoted(self.pages[number])
        marked = self._quoted[number]
        at = bisect_right(marked, span.start, key=lambda s: s.start) - 1
        return at >= 0 and marked[at].holds(span)


def _stops(text: str, start: int, end: int) -> bool:
    return _STOP.search(text, start, min(end, start + 40)) is not None


def _quoted(page: KeptText) -> list[Span]:
    paragraphs = [Paragraph(b.start, b.end, "body", n) for n, b in enumerate(page.blocks, 1)]
    paragraphs = paragraphs or [Paragraph(0, len(page.text), "body", 1)]
    return [quotation.outer for quotation in quotations(page.text, paragraphs)]


def denials_in_draft(text: str, sentence: Span, outer: Span, words: Lexicon) -> tuple[bool, bool]:
    """Whether the draft itself denies close before and close after a quotation, in the same sentence."""
    before = keys(text[sentence.start : outer.start])[-8:]
    after = keys(text[outer.end : sentence.end])[:4]
    return bool(words.denials(before)), bool(words.denials(after))
