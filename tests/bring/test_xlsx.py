"""Workbooks: dates of both epochs, formulas that are never computed, merged cells, links, hidden rows and sheets."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chronofile.bring import read_document
from chronofile.bring.grid import Document, Table, TypedDate
from chronofile.errors import CalledWrongly
from tests.bring.files import relations, workbook, zipped

HEAD = ["Date", "What"]


def only(data: bytes) -> Table:
    (table,) = read_document(data, "a.xlsx").tables
    return table


def raw(sheet: str, more: dict[str, str] | None = None, book: str = "") -> bytes:
    return zipped(
        {
            "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook>{book}<sheets><sheet name="S" r:id="s"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(("s", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>",
            **(more or {}),
        }
    )


def test_texts_numbers_and_dates() -> None:
    table = only(
        workbook([HEAD, [dt.date(2024, 3, 5), "a"], [dt.datetime(2024, 3, 5, 14, 30), "b"], [1999, True], [1.5, None]])
    )
    assert table.rows[1].cells[0].date == TypedDate("2024-03-05", 45356.0)
    assert table.rows[2].cells[0].text == "2024-03-05T14:30"
    assert [row.cells[0].text for row in table.rows[3:]] == ["1999", "1.5"]
    assert table.rows[3].cells[0].date is None
    assert table.rows[3].cells[1].text == "TRUE"


def test_a_date_is_no_more_exact_than_its_cell_shows() -> None:
    def show(book: Any) -> None:
        for number, code in enumerate(("mmm yy", "yyyy", 'dd/mm/yyyy "at" hh:mm', "[$-409]d mmm;@"), 2):
            book.active[f"A{number}"].number_format = code

    day = dt.datetime(2024, 3, 5, 9, 5)
    table = only(workbook([HEAD, *[[day, "x"]] * 4], show))
    assert [row.cells[0].text for row in table.rows[1:]] == ["2024-03", "2024", "2024-03-05T09:05", "2024-03-05"]


def test_a_time_of_day_is_a_time_and_no_date() -> None:
    table = only(workbook([["Time", "What"], [dt.time(14, 30), "x"]]))
    assert table.rows[1].cells[0].text == "14:30"
    assert table.rows[1].cells[0].date is None


def test_workbooks_that_count_from_1904_are_read_so_and_say_it() -> None:
    def old_mac(book: Any) -> None:
        book.epoch = dt.datetime(1904, 1, 1)

    read: Document = read_document(workbook([HEAD, [dt.date(2024, 3, 5), "x"]], old_mac), "a.xlsx")
    assert read.tables[0].rows[1].cells[0].date == TypedDate("2024-03-05", 43894.0, 1904)
    assert "from 1904" in read.notes[0]


def test_formulas_are_never_computed_their_last_result_counts() -> None:
    cells = '<c r="A1" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
    unsaved = '<c r="A2"><f>WEBSERVICE("http://evil.example")</f></c><c r="B2" t="inlineStr"><is><t>=1+1</t></is></c>'
    table = only(raw(f'<row r="1">{cells}</row><row r="2">{unsaved}</row>'))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["ab", "2"], ["", "=1+1"]]
    assert "1 cells hold a formula without its result" in table.notes[0]


def test_addresses_behind_cells() -> None:
    def link(book: Any) -> None:
        book.active["B2"].hyperlink = "https://one.example/a"
        book.active["B3"] = '=HYPERLINK("https://two.example/b","b")'
        book.active["B4"].hyperlink = "file:///etc/passwd"

    table = only(workbook([HEAD, ["2024", "a"], ["2024", "b"], ["2024", "c"]], link))
    assert [row.cells[1].links for row in table.rows[1:]] == [
        ("https://one.example/a",),
        ("https://two.example/b",),
        (),
    ]


def test_merged_cells_downwards_and_across() -> None:
    def merge(book: Any) -> None:
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("A4:B4")

    table = only(workbook([HEAD, ["2024-03-05", "a"], [None, "b"], ["2025", None], ["2025-01-01", "c"]], merge))
    assert [row.cells[0].text for row in table.rows] == ["Date", "2024-03-05", "2024-03-05", "2025", "2025-01-01"]
    assert [row.cells[0].copied for row in table.rows] == [False, False, True, False, False]
    assert [row.across for row in table.rows] == [False, False, False, True, False]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    merged = '<row r="1"><c r="A1" t="str"><v>x</v></c><c r="B1" t="str"><v>y</v></c></row>'
    data = raw(merged + '</sheetData><mergeCells><mergeCell ref="A1:A1048576"/></mergeCells><sheetData>')
    assert len(only(data).rows) == 1


def test_hidden_rows_and_sheets_are_read_and_marked() -> None:
    def hide(book: Any) -> None:
        book.active.row_dimensions[2].hidden = True
        other = book.create_sheet("Old")
        other.append(["x", "y"])
        other.sheet_state = "hidden"

    read = read_document(workbook([HEAD, ["2024", "a"], ["2025", "b"]], hide), "a.xlsx")
    assert [(table.name, table.hidden) for table in read.tables] == [("Sheet", False), ("Old", True)]
    assert [row.hidden for row in read.tables[0].rows] == [False, True, False]
    assert "Hidden rows" in read.tables[0].notes[0]


def test_texts_in_pieces_and_how_they_are_spoken() -> None:
    strings = (
        "<sst><si><r><t>Seoul </t></r><r><t>2024</t></r><rPh><t>spoken</t></rPh></si><si><t>a_x000D_b</t></si></sst>"
    )
    related = relations(("s", "worksheet", "worksheets/sheet1.xml"), ("t", "sharedStrings", "sharedStrings.xml"))
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row>'
    data = raw(cells, {"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": related})
    assert [cell.text for cell in only(data).rows[0].cells] == ["Seoul 2024", "a\nb"]


def test_sheets_outside_the_file_are_never_looked_at() -> None:
    related = relations(("s", "worksheet", "http://evil.example/sheet1.xml"))
    with pytest.raises(CalledWrongly, match="No table found"):
        read_document(raw("", {"xl/_rels/workbook.xml.rels": related}), "a.xlsx")
