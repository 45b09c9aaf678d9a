"""Trouble: what the disk and the database say, told as an error a person can act on."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chronofile.errors import CaseBusy, CaseDamaged, CaseReadOnly, ChronofileError, DiskFull

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_PRIMARY = 0xFF
"""SQLite's extended result codes carry the primary one in their lowest byte."""
_NEARLY_FULL = 1 << 20
"""Bytes free below which a drive's vague error is taken for a full disk."""


@contextmanager
def told(case: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into `DiskFull`, `CaseReadOnly`, `CaseBusy` or `CaseDamaged`.

    A mistake in the program's own SQL stays an `sqlite3` error: unexpected failures stay loud.
    """
    try:
        yield
    except sqlite3.Error as error:
        known = _of_sqlite(error, case)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        # Python's own complaint about a message of SQLite that quotes damaged text.
        raise damaged(case, "its database holds text that is none") from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise disk_full(case) from error
        if error.errno in NOT_ALLOWED:
            raise read_only(case, f"the system refuses ({error.strerror})") from error
        raise


def disk_full(case: Path) -> DiskFull:
    return DiskFull(
        f"{case}: the disk is full. Everything the case had kept before is safe and nothing is half-written; "
        "make room and run the same command again, it goes on where it stopped"
    )


def read_only(case: Path, why: str) -> CaseReadOnly:
    return CaseReadOnly(
        f"{case}: this case can be read but not written here: {why}. "
        "Copy the folder to a place where you may write and work on the copy"
    )


def damaged(case: Path, what: str) -> CaseDamaged:
    return CaseDamaged(f"{case}: {what}. Run `chronofile verify` to see what is affected, and restore it from a backup")


def _of_sqlite(error: sqlite3.Error, case: Path) -> ChronofileError | None:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & _PRIMARY if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_FULL:
        return disk_full(case)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return read_only(case, "its database is write-protected")
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CaseBusy(f"{case}: another program is writing to this case and did not finish in time; try again")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(case, f"its database cannot be read ({error})")
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL):
        return _of_drive(error, case)
    if code is None and "Could not decode to UTF-8" in str(error):
        return damaged(case, "its database holds text that is none")
    return None


def _of_drive(error: sqlite3.Error, case: Path) -> ChronofileError:
    try:
        free = shutil.disk_usage(case).free
    except OSError:
        free = _NEARLY_FULL
    if free < _NEARLY_FULL:
        return disk_full(case)
    return CaseReadOnly(
        f"{case}: the drive does not let the database work here ({error}). On a network share this is usual: "
        "copy the folder to a disk of this computer and work on the copy"
    )
