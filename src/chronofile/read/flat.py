"""Roles of lines where there is no markup: what reached us as text copied, printed or glued together."""

from __future__ import annotations

import re

import msgspec

from chronofile.model.layout import Block, Role
from chronofile.read.byline import is_byline
from chronofile.read.credit import credit_start
from chronofile.read.flat_core import Core, core_of, is_card, line_key
from chronofile.read.line import Line
from chronofile.read.split import split_block
from chronofile.read.topic import Topic
from chronofile.read.visible_date import visible_date

_PRINTED = ("paragraph", "caption", "heading", "list", "block quote")
_NUMBERED = re.compile(r"(?:[•·‣▪◦*–—-]|\(?\d{1,2}[.)])\s")


class Flat(msgspec.Struct, frozen=True):
    """`headline` is the span of the best printing, None when no line can be told to be it. `core` is the range of
    lines the article was found in.
    """

    blocks: tuple[Block, ...]
    headline: tuple[int, int] | None
    core: tuple[int, int]


def flat_blocks(lines: list[Line]) -> Flat:
    """Every line gets one role (two where a caption carries its credit or a paragraph its dateline)."""
    core = core_of(lines)
    reader = _Reader(lines, core)
    for at in range(len(lines)):
        reader.read(at)
    reader.settle()
    blocks: list[Block] = []
    for line, (role, reason) in zip(lines, reader.roles, strict=True):
        blocks.extend(split_block(line.start, line.text, role, reason))
    headline = None
    if core.headline is not None:
        headline = core.headline_span
        blocks = _carve_headline(blocks, core)
    return Flat(blocks=tuple(blocks), headline=headline, core=(core.start, core.end))


def _carve_headline(blocks: list[Block], core: Core) -> list[Block]:
    """Where the headline stands glued to a label, the label becomes a block of its own."""
    assert core.headline_span is not None
    start, end = core.headline_span
    made: list[Block] = []
    for block in blocks:
        if (
            block.role == "headline"
            and block.start <= start
            and end <= block.end
            and (block.start, block.end) != (start, end)
        ):
            if block.start < start:
                made.append(Block(block.start, start, "navigation", "label glued to the headline"))
            made.append(Block(start, end, "headline", block.reason))
            if end < block.end:
                made.append(Block(end, block.end, "navigation", "label glued to the headline"))
        else:
            made.append(block)
    return made


