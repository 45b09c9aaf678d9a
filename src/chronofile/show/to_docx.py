"""DOCX: the table people keep by hand, When | What, quotations as real footnotes, made to be edited and brought back.

Each cell that may come back changed carries a hidden bookmark (`model.row_key`), and a part of the file's own lists all
rows, so that a row that was deleted is missed. What the program adds to a cell stands in paragraphs of a style of their
own, which are not read back.
"""

from __future__ import annotations

from chronofile.model import Citation, Disagreement, Entry, row_key
from chronofile.show import dates, docx_parts, sentences, words
from chronofile.show.docx_parts import paragraph, run
from chronofile.show.export import STAMP, Export, PageInfo, disagreements_by_entry, grouped, place_on_page, ready
from chronofile.show.export import shown_entries as shown
from chronofile.show.notes import Notes, page_name, published, repaired
from chronofile.show.package import Part, escaped, packed, properties

OWN_STYLE = "ChronofileNote"
"""Style of the paragraphs that the program adds to a cell."""
COLUMNS = ("when", "what")


def to_docx(export: Export) -> bytes:
    """Rejected entries are left out; suggestions are marked as such."""
    ready(export)
    made = _Writing(export)
    body = made.body()
    core, related = properties(export)
    parts: list[Part] = [*docx_parts.parts(body, made.footnotes, _footer(export), made.manifest()), core]
    return packed(parts, [("rDoc", "officeDocument", "word/document.xml"), related])


class _Writing:
    """One document; `footnotes` are filled as the body is written, in the order their numbers appear."""

    def __init__(self, export: Export) -> None:
        self.footnotes: list[str] = []
        self._export = export
        self._entries = shown(export)
        self._open = shown(export, "open_item")
        self._differing = disagreements_by_entry(export)
        self._notes = Notes(export, [e.id for e in (*self._entries, *self._open)])
        self._bookmarks = 0

    def body(self) -> str:
        export, counts, plural = self._export, self._export.counts, sentences.plural
        lines = [paragraph(run(export.case), style="Title")]
        if export.question:
            lines.append(paragraph(run(export.question), style="Subtitle"))
        told = (
            f"Working copy, {STAMP}. Chronology as of {dates.day(export.as_of)}. "
            f"{plural(counts.entries, 'entry', 'entries')}: {counts.decided} decided, {counts.suggested} suggested. "
            f"{plural(counts.pages, 'page')} held, counted as {plural(counts.reports, 'report')}; "
            f"{counts.not_read} not read."
        )
        lines.append(paragraph(run(told), style="ChronofileFacts"))
        rows = [docx_parts.row(["When", "What"], head=True)]
        for title, group in grouped(self._entries):
            if title:
                rows.append(docx_parts.title_row(title))
            rows += [self._row(entry) for entry in group]
        lines.append(docx_parts.table(rows))
        if not self._entries:
            lines.append(paragraph(run(f"No entries: {words.not_found_on(len(export.pages))}.")))
        if self._open:
            lines.append(paragraph(run("Open items"), style="Heading1"))
            lines += [paragraph(self._open_item(entry)) for entry in self._open]
        if self._notes.pages():
            lines.append(paragraph(run("Pages cited"), style="Heading1"))
            lines += [paragraph(run(self._page(letter, page))) for letter, page in self._notes.pages()]
        if export.failures:
            lines.append(paragraph(run("Pages not read"), style="Heading1"))
            lines += [paragraph(run(f"{f.location}: {f.message}")) for f in export.failures]
        record = f"Record {export.ledger_head or 'not kept'}. Chronofile {export.version}."
        lines.append(paragraph(run(record), style="ChronofileFacts"))
        return "".join(lines)

    def manifest(self) -> str:
        rows = "".join(f'<row id="{escaped(entry.id)}"/>' for entry in self._entries)
        return f'<rows xmlns="urn:chronofile:rows" head="{escaped(self._export.ledger_head)}">{rows}</rows>'

    def _row(self, entry: Entry) -> str:
        when = dates.when(entry.occurred)
        told = [paragraph(self._marked(entry.id, "when", when.value) + run(when.value, bold=True))]
        if when.note:
            told.append(paragraph(run(when.note), style=OWN_STYLE))
        differing = self._differing.get(entry.id, [])
        marked = self._marked(entry.id, "what", entry.headline)
        said = [paragraph(marked + run(entry.headline) + self._references([c.citation for c in entry.citations]))]
        tags = [] if entry.state == "accepted" else ["Suggested, not decided"]
        if entry.factuality != "occurred":
            tags.append(words.factuality(entry.factuality))
        if words.differ(differing):
            tags.append("Reports differ")
        if tags:
            said.append(paragraph(run(" ".join(f"[{tag}]" for tag in tags)), style=OWN_STYLE))
        said += [paragraph(self._differ(d), style=OWN_STYLE) for d in differing]
        return docx_parts.row_of("".join(told), "".join(said))

    def _marked(self, entry: str, column: str, text: str) -> str:
        self._bookmarks += 1
        name = row_key.bookmark(entry, column, text)
        return docx_parts.bookmark(self._bookmarks, name)

    def _references(self, citations: list[Citation]) -> str:
        return "".join(self._footnote(citation) for citation in citations)

    def _footnote(self, citation: Citation) -> str:
        page = self._export.pages.get(citation.text_layer)
        if page is None:
            return ""
        place = place_on_page(page, citation)
        said = f"“{sentences.one_line(citation.shown or citation.exact)}” "
        named = [page_name(page), page.outlet or "", dates.phrase(published(self._export, page)), place]
        told = f"Page {self._notes.letter(citation.text_layer)}: {', '.join(part for part in named if part)}."
        again = repaired(citation)
        self.footnotes.append(said + told + (f" {again}" if again else ""))
        return docx_parts.reference(len(self.footnotes))

    def _differ(self, disagreement: Disagreement) -> str:
        made = run(f"{sentences.capitalised(disagreement.attribute)}: ")
        for number, reading in enumerate(disagreement.readings):
            told, own = words.reading(reading)
            made += run((" or " if number else "") + (f"“{told}”" if own else told))
            made += self._references(list(dict.fromkeys(reading.citations)))
        end = f". Decided: {disagreement.resolution}." if disagreement.state == "resolved" else "."
        return made + run(end + (f" {sentences.sentence(disagreement.reason)}" if disagreement.reason else ""))

    def _open_item(self, entry: Entry) -> str:
        due = entry.details.get("due")
        told = run(f" Due {words.inside(due)}.") if due else ""
        return run(entry.headline) + self._references([c.citation for c in entry.citations]) + told

    def _page(self, letter: str, page: PageInfo) -> str:
        date = published(self._export, page)
        relayed = f"; relays {page.relayed_from}" if page.relayed_from else ""
        told = [
            f"{letter}. {page_name(page)}. Outlet: {page.outlet or 'the page does not say'}{relayed}.",
            " ".join((f"Published: {dates.phrase(date)}.", *dates.reasons(date))),
            f"Collected {dates.collected(page.collected_at)}." if page.collected_at else "",
            f"Address: {page.url}" if page.url else "",
            f"SHA-256 {page.sha256}.",
            "The number shows which bytes were held; it does not prove that a server sent them.",
        ]
        return " ".join(part for part in told if part)


def _footer(export: Export) -> str:
    record = f", record {export.ledger_head[:12]}" if export.ledger_head else ""
    return f"Working copy, {STAMP}. {export.case}, as of {dates.day(export.as_of)}{record}. Page "
