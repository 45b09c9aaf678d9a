"""Draft: a text that somebody is about to send out, in paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

import msgspec

from chronofile.model import Span

Place = Literal["body", "table", "footnote", "endnote"]
JOINT = "\n\n"
"""Between two paragraphs in the text of a draft."""


class Paragraph(msgspec.Struct, frozen=True):
    """A stretch of the draft's text. `number` counts the paragraphs of its place from 1; for a note it is the number
    that the reader sees beside it. `is_quoted` marks a paragraph that its style calls a quotation, without any marks.
    """

    start: int
    end: int
    place: Place
    number: int
    is_quoted: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class NoteMark(msgspec.Struct, frozen=True):
    """Where the text refers to a note, and which paragraphs (by index) the note is made of."""

    at: int
    paragraphs: tuple[int, ...]


class Dated(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A time expression of a text with the days it bounds: first and last, both included, ISO 8601; "" is open. `value`
    is its TIMEX3 value, which may lack the year.
    """

    start: int
    end: int
    earliest: str
    latest: str
    value: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`text` holds every paragraph; all offsets count its code points. `problems` are sentences for the reader."""

    name: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[NoteMark, ...] = ()
    problems: tuple[str, ...] = ()
    language: str = "und"
    sentences: tuple[Span, ...] = ()
    dates: tuple[Dated, ...] = ()

    def sentence_at(self, at: int) -> Span:
        """The sentence around a place; the paragraph where no sentence is known."""
        index = bisect_right(self.sentences, at, key=lambda s: s.start) - 1
        if index >= 0 and at < self.sentences[index].end:
            return self.sentences[index]
        paragraph = self.paragraph_at(at)
        return paragraph.span if paragraph else Span(at, at)

    def paragraph_at(self, at: int) -> Paragraph | None:
        """The paragraph that holds a place, None between two."""
        index = bisect_right(self.paragraphs, at, key=lambda p: p.start) - 1
        return self.paragraphs[index] if index >= 0 and at <= self.paragraphs[index].end else None
