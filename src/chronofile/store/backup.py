"""Backup: a copy of a case made while others may write to it."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from pathlib import Path

from chronofile.errors import CalledWrongly
from chronofile.store import boundary
from chronofile.store.database import FILE, Database
from chronofile.store.originals import Originals
from chronofile.store.trouble import told


def backup(db: Database, originals: Originals, to: Path) -> Path:
    """Copy the database with SQLite's online backup, then every original it names; the folder gets its name last.

    The originals are copied second, so that none the copied database names can be missing. Raises CalledWrongly when
    `to` exists, CaseDamaged when an original is not what its name says, DiskFull, CaseReadOnly.
    """
    if to.exists():
        raise CalledWrongly(f"{to}: something is there already; a backup needs a name of its own")
    part = to.with_name(f"{to.name}.part-{secrets.token_hex(4)}")
    with told(to):
        try:
            part.mkdir(parents=True)
            wanted = copy_database(db, part)
            copied = Originals(part)
            copied.folder.mkdir()
            for digest, size in wanted:
                copied.keep(originals.read(digest, size))
            boundary.reached("backup: before rename")
            os.rename(part, to)
        finally:
            if part.exists():
                # Windows deletes no write-protected file: there a failed backup leaves its `.part` folder behind.
                shutil.rmtree(part, ignore_errors=True)
    return to


def copy_database(db: Database, folder: Path) -> list[tuple[str, int]]:
    """The database as it stands now, as `case.db` in a folder that has none. Returns the digest and the size of every
    original it names.
    """
    target = sqlite3.connect(folder / FILE, isolation_level=None)
    try:
        db.connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        wanted = target.execute("SELECT sha256, size FROM snapshot ORDER BY sha256").fetchall()
    finally:
        target.close()
    boundary.reached("backup: after database")
    return wanted
