"""Workers: engines that turn tasks into answers, in the order of the tasks.

`supervised` reads pages in processes of their own, one page in flight in each. A worker that dies, hangs or takes too
much memory costs its page, becomes a Failure, and is replaced. `in_process` is the same path without processes, for
tests and for a library's caller who wants no others.
"""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress

import msgspec

from chronofile.build import frames
from chronofile.build.memory import ENFORCED, used_by
from chronofile.build.priority import LOWERED
from chronofile.build.task import Answer, Task, answer, fail, load
from chronofile.errors import ChronofileError

_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from chronofile.build.worker import main; "
    "main(sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))"
)
"""A fresh interpreter that never imports the caller's main program: a script needs no `if __name__` guard."""
_START_SECONDS = 120.0
_STARTS = 3
"""Workers that may fail to start in a row before the run gives up: then it is no page's fault."""
_TICK = 0.2
"""Seconds between two looks at clocks and memory."""
_BACKLOG = 4
"""Answers held back for order, per worker: memory stays flat behind one slow page."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one page may take: `seconds` of wall clock and `memory` in bytes (the whole worker, about 100 MB without).

    A long page may take `seconds_per_mb` more for each megabyte (1 << 20 bytes): reading is linear in its length.
    `watch` looks at the memory from outside even where the system enforces the limit.
    """

    seconds: float = 60.0
    seconds_per_mb: float = 20.0
    """Three times what a megabyte of nothing but prose takes on a core that does nothing else."""
    memory: int = 2 << 30
    watch: bool = not ENFORCED

    def seconds_for(self, size: int) -> float:
        """What a page of so many bytes may take."""
        return self.seconds + self.seconds_per_mb * size / (1 << 20)


def in_process(process: str, tasks: Iterable[Task]) -> Generator[Answer, None, None]:
    """The same path without processes and limits."""
    read_page = load(process)
    for task in tasks:
        yield answer(read_page, task)


def supervised(process: str, tasks: Iterable[Task], *, jobs: int, limits: Limits) -> Generator[Answer, None, None]:
    """Answers in the order of `tasks`, which are taken only as workers become free.

    Raises ChronofileError when workers do not even start; whatever befalls one page is in its answer.
    """
    load(process)  # A wrong name is the caller's mistake and shows here, not as a failure of every page.
    crew = _Crew(process, jobs, limits)
    try:
        yield from crew.answers(tasks)
    finally:
        crew.dismiss()


class _Seat:
    """A place in the order of answers."""

    answer: Answer | None = None


