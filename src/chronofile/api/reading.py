"""Reading without a case: a page to an article, text to its times, an article to what is found on it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence

from chronofile.api.clock import now, today
from chronofile.errors import CalledWrongly
from chronofile.model import Article, Block, DateValue, Failure, Findings, Time

PathLike = str | os.PathLike[str]


def articles(
    paths: Sequence[PathLike], *, as_of: dt.date | None = None, plain: bool = False
) -> Iterator[Article | Failure]:
    """Every page below `paths` (files or folders), read and dated, in a fixed order; what cannot be read is a Failure.

    `plain` takes every line of a text file as body, nothing left out.
    Raises CalledWrongly when none of the paths exists.
    """
    from chronofile import collect, pipeline

    day = as_of or today()
    for item in collect.incoming(paths, added_at=now()):
        if isinstance(item, Failure):
            yield item
        elif not item.is_container:
            yield pipeline.read_page(item, as_of=day, plain=plain)


def read(path: PathLike, *, as_of: dt.date | None = None) -> Article:
    """The one page in a file. Raises CalledWrongly when it holds none, or more than one (see `articles`)."""
    found = list(articles([path], as_of=as_of))
    pages = [item for item in found if isinstance(item, Article)]
    if len(pages) == 1:
        return pages[0]
    if pages:
        raise CalledWrongly(f"{os.fspath(path)} holds {len(pages)} pages; use articles() to read them all.")
    failed = next((item for item in found if isinstance(item, Failure)), None)
    raise CalledWrongly(failed.message if failed else f"{os.fspath(path)} holds no page that can be read.")


def find_times(text: str, published: str | dt.date | None = None, language: str = "en") -> tuple[Time, ...]:
    """The time expressions of plain text in its order. `published` is EDTF ("2025-12-31", "2025-12") or a day;
    without it, what is counted from the publication stays open. Raises CalledWrongly when it is no date.
    """
    from chronofile import when

    block = (Block(0, len(text), "paragraph", "given as plain text"),)
    return when.resolve(when.match(text, block, language), text, date_given(published), language)


def date_given(published: str | dt.date | None) -> DateValue | None:
    """A date as a person gives it, as a DateValue of theirs. Raises CalledWrongly when it is no date."""
    if published is None or published == "":
        return None
    edtf = published if isinstance(published, str) else published.isoformat()
    try:
        return DateValue.from_edtf(edtf.strip(), basis="reviewer", verbatim=edtf, reason="given by a person")
    except ValueError as error:
        raise CalledWrongly(
            f"'{edtf}' is not a date: write 2025-12-31, 2025-12, 2025 or [2025-12-24..2025-12-31]."
        ) from error


def find(article: Article) -> Findings:
    """Who did, said and plans what on one page."""
    from chronofile import find as find_room

    return find_room.findings(article)
