"""Sections: what stands below the chronology: disagreements, open items, who is who, words and pages cited."""

from __future__ import annotations

from chronofile.model import CaseAgent, Citation, Disagreement, Reading
from chronofile.show import dates, sentences, words
from chronofile.show.export import Export, PageInfo, place_on_page, shown_entries
from chronofile.show.html.markup import Markup, glyph, identifier, isolated, joined, link_out, quotation, tag
from chronofile.show.html.table import page_link, quoted, references
from chronofile.show.notes import Note, Notes, page_name, place_note, published, repaired

AROUND = 120
"""Code points shown around the differing words, at most, on either side."""


def section(key: str, title: str, *children: Markup | None, class_: str | None = None) -> Markup:
    heading = tag("h2", title, id=f"{key}-title")
    return tag("section", heading, *children, id=key, aria_labelledby=f"{key}-title", class_=class_)


def disagreements(export: Export, notes: Notes) -> Markup | None:
    shown = {e.id: e for e in export.chronology.entries}
    parts = []
    for one in export.chronology.disagreements:
        entry = shown.get(one.entry)
        if entry is None or entry.state in ("rejected", "merged"):
            continue
        title = tag("h3", glyph("differ"), f" {sentences.capitalised(one.attribute)}: ", isolated(entry.headline))
        sides = tag("ul", *(_side(export, notes, r) for r in one.readings), class_="sides")
        back = tag(
            "a", f"Back to {dates.when(entry.occurred).value}", href=f"#{identifier('e', entry.id)}", class_="return"
        )
        state = _settled(one)
        parts.append(
            tag("article", title, sides, tag("p", state, " ", back, class_="meta"), id=identifier("d", one.id))
        )
    if not parts:
        return None
    intro = tag("p", "Values that no single truth fits, side by side. None is chosen for you.", class_="meta")
    return section("differ", "Where reports differ", intro, *parts)


def open_items(export: Export, notes: Notes) -> Markup | None:
    entries = shown_entries(export, "open_item")
    if not entries:
        return None
    rows = []
    for entry in entries:
        told = entry.details
        what = tag("span", isolated(entry.headline))
        marks = references(notes, [c.citation for c in entry.citations])
        due = told.get("due")
        cells = (
            joined([what, marks]),
            isolated(str(told.get("owed_by") or "the page does not say")),
            isolated(str(told.get("owed_to") or "the page does not say")),
            tag("span", words.value(due) if due else "the page does not say"),
            tag("span", words.value(told.get("last_heard"))),
            tag("span", words.state(entry)),
        )
        rows.append(_cells(cells, ident=identifier("e", entry.id)))
    closed = words.not_found_on(len(export.pages))
    intro = tag("p", f"Promised, asked for or planned. That it was done is {closed}.", class_="meta")
    return section(
        "open", "Open items", intro, _table(("What", "Owed by", "Owed to", "Due", "Last heard", "State"), rows)
    )


def legal_statuses(export: Export, notes: Notes) -> Markup | None:
    entries = shown_entries(export, "legal_status")
    if not entries:
        return None
    rows = []
    for entry in entries:
        told = {key: str(value) for key, value in entry.details.items() if isinstance(value, str) and value}
        status = isolated(told.get("status", entry.headline))
        marks = references(notes, [c.citation for c in entry.citations])
        cells = (
            isolated(told.get("holder", "the page does not say")),
            joined([status, marks]),
            isolated(told.get("legal_system", "")),
            isolated(told.get("basis", "")),
            isolated(told.get("asserted_by", entry.said_by or "the page, in its own voice")),
        )
        rows.append(_cells(cells, ident=identifier("e", entry.id)))
    intro = tag("p", "What is asserted, and by whom. Nothing here is a ruling.", class_="meta")
    return section("status", "Legal statuses", intro, _table(("Who", "Status", "Under", "Basis", "Who says so"), rows))


def people(export: Export) -> Markup | None:
    """People and organisations; those in no entry are folded away, places left to the entries."""
    agents = [a for a in export.chronology.agents if a.type != "Place"]
    if not agents:
        return None
    told: dict[str, int] = {}
    for entry in shown_entries(export):
        for agent in {i.agent for i in entry.involvements}:
            told[agent] = told.get(agent, 0) + 1
    head = ("Name", "Kind", "Also called", "Described as", "Entries")
    inside = sorted((a for a in agents if a.id in told), key=lambda a: -told[a.id])
    outside = [a for a in agents if a.id not in told]
    parts: list[Markup] = []
    if inside:
        parts.append(_table(head, [_agent(a, told[a.id]) for a in inside]))
    if outside:
        label = tag("summary", f"{len(outside):,} more, named on the pages and in no entry")
        parts.append(tag("details", label, _table(head, [_agent(a, 0) for a in outside]), class_="rest"))
    return section("people", "Who’s who", *parts)


