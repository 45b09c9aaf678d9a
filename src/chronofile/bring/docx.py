"""Docx: the tables of a Word document, row by row. What is hidden or a field's own code is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from chronofile.bring import limits
from chronofile.bring.container import Package
from chronofile.bring.grid import Cell, Document, Row, Table, Tracked
from chronofile.bring.markup import Node, feed, tree
from chronofile.bring.relations import Relation, address, by_kind, relations, web_address
from chronofile.errors import CalledWrongly

OWN_STYLE = "ChronofileNote"
"""Style of paragraphs that an export of ours adds to a cell: they are no words of the row."""
_ROWS = "urn:chronofile:rows"
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo", "smartTag"})
_NOT_TEXT = frozenset({"rPr", "pPr", "tcPr", "trPr", "tblPr", "sdtPr", "Fallback", "drawing", "pict", "object"})
_BLANKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_GONE = {"with": frozenset({"del", "moveFrom"}), "without": frozenset({"ins", "moveTo"})}
_FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_NAME_LENGTH = 80
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})


def docx_document(package: Package, name: str, tracked: Tracked) -> Document:
    """Raises CalledWrongly when it is no Word document or is damaged."""
    main = by_kind(relations(package, "", name), "officeDocument")
    data = package.part(main) if main else None
    if main is None or data is None:
        raise CalledWrongly(f"{name} is no Word document: its text is not where it should be. Save it anew in Word.")
    linked = relations(package, main, name)
    reading = _Reading(_footnotes(package, linked, name, tracked), linked, tracked)
    feed(data, reading, name)
    return msgspec.structs.replace(reading.document(name), exported=_exported(package, linked, name))


class _Reading:
    """Told the document element by element; it keeps one row of a table at a time."""

    def __init__(self, notes: Mapping[str, str], linked: dict[str, Relation], tracked: Tracked) -> None:
        self._cells = _Cells(notes, linked, tracked)
        self._tables: list[Table] = []
        self._open: list[Node] = []
        self._depth = 0
        self._rows: list[Row] = []
        self._above: dict[int, Cell] = {}
        self._before = ""
        self._line: list[str] = []
        self._number = 0
        self._left_out = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if self._open:
            node = Node(name, attrs)
            self._open[-1].children.append(node)
            self._open.append(node)
        elif name == "tr" and self._depth:
            self._open.append(Node(name, attrs))
        if name == "tbl":
            self._depth += 1
            if self._depth == 1:
                self._rows, self._above, self._number = [], {}, 0
        elif name == "p" and not self._depth:
            self._line = []

    def end(self, name: str) -> None:
        if self._open:
            node = self._open.pop()
            if not self._open:
                self._take(node)
        if name == "tbl":
            self._depth -= 1
            if self._depth == 0:
                self._close()
        elif name == "p" and not self._depth:
            self._before = " ".join("".join(self._line).split()) or self._before

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text
        elif not self._depth:
            self._line.append(text)

    def document(self, name: str) -> Document:
        notes = []
        if self._cells.changed:
            notes.append(
                "The document has tracked changes: what was inserted is kept, what was deleted is left out."
                if self._cells.tracked == "with"
                else "The document has tracked changes: it was read as it stood before them."
            )
        if self._left_out:
            notes.append(f"{self._left_out:,} rows beyond the first {limits.ROWS:,} of a table were not read.")
        return Document(
            name=name, format="docx", tables=tuple(self._tables), tracked=self._cells.changed, notes=tuple(notes)
        )

    def _take(self, node: Node) -> None:
        if len(self._rows) >= limits.ROWS:
            self._left_out += 1
            return
        self._number += 1
        row = self._cells.row(node, self._number, self._above)
        if row is not None:
            self._rows.append(row)

    def _close(self) -> None:
        width = max((len(row.cells) for row in self._rows), default=0)
        rows = tuple(
            Row(
                number=row.number,
                cells=row.cells + tuple(Cell() for _ in range(width - len(row.cells))),
                keys=row.keys,
                across=row.across and width > 1,
                head=row.head,
            )
            for row in self._rows
        )
        named = self._before if len(self._before) <= _NAME_LENGTH else ""
        if rows:
            self._tables.append(Table(name=named, rows=rows, width=width))
        self._before = ""


class _Cells:
    """Rows out of their elements. `changed` is true once a tracked change was met."""

    def __init__(self, notes: Mapping[str, str], linked: dict[str, Relation], tracked: Tracked) -> None:
        self.tracked: Tracked = tracked
        self.changed = False
        self._notes = notes
        self._linked = linked
        self._gone = _GONE[tracked]

    def row(self, node: Node, number: int, above: dict[int, Cell]) -> Row | None:
        """None for a row that is deleted. `above` are cells that reach down into this row, by column."""
        properties = node.first("trPr")
        marks = {child.name for child in properties.children} if properties else set()
        self.changed = self.changed or bool(marks & _CHANGES)
        if marks & self._gone:
            return None
        cells: list[Cell] = []
        at = _number(properties, "gridBefore") if properties else 0
        cells += [Cell() for _ in range(min(at, limits.COLUMNS))]
        spans = []
        for each in _through(node, "tc", self._gone):
            if len(cells) >= limits.COLUMNS:
                break
            made = self._cell(each, len(cells), above)
            span = max(1, min(_number(each.first("tcPr"), "gridSpan"), limits.COLUMNS - len(cells)))
            spans.append(span)
            cells += [made, *(Cell() for _ in range(span - 1))]
        keys = tuple(n.attrs.get("name", "") for n in node.all("bookmarkStart") if n.attrs.get("name", "")[:3] == "_cf")
        single = len(spans) == 1 and spans[0] > 1 and not at
        return Row(number=number, cells=tuple(cells), keys=keys, across=single, head="tblHeader" in marks)

    def _cell(self, node: Node, column: int, above: dict[int, Cell]) -> Cell:
        properties = node.first("tcPr")
        merged = properties.first("vMerge") if properties else None
        if merged is not None and merged.attrs.get("val", "continue") == "continue":
            from_above = above.get(column, Cell())
            return Cell(text=from_above.text, notes=from_above.notes, links=from_above.links, copied=True)
        collected = _Collected(self._notes, self._linked, self._gone)
        collected.blocks(node)
        self.changed = self.changed or collected.changed
        made = collected.cell()
        above.pop(column, None)
        if merged is not None:
            above[column] = made
        return made


class _Collected:
    """What one cell says: its lines, the notes they refer to, the addresses behind them."""

    def __init__(self, notes: Mapping[str, str], linked: dict[str, Relation], gone: frozenset[str]) -> None:
        self.changed = False
        self._known_notes = notes
        self._linked = linked
        self._gone = gone
        self._lines: list[str] = []
        self._notes: list[str] = []
        self._links: list[str] = []
        self._joined = False

    def cell(self) -> Cell:
        text = "\n".join(line.strip() for line in self._lines).strip()
        return Cell(text=text[: limits.CELL_TEXT], notes=tuple(self._notes), links=tuple(dict.fromkeys(self._links)))

    def blocks(self, node: Node) -> None:
        """The paragraphs below an element, those of tables inside it as well."""
        for child in node.children:
            if child.name in _CHANGES:
                self.changed = True
            if child.name in self._gone or child.name in _NOT_TEXT:
                continue
            if child.name == "p":
                self._paragraph(child)
            else:
                self.blocks(child)

    def _paragraph(self, node: Node) -> None:
        properties = node.first("pPr")
        style = properties.first("pStyle") if properties else None
        if style is not None and style.attrs.get("val") == OWN_STYLE:
            return
        parts: list[str] = []
        self._inside(node, parts.append)
        line = "".join(parts)
        if self._joined and self._lines:
            self._lines[-1] += line
        else:
            self._lines.append(line)
        mark = properties.first("rPr") if properties else None
        kinds = {child.name for child in mark.children} if mark else set()
        self.changed = self.changed or bool(kinds & _CHANGES)
        # A paragraph whose end is deleted (or, read as it stood before, not yet inserted) runs on into the next.
        self._joined = bool(kinds & self._gone)

    def _inside(self, node: Node, say: Callable[[str], None]) -> None:
        for child in node.children:
            name = child.name
            if name in _CHANGES:
                self.changed = True
            if name in self._gone or name in _NOT_TEXT or (name == "r" and _is_hidden(child)):
                continue
            if name in ("t", "delText"):
                say(child.text)
            elif name in _BLANKS:
                say(_BLANKS[name])
            elif name in ("footnoteReference", "endnoteReference"):
                told = self._known_notes.get(f"{name[:-9]} {child.attrs.get('id', '')}")
                if told:
                    self._notes.append(told)
            elif name in ("instrText", "fldSimple"):
                code = child.text if name == "instrText" else child.attrs.get("instr", "")
                self._link(next(iter(_FIELD_LINK.findall(code)), ""))
                if name == "fldSimple":
                    self._inside(child, say)
            else:
                if name == "hyperlink":
                    self._link(address(self._linked, child.attrs.get("id", "")) or "")
                self._inside(child, say)

    def _link(self, target: str) -> None:
        clean = web_address(target)
        if clean:
            self._links.append(clean)


def _exported(package: Package, linked: dict[str, Relation], name: str) -> tuple[str, ...] | None:
    """The rows that an export of ours lists in a part of its own."""
    for relation in linked.values():
        data = package.part(relation.target) if relation.kind == "customXml" and not relation.outside else None
        root = next(iter(tree(data, name).children), None) if data else None
        if root is not None and root.attrs.get("xmlns") == _ROWS:
            return tuple(node.attrs.get("id", "") for node in root.all("row"))
    return None


def _footnotes(package: Package, linked: dict[str, Relation], name: str, tracked: Tracked) -> dict[str, str]:
    """Texts of footnotes and endnotes by "footnote 3"; separators are none."""
    found: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        part = by_kind(linked, f"{kind}s")
        data = package.part(part) if part else None
        for note in tree(data, name).all(kind) if data else ():
            if note.attrs.get("type", "normal") != "normal":
                continue
            collected = _Collected({}, {}, _GONE[tracked])
            collected.blocks(note)
            text = collected.cell().text
            if text:
                found[f"{kind} {note.attrs.get('id', '')}"] = text
    return found


def _through(node: Node, name: str, gone: frozenset[str]) -> Iterator[Node]:
    """Elements of that name right below a row, whatever a program wrapped around them."""
    for child in node.children:
        if child.name == name:
            yield child
        elif child.name in _WRAPPERS and child.name not in gone:
            yield from _through(child, name, gone)


def _is_hidden(run: Node) -> bool:
    properties = run.first("rPr")
    hidden = properties.first("vanish") if properties else None
    return hidden is not None and hidden.attrs.get("val", "true") not in ("0", "false", "off")


def _number(properties: Node | None, name: str) -> int:
    node = properties.first(name) if properties else None
    value = node.attrs.get("val", "") if node else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0
