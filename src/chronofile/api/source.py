"""Source: a file or folder with what a person said about it: where it came from, what to correct once it is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from chronofile.errors import CalledWrongly
from chronofile.model import Failure, How, Incoming

PathLike = str | os.PathLike[str]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """`location` stands in for `path` in all that the case records, "" for the path itself (a browser hands over a copy
    of a file, and where that copy lay says nothing). `how`, `url` and `collected_at` (ISO 8601) are those of the
    acquisition where a single page lies there. `corrections` are the values of a *describe* and `published` that of a
    *redate* (EDTF, "" for "the page does not say", None for no correction), made when the page is kept.
    """

    path: str
    location: str = ""
    how: How = "file"
    url: str | None = None
    collected_at: str | None = None
    corrections: dict[str, Any] = {}
    published: str | None = None

    @property
    def is_corrected(self) -> bool:
        return bool(self.corrections) or self.published is not None


def coming_in(given: Sequence[PathLike | Source], *, added_at: str, by: str = "") -> Iterator[Incoming | Failure]:
    """All pages of paths and sources, in their order, as `collect.incoming` gives them.

    Raises CalledWrongly, before anything is read, when there is nothing at any of the paths.
    """
    from chronofile import collect

    if not any(isinstance(each, Source) for each in given):
        return collect.incoming([_path(each) for each in given], added_at=added_at, by=by)
    if not any(os.path.lexists(_path(each)) for each in given):
        raise CalledWrongly("none of the files to be read is there any more; choose them again")
    return _sources(given, added_at, by)


def came_from(source: Source, *, added_at: str, by: str = "") -> Iterator[tuple[str, Incoming | Failure]]:
    """What comes of one source, each with the file it lies in."""
    from chronofile import collect

    if not os.path.lexists(source.path):
        told = f"{source.location or source.path} is not there any more: choose it again"
        yield source.path, Failure(location=source.location or source.path, kind="input", message=told)
        return
    for item in collect.incoming([source.path], added_at=added_at, by=by):
        if isinstance(item, Failure):
            yield item.location, _renamed_failure(item, source)
        else:
            yield item.acquisition.location, _renamed(item, source)


def _sources(given: Sequence[PathLike | Source], added_at: str, by: str) -> Iterator[Incoming | Failure]:
    for each in given:
        source = each if isinstance(each, Source) else Source(path=os.fspath(each))
        for _, item in came_from(source, added_at=added_at, by=by):
            yield item


def _renamed(item: Incoming, source: Source) -> Incoming:
    acquisition = item.acquisition
    inside = acquisition.container is not None or item.is_container
    changed = msgspec.structs.replace(
        acquisition,
        location=_replaced(acquisition.location, source),
        how=acquisition.how if inside else source.how,
        url=acquisition.url if inside else source.url or acquisition.url,
        collected_at=acquisition.collected_at if inside else source.collected_at or acquisition.collected_at,
    )
    return msgspec.structs.replace(item, acquisition=changed)


def _renamed_failure(failure: Failure, source: Source) -> Failure:
    return msgspec.structs.replace(
        failure, location=_replaced(failure.location, source), message=_replaced(failure.message, source)
    )


def _replaced(text: str, source: Source) -> str:
    return text.replace(source.path, source.location) if source.location else text


def _path(given: PathLike | Source) -> str:
    return given.path if isinstance(given, Source) else os.fspath(given)
