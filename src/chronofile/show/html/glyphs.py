"""Glyphs: the signs for decisions and for what happened (16 px). Each only repeats a word that stands beside it."""

from __future__ import annotations

from chronofile.show.html.markup import Markup, joined, tag

_RING = "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2z"
_DIAMOND = "M8 2.5 13.5 8 8 13.5 2.5 8z"
_TICK = "M5.2 8.2l2 2 3.8-4.2"

GLYPHS: dict[str, tuple[tuple[str, str], ...]] = {
    "suggested": ((_RING, "o dash"),),
    "unsure": ((_RING, "o dash"), ("M6.4 6.5a1.7 1.7 0 1 1 2.2 1.7c-.5.2-.6.5-.6 1M8 10.6v.9", "o")),
    "rejected": ((_RING, "o"), ("M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2", "o")),
    "accepted": ((_RING, "f"), (_TICK, "cut")),
    "edited": ((_RING, "f"), ("M5.5 10.5l5-5", "cut")),
    "hand": (("M2.5 2.5h11v11h-11z", "f"), (_TICK, "cut")),
    "occurred": ((_DIAMOND, "f"),),
    "ongoing": (("M1 8h3M12 8h3", "o faint"), ("M4 6h8v4H4z", "f")),
    "planned": ((_DIAMOND, "o"),),
    "possible": ((_DIAMOND, "o dash"),),
    "denied": ((_DIAMOND, "o"), ("M1 8h14", "o")),
    "cancelled": ((_DIAMOND, "o"), ("M6 6l4 4M10 6l-4 4", "o")),
    "differ": ((_RING, "o"), ("M8 2a6 6 0 0 0 0 12z", "f")),
    "protected": (("M8 1.8 13 3.6v4c0 3.2-2.1 5.4-5 6.6-2.9-1.2-5-3.4-5-6.6v-4z", "o"), ("M5.5 7.5h5", "o")),
    "here": (("M2.5 3h11v8h-11zM5.5 13.5h5", "o"), ("M5.8 7l1.6 1.6 3-3.2", "o")),
    "arrow": (("M5 3l7 5-7 5z", "f"),),
    "search": (("M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z", "o"), ("M10.4 10.4 14 14", "o")),
    "found": ((_TICK, "o"), ("M2 13.5h12", "o")),
    "differs": (("M2 6q1.5-2 3 0t3 0 3 0 3 0M2 10.5q1.5-2 3 0t3 0 3 0 3 0", "o"),),
    "elsewhere": (("M2.5 4.5h7v9h-7z", "o"), ("M6 2.5h7.5v9", "o dash")),
    "notfound": ((_RING, "o dash"), ("M5 8h6", "o")),
    "look": (("M8 2.5 14.5 13.5h-13z", "o"), ("M8 6.5v3.5M8 11.2v1", "o")),
}
"""Name: strokes as (path, class): f filled, o outlined, cut drawn in the colour of the ground."""


def sheet() -> Markup:
    """All glyphs, hidden, to be used by their name."""
    symbols = []
    for name, strokes in GLYPHS.items():
        paths = joined(tag("path", d=path, class_=kind) for path, kind in strokes)
        symbols.append(tag("symbol", paths, id=f"g-{name}", viewBox="0 0 16 16"))
    return tag("svg", *symbols, class_="sheet", width=0, height=0, aria_hidden="true", focusable="false")
