"""Citation: exact words on an exact kept page (W3C Web Annotation text position and text quote selectors)."""

from __future__ import annotations

import msgspec

from chronofile.model.span import Span

CONTEXT = 32
"""Code points of prefix and suffix kept beside a quotation: W3C leaves the length open; Hypothesis uses 32."""


class Edit(msgspec.Struct, frozen=True):
    """One repair for the eye: what stood there, what is shown, why. Offsets into `exact`."""

    start: int
    end: int
    shown: str
    why: str


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """`exact` equals `text[start:end]` of the text layer, raw; `shown` is for the eye and lists its edits."""

    text_layer: str
    snapshot: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    shown: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def cite(text_layer: str, snapshot: str, text: str, span: Span) -> Citation:
    """A citation of `span` of the layer's `text`, `shown` as it stands (repairs are made in `read.shown`)."""
    exact = span.of(text)
    return Citation(
        text_layer=text_layer,
        snapshot=snapshot,
        start=span.start,
        end=span.end,
        exact=exact,
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        shown=exact,
    )
