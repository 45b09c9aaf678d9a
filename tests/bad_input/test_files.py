"""One bad file among good ones: it is named with a way out, the status is 1, and every other page is kept."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from chronofile import Case
from tests.bad_input.outside import PAGES, Said, build, kept, ordinary_user, posix, some_pages

ARCHIVED = "https://gazette.example/{}"


GZIPPED = gzip.compress("".join(PAGES.values()).encode() * 3)

BAD: dict[str, tuple[bytes | Path, str, str]] = {
    "b empty.html": (b"", "is empty", "save the page again"),
    "b blank.txt": (b"\xef\xbb\xbf \r\n\t\n" * 9, "is empty", "save the page again"),
    "b binary.html": (bytes(range(256)) * 300, "is not text, whatever its name says", "save the page again"),
    "b picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(5000), "is an image", "paste its text into a .txt file"),
    "b truncated.html.gz": (GZIPPED[: len(GZIPPED) * 2 // 3], "its gzip is cut short", "Copy or download it again"),
    "b damaged.html.gz": (GZIPPED[:20] + b"\xff" * 200, "its gzip is damaged", "Copy or download it again"),
    "b link.html": (Path("nowhere.html"), "is not there (any more)", "check the name"),
    "b circle.html": (Path("b circle.html"), "is a link that leads in a circle", "give the file it was meant for"),
}
"""Name to content (a path: what it is a link to), why it is not read, and the way out."""


@pytest.fixture(scope="module")
def among_good_ones(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Said]:
    """All bad files beside the good ones, built at once: the pages, the case, what the command said."""
    folder = tmp_path_factory.mktemp("bad")
    pages = some_pages(folder / "pages")
    for name, (content, _, _) in BAD.items():
        if isinstance(content, bytes):
            (pages / name).write_bytes(content)
        else:
            (pages / name).symlink_to(pages / content)
    return pages, folder / "case", build(folder / "case", pages)


@posix
def test_bad_files_cost_themselves_alone(among_good_ones: tuple[Path, Path, Said]) -> None:
    _, case, said = among_good_ones
    assert said.status == 1
    said.is_clear()
    assert "3 new pages" in said.out
    assert f"{len(BAD)} files not read" in said.out
    assert len(said.err.splitlines()) == len(BAD) + 1
    assert kept(case) == set(PAGES)


@posix
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_a_way_out(name: str, among_good_ones: tuple[Path, Path, Said]) -> None:
    pages, case, said = among_good_ones
    _, why, way_out = BAD[name]
    (line,) = [line for line in said.err.splitlines() if line.startswith(f"Not read: {pages / name} ")]
    assert why in line
    assert way_out in line
    with Case.open(case, write=False) as opened:
        (failure,) = [failure for failure in opened.failures() if failure.location == str(pages / name)]
    assert failure.kind == "input"
    assert failure.message in line


def test_a_file_that_was_mended_is_no_failure_any_more(case: Path, pages: Path) -> None:
    bad = pages / "b empty.html"
    bad.write_bytes(b"")
    with Case.create(case) as opened:
        assert [failure.location for failure in opened.build([pages], jobs=0).failures] == [str(bad)]
    bad.write_text("The ferry sails again\n\nPort Hallow, 20 September 2023. The ferry sailed on 19 September 2023.\n")
    said = build(case, pages)
    assert (said.status, said.err) == (0, "")
    assert kept(case) == {*PAGES, bad.name}
    with Case.open(case, write=False) as opened:
        assert opened.failures() == ()


def record(name: str, page: str, *, lie: int = 0) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2023-09-15T00:00:00Z\r\n"
        f"WARC-Target-URI: {ARCHIVED.format(name)}\r\nWARC-Record-ID: <urn:example:{name}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body) + lie}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def urls(case: Path) -> set[str | None]:
    with Case.open(case, write=False) as opened:
        return {page.url for page in opened.pages()}


LIES = {"short": -40, "long": 40, "over the next": 3_000, "absurd": 10**17}
PACKED: dict[str, Callable[[bytes], bytes]] = {"plain.warc": bytes, "packed.warc.gz": gzip.compress}


def test_a_warc_with_a_lying_length_costs_that_record(case: Path, tmp_path: Path) -> None:
    folder, whole = tmp_path / "archives", set()
    folder.mkdir()
    for lie, off in LIES.items():
        for name, pack in PACKED.items():
            own = f"{lie.replace(' ', '-')}-{name}"
            first, last = (PAGES[page].replace("Mirjam", own) for page in ("a ferry.html", "z freed.html"))
            parts = record(f"{own}/1", first), record(f"{own}/2", first + "!", lie=off), record(f"{own}/3", last)
            (folder / own).write_bytes(b"".join(map(pack, parts)))
            whole |= {ARCHIVED.format(f"{own}/1"), ARCHIVED.format(f"{own}/3")}
    said = build(case, folder)
    assert said.status == 1
    assert f"{len(whole)} new pages" in said.out
    for archive in folder.iterdir():
        where = f"({ARCHIVED.format(f'{archive.name}/2')})"
        said.names(str(archive), where, "its length", "The other records were kept", "fetch that page again")
    assert len(said.err.splitlines()) == len(LIES) * len(PACKED) + 1
    kept(case)
    assert urls(case) == whole


def test_a_warc_cut_off_by_a_broken_download_keeps_what_came(case: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.warc.gz"
    last = gzip.compress(record("2", PAGES["z freed.html"]))
    archive.write_bytes(gzip.compress(record("1", PAGES["a ferry.html"])) + last[: len(last) // 2])
    said = build(case, archive)
    assert said.status == 1
    said.names(str(archive), "left out")
    kept(case)
    assert urls(case) == {ARCHIVED.format(1)}


CHARSETS = {"one": ("utf-8", "windows-1252"), "two": ("us-ascii", "utf-8"), "three": ("utf-16", "windows-1252")}
"""Declared and real."""


def test_a_page_that_lies_about_its_charset_is_read_as_what_it_is(case: Path, pages: Path) -> None:
    words = "Die Kapitänin Zoë Brühl fährt wieder – nach fünf Tagen. Das Fährschiff „Möwe“ läuft am Mittwoch aus. "
    for name, (declared, real) in CHARSETS.items():
        page = f'<html><head><meta charset="{declared}"><title>Zoë Brühl fährt</title></head><body><h1>Zoë Brühl fährt</h1><p>{words * 6}{name}</p></body></html>'
        (pages / f"b {name}.html").write_bytes(page.encode(real))
    no_charset = (
        PAGES["z freed.html"].encode().replace(b"nine days", b"nine \xff\xfe\x81\xc3 \x00 and \xed\xa0\x80 days")
    )
    (pages / "b bytes.html").write_bytes(no_charset)
    said = build(case, pages)
    assert (said.status, said.err) == (0, f"New case in {case}.\n")
    assert kept(case) == {*PAGES, *(f"b {name}.html" for name in CHARSETS), "b bytes.html"}
    with Case.open(case, write=False) as opened:
        for page in opened.pages():
            if Path(page.location).stem.removeprefix("b ") in CHARSETS:
                assert page.headline == "Zoë Brühl fährt"
                assert "„Möwe“" in opened.page(page.text_layer).article.text


def test_a_file_and_a_folder_that_may_not_be_read(case: Path, pages: Path) -> None:
    before = ordinary_user()
    locked, closed = pages / "b locked.html", pages / "c closed"
    locked.write_text(PAGES["a ferry.html"] + "<!-- another -->")
    closed.mkdir()
    (closed / "inside.html").write_text(PAGES["a ferry.html"] + "<!-- inside -->")
    locked.chmod(0)
    closed.chmod(0)
    try:
        said = build(case, pages, before=before)
    finally:
        locked.chmod(0o644)
        closed.chmod(0o755)
    assert said.status == 1
    said.names(str(locked), str(closed), "may not be read", "give yourself permission to read it")
    assert "2 files not read" in said.out
    assert kept(case) == set(PAGES)


def test_a_file_that_the_system_refuses(case: Path, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on any system and for any user: the refusal comes from a stand-in for the system's `open`."""
    locked = pages / "b locked.html"
    locked.write_text(PAGES["a ferry.html"] + "<!-- another -->")
    real = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if str(path) == str(locked):
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    with Case.create(case) as opened:
        report = opened.build([pages], jobs=0)
    assert report.pages_new == 3
    (failure,) = report.failures
    assert failure.location == str(locked)
    assert f"{locked} may not be read: give yourself permission" in failure.message
    assert kept(case) == set(PAGES)
