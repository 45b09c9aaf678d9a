"""A case in one file: whole or not there, back as it was, and nothing a stranger's zip says is believed."""

from __future__ import annotations

import io
import os
import stat
import struct
import threading
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from chronofile import Case
from chronofile.api.safe import backup, backups, read_manifest, restore
from chronofile.errors import CalledWrongly, CaseDamaged, ChronofileError, DiskFull
from chronofile.show import EXPORTERS
from chronofile.store import boundary

ORIGINAL = "originals/ab/cd/abcd" + "0" * 60 + ".zst"


@pytest.fixture
def packed(case: Case, tmp_path: Path) -> Path:
    backup(case, tmp_path / "kept.zip", by="MK")
    return tmp_path / "kept.zip"


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_case_comes_back_as_it_was(case: Case, tmp_path: Path) -> None:
    entry = case.chronology().entries[0]
    case.judge.accept(entry.id, by="MK")
    before = case.chronology() and case.chronology()  # the second comes from where it is kept
    made = backup(case, tmp_path / "kept.zip", by="MK")
    assert (made.manifest.pages, made.manifest.by, made.manifest.name) == (2, "MK", "Two divers")
    assert restore(tmp_path / "kept.zip", tmp_path / "elsewhere" / "back") == made.manifest
    with Case.open(tmp_path / "elsewhere" / "back") as back:
        assert back.store.content_digest() == case.store.content_digest() == made.manifest.content_digest
        assert back.store.ledger_head() == case.store.ledger_head()
        assert back.chronology() == before
        assert back.verify().problems == ()
        assert back.judge.reject(entry.id, by="MK"), "it can be worked on"
    assert "backup.json" not in _names(tmp_path / "elsewhere" / "back")


def test_exports_of_what_came_back_are_the_same_to_the_byte(case: Case, packed: Path, tmp_path: Path) -> None:
    restore(packed, tmp_path / "back")
    with Case.open(case.path, write=False) as first, Case.open(tmp_path / "back", write=False) as back:
        for each in EXPORTERS:
            assert back.export(each.name) == first.export(each.name), each.name


