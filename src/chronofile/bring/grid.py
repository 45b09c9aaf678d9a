"""Grid: a table as a file holds it: rows of cells, each with its text and what hangs on it."""

from __future__ import annotations

from typing import Literal

import msgspec

Format = Literal["docx", "xlsx", "csv"]
Tracked = Literal["with", "without"]


class TypedDate(msgspec.Struct, frozen=True):
    """A date that the file holds as a number, not as text. `edtf` is no more exact than its number format shows (a cell
    that shows "Mar-24" is a month). `serial` is the number itself, days since the epoch of the workbook.
    """

    edtf: str
    serial: float
    epoch: Literal[1900, 1904] = 1900


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """`text` has one line for each paragraph. `notes` are footnotes and what else was written beside the words;
    `links` are addresses behind them. `copied` says that the text stands in a merged cell that reaches into this row.
    """

    text: str = ""
    date: TypedDate | None = None
    notes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    copied: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`number` counts from 1 as the file does. `keys` are hidden marks that an export of ours left in the row.
    `across` is true where one single cell reaches across the whole table; `head` where the file itself calls the row
    a head row; `hidden` where the file does not show it.
    """

    number: int
    cells: tuple[Cell, ...]
    keys: tuple[str, ...] = ()
    across: bool = False
    head: bool = False
    hidden: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is the sheet's name or the words before the table; every row has `width` cells."""

    name: str
    rows: tuple[Row, ...]
    width: int
    hidden: bool = False
    notes: tuple[str, ...] = ()


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """All tables of one file. `notes` are sentences on what was left out or how it was read; `tracked` is true where
    the file holds tracked changes, so that a person must say whether to read it with or without them. `exported` are
    the ids of all entries that an export of ours put into the file, None where it does not say.
    """

    name: str
    format: Format
    tables: tuple[Table, ...]
    tracked: bool = False
    notes: tuple[str, ...] = ()
    exported: tuple[str, ...] | None = None


def table_of(name: str, lines: list[list[str]]) -> Table:
    """A table of plain text, every row as wide as the widest."""
    width = max((len(line) for line in lines), default=0)
    rows = tuple(
        Row(number=number, cells=tuple(Cell(text=line[at] if at < len(line) else "") for at in range(width)))
        for number, line in enumerate(lines, 1)
    )
    return Table(name=name, rows=rows, width=width)
