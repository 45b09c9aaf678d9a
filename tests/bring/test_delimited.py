from __future__ import annotations

import pytest

from chronofile.bring import limits, read_document
from chronofile.errors import CalledWrongly


def rows(data: bytes) -> list[list[str]]:
    (table,) = read_document(data, "a.csv").tables
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_delimiter_is_told_by_the_rows(mark: str) -> None:
    text = mark.join(("Date", "What")) + "\r\n" + mark.join(("2024-03-05", '"a; b, c\r\nd"')) + "\r\n"
    assert rows(text.encode()) == [["Date", "What"], ["2024-03-05", "a; b, c\nd"]]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_every_charset_a_spreadsheet_saves_in(codec: str) -> None:
    assert rows("Datum;Was\n2024;Größe “x”\n".encode(codec)) == [["Datum", "Was"], ["2024", "Größe “x”"]]


def test_short_rows_are_filled_and_numbers_count_from_one() -> None:
    (table,) = read_document(b"a,b,c\nd\n", "a.csv").tables
    assert [len(row.cells) for row in table.rows] == [3, 3]
    assert [row.number for row in table.rows] == [1, 2]


def test_what_is_no_text_and_what_has_no_end() -> None:
    with pytest.raises(CalledWrongly, match="neither a Word table"):
        read_document(b"\0\1\2,b\n", "a.bin")
    with pytest.raises(CalledWrongly, match="cannot be taken apart"):
        read_document(b'a,"' + b"x" * 200_000, "a.csv")
    with pytest.raises(CalledWrongly, match="No table found"):
        read_document(b"", "a.csv")


def test_rows_beyond_the_limit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 2)
    (table,) = read_document(b"a,b\nc,d\ne,f\n", "a.csv").tables
    assert len(table.rows) == 2
    assert "beyond the first 2" in table.notes[0]
