"""Layout: what each stretch of a text layer is, and what the page says about itself."""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal[
    "headline", "standfirst", "paragraph", "heading", "list", "block quote", "caption", "credit", "byline", "dateline",
    "teaser", "navigation", "comment", "promotion", "legal", "tags", "duplicate",
]  # fmt: skip
BODY_ROLES: tuple[Role, ...] = ("paragraph", "heading", "list", "block quote")
"""Roles whose blocks make up the article's body text."""
KEPT_ROLES: tuple[Role, ...] = (
    "headline",
    "standfirst",
    *BODY_ROLES,
    "caption",
    "credit",
    "byline",
    "dateline",
)
"""Roles that belong to the article; findings come from these alone."""
LEFT_OUT_ROLES: tuple[Role, ...] = (
    "teaser",
    "navigation",
    "comment",
    "promotion",
    "legal",
    "tags",
    "duplicate",
)

Field = Literal["headline", "byline", "outlet", "published", "modified", "language", "url"]


class Block(msgspec.Struct, frozen=True):
    """One stretch of the layer with one role; `start` included, `end` excluded; `reason` in words."""

    start: int
    end: int
    role: Role
    reason: str = ""

    @property
    def kept(self) -> bool:
        return self.role in KEPT_ROLES


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A value the page offers for a field, and where: "json-ld datePublished", "meta og:title", "time element",
    "url", "http last-modified", "visible date line", "feed pubDate", "h1". Best first within a field.

    `start`/`end` are its place in the text layer where it stands there.
    """

    field: Field
    value: str
    place: str
    start: int | None = None
    end: int | None = None


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Blocks are in order of `start` and do not overlap; better roles in a later version move no offset."""

    text_layer: str
    version: str
    blocks: tuple[Block, ...]
    candidates: tuple[Candidate, ...] = ()
    problems: tuple[str, ...] = ()

    def first(self, field: Field) -> str | None:
        """The preferred value of a field, or None when the page does not say."""
        return next((c.value for c in self.candidates if c.field == field), None)

    def all(self, field: Field) -> tuple[Candidate, ...]:
        return tuple(c for c in self.candidates if c.field == field)

    @property
    def kept(self) -> tuple[Block, ...]:
        return tuple(b for b in self.blocks if b.kept)
