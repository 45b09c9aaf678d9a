"""Files and folders as a person names them."""

import gzip
import os
from pathlib import Path

import pytest

from chronofile.collect import incoming
from chronofile.collect import incoming as room
from chronofile.collect.incoming import incoming as door
from chronofile.errors import CalledWrongly
from chronofile.model import sha256
from tests.collect.making import WHEN, collected, good, packed, page, pasted, urls

assert room is door


def test_a_page_comes_with_how_it_came(tmp_path: Path) -> None:
    (tmp_path / "a b 한.html").write_bytes(page("Words"))
    (made,), failures = collected(tmp_path / "a b 한.html")
    assert failures == []
    assert (made.data, made.media_type, made.is_container) == (page("Words"), "text/html", False)
    held = made.acquisition
    assert (held.how, held.location, held.added_at, held.by) == ("file", str(tmp_path / "a b 한.html"), WHEN, "tester")
    assert held.snapshot == sha256(made.data)
    assert held.collected_at is None


def test_folders_of_everything_keep_what_is_good(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_bytes(page("One"))
    (tmp_path / "2.html").write_bytes(b"")
    (tmp_path / "3.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "4.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "5.warc.gz").write_bytes(packed(good("five")))
    (tmp_path / "6.html.gz").write_bytes(gzip.compress(page("Six")))
    (tmp_path / "7.txt.gz").write_bytes(gzip.compress(b"Seven is a line of plain text.")[:-6])
    (tmp_path / "8.xml").write_bytes(b"<rss version='2.0'><channel><item>Eight</item></channel></rss>")
    (tmp_path / "9.txt").write_bytes(b"Nine is a line of plain text.")
    came, failures = collected(tmp_path)
    assert [(Path(c.acquisition.location).name[0], c.media_type, c.is_container) for c in came] == [
        ("1", "text/html", False),
        ("5", "application/warc", True),
        ("5", "text/html", False),
        ("6", "text/html", False),
        ("8", "application/rss+xml", True),
        ("8", "application/rss+xml;item", False),
        ("9", "text/plain", False),
    ]
    assert [Path(f.location).name[0] for f in failures] == ["2", "3", "4", "7"]
    for failed in failures:
        assert failed.message.startswith(failed.location)
        assert ":" in failed.message.removeprefix(failed.location)


def test_the_same_again_is_the_same(tmp_path: Path) -> None:
    for name in "cab":
        (tmp_path / f"{name}.txt").write_text(f"This is {name}.")
    first, again = collected(tmp_path), collected(tmp_path)
    assert first == again
    assert [Path(c.acquisition.location).stem for c in first[0]] == ["a", "b", "c"]


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text of a.")
    assert len(collected(tmp_path / "a.txt", tmp_path, tmp_path / "a.txt")[0]) == 1


def test_nothing_there_is_a_wrong_call_and_something_missing_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text of a.")
    with pytest.raises(CalledWrongly, match="gone"):
        incoming([tmp_path / "gone", tmp_path / "away"], added_at=WHEN)
    came, failures = collected(tmp_path / "gone", tmp_path / "a.txt")
    assert len(came) == 1
    assert "gone is not there" in failures[0].message
    assert list(incoming([], added_at=WHEN)) == []


def test_a_folder_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")
    came, failures = collected(tmp_path)
    assert came == []
    assert "nothing that can be read" in failures[0].message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_a_failure_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page("x"))
    (tmp_path / "a.html").chmod(0)
    assert "permission" in collected(tmp_path)[1][0].message


def test_fifty_megabytes_pass_and_more_than_the_limit_do_not(tmp_path: Path) -> None:
    (tmp_path / "big.html").write_bytes(b"<html>" + b"<p>A line.</p>\n" * (50 << 16))
    (tmp_path / "huge.html").write_bytes(b"<html>" + b"<p>A line.</p>\n" * (70 << 16))
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate(70 << 20)
    came, failures = collected(tmp_path)
    assert [len(c.data) for c in came] == [6 + 15 * (50 << 16)]
    assert [f.kind for f in failures] == ["limit", "input"]
    assert "larger than 64 MB" in failures[0].message


def test_a_bomb_with_a_page_name(tmp_path: Path) -> None:
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(b"<html>" + bytes(80 << 20)))
    came, failures = collected(tmp_path)
    assert came == []
    assert failures[0].kind == "limit"


def test_a_long_archive_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chronofile.collect import limits

    monkeypatch.setattr(limits, "CONTAINER_IN_MEMORY", 100)
    data = good("a") + good("b")
    (tmp_path / "c.warc").write_bytes(data)
    came, failures = collected(tmp_path)
    assert failures == []
    assert (came[0].data, came[0].file, came[0].acquisition.snapshot) == (b"", str(tmp_path / "c.warc"), sha256(data))
    assert urls(came) == ["https://example.org/a", "https://example.org/b"]
    assert {c.acquisition.container for c in came[1:]} == {sha256(data)}


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("A line.")
    real = os.fstat

    def growing(handle: int) -> os.stat_result:
        with (tmp_path / "a.txt").open("a") as file:
            file.write("More. ")
        return real(handle)

    monkeypatch.setattr(os, "fstat", growing)
    came, failures = collected(tmp_path / "a.txt")
    assert came == []
    assert "written to while it was read" in failures[0].message


def test_standard_input_is_sniffed_like_a_file() -> None:
    (made,), failures = pasted(b"Two sailors came home.", "pasted text")
    assert failures == []
    assert (made.media_type, made.acquisition.how, made.acquisition.location) == ("text/plain", "paste", "pasted text")
    assert urls(pasted(packed(good("a")), "-")[0]) == ["https://example.org/a"]
    assert "is empty" in pasted(b"", "pasted text")[1][0].message
