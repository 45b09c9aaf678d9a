"""Paragraphs of a plain layer: lines, or several lines where the text was wrapped at a fixed width."""

from __future__ import annotations

from itertools import pairwise

from chronofile.read.line import Line, lines_of

_NARROW, _WIDE = 45, 100
"""Characters: mail and agency wires wrap between these widths."""


def paragraphs_of(text: str) -> list[Line]:
    """One `Line` a paragraph. Wrapped text is joined where blank lines part the paragraphs and no line is long."""
    lines = lines_of(text)
    if not _is_wrapped(lines):
        return lines
    made: list[Line] = []
    group: list[Line] = []
    for line in lines:
        if group and line.blank_before:
            made.extend(_join(text, group))
            group = []
        group.append(line)
    made.extend(_join(text, group))
    return made


def _is_wrapped(lines: list[Line]) -> bool:
    """Most lines that another follows at once have nearly the same width and stop inside a sentence; none is wide."""
    inner = [a for a, b in pairwise(lines) if not b.blank_before]
    if len(inner) < 6 or not any(line.blank_before for line in lines):
        return False
    widths = sorted(len(line.text) for line in lines)
    if widths[-1] > _WIDE + 20 or widths[int(len(widths) * 0.6)] < _NARROW:
        return False
    full = [line for line in inner if len(line.text) >= _NARROW]
    open_ended = sum(1 for line in full if not line.terminal)
    return len(full) >= 0.7 * len(inner) and open_ended >= 0.6 * len(full)


def _join(text: str, group: list[Line]) -> list[Line]:
    """One paragraph of a group whose lines are full, else the lines as they are (an address, a list)."""
    if len(group) < 2 or any(len(line.text) < _NARROW for line in group[:-1]):
        return group
    start, end = group[0].start, group[-1].end
    return [Line(start, end, text[start:end].replace("\n", " "), group[0].blank_before)]
