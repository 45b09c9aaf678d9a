"""Builds: reading pages in a process of its own, so that the desk answers meanwhile and can be closed.

One after the other for each case: what is added while a build runs is read when that has ended. A build that is
cancelled, or stopped by something else, keeps what was read; what is left can go on later.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO, Any

import msgspec

from chronofile.api.building import LOWERED
from chronofile.api.source import Source

SHOWN = 200
"""Pages listed one by one; of longer builds the last so many."""


class BuiltPage(msgspec.Struct, frozen=True):
    """One page of a build: where it came from, and whether it could be read."""

    location: str
    is_read: bool


class BuildState(msgspec.Struct, frozen=True, kw_only=True):
    """Of a case's last build since the desk began. `read` counts pages kept or known, `failed` those not read;
    `new` entries found; `ended` when nothing runs. `error` names what stopped it (an error of ours by its class,
    "defect" for what nobody foresaw) with `message` in the program's words; `left` jobs can go on.
    """

    total: int | None = None
    read: int = 0
    failed: int = 0
    new: int = 0
    joining: bool = False
    ended: bool = False
    cancelled: bool = False
    error: str = ""
    message: str = ""
    left: int = 0
    waiting: int = 0
    ended_at: str = ""
    pages: tuple[BuiltPage, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def mood(self) -> str:
        """What is told aloud when it changes: that it began, that something was not read, that it ended."""
        return "ended" if self.ended else "failing" if self.failed else "running"

    @property
    def share_total(self) -> int | None:
        """`total` while it says something: archives hold more pages than files."""
        return self.total if self.total is not None and self.read + self.failed <= self.total else None


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What one start asked for. `spent` are folders to be removed once everything in them was read."""

    sources: tuple[Source, ...]
    by: str
    total: int | None
    spent: tuple[str, ...] = ()


