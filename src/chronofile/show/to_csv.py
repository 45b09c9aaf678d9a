"""CSV: one row an entry, for a spreadsheet (RFC 4180; UTF-8 with a byte order mark, or Excel guesses the charset)."""

from __future__ import annotations

import csv
import io

from chronofile.show.export import Export, disagreements_by_entry, is_shown, ready
from chronofile.show.table import COLUMNS, neutralised, row


def to_csv(export: Export) -> bytes:
    """Rejected entries are left out. No cell can start a formula; `table.restore` gives the text back."""
    ready(export)
    differing = disagreements_by_entry(export)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    for entry in export.chronology.entries:
        if is_shown(entry):
            writer.writerow([neutralised(cell) for cell in row(export, entry, differing.get(entry.id, []))])
    return out.getvalue().encode("utf-8-sig", "backslashreplace")
