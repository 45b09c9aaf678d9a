"""Drafts: names a browser gives become files nowhere but below the draft (SECURITY F1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.desk.drafts import Draft, Drafts, placed, safe_parts


class Upload:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def chunks(self) -> list[bytes]:
        return [self.data]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.html", ["a.html"]),
        ("clippings/2024/a.html", ["clippings", "2024", "a.html"]),
        ("../../etc/passwd", ["etc", "passwd"]),
        ("/etc/passwd", ["etc", "passwd"]),
        ("C:\\Users\\mk\\a.html", ["C_", "Users", "mk", "a.html"]),
        ("a/./b", ["a", "b"]),
        ("con.txt", ["_con.txt"]),
        ("a\x00b.html", ["a_b.html"]),
        ("..", ["file"]),
        ("", ["file"]),
        ("한국 신문.html", ["한국 신문.html"]),
        ("x. ", ["x"]),
    ],
)
def test_names_made_safe(name: str, parts: list[str]) -> None:
    assert safe_parts(name) == parts


@given(st.lists(st.text(max_size=300), max_size=6))
def test_no_name_leads_out(names: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "files"
        inside.mkdir()
        sources = placed(inside, [(name, Upload(b"x")) for name in names])
        written = [path for path in Path(folder).rglob("*") if path.is_file()]
        assert len(written) == len(names)
        assert all(path.is_relative_to(inside) for path in written)
        assert all(Path(source.path).parent == inside for source in sources)


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    sources = placed(
        tmp_path,
        [("a.html", Upload(b"1")), ("a.html", Upload(b"2")), ("f/a.html", Upload(b"3")), ("f/b.html", Upload(b"4"))],
    )
    assert [source.location for source in sources] == ["a.html", "2-a.html", "f"]
    assert (tmp_path / "2-a.html").read_bytes() == b"2"


def test_a_draft_is_found_again_and_dropped(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "abc")
    own = drafts.new()
    kept = drafts.put(Draft(id=own, way="text", made_at="2025-11-25T14:12:00Z", sources=()))
    assert drafts.get(own) == kept
    assert drafts.every() == [kept]
    assert drafts.reads(own) == ()
    drafts.drop(own)
    assert drafts.get(own) is None
    assert drafts.every() == []


@pytest.mark.parametrize("own", ["../../x", "..", "", "0123456789ag", "a" * 13, "\x00"])
def test_what_is_no_draft_leads_nowhere(tmp_path: Path, own: Any) -> None:
    drafts = Drafts(tmp_path, "abc")
    assert drafts.get(own) is None
    drafts.drop(own)
