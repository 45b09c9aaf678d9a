"""Roles of the lines of an HTML page."""

from __future__ import annotations

from chronofile.model.layout import Role
from chronofile.read.byline import is_byline
from chronofile.read.credit import credit_start
from chronofile.read.element_roles import Said
from chronofile.read.flat_core import line_key
from chronofile.read.html_lines import HtmlLines
from chronofile.read.html_region import ITEMS, TEXT, Region
from chronofile.read.line import Line
from chronofile.read.tree import HEADINGS
from chronofile.read.visible_date import visible_date


class HtmlRoles:
    """One pass down the lines of the region the article stands in, then one up for what hangs on what follows."""

    def __init__(
        self, page: HtmlLines, printings: frozenset[int], headline: int | None, article_text: str = ""
    ) -> None:
        self.page = page
        self.printings = printings
        self.headline = headline
        self.region = Region(page, printings, headline, article_text)
        self.start, self.end = self.region.start, self.region.end
        self.first_text = self.region.first_text
        self.roles: list[tuple[Role, str]] = []
        keys: dict[str, int] = {}
        for at in range(len(page.lines)):
            role, reason = self._role(at, keys)
            self.roles.append((role, reason))
        self._settle()

    def _role(self, at: int, keys: dict[str, int]) -> tuple[Role, str]:
        page = self.page
        line = page.lines[at]
        if at == self.headline:
            return "headline", "the page's heading"
        if at in self.printings:
            return "duplicate", "another printing of the headline"
        said = self._told(at, line)
        if said is not None:
            if said.role == "caption" and at < self.end + 3 and line.words >= 1 and self._near(at):
                return self._caption(line, said.reason)
            if said.role == "credit" and self._near(at):
                return "credit", said.reason
            if said.role == "byline":
                return ("byline" if self._near(at) and (line.words <= 25) else "navigation"), said.reason
            if said.role == "standfirst":
                if self._near(at) and at <= self.first_text + 1 and line.words >= 5 and line.opening is None:
                    return "standfirst", said.reason
                if not self.start <= at < self.end:
                    return "teaser", said.reason
            elif said.role in ("caption", "credit"):
                return "teaser", said.reason + ", far from the article"
            else:
                return said.role, said.reason
        label = line.label
        start = line.opening
        if not self.start <= at < self.end:
            return self._outside(at, line, label, start)
        linked = page.linked[at] / max(1, len(line.text))
        if label is not None:
            return _left_out(label), "label of what is left out"
        name = page.tree.names[page.blocks[at]]
        if start is not None and line.words <= (45 if start[1] in ("legal", "promotion") else 30):
            return _left_out(start[1]), f"begins with “{start[0]}”"
        date = visible_date(line.text)
        if (
            date is not None
            and date.rest == 0
            and line.words <= 14
            and name not in HEADINGS
            and at <= self.first_text + 3
        ):
            return "byline", "date line at the headline"
        if at <= self.first_text and not line.is_sentence:
            if is_byline(line.text):
                return "byline", "names who wrote it"
            if date is not None and date.rest <= 8:
                return "byline", "byline with its date"
        key = line_key(line.text)
        if line.words >= 6:
            if key in keys and self.roles[keys[key]][0] in (
                "paragraph",
                "caption",
                "list",
                "block quote",
                "standfirst",
            ):
                return "duplicate", "the same words stand above"
            keys[key] = at
        if name in HEADINGS:
            if linked > 0.8 and line.words >= 4:
                return "teaser", "a heading that is a link"
            return "heading", ""
        if at in self.region.cards:
            return "teaser", "summary below the link to another story"
        if linked > 0.85 and line.words <= 40 and name != "blockquote":
            if line.is_sentence and line.words >= 12 and name == "p":
                return "paragraph", "running text, all of it a link"
            return ("teaser" if line.words >= 4 else "navigation"), "nothing but a link"
        credit = credit_start(line.text)
        if credit == 0 and line.words <= 14 and not line.is_sentence:
            return "credit", "names who made or gave the picture"
        if credit is not None and credit > 0 and line.words <= 60 and not line.terminal:
            return "caption", "ends with the credit of a picture"
        inside = self._ancestors(at)
        if "blockquote" in inside:
            return "block quote", "in a <blockquote>"
        if name in ITEMS or "li" in inside:
            if line.is_sentence or linked < 0.3:
                return "list", "item of a list or cell of a table"
            return "navigation", "item that is mostly a link"
        if line.is_sentence:
            return "paragraph", "running text"
        if name in TEXT:
            if self._strong(at) and line.words <= 15:
                return "heading", "*"
            return "paragraph", f"in a <{name}>"
        if line.words >= 12:
            return "paragraph", "long line of text"
        return "heading", "?"

    def _told(self, at: int, line: Line) -> Said | None:
        """What the elements around the line say, unless the line itself speaks against it."""
        said = self.page.said[at]
        if said is None or self.region.in_data(line):
            return None
        name = self.page.tree.names[self.page.blocks[at]]
        if said.reason == "in a <figure>" and name == "p" and line.is_sentence and line.words >= 30:
            return None
        if said.role == "byline" and line.is_sentence and line.words >= 25:
            return None
        if (
            said.role == "teaser"
            and not said.firm
            and self.headline is not None
            and self.headline < at <= min(self.headline + 6, self.first_text + 1)
            and line.is_sentence
            and line.words >= 8
            and self.page.linked[at] == 0
        ):
            return Said("standfirst", f"{said.reason}, between headline and text", False)
        return said

    def _near(self, at: int) -> bool:
        return self.start - 25 <= at < self.end + 2

    def _caption(self, line: Line, reason: str) -> tuple[Role, str]:
        if credit_start(line.text) == 0:
            return "credit", reason
        return "caption", reason

    def _ancestors(self, at: int) -> set[str]:
        tree, element, names = self.page.tree, self.page.blocks[at], set()
        for _ in range(8):
            if element <= 0:
                break
            names.add(tree.names[element])
            element = tree.parents[element]
        return names

    def _strong(self, at: int) -> bool:
        tree, element = self.page.tree, self.page.elements[at]
        for _ in range(6):
            if tree.names[element] in ("b", "strong", "u"):
                return True
            if tree.names[element] == "p" or element <= 0:
                break
            element = tree.parents[element]
        return False

    def _outside(self, at: int, line: Line, label: str | None, start: tuple[str, str] | None) -> tuple[Role, str]:
        where = "above the article" if at < self.start else "below the article"
        if self._near(at) and at < self.start:
            date = visible_date(line.text)
            if date is not None and date.rest <= 8 and not line.is_sentence:
                return "byline", "date line near the headline"
            if is_byline(line.text):
                return "byline", "names who wrote it"
        if label is not None:
            return _left_out(label), f"label {where}"
        if start is not None and line.words <= 45:
            return _left_out(start[1]), f"begins with “{start[0]}”, {where}"
        if line.words >= 8 or (line.words >= 4 and self.page.linked[at] * 2 > len(line.text)):
            return "teaser", f"text {where}"
        return "navigation", f"short line {where}"

    def _settle(self) -> None:
        following = False
        for at in range(min(self.end, len(self.roles)) - 1, self.start - 1, -1):
            role, reason = self.roles[at]
            if role == "heading":
                line = self.page.lines[at]
                if not following and (reason == "*" or (line.is_sentence and line.words >= 8)):
                    self.roles[at] = ("paragraph", "text set as a heading")
                elif not following:
                    self.roles[at] = ("navigation", "heading without text of its own")
                elif reason == "?":
                    self.roles[at] = ("navigation", "short line in no text element")
                else:
                    self.roles[at] = ("heading", "heading above text")
                if reason != "?":
                    following = False
            elif role in ("paragraph", "list", "block quote"):
                following = True
            elif role in ("teaser", "comment"):
                following = False


def _left_out(name: str) -> Role:
    for role in ("teaser", "comment", "promotion", "legal", "tags"):
        if role == name:
            return role
    return "navigation"
