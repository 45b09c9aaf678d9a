"""Delimited: a table in a plain text file: CSV with commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable

import msgspec

from chronofile.bring import limits
from chronofile.bring.grid import Document, table_of
from chronofile.errors import CalledWrongly

Guess = Callable[[bytes], str | None]
"""The charset of bytes that are no UTF-8, by its Python name; None when it cannot be told."""

_DELIMITERS = (",", ";", "\t", "|")
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 40
"""Rows by which the delimiter is told."""


def delimited_document(data: bytes, name: str, guess: Guess = lambda _: None) -> Document:
    """Raises CalledWrongly for what is no text, or has a quotation mark that is never closed."""
    text = _decoded(data, name, guess)
    delimiter = _delimiter(text)
    lines: list[list[str]] = []
    cut = False
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(lines) >= limits.ROWS:
                cut = True
                break
            lines.append([cell[: limits.CELL_TEXT].replace("\r\n", "\n") for cell in line[: limits.COLUMNS]])
    except csv.Error:
        raise CalledWrongly(
            f"{name} cannot be taken apart into cells: one is longer than a table's can be, or a quotation mark is "
            "never closed. Save it anew as .xlsx or .csv."
        ) from None
    table = table_of("", lines)
    notes = (f"Rows beyond the first {limits.ROWS:,} were not read.",) if cut else ()
    tables = (msgspec.structs.replace(table, notes=notes),) if table.rows else ()
    return Document(name=name, format="csv", tables=tables)


def _decoded(data: bytes, name: str, guess: Guess) -> str:
    codec = next((codec for mark, codec in _MARKED if data.startswith(mark)), "")
    try:
        text = data.decode(codec or "utf-8")
    except UnicodeDecodeError:
        text = data.decode(codec or guess(data) or "cp1252", "replace")
    if "\0" in text and not codec:
        raise CalledWrongly(f"{name} is neither a Word table, a workbook nor a text file with a table.")
    return text


def _delimiter(text: str) -> str:
    """The one that takes most rows apart into the same number of cells."""
    best, score = ",", (0, 0)
    head = "\n".join(text.split("\n", _LOOKED_AT * 4)[: _LOOKED_AT * 4])
    for delimiter in _DELIMITERS:
        widths: dict[int, int] = {}
        try:
            for number, line in enumerate(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)):
                if number >= _LOOKED_AT:
                    break
                widths[len(line)] = widths.get(len(line), 0) + 1
        except csv.Error:
            continue
        common = max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
        if common > score:
            best, score = delimiter, common
    return best
