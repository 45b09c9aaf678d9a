"""Adding: pages with what a person said about them: read before they are kept, corrected when they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import msgspec

from chronofile import build
from chronofile.api.case import PROCESS, Case
from chronofile.api.clock import now, today
from chronofile.api.source import PathLike, Source, came_from
from chronofile.model import Acquisition, Failure, Incoming, Page
from chronofile.store import PackedPage, unpack_page


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one file that is not kept yet: a page or a failure. `path` is the file it lies in, `inside` True
    when that file holds others too (a feed, a web archive), so that it can only be kept as a whole.
    """

    path: str
    location: str
    inside: bool = False
    acquisition: Acquisition | None = None
    packed: PackedPage | None = None
    failure: Failure | None = None

    @property
    def page(self) -> Page:
        """Raises ValueError for a failure, CaseDamaged when the bytes were damaged since."""
        if self.packed is None or self.acquisition is None:
            raise ValueError(self.location)
        return unpack_page(self.packed, self.acquisition)


def read_apart(
    sources: Sequence[Source], *, by: str = "", as_of: dt.date | None = None, most: int | None = None
) -> tuple[Read, ...] | None:
    """What would be kept of these, read in a process of its own with limits on time and memory; nothing is written.

    None when they hold more than `most` pages: then they are many, and nobody looks at each before it is kept.
    """
    found: list[Read] = []
    tasks: list[build.Task] = []
    wanted: dict[tuple[str, str], int] = {}
    day, moment = as_of or today(), now()
    for source in sources:
        for path, item in came_from(source, added_at=moment, by=by):
            if isinstance(item, Failure):
                found.append(Read(path=path, location=item.location, failure=item))
            elif not item.is_container:
                way = item.acquisition
                wanted[(way.location, way.snapshot)] = len(found)
                inside = way.container is not None
                found.append(Read(path=path, location=way.location, inside=inside, acquisition=way))
                tasks.append(build.Task(incoming=item, as_of=day, made_from=""))
            if most is not None and len(found) > most:
                return None
    if tasks:
        for answer in build.supervised(PROCESS, tasks, jobs=1, limits=build.Limits()):
            at = wanted[(answer.location, answer.snapshot)]
            found[at] = msgspec.structs.replace(found[at], packed=answer.page, failure=answer.failure)
    return tuple(found)


def add(
    case: Case,
    given: Sequence[PathLike | Source],
    *,
    by: str = "",
    jobs: int | None = None,
    progress: Callable[[build.ProgressEvent], None] = build.silent,
) -> build.BuildReport:
    """`Case.build`, and what a person corrected about a page before it was kept, as decisions of theirs.

    Raises what `Case.build` does.
    """
    report = case.build(given, by=by, jobs=jobs, progress=progress)
    corrected = [each for each in given if isinstance(each, Source) and each.is_corrected]
    if corrected:
        layers = {listed.snapshot.sha256: listed.text_layer for listed in case.pages()}
        for source in corrected:
            for digest in _digests(source):
                if digest in layers:
                    _correct(case, layers[digest], source, by or "You")
    return report


def files_below(sources: Sequence[Source], most: int = 100_000) -> list[str]:
    """The files a build would look at, by the names it would give them; at most so many."""
    from chronofile.collect.walk import Found, walk

    found: list[str] = []
    for source in sources:
        for each in walk(source.path):
            if isinstance(each, Found):
                found.append(each.path.replace(source.path, source.location) if source.location else each.path)
                if len(found) >= most:
                    return found
    return found


def _digests(source: Source) -> Iterator[str]:
    """Of the pages that lie in a source, as they are kept."""
    for _, item in came_from(source, added_at=now()):
        if isinstance(item, Incoming) and not item.is_container:
            yield item.acquisition.snapshot


def _correct(case: Case, layer: str, source: Source, by: str) -> None:
    if source.corrections:
        case.judge.describe(layer, source.corrections, by=by)
    if source.published is not None:
        case.judge.redate(layer, source.published or None, by=by)
