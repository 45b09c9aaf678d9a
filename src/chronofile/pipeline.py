"""The whole path of one page on one screen: the rooms have no doors between them, the corridor hands records over."""

from __future__ import annotations

import datetime as dt

import msgspec

from chronofile import find, read, when
from chronofile.model import Article, DateValue, Incoming, Page, snapshot_of


def read_page(incoming: Incoming, *, as_of: dt.date, plain: bool = False) -> Article:
    """Bytes to an article with its dates. `as_of` is the day nothing on the page can have been published after;
    `plain` takes every line of a text file as body.
    """
    snapshot = snapshot_of(incoming.data, incoming.media_type)
    layer = read.text_layer(incoming.data, incoming.media_type, incoming.acquisition, snapshot.sha256)
    layout = read.layout(incoming.data, layer, incoming.acquisition)
    layout = read.every_line(layer, layout) if plain else layout
    language = layout.first("language") or "und"
    expressions = when.match(layer.text, layout.kept, language)
    dates = when.date_page(layer.text, layout, expressions, language=language, as_of=as_of)
    times = when.resolve(expressions, layer.text, dates.published, language)
    return Article(
        snapshot=snapshot,
        acquisition=incoming.acquisition,
        layer=layer,
        layout=layout,
        language=language,
        headline=layout.first("headline"),
        outlet=layout.first("outlet"),
        byline=tuple(candidate.value for candidate in layout.all("byline")),
        url=incoming.acquisition.url or layout.first("url"),
        published=dates.published,
        modified=dates.modified,
        expressions=expressions,
        times=times,
        text=read.body(layer.text, layout),
        problems=layout.problems,
    )


def find_page(article: Article) -> Page:
    """An article to all that is found on it."""
    return Page(article=article, findings=find.findings(article))


def process(incoming: Incoming, *, as_of: dt.date) -> Page:
    """The path of one page: what a worker runs."""
    return find_page(read_page(incoming, as_of=as_of))


def redate(page: Page, published: DateValue | None) -> Page:
    """The same page under another publication date: every date that hangs on it moves; nothing is matched again."""
    article = page.article
    times = when.resolve(article.expressions, article.layer.text, published, article.language)
    moved = msgspec.structs.replace(article, published=published, times=times)
    return Page(article=moved, findings=find.redate(page.findings, moved))
