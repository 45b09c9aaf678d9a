"""Lines of an HTML page's text layer with the elements they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from chronofile.read.element_roles import Said, is_body, said_of
from chronofile.read.line import Line, lines_of
from chronofile.read.marks import NONE, Marks, marks_of
from chronofile.read.tag import Tag
from chronofile.read.tree import FEED_VOID, HEADINGS, ROOT, VOID, Tree

_TRUSTED = 0.45
"""An element whose marks say "left out" is not believed when it holds a larger share of the page's running text:
page builders put "sidebar" or "comments" on the element around everything. The same goes for all elements together
that say the same."""
_TRUSTED_COMMENTS = 0.9


def _limit(said: Said, total: float) -> float:
    """Words of running text above which an element's marks are not believed; readers may write more than authors."""
    return (_TRUSTED_COMMENTS if said.role == "comment" else _TRUSTED) * total or 1.0


class HtmlLines:
    """Columns by line: `elements` the innermost element that covers the line, `blocks` the nearest block element,
    `linked` how many of its code points are links, `said` what the elements around say (None: nothing). `weights` is
    by element: words of running text that nothing speaks against.
    """

    __slots__ = ("_marks", "blocks", "body", "elements", "lines", "linked", "said", "tree", "weights")

    def __init__(self, text: str, tags: Sequence[Tag], raw: Callable[[Tag], bytes], *, feed: bool = False) -> None:
        self.lines = lines_of(text)
        self.tree = Tree(tags, [line.start for line in self.lines], len(text), void=FEED_VOID if feed else VOID)
        self._marks = _marks_by_element(self.tree, tags, raw)
        self.linked = _linked(self.lines, self.tree)
        self.elements = [
            self.tree.covering(top, line.end) for top, line in zip(self.tree.tops, self.lines, strict=True)
        ]
        self.blocks = [self.tree.block(e) for e in self.elements]
        self.said: list[Said | None] = []
        self.body: int | None = None
        self.weights: list[float] = []
        self._judge()

    def marks(self, element: int) -> Marks:
        return self._marks[element]

    def weight(self, at: int) -> float:
        """How much running text a line is, in words; 0 for labels, links and short lines."""
        line = self.lines[at]
        if not line.is_sentence or self.linked[at] * 2 > len(line.text) or line.label is not None:
            return 0.0
        return float(min(line.words, 80))

    def title(self) -> str:
        """The text of the document's title element, empty without one."""
        for e in range(1, min(len(self.tree), 400)):
            if self.tree.names[e] == "title":
                start, end = self.tree.starts[e], self.tree.ends[e]
                inside = [line.text for line in self.lines[:400] if start <= line.start and line.end <= end]
                return " ".join(inside)
        return ""

    def around(self, one: int, other: int) -> int:
        """The innermost element that holds both lines, looked for up to 12 elements above the first."""
        tree, element = self.tree, self.blocks[one]
        start, end = self.lines[other].start, self.lines[other].end
        for _ in range(12):
            if element == ROOT or (tree.starts[element] <= start and end <= tree.ends[element]):
                break
            element = tree.parents[element]
        return element

    def heading_level(self, at: int) -> str | None:
        """ "h1", "h2" or "h3" when the line stands in such an element, even through a link or a span inside it."""
        element = self.elements[at]
        for _ in range(6):
            name = self.tree.names[element]
            if name in ("h1", "h2", "h3"):
                return name
            if element == ROOT:
                return None
            element = self.tree.parents[element]
        return None

    def _judge(self) -> None:
        """Believe what elements say of their text unless they hold most of it; find the element called the body."""
        tree = self.tree
        plain: dict[str, Said | None] = {}
        own: list[Said | None] = [None]
        for e in range(1, len(tree)):
            name, marks = tree.names[e], self._marks[e]
            if marks is not NONE:
                own.append(said_of(name, marks))
            else:
                if name not in plain:
                    plain[name] = said_of(name, marks)
                own.append(plain[name])
        weights = [0.0] * len(tree)
        by_line = [self.weight(at) for at in range(len(self.lines))]
        for at, element in enumerate(self.elements):
            weights[element] += by_line[at]
        sums = weights[:]
        for e in range(len(tree) - 1, 0, -1):
            sums[tree.parents[e]] += sums[e]
        distrusted: set[str] = set()
        for _ in range(4):
            around = self._around(own, sums, distrusted)
            self.said = [around[e] for e in self.elements]
            shares: dict[str, float] = {}
            for said, weight in zip(self.said, by_line, strict=True):
                if said is not None and weight:
                    shares[said.reason] = shares.get(said.reason, 0.0) + weight
            more = {
                said.reason for said in self.said
                if said is not None and shares.get(said.reason, 0.0) > _limit(said, sums[ROOT])
            }  # fmt: skip
            if not more:
                break
            distrusted |= more
        clean = [0.0] * len(tree)
        for at, element in enumerate(self.elements):
            if self.said[at] is None:
                clean[element] += by_line[at]
        for e in range(len(tree) - 1, 0, -1):
            clean[tree.parents[e]] += clean[e]
        self.weights = clean
        self.body = self._called_body(clean)

    def _around(self, own: list[Said | None], sums: list[float], distrusted: set[str]) -> list[Said | None]:
        """For each element what it and those around it say. The inner one counts, unless the outer is firm or leaves
        out what the inner one would keep: the caption of a teaser is a teaser.
        """
        tree = self.tree
        around: list[Said | None] = [None] * len(tree)
        for e in range(1, len(tree)):
            said = own[e]
            above = around[tree.parents[e]]
            if said is not None and (sums[e] > _limit(said, sums[ROOT]) or said.reason in distrusted):
                said = None
            if above is not None and (
                said is None or above.firm or (said.role in _KEPT_INSIDE and above.role not in _KEPT_INSIDE)
            ):
                around[e] = above
            else:
                around[e] = said if said is not None else above
        return around

    def _called_body(self, clean: list[float]) -> int | None:
        """The element that the page calls the article's body, or the lowest one that holds nearly all running text."""
        tree, total = self.tree, clean[ROOT]
        if not total:
            return None
        named = [e for e in range(1, len(tree)) if clean[e] > 0.5 * total and is_body(self._marks[e])]
        children: dict[int, tuple[float, int]] = {}
        for e in range(1, len(tree)):
            parent = tree.parents[e]
            if clean[e] > children.get(parent, (0.0, 0))[0]:
                children[parent] = (clean[e], e)
        if named:
            return max(named, key=lambda e: (clean[e], -(tree.ends[e] - tree.starts[e])))
        at = ROOT
        while at in children:
            heaviest, child = children[at]
            if heaviest < 0.72 * clean[at] or tree.names[child] in _LEAVES:
                break
            at = child
        return at


