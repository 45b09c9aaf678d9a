"""The body of an article as a person reads it."""

from __future__ import annotations

from chronofile.model import BODY_ROLES, Layout
from chronofile.read.shown import shown

_IN_BODY = frozenset((*BODY_ROLES, "standfirst"))


def body(text: str, layout: Layout) -> str:
    """Standfirst, headings, paragraphs, lists and block quotes in reading order, joined by blank lines and repaired.

    A dateline before a paragraph is a block of its own and not repeated here.
    """
    parts = (shown(text[b.start : b.end])[0].strip() for b in layout.blocks if b.role in _IN_BODY)
    return "\n\n".join(p for p in parts if p)
