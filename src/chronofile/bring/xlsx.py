"""Xlsx: the sheets of a workbook, row by row. Formulas are never computed: what they last showed counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from chronofile.bring import limits, number_format
from chronofile.bring.container import Package
from chronofile.bring.grid import Cell, Document, Row, Table
from chronofile.bring.markup import Node, feed, tree
from chronofile.bring.number_format import Shows
from chronofile.bring.relations import Relation, address, by_kind, relations, web_address
from chronofile.errors import CalledWrongly

MANIFEST = "chronofile rows"
"""First cell of the hidden sheet in which an export of ours lists its rows."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LINK_FORMULA = re.compile(r'^HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MERGED_MOST = 100_000
"""Cells that merged ranges may fill."""


def xlsx_document(package: Package, name: str) -> Document:
    """Raises CalledWrongly when it is no workbook or is damaged."""
    main = by_kind(relations(package, "", name), "officeDocument")
    data = package.part(main) if main else None
    if main is None or data is None:
        raise CalledWrongly(f"{name} is no Excel workbook: its sheets are not where they should be. Save it anew.")
    book = tree(data, name)
    linked = relations(package, main, name)
    properties = next(book.all("workbookPr"), None)
    is_1904 = properties is not None and properties.attrs.get("date1904", "0") in ("1", "true", "on")
    workbook = _Workbook(_strings(package, linked, name), _formats(package, linked, name), 1904 if is_1904 else 1900)
    tables, notes = [], []
    exported: tuple[str, ...] | None = None
    for sheet in book.all("sheet"):
        part = linked.get(sheet.attrs.get("id", ""))
        body = package.part(part.target) if part and part.kind == "worksheet" and not part.outside else None
        if part is None or body is None:
            continue
        reading = _Sheet(workbook, relations(package, part.target, name))
        feed(body, reading, name)
        title = sheet.attrs.get("name", "")
        table = reading.table(title, hidden=sheet.attrs.get("state", "visible") != "visible")
        if table.hidden and table.rows and table.rows[0].cells[0].text == MANIFEST:
            exported = tuple(row.cells[0].text for row in table.rows[1:])
        elif table.rows:
            tables.append(table)
    if is_1904:
        notes.append("The workbook counts its dates from 1904, as old Excel for Mac did; they were read so.")
    return Document(name=name, format="xlsx", tables=tuple(tables), notes=tuple(notes), exported=exported)


class _Workbook:
    def __init__(self, strings: Sequence[str], formats: Sequence[Shows], epoch: Literal[1900, 1904]) -> None:
        self.strings = strings
        self.formats = formats
        self.epoch: Literal[1900, 1904] = epoch


