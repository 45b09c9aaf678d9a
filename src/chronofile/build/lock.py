"""Lock: one builder per case. The operating system holds it, so that a killed builder leaves none behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from chronofile.errors import CaseBusy
from chronofile.store.trouble import told

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = "build.lock"
_FAR = 1 << 30
"""Windows locks bytes and forbids reading them: one far behind the text leaves that readable."""


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lock; `since` is ISO 8601 with zone."""

    pid: int
    since: str


@contextmanager
def lock(case: Path, *, since: str) -> Iterator[None]:
    """Hold the case for building. Raises CaseBusy at once, naming the holder; CaseReadOnly."""
    with told(case):
        handle = os.open(case / FILE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _take(handle):
            raise CaseBusy(_busy(case, handle))
        _write(handle, msgspec.json.encode(Holder(os.getpid(), since)))
        try:
            yield
        finally:
            with suppress(OSError):
                _write(handle, b"")
            _free(handle)
    finally:
        os.close(handle)


def holder(case: Path) -> Holder | None:
    """Who is building the case now, as far as the lock's text tells; None when nobody is."""
    try:
        handle = os.open(case / FILE, os.O_RDWR)
    except OSError:
        return None
    try:
        if _take(handle):
            _free(handle)
            return None
        return _read(handle)
    finally:
        os.close(handle)


def _busy(case: Path, handle: int) -> str:
    found = _read(handle)
    who = (
        f"another build of this case is running (process {found.pid}, since {found.since})"
        if found
        else ("another build of this case is running")
    )
    return f"{case}: {who}; wait until it has ended, or stop it, and run the command again"


def _read(handle: int) -> Holder | None:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        return msgspec.json.decode(os.read(handle, 4096), type=Holder)
    except (OSError, msgspec.MsgspecError):
        return None


def _write(handle: int, text: bytes) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, text)


if sys.platform == "win32":

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _free(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
