"""XLSX: the same table as CSV in a workbook that can be edited and brought back.

Every cell is text and starts no formula, now or after a program saved it as CSV (`table.restore` gives the text back).
What may come back changed is white, the rest grey; the mark of each row is in a hidden column, the list of all rows
in a hidden sheet, so that a row that was deleted is missed.
"""

from __future__ import annotations

import re

from chronofile.model import row_key
from chronofile.show.export import STAMP, Export, disagreements_by_entry, is_shown, ready
from chronofile.show.notes import letters
from chronofile.show.package import HEAD, Part, escaped, packed, properties
from chronofile.show.table import COLUMNS, neutralised, row

MANIFEST = "chronofile rows"
"""First cell of the hidden sheet that lists the rows."""
SHEET = "Chronology"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HIDDEN = frozenset({"id", "edtf", "earliest", "latest", "basis", "sha256", "start", "end", "exact words", "row mark"})
_WIDTHS = {"when": 30, "what": 60, "who": 30, "reports differ": 30, "quotation": 60, "page headline": 30, "url": 30}
_LONGEST = 32_767
"""Characters that a cell of a workbook can hold; longer ones are cut, and are whole in CSV."""
_UNHOLDABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN, _READ_ONLY, _HEADED = 0, 1, 2


def to_xlsx(export: Export) -> bytes:
    """Rejected entries are left out. The first sheet is the chronology, the second says what may be changed."""
    ready(export)
    differing = disagreements_by_entry(export)
    entries = [e for e in export.chronology.entries if is_shown(e)]
    lines = [_line(1, COLUMNS, [_HEADED] * len(COLUMNS))]
    editable = frozenset(row_key.READ_BACK.values())
    styles = [_PLAIN if column in editable else _READ_ONLY for column in COLUMNS]
    for number, entry in enumerate(entries, 2):
        cells = [neutralised(cell) for cell in row(export, entry, differing.get(entry.id, []))]
        lines.append(_line(number, cells, styles))
    manifest = [_line(1, (MANIFEST, export.ledger_head), [_PLAIN, _PLAIN])]
    manifest += [_line(number, (entry.id,), [_PLAIN]) for number, entry in enumerate(entries, 2)]
    about = [_line(number, (line,), [_PLAIN]) for number, line in enumerate(_about(export), 1)]
    core, related = properties(export)
    sheets = [
        _sheet("sheet1", _columns(), lines, frozen=True, filtered=f"A1:{letters(len(COLUMNS) - 1)}{len(lines)}"),
        _sheet("sheet2", '<cols><col min="1" max="1" width="110" customWidth="1"/></cols>', about),
        _sheet("sheet3", "", manifest),
    ]
    parts = [_book(), _styles(), *sheets, core]
    return packed(parts, [("rBook", "officeDocument", "xl/workbook.xml"), related])


def _about(export: Export) -> list[str]:
    return [
        f"{export.case}: working copy, {STAMP}. As of {export.as_of.isoformat()}.",
        f"Record {export.ledger_head or 'not kept'}. Chronofile {export.version}.",
        "This workbook can be edited and brought back: the columns when, what, happened? and place, rows deleted, rows "
        "added. Each change is shown before it is taken over. Columns in grey are not read back.",
        "A leading apostrophe keeps a cell from being computed; it is no part of the words.",
    ]


def _line(number: int, cells: tuple[str, ...] | list[str], styles: list[int]) -> str:
    made = "".join(
        f'<c r="{letters(at)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
        for at, (cell, style) in enumerate(zip(cells, styles, strict=True))
        if cell
    )
    return f'<row r="{number}">{made}</row>'


def _text(cell: str) -> str:
    """What a workbook holds of a text: characters that XML cannot hold as Excel writes them."""
    held = _UNHOLDABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", cell[:_LONGEST])
    return escaped(held)


def _columns() -> str:
    made = "".join(
        f'<col min="{number}" max="{number}" width="{_WIDTHS.get(column, 14)}" customWidth="1"'
        + (' hidden="1"/>' if column in _HIDDEN else "/>")
        for number, column in enumerate(COLUMNS, 1)
    )
    return f"<cols>{made}</cols>"


def _sheet(name: str, columns: str, lines: list[str], *, frozen: bool = False, filtered: str = "") -> Part:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    filters = f'<autoFilter ref="{filtered}"/>' if filtered else ""
    body = (
        f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"{columns}<sheetData>{''.join(lines)}</sheetData>{filters}</worksheet>"
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    return Part(name=f"xl/worksheets/{name}.xml", body=body, kind=kind)


def _book() -> Part:
    relations = [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2, 3)]
    body = (
        f'{HEAD}<workbook xmlns="{_MAIN}"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="r1"/><sheet name="About" sheetId="2" r:id="r2"/>'
        '<sheet name="Rows" sheetId="3" state="veryHidden" r:id="r3"/></sheets></workbook>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return Part(name="xl/workbook.xml", body=body, kind=kind, relations=[*relations, ("r4", "styles", "styles.xml")])


def _styles() -> Part:
    """Three: to be changed, grey, head row. "@" is text, and the apostrophe of a cell is shown as one."""
    text = 'numFmtId="49" applyNumberFormat="1" borderId="0" xfId="0" applyAlignment="1"'
    top = '<alignment vertical="top" wrapText="1"/>'
    body = (
        f'{HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><sz val="11"/><color rgb="FF62656D"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFECE9E1"/></patternFill></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="3"><xf {text} fontId="0" fillId="0">{top}</xf>'
        f'<xf {text} fontId="1" fillId="0" applyFont="1">{top}</xf>'
        f'<xf {text} fontId="2" fillId="2" applyFont="1" applyFill="1">{top}</xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
    return Part(name="xl/styles.xml", body=body, kind=kind)