def statements(export: Export, notes: Notes) -> Markup | None:
    entries = shown_entries(export, "statement")
    if not entries:
        return None
    items = []
    for entry in entries:
        speaker = entry.said_by or str(entry.details.get("speaker_name") or "") or "somebody the page does not name"
        quotes = [tag("p", quoted(export, c.citation), class_="quote") for c in entry.citations]
        where = [page_link(export.pages[layer], notes.letter(layer)) for layer in entry.pages if layer in export.pages]
        facts = joined([tag("span", dates.when(entry.occurred).line), *where], " · ")
        items.append(tag("li", tag("b", isolated(speaker)), *quotes, tag("p", facts, class_="meta")))
    count = sentences.plural(len(entries), "statement")
    return section(
        "statements", "What was said",
        tag("details", tag("summary", f"Show {count}"), tag("ul", *items, class_="plain")),
        tag("p", f"{count}, in the file only.", class_="print-only meta"),
    )  # fmt: skip


def words_cited(export: Export, notes: Notes) -> Markup:
    items = [_note(export, note) for note in notes.all()]
    if not items:
        return section("notes", "Words cited", tag("p", "No words from a page."))
    intro = tag("p", "Exactly as on the kept page, unless it says that they were repaired for the eye.", class_="meta")
    return section("notes", "Words cited", intro, tag("ol", *items, class_="notes"))


def pages_cited(export: Export, notes: Notes) -> Markup:
    cited = [_page(export, page, letter) for letter, page in notes.pages()]
    others = [_page(export, p, "") for layer, p in export.pages.items() if not notes.letter(layer)]
    proof = "A fingerprint (SHA-256) shows which bytes were held. It does not prove that a server sent them, nor when."
    parts: list[Markup | None] = [tag("p", proof, class_="meta"), tag("ul", *cited, class_="pages") if cited else None]
    if others:
        parts += [tag("h3", "Held, not cited above"), tag("ul", *others, class_="pages")]
    return section("pages", "Pages cited", *parts)


def not_read(export: Export) -> Markup | None:
    if not export.failures:
        return None
    items = [tag("li", isolated(f.location), ": ", isolated(f.message)) for f in export.failures]
    count = sentences.plural(len(items), "file")
    intro = tag("p", f"{count} could not be read; what they say is not in this chronology.", class_="meta")
    return section("unread", "Pages not read", intro, tag("ul", *items, class_="plain"))


def _side(export: Export, notes: Notes, reading: Reading) -> Markup:
    told, _ = words.reading(reading)
    facts: list[Markup] = []
    for name, value in _reading_facts(export, notes, reading):
        facts += [tag("dt", name), tag("dd", value)]
    quote = tag("p", _around(export, reading.citations[0]), class_="quote") if reading.citations else None
    return tag("li", tag("p", isolated(sentences.capitalised(told)), class_="reading"), quote, tag("dl", *facts))


def _reading_facts(export: Export, notes: Notes, reading: Reading) -> list[tuple[str, Markup]]:
    says = isolated(reading.attributed_to) if reading.attributed_to else tag("span", "the page, in its own voice")
    facts = [("Who says so", says)]
    if reading.citations:
        first = reading.citations[0]
        page = export.pages[first.text_layer]
        place = place_on_page(page, first)
        marks = references(notes, list(reading.citations))
        stands = [page_link(page, notes.letter(first.text_layer)), tag("span", f", {place}" if place else "")]
        facts.append(("Stands in", joined([*stands, marks])))
        facts.append(("Reported", tag("span", dates.phrase(published(export, page)))))
    facts.append(("Told by", tag("span", sentences.plural(reading.reports, "report"))))
    return facts


def _around(export: Export, citation: Citation) -> Markup:
    """The differing words, marked, with what stands around them in their block of the page."""
    page = export.pages[citation.text_layer]
    block = next((b for b in page.blocks if b.start <= citation.start < b.end), None)
    if page.layer_text and block:
        before = page.layer_text[max(block.start, citation.start - AROUND) : citation.start]
        after = page.layer_text[citation.end : min(block.end, citation.end + AROUND)]
        cut_left, cut_right = citation.start - AROUND > block.start, citation.end + AROUND < block.end
    else:
        before, after, cut_left, cut_right = citation.prefix, citation.suffix, True, True
    if cut_left:
        before = "…" + (before.partition(" ")[2] if " " in before else before)
    if cut_right:
        after = (after.rpartition(" ")[0] if " " in after else after) + "…"
    mark = tag("mark", citation.shown or citation.exact)
    return tag("span", "“", before, mark, after, "”", class_="q", dir="auto", lang=_lang(page))


