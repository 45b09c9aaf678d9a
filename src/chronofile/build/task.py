"""Task: one page to be read; Answer: what came of it. Here is the worker's edge."""

from __future__ import annotations

import datetime as dt
import importlib
import traceback
from collections.abc import Callable
from typing import Protocol

import msgspec

from chronofile.errors import CalledWrongly, ChronofileError
from chronofile.model import Failure, Incoming, Page
from chronofile.store import PackedPage, pack_page


class Process(Protocol):
    """The path of one page; `as_of` is the last day on which anything on it can have been published."""

    def __call__(self, incoming: Incoming, *, as_of: dt.date) -> Page: ...


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """`made_from` is a hash of all that the reading comes of; it is kept with the answer."""

    incoming: Incoming
    as_of: dt.date
    made_from: str

    @property
    def location(self) -> str:
        return self.incoming.acquisition.location

    @property
    def snapshot(self) -> str:
        return self.incoming.acquisition.snapshot


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A page or a failure, never both. `worn_out` asks for a fresh worker: this one's memory ran out."""

    location: str
    snapshot: str
    made_from: str
    page: PackedPage | None = None
    failure: Failure | None = None
    worn_out: bool = False


def load(path: str) -> Process:
    """The function named "package.module:function". Raises CalledWrongly when there is none."""
    module, _, name = path.partition(":")
    try:
        found: Process = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise CalledWrongly(f"'{path}' names no function to read pages with ({error})") from error
    return found


def answer(process: Callable[..., Page], task: Task) -> Answer:
    """Run the path of one page. Whatever goes wrong on it becomes a Failure of this page alone."""
    try:
        return _answer(task, page=pack_page(process(task.incoming, as_of=task.as_of)))
    except MemoryError:
        return fail(task, "limit", "it needs more memory than a page may use", worn_out=True)
    except ChronofileError as error:
        return _answer(
            task, failure=Failure(location=task.location, kind="input", message=str(error), snapshot=task.snapshot)
        )
    except Exception as error:  # noqa: BLE001 - the one broad except: what no rule foresaw costs one page, not the run
        return fail(task, "our defect", "the program failed on it, which is a defect of ours", detail=_place(error))


def fail(task: Task, kind: str, why: str, *, detail: str = "", worn_out: bool = False) -> Answer:
    """A failure that is the program's or the limits': the page stays kept and the others are not touched."""
    way_out = (
        "please report it with the detail given"
        if kind == "our defect"
        else "build again when the machine has time and memory to spare, or save the page in a simpler form or in parts"
    )
    failure = Failure(
        location=task.location,
        kind="our defect" if kind == "our defect" else "limit",
        message=f"{task.location}: this page could not be read: {why}. It is kept, all others are read; {way_out}",
        snapshot=task.snapshot,
        detail=detail,
    )
    return _answer(task, failure=failure, worn_out=worn_out)


def _answer(
    task: Task, *, page: PackedPage | None = None, failure: Failure | None = None, worn_out: bool = False
) -> Answer:
    return Answer(
        location=task.location,
        snapshot=task.snapshot,
        made_from=task.made_from,
        page=page,
        failure=failure,
        worn_out=worn_out,
    )


def _place(error: BaseException) -> str:
    """Type and place in the code, never the message: that may hold text of the page."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    file = last.filename.replace("\\", "/")
    short = file.rpartition("/chronofile/")[2] if "/chronofile/" in file else file.rpartition("/")[2]
    return f"{type(error).__name__} at {short}:{last.lineno} in {last.name}"
