"""Layout: what each stretch of a text layer is, and what the page says of itself."""

from __future__ import annotations

from chronofile.model import Acquisition, Block, Candidate, Layout, TextLayer
from chronofile.read.candidates import Gathered, Visible, candidates, gather
from chronofile.read.feed_layout import feed_blocks
from chronofile.read.flat_layout import flat_layout
from chronofile.read.head import Head, head_of
from chronofile.read.html_layout import html_blocks
from chronofile.read.text_layer import FEED, PLAIN, tags_of

VERSION = "layout-1"
"""Counts up when the rules change; offsets do not move with it."""


def layout(data: bytes, layer: TextLayer, acquisition: Acquisition) -> Layout:
    """Blocks in order of `start`, one or two a line, and candidates best first. Never raises on bad input."""
    problems: tuple[str, ...] = ()
    if layer.scanner == PLAIN:
        blocks, seen, found = *flat_layout(layer.text), _NOTHING
    else:
        tags = tags_of(data, layer)
        if layer.scanner == FEED:
            blocks, seen, found = *feed_blocks(data, layer, tags), _NOTHING
        else:
            found = gather(head_of(data, layer, tags))
            blocks, seen = html_blocks(data, layer, tags, found)
    if not layer.text.strip():
        problems = ("no text on the page",)
    elif not any(b.role in ("paragraph", "list", "block quote") for b in blocks):
        problems = ("no article found in the text",)
    return Layout(
        text_layer=layer.id,
        version=VERSION,
        blocks=_tidy(blocks),
        candidates=candidates(found, seen, acquisition),
        problems=problems,
    )


def _tidy(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """No empty blocks; order and absence of overlap are the readers' doing."""
    return tuple(b for b in blocks if b.end > b.start)


_NOTHING = Gathered(Head({}, {}, "", (), (), {}), ())

__all__ = ["VERSION", "Candidate", "Visible", "layout"]
