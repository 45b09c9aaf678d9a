"""Which files below a folder are looked at, and in which order."""

import os
import socket
from pathlib import Path

import pytest

from chronofile.collect.walk import Found, shown, walk, why_not
from chronofile.model import Failure


def names(folder: Path) -> list[str]:
    return [Path(f.path).relative_to(folder).as_posix() for f in walk(str(folder)) if isinstance(f, Found)]


def lay(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("text")


def test_the_order_is_that_of_names(tmp_path: Path) -> None:
    lay(tmp_path, "b.html", "a/2.txt", "a/1.txt", "C.md", "a.txt", "ㄱ/선원.txt")
    assert names(tmp_path) == ["C.md", "a/1.txt", "a/2.txt", "a.txt", "b.html", "ㄱ/선원.txt"]


def test_hidden_things_cases_and_browser_folders_are_passed_over(tmp_path: Path) -> None:
    lay(tmp_path, ".git/x.txt", ".hidden.txt", "case/case.db", "case/originals/ab.txt", "Report.html")
    lay(tmp_path, "Report_files/ad.html", "Report-Dateien/ad.html", "Report_two_files/kept.html", "style.css", "x.js")
    assert names(tmp_path) == ["Report.html", "Report_two_files/kept.html"]


def test_a_case_named_by_itself_gives_its_loose_pages_only(tmp_path: Path) -> None:
    lay(tmp_path, "case.db", "originals/ab.txt", "loose.txt")
    assert names(tmp_path) == ["loose.txt"]


def test_originals_without_a_case_is_an_ordinary_folder(tmp_path: Path) -> None:
    lay(tmp_path, "originals/ab.txt")
    assert names(tmp_path) == ["originals/ab.txt"]


def test_what_is_likely_no_page_is_named_and_can_be_given_directly(tmp_path: Path) -> None:
    lay(tmp_path, "table.csv")
    (left_out,) = walk(str(tmp_path))
    assert isinstance(left_out, Failure)
    assert "table.csv" in left_out.message
    assert list(walk(str(tmp_path / "table.csv"))) == [Found(str(tmp_path / "table.csv"), True)]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
def test_links_in_circles_end(tmp_path: Path) -> None:
    lay(tmp_path, "a/x.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    found = list(walk(str(tmp_path)))
    assert [f.path for f in found if isinstance(f, Found)] == [str(tmp_path / "a" / "x.txt")]
    said = sorted(f.message for f in found if isinstance(f, Failure))
    assert len(said) == 2
    assert "not there" in said[0]
    assert "circle" in said[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipes_and_sockets_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert list(walk(str(tmp_path))) == []
    assert "pipe" in next(f.message for f in walk(str(tmp_path / "pipe.txt")) if isinstance(f, Failure))
    with socket.socket(socket.AF_UNIX) as here:
        os.chdir(tmp_path)
        here.bind("s.txt")
        assert "device" in next(f.message for f in walk("s.txt") if isinstance(f, Failure))


def test_very_deep_folders_stop_with_a_word(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 70)
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("x")
    (failed,) = walk(str(tmp_path))
    assert isinstance(failed, Failure)
    assert failed.kind == "limit"


def test_refusals_in_words() -> None:
    assert "permission" in why_not(PermissionError(13, "Permission denied"))
    assert "moved" in why_not(FileNotFoundError(2, "No such file"))
    assert "circle" in why_not(OSError(40, "Too many levels of symbolic links"))
    assert "another disk" in why_not(OSError(5, "Input/output error"))
    assert isinstance(next(iter(walk("a\0b"))), Failure)


def test_names_that_are_no_text_can_be_printed() -> None:
    assert shown(b"caf\xe9.txt".decode("utf-8", "surrogateescape")) == "caf\\xe9.txt"
    shown("한국어 이름.html").encode()
