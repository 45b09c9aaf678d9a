"""Tree: which elements are open where, built from the tag stream in one pass, without recursion."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
FEED_VOID = VOID - {"link", "source"}
"""In a feed item these two have content."""
INLINE = _names(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small
    span strike strong sub sup time tt u var wbr
    """
)
ROOT = 0
_CLOSES_P = _names(
    """
    address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header
    hgroup main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form li dd dt plaintext hr xmp
    table
    """
)
_SCOPE = _names("html table td th caption template object marquee applet")
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_ITEM_STOPS = _names("ul ol dl menu dir table td th template html section article aside nav main body blockquote")
_TABLE_STOPS = frozenset(("table", "template", "html"))
_CELLS = {
    "tr": frozenset(("tr", "td", "th")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    **dict.fromkeys(("tbody", "thead", "tfoot"), frozenset(("tbody", "thead", "tfoot", "tr", "td", "th"))),
}
_P = ("p",)
_P_STOPS = _SCOPE | {"button"}
_ITEMS = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
_CHOICES = frozenset(("option", "optgroup"))
_ONCE = frozenset(("a", "button"))
_OUTSIDE = frozenset(("html", "body", "head", "script", "style"))
"""No elements of the tree: the first three are the root's business, the others have no text."""
_CLOSE_STOPS: dict[str, frozenset[str]] = {
    "li": _SCOPE | {"ul", "ol"},
    "table": frozenset(("template",)),
    "template": frozenset(),
    **dict.fromkeys(_CELLS, _TABLE_STOPS),
    **{name: _SCOPE - {name} for name in ("caption", "object", "marquee", "applet")},
}
_HTML = INLINE | _CLOSES_P | frozenset(_CELLS) | _CHOICES | _ONCE | {"select", "textarea", "title", "video"}
"""Known not to close themselves: `<div/>` is an open div."""
_LOOK = 256
"""Open elements looked at for one that a tag closes; nesting deeper than that is no page's sense but an attack."""


class TagLike(Protocol):
    """What is needed of a tag of the scanner."""

    @property
    def position(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def closing(self) -> bool: ...
    @property
    def self_closing(self) -> bool: ...


class Tree:
    """Columns by element number, in order of opening; 0 is the root that holds everything.

    `starts` and `ends` are code points of the layer (a start may lie one before the element's first character, at
    the break before it). `tags` gives each element's tag number in the stream, -1 for the root. `tops[i]` is the
    innermost element open at the i-th of the given line starts.
    """

    __slots__ = ("ends", "names", "parents", "starts", "tags", "tops")

    def __init__(
        self, tags: Iterable[TagLike], line_starts: Sequence[int], length: int, void: frozenset[str] = VOID
    ) -> None:
        self.names: list[str] = ["html"]
        self.parents: list[int] = [-1]
        self.starts: list[int] = [0]
        self.ends: list[int] = [length]
        self.tags: list[int] = [-1]
        self.tops: list[int] = []
        builder = _Builder(self)
        lines, line, count = line_starts, 0, len(line_starts)
        stack, tops = builder.stack, self.tops
        ignored = _OUTSIDE | void
        for number, tag in enumerate(tags):
            position = tag.position
            while line < count and lines[line] < position:
                tops.append(stack[-1])
                line += 1
            if tag.name in ignored:
                continue
            if tag.closing:
                builder.close(tag.name, position)
            else:
                builder.open(tag, number, position, length)
        while line < count:
            tops.append(stack[-1])
            line += 1

    def __len__(self) -> int:
        return len(self.names)

    def covering(self, element: int, end: int) -> int:
        """The innermost element at or above `element` that reaches to `end`, passing over inline ones that stop."""
        for _ in range(64):
            if element == ROOT or self.names[element] not in INLINE or self.ends[element] >= end - 2:
                return element
            element = self.parents[element]
        return element

    def block(self, element: int) -> int:
        """The nearest element at or above that is no inline element."""
        for _ in range(64):
            if element == ROOT or self.names[element] not in INLINE:
                return element
            element = self.parents[element]
        return element


class _Builder:
    """The stack of open elements, with a count by name so that nothing is searched for that is not open."""

    __slots__ = ("opened", "stack", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack = [ROOT]
        self.opened: dict[str, int] = {}

    def close(self, name: str, position: int) -> None:
        names, stack = self.tree.names, self.stack
        if not self.opened.get(name):
            if name in HEADINGS and (index := self._find(HEADINGS, _SCOPE)) > 0:
                self._cut(index, position)
        elif names[stack[-1]] == name:
            self.tree.ends[stack.pop()] = position
            self.opened[name] -= 1
        elif name in _FORMATTING:
            index = self._find((name,), _SCOPE)
            if index > 0:
                self._close_inline(index, position)
        else:
            index = self._find(HEADINGS if name in HEADINGS else (name,), _CLOSE_STOPS.get(name, _SCOPE))
            if index > 0:
                self._cut(index, position)

    def open(self, tag: TagLike, number: int, position: int, length: int) -> None:
        name, names, stack, opened = tag.name, self.tree.names, self.stack, self.opened
        if name in _CLOSES_P:
            if opened.get("p") and (index := self._find(_P, _P_STOPS)) > 0:
                self._cut(index, position)
            if name in HEADINGS and names[stack[-1]] in HEADINGS:
                self._cut(len(stack) - 1, position)
            elif name in _ITEMS and (index := self._find(_ITEMS[name], _ITEM_STOPS)) > 0:
                self._cut(index, position)
        elif name in _CELLS:
            while (index := self._find(_CELLS[name], _TABLE_STOPS)) > 0:
                self._cut(index, position)
        elif name in _CHOICES:
            if names[stack[-1]] == "option":
                self._cut(len(stack) - 1, position)
        elif name in _ONCE and opened.get(name):
            index = self._find((name,), _SCOPE)
            if index > 0 and name == "a":
                self._close_inline(index, position)
            elif index > 0:
                self._cut(index, position)
        if tag.self_closing and name not in _HTML:
            return
        tree = self.tree
        tree.parents.append(stack[-1])
        stack.append(len(names))
        names.append(name)
        tree.starts.append(position)
        tree.ends.append(length)
        tree.tags.append(number)
        opened[name] = opened.get(name, 0) + 1

    def _close_inline(self, index: int, position: int) -> None:
        """Blocks inside an inline element stay open when it closes."""
        names, stack = self.tree.names, self.stack
        if all(names[e] in INLINE for e in stack[index + 1 :][:_LOOK]):
            self._cut(index, position)
        else:
            element = stack.pop(index)
            self.tree.ends[element] = position
            self.opened[names[element]] -= 1

    def _cut(self, index: int, position: int) -> None:
        names, ends, opened = self.tree.names, self.tree.ends, self.opened
        for element in self.stack[index:]:
            ends[element] = position
            opened[names[element]] -= 1
        del self.stack[index:]

    def _find(self, wanted: Collection[str], stops: frozenset[str]) -> int:
        """Index of the innermost open element of these names, -1 when none is open on this side of a stop."""
        opened = self.opened
        for name in wanted:
            if opened.get(name):
                break
        else:
            return -1
        names, stack = self.tree.names, self.stack
        for index in range(len(stack) - 1, max(0, len(stack) - _LOOK), -1):
            name = names[stack[index]]
            if name in wanted:
                return index
            if name in stops:
                return -1
        return -1
