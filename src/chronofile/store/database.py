"""Database: one connection to a case's SQLite file.

While a case is written its file is in WAL mode, so that readers and one writer do not wait for each other; when the
last connection closes, the log is folded in and the file is an ordinary one again: copying the folder copies the case.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from chronofile.errors import CaseBusy, CaseDamaged, CaseNotFound, CaseTooNew, ChronofileError
from chronofile.store import boundary, schema
from chronofile.store.trouble import read_only, told

FILE = "case.db"
PATIENCE = 10.0
"""Seconds a connection waits for another's transaction; builders hold theirs for milliseconds."""

Value = str | bytes | int | float | None


class Database:
    """`writable` tells whether `transaction` may be used; reading always works."""

    def __init__(self, case: Path, connection: sqlite3.Connection, *, writable: bool, own_wal: bool) -> None:
        self.case = case
        self.connection = connection
        self.writable = writable
        self._own_wal = own_wal

    @contextmanager
    def transaction(self, name: str) -> Iterator[None]:
        """All or nothing. Raises CaseReadOnly, DiskFull, CaseBusy after `PATIENCE` seconds."""
        if not self.writable:
            raise read_only(self.case, "it was opened for reading")
        with told(self.case):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                boundary.reached(f"{name}: before commit")
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                raise
            boundary.reached(f"{name}: after commit")

    @contextmanager
    def transaction_to_repeat(self, name: str) -> Iterator[None]:
        """One that a power cut may cost, since all it writes can be made again: it does not wait for the disk."""
        before = self.connection.execute("PRAGMA synchronous").fetchone()[0]
        self.run("PRAGMA synchronous = NORMAL")
        try:
            with self.transaction(name):
                yield
        finally:
            self.run(f"PRAGMA synchronous = {before:d}")

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All reads inside see the case at one moment, whatever another connection writes meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        with told(self.case):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("ROLLBACK")

    def run(self, sql: str, *values: Value) -> None:
        with told(self.case):
            self.connection.execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        with told(self.case):
            self.connection.executemany(sql, rows)

    def rows(self, sql: str, *values: Value) -> list[tuple[Any, ...]]:
        with told(self.case):
            return self.connection.execute(sql, values).fetchall()

    def each(self, sql: str, *values: Value) -> Iterator[tuple[Any, ...]]:
        """The same one by one, for rows that together are large; nothing may be written before the last."""
        with told(self.case):
            yield from self.connection.execute(sql, values)

    def row(self, sql: str, *values: Value) -> tuple[Any, ...] | None:
        with told(self.case):
            found: tuple[Any, ...] | None = self.connection.execute(sql, values).fetchone()
            return found

    def sync_seldom(self) -> None:
        """From now on a power cut may cost the last transactions, whole ones and in order; a killed process none.

        For a build, whose reading can be done again: of two syncs a page none is left. See `sync_always`.
        """
        self.run("PRAGMA synchronous = NORMAL")

    def sync_always(self) -> None:
        """A transaction is on the disk when it is over; those before it are now."""
        self.run("PRAGMA synchronous = FULL")
        self.run("PRAGMA wal_checkpoint(PASSIVE)")

    def identity(self) -> str:
        """Another one for another file, be it at the same path."""
        found = os.stat(self.case / FILE)
        return f"{found.st_dev}:{found.st_ino}"

    def close(self) -> None:
        """Fold the log in when nobody else has the case open; harmless when called twice."""
        if self._own_wal:
            # Refused at once while another connection is open: the last one to close folds the log in. (A checkpoint
            # of one's own here made decisions wait 200 ms for the disk, every tenth one while a build ran.)
            with suppress(sqlite3.Error):
                self.connection.execute("PRAGMA busy_timeout = 0")
                self.connection.execute("PRAGMA query_only = OFF")
                if self.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                    self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()


