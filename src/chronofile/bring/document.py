"""Document: any file with tables in it, told apart by its bytes, never by its name."""

from __future__ import annotations

import msgspec

from chronofile.bring import limits
from chronofile.bring.container import is_package, package, refuse_other_kinds
from chronofile.bring.delimited import Guess, delimited_document
from chronofile.bring.docx import docx_document
from chronofile.bring.grid import Document, Tracked
from chronofile.bring.relations import by_kind, relations
from chronofile.bring.xlsx import xlsx_document
from chronofile.errors import CalledWrongly


def read_document(data: bytes, name: str, tracked: Tracked = "with", guess: Guess = lambda _: None) -> Document:
    """All tables of a Word document, a workbook or a CSV file. `tracked` says whether tracked changes are taken as
    made. Raises CalledWrongly, naming the file and the way out, for everything that is not read.
    """
    if len(data) > limits.FILE_BYTES:
        raise CalledWrongly(f"{name} is larger than {limits.FILE_BYTES // limits.MB} MB. Take its pictures out first.")
    refuse_other_kinds(data, name)
    if is_package(data):
        found = _in_package(data, name, tracked)
    else:
        found = delimited_document(data, name, guess)
    if all(row.is_empty for table in found.tables for row in table.rows):
        raise CalledWrongly(f"No table found in {name}. Give a Word document or a spreadsheet that holds one.")
    kept = tuple(table for table in found.tables if not all(row.is_empty for row in table.rows))
    return msgspec.structs.replace(found, tables=kept)


def _in_package(data: bytes, name: str, tracked: Tracked) -> Document:
    opened = package(data, name)
    main = by_kind(relations(opened, "", name), "officeDocument") or ""
    if main.lower().startswith("word/"):
        return docx_document(opened, name, tracked)
    if main.lower().startswith("xl/"):
        if main.lower().endswith(".bin"):
            raise CalledWrongly(f"{name} is a binary workbook (.xlsb). Save it as .xlsx and give that.")
        return xlsx_document(opened, name)
    raise CalledWrongly(f"{name} is no Word document and no workbook. Save it as .docx, .xlsx or .csv and give that.")
