"""show: a record of a case made into something to read, print, hand over or compute with. Pure: `Export` in, bytes out.

A new exporter is one file here and its line in `EXPORTERS`; the choices of the command line are made from that list.
Exporters are loaded when they are used: a look at the terminal needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from chronofile.errors import CalledWrongly
from chronofile.show.export import AUDIENCES, STAMP, Counts, Export, Exporter, PageInfo, ready
from chronofile.show.filter import Filter, day_range, filtered
from chronofile.show.terminal import terminal

if TYPE_CHECKING:
    from chronofile.show.rows import explained, find_row, json_line, read_row, time_row
    from chronofile.show.to_json import entry_row


def _in(module: str, name: str) -> Callable[[Export], bytes]:
    """The exporter `name` of a module of this room."""

    def write(export: Export) -> bytes:
        made: bytes = getattr(import_module(f"{__name__}.{module}"), name)(export)
        return made

    return write


EXPORTERS: tuple[Exporter, ...] = (
    Exporter("json", ".json", "all data, for programs", _in("to_json", "to_json")),
    Exporter("csv", ".csv", "a table, for a spreadsheet", _in("to_csv", "to_csv")),
    Exporter("xlsx", ".xlsx", "a workbook to edit and bring back (Excel)", _in("to_xlsx", "to_xlsx")),
    Exporter("docx", ".docx", "a table with footnotes to edit and bring back (Word)", _in("to_docx", "to_docx")),
    Exporter("markdown", ".md", "text with numbered notes, for a word processor", _in("to_markdown", "to_markdown")),
    Exporter("html", ".html", "one page to read, print and hand over", _in("html.page", "to_html")),
    Exporter(
        "timelinejs",
        ".timeline.json",
        "a timeline for a web page (TimelineJS 3)",
        _in("to_timelinejs", "to_timelinejs"),
    ),
)

_ROWS = {"entry_row": "to_json"} | dict.fromkeys(("explained", "find_row", "json_line", "read_row", "time_row"), "rows")
"""Functions for lines of JSON, by the file they stand in."""


def __getattr__(name: str) -> Any:
    if name in _ROWS:
        return getattr(import_module(f"{__name__}.{_ROWS[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def exporter(name: str) -> Exporter:
    """The exporter of that name. Raises CalledWrongly naming those there are."""
    for each in EXPORTERS:
        if each.name == name:
            return each
    raise CalledWrongly(f"There is no format '{name}'; known: {', '.join(e.name for e in EXPORTERS)}.")


__all__ = [
    "AUDIENCES",
    "EXPORTERS",
    "STAMP",
    "Counts",
    "Export",
    "Exporter",
    "Filter",
    "PageInfo",
    "day_range",
    "entry_row",
    "explained",
    "exporter",
    "filtered",
    "find_row",
    "json_line",
    "read_row",
    "ready",
    "terminal",
    "time_row",
]
