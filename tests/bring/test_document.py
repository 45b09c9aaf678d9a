"""Files that hold tables and are not read: each is named with its way out."""

from __future__ import annotations

import pytest

from chronofile.bring import limits, read_document
from chronofile.errors import CalledWrongly
from tests.bring.files import relations, word, workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), r"old \.doc format"),
        (OLE + "Workbook".encode("utf-16-le"), r"old \.xls format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"%PDF-1.7", "is a PDF"),
        (b"{\\rtf1", "is an RTF file"),
    ],
)
def test_other_kinds_are_named_with_their_way_out(data: bytes, told: str) -> None:
    with pytest.raises(CalledWrongly, match=told):
        read_document(data, "mine")


def test_a_file_is_told_by_its_bytes_whatever_its_name() -> None:
    assert read_document(workbook([["a", "b"]]), "x.docx").format == "xlsx"
    assert read_document(word([["a", "b"]]), "x.csv").format == "docx"


def test_a_binary_workbook_is_named() -> None:
    data = zipped({"_rels/.rels": relations(("r", "officeDocument", "xl/workbook.bin")), "xl/workbook.bin": "x"})
    with pytest.raises(CalledWrongly, match="xlsb"):
        read_document(data, "a.xlsb")


def test_a_file_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    with pytest.raises(CalledWrongly, match="larger than"):
        read_document(b"a,b\n" * 10, "a.csv")


def test_a_document_without_a_table() -> None:
    with pytest.raises(CalledWrongly, match=r"No table found in letter\.docx"):
        read_document(zipped({"_rels/.rels": relations(("r", "officeDocument", "word/d.xml")),
                              "word/d.xml": "<w:document><w:body><w:p/></w:body></w:document>"}), "letter.docx")  # fmt: skip
