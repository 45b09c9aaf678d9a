"""Layout of a page without markup."""

from __future__ import annotations

from chronofile.model import Block, Candidate
from chronofile.read.byline import byline_names
from chronofile.read.candidates import FAR, NEAR, Visible, date_candidate
from chronofile.read.flat import flat_blocks
from chronofile.read.paragraphs import paragraphs_of
from chronofile.read.visible_date import visible_dates


def flat_layout(text: str) -> tuple[tuple[Block, ...], Visible]:
    """Blocks of a plain layer and what stands visibly at the headline."""
    lines = paragraphs_of(text)
    flat = flat_blocks(lines)
    headline = (text[slice(*flat.headline)], *flat.headline) if flat.headline else None
    start, end = flat.core
    dates: list[Candidate] = []
    names: list[str] = []
    roles = {b.start: b.role for b in flat.blocks}
    last_story = _last_story(flat.blocks)
    for at, line in enumerate(lines[: max(end, 1)]):
        at_headline = roles.get(line.start) == "byline"
        if not at_headline and roles.get(line.start) != "navigation":
            continue
        near = at_headline or (start - 6 <= at < start and line.start >= last_story)
        dates += [
            date_candidate(line.start, date, NEAR if near else FAR)
            for date in visible_dates(line.text)
            if date.rest == 0 or at_headline
        ]
        if at_headline and not names:
            names.extend(byline_names(line.text))
    body = "\n".join(text[b.start : b.end] for b in flat.blocks if b.kept)
    seen = Visible(
        headline=headline,
        headline_place="line of the text",
        dates=tuple(dates[:20]),
        names=tuple(names),
        body=body or text,
    )
    return flat.blocks, seen


def _last_story(blocks: tuple[Block, ...]) -> int:
    """Where the last teaser above the headline ends: a date before it belongs to the site, not to the article."""
    ends = 0
    for block in blocks:
        if block.role == "headline":
            break
        if block.role == "teaser":
            ends = block.end
    return ends
