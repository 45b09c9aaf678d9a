"""Opening: making a case, and opening one."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from chronofile.errors import CalledWrongly, CaseNotFound, CaseReadOnly
from chronofile.store import database, ledger
from chronofile.store.case import CaseStore, facts_digest, utc_now
from chronofile.store.trouble import NO_ROOM, NOT_ALLOWED, told


def create(
    path: str | os.PathLike[str], name: str, question: str = "", *, by: str = "", clock: Callable[[], str] = utc_now
) -> CaseStore:
    """A new case in `path`, a folder that is empty or not there yet.

    Raises CalledWrongly when a case or anything else is there already, CaseReadOnly, DiskFull.
    """
    case = Path(path)
    _check_free(case)
    with told(case):
        _make_folder(case)
        db = database.create_file(case)
        try:
            store = CaseStore(db, clock)
            at = clock()
            with db.transaction("case created"):
                database.lay_tables(db.connection)
                db.run(
                    "INSERT INTO meta (one, id, name, question, created_at) VALUES (1, ?, ?, ?, ?)",
                    secrets.token_hex(16),
                    name,
                    question,
                    at,
                )
                facts = store.facts()
                ledger.add(db, ledger.CREATED, by=by, at=at, digest=facts_digest(facts), subject=facts.id)
            store.originals.folder.mkdir(exist_ok=True)
        except BaseException:
            db.close()
            raise
    return store


def open_case(path: str | os.PathLike[str], *, write: bool, clock: Callable[[], str] = utc_now) -> CaseStore:
    """An existing case. Raises CaseNotFound, CaseTooNew, CaseReadOnly (`write` only), CaseDamaged, CaseBusy."""
    return CaseStore(database.connect(Path(path), write=write), clock)


def _make_folder(case: Path) -> None:
    try:
        case.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        if error.errno in NOT_ALLOWED:
            raise CaseReadOnly(
                f"{case}: the system lets you make no folder here ({error.strerror}); choose a place of your own"
            ) from error
        raise CalledWrongly(f"{case}: no folder can be made here ({error.strerror}); choose another name") from error


def _check_free(case: Path) -> None:
    with told(case):
        there = os.path.exists(case)  # unlike Path.exists, also False for a name no folder can have
        if there and not case.is_dir():
            raise CalledWrongly(f"{case}: a file stands where the case's folder should be; choose another name")
        strange = [p.name for p in case.iterdir() if not p.name.startswith(database.FILE)] if there else []
    if os.path.exists(case / database.FILE):
        try:
            database.connect(case, write=False).close()
        except CaseNotFound:
            if _holds_tables(case / database.FILE):
                raise  # another program's database: not ours to fill
            # Begun and never finished: the process died before its one transaction.
            strange = [name for name in strange if name != "originals"]
        else:
            raise CalledWrongly(f"{case}: there is a case here already; open it, or choose another name")
    if strange:
        raise CalledWrongly(
            f"{case}: the folder is not empty (it holds '{sorted(strange)[0]}'); a case needs a folder of its own"
        )


def _holds_tables(file: Path) -> bool:
    with told(file.parent), closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
