"""A Word document as text, and what a file from anywhere can be."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.check import read_draft
from chronofile.errors import CalledWrongly

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def raw(body: str, **parts: str) -> bytes:
    """A document of these XML parts alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            file.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_body_and_tables_in_their_order() -> None:
    document = docx.Document()
    document.add_paragraph("Before the table.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "15 May"
    table.cell(0, 1).text = "Both were freed."
    document.add_paragraph("After it.")
    found = read_draft(made(document), "a.docx")
    assert found.text == "Before the table.\n\n15 May\n\nBoth were freed.\n\nAfter it."
    assert [(p.place, p.number) for p in found.paragraphs] == [("body", 1), ("table", 1), ("table", 2), ("body", 2)]
    assert all(found.text[p.start : p.end].strip() for p in found.paragraphs)


def test_a_style_for_quotations_marks_its_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("Nobody told us.", style="Intense Quote")
    document.add_paragraph("She said so.")
    assert [p.is_quoted for p in read_draft(made(document), "a.docx").paragraphs] == [True, False]


def test_footnotes_with_their_place_in_the_text() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p>{run("-")}</w:p></w:footnote>'
        f'<w:footnote w:id="7"><w:p>{run("Norder Post, 18 May.")}</w:p></w:footnote></w:footnotes>'
    )
    body = f'<w:p>{run("She said so.")}<w:r><w:footnoteReference w:id="7"/></w:r>{run(" And more.")}</w:p>'
    found = read_draft(raw(body, footnotes=notes), "a.docx")
    assert found.text == "She said so. And more.\n\nNorder Post, 18 May."
    assert [(n.at, n.paragraphs) for n in found.notes] == [(12, (1,))]
    assert (found.paragraphs[1].place, found.paragraphs[1].number) == ("footnote", 1)


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    body = f'<w:p>{run("It was ")}<w:del w:id="1"><w:r><w:delText>not </w:delText></w:r></w:del><w:ins w:id="2">{run("never ")}</w:ins>{run("so.")}</w:p>'
    found = read_draft(raw(body), "a.docx")
    assert found.text == "It was never so."
    assert "tracked changes" in found.problems[0]


def test_hidden_text_field_codes_and_fallbacks_are_no_words() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>{run('seen')}</w:p>"
        f"<w:p><mc:AlternateContent {mc}><mc:Choice><w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:p>{run('box')}</w:p></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert read_draft(raw(body), "a.docx").text == "seen\n\nbox"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
        (b"{\\rtf1}", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"PK\x03\x04 cut short", "damaged"),
        (b"a\0b", "plain text"),
        (raw("<w:p>")[:-4] + b"xxxx", "damaged"),
    ],
)
def test_what_is_no_draft_is_named_with_the_way_out(data: bytes, word: str) -> None:
    with pytest.raises(CalledWrongly, match=word) as error:
        read_draft(data, "brief.docx")
    assert str(error.value).startswith("brief.docx")


def test_entities_are_refused() -> None:
    out = io.BytesIO()
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(
            "word/document.xml", f"{bomb}<w:document {W}><w:body><w:p>{run('&b;')}</w:p></w:body></w:document>"
        )
    with pytest.raises(CalledWrongly, match="entities"):
        read_draft(out.getvalue(), "a.docx")


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file,
        file.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(140):
            part.write(b" " * (1 << 20))
    with pytest.raises(CalledWrongly, match="unpacks to more"):
        read_draft(out.getvalue(), "a.docx")


def test_another_zip_is_no_word_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "a")
    with pytest.raises(CalledWrongly, match="no Word document"):
        read_draft(out.getvalue(), "a.zip")


@given(st.binary(max_size=400))
def test_no_bytes_are_another_error(data: bytes) -> None:
    for given_bytes in (data, b"PK\x03\x04" + data):
        said = ""
        try:
            read_draft(given_bytes, "x")
        except CalledWrongly as error:
            said = str(error)
        assert said == "" or said.startswith("x ")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_other_charsets(codec: str) -> None:
    assert read_draft("“Émile” said".encode(codec), "a.txt").text == "“Émile” said"


def test_plain_text_has_paragraphs_between_blank_lines_or_one_a_line() -> None:
    assert [p.number for p in read_draft(b"one\ntwo\n\nthree", "a").paragraphs] == [1, 2]
    assert read_draft(b"one\ntwo\n\nthree", "a").text == "one two\n\nthree"
    assert read_draft(b"one\r\ntwo", "a").text == "one\n\ntwo"
    assert read_draft(b"", "a").paragraphs == ()
