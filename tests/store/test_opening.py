"""A case is a folder; it opens wherever it can be read, and says what is in the way where not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chronofile.errors import (
    CalledWrongly,
    CaseBusy,
    CaseDamaged,
    CaseNotFound,
    CaseReadOnly,
    CaseTooNew,
    ChronofileError,
    DiskFull,
)
from chronofile.model import Folded
from chronofile.store import CaseStore, create, open_case, schema, verify
from chronofile.store import database as database_file
from tests.store.records import AS_OF, chronology_of, incoming, put, stands


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A finished case on a path that trips the careless."""
    where = tmp_path / "포로 사건 #1?100%"
    with create(where, "Norrby", "Who promised what?", by="MK") as store:
        page = put(store, incoming())
        store.put_projection(Folded(chronology=chronology_of(page)), {})
    return where


def test_a_new_case_says_what_it_is(tmp_path: Path) -> None:
    with create(tmp_path / "a" / "b c", "Norrby", "Who?", clock=lambda: "2026-01-01T00:00:00+00:00") as store:
        facts = store.facts()
        assert (facts.name, facts.question, facts.protect) == ("Norrby", "Who?", False)
        assert facts.created_at == "2026-01-01T00:00:00+00:00"
        head = store.ledger_head()
        assert head is not None
        assert (head.number, head.kind, head.subject) == (1, "case created", facts.id)


def test_a_closed_case_is_one_file_and_its_originals(case: Path) -> None:
    assert sorted(p.name for p in case.iterdir()) == ["case.db", "originals"]
    header = (case / "case.db").read_bytes()[:100]
    assert header[68:72] == b"CFL1"
    assert header[18:20] == b"\x01\x01"  # an ordinary journal, not WAL


def test_copying_the_folder_copies_the_case(case: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(case, tmp_path / "copy")
    with open_case(case, write=False) as one, open_case(copy, write=True) as other:
        assert one.projection() == other.projection()
        assert one.ledger_head() == other.ledger_head()
        assert verify(other, stands=stands).problems == ()


@pytest.mark.parametrize("name", ["no such", "empty", "file"])
def test_what_is_no_case_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(CaseNotFound, match=f"{name}: there is no case here"):
        open_case(tmp_path / name, write=True)


def test_a_case_is_not_made_where_something_is(case: Path, tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly, match="a case here already"):
        create(case, "Again")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "one.html").write_text("x")
    with pytest.raises(CalledWrongly, match=r"not empty \(it holds 'one.html'\)"):
        create(tmp_path / "pages", "Here")
    with pytest.raises(CalledWrongly, match="a file stands where"):
        create(tmp_path / "pages" / "one.html", "Here")
    assert [p.name for p in (tmp_path / "pages").iterdir()] == ["one.html"]


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "case.db")
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = (tmp_path / "case.db").read_bytes()
    with pytest.raises(CaseNotFound, match="not made by Chronofile"):
        open_case(tmp_path, write=True)
    assert (tmp_path / "case.db").read_bytes() == before


def test_what_is_no_database_is_said_to_be_damaged(case: Path) -> None:
    (case / "case.db").write_bytes(b"not a database" * 500)
    with pytest.raises(CaseDamaged, match=r"cannot be read .*backup"):
        open_case(case, write=False)


