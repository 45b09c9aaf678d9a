"""Two copies of a case: the same, one ahead, gone apart, or two cases."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from chronofile import Case
from chronofile.api.apart import compare, since
from chronofile.api.safe import backup
from chronofile.cli_safe import backup as backup_command
from chronofile.cli_safe import compare as compare_command
from chronofile.cli_safe import restore as restore_command
from chronofile.errors import CalledWrongly


@pytest.fixture
def copy(case: Case, tmp_path: Path) -> Path:
    case.close()
    shutil.copytree(case.path, tmp_path / "copy")
    return tmp_path / "copy"


def decide(folder: Path, count: int, by: str) -> None:
    with Case.open(folder) as case:
        events = [entry.id for entry in case.chronology().entries if entry.aspect == "event"]
        for own in events[:count]:
            case.judge.accept(own, by=by)


def test_a_copy_is_the_same(case: Case, copy: Path) -> None:
    found = compare(case.path, copy)
    assert found.relation == "same"
    assert found.only_first.lines == found.only_second.lines == 0


def test_one_is_ahead(case: Case, copy: Path) -> None:
    shared = compare(case.path, copy).shared
    decide(copy, 2, "JL")
    found = compare(case.path, copy)
    assert (found.relation, found.shared) == ("second ahead", shared)
    assert (found.only_second.lines, found.only_second.kinds, found.only_second.by) == (2, {"judgement": 2}, ("JL",))
    assert compare(copy, case.path).relation == "first ahead"
    with Case.open(copy) as ahead:
        assert since(ahead, shared) == found.only_second


def test_they_went_apart(case: Case, copy: Path) -> None:
    decide(case.path, 1, "MK")
    decide(copy, 2, "JL")
    found = compare(case.path, copy)
    assert (found.relation, found.parted_at) == ("parted", found.shared + 1)
    assert (found.only_first.by, found.only_second.by) == (("MK",), ("JL",))
    assert (found.only_first.lines, found.only_second.lines) == (1, 2)


def test_a_backup_beside_its_case(case: Case, tmp_path: Path) -> None:
    backup(case, tmp_path / "kept.zip")
    assert compare(tmp_path / "kept.zip", case.path).relation == "same"
    decide(case.path, 1, "MK")
    assert compare(tmp_path / "kept.zip", case.path).relation == "second ahead"


def test_another_case(case: Case, tmp_path: Path) -> None:
    Case.create(tmp_path / "other", "Other").close()
    assert compare(case.path, tmp_path / "other").relation == "other case"


def test_a_log_that_was_tampered_with_proves_nothing(case: Case, copy: Path) -> None:
    with sqlite3.connect(copy / "case.db") as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute("UPDATE ledger SET made_by = 'somebody' WHERE number = 2")
    db.close()
    found = compare(case.path, copy)
    assert found.relation == "damaged"
    assert "line 2" in found.problem


def test_what_is_no_copy(case: Case, tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly, match="not found"):
        compare(case.path, tmp_path / "no")
    with pytest.raises(CalledWrongly, match="no case here"):
        compare(case.path, tmp_path)
    (tmp_path / "note.txt").write_text("hello")
    with pytest.raises(CalledWrongly, match="no backup"):
        compare(case.path, tmp_path / "note.txt")


def test_the_commands(case: Case, copy: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    file, back = str(tmp_path / "kept.zip"), str(tmp_path / "back")
    made = run(backup_command, [str(copy), file])
    assert (made.exit_code, "2 pages" in made.stderr) == (0, True), made.output
    again = run(restore_command, [file, back])
    assert (again.exit_code, "“Two divers”" in again.stdout) == (0, True), again.output
    assert run(compare_command, [file, back]).exit_code == 0
    decide(Path(back), 1, "JL")
    ahead = run(compare_command, [str(copy), back])
    assert ahead.exit_code == 0
    assert f"{back} is ahead" in ahead.stdout
    decide(copy, 2, "MK")
    apart = run(compare_command, [str(copy), back])
    assert apart.exit_code == 1
    assert "went apart at line" in apart.stdout
    assert '"relation":"parted"' in run(compare_command, [str(copy), back, "--json"]).stdout


def test_the_commands_of_a_locked_backup(case: Case, copy: Path, tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    run = CliRunner().invoke
    file, back, words = str(tmp_path / "kept.zip.age"), str(tmp_path / "back"), "four quiet words here"
    made = run(backup_command, [str(copy), file, "--lock"], input=f"{words}\n{words}\n")
    assert (made.exit_code, "Written, locked" in made.stderr) == (0, True), made.output
    assert words not in made.output
    (tmp_path / "words.txt").write_text(f"{words}\nmore\n")
    given = ["--passphrase-file", str(tmp_path / "words.txt")]
    assert run(restore_command, [file, back, *given]).exit_code == 0
    assert run(compare_command, [file, back], input=f"{words}\n").exit_code == 0
    (tmp_path / "empty.txt").write_text("\n")
    refused = run(backup_command, [str(copy), f"{file}2", "--passphrase-file", str(tmp_path / "empty.txt")])
    assert (refused.exit_code, "empty first line" in refused.output) == (2, True), refused.output
    assert not (tmp_path / "kept.zip.age2").exists()
