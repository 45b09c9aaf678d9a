"""show: a record of a case made into something to read, print, hand over or compute with. Pure: `Export` in, bytes out.

A new exporter is one file here and its line in `EXPORTERS`; the choices of the command line are made from that list.
"""

from __future__ import annotations

from chronofile.errors import CalledWrongly
from chronofile.show.export import AUDIENCES, STAMP, Counts, Export, Exporter, PageInfo, ready
from chronofile.show.filter import Filter, day_range, filtered
from chronofile.show.html.page import to_html
from chronofile.show.rows import explained, find_row, json_line, read_row, time_row
from chronofile.show.terminal import terminal
from chronofile.show.to_csv import to_csv
from chronofile.show.to_json import entry_row, to_json
from chronofile.show.to_markdown import to_markdown
from chronofile.show.to_timelinejs import to_timelinejs

EXPORTERS: tuple[Exporter, ...] = (
    Exporter("json", ".json", "all data, for programs", to_json),
    Exporter("csv", ".csv", "a table, for a spreadsheet", to_csv),
    Exporter("markdown", ".md", "text with numbered notes, for a word processor", to_markdown),
    Exporter("html", ".html", "one page to read, print and hand over", to_html),
    Exporter("timelinejs", ".timeline.json", "a timeline for a web page (TimelineJS 3)", to_timelinejs),
)


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
