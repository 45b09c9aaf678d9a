"""Disagreement: values of one attribute that no single truth fits."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from chronofile.model.citation import Citation


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One side: a value, its words, who says so, and by how many independent reports."""

    value: Any
    shown: str
    citations: tuple[Citation, ...]
    attributed_to: str | None = None
    reports: int = 1


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is made of its content; `entry` the entry it hangs on. A resolution is a person's, with their reason."""

    id: str
    entry: str
    attribute: Literal["date", "place", "number", "identity", "status", "attribution", "factuality"]
    readings: tuple[Reading, ...]
    state: Literal["open", "resolved"] = "open"
    resolution: str = ""
    reason: str = ""