class _Reader:
    """Goes down the lines once, then settles what hangs on its neighbours."""

    def __init__(self, lines: list[Line], core: Core) -> None:
        self.lines = lines
        self.core = core
        self.roles: list[tuple[Role, str]] = []
        self.keys: dict[str, int] = {}
        self.after_label = False
        self.section = ""
        self.topic = Topic(lines[i].text for i in core.paragraphs)
        self.usual = core.usual_share

    def read(self, at: int) -> None:
        line = self.lines[at]
        role, reason = self._role(at, line)
        self.roles.append((role, reason))

    def _role(self, at: int, line: Line) -> tuple[Role, str]:
        core = self.core
        if at in core.printings:
            if at == core.headline:
                return "headline", core.headline_reason
            return "duplicate", "another printing of the headline"
        label = line.label
        start = line.opening
        if not core.start <= at < core.end:
            return self._outside(at, line, label, start)
        if label is not None:
            self.after_label = label in ("teaser", "comment") or (self.after_label and label != "promotion")
            return _role_of(label), f"label of {_NAMES[label]}"
        if start is not None and self._believes(line, start[1]):
            return _role_of(start[1]), f"begins with “{start[0]}”"
        date = visible_date(line.text)
        if date is not None and date.rest == 0:
            return ("byline", "date line at the headline") if self._early(at) else ("heading", "")
        if is_byline(line.text) and not line.terminal and (self._early(at) or line.words <= 6 or date is not None):
            return "byline", "names who wrote it"
        if date is not None and date.rest <= 8 and self._early(at) and not line.terminal:
            return "byline", "byline with its date"
        repeated = self._repeats(at, line)
        if repeated is not None:
            return repeated
        credit = credit_start(line.text)
        if credit is not None and (line.words <= 90) and (credit > 0 or line.words <= 14):
            return "caption", "ends with the credit of a picture"
        if self._in_card(at):
            return "teaser", "title and summary of another story"
        if self.after_label:
            if (
                line.is_sentence
                and line.words >= 15
                and self.topic.share(line.text, without=line.text) >= self.usual * 0.6
            ):
                self.after_label = False
            else:
                return "teaser", "stands under the label of other stories"
        if _NUMBERED.match(line.text) and line.words >= 3:
            return "list", "item of a list"
        if line.is_sentence:
            return "paragraph", "running text"
        return "heading", ""

    def _repeats(self, at: int, line: Line) -> tuple[Role, str] | None:
        """A line printed before in the article. Two printings next to each other are a picture's text and caption;
        the one without leftover escapes is kept, then the longer, then the first.
        """
        if line.words < 4:
            return None
        key = line_key(line.text)
        first = self.keys.get(key)
        if first is None and at - 1 >= self.core.start and self.roles[at - 1][0] in _PRINTED:
            above = line_key(self.lines[at - 1].text)
            if min(len(above), len(key)) >= 24 and (above.startswith(key) or key.startswith(above)):
                first = at - 1
        self.keys.setdefault(key, at)
        if first is None or self.roles[first][0] not in _PRINTED:
            return None
        if at - first > 2:
            return "duplicate", "the same words stand above"
        caption: tuple[Role, str] = ("caption", "printed twice in a row, as captions are")
        other = self.lines[first].text
        if (line.text.count("\\"), -len(line.text)) < (other.count("\\"), -len(other)):
            self.roles[first] = ("duplicate", "the same words stand below")
            return caption
        self.roles[first] = caption
        return "duplicate", "the same words stand above"

    def _believes(self, line: Line, role: str) -> bool:
        """A long paragraph that happens to begin with such words is a paragraph."""
        return line.words <= (45 if role in ("legal", "promotion") else 30)

    def _early(self, at: int) -> bool:
        return at - max(self.core.start, self.core.last_printing) <= 12 and at <= self.core.first_text

    def _in_card(self, at: int) -> bool:
        return at in self.core.cards

    def _outside(self, at: int, line: Line, label: str | None, start: tuple[str, str] | None) -> tuple[Role, str]:
        where = "above the article" if at < self.core.start else "below the article"
        if label is not None:
            self.section = label if label in ("comment", "teaser") else self.section
            return _role_of(label), f"label of {_NAMES[label]}, {where}"
        if start is not None and self._believes(line, start[1]):
            self.section = start[1] if start[1] in ("comment", "teaser") else self.section
            return _role_of(start[1]), f"begins with “{start[0]}”, {where}"
        date = visible_date(line.text)
        if date is not None and date.rest == 0:
            return "navigation", f"date line {where}"
        if self.section == "comment" and at >= self.core.end:
            return "comment", f"below the label of readers' comments, {where}"
        if line.is_sentence or is_card(self.lines, at):
            return "teaser", f"text {where}"
        return "navigation", f"short line {where}"

    def settle(self) -> None:
        """A short line is a heading only where text follows it; a run of them after a colon is a list."""
        lines, roles = self.lines, self.roles
        text_roles = ("paragraph", "block quote", "list")
        following = False
        for at in range(min(self.core.end, len(lines)) - 1, self.core.start - 1, -1):
            role, reason = roles[at]
            if role == "heading" and not reason:
                line = lines[at]
                if following and 2 <= line.words <= 20 and len(line.text) <= 160:
                    roles[at] = ("heading", "short line above text")
                elif line.words >= 4 and self._listed(at):
                    roles[at] = ("list", "one of several lines after a colon")
                else:
                    roles[at] = ("navigation", "short line without text of its own")
                following = False
            elif role in text_roles:
                following = True
            elif role not in ("caption", "credit", "duplicate"):
                following = False

    def _listed(self, at: int) -> bool:
        for back in range(at - 1, max(at - 16, self.core.start - 1), -1):
            if self.lines[back].text.endswith((":", "：")):
                return True
            if self.roles[back][0] != "heading":
                return False
        return False


_NAMES = {
    "teaser": "other stories",
    "navigation": "the site's own",
    "comment": "readers' comments",
    "promotion": "promotion or sharing",
    "legal": "legal notes",
    "tags": "tags",
}


def _role_of(name: str) -> Role:
    for role in ("teaser", "comment", "promotion", "legal", "tags"):
        if role == name:
            return role
    return "navigation"