def _lang(page: PageInfo) -> str | None:
    return page.language if page.language.replace("-", "").isalnum() and page.language != "und" else None


def _settled(one: Disagreement) -> str:
    if one.state != "resolved":
        return "Left open."
    reason = f" {sentences.sentence(one.reason)}" if one.reason else ""
    return f"Decided: {sentences.sentence(one.resolution)}{reason}"


def _agent(agent: CaseAgent, entries: int) -> Markup:
    name = [isolated(agent.name)]
    if agent.identification == "described":
        name.append(tag("span", " (unnamed)", class_="meta"))
    kind = words.AGENT_TYPES.get(agent.type, agent.type.lower())
    if agent.identification == "collective":
        kind = f"group of {agent.size}" if agent.size else "group"
    others = [isolated(n) for n in agent.names if n != agent.name]
    roles = [isolated(_role(role)) for role in agent.roles]
    cells = (joined(name), tag("span", kind), joined(others, "; "), joined(roles, "; "), tag("span", str(entries)))
    return _cells(cells)


def _role(role: dict[str, object]) -> str:
    title, organization = str(role.get("title") or ""), str(role.get("organization") or "")
    former = "former " if role.get("former") else ""
    return former + (f"{title}, {organization}" if title and organization else title or organization)


def _note(export: Export, note: Note) -> Markup:
    place = place_note(note)
    date = published(export, note.page)
    told = f", {place}" if place else ""
    when = f", published {dates.phrase(date)}." if date else ", publication date: the page does not say."
    back = [_back(entry, number if len(note.entries) > 1 else None) for number, entry in enumerate(note.entries, 1)]
    quote = quotation(note.citation.shown or note.citation.exact, note.page.language)
    mended = tag("span", f" {repaired(note.citation)}") if repaired(note.citation) else None
    page = page_link(note.page, note.letter)
    facts = tag("span", page, told, when, mended, class_="meta")
    links = tag("span", " ", joined(back, " "), class_="back")
    return tag("li", quote, " ", facts, links, id=identifier("n", note.number))


def _back(entry: str, number: int | None) -> Markup:
    where = f" to entry {number}" if number else " to the entry"
    return tag("a", "back", tag("span", where, class_="unseen"), href=f"#{identifier('e', entry)}")


def _page(export: Export, page: PageInfo, letter: str) -> Markup:
    date = published(export, page)
    facts: list[tuple[str, Markup]] = [
        ("Outlet", isolated(page.outlet) if page.outlet else tag("span", "the page does not say")),
    ]
    if page.byline:
        facts.append(("By", isolated(", ".join(page.byline))))
    if page.relayed_from:
        facts.append(("Relays", isolated(page.relayed_from)))
    facts.append(("Published", tag("span", dates.when(date).line if date else "the page does not say")))
    facts += [("", isolated(reason)) for reason in dates.reasons(date)]
    if dates.collected(page.collected_at):
        facts.append(("Collected", tag("span", dates.collected(page.collected_at))))
    if page.url:
        facts.append(("Address", link_out(page.url)))
    if page.location:
        facts.append(("File", isolated(page.location)))
    facts.append(("SHA-256", tag("code", page.sha256)))
    group = next((g for g in export.chronology.syndication if page.text_layer in g.copies), None)
    if group:
        original = export.pages.get(group.original)
        facts.append(("Copy of", isolated(page_name(original)) if original else tag("span", "another page")))
    facts += [("Note", isolated(problem)) for problem in page.problems]
    listed: list[Markup] = []
    for name, value in facts:
        listed += [tag("dt", name), tag("dd", value)] if name else [tag("dd", value)]
    title = tag("b", f"{letter}. " if letter else None, isolated(page_name(page)))
    return tag("li", title, tag("dl", *listed), id=identifier("p", page.text_layer))


def _table(head: tuple[str, ...], rows: list[Markup]) -> Markup:
    names = tag("tr", *(tag("th", name, scope="col") for name in head))
    table = tag("table", tag("thead", names), tag("tbody", *rows), class_="plain")
    return tag("div", table, class_="wide", tabindex=0, role="group", aria_label=f"Table: {head[0]}, {head[1]} …")


def _cells(cells: tuple[Markup, ...], ident: str | None = None) -> Markup:
    return tag("tr", tag("th", cells[0], scope="row"), *(tag("td", cell) for cell in cells[1:]), id=ident)
