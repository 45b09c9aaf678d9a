"""A case that cannot be written: full disk, no permission, newer version, somebody else's build, not a case at all."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.bad_input.outside import (
    COMMAND,
    PAGES,
    assert_put_away,
    build,
    build_here,
    chronofile,
    kept,
    ordinary_user,
    own_mounts,
    posix,
    wait_until_read,
)
from tests.bad_input.prose import prose

FULL_DISK = """
set -u
mount -t tmpfs -o size="$2" tmpfs "$1"
case="$1/case"; pages="$3"; shift 3
"$@" build "$case" "$pages" --jobs 1; echo "status $?" >&2
mount -o remount,size=60m "$(dirname "$case")"
if [ -e "$case/case.db" ] && [ -e "$case/originals" ]; then "$@" verify "$case"; echo "verified $?" >&2; fi
"$@" build "$case" "$pages" --jobs 1; echo "again $?" >&2
"$@" verify "$case"; echo "verified again $?" >&2
cp -r "$case" "$pages.copy"
"""


@posix
@pytest.mark.parametrize("size", ["40k", "120k", "700k"])
def test_a_full_disk(size: str, pages: Path, tmp_path: Path) -> None:
    """A small disk of memory that nobody else sees and that is gone with the process: full while the case is made,
    while its first page is kept, in the middle of a build.
    """
    before = own_mounts()
    noise = os.urandom(1 << 20).hex()
    (pages / "b big.html").write_text(PAGES["a ferry.html"] + f"<!-- {noise} -->", encoding="utf-8")
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        [*before, "sh", "-c", FULL_DISK, "sh", str(disk), size, str(pages), *COMMAND],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    told = done.stderr
    for trace in ("Traceback", "Fatal Python error", "Our defect"):
        assert trace not in told, told
    assert "status 1" in told, told
    assert f"{disk / 'case'}: the disk is full" in told
    assert "make room and run the same command again" in told
    if size == "700k":
        assert "verified 0" in told.split("again 0")[0], told
    assert "again 0" in told
    assert "verified again 0" in told
    assert kept(Path(f"{pages}.copy")) == {*PAGES, "b big.html"}


@posix
def test_a_case_that_may_only_be_read(case: Path, pages: Path) -> None:
    before = ordinary_user()
    build_here(case, pages)
    (pages / "b later.txt").write_text(PAGES["m union.txt"].replace("7 September", "6 September"))
    folders = [case, *(path for path in case.rglob("*") if path.is_dir())]
    files = [path for path in case.rglob("*") if path.is_file()]
    content = {path: path.read_bytes() for path in files}
    for path in files:
        path.chmod(0o444)
    for path in folders:
        path.chmod(0o555)
    try:
        said = build(case, pages, before=before)
        shown = chronofile("show", case, before=before)
        exported = chronofile("export", case, "--to", "csv", before=before)
        verified = chronofile("verify", case, before=before)
    finally:
        for path in folders:
            path.chmod(0o755)
    assert said.status == 1
    said.names(str(case), "can be read but not written", "Copy the folder to a place where you may write")
    assert [each.status for each in (shown, exported, verified)] == [0, 0, 0]
    assert "Mirjam Stolt" in shown.out
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == content
    assert kept(case) == set(PAGES)


@posix
def test_a_new_case_where_nothing_may_be_written(pages: Path, tmp_path: Path) -> None:
    before = ordinary_user()
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    said = build(closed / "case", pages, before=before)
    assert said.status == 1
    said.names(str(closed / "case"), "the system lets you make no folder here", "choose a place of your own")
    assert not list(closed.iterdir())


def test_a_case_of_a_newer_version(case: Path, pages: Path) -> None:
    build_here(case, pages)
    with sqlite3.connect(case / "case.db") as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version + 1}")
    connection.close()
    content = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    for arguments in (("build", case, pages), ("show", case), ("export", case, "--to", "csv"), ("verify", case)):
        said = chronofile(*arguments)
        assert (said.status, said.out) == (1, "")
        said.names(str(case), f"format {version + 1}", "newer version", "update Chronofile")
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == content


def test_a_case_whose_making_was_cut_short_is_made(case: Path, pages: Path) -> None:
    case.mkdir()
    (case / "case.db").write_bytes(b"")
    (case / "originals").mkdir()
    assert build(case, pages).status == 0
    assert kept(case) == set(PAGES)


def test_an_empty_folder_becomes_the_case(case: Path, pages: Path) -> None:
    case.mkdir()
    said = build(case, pages)
    assert (said.status, said.err) == (0, f"New case in {case}.\n")
    assert kept(case) == set(PAGES)


@pytest.mark.parametrize("content", ["another database", "no database"])
def test_a_case_db_that_is_not_ours(content: str, case: Path, pages: Path) -> None:
    case.mkdir()
    file = case / "case.db"
    if content == "another database":
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.close()
    else:
        file.write_bytes(b"Dear diary, " * 1000)
    before = file.read_bytes()
    said = build(case, pages)
    if content == "another database":
        assert said.status == 2
        said.names(str(case), "not made by Chronofile", "choose another folder")
    else:
        assert said.status == 1
        said.names(str(case), "cannot be read", "restore it from a backup")
    assert file.read_bytes() == before
    assert [path.name for path in case.iterdir()] == ["case.db"]


@posix
def test_two_builds_at_once(case: Path, pages: Path) -> None:
    """The first is held still while it reads a long page; the second is told who builds; the first ends unharmed."""
    (pages / "b long.txt").write_text(prose(80_000))
    first = subprocess.Popen(
        [*COMMAND, "build", str(case), str(pages), "--jobs", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        wait_until_read(case, "a ferry.html", first)
        first.send_signal(signal.SIGSTOP)
        second = build(case, pages)
        shown = chronofile("show", case)
    finally:
        first.send_signal(signal.SIGCONT)
        _, errors = first.communicate(timeout=120)
    assert (second.status, second.out) == (1, "")
    second.names(str(case), f"another build of this case is running (process {first.pid}", "wait until it has ended")
    shown.is_clear()
    assert (first.returncode, errors.decode()) == (0, f"New case in {case}.\n")
    assert kept(case) == {*PAGES, "b long.txt"}


@posix
def test_ctrl_c_while_a_page_is_read(case: Path, pages: Path) -> None:
    (pages / "b long.txt").write_text(prose(80_000))
    builder = subprocess.Popen(
        [*COMMAND, "build", str(case), str(pages), "--jobs", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        wait_until_read(case, "a ferry.html", builder)
        builder.send_signal(signal.SIGINT)
        out, errors = builder.communicate(timeout=60)
    finally:
        builder.kill()
    assert (builder.returncode, out) == (130, b"")
    assert errors.decode().splitlines()[1:] == ["Stopped; what was read is kept. Run the same command again to go on."]
    assert_put_away(case)
    assert build(case, pages).status == 0
    assert kept(case) == {*PAGES, "b long.txt"}
