"""Paths as people give them: missing, empty, strange, swapped."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from chronofile import Case
from tests.bad_input.outside import PAGES, build, chronofile, kept


def test_paths_that_hold_no_page_among_good_ones(case: Path, pages: Path, tmp_path: Path) -> None:
    holding = {"empty": (), "furniture": ("style.css", "font.woff2"), "hidden": (".hidden.html",)}
    folders = [tmp_path / f"nothing here, {name}" for name in holding]
    for folder, files in zip(folders, holding.values(), strict=True):
        folder.mkdir()
        for name in files:
            (folder / name).write_text("body { color: red }")
    missing = [tmp_path / "no such page.html", pages / "m union.txt" / "inside a file.html"]
    long_name = Path("x" * 300)
    said = build(case, *missing, long_name, *folders, pages)
    assert said.status == 1
    said.is_clear()
    for path in missing:
        said.names(f"Not read: {path} is not there (any more): check the name")
    said.names(f"Not read: {long_name} has too long a name: rename it")
    for folder in folders:
        said.names(f"Not read: {folder} holds nothing that can be read: give HTML, text, RSS, Atom or WARC files")
    assert "6 files not read" in said.out
    assert kept(case) == set(PAGES)


def test_nothing_but_missing_paths_is_called_wrongly(case: Path, tmp_path: Path) -> None:
    said = build(case, tmp_path / "no such page.html")
    assert said.status == 2
    said.names("no such page.html", "Nothing was built", "give a file or a folder that exists")
    assert not case.exists()


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_what_is_no_file_and_a_name_that_is_no_text(case: Path, pages: Path) -> None:
    os.mkfifo(pages / "b pipe.html")
    bad_name = os.fsdecode(b"b \xff\xfe.html")
    with suppress(OSError):  # macOS takes text alone for names
        (pages / bad_name).write_text("")
    said = build(case, pages / "b pipe.html", pages, Path("/dev/null"))
    assert said.status == 1
    said.names("b pipe.html", "/dev/null", "is not a file but a device, pipe or socket")
    if (pages / bad_name).exists():
        said.names(r"b \xff\xfe.html is empty")
    assert kept(case) == set(PAGES)


def test_spaces_and_korean_letters_everywhere(tmp_path: Path) -> None:
    """From the pages to the case, its exports and the next build."""
    pages, case = tmp_path / "기사 모음 (2023)" / "9월", tmp_path / "내 사건" / "선장 석방 — case 1"
    pages.mkdir(parents=True)
    for number, text in enumerate(PAGES.values()):
        (pages / f"기사 {number}.html").write_text(text, encoding="utf-8")
    first = build(case, pages)
    assert (first.status, first.err) == (0, f"New case in {case}.\n")
    assert f'chronofile show "{case}"' in first.out
    assert kept(case) == {f"기사 {number}.html" for number in range(3)}
    with Case.open(case, write=False) as opened:
        assert opened.name == "선장 석방 — case 1"
    target = tmp_path / "내보내기" / "연표 하나.html"
    target.parent.mkdir()
    assert chronofile("export", case, "--to", "html", "-o", target).status == 0
    assert "선장 석방 — case 1" in target.read_text(encoding="utf-8")
    assert chronofile("verify", case, "--against", target).status == 0
    assert build(case, pages).out.startswith("0 new pages, 3 already kept; 0 new entries, 0 changed.")


def test_the_two_arguments_swapped(pages: Path, tmp_path: Path) -> None:
    """The folder of pages is not made a case, and nothing is put into it."""
    before = {path.name for path in pages.iterdir()}
    (tmp_path / "case").mkdir()
    said = build(pages, tmp_path / "case")
    assert said.status == 2
    said.names(str(pages), "the folder is not empty", "a case needs a folder of its own")
    assert {path.name for path in pages.iterdir()} == before


def test_a_file_where_the_case_should_be(pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "case"
    file.write_text("notes")
    said = build(file, pages)
    assert said.status == 2
    said.names(str(file), "a file stands where the case's folder should be", "choose another name")
    assert file.read_text() == "notes"


def test_a_case_where_no_folder_can_be(pages: Path, tmp_path: Path) -> None:
    """Each is told at once, before any work."""
    for case in (pages / "m union.txt" / "case", tmp_path / ("x" * 300)):
        said = build(case, pages)
        assert (said.status, said.out) == (2, "")
        said.names(str(case), "no folder can be made here", "choose another name")
    assert chronofile("show", tmp_path / ("x" * 300)).status == 2