def test_unpacked_by_any_program_it_is_the_case(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as file:
        file.extractall(tmp_path / "by hand")
    with Case.open(tmp_path / "by hand") as back:
        assert back.verify().problems == ()


def test_a_backup_while_others_write(case: Case, tmp_path: Path) -> None:
    entries = [entry.id for entry in case.chronology().entries if entry.aspect == "event"]
    over = threading.Event()

    def work() -> None:
        with Case.open(case.path) as other:
            while not over.is_set():
                for own in entries:
                    other.judge.unsure(own, by="JL")
                    other.judge.undo(by="JL")

    worker = threading.Thread(target=work)
    worker.start()
    try:
        with Case.open(case.path, write=False) as looked:
            for number in range(4):
                backup(looked, tmp_path / f"{number}.zip")
    finally:
        over.set()
        worker.join()
    lines = [restore(tmp_path / f"{number}.zip", tmp_path / f"back {number}").line for number in range(4)]
    assert lines == sorted(lines)


def test_what_goes_along(case: Case, tmp_path: Path) -> None:
    from chronofile.api.checks import keep_check, kept_checks
    from chronofile.api.draft import check_draft
    from chronofile.api.preferences import Preferences

    case.prefer(Preferences(signature="MK"))
    keep_check(case, check_draft(case, b"On 14 May 2024 they dived.", "brief.txt"))
    backup(case, tmp_path / "mine.zip")
    backup(case, tmp_path / "hers.zip", whole=False)
    restore(tmp_path / "mine.zip", tmp_path / "mine")
    restore(tmp_path / "hers.zip", tmp_path / "hers")
    with Case.open(tmp_path / "mine") as mine, Case.open(tmp_path / "hers") as hers:
        assert (mine.preferences().signature, kept_checks(mine)) == ("MK", (1,))
        assert (hers.preferences().signature, kept_checks(hers)) == ("", ())
    assert b"brief.txt" not in (tmp_path / "hers.zip").read_bytes()


def test_backups_are_noted_beside_the_record(case: Case, tmp_path: Path) -> None:
    assert backups(case) == ()
    lines = len(list(case.store.ledger()))
    first = backup(case, tmp_path / "1.zip")
    second = backup(case, tmp_path / "2.zip", by="JL")
    assert backups(case) == (second, first)
    assert len(list(case.store.ledger())) == lines, "the copy and the case go on as one"
    assert read_manifest(tmp_path / "2.zip").by == "JL"


def test_nothing_is_written_over(case: Case, packed: Path, tmp_path: Path) -> None:
    before = packed.read_bytes()
    with pytest.raises(CalledWrongly, match="something is there already"):
        backup(case, packed)
    assert packed.read_bytes() == before
    with pytest.raises(CalledWrongly, match="no such folder"):
        backup(case, tmp_path / "nowhere" / "kept.zip")
    with pytest.raises(CalledWrongly, match="something is there already"):
        restore(packed, case.path)
    (tmp_path / "empty").mkdir()
    restore(packed, tmp_path / "empty")
    assert (tmp_path / "empty" / "case.db").is_file()


def test_a_damaged_page_is_not_backed_up_for_a_whole_one(case: Case, tmp_path: Path) -> None:
    digest = case.pages()[0].snapshot.sha256
    place = case.store.originals.place(digest)
    place.chmod(0o644)
    place.write_bytes(place.read_bytes()[:-40])
    with pytest.raises(CaseDamaged, match=digest):
        backup(case, tmp_path / "kept.zip")
    assert _names(tmp_path) == ["case", "pages"]


@pytest.mark.parametrize("at", ["backup: after database", "backup file: after database", "backup file: before rename"])
def test_never_half_a_backup(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    def reached(name: str) -> None:
        if name == at:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(boundary, "reached", reached)
    with pytest.raises(DiskFull):
        backup(case, tmp_path / "kept.zip")
    assert _names(tmp_path) == ["case", "pages"]
    monkeypatch.undo()
    backup(case, tmp_path / "kept.zip")
    restore(tmp_path / "kept.zip", tmp_path / "back")


@pytest.mark.parametrize("at", ["restore: after file", "restore: before rename"])
def test_never_half_a_case(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    def reached(name: str) -> None:
        if name == at:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(boundary, "reached", reached)
    with pytest.raises(DiskFull):
        restore(packed, tmp_path / "back")
    assert _names(tmp_path) == ["case", "kept.zip", "pages"]


def test_any_flipped_or_missing_byte_is_found(packed: Path, tmp_path: Path) -> None:
    whole = packed.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        broken = bytearray(whole)
        broken[at] ^= 0x10
        _refused(bytes(broken), tmp_path, may_be_harmless=True)
    for cut in (0, 1, 21, 100, len(whole) // 2, len(whole) - 1):
        _refused(whole[:cut], tmp_path)


def test_any_flipped_byte_of_the_list_at_its_end_is_found(packed: Path, tmp_path: Path) -> None:
    whole = packed.read_bytes()
    end = whole.rindex(b"PK\x05\x06")
    first = whole.rindex(b"PK\x01\x02", 0, end)
    for at in range(first, len(whole)):
        broken = bytearray(whole)
        broken[at] ^= 0x10
        _refused(bytes(broken), tmp_path, may_be_harmless=True)


def _refused(data: bytes, tmp_path: Path, *, may_be_harmless: bool = False) -> str:
    """Restore it: refused without a trace, or, where a bit said nothing (a time stamp), restored whole."""
    file, back = tmp_path / "given.zip", tmp_path / "back"
    file.write_bytes(data)
    before = set(_names(tmp_path))
    try:
        restore(file, back)
    except ChronofileError as error:
        assert set(_names(tmp_path)) == before
        return str(error)
    assert may_be_harmless, "this should not have been restored"
    with Case.open(back, write=False) as case:
        assert case.verify().problems == ()
    _clear(back)
    return ""


def _clear(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o700)
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


def _with(packed: Path, change: Callable[[zipfile.ZipFile], None]) -> bytes:
    made = io.BytesIO(packed.read_bytes())
    with warnings.catch_warnings(), zipfile.ZipFile(made, "a") as file:
        warnings.simplefilter("ignore")
        change(file)
    return made.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "../../evil.txt",
        "/tmp/evil.txt",
        "C:\\evil.txt",
        "C:/evil.txt",
        "originals\\ab\\cd.zst",
        "originals/../../evil",
        "originals/ab/cd/../../../evil.zst",
        "//server/share/evil",
        "case.db\0.txt",
        "CASE.DB",
        "Case.db",
        "originals/AB/CD/ABCD" + "0" * 60 + ".zst",
        "case.db-wal",
        "evil.py",
        "checks/../../evil.json",
        "checks/0.json",
        "originals/ab/ce/abcd" + "0" * 60 + ".zst",
        ".",
        "",
        "con",
        "\u202eevil",
    ],
)
def test_a_name_that_no_backup_holds(packed: Path, tmp_path: Path, name: str) -> None:
    def add(file: zipfile.ZipFile) -> None:
        line = zipfile.ZipInfo("placeholder")
        line.filename = line.orig_filename = name
        file.writestr(line, b"x")

    assert "holds" in _refused(_with(packed, add), tmp_path)
    assert not (tmp_path.parent / "evil.txt").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_what_is_no_plain_file(packed: Path, tmp_path: Path, kind: int) -> None:
    def add(file: zipfile.ZipFile) -> None:
        line = zipfile.ZipInfo(ORIGINAL)
        line.external_attr = (kind | 0o777) << 16
        file.writestr(line, b"/etc/passwd")

    assert "holds" in _refused(_with(packed, add), tmp_path)


def test_a_name_twice(packed: Path, tmp_path: Path) -> None:
    said = _refused(_with(packed, lambda file: file.writestr("case.db", b"another")), tmp_path)
    assert "case.db twice" in said


def test_a_bomb(packed: Path, tmp_path: Path) -> None:
    def grow(file: zipfile.ZipFile) -> None:
        file.writestr("checks/1.json", b"0" * (30 << 20), zipfile.ZIP_DEFLATED, 9)

    assert "grow" in _refused(_with(packed, grow), tmp_path)

    def packed_page(file: zipfile.ZipFile) -> None:
        file.writestr(ORIGINAL, b"0" * 5000, zipfile.ZIP_DEFLATED)

    assert "grow" in _refused(_with(packed, packed_page), tmp_path)


def test_a_size_that_lies(packed: Path, tmp_path: Path) -> None:
    """A line that promises less than comes out of it is taken at its word, and stopped there."""
    data = bytearray(_with(packed, lambda f: f.writestr("checks/1.json", b"0" * 3_000_000, zipfile.ZIP_DEFLATED)))
    wrong = struct.pack("<I", 3_000_000)
    for at in [n for n in range(len(data)) if data.startswith(wrong, n)]:
        data[at : at + 4] = struct.pack("<I", 1000)
    assert "damaged" in _refused(bytes(data), tmp_path)


def test_more_than_there_is_room_for(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=65 << 20))
    assert "no room" in _refused(_with(packed, _six_mb), tmp_path)


def _six_mb(file: zipfile.ZipFile) -> None:
    for number in range(1, 3):
        file.writestr(f"checks/{number}.json", os.urandom(3 << 20))


def test_more_lines_than_a_backup_has(packed: Path, tmp_path: Path) -> None:
    """The count stands at the end of a zip and is read before the lines are."""
    data = bytearray(packed.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    data[at + 8 : at + 12] = struct.pack("<HH", 0xFFFF, 0xFFFF)
    assert "damaged" in _refused(bytes(data), tmp_path)
    wide = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 10**9, 10**9, 10**6, 0)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1)
    assert "more files" in _refused(bytes(data[:at]) + wide + locator + bytes(data[at:]), tmp_path)


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x05\x06" + bytes(18), b"%PDF-1.7", b"PK\x03\x04" * 10])
def test_what_is_no_backup(tmp_path: Path, data: bytes) -> None:
    assert "no backup" in _refused(data, tmp_path)