def test_a_case_begun_and_never_finished_can_be_made_again(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    database_file.create_file(tmp_path / "case").close()
    with pytest.raises(CaseNotFound, match="never finished"):
        open_case(tmp_path / "case", write=True)
    create(tmp_path / "case", "Again").close()
    open_case(tmp_path / "case", write=True).close()


def test_a_newer_case_is_refused_and_not_touched(case: Path) -> None:
    change = sqlite3.connect(case / "case.db")
    change.execute(f"PRAGMA user_version = {schema.version() + 1}")
    change.close()
    before = {p: p.read_bytes() for p in case.rglob("*") if p.is_file()}
    for write in (True, False):
        with pytest.raises(CaseTooNew, match="update Chronofile"):
            open_case(case, write=write)
    assert {p: p.read_bytes() for p in case.rglob("*") if p.is_file()} == before


def test_an_old_sqlite_is_named(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(ChronofileError, match=r"needs 3\.37\.0 or newer"):
        open_case(case, write=False)


def test_who_reads_cannot_write(case: Path) -> None:
    with open_case(case, write=False) as store:
        for write in (
            lambda: store.keep(incoming("Other."), as_of=AS_OF),
            lambda: store.append_judgement("AB", "accept"),
            lambda: store.log_export("csv", b""),
            lambda: store.db.run("DELETE FROM article"),
        ):
            with pytest.raises(CaseReadOnly):
                write()
        assert store.projection() is not None
        assert verify(store, stands=stands).problems == ()


def as_nobody(action: str, case: Path) -> str:
    """What `action` does where the folder is write-protected and the user is not the one who may do anything."""
    script = (
        "import sys; sys.path[:] = sys.argv[2].split('|')\n"
        "from pathlib import Path\n"
        "from tests.store.records import stands\n"
        "from chronofile.store import open_case, create, verify\n"
        "from chronofile.errors import ChronofileError\n"
        "case = Path(sys.argv[1])\n"
        "import os, urllib.request  # pathlib loads it late, when this user may no longer read the library\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try:\n"
        f"    {action}\n"
        "except ChronofileError as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(case), "|".join(sys.path)], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def protected(case: Path) -> Callable[[], None]:
    def protect() -> None:
        case.parent.chmod(0o755)
        for path in [*case.rglob("*"), case]:
            path.chmod(0o555 if path.is_dir() else 0o444)

    return protect


needs_users = pytest.mark.skipif(os.name == "nt" or not hasattr(os, "setuid"), reason="permissions and users of POSIX")


@needs_users
def test_a_write_protected_folder_can_be_read(case: Path, protected: Callable[[], None]) -> None:
    protected()
    read = "store = open_case(case, write=False); print(len(store.projection().entries), verify(store, stands=stands).problems); store.close()"
    assert as_nobody(read, case) == "1 ()\n"
    told = as_nobody("open_case(case, write=True)", case)
    assert told.startswith("CaseReadOnly ")
    assert "can be read but not written here" in told
    assert "Copy the folder" in told


@needs_users
def test_a_write_protected_folder_in_wal_mode_can_be_read(case: Path, protected: Callable[[], None]) -> None:
    """Left so by a program that was killed just after it had folded its log in."""
    change = sqlite3.connect(case / "case.db")
    change.execute("PRAGMA journal_mode = WAL")
    change.close()
    protected()
    assert as_nobody("print(open_case(case, write=False).facts().name)", case) == "Norrby\n"


@needs_users
def test_a_write_protected_folder_with_an_open_log_says_so(case: Path, protected: Callable[[], None]) -> None:
    with open_case(case, write=True) as store:
        store.append_judgement("AB", "accept")
        log = (case / "case.db-wal").read_bytes()
    (case / "case.db-wal").write_bytes(log)
    protected()
    told = as_nobody("open_case(case, write=False)", case)
    assert told.startswith("CaseReadOnly ")
    assert "not closed properly" in told


@needs_users
def test_no_case_is_made_without_permission(case: Path, protected: Callable[[], None]) -> None:
    protected()
    told = as_nobody("create(case.parent / 'new', 'New')", case)
    assert told.startswith("CaseReadOnly ")


@needs_users
def test_a_case_that_may_not_be_read_is_named(case: Path) -> None:
    case.parent.chmod(0o755)
    (case / "case.db").chmod(0o000)
    told = as_nobody("open_case(case, write=False)", case)
    assert told.startswith(("CaseReadOnly ", "CaseDamaged "))
    assert case.name in told


def test_a_full_disk_is_named_and_what_was_kept_is_safe(case: Path) -> None:
    with open_case(case, write=True) as store:
        before = list(store.ledger())
        used = store.db.rows("PRAGMA page_count")[0][0]
        store.db.run(f"PRAGMA max_page_count = {used}")

        def fill() -> None:
            for number in range(1000):
                store.append_judgement("AB", "accept", reason=f"{number} " * 200)

        with pytest.raises(DiskFull, match=r"disk is full.*is safe.*run the same command again"):
            fill()
        made = len(store.judgements())
    with open_case(case, write=True) as store:
        assert len(list(store.ledger())) == len(before) + made
        assert verify(store, stands=stands).problems == ()
        store.append_judgement("AB", "accept")


def test_a_drive_without_shared_memory_says_network_share(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Share(sqlite3.Connection):
        """A connection on a drive where WAL does not come about."""

        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
            return super().execute(sql.replace("journal_mode = WAL", "journal_mode"), *values)  # type: ignore[arg-type]

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: real(*given, **{**named, "factory": Share}))
    with pytest.raises(CaseReadOnly, match="network share"):
        open_case(case, write=True)
    with open_case(case, write=False) as store:
        assert store.facts().name == "Norrby"


def test_a_case_used_by_another_program_is_busy(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_file, "PATIENCE", 0.2)
    with open_case(case, write=True) as one, open_case(case, write=True) as two:
        with one.db.transaction("long"), pytest.raises(CaseBusy, match="another program is writing"):
            two.append_judgement("AB", "accept")
        two.append_judgement("AB", "accept")


def test_the_last_to_close_folds_the_log_in(case: Path) -> None:
    one = open_case(case, write=True)
    two = open_case(case, write=True)
    reader = open_case(case, write=False)
    one.append_judgement("AB", "accept")
    assert len(reader.judgements()) == 1
    one.close()
    two.append_judgement("AB", "accept")
    two.close()
    assert len(reader.judgements()) == 2
    reader.close()
    reader.close()
    assert sorted(p.name for p in case.iterdir()) == ["case.db", "originals"]


def test_two_open_cases_append_to_one_chain(case: Path) -> None:
    with open_case(case, write=True) as one, open_case(case, write=True) as two:
        for store in (one, two, two, one):
            store.append_judgement("AB", "accept")
        assert [j.sequence for j in one.judgements()] == [1, 2, 3, 4]
        assert verify(one, stands=stands).problems == ()
        assert isinstance(one, CaseStore)
