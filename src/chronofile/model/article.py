"""Article: one page read and dated: everything before finding."""

from __future__ import annotations

import msgspec

from chronofile.model.acquisition import Acquisition
from chronofile.model.date_value import DateValue
from chronofile.model.finding import Findings
from chronofile.model.layout import Block, Layout
from chronofile.model.snapshot import Snapshot
from chronofile.model.text_layer import TextLayer
from chronofile.model.time_expression import Time, TimeExpression


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """`published` is None when nothing bounds it. `times` lie in kept blocks only. `text` is the body for the eye:
    body blocks in reading order, joined by blank lines and repaired.
    """

    snapshot: Snapshot
    acquisition: Acquisition
    layer: TextLayer
    layout: Layout
    language: str
    headline: str | None
    outlet: str | None
    byline: tuple[str, ...]
    url: str | None
    published: DateValue | None
    modified: DateValue | None
    expressions: tuple[TimeExpression, ...]
    times: tuple[Time, ...]
    text: str
    problems: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[Block, ...]:
        return tuple(b for b in self.layout.blocks if not b.kept)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """An article with what was found on it: what a worker returns for one page."""

    article: Article
    findings: Findings