class _Sheet:
    """Told a sheet element by element; keeps its cells by row and column, both from 1 and 0."""

    def __init__(self, workbook: _Workbook, linked: dict[str, Relation]) -> None:
        self._book = workbook
        self._linked = linked
        self._rows: dict[int, dict[int, Cell]] = {}
        self._hidden: set[int] = set()
        self._merged: list[tuple[int, int, int, int]] = []
        self._row = self._column = 0
        self._type = self._style = ""
        self._text: dict[str, list[str]] = {}
        self._inside: list[str] = []
        self._count = self._cut = self._uncomputed = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        self._inside.append(name)
        if name == "row":
            self._row = _whole(attrs.get("r", ""), self._row + 1)
            self._column = -1
            if attrs.get("hidden") in ("1", "true"):
                self._hidden.add(self._row)
        elif name == "c":
            at = _REFERENCE.fullmatch(attrs.get("r", ""))
            self._column = _column(at[1]) if at else self._column + 1
            self._type, self._style = attrs.get("t", "n"), attrs.get("s", "0")
            self._text = {"v": [], "t": [], "f": []}
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))
        elif name == "hyperlink":
            self._link(attrs)

    def end(self, name: str) -> None:
        self._inside.pop()
        if name == "c":
            self._put()

    def data(self, text: str) -> None:
        here = self._inside[-1] if self._inside else ""
        if here in self._text and "rPh" not in self._inside:
            self._text[here].append(text)

    def _put(self) -> None:
        if self._column >= limits.COLUMNS:
            return
        if self._row > limits.ROWS:
            self._cut += 1
            return
        self._count += 1
        if self._count > limits.CELLS:
            raise CalledWrongly(f"A sheet holds more than {limits.CELLS:,} cells; take the table out into a file.")
        cell = self._cell("".join(self._text["v"]), "".join(self._text["t"]), "".join(self._text["f"]).strip())
        if cell.text or cell.date or cell.links:
            self._rows.setdefault(self._row, {})[self._column] = cell

    def _cell(self, value: str, inline: str, formula: str) -> Cell:
        found = _LINK_FORMULA.match(formula)
        links = tuple(link for link in ((web_address(found[1]) if found else None),) if link)
        if formula and not value and not inline:
            self._uncomputed += 1
        if self._type == "s":
            number = _whole(value, -1)
            text = self._book.strings[number] if 0 <= number < len(self._book.strings) else ""
            return Cell(text=_plain(text), links=links)
        if self._type == "inlineStr":
            return Cell(text=_plain(_unescaped(inline)), links=links)
        if self._type == "str":
            return Cell(text=_plain(_unescaped(value)), links=links)
        if self._type == "b":
            return Cell(text="TRUE" if value == "1" else "FALSE", links=links)
        if self._type in ("e", "d"):
            return Cell(text=value.strip(), links=links)
        return self._number(value.strip(), links)

    def _number(self, value: str, links: tuple[str, ...]) -> Cell:
        try:
            number = float(value)
        except ValueError:
            return Cell(text=value, links=links)
        style = _whole(self._style, 0)
        shown = self._book.formats[style] if style < len(self._book.formats) else "number"
        if shown == "time" and 0 <= number < 1:
            return Cell(text=number_format.clock(number), links=links)
        date = number_format.typed_date(number, shown, self._book.epoch)
        if date is not None:
            return Cell(text=date.edtf, date=date, links=links)
        is_whole = abs(number) < 1e15 and number == int(number)
        return Cell(text=str(int(number)) if is_whole else value, links=links)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        a, b = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if a and b:
            self._merged.append((int(a[2]), int(b[2]), _column(a[1]), _column(b[1])))

    def _link(self, attrs: dict[str, str]) -> None:
        at = _REFERENCE.fullmatch(attrs.get("ref", "").partition(":")[0])
        target = address(self._linked, attrs.get("id", ""))
        if at and target:
            row = self._rows.get(int(at[2]), {})
            cell = row.get(_column(at[1]))
            if cell is not None:
                links = tuple(dict.fromkeys((*cell.links, target)))
                row[_column(at[1])] = Cell(text=cell.text, date=cell.date, notes=cell.notes, links=links)

    def table(self, name: str, hidden: bool) -> Table:
        self._fill_merged()
        width = max((max(row) + 1 for row in self._rows.values() if row), default=0)
        across = {top for top, bottom, left, right in self._merged if top == bottom and right - left + 1 >= width > 1}
        rows = tuple(
            Row(
                number=number,
                cells=tuple(self._rows[number].get(at, Cell()) for at in range(width)),
                across=number in across,
                hidden=number in self._hidden,
            )
            for number in sorted(self._rows)
        )
        notes = []
        if self._cut:
            notes.append(f"Rows beyond the first {limits.ROWS:,} were not read.")
        if self._uncomputed:
            notes.append(
                f"{self._uncomputed:,} cells hold a formula without its result; they were read as empty. "
                "Open the workbook in Excel and save it to have them."
            )
        if any(row.hidden for row in rows):
            notes.append("Hidden rows were read as well; each is marked.")
        return Table(name=name, rows=rows, width=width, hidden=hidden, notes=tuple(notes))

    def _fill_merged(self) -> None:
        """A cell that is merged downwards stands in each of its rows, in its first column."""
        room = _MERGED_MOST
        for top, bottom, left, right in self._merged:
            source = self._rows.get(top, {}).get(left)
            if source is None or left >= limits.COLUMNS or right < left:
                continue
            for number in range(top + 1, min(bottom, limits.ROWS, top + room) + 1):
                room -= 1
                if number in self._rows:  # a row of which nothing else is there is none
                    self._rows[number][left] = Cell(
                        text=source.text, date=source.date, notes=source.notes, links=source.links, copied=True
                    )


def _strings(package: Package, linked: dict[str, Relation], name: str) -> list[str]:
    part = by_kind(linked, "sharedStrings")
    data = package.part(part) if part else None
    if data is None:
        return []
    told = _Strings()
    feed(data, told, name)
    return told.found


class _Strings:
    """The texts that cells refer to by number, how they are spoken left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside: list[str] = []

    def start(self, name: str, attrs: dict[str, str]) -> None:
        self._inside.append(name)
        if name == "si":
            self._parts = []

    def end(self, name: str) -> None:
        self._inside.pop()
        if name == "si":
            self.found.append(_unescaped("".join(self._parts)))

    def data(self, text: str) -> None:
        if self._inside[-1] == "t" and "rPh" not in self._inside:
            self._parts.append(text)


def _formats(package: Package, linked: dict[str, Relation], name: str) -> list[Shows]:
    """What cells show, by the number of their style."""
    part = by_kind(linked, "styles")
    data = package.part(part) if part else None
    if data is None:
        return []
    styles = tree(data, name)
    own = {n.attrs.get("numFmtId", ""): n.attrs.get("formatCode", "") for n in styles.all("numFmt")}
    of_cells = next(styles.all("cellXfs"), Node("", {}))
    return [
        number_format.shows(_whole(xf.attrs.get("numFmtId", "0"), 0), own.get(xf.attrs.get("numFmtId", "0")))
        for xf in of_cells.children
        if xf.name == "xf"
    ]


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold, which Excel writes as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")[: limits.CELL_TEXT]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
