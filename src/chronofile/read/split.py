"""Lines that are two blocks in one: a caption with its credit, a paragraph behind its dateline."""

from __future__ import annotations

from chronofile.model import Block
from chronofile.model.layout import Role
from chronofile.read.credit import credit_start, dateline_end


def split_block(start: int, text: str, role: Role, reason: str) -> list[Block]:
    """The block that begins at `start` and says `text`, or its two parts without the white space between them."""
    end = start + len(text)
    if role == "caption":
        at = credit_start(text)
        if at == 0:
            return [Block(start, end, "credit", "names who made or gave the picture")]
        if at is not None:
            head = start + len(text[:at].rstrip())
            return [
                Block(start, head, "caption", reason),
                Block(start + at, end, "credit", "credit at the end of a caption"),
            ]
    if role == "paragraph":
        at = dateline_end(text)
        if at is not None:
            head = start + len(text[:at].rstrip())
            return [
                Block(start, head, "dateline", "place and agency before the first sentence"),
                Block(start + at, end, "paragraph", reason),
            ]
    return [Block(start, end, role, reason)]
