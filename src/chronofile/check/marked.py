"""Marked: the draft's paragraphs cut where items begin and end, for whoever shows them with their marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from chronofile.check.draft import Paragraph
from chronofile.check.report import DraftReport, Item
from chronofile.model import Span

Piece = tuple[int, int, Item | None]
"""Start and end in the draft's text, and the smallest item over it."""


def marked_paragraphs(report: DraftReport) -> Iterator[tuple[Paragraph, list[Piece]]]:
    """Every paragraph with its pieces, which cover it without gaps."""
    starts = [paragraph.start for paragraph in report.paragraphs]
    inside: list[list[tuple[Span, Item]]] = [[] for _ in starts]
    for item in report.items:
        for span in item.spans:
            number = bisect_right(starts, span.start) - 1
            if number >= 0:
                inside[number].append((span, item))
    for paragraph, own in zip(report.paragraphs, inside, strict=True):
        yield paragraph, _pieces(paragraph.span, own)


def _pieces(within: Span, own: Sequence[tuple[Span, Item]]) -> list[Piece]:
    spans = sorted(
        ((max(s.start, within.start), min(s.end, within.end), item) for s, item in own), key=lambda o: (o[0], o[1])
    )
    cuts = sorted({within.start, within.end, *(a for a, _, _ in spans), *(b for _, b, _ in spans)})
    made: list[Piece] = []
    over: list[tuple[int, int, int]] = []
    number = 0
    for start, end in pairwise(cuts):
        while number < len(spans) and spans[number][0] <= start:
            heappush(over, (spans[number][1] - spans[number][0], spans[number][1], number))
            number += 1
        while over and over[0][1] <= start:
            heappop(over)
        made.append((start, end, spans[over[0][2]][2] if over else None))
    return made
