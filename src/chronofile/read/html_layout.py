"""Layout of an HTML page: blocks from its lines, and what is visible for the candidates."""

from __future__ import annotations

from collections.abc import Sequence

from chronofile.model import Block, Candidate, TextLayer
from chronofile.read.byline import byline_names, clean_names, names_inside
from chronofile.read.candidates import FAR, NEAR, Gathered, Visible, date_candidate, headlines, without_outlet
from chronofile.read.headline import headline_of
from chronofile.read.html_lines import HtmlLines
from chronofile.read.html_roles import HtmlRoles
from chronofile.read.marks import raw_attributes
from chronofile.read.split import split_block
from chronofile.read.tag import Tag
from chronofile.read.visible_date import visible_dates


def html_blocks(
    data: bytes, layer: TextLayer, tags: Sequence[Tag], found: Gathered
) -> tuple[tuple[Block, ...], Visible]:
    """Every line of the layer as one block (two where a credit or a dateline is split off), and what was seen."""

    page = HtmlLines(layer.text, tags, lambda tag: raw_attributes(data, tag, layer.charset))
    title = page.title()
    outlets = [hit[1] for hit in (found.head.first("og:site_name"),) if hit]
    outlets += [a.publisher for a in found.articles if a.publisher]
    declared = [(without_outlet(value, outlets), place) for value, place in headlines(found, title)]
    chosen = headline_of(page, declared)
    text = max((a.body for a in found.articles), key=len, default="")
    roles = HtmlRoles(page, chosen.printings if chosen else frozenset(), chosen.line if chosen else None, text)
    blocks: list[Block] = []
    for line, (role, reason) in zip(page.lines, roles.roles, strict=True):
        blocks.extend(split_block(line.start, line.text, role, reason))
    headline = None
    if chosen is not None:
        at = page.lines[chosen.line] if chosen.line is not None else None
        headline = (chosen.value, at.start if at else None, at.end if at else None)
    dates, names = _seen(page, roles, chosen.line if chosen else None, layer.text)
    dates = (*_time_elements(page, roles, found, chosen.line if chosen else None), *dates)
    body = "\n".join(layer.text[b.start : b.end] for b in blocks if b.kept)
    return tuple(blocks), Visible(headline=headline, title=title, dates=dates, names=names, body=body or layer.text)


def _seen(
    page: HtmlLines, roles: HtmlRoles, headline: int | None, text: str
) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """Dates and names that stand between a few lines above the headline and the first paragraphs."""
    dates: list[Candidate] = []
    names: list[str] = []
    anchor = headline if headline is not None and headline < roles.end else roles.start
    low, high = min(anchor, roles.start) - 4, max(anchor, roles.first_text) + 8
    for at, line in enumerate(page.lines):
        role, _ = roles.roles[at]
        near = low <= at <= high and (at >= anchor or role not in ("navigation", "teaser"))
        found = visible_dates(line.text) if (near or at < anchor) and role not in _TEXT_ROLES else ()
        dates += [
            date_candidate(line.start, date, NEAR if near else FAR)
            for date in found
            if date.rest == 0 or (near and date.rest <= 10 and role in ("byline", "navigation"))
        ]
        if near and not names and line.words <= 25 and role in ("byline", "navigation"):
            names.extend(byline_names(line.text) or (names_inside(line.text) if found else ()))
    if not names and page.lines:
        last = len(page.lines) - 1
        first = page.lines[max(0, min(low, last))].start
        names.extend(_marked_names(page, text, first, page.lines[max(0, min(high, last))].end))
        if not names and roles.end > roles.start:
            names.extend(_marked_names(page, text, first, page.lines[min(roles.end + 6, last)].end))
    return tuple(dates[:20]), tuple(dict.fromkeys(names))


def _time_elements(page: HtmlLines, roles: HtmlRoles, found: Gathered, headline: int | None) -> list[Candidate]:
    """Time elements at the headline, or anywhere when their marks say that they give the date of publication."""
    lines = page.lines
    if not lines:
        return []
    anchor = headline if headline is not None and headline < roles.end else roles.start
    low = lines[max(0, min(anchor, roles.start) - 6)].start
    high = lines[min(len(lines) - 1, max(anchor, roles.first_text) + 8)].end
    made: list[Candidate] = []
    for entry in found.head.times:
        near = low - 1 <= entry.start <= high
        if near or (entry.published and len(found.head.times) <= 3):
            made.append(
                Candidate(
                    field="modified" if entry.updated else "published",
                    value=entry.value,
                    place="time element at the headline" if near else "time element",
                )
            )
    return made[:6]


def _marked_names(page: HtmlLines, text: str, low: int, high: int) -> tuple[str, ...]:
    """Names in elements marked as the author's that begin between two places of the layer; firm marks first."""
    firm: list[str] = []
    loose: list[str] = []
    tree = page.tree
    for e in range(1, len(tree)):
        if not low <= tree.starts[e] <= high or tree.ends[e] - tree.starts[e] > 120:
            continue
        marks = page.marks(e)
        sure = "author" in marks.rel or "author" in marks.itemprop
        if sure or marks.words & _AUTHOR_WORDS:
            inside = text[tree.starts[e] : tree.ends[e]].strip()
            if 0 < len(inside) <= 100 and "\n" not in inside:
                (firm if sure else loose).extend(byline_names(inside) or clean_names(inside))
    return tuple(dict.fromkeys(firm or loose))[:4]


_TEXT_ROLES = frozenset(("paragraph", "heading", "list", "block quote", "standfirst", "headline", "duplicate"))
"""A date in or above the text is the text's: a timeline has one above every paragraph."""
_AUTHOR_WORDS = frozenset(("author", "authors", "byline", "autor", "autoren", "writer", "reporter", "auteur"))