def connect(case: Path, *, write: bool) -> Database:
    """Open the database of an existing case; an older one is brought up to date first, a backup kept beside it.

    Raises CaseNotFound, CaseTooNew (nothing was touched), CaseReadOnly, CaseDamaged, CaseBusy.
    """
    file = case / FILE
    if not os.path.isfile(file):  # unlike Path.is_file, also False for a name no file can have
        raise CaseNotFound(f"{case}: there is no case here (a case is a folder that holds {FILE})")
    if sqlite3.sqlite_version_info < schema.NEEDED_SQLITE:
        needed = ".".join(map(str, schema.NEEDED_SQLITE))
        raise ChronofileError(
            f"this Python brings SQLite {sqlite3.sqlite_version}, a case needs {needed} or newer; "
            "install a newer Python (python.org's installers bring it along)"
        )
    may_write = os.access(case, os.W_OK) and os.access(file, os.W_OK)
    if write and not may_write:
        raise read_only(case, "the folder or its database is write-protected")
    with told(case):
        connection = _open(file, "mode=rw" if may_write else "mode=ro")
        try:
            found = _check(connection, case)
            if found < schema.version() and not may_write:
                raise read_only(case, "an older version wrote it, and bringing it up to date needs to write")
            if write or found < schema.version():
                _use_wal(connection, case)
                _settings(connection)
            if found < schema.version():
                migrate(connection, case)
            if not write:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return Database(case, connection, writable=write, own_wal=may_write)


def _open(file: Path, mode: str) -> sqlite3.Connection:
    uri = file.absolute().as_uri()
    connection = sqlite3.connect(f"{uri}?{mode}", uri=True, timeout=PATIENCE, isolation_level=None)
    if mode == "mode=ro":
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError:
            # A write-protected folder has no room for WAL's index file. Without a log there is nothing in it to miss.
            connection.close()
            log = file.with_name(file.name + "-wal")
            if log.exists() and log.stat().st_size:
                raise read_only(file.parent, "it was not closed properly where it was last used") from None
            connection = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None)
    return connection


def _check(connection: sqlite3.Connection, case: Path) -> int:
    """The file's version. Raises CaseNotFound for what is no case, CaseTooNew; sqlite3 errors for what is no file."""
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if not tables:
        raise CaseNotFound(f"{case}: a case was begun here and never finished; create it again")
    if identity != schema.APPLICATION_ID:
        raise CaseNotFound(f"{case}: its {FILE} was not made by Chronofile; choose another folder")
    if found > schema.version():
        raise CaseTooNew(
            f"{case}: written by a newer version of Chronofile (format {found}; this one knows {schema.version()}). "
            "Nothing in it was touched; update Chronofile and open it again"
        )
    return found


def _use_wal(connection: sqlite3.Connection, case: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            break
        except sqlite3.OperationalError as error:
            # Changing the mode needs the file for itself and does not always wait for it by itself.
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            if time.monotonic() > deadline:
                raise CaseBusy(f"{case}: another program is using this case; close it and try again") from error
            time.sleep(0.05)
    if mode != "wal":
        raise read_only(case, "its drive has no shared memory for the database (a network share?)")


def _settings(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # FULL: what a person decided is on the disk when the screen says so, also after a power cut.
    connection.execute("PRAGMA synchronous = FULL")


def create_file(case: Path) -> Database:
    """An empty database with all tables in `case`, in one transaction. The caller closes it."""
    with told(case):
        connection = sqlite3.connect(
            (case / FILE).absolute().as_uri() + "?mode=rwc", uri=True, timeout=PATIENCE, isolation_level=None
        )
        try:
            _use_wal(connection, case)
            _settings(connection)
        except BaseException:
            connection.close()
            raise
    return Database(case, connection, writable=True, own_wal=True)


def lay_tables(connection: sqlite3.Connection) -> None:
    """Every migration from nothing; the caller holds the transaction."""
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID:d}")
    for number in range(1, schema.version() + 1):
        schema.apply(connection, number)


def migrate(connection: sqlite3.Connection, case: Path) -> Path:
    """Bring an older case up to date, a backup copy of its database first. Returns the copy's path."""
    copy = case / f"{FILE.removesuffix('.db')}-before-version-{schema.version()}.db"
    with told(case):
        part = copy.with_suffix(".part")
        part.unlink(missing_ok=True)
        target = sqlite3.connect(part)
        try:
            connection.backup(target)
        finally:
            target.close()
        os.replace(part, copy)
        boundary.reached("migration: after backup")
        connection.execute("BEGIN IMMEDIATE")
        try:
            now = int(connection.execute("PRAGMA user_version").fetchone()[0])
            for number in range(now + 1, schema.version() + 1):
                schema.apply(connection, number)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                raise CaseDamaged(f"{case}: the upgrade found rows without their owner; the copy {copy.name} is intact")
            boundary.reached("migration: before commit")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    boundary.reached("migration: after commit")
    return copy
