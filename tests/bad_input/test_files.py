"""One bad file among good ones: it is named with a way out, the status is 1, and every other page is kept."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from chronofile import Case
from tests.bad_input.outside import PAGES, build, kept, ordinary_user

ARCHIVED = "https://gazette.example/{}"


def empty(folder: Path) -> Path:
    path = folder / "b empty.html"
    path.write_bytes(b"")
    return path


def blank(folder: Path) -> Path:
    path = folder / "b blank.txt"
    path.write_bytes(b"\xef\xbb\xbf \r\n\t\n" * 9)
    return path


def binary(folder: Path) -> Path:
    path = folder / "b program.html"
    path.write_bytes(bytes(range(256)) * 300)
    return path


def picture(folder: Path) -> Path:
    path = folder / "b picture.html"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))
    return path


def truncated_gzip(folder: Path) -> Path:
    path = folder / "b page.html.gz"
    whole = gzip.compress("".join(PAGES.values()).encode() * 3)
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def damaged_gzip(folder: Path) -> Path:
    path = folder / "b page.html.gz"
    path.write_bytes(gzip.compress(PAGES["a ferry.html"].encode())[:20] + b"\xff" * 200)
    return path


def gone(folder: Path) -> Path:
    path = folder / "b link.html"
    path.symlink_to(folder / "nowhere.html")
    return path


def circle(folder: Path) -> Path:
    path = folder / "b circle.html"
    path.symlink_to(path)
    return path


@pytest.mark.parametrize(
    ("make", "why", "way_out"),
    [
        (empty, "is empty", "save the page again"),
        (blank, "is empty", "save the page again"),
        (binary, "is not text, whatever its name says", "save the page again"),
        (picture, "is an image", "paste its text into a .txt file"),
        (truncated_gzip, "its gzip is cut short", "Copy or download it again"),
        (damaged_gzip, "its gzip is damaged", "Copy or download it again"),
        (gone, "is not there (any more)", "check the name"),
        (circle, "is a link that leads in a circle", "give the file it was meant for"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_bad_file_costs_itself_alone(
    make: Callable[[Path], Path], why: str, way_out: str, case: Path, pages: Path
) -> None:
    bad = make(pages)
    said = build(case, pages)
    assert said.status == 1
    said.names(str(bad), why, way_out)
    assert "3 new pages" in said.out
    assert "1 file not read" in said.out
    assert kept(case) == set(PAGES)
    with Case.open(case, write=False) as opened:
        (failure,) = opened.failures()
    assert (failure.location, failure.kind) == (str(bad), "input")


def test_a_file_that_was_mended_is_no_failure_any_more(case: Path, pages: Path) -> None:
    bad = empty(pages)
    assert build(case, pages).status == 1
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
        f"WARC-Target-URI: {ARCHIVED.format(name)}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{name}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body) + lie}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def urls(case: Path) -> set[str | None]:
    with Case.open(case, write=False) as opened:
        return {page.url for page in opened.pages()}


@pytest.mark.parametrize("lie", [-40, 40, 3_000, 10**17], ids=["short", "long", "past the end", "absurd"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_warc_with_a_lying_length_costs_that_record(
    pack: Callable[[bytes], bytes], lie: int, case: Path, tmp_path: Path
) -> None:
    first, second, third = PAGES["a ferry.html"], PAGES["z freed.html"], PAGES["a ferry.html"].replace("ferry", "tug")
    archive = tmp_path / ("archive.warc.gz" if pack is gzip.compress else "archive.warc")
    archive.write_bytes(pack(record("1", first)) + pack(record("2", second, lie=lie)) + pack(record("3", third)))
    said = build(case, archive)
    assert said.status == 1
    said.names(str(archive), ARCHIVED.format(2), "its length", "The other records were kept", "fetch that page again")
    assert "2 new pages" in said.out
    kept(case)
    assert urls(case) == {ARCHIVED.format(1), ARCHIVED.format(3)}


def test_a_warc_cut_off_by_a_broken_download_keeps_what_came(case: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.warc.gz"
    last = gzip.compress(record("2", PAGES["z freed.html"]))
    archive.write_bytes(gzip.compress(record("1", PAGES["a ferry.html"])) + last[: len(last) // 2])
    said = build(case, archive)
    assert said.status == 1
    said.names(str(archive), "left out")
    kept(case)
    assert urls(case) == {ARCHIVED.format(1)}


@pytest.mark.parametrize(
    ("declared", "real"), [("utf-8", "windows-1252"), ("us-ascii", "utf-8"), ("utf-16", "windows-1252")]
)
def test_a_page_that_lies_about_its_charset_is_read_as_what_it_is(
    declared: str, real: str, case: Path, pages: Path
) -> None:
    words = "Die Kapitänin Zoë Brühl fährt wieder – nach fünf Tagen. Das Fährschiff „Möwe“ läuft am Mittwoch aus. "
    page = f'<html><head><meta charset="{declared}"><title>Zoë Brühl fährt</title></head><body><h1>Zoë Brühl fährt</h1><p>{words * 6}</p></body></html>'
    (pages / "b charset.html").write_bytes(page.encode(real))
    said = build(case, pages)
    assert (said.status, said.err) == (0, f"New case in {case}.\n")
    assert kept(case) == {*PAGES, "b charset.html"}
    with Case.open(case, write=False) as opened:
        (found,) = [page for page in opened.pages() if page.location.endswith("charset.html")]
        assert "„Möwe“" in opened.page(found.text_layer).article.text
    assert found.headline == "Zoë Brühl fährt"


def test_a_page_whose_bytes_fit_no_charset_is_read_as_far_as_it_goes(case: Path, pages: Path) -> None:
    page = PAGES["z freed.html"].encode().replace(b"nine days", b"nine \xff\xfe\x81\xc3 days \x00 and \xed\xa0\x80 nights")
    (pages / "b bytes.html").write_bytes(page)
    said = build(case, pages)
    assert said.status == 0
    said.is_clear()
    assert kept(case) == {*PAGES, "b bytes.html"}


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
    from chronofile.collect import incoming

    locked = pages / "b locked.html"
    locked.write_text(PAGES["a ferry.html"] + "<!-- another -->")
    real = incoming.os.open

    def refuse(path: str, *arguments: int) -> int:
        if str(path) == str(locked):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *arguments)

    monkeypatch.setattr(incoming.os, "open", refuse)
    with Case.create(case) as opened:
        report = opened.build([pages], jobs=0)
    assert report.pages_new == 3
    (failure,) = report.failures
    assert failure.location == str(locked)
    assert f"{locked} may not be read: give yourself permission" in failure.message
    assert kept(case) == set(PAGES)