def test_a_zip_of_zips(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("0", bytes(1 << 20))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(16):
            file.writestr(f"lib {number}.zip", inner.getvalue())
    assert "it holds" in _refused(outer.getvalue(), tmp_path)


def test_a_password(packed: Path, tmp_path: Path) -> None:
    data = bytearray(packed.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    assert "password" in _refused(bytes(data), tmp_path)


def _rebuilt(packed: Path, tmp_path: Path, sql: str = "", manifest: tuple[str, str] = ("", "")) -> bytes:
    """The same backup with another database, or another manifest, every check sum of the zip in order."""
    import sqlite3

    folder = tmp_path / "rebuilt"
    with zipfile.ZipFile(packed) as file:
        file.extractall(folder)
    if sql:
        with sqlite3.connect(folder / "case.db") as db:
            db.executescript(sql)
        db.close()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            data = path.read_bytes()
            if path.name == "backup.json":
                data = data.replace(manifest[0].encode(), manifest[1].encode())
            file.writestr(path.relative_to(folder).as_posix(), data)
    _clear(folder)
    return made.getvalue()


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER later AFTER INSERT ON judgement BEGIN SELECT 1; END",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TABLE stranger (a)",
        "UPDATE meta SET question = 'another'",
        "UPDATE acquisition SET body = replace(body, 'MK', '') || ' '",
    ],
)
def test_a_database_with_more_or_other_than_ours(packed: Path, tmp_path: Path, sql: str) -> None:
    assert "Nothing was restored" in _refused(_rebuilt(packed, tmp_path, sql), tmp_path)


def test_a_page_left_out(packed: Path, tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(packed) as whole, zipfile.ZipFile(made, "w") as file:
        left_out = next(name for name in whole.namelist() if name.startswith("originals/"))
        for name in whole.namelist():
            if name != left_out:
                file.writestr(name, whole.read(name))
    assert "missing" in _refused(made.getvalue(), tmp_path)


def test_a_manifest_of_another_case(packed: Path, tmp_path: Path) -> None:
    said = _refused(_rebuilt(packed, tmp_path, manifest=(read_manifest(packed).case, "0" * 32)), tmp_path)
    assert "another case" in said
    assert "newer version" in _refused(_rebuilt(packed, tmp_path, manifest=('"format": 1', '"format": 2')), tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="forks of POSIX")
@pytest.mark.parametrize("at", ["backup: after database", "backup file: after database", "backup file: before rename"])
def test_a_killed_backup_leaves_no_file_of_that_name(case: Case, tmp_path: Path, at: str) -> None:
    path = case.path
    case.close()
    child = os.fork()
    if child == 0:

        def reached(name: str) -> None:
            if name == at:
                os._exit(9)

        boundary.reached = reached
        with Case.open(path, write=False) as other:
            backup(other, tmp_path / "kept.zip")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert not (tmp_path / "kept.zip").exists()
    with Case.open(path) as again:
        assert again.verify().problems == ()
        backup(again, tmp_path / "kept.zip")
    restore(tmp_path / "kept.zip", tmp_path / "back")