class _Line:
    """The builds of one case, one after the other."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.lock = threading.Lock()
        self.jobs: deque[Job] = deque()
        self.process: subprocess.Popen[str] | None = None
        self.thread: threading.Thread | None = None
        self.state = BuildState(ended=True)
        self._before = (0, 0, 0)

    def start(self, jobs: Sequence[Job]) -> BuildState:
        with self.lock:
            self.jobs.extend(jobs)
            if self.thread is not None:
                self._change(waiting=len(self.jobs), total=_sum(self.state.total, *(job.total for job in jobs)))
                return self.state
            self.state = BuildState(total=_sum(0, *(job.total for job in self.jobs)))
            self._before = (0, 0, 0)
            self.thread = threading.Thread(target=self._work, daemon=True)
            self.thread.start()
            return self.state

    def cancel(self) -> None:
        with self.lock:
            if self.thread is not None:
                self._change(cancelled=True)
                if self.process is not None:
                    with suppress(OSError):
                        self.process.terminate()

    def _work(self) -> None:
        while True:
            with self.lock:
                if self.state.cancelled or self.state.error or not self.jobs:
                    self._change(ended=True, joining=False, left=len(self.jobs), waiting=0, ended_at=_now())
                    self.thread = None
                    return
                job = self.jobs[0]
                self._change(waiting=len(self.jobs) - 1)
            ended = self._run(job)
            with self.lock:
                if ended is not None:
                    self.jobs.popleft()
            if ended is not None and not ended:
                for folder in job.spent:
                    shutil.rmtree(folder, ignore_errors=True)

    def _run(self, job: Job) -> list[str] | None:
        """The locations that were not read; None when the build did not come to its end."""
        # Errors go into a file: nobody reads two pipes at once without one of them filling up.
        with tempfile.TemporaryFile() as errors:
            try:
                process = _process(self.folder, job, errors)
            except OSError as error:
                self._change(error="defect", message=f"no process could be started ({error.strerror})")
                return None
            with self.lock:
                self.process = process
                if self.state.cancelled:
                    process.terminate()
            rows = _Rows(self)
            assert process.stdout is not None
            with process.stdout:
                for line in process.stdout:
                    rows.take(line)
            process.wait()
            with self.lock:
                self.process = None
            self._before = (self.state.read, self.state.failed, self.state.new)
            if rows.failures is None and not self.state.cancelled and not self.state.error:
                self._change(error="defect", message=_last_line(errors))
            return rows.failures

    def _change(self, **values: Any) -> None:
        self.state = msgspec.structs.replace(self.state, **values)


class _Rows:
    """What a build tells, put into the state."""

    def __init__(self, line: _Line) -> None:
        self.line = line
        self.done = 0
        self.failures: list[str] | None = None

    def take(self, text: str) -> None:
        try:
            row = json.loads(text)
            step = row["step"]
        except (ValueError, TypeError, KeyError):
            return
        if step == "stopped":
            self.line._change(error=str(row.get("error")), message=str(row.get("message", "")))
            return
        read, failed, new = self.line._before
        values: dict[str, Any] = {"failed": failed + int(row.get("failed", 0))}
        state = self.line.state
        if "location" in row:
            self.done += bool(row.get("is_read"))
            values["pages"] = (*state.pages, BuiltPage(str(row["location"]), bool(row.get("is_read"))))[-SHOWN:]
        values["read"] = read + self.done + int(row.get("known", 0))
        if step == "ended":
            self.failures = [str(each) for each in row.get("failures", ())]
            values |= {
                "read": read + int(row.get("read", 0)),
                "new": new + int(row.get("new", 0)),
                "failures": (*state.failures, *self.failures),
            }
        self.line._change(joining=step == "joining", **values)


_lines: dict[str, _Line] = {}
_lock = threading.Lock()


def start(
    folder: str,
    given: Sequence[str | os.PathLike[str] | Source],
    *,
    by: str,
    total: int | None = None,
    spent: Sequence[str] = (),
) -> BuildState:
    """Begin to read these into the case, after what is being read already. Folders in `spent` are removed when
    everything in them was read.
    """
    sources = tuple(each if isinstance(each, Source) else Source(path=os.path.abspath(each)) for each in given)
    return _line(folder).start([Job(sources=sources, by=by, total=total, spent=tuple(spent))])


def go_on(folder: str) -> BuildState:
    """Read what a build that was cancelled or stopped has left."""
    return _line(folder).start(())


def state(folder: str) -> BuildState | None:
    """How the case's last build stands; None when there was none since the desk began."""
    found = _lines.get(os.path.abspath(folder))
    return found.state if found else None


def is_running(folder: str) -> bool:
    found = state(folder)
    return found is not None and not found.ended


def cancel(folder: str) -> None:
    """Stop reading; what was read is kept, and the same build can go on later."""
    found = _lines.get(os.path.abspath(folder))
    if found is not None:
        found.cancel()


def wait(folder: str, seconds: float) -> BuildState | None:
    """The state after all builds have ended, or after so many seconds."""
    found = _lines.get(os.path.abspath(folder))
    thread = found.thread if found else None
    if thread is not None:
        thread.join(seconds)
    return state(folder)


def _line(folder: str) -> _Line:
    key = os.path.abspath(folder)
    with _lock:
        return _lines.setdefault(key, _Line(key))


def _process(folder: str, job: Job, errors: IO[bytes]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "chronofile", "build", folder, "-", "--progress-json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "CHRONOFILE_BY": job.by},
        cwd=os.path.dirname(folder),
        creationflags=LOWERED,
        start_new_session=True,  # Ctrl-C in the desk's window closes the desk, not what it reads.
    )
    assert process.stdin is not None
    with suppress(OSError), process.stdin:
        process.stdin.write(msgspec.json.encode(job.sources).decode())
    return process


def _last_line(errors: IO[bytes]) -> str:
    """The last line a build said on its way out: our own sentence, naming file and way out."""
    errors.seek(0, os.SEEK_END)
    errors.seek(max(0, errors.tell() - 4096))
    lines = [line.strip() for line in errors.read().decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _sum(*counts: int | None) -> int | None:
    return None if any(count is None for count in counts) else sum(count or 0 for count in counts)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