_KEPT_INSIDE = frozenset(("byline", "caption", "credit", "standfirst"))
_LEAVES = HEADINGS | {"p", "li", "blockquote", "pre", "dd", "dt", "tr", "td"}


def _marks_by_element(tree: Tree, tags: Sequence[Tag], raw: Callable[[Tag], bytes]) -> list[Marks]:
    known: dict[bytes, Marks] = {b"": NONE}
    made: list[Marks] = [NONE]
    names = tree.names
    for element in range(1, len(tree)):
        tag = tags[tree.tags[element]]
        if tag.attr_end <= tag.attr_start or names[element] in _UNMARKED:
            made.append(NONE)
            continue
        source = raw(tag)
        marks = known.get(source)
        if marks is None:
            telling = _LINK_MARKS.search(source) if names[element] == "a" else True
            marks = marks_of(source) if telling else NONE
            if len(known) < 20_000:
                known[source] = marks
        made.append(marks)
    return made


_UNMARKED = frozenset(
    (
        "svg",
        "path",
        "g",
        "use",
        "rect",
        "circle",
        "line",
        "polygon",
        "defs",
        "symbol",
        "option",
        "i",
        "b",
        "em",
        "strong",
        "br",
        "sup",
        "sub",
    )
)
"""Elements whose classes are about looks."""
_LINK_MARKS = re.compile(rb"author|hidden|none|byline|skip|tag|caption|credit")
"""A link is read for these marks alone: most pages are links, and where they lead says nothing here."""


def _linked(lines: list[Line], tree: Tree) -> list[int]:
    """Code points of each line that stand inside `a` elements."""
    made = [0] * len(lines)
    line = 0
    done = 0
    for e in range(1, len(tree)):
        if tree.names[e] != "a":
            continue
        start, end = max(tree.starts[e], done), tree.ends[e]
        if end <= start:
            continue
        done = end
        while line < len(lines) and lines[line].end <= start:
            line += 1
        at = line
        while at < len(lines) and lines[at].start < end:
            made[at] += max(0, min(lines[at].end, end) - max(lines[at].start, start))
            at += 1
    return made
