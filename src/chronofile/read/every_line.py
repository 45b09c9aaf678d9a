"""Every line is body: the layout of a text file whose owner says that nothing on it is to be left out."""

from __future__ import annotations

import re

from msgspec.structs import replace

from chronofile.model import Block, Layout, TextLayer
from chronofile.read.text_layer import PLAIN

_LINE = re.compile(r"[^\n]*\S[^\n]*")
REASON = "asked for: every line is body"


def every_line(layer: TextLayer, layout: Layout) -> Layout:
    """`layout` with one paragraph a line for plain text; pages with markup keep theirs. Candidates stay."""
    if layer.scanner != PLAIN:
        return layout
    blocks = tuple(Block(m.start(), m.end(), "paragraph", REASON) for m in _LINE.finditer(layer.text))
    kept = tuple(c for c in layout.candidates if c.field not in ("headline", "byline"))
    return replace(layout, blocks=blocks, candidates=kept, problems=())
