"""Builder: keep what came in, read what is new, fold, and write the chronology.

Everything is written in short transactions, and each leaves a case that is whole: a build that is stopped at any moment
goes on where it stopped when it is run again, and ends with the same chronology. Running it twice changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress

from chronofile.build.case_key import case_key, key
from chronofile.build.decided import caught_up, told_alone
from chronofile.build.fingerprint import Fingerprint, fingerprint
from chronofile.build.lock import lock
from chronofile.build.plan import BuildReport, Plan
from chronofile.build.progress import ProgressEvent, Step, silent
from chronofile.build.task import Answer, Task
from chronofile.build.workers import in_process, supervised
from chronofile.errors import CaseDamaged, ChronofileError
from chronofile.model import Chronology, Failure, Folded, Incoming, Page, Run
from chronofile.store import CaseStore, Changes, Ending, Kept, Made

_FOLDS = 5
"""A person judges every few seconds and a fold takes one or two: only a program that never pauses gets this far."""


def build(
    store: CaseStore,
    incoming: Iterable[Incoming | Failure],
    plan: Plan,
    *,
    progress: Callable[[ProgressEvent], None] = silent,
) -> BuildReport:
    """Take `incoming` into the case and bring its chronology up to date.

    Raises CaseBusy when the case is being built already, CaseReadOnly, DiskFull; a page that cannot be read is a
    Failure in the report and in the case. After KeyboardInterrupt the case is whole and the next build goes on.
    """
    began = time.monotonic()
    with lock(store.path, since=store.clock()):
        work = _Build(store, plan, progress)
        try:
            work.read(incoming)
            work.fold()
        except BaseException:
            work.stop()
            raise
    return work.report(time.monotonic() - began)


class _Build:
    """What one build has to remember while it runs."""

    def __init__(self, store: CaseStore, plan: Plan, progress: Callable[[ProgressEvent], None]) -> None:
        self.store = store
        self.plan = plan
        self.progress = progress
        self.made_by: Fingerprint = plan.fingerprint or fingerprint(plan.process)
        self.run: Run | None = None
        self.asked: dict[str, str] = {}
        self.new: set[str] = set()
        self.again: set[str] = set()
        self.known: set[str] = set()
        self.failures: list[Failure] = []
        self.locations: set[str] = set()
        self.chronology = Chronology()
        self.before: dict[str, bytes] = {}
        self.changes = Changes()
        self.digest = ""

    def read(self, incoming: Iterable[Incoming | Failure]) -> None:
        self.store.begin_building()
        self.before = self.store.entry_marks()
        try:
            self._read(self._tasks(incoming))
        finally:
            self.store.end_reading()
        reported = {(f.location, f.snapshot) for f in self.failures}
        self.store.clear_failures(
            [
                f
                for f in self.store.failures()
                if f.snapshot is None and f.location in self.locations and (f.location, None) not in reported
            ]
        )

    def fold(self) -> None:
        """Fold once, and again while somebody judges meanwhile; after `_FOLDS` times the next fold sees the rest.

        What was decided meanwhile on an entry that has grown is folded here, before anybody is shown the new
        chronology: a window that looked at it first would fold it itself, and wait for that.
        """
        self._tell("joining")
        pages: list[Page] | None = None
        for number in range(1, _FOLDS + 1):
            judgements = self.store.judgements()
            made_from = case_key(self.store, (j.id for j in judgements), self.made_by.folding)
            if self.run is None and self.store.projection_made_from(thorough=True) == made_from:
                self.digest = self.store.content_digest() or ""
                break
            if pages is None:
                pages = self._pages()
            folded = self.plan.fold(pages, judgements, self.store.known_ids())
            if number < _FOLDS and not told_alone(folded.chronology, self.store.judgements(), len(judgements)):
                continue
            if self._put(folded, Made(made_from, len(judgements), late=True)):
                break
        self._tell("done")

    def stop(self) -> None:
        """The build ends before its time; what was written stays."""
        if self.run is not None:
            with suppress(ChronofileError):
                self.store.cancel_run(self.run)

    def report(self, seconds: float) -> BuildReport:
        entries = {entry.id: entry for entry in self.chronology.entries}
        return BuildReport(
            pages_new=len(self.new),
            pages_again=len(self.again),
            pages_known=len(self.known - self.new - self.again),
            entries_new=tuple(entries[own] for own in self.changes.new),
            entries_changed=tuple(entries[own] for own in self.changes.changed),
            entries_gone=self.changes.gone,
            failures=tuple(self.failures),
            digest=self.digest,
            seconds=seconds,
        )

    def _tasks(self, incoming: Iterable[Incoming | Failure]) -> Iterator[Task]:
        """What came in, then what another version read or nobody has read yet, from the kept bytes."""
        for item in incoming:
            if isinstance(item, Failure):
                self._failed(item)
                self._tell("reading", item.location, is_read=False)
                continue
            self.locations.add(item.acquisition.location)
            kept = self.store.keep(item, as_of=self.plan.as_of)
            if kept is not None and (task := self._task(kept, item.data)):
                yield task
        tried = self.store.tried()
        for kept in self.store.kept_pages():
            digest, made_from = kept.snapshot.sha256, self._reading_key(kept)
            if digest in self.asked or made_from == kept.made_from or (digest, made_from) in tried:
                continue
            yield from self._from_original(kept)

    def _task(self, kept: Kept, data: bytes) -> Task | None:
        """None when the page was read like this before, or is being read."""
        digest, made_from = kept.snapshot.sha256, self._reading_key(kept)
        if kept.made_from == made_from:
            self.known.add(digest)
            return None
        if self.asked.get(digest) == made_from:
            return None
        return self._make_task(kept, data, made_from)

    def _make_task(self, kept: Kept, data: bytes, made_from: str) -> Task:
        digest = kept.snapshot.sha256
        if kept.made_from is None:
            self.new.add(digest)
        elif digest not in self.new:
            self.again.add(digest)
        self.asked[digest] = made_from
        incoming = Incoming(data=data, media_type=kept.snapshot.media_type, acquisition=kept.acquisition)
        return Task(incoming=incoming, as_of=kept.as_of, made_from=made_from)

    def _from_original(self, kept: Kept) -> Iterator[Task]:
        try:
            data = self.store.original(kept.snapshot.sha256)
        except CaseDamaged as damage:
            location, digest = kept.acquisition.location, kept.snapshot.sha256
            self._failed(Failure(location=location, kind="input", message=str(damage), snapshot=digest))
            return
        yield self._make_task(kept, data, self._reading_key(kept))

    def _read(self, tasks: Iterator[Task]) -> None:
        plan = self.plan
        answers = (
            supervised(plan.process, tasks, jobs=plan.jobs, limits=plan.limits)
            if plan.jobs
            else in_process(plan.process, tasks)
        )
        # Closed here and now: left to the interpreter's end, the workers' threads would be ended while they read.
        with closing(answers):
            for answer in answers:
                self._answered(answer)
                self._tell("reading", answer.location, is_read=answer.page is not None)

    def _answered(self, answer: Answer) -> None:
        if answer.page is not None:
            self.store.put_page(self._running().id, answer.page, made_from=answer.made_from)
            return
        self.new.discard(answer.snapshot)
        self.again.discard(answer.snapshot)
        if answer.failure is not None:
            self._failed(answer.failure, answer.made_from)

    def _failed(self, failure: Failure, made_from: str = "") -> None:
        self.locations.add(failure.location)
        self.failures.append(failure)
        self.store.put_failure(failure, made_from=made_from)

    def _pages(self) -> list[Page]:
        """Every page; a reading that cannot be decoded is made again from the page's bytes."""
        damaged: dict[str, CaseDamaged] = {}
        pages = self.store.all_pages(damaged.__setitem__)
        if not damaged:
            return pages
        kept = [page for page in self.store.kept_pages() if page.snapshot.sha256 in damaged]
        self._read(task for page in kept for task in self._from_original(page))
        return self.store.all_pages(self._lost)

    def _lost(self, digest: str, damage: CaseDamaged) -> None:
        if all(failure.snapshot != digest for failure in self.failures):
            self._failed(Failure(location=digest, kind="input", message=str(damage), snapshot=digest))

    def _put(self, folded: Folded, made: Made) -> bool:
        """False when somebody decided meanwhile what only another fold can tell."""
        chronology = folded.chronology
        ending = None
        if self.run is not None or chronology.digest != self.store.content_digest():
            ending = Ending(self._running(), self.plan.by, self.store.clock())
        # What was decided meanwhile is laid over it here, or by whoever looks first: nobody is shown it without.
        self.store.put_projection(folded, self.plan.known_ids(chronology), made, ending=ending)
        caught = caught_up(self.store)
        self.run = None
        self.chronology, self.digest = chronology, self.store.content_digest() or ""
        # Against what was there when the build began: a window that judges meanwhile folds pages read so far.
        after = self.store.entry_marks()
        self.changes = Changes(
            new=tuple(own for own in after if own not in self.before),
            changed=tuple(own for own, mark in after.items() if self.before.get(own, mark) != mark),
            gone=tuple(own for own in self.before if own not in after),
        )
        return caught

    def _running(self) -> Run:
        """The run this build is, begun when there is something to write: a build that finds nothing new is none."""
        if self.run is None:
            self.run = self.store.begin_run(
                Run(
                    id="",
                    code=self.made_by.code,
                    rules=self.made_by.rules,
                    configuration=self.made_by.configuration,
                    started_at=self.store.clock(),
                    scope=self.plan.scope,
                )
            )
        return self.run

    def _reading_key(self, kept: Kept) -> str:
        """All that the reading of a page comes of; equal keys, equal readings."""
        made_by = self.made_by
        return key(
            kept.acquisition.key,
            kept.snapshot.media_type,
            kept.as_of.isoformat(),
            made_by.code,
            made_by.rules,
            made_by.configuration,
        )

    def _tell(self, step: Step, location: str = "", *, is_read: bool = True) -> None:
        self.progress(
            ProgressEvent(
                step=step,
                done=len(self.new) + len(self.again),
                known=len(self.known),
                failed=len(self.failures),
                location=location,
                is_read=is_read,
            )
        )
