"""Markdown: the table people keep by hand, When | What, with numbered notes that hold the exact words."""

from __future__ import annotations

import re

from chronofile.model import Disagreement, Entry
from chronofile.show import dates, sentences, words
from chronofile.show.export import STAMP, Export, PageInfo, disagreements_by_entry, grouped, ready, shown_entries
from chronofile.show.notes import Notes, page_name, place_note, published, repaired

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^&!])")
_LEADING = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])(?=\s|$)")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def to_markdown(export: Export) -> bytes:
    """CommonMark with tables. Everything a page or person wrote is escaped: it stays text."""
    ready(export)
    entries = shown_entries(export)
    open_items = shown_entries(export, "open_item")
    notes = Notes(export, [e.id for e in (*entries, *open_items)])
    differing = disagreements_by_entry(export)
    lines = [f"# {escaped(export.case)}", "", *_facts(export), ""]
    for title, group in grouped(entries):
        if title:
            lines += [f"## {title}", ""]
        lines += ["| When | What |", "| :--- | :--- |"]
        lines += [_row(entry, notes, differing.get(entry.id, [])) for entry in group]
        lines.append("")
    if not entries:
        lines += [f"No entries: {words.not_found_on(len(export.pages))}.", ""]
    if open_items:
        lines += ["## Open items", "", *[_open_item(e, notes) for e in open_items], ""]
    lines += ["## Words cited", "", *_notes(export, notes), ""]
    lines += ["## Pages cited", ""]
    for letter, page in notes.pages():
        lines += [_page(export, letter, page), ""]
    if export.failures:
        lines += ["## Pages not read", ""]
        lines += [f"- {escaped(f.location)}: {escaped(f.message)}" for f in export.failures] + [""]
    lines.append(f"Working copy, {STAMP}. Record {export.ledger_head or 'not kept'}. Chronofile {export.version}.")
    if export.ledger_head:
        lines += ["", f"<!-- chronofile-ledger-head {export.ledger_head} -->"]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def escaped(text: str) -> str:
    """One line of text that Markdown leaves alone."""
    text = _SPECIAL.sub(r"\\\1", sentences.one_line(text))
    text = _AUTOLINK.sub(r"\1\\\2", text)
    return _LEADING.sub(lambda m: m[1] + m[2][:-1] + "\\" + m[2][-1], text)


def _facts(export: Export) -> list[str]:
    counts = export.counts
    plural = sentences.plural
    told = [
        f"Working copy, {STAMP}. Chronology as of {dates.day(export.as_of)}.",
        f"{plural(counts.entries, 'entry', 'entries')}: {counts.decided} decided, {counts.suggested} suggested.",
        f"{sentences.plural(counts.pages, 'page')} held, counted as {sentences.plural(counts.reports, 'report')}; "
        f"{counts.not_read} not read.",
    ]
    return ([escaped(export.question), ""] if export.question else []) + [" ".join(told)]


def _row(entry: Entry, notes: Notes, differing: list[Disagreement]) -> str:
    when = dates.when(entry.occurred)
    what = [f"{escaped(entry.headline)}{_marks(entry, notes)}"]
    tags = [] if entry.state == "accepted" else ["Suggested, not decided"]
    if entry.factuality != "occurred":
        tags.append(words.factuality(entry.factuality))
    if words.differ(differing):
        tags.append("Reports differ")
    if tags:
        what.append(" ".join(f"\\[{escaped(tag)}\\]" for tag in tags))
    what += [_differ(d, notes) for d in differing]
    note = f"<br>{escaped(when.note)}" if when.note else ""
    return f"| **{escaped(when.value)}**{note} | {'<br>'.join(what)} |"


def _marks(entry: Entry, notes: Notes) -> str:
    numbers = dict.fromkeys(notes.number(cited.citation) for cited in entry.citations)
    return "".join(f" \\[{number}\\]" for number in numbers if number)


def _differ(disagreement: Disagreement, notes: Notes) -> str:
    sides = []
    for reading in disagreement.readings:
        numbers = dict.fromkeys(notes.number(c) for c in reading.citations)
        marks = "".join(f" \\[{n}\\]" for n in numbers if n)
        told, own = words.reading(reading)
        sides.append((f"“{escaped(told)}”" if own else escaped(told)) + marks)
    line = f"{sentences.capitalised(disagreement.attribute)}: {' or '.join(sides)}."
    if disagreement.state == "resolved":
        line += f" Decided: {escaped(disagreement.resolution)}."
    return line + (f" {escaped(sentences.sentence(disagreement.reason))}" if disagreement.reason else "")


def _open_item(entry: Entry, notes: Notes) -> str:
    due = entry.details.get("due")
    told = f" Due {escaped(words.inside(due))}." if due else ""
    return f"- {escaped(entry.headline)}{_marks(entry, notes)}{told}"


def _notes(export: Export, notes: Notes) -> list[str]:
    lines = []
    for note in notes.all():
        place = place_note(note)
        parts = [
            f"{note.number}. “{escaped(note.citation.shown or note.citation.exact)}” Page {note.letter}",
            f", {place}" if place else "",
            f" ({escaped(dates.phrase(published(export, note.page)))}).",
            f" {repaired(note.citation)}" if repaired(note.citation) else "",
        ]
        lines.append("".join(parts))
    return lines or ["No words from a page."]


def _page(export: Export, letter: str, page: PageInfo) -> str:
    date = published(export, page)
    outlet = escaped(page.outlet) if page.outlet else "the page does not say"
    relayed = f"; relays {escaped(page.relayed_from)}" if page.relayed_from else ""
    told = [
        f"{letter}. {escaped(page_name(page))}. Outlet: {outlet}{relayed}.",
        f"Published: {escaped(dates.phrase(date))}." + "".join(f" {escaped(r)}" for r in dates.reasons(date)),
        f"Collected {escaped(dates.collected(page.collected_at))}." if page.collected_at else "",
        f"Address: {escaped(page.url)}" if page.url else "",
        f"SHA-256 {page.sha256}. The number shows which bytes were held; it does not prove that a server sent them.",
    ]
    return " ".join(part for part in told if part)
