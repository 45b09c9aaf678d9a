"""DOCX: two columns, true footnotes, marks of rows that survive, nothing a page wrote becomes markup."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import msgspec
from docx.oxml.ns import qn
from lxml import etree

from chronofile.model import row_key
from chronofile.show.dates import when
from chronofile.show.export import shown_entries
from chronofile.show.to_docx import OWN_STYLE, to_docx
from tests.show.sample import HOSTILE, sample


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_word_finds_two_columns_and_a_head_row_that_repeats() -> None:
    made = docx.Document(io.BytesIO(to_docx(sample())))
    (table,) = made.tables
    assert [cell.text for cell in table.rows[0].cells] == ["When", "What"]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    entries = shown_entries(sample())
    titles = [row.cells[0].text for row in table.rows if len(row._tr.tc_lst) == 1]
    assert titles == ["Planned", "Undated"]
    rows = [row for row in table.rows[1:] if len(row._tr.tc_lst) == 2]
    assert len(rows) == len(entries)
    assert {row.cells[0].paragraphs[0].text for row in rows} == {when(e.occurred).value for e in entries}
    assert {row.cells[1].paragraphs[0].text for row in rows} == {e.headline for e in entries}


def test_a_suggestion_is_marked_in_a_paragraph_that_is_not_read_back() -> None:
    (table,) = docx.Document(io.BytesIO(to_docx(sample()))).tables
    marked = [p for row in table.rows for p in row.cells[1].paragraphs if "Suggested, not decided" in p.text]
    assert len(marked) == sample().counts.suggested
    assert {p.style.style_id for p in marked if p.style} == {OWN_STYLE}


def test_quotations_are_real_footnotes_in_the_order_of_their_numbers() -> None:
    made = parts(to_docx(sample()))
    references = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', made["word/document.xml"])
    assert references == [str(number) for number in range(1, len(references) + 1)]
    notes = etree.fromstring(made["word/footnotes.xml"].encode())
    texts = {note.get(qn("w:id")): "".join(note.itertext()) for note in notes}
    assert set(references) == {own for own in texts if own not in ("-1", "0")}
    told = " ".join(texts.values())
    for entry in shown_entries(sample()):
        for cited in entry.citations:
            assert " ".join((cited.citation.shown or cited.citation.exact).split()) in told


def test_each_row_carries_its_mark_and_the_file_lists_all() -> None:
    made = parts(to_docx(sample()))
    names = re.findall(r'w:name="(_cf[^"]+)"', made["word/document.xml"])
    assert len(names) == len(set(names)) == 2 * len(shown_entries(sample()))
    assert all(len(name) <= 40 for name in names)
    first = shown_entries(sample())[0]
    key = row_key.of_bookmarks(names)
    assert key is not None
    assert key.entry == first.id
    assert key.is_unchanged("what", first.headline) is True
    assert key.is_unchanged("when", "another day") is False
    listed = re.findall(r'<row id="([^"]+)"/>', made["customXml/item1.xml"])
    assert listed == [e.id for e in shown_entries(sample())]


def test_long_ids_fit_into_a_bookmark() -> None:
    assert len(row_key.bookmark("f" * 32, "what", "x")) <= 40


def test_what_a_page_wrote_stays_text_and_no_control_character_breaks_the_file() -> None:
    export = sample()
    evil = tuple(msgspec.structs.replace(e, headline=HOSTILE + "\x00\x0b\ud800") for e in export.chronology.entries)
    export = msgspec.structs.replace(export, chronology=msgspec.structs.replace(export.chronology, entries=evil))
    made = parts(to_docx(export))
    for body in made.values():
        etree.fromstring(body.encode())  # every part is XML
        assert "<script" not in body
    (table,) = docx.Document(io.BytesIO(to_docx(export))).tables
    assert table.rows[1].cells[1].text.startswith(HOSTILE + "\ufffd\ufffd\ufffd")


def test_nothing_in_the_file_points_outside() -> None:
    for name, body in parts(to_docx(sample())).items():
        assert "TargetMode" not in body, name
        assert "hyperlink" not in body.lower(), name


def test_the_stamp_stands_in_the_foot_of_every_page_and_no_person_is_named_as_author() -> None:
    made = parts(to_docx(sample()))
    assert "not for release" in made["word/footer1.xml"]
    assert "<dc:creator>Chronofile</dc:creator>" in made["docProps/core.xml"]
