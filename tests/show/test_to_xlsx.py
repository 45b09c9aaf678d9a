"""XLSX: the table of CSV in a workbook that computes nothing, with the marks of its rows."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import msgspec
import openpyxl
from lxml import etree

from chronofile.model import row_key
from chronofile.show.export import is_shown
from chronofile.show.table import COLUMNS, FORMULA, restore
from chronofile.show.to_xlsx import MANIFEST, SHEET, to_xlsx
from tests.show.sample import HOSTILE, sample


def sheet(data: bytes, name: str = SHEET) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))[name]


def with_headlines(headline: str) -> Any:
    export = sample()
    entries = tuple(msgspec.structs.replace(e, headline=headline) for e in export.chronology.entries)
    return msgspec.structs.replace(export, chronology=msgspec.structs.replace(export.chronology, entries=entries))


def test_one_row_an_entry_with_the_columns_of_csv() -> None:
    rows = list(sheet(to_xlsx(sample())).values)
    assert rows[0] == COLUMNS
    assert len(rows) == 1 + sum(is_shown(e) for e in sample().chronology.entries)
    row = dict(zip(COLUMNS, next(r for r in rows if r[0] == "e002"), strict=True))
    assert row["when"] == "January 2025 · some day in the month"
    assert row["reports differ"].startswith("place: in Port Lasko / off Cape Venn")


def test_no_cell_is_or_starts_a_formula_and_the_words_come_back() -> None:
    for start in FORMULA:
        written = f'{start}HYPERLINK("http://evil.example")'
        for row in sheet(to_xlsx(with_headlines(written))).iter_rows(min_row=2):
            assert all(cell.data_type in ("s", "n", "inlineStr") for cell in row), "no formulas"
            said = str(row[COLUMNS.index("what")].value)
            assert said.startswith("'")
            assert restore(openpyxl.utils.escape.unescape(said)) == written


def test_characters_that_xml_cannot_hold_and_words_that_look_like_their_escape_come_back() -> None:
    for written in ("a\x00b\x0bc", "_x0041_ is no A", HOSTILE):
        said = sheet(to_xlsx(with_headlines(written)))["G2"].value
        assert openpyxl.utils.escape.unescape(said) == written
    with zipfile.ZipFile(io.BytesIO(to_xlsx(with_headlines(HOSTILE + "\x00")))) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))  # every part is XML


def test_marks_are_hidden_and_all_rows_are_listed_where_nobody_sees_it() -> None:
    data = to_xlsx(sample())
    made = sheet(data)
    mark = COLUMNS.index("row mark")
    assert made.column_dimensions[openpyxl.utils.get_column_letter(mark + 1)].hidden
    for row in list(made.values)[1:]:
        key = row_key.of_cell(str(row[mark]))
        assert key is not None
        assert key.entry == row[0]
        assert key.is_unchanged("what", restore(str(row[COLUMNS.index("what")]))) is True
    listed = sheet(data, "Rows")
    assert listed.sheet_state == "veryHidden"
    assert listed["A1"].value == MANIFEST
    assert [row[0] for row in list(listed.values)[1:]] == [row[0] for row in list(made.values)[1:]]


def test_a_cell_longer_than_a_workbook_can_hold_is_cut() -> None:
    assert len(sheet(to_xlsx(with_headlines("x" * 40_000)))["G2"].value) == 32_767
