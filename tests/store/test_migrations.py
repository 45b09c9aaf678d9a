"""An older case is brought up to date with a copy kept beside it, or stays as it was."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from chronofile.errors import CaseDamaged, CaseReadOnly
from chronofile.model import sha256
from chronofile.store import boundary, open_case, schema, verify
from tests.store.records import AS_OF, incoming, stands
from tests.store.released import FOLDER, TEXTS

RELEASED = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
FOLDED_ANEW = 2
"""The version since which the chronology is kept in another way: a case that is older is folded once."""


def with_a_word(connection: sqlite3.Connection) -> None:
    """What SQL alone cannot do."""
    for one, name in connection.execute("SELECT one, name FROM meta").fetchall():
        connection.execute("UPDATE meta SET mood = ? WHERE one = ?", (name[::-1], one))


NEXT: tuple[schema.Step, ...] = ("ALTER TABLE meta ADD COLUMN mood TEXT NOT NULL DEFAULT ''", with_a_word)


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a case as a released version wrote it."""
    return shutil.copytree(FOLDER / request.param, tmp_path / "case")


def version_of(file: Path) -> int:
    connection = sqlite3.connect(file)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return int(found)


def test_there_is_a_case_of_every_released_version() -> None:
    assert [str(number) for number in range(1, schema.version() + 1)] == RELEASED


@pytest.mark.parametrize("write", [True, False])
def test_a_case_of_a_released_version_opens_whole(old: Path, write: bool) -> None:
    found = version_of(old / "case.db")
    with open_case(old, write=write) as store:
        assert verify(store, stands=stands).problems == ()
        assert store.facts().name == "Norrby"
        assert {page.location for page in store.listed()} == {"0.txt", "1.txt"}
        assert store.original(sha256(TEXTS[0].encode())).decode() == TEXTS[0]
        assert [j.act for j in store.judgements()] == ["accept", "undo"]
        assert [hit.headline for hit in store.search("harbour")] == ["Harbour workers strike"]
        chronology = store.projection()
        if found < FOLDED_ANEW:
            assert chronology is None, "a chronology follows from pages and decisions: the next look folds it"
        else:
            assert chronology is not None
            assert len(chronology.entries) == 2
        assert len(store.failures()) == 1
        assert len(store.known_ids()) == 2
        if write:
            store.keep(incoming("A new page."), as_of=AS_OF)
            store.append_judgement("AB", "accept")
            assert verify(store, stands=stands).problems == ()


@pytest.mark.parametrize("write", [True, False])
def test_an_older_case_is_brought_up_to_date(old: Path, write: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found = version_of(old / "case.db")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, NEXT))
    with open_case(old, write=write) as store:
        assert store.db.rows("SELECT mood FROM meta") == [("ybrroN",)]
        assert verify(store, stands=stands).problems == ()
    assert version_of(old / "case.db") == schema.version()
    copy = old / f"case-before-version-{schema.version()}.db"
    assert version_of(copy) == found
    assert sorted(p.name for p in old.iterdir()) == sorted(["case.db", copy.name, "originals"])
    copied = copy.read_bytes()
    open_case(old, write=True).close()
    assert copy.read_bytes() == copied


def test_a_migration_that_fails_leaves_the_case_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = version_of(old / "case.db")
    broken = (*NEXT, "INSERT INTO no_such_table VALUES (1)")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
        with pytest.raises(sqlite3.OperationalError, match="no_such_table"):
            open_case(old, write=True)
    assert version_of(old / "case.db") == found
    with open_case(old, write=False) as store:
        assert verify(store, stands=stands).problems == ()


@pytest.mark.parametrize("name", ["migration: after backup", "migration: before commit", "migration: after commit"])
def test_a_fault_in_a_migration_can_be_repeated(old: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(reached: str) -> None:
        if reached == name:
            raise RuntimeError(name)

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, NEXT))
    with monkeypatch.context() as patch:
        patch.setattr(boundary, "reached", fail)
        with pytest.raises(RuntimeError):
            open_case(old, write=True)
    with open_case(old, write=False) as store:
        assert store.db.rows("SELECT mood FROM meta") == [("ybrroN",)]
        assert verify(store, stands=stands).problems == ()


def test_an_older_case_that_may_not_be_written_says_so(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, NEXT))
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(CaseReadOnly, match="an older version wrote it"):
        open_case(old, write=False)


def test_a_migration_that_leaves_an_orphan_is_taken_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orphaning = ("INSERT INTO findings (text_layer, run, body) VALUES ('no such layer', 'no such run', x'')",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, ("PRAGMA defer_foreign_keys = ON", *orphaning)))
    with pytest.raises((CaseDamaged, sqlite3.IntegrityError)):
        open_case(old, write=True)
    monkeypatch.undo()
    with open_case(old, write=False) as store:
        assert verify(store, stands=stands).problems == ()
