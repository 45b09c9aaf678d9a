"""Case: a chronology on disk, through the front door."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from chronofile import build, show
from chronofile import store as store_room
from chronofile.api import exported
from chronofile.api import preferences as preferences_file
from chronofile.api.clock import now, today
from chronofile.api.preferences import Preferences
from chronofile.api.reading import PathLike
from chronofile.api.source import Source, coming_in
from chronofile.errors import CaseReadOnly
from chronofile.model import Chronology, DateValue, Entry, Failure, Folded, Judgement, Page
from chronofile.store import CaseStore, Known, Listed, Made, Verification, View

if TYPE_CHECKING:
    from chronofile.api.judge import Judge

PROCESS = "chronofile.pipeline:process"
"""The path of one page, by the name a worker process finds it under."""


class Case:
    """An open case; close it, or use it in a `with`. Not to be shared between threads: open it once in each."""

    def __init__(self, store: CaseStore) -> None:
        self.store = store
        self._fresh = ""
        self._unkept: Chronology | None = None

    @classmethod
    def create(cls, path: PathLike, name: str | None = None, question: str = "", *, by: str = "") -> Case:
        """A new case in a folder that is empty or not there yet; `name` defaults to the folder's.

        Raises CalledWrongly when something else stands there, CaseReadOnly, DiskFull.
        """
        title = name or Path(path).resolve().name
        return cls(store_room.create(path, title, question, by=by))

    @classmethod
    def open(cls, path: PathLike, write: bool = True) -> Case:
        """An existing case. Raises CaseNotFound, CaseTooNew, CaseDamaged, CaseBusy and, with `write`, CaseReadOnly."""
        return cls(store_room.open_case(path, write=write))

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the folder so that copying it copies the case."""
        self.store.close()

    @property
    def path(self) -> Path:
        return Path(self.store.path)

    @property
    def name(self) -> str:
        return self.store.facts().name

    @cached_property
    def judge(self) -> Judge:
        """What a person decides: accept, reject, edit, redate, same, split, name, make, resolve, undo."""
        from chronofile.api.judge import Judge

        return Judge(self.store, self.chronology, self.refresh)

    def build(
        self,
        paths: Sequence[PathLike | Source],
        *,
        by: str = "",
        jobs: int | None = None,
        as_of: dt.date | None = None,
        progress: Callable[[build.ProgressEvent], None] = build.silent,
    ) -> build.BuildReport:
        """Take the pages below `paths` into the case and bring its chronology up to date; safe to repeat.

        `jobs` is the number of worker processes (None: as many as there are processors, 4 at most, since the memory
        of each counts; 0: none, without limits on time and memory). `as_of` is the last day on which a page that
        comes in now can have been published (None: today). Pages that cannot be read are failures in the report.
        Raises CalledWrongly when none of the paths exists, CaseBusy, CaseReadOnly, DiskFull.
        """
        plan = build.Plan(
            process=PROCESS,
            as_of=as_of or today(),
            fold=self._fold,
            known_ids=known_ids,
            by=by,
            jobs=min(4, os.cpu_count() or 1) if jobs is None else jobs,
            scope=tuple(p.location or p.path if isinstance(p, Source) else os.fspath(p) for p in paths),
        )
        incoming = coming_in(paths, added_at=now(), by=by)
        return build.build(self.store, incoming, plan, progress=progress)

    def chronology(self) -> Chronology:
        """The chronology as it stands, every judgement laid over it; kept for next time where the case may be written.

        What an older version of the program folded stays until the next build, and pages that a build is still reading
        come in with its end.
        """
        folded = self.refresh()
        return folded or self.store.projection() or Chronology()

    def view(self, known: View | None = None) -> View:
        """The same in outline, for lists: entries without claims and reasons. Quick where an earlier view of this case
        is `known`: only what changed since is read.
        """
        folded = self.refresh()
        if folded is None:
            return self.store.view(known) or View(chronology=Chronology(), revision=0)
        return View(chronology=folded, revision=0)

    def entries(self) -> Iterable[Entry]:
        """Every entry in full as it stands, in reading order, read one at a time."""
        folded = self.refresh()
        return self.store.entries() if folded is None else folded.entries

    def entry(self, own: str) -> Entry | None:
        """One entry in full as it stands; None when there is none of that id."""
        folded = self.refresh()
        if folded is None:
            return self.store.entry(own)
        return next((entry for entry in folded.entries if entry.id == own), None)

    def refresh(self) -> Chronology | None:
        """Bring the stored chronology up to date: nothing to do after most calls, a few milliseconds after a decision
        on one entry, a fold of the case after others.

        The chronology comes back only where it cannot be kept, in a case that is open for reading alone.
        """
        stamp = self.stamp()
        if stamp == self._fresh:
            return self._unkept
        self._unkept = self._refreshed()
        self._fresh = self.stamp()
        return self._unkept

    def _refreshed(self) -> Chronology | None:
        while True:
            stored_from = self.store.projection_made_from()
            wanted = self._made_from()
            if build.same_case(stored_from, wanted):
                return None
            building = build.holder(self.path) is not None
            if build.same_judgements(stored_from, wanted) and building:
                return None
            is_near = building or build.same_pages(stored_from, wanted)
            if self.store.writable and is_near and build.caught_up(self.store):
                return None
            judgements = self.store.judgements()
            made_from = self._made_from(judgements)
            made = self._fold(self.store.all_pages(), judgements, self.store.known_ids())
            if not self.store.writable:
                return made.chronology
            known = known_ids(made.chronology)
            if self.store.put_projection(made, known, Made(made_from, len(judgements))) is not None:
                return None
            # Somebody judged in another window meanwhile: look again, with what they decided.

    def stamp(self) -> str:
        """Another one after every decision, page or build: what was read under the same stamp is still true."""
        head = self.store.ledger_head()
        return f"{head.hash if head else ''}:{self.store.content_digest() or ''}"

    def preferences(self) -> Preferences:
        """How people want to work with this case; no part of its record."""
        return preferences_file.read(self.path)

    def prefer(self, preferences: Preferences) -> None:
        """Keep other preferences. Raises CaseReadOnly where the folder cannot be written."""
        try:
            preferences_file.write(self.path, preferences)
        except OSError as error:
            raise CaseReadOnly(f"{self.path}: preferences cannot be kept here ({error.strerror})") from error

    def pages(self) -> tuple[Listed, ...]:
        """Every page held, without its text."""
        return tuple(self.store.listed())

    def page(self, text_layer: str) -> Page:
        """One page with all that was found on it. Raises CaseDamaged when there is none of that text layer."""
        return self.store.page(text_layer)

    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, each with its way out."""
        return self.store.failures()

    def judgements(self) -> tuple[Judgement, ...]:
        """All decisions, taken-back ones included, in the order they were made."""
        return self.store.judgements()

    def export_record(
        self, *, whole: bool = False, audience: str = "working", outline: Chronology | None = None
    ) -> show.Export:
        """What exporters are given. Without `whole`, entries come as lists show them and pages without their text;
        `outline` is then the chronology as it stands (see `view`), where the caller has it.
        """
        if whole or outline is None:
            folded = self.refresh()
            outline = folded or (self.store.projection() if whole else self.store.outline()) or Chronology()
        return exported.record(self.store, outline, audience, whole=whole)

    def export(self, name: str, audience: str = "working", *, by: str = "", decided: bool = False) -> bytes:
        """The case in one of the formats of `show.EXPORTERS`, after every quotation was held against its kept bytes;
        with `decided` only what a person accepted, edited or wrote.

        Raises CalledWrongly for an unknown format or audience, NotExact when a quotation does not stand on its page.
        """
        exporter = show.exporter(name)
        record = self.export_record(whole=True, audience=audience)
        if decided:
            record = show.filtered(record, show.Filter(decided=True))
        exported.check(self.store, record)
        data = exporter.write(record)
        if self.store.writable:
            self.store.log_export(name, data, by=by)
        return data

    def verify(self, against: PathLike | None = None) -> Verification:
        """Every hash, every line of the custody log, every quotation against its bytes; what a folder cannot know about
        itself is said. `against` is an earlier export (JSON, HTML or Markdown), which carries the log's head.
        """
        from chronofile import read

        known = Known(head=exported.ledger_head_in(Path(against))) if against is not None else None
        return store_room.verify(self.store, stands=read.stands, against=known)

    def _fold(self, pages: Sequence[Page], judgements: Sequence[Judgement], known_ids: Mapping[str, str]) -> Folded:
        """The chronology of these pages and judgements. A page that a person redated is fetched whole for it."""
        from chronofile import merge, pipeline, read

        def redate(page: Page, published: DateValue | None) -> Page:
            return pipeline.redate(self.store.page(page.findings.text_layer), published)

        return merge.folded(pages, judgements, redate=redate, known_ids=known_ids, shown=read.shown)

    def _made_from(self, judgements: Sequence[Judgement] | None = None) -> str:
        """The key of the case with these judgements, with all of them where none are given."""
        ids = [j.id for j in (self.store.acts() if judgements is None else judgements)]
        return build.case_key(self.store, ids, build.folding())


def known_ids(chronology: Chronology) -> Mapping[str, str]:
    """The places entries and agents stand on, by which their ids are known again."""
    from chronofile import merge

    return merge.known_ids(chronology)
