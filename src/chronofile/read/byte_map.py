"""Byte map: from words in a text layer to the kept bytes that say them, and back again as a check.

The check does not use the scanner: it decodes the bytes as they stand, and resolves and folds them by other means.
All costs go with the length of the span and of a segment, not of the page.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from chronofile.model import MODES, Citation, Span, TextLayer
from chronofile.read.pieces import pieces
from chronofile.read.plainly import plainly
from chronofile.read.transcode import character_bytes, decode_slice

_EDGE = 256
"""Bytes looked at on each side of a gap."""

_BLANKS = "\t\n\v\f\r "
_NOTHING = "\N{REPLACEMENT CHARACTER}"
"""Said of a gap that is not what the layer takes it for: no gap's text."""

_LINE_END = re.compile(r"\r\n|[\r\n\f]")


class Wide(NamedTuple):
    """A span widened to whole pieces: its code points and its bytes, both ends excluded."""

    start: int
    end: int
    byte_start: int
    byte_end: int


def byte_span(layer: TextLayer, data: bytes, span: Span) -> tuple[int, int] | None:
    """The bytes of the snapshot that say `span`: the first, and the one behind the last.

    A position inside a reference, an escape or a run of white space widens to all of it. None for an empty span, for
    one that is not in the layer, and where `data` is not what the layer was made from.
    """
    wide = widened(layer, data, span)
    return None if wide is None else (wide.byte_start, wide.byte_end)


def bytes_text(layer: TextLayer, data: bytes, span: Span) -> str:
    """What the bytes of `span`, widened as in `byte_span`, say when decoded again; empty where there are none."""
    wide = widened(layer, data, span)
    return "" if wide is None else _decoded(layer, data, wide)


def stands(citation: Citation, layer: TextLayer, data: bytes) -> bool:
    """True when the quotation is of this layer, equals its text at its offsets, and its bytes say the same again."""
    span = citation.span
    if citation.text_layer != layer.id or not citation.exact or citation.exact != span.of(layer.text):
        return False
    wide = widened(layer, data, span)
    return wide is not None and _decoded(layer, data, wide) == layer.text[wide.start : wide.end]


def widened(layer: TextLayer, data: bytes, span: Span) -> Wide | None:
    """`span` with whole pieces at both ends."""
    if not 0 <= span.start < span.end <= len(layer.text):
        return None
    first = _piece(layer, data, span.start)
    last = first if span.end == span.start + 1 else _piece(layer, data, span.end - 1)
    if first is None or last is None:
        return None
    return Wide(first.start, last.end, first.byte_start, last.byte_end)


def _piece(layer: TextLayer, data: bytes, position: int) -> Wide | None:
    """The piece that the code point at `position` belongs to."""
    segments = layer.segments
    index = segments.at(position)
    if index < 0:
        return None
    start, end = segments.start[index], segments.end[index]
    byte_start, byte_end = segments.byte_start[index], segments.byte_end[index]
    if position >= end:
        if index + 1 >= len(segments):
            return None
        return Wide(end, segments.start[index + 1], byte_end, segments.byte_start[index + 1])
    decoded = decode_slice(data, byte_start, byte_end, layer.charset)
    if len(decoded) == end - start:
        # Every reference, escape and fold makes text shorter than its source, so here each stands for itself.
        first, last = position - start, position - start + 1
        low, high = position, position + 1
    else:
        made = pieces(decoded, MODES[segments.mode[index]])
        if len(made.text) != end - start:
            return None
        low = high = position - start
        first, last = made.start[low], made.end[low]
        while low and made.start[low - 1] == first:
            low -= 1
        while high < len(made.text) and made.start[high] == first:
            high += 1
        low, high = low + start, high + start
    found = character_bytes(data, (byte_start, byte_end), layer.charset, decoded, (first, last))
    return Wide(low - (first - found.first), high + (found.last - last), found.byte_start, found.byte_end)


def _decoded(layer: TextLayer, data: bytes, wide: Wide) -> str:
    """Segments by their mode, gaps as the fold or the line break they stand for; U+FFFD for a gap that is neither."""
    segments = layer.segments
    parts: list[str] = []
    index = segments.at(wide.start)
    while index < len(segments) and segments.start[index] < wide.end:
        first = max(segments.byte_start[index], wide.byte_start)
        last = min(segments.byte_end[index], wide.byte_end)
        if first < last:
            parts.append(plainly(decode_slice(data, first, last, layer.charset), MODES[segments.mode[index]]))
        if segments.end[index] < wide.end and index + 1 < len(segments):
            parts.append(_gap(layer, data, index))
        index += 1
    return "".join(parts)


def _gap(layer: TextLayer, data: bytes, index: int) -> str:
    """What stands between a segment and the next, after a look at the bytes there."""
    segments = layer.segments
    said = layer.text[segments.end[index] : segments.start[index + 1]]
    first, last = segments.byte_end[index], segments.byte_start[index + 1]
    if first == last:
        return ""
    if layer.scanner.startswith("plain"):
        return _plain_gap(decode_slice(data, first, last, layer.charset))
    if said not in ("", " ", "\n"):
        return _NOTHING
    if layer.scanner.startswith("script"):
        return said
    before = decode_slice(data, first, min(first + _EDGE, last), layer.charset)
    after = decode_slice(data, max(last - _EDGE, first), last, layer.charset)
    if layer.scanner.startswith("feed"):
        before, after = plainly(before, "normal"), plainly(after, "normal")
    head, markup, _ = before.partition("<")
    if not markup and last - first > _EDGE:
        return said
    head = head.strip(_BLANKS).removeprefix("]]>")
    tail = after.rpartition(">")[2].replace("<![CDATA[", "", 1) if markup else ""
    return said if not plainly(head + tail, "normal").strip(" ") else _NOTHING


def _plain_gap(between: str) -> str:
    if between.strip(_BLANKS):
        return _NOTHING
    return "\n" * min(len(_LINE_END.findall(between)), 2) or " "
