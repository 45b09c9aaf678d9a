"""Judgement: what a person decided. Appended, never changed; each can be taken back."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from chronofile.model.citation import Citation
from chronofile.model.span import Span

Act = Literal[
    "accept", "reject", "unsure", "note", "edit", "redate", "describe", "withdraw",
    "same", "split", "name", "make", "resolve", "undo",
]  # fmt: skip


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What a judgement stands on: a place on a page and which aspect of it, never an entry's id.

    `citation` covers the trigger; `sentence` is the sentence around it in the same text layer. `aspect` is "event",
    "statement", "legal_status", "open_item", "agent" or "page" (then the citation may be empty). `name` is the
    agent's name where the aspect is "agent"; elsewhere it tells apart several findings at the very same words ("#2").
    `made` is the id of the *make* judgement when the anchor stands for an entry or agent made by hand (such an entry
    may have no words: then the citation is empty), else "".
    """

    citation: Citation
    sentence: Span
    aspect: Literal["event", "statement", "legal_status", "open_item", "agent", "page"]
    name: str = ""
    made: str = ""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """`seen` is the value the person had before their eyes, frozen; `value` the new one (a mapping of attribute to
    value for *edit* and *make*, `{"published": EDTF}` for *redate*, `{"name": …}` for *name*, `{"text": …}` for *note*,
    `{"headline", "outlet", "language", "byline", "body"}`, those that were corrected, for *describe*, `{"parts":
    [[i, …], …]}` as indexes into `anchors` for *split* and for *unsure* about agents, `{"attribute", "choice"}` for
    *resolve*).
    `undoes` is the id of the judgement an *undo* takes back (an undo can itself be undone). `group` is shared by
    judgements that are one step: made in one transaction and taken back together, "" for one that stands alone.
    """

    id: str
    sequence: int
    by: str
    at: str
    act: Act
    anchors: tuple[Anchor, ...] = ()
    seen: dict[str, Any] = {}
    value: dict[str, Any] = {}
    reason: str = ""
    undoes: str | None = None
    group: str = ""
