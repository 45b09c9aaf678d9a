"""CSV: one row an entry, for a spreadsheet (RFC 4180; UTF-8 with a byte order mark, or Excel guesses the charset)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from chronofile.model import Disagreement, Entry
from chronofile.show import dates, sentences, words
from chronofile.show.export import Export, disagreements_by_entry, is_shown, ready

COLUMNS = (
    "id", "when", "edtf", "earliest", "latest", "basis", "what", "kind", "happened?", "place", "who", "said by",
    "state", "reports", "copies", "reports differ", "quotation", "page headline", "outlet", "published", "url",
    "sha256", "start", "end", "exact words",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, full-width forms (East Asian locales) included."""


def to_csv(export: Export) -> bytes:
    """Rejected entries are left out. No cell can start a formula; `restore` gives the text back."""
    ready(export)
    differing = disagreements_by_entry(export)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    for entry in export.chronology.entries:
        if is_shown(entry):
            writer.writerow([neutralised(cell) for cell in _row(export, entry, differing.get(entry.id, []))])
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def neutralised(cell: str) -> str:
    """With a leading apostrophe where a spreadsheet would compute (white space before the sign counts too)."""
    return "'" + cell if cell.startswith("'") or cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def restore(cell: str) -> str:
    """The text before `neutralised`."""
    return cell[1:] if cell.startswith("'") else cell


def _row(export: Export, entry: Entry, differing: Iterable[Disagreement]) -> list[str]:
    date = entry.occurred
    first = entry.citations[0].citation if entry.citations else None
    page = export.pages.get(first.text_layer) if first else None
    published = export.chronology.published.get(page.text_layer) or page.published if page else None
    return [
        entry.id,
        dates.when(date).line,
        date.edtf if date else "",
        (date.earliest or "") if date else "",
        (date.latest or "") if date else "",
        date.basis if date else "",
        entry.headline,
        words.ASPECTS.get(entry.aspect, entry.kind),
        words.factuality(entry.factuality) if entry.aspect == "event" else "",
        entry.place or "",
        "; ".join(f"{i.name} ({words.PARTS.get(i.part, i.part)})" for i in entry.involvements),
        entry.said_by or "",
        words.state(entry),
        str(entry.independent_reports),
        str(entry.copies),
        "; ".join(_reading(d) for d in differing),
        sentences.one_line(first.shown or first.exact) if first else "",
        (page.headline or "") if page else "",
        (page.outlet or "") if page else "",
        dates.when(published).line if page else "",
        (page.url or "") if page else "",
        page.sha256 if page else "",
        str(first.start) if first else "",
        str(first.end) if first else "",
        first.exact if first else "",
    ]


def _reading(disagreement: Disagreement) -> str:
    sides = " / ".join(words.reading(r)[0] for r in disagreement.readings)
    settled = f" (decided: {disagreement.resolution})" if disagreement.state == "resolved" else ""
    return f"{disagreement.attribute}: {sides}{settled}"
