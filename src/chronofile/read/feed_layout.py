"""Layout of one feed item: RSS 2.0, RSS 1.0 and Atom elements."""

from __future__ import annotations

from collections.abc import Sequence

from chronofile.model import Block, Candidate, TextLayer
from chronofile.model.layout import Field, Role
from chronofile.read.byline import clean_names
from chronofile.read.candidates import Visible
from chronofile.read.flat_core import line_key
from chronofile.read.html_lines import HtmlLines
from chronofile.read.html_roles import HtmlRoles
from chronofile.read.split import split_block
from chronofile.read.tag import Tag, attributes
from chronofile.read.tree import ROOT

_BODY = ("content:encoded", "encoded", "content", "description", "summary")
"""Best first: the whole text where the feed carries it, its summary otherwise."""
_DATES: dict[str, Field] = {
    "pubdate": "published", "published": "published", "dc:date": "published", "issued": "published",
    "date": "published", "dcterms:created": "published", "updated": "modified", "dcterms:modified": "modified",
    "modified": "modified", "lastbuilddate": "modified",
}  # fmt: skip
_ITEM = frozenset(("item", "entry"))
_SHOWN_AS = {"pubdate": "pubDate"}


def feed_blocks(data: bytes, layer: TextLayer, tags: Sequence[Tag]) -> tuple[tuple[Block, ...], Visible]:
    """The title is the headline, the fullest text the body, a shorter summary before it a standfirst."""
    page = HtmlLines(
        layer.text, tags, lambda tag: b"" if tag.mode != "nested" else data[tag.attr_start : tag.attr_end], feed=True
    )
    children = [_child(page, at) for at in range(len(page.lines))]
    texts: dict[str, int] = {}
    for child, line in zip(children, page.lines, strict=True):
        texts[page.tree.names[child]] = texts.get(page.tree.names[child], 0) + line.words
    bodies = [name for name in _BODY if texts.get(name)]
    main = max(bodies, key=lambda name: (texts[name], -_BODY.index(name)), default=None)
    title = next((at for at, c in enumerate(children) if page.tree.names[c] == "title"), None)
    key = line_key(page.lines[title].text) if title is not None else ""
    printings = frozenset(
        at for at, line in enumerate(page.lines) if at == title or (len(key) >= 12 and line_key(line.text) == key)
    )
    for at, child in enumerate(children):
        if page.tree.names[child] not in _BODY:
            page.said[at] = None
    page.body = next((c for c in children if main is not None and page.tree.names[c] == main), page.body)
    roles = HtmlRoles(page, printings, title).roles
    blocks: list[Block] = []
    found: list[Candidate] = []
    names: list[str] = []
    for at, line in enumerate(page.lines):
        name = page.tree.names[children[at]]
        role, reason = roles[at]
        if at == title:
            role, reason = "headline", "the item's title"
        elif name == main:
            if role in ("navigation", "teaser") and page.linked[at] == 0 and page.said[at] is None and line.words >= 5:
                role, reason = "paragraph", "text of the item"
        elif name in _BODY:
            role, reason = (
                ("standfirst", "the item's summary")
                if not _repeats(page, at, children, main)
                else ("duplicate", "summary that repeats the text")
            )
        else:
            role, reason = _meta(name)
            if name in _DATES:
                field = _DATES[name]
                place = f"feed {_SHOWN_AS.get(name, name)}"
                found.append(Candidate(field=field, value=line.text, place=place, start=line.start, end=line.end))
            elif role == "byline":
                names.extend(clean_names(_person(line.text)))
        blocks.extend(split_block(line.start, line.text, role, reason))
    found.extend(_links(data, layer, tags, page, children))
    headline = None
    if title is not None:
        line = page.lines[title]
        headline = (line.text, line.start, line.end)
    body = "\n".join(layer.text[b.start : b.end] for b in blocks if b.kept)
    order = sorted(found, key=lambda c: c.place not in ("feed pubDate", "feed published"))
    return tuple(blocks), Visible(
        headline=headline, headline_place="feed title", dates=tuple(order), names=tuple(dict.fromkeys(names)),
        names_place="feed author", body=body or layer.text,
    )  # fmt: skip


def _child(page: HtmlLines, at: int) -> int:
    """The element of the item that a line stands in, directly below `item` or `entry`."""
    tree, element = page.tree, page.tree.tops[at]
    below = element
    while element != ROOT and tree.names[element] not in _ITEM:
        below, element = element, tree.parents[element]
    return below


def _repeats(page: HtmlLines, at: int, children: list[int], main: str | None) -> bool:
    """The line's beginning stands in the main text too."""
    key = line_key(page.lines[at].text.rstrip(" .…[]"))[:60]
    return bool(key) and any(
        page.tree.names[c] == main and key in line_key(other.text)
        for c, other in zip(children, page.lines, strict=True)
    )


def _meta(name: str) -> tuple[Role, str]:
    local = name.rpartition(":")[2]
    if local in ("creator", "author", "name", "contributor") and name != "media:credit":
        return "byline", f"the item's <{name}>"
    if local in ("pubdate", "published", "updated", "date", "issued", "modified", "created", "lastbuilddate"):
        return "byline", f"the item's <{name}>"
    if local in ("category", "keywords", "tags"):
        return "tags", f"the item's <{name}>"
    if local == "credit":
        return "credit", f"the item's <{name}>"
    if name.startswith("media:") and local in ("description", "title", "text"):
        return "caption", f"the item's <{name}>"
    if local in ("copyright", "rights"):
        return "legal", f"the item's <{name}>"
    return "navigation", f"the item's <{name}>"


def _person(text: str) -> str:
    """RSS 2.0 wants "address (Name)" in author."""
    if "@" in text and "(" in text:
        return text.partition("(")[2].rstrip(") ")
    return "" if "@" in text else text


def _links(data: bytes, layer: TextLayer, tags: Sequence[Tag], page: HtmlLines, children: list[int]) -> list[Candidate]:
    made = [
        Candidate(field="url", value=line.text, place="feed link", start=line.start, end=line.end)
        for line, child in zip(page.lines, children, strict=True)
        if page.tree.names[child] == "link" and line.text.startswith(("http://", "https://"))
    ]
    made += [
        Candidate(field="outlet", value=line.text, place="feed source", start=line.start, end=line.end)
        for line, child in zip(page.lines, children, strict=True)
        if page.tree.names[child] in ("source", "dc:publisher") and not line.text.startswith("http") and line.words <= 8
    ]
    for tag in tags[:200]:
        if tag.name == "link" and tag.mode != "nested" and not tag.closing and tag.attr_end > tag.attr_start:
            found = attributes(data, tag, layer.charset)
            if found.get("href", "").startswith("http") and found.get("rel", "alternate") == "alternate":
                made.append(Candidate(field="url", value=found["href"], place="feed link"))
    guid = [
        Candidate(field="url", value=line.text, place="feed guid", start=line.start, end=line.end)
        for line, child in zip(page.lines, children, strict=True)
        if page.tree.names[child] in ("guid", "id") and line.text.startswith(("http://", "https://"))
    ]
    return made or guid
