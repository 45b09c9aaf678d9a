"""Zips that no Word and no Excel wrote: tricks with paths, links, passwords, bombs (SECURITY F1, F4)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from chronofile.bring import limits, read_document
from chronofile.bring.container import package
from chronofile.errors import CalledWrongly
from tests.bring.files import raw_docx, word, zipped

TABLE = [["Date", "What"], ["2024-03-05", "The boat left"]]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.xml",
        "word/../../evil.xml",
        "/etc/passwd",
        "C:/evil.xml",
        "c:evil.xml",
        "word\\..\\evil.xml",
        "\\\\server\\share",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(CalledWrongly, match="points elsewhere"):
        package(zipped({"word/document.xml": "x", name: "y"}), "a.docx")


def test_a_name_with_a_nul_is_refused() -> None:
    data = zipped({"word/document.xml": "x", "word/aXb.xml": "y"}).replace(b"word/aXb.xml", b"word/a\0b.xml")
    with pytest.raises(CalledWrongly, match="points elsewhere"):
        package(data, "a.docx")


def test_a_symbolic_link_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(CalledWrongly, match="holds a link"):
        package(out.getvalue(), "a.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_is_refused_capitals_or_not() -> None:
    for second in ("word/document.xml", "word/Document.xml"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", "a")
            archive.writestr(second, "b")
        with pytest.raises(CalledWrongly, match="two parts called"):
            package(out.getvalue(), "a.docx")


def test_a_part_that_unpacks_to_hundreds_of_times_its_size_is_refused_before_it_is_unpacked() -> None:
    data = zipped({"word/document.xml": b"\0" * (limits.RATIO_FLOOR * 2)})
    with pytest.raises(CalledWrongly, match="unpacks to 250 times its size"):
        package(data, "bomb.docx")


def test_a_part_that_lies_about_its_size_is_stopped_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PART_BYTES", 1000)
    opened = package(zipped({"word/document.xml": b"ab" * 4000}), "a.docx")
    with pytest.raises(CalledWrongly, match="unpacks to more than"):
        opened.part("word/document.xml")


def test_all_parts_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TOTAL_BYTES", 5000)
    with pytest.raises(CalledWrongly, match="would unpack to more than"):
        package(zipped({f"{n}.xml": b"ab" * 2000 for n in range(3)}), "a.docx")


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARTS", 5)
    with pytest.raises(CalledWrongly, match="holds 6 files"):
        package(zipped({f"{n}.xml": "" for n in range(6)}), "a.docx")


def test_a_zip_in_a_zip_is_a_part_like_any_other_and_is_never_opened() -> None:
    inner = zipped({"word/document.xml": "x"})
    data = raw_docx("<w:p/>", {"word/inner.zip": inner.decode("latin-1")})
    with pytest.raises(CalledWrongly, match="No table found"):
        read_document(data, "a.docx")


def test_a_password_a_damaged_part_and_a_cut_file_are_told_apart() -> None:
    data = bytearray(zipped({"word/document.xml": "x" * 100}))
    locked = bytearray(data)
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(mark) + at] |= 1
    with pytest.raises(CalledWrongly, match="locked with a password"):
        package(bytes(locked), "a.docx")
    with pytest.raises(CalledWrongly, match="damaged or cut short"):
        package(bytes(data[:60]), "a.docx")
    whole = word(TABLE)
    at = whole.index(b"word/document.xml") + len("word/document.xml")
    with pytest.raises(CalledWrongly, match="damaged"):
        read_document(whole[:at] + b"\xff" * 40 + whole[at + 40 :], "a.docx")


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert read_document(word(TABLE), "a.docx").tables
    assert list(tmp_path.iterdir()) == []
