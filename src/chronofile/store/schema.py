"""Schema: the tables of a case, as numbered migrations.

A released migration is never changed; a new one is added at the end of `MIGRATIONS`. The number of migrations applied
is the file's `user_version`. What people decided and the ledger can only be added to: triggers refuse the rest, also
for programs that are not this one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from sqlite3 import Connection, connect

APPLICATION_ID = 0x43464C31
"""`CFL1` in the file's header: what tells a case from any other SQLite file."""

NEEDED_SQLITE = (3, 37, 0)
"""STRICT tables came with 3.37 (November 2021); every installer of Python 3.11 and Debian 12 bring a newer one."""

Step = str | Callable[[Connection], None]
"""One statement, or a function for what SQL alone cannot do."""

VERSION_1: tuple[Step, ...] = (
    """CREATE TABLE meta (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        question TEXT NOT NULL,
        protect INTEGER NOT NULL DEFAULT 0 CHECK (protect IN (0, 1)),
        created_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE snapshot (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        size INTEGER NOT NULL,
        media_type TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE acquisition (
        key TEXT PRIMARY KEY,
        snapshot TEXT NOT NULL REFERENCES snapshot,
        is_container INTEGER NOT NULL DEFAULT 0 CHECK (is_container IN (0, 1)),
        body TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX acquisition_by_snapshot ON acquisition (snapshot)",
    """CREATE TABLE run (
        id TEXT PRIMARY KEY,
        started_at TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'cancelled')),
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE text_layer (
        id TEXT PRIMARY KEY,
        snapshot TEXT NOT NULL REFERENCES snapshot,
        scanner TEXT NOT NULL,
        charset TEXT NOT NULL,
        charset_reason BLOB NOT NULL,
        text BLOB NOT NULL,
        segments BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE layout (
        text_layer TEXT PRIMARY KEY REFERENCES text_layer,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE article (
        number INTEGER PRIMARY KEY,
        snapshot TEXT NOT NULL UNIQUE REFERENCES snapshot,
        text_layer TEXT NOT NULL UNIQUE REFERENCES text_layer,
        acquisition TEXT NOT NULL REFERENCES acquisition,
        made_from TEXT NOT NULL,
        head BLOB NOT NULL,
        times BLOB NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE findings (
        text_layer TEXT PRIMARY KEY REFERENCES text_layer,
        run TEXT NOT NULL REFERENCES run,
        body BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX findings_by_run ON findings (run)",
    "CREATE VIRTUAL TABLE search USING fts5 (terms, tokenize = 'unicode61 remove_diacritics 2')",
    """CREATE TABLE failure (
        location TEXT NOT NULL,
        snapshot TEXT NOT NULL,
        made_from TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (location, snapshot)
    ) STRICT""",
    """CREATE TABLE judgement (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        act TEXT NOT NULL,
        undoes TEXT REFERENCES judgement (id),
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TRIGGER judgement_never_changes BEFORE UPDATE ON judgement
        BEGIN SELECT RAISE(ABORT, 'a judgement is appended, never changed'); END""",
    """CREATE TRIGGER judgement_never_goes BEFORE DELETE ON judgement
        BEGIN SELECT RAISE(ABORT, 'a judgement is taken back by another, never deleted'); END""",
    """CREATE TRIGGER judgement_never_replaced BEFORE INSERT ON judgement
        WHEN EXISTS (SELECT 1 FROM judgement WHERE sequence = NEW.sequence OR id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'a judgement is appended, never replaced'); END""",
    """CREATE TABLE ledger (
        number INTEGER PRIMARY KEY,
        previous TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        made_by TEXT NOT NULL,
        made_at TEXT NOT NULL,
        digest TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT""",
    """CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
        BEGIN SELECT RAISE(ABORT, 'a line of the ledger is appended, never changed'); END""",
    """CREATE TRIGGER ledger_never_goes BEFORE DELETE ON ledger
        BEGIN SELECT RAISE(ABORT, 'a line of the ledger is never deleted'); END""",
    """CREATE TRIGGER ledger_never_replaced BEFORE INSERT ON ledger
        WHEN EXISTS (SELECT 1 FROM ledger WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'a line of the ledger is appended, never replaced'); END""",
    """CREATE TABLE projection (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        digest TEXT NOT NULL,
        made_from TEXT NOT NULL,
        seal TEXT NOT NULL,
        around BLOB NOT NULL,
        agents BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE outline (
        aspect TEXT PRIMARY KEY,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE entry (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        mark BLOB NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX entry_by_id ON entry (id)",
    """CREATE TABLE entry_anchor (
        anchor TEXT PRIMARY KEY,
        entry TEXT NOT NULL
    ) STRICT""",
)

VERSION_2: tuple[Step, ...] = (
    # The chronology follows from pages and decisions: it is folded anew when the case is opened next.
    "DROP TABLE outline",
    "DROP TABLE entry",
    "DROP TABLE projection",
    """CREATE TABLE projection (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        digest TEXT NOT NULL,
        made_from TEXT NOT NULL,
        judged INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        folded INTEGER NOT NULL,
        seal TEXT NOT NULL,
        ground TEXT NOT NULL,
        around BLOB NOT NULL,
        pairs BLOB NOT NULL,
        agents BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE entry (
        id TEXT PRIMARY KEY,
        place TEXT NOT NULL,
        aspect TEXT NOT NULL,
        revision INTEGER NOT NULL,
        content BLOB NOT NULL,
        mark BLOB NOT NULL,
        body BLOB NOT NULL,
        footing BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX entry_in_order ON entry (place, id, aspect, revision, content, mark)",
    """CREATE TABLE outline (
        aspect TEXT NOT NULL,
        place TEXT NOT NULL,
        id TEXT NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (aspect, place, id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE disagreement (id TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (id, entry)) STRICT, WITHOUT ROWID",
    "CREATE INDEX disagreement_by_entry ON disagreement (entry)",
    "CREATE TABLE agent (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT",
    """CREATE TABLE bearer (
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (name, position)
    ) STRICT, WITHOUT ROWID""",
)

MIGRATIONS: tuple[tuple[Step, ...], ...] = (VERSION_1, VERSION_2)


def version() -> int:
    """The `user_version` of a case this program writes."""
    return len(MIGRATIONS)


def tables(connection: Connection) -> dict[str, str]:
    """Name and text of every table, index and trigger, but for those the search makes for itself."""
    return {
        name: sql
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        if not name.startswith("search_")
    }


def expected() -> dict[str, str]:
    """The same of a case as this program makes it."""
    with closing(connect(":memory:")) as empty:
        for number in range(1, version() + 1):
            apply(empty, number)
        return tables(empty)


def apply(connection: Connection, number: int) -> None:
    """Run migration `number` (from 1) and set `user_version`; the caller holds the transaction."""
    for step in MIGRATIONS[number - 1]:
        if callable(step):
            step(connection)
        else:
            connection.execute(step)
    connection.execute(f"PRAGMA user_version = {number:d}")
