"""Files with tables as people make them, for the tests of this room: Word, Excel, and zips that nobody should open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import docx
import openpyxl

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def zipped(parts: Mapping[str, str | bytes], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def relations(*lines: tuple[str, str, str]) -> str:
    """(id, last word of the type, target); a target with "://" or "\\\\" is outside."""
    made = "".join(
        f'<Relationship Id="{own}" Type="http://x/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target or "\\" in target else "/>")
        for own, kind, target in lines
    )
    return f'<Relationships xmlns="x">{made}</Relationships>'


def raw_docx(body: str, more: Mapping[str, str] | None = None, *related: tuple[str, str, str]) -> bytes:
    """A Word document of the body's XML alone."""
    return zipped(
        {
            "_rels/.rels": relations(("r", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W} {R}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*related),
            **(more or {}),
        }
    )


def raw_table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(inner: str, properties: str = "") -> str:
    """A cell of one paragraph, or of the paragraphs given."""
    inner = inner if inner.startswith("<w:p") else f"<w:p><w:r><w:t>{inner}</w:t></w:r></w:p>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def word(rows: Sequence[Sequence[str]], before: str = "", change: Callable[[Any], None] | None = None) -> bytes:
    """A document with one table; `change` may do more to it."""
    made = docx.Document()
    if before:
        made.add_paragraph(before)
    table = made.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def workbook(rows: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with one sheet; `change` gets the workbook."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
