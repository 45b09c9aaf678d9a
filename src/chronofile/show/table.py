"""Table: the columns of a spreadsheet and what stands in them, one row an entry of any kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chronofile.model import Disagreement, Entry, row_key
from chronofile.show import dates, sentences, words
from chronofile.show.export import Export

COLUMNS = (
    "id", "when", "edtf", "earliest", "latest", "basis", "what", "kind", "happened?", "place", "who", "said by",
    "state", "reports", "copies", "reports differ", "quotation", "page headline", "outlet", "published", "url",
    "sha256", "start", "end", "exact words", "row mark",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, full-width forms (East Asian locales) included."""


def neutralised(cell: str) -> str:
    """With a leading apostrophe where a spreadsheet would compute (white space before the sign counts too)."""
    return "'" + cell if cell.startswith("'") or cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def restore(cell: str) -> str:
    """The text before `neutralised`."""
    return cell[1:] if cell.startswith("'") else cell


def row(export: Export, entry: Entry, differing: Iterable[Disagreement]) -> list[str]:
    """The cells of one entry, not neutralised yet, in the order of `COLUMNS`."""
    date = entry.occurred
    first = entry.citations[0].citation if entry.citations else None
    page = export.pages.get(first.text_layer) if first else None
    published = export.chronology.published.get(page.text_layer) or page.published if page else None
    back = read_back(entry)
    return [
        entry.id,
        back["when"],
        date.edtf if date else "",
        (date.earliest or "") if date else "",
        (date.latest or "") if date else "",
        date.basis if date else "",
        back["what"],
        words.ASPECTS.get(entry.aspect, entry.kind),
        back["happened"],
        back["place"],
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
        row_key.cell(entry.id, back),
    ]


def read_back(entry: Entry) -> Mapping[str, str]:
    """What the cells that may come back changed say, by the names of `row_key.READ_BACK`."""
    return {
        "when": dates.when(entry.occurred).line,
        "what": entry.headline,
        "happened": words.factuality(entry.factuality) if entry.aspect == "event" else "",
        "place": entry.place or "",
    }


def _reading(disagreement: Disagreement) -> str:
    sides = " / ".join(words.reading(r)[0] for r in disagreement.readings)
    settled = f" (decided: {disagreement.resolution})" if disagreement.state == "resolved" else ""
    return f"{disagreement.attribute}: {sides}{settled}"
