"""Ledger: the custody log of a case, one hash chain; lines are added in the transaction of what they record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chronofile.model import LedgerLine, next_line
from chronofile.store.database import Database

CREATED = "case created"
RENAMED = "case renamed"
"""Its name, its question or its protection is another one from here on."""
KEPT = "page kept"
KEPT_AGAIN = "page kept again"
"""The file of a kept page was missing or damaged and the same bytes came in again."""
ACQUIRED = "page acquired"
JUDGED = "judgement"
FINISHED = "run finished"
EXPORTED = "exported"

_COLUMNS = "number, previous, kind, subject, made_by, made_at, digest, hash"


def head(db: Database) -> LedgerLine | None:
    row = db.row(f"SELECT {_COLUMNS} FROM ledger ORDER BY number DESC LIMIT 1")
    return _line(row) if row else None


def lines(db: Database) -> Iterator[LedgerLine]:
    """All lines, first to last."""
    for row in db.rows(f"SELECT {_COLUMNS} FROM ledger ORDER BY number"):
        yield _line(row)


def add(db: Database, kind: str, *, by: str, at: str, digest: str, subject: str = "") -> LedgerLine:
    """Append one line; the caller holds the transaction, so that no other line can come between."""
    line = next_line(head(db), kind=kind, by=by, at=at, digest=digest, subject=subject)
    db.run(
        f"INSERT INTO ledger ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        line.number,
        line.previous,
        line.kind,
        line.subject,
        line.by,
        line.at,
        line.digest,
        line.hash,
    )
    return line


def _line(row: tuple[Any, ...]) -> LedgerLine:
    number, previous, kind, subject, by, at, digest, own = row
    return LedgerLine(
        number=number, previous=previous, kind=kind, subject=subject, by=by, at=at, digest=digest, hash=own
    )