class _Worker:
    """One process, and the thread that waits for it so that the builder need not."""

    def __init__(self, process: str, limits: Limits, events: queue.SimpleQueue[tuple[_Worker, bytes | None]]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`
        self.popen = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path), process]
            + [str(limit) for limit in (limits.seconds, limits.memory, limits.seconds_per_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            creationflags=LOWERED,
        )
        self.task: Task | None = None
        self.seat = _Seat()
        self.ready = False
        self.seconds = 0.0
        self.deadline = time.monotonic() + _START_SECONDS
        self.doom = ""
        self._inbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._events = events
        self._thread = threading.Thread(target=self._drive, daemon=True)
        self._thread.start()

    def give(self, task: Task, seat: _Seat, limits: Limits) -> None:
        self.task, self.seat, self.seconds = task, seat, limits.seconds_for(len(task.incoming.data))
        if self.ready:
            self.deadline = time.monotonic() + self.seconds
        self._inbox.put(msgspec.msgpack.encode(task))

    def kill(self, why: str) -> None:
        self.doom = self.doom or why
        self.popen.kill()

    def close(self) -> int:
        """End the process, which holds nothing of the case, and give its exit status."""
        self.popen.kill()
        status = self.popen.wait()
        self._inbox.put(None)
        self._thread.join()
        for stream in (self.popen.stdin, self.popen.stdout, self._errors):
            with suppress(OSError):
                if stream:
                    stream.close()
        return status

    def last_words(self) -> str:
        """The end of what it wrote to its error stream."""
        self._errors.seek(0)
        return self._errors.read()[-2000:].decode("utf-8", "replace").strip()

    def _drive(self) -> None:
        assert self.popen.stdin is not None
        assert self.popen.stdout is not None
        with suppress(OSError, ValueError):
            while (message := frames.receive(self.popen.stdout)) is not None:
                self._events.put((self, message))
                task = self._inbox.get()
                if task is None:
                    return
                frames.send(self.popen.stdin, task)
                del task
        self._events.put((self, None))


class _Crew:
    """The workers of one run; `answers` is their only use."""

    def __init__(self, process: str, jobs: int, limits: Limits) -> None:
        self.process = process
        self.jobs = max(1, jobs)
        self.limits = limits
        self.workers: list[_Worker] = []
        self.events: queue.SimpleQueue[tuple[_Worker, bytes | None]] = queue.SimpleQueue()
        self.failed_starts = 0

    def answers(self, tasks: Iterable[Task]) -> Iterator[Answer]:
        source = iter(tasks)
        waiting: deque[_Seat] = deque()
        # One task is taken ahead: while the next page is kept (its bytes brought to the disk), the workers read.
        ahead = next(source, None)
        while ahead is not None or waiting:
            while ahead is not None and len(waiting) < _BACKLOG * self.jobs and (worker := self._free()):
                waiting.append(_Seat())
                worker.give(ahead, waiting[-1], self.limits)
                ahead = next(source, None)
            if (done := waiting[0].answer) is None:
                self._wait()
            else:
                waiting.popleft()
                yield done

    def dismiss(self) -> None:
        while self.workers:
            self.workers.pop().close()

    def _free(self) -> _Worker | None:
        for worker in self.workers:
            if worker.task is None and not worker.doom:
                return worker
        return self._hire() if len(self.workers) < self.jobs else None

    def _hire(self) -> _Worker:
        worker = _Worker(self.process, self.limits, self.events)
        self.workers.append(worker)
        return worker

    def _wait(self) -> None:
        """Act on the next thing that happens, or on the clock."""
        try:
            worker, message = self.events.get(timeout=_TICK)
        except queue.Empty:
            pass
        else:
            self._heard(worker, message)
        now = time.monotonic()
        for worker in self.workers:
            if worker.doom or (worker.ready and worker.task is None):
                continue
            if now > worker.deadline:
                worker.kill(f"it took longer than {round(worker.seconds, 1):g} seconds" if worker.ready else "no start")
            elif worker.ready and self.limits.watch:
                used = used_by(worker.popen.pid)
                if used is not None and used > self.limits.memory:
                    worker.kill("it needs more memory than a page may use")

    def _heard(self, worker: _Worker, message: bytes | None) -> None:
        if message is None:
            self._lost(worker)
        elif not worker.ready:
            worker.ready = True
            worker.deadline = time.monotonic() + worker.seconds
            self.failed_starts = 0
        else:
            try:
                worker.seat.answer = msgspec.msgpack.decode(message, type=Answer)
            except msgspec.MsgspecError:
                self._lost(worker)
                return
            worker.task = None
            if worker.seat.answer.worn_out:
                self._part_with(worker)

    def _part_with(self, worker: _Worker) -> int:
        if worker in self.workers:
            self.workers.remove(worker)
        return worker.close()

    def _lost(self, worker: _Worker) -> None:
        if worker not in self.workers:
            return
        task, seat = worker.task, worker.seat
        words = "" if worker.ready else worker.last_words()
        status = self._part_with(worker)
        if not worker.ready:
            self.failed_starts += 1
            if self.failed_starts >= _STARTS:
                raise ChronofileError(
                    "the processes that read pages do not start on this machine"
                    f" (exit status {status}): {words.splitlines()[-1] if words else 'they say nothing'}"
                )
            if task is not None:
                self._hire().give(task, seat, self.limits)
        elif task is not None:
            seat.answer = _post_mortem(task, worker.doom, status)


def _post_mortem(task: Task, doom: str, status: int) -> Answer:
    if doom:
        return fail(task, "limit", doom)
    name = signal.Signals(-status).name if -status in set(signal.Signals) else f"exit status {status}"
    if name == "SIGKILL":
        return fail(task, "limit", "the system ended the process that read it, most likely because memory ran short")
    return fail(task, "our defect", "the process that read it broke down, which is a defect of ours", detail=name)
