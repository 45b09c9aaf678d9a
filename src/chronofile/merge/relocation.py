"""Finding the words of an anchor again when its page was read anew and has another text layer."""

from __future__ import annotations

import msgspec

from chronofile.merge.held import Held, HeldPage
from chronofile.merge.words import folded
from chronofile.model import Anchor, Citation, Span, cite

MOST_PLACES = 200
"""Words that stand more often than this on a page are not told apart by their surroundings."""
_ENOUGH = 8
"""Code points of surroundings that must agree on one side at least, once case and white space are folded."""


def relocated(citation: Citation, held: Held) -> Citation | None:
    """The citation in a text layer that is held: itself when its layer is, else where its exact words stand again.

    None when the page is not held, or when its words do not stand in exactly one place with their surroundings.
    """
    if citation.text_layer in held.layers:
        return citation
    if not citation.exact:
        return None
    found = [
        (page, at)
        for page in sorted(held.by_snapshot.get(citation.snapshot, ()), key=lambda p: p.layer)
        for at in _places(citation, page)
    ]
    if len(found) != 1:
        return None
    page, at = found[0]
    moved = cite(page.layer, page.snapshot, page.text, Span(at, at + len(citation.exact)))
    return msgspec.structs.replace(moved, shown=citation.shown, edits=citation.edits)


def _places(citation: Citation, page: HeldPage) -> list[int]:
    """Where the exact words stand with the surroundings they had: the best-fitting places, near ties kept."""
    found: list[tuple[int, int]] = []
    at = page.text.find(citation.exact)
    while at >= 0 and len(found) <= MOST_PLACES:
        found.append((_agreement(citation, page.text, at), at))
        at = page.text.find(citation.exact, at + 1)
    if not found or len(found) > MOST_PLACES:
        return []
    best = max(score for score, _ in found)
    needed = min(_ENOUGH, max(len(folded(citation.prefix)), len(folded(citation.suffix))))
    return [at for score, at in found if score > best - _ENOUGH] if best >= needed else []


def _agreement(citation: Citation, text: str, at: int) -> int:
    """Code points of prefix and suffix that stand there again, counted outwards from the words."""
    end = at + len(citation.exact)
    before = folded(text[max(0, at - 2 * len(citation.prefix)) : at])[::-1]
    after = folded(text[end : end + 2 * len(citation.suffix)])
    return _common(folded(citation.prefix)[::-1], before) + _common(folded(citation.suffix), after)


def _common(a: str, b: str) -> int:
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += 1
    return length


def anchor_in(anchor: Anchor, held: Held) -> Anchor | None:
    """The anchor in a layer that is held, its sentence the one that holds its words there; None when it is lost."""
    if anchor.citation.text_layer in held.layers:
        return anchor
    citation = relocated(anchor.citation, held)
    if citation is None:
        return None
    sentence = held.pages[citation.text_layer].sentence_at(citation.span)
    return msgspec.structs.replace(anchor, citation=citation, sentence=sentence)
