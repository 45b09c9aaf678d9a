"""Page: the whole file. It asks nothing of any server: no script, no image, no font, a policy that forbids all."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from chronofile.show import dates, sentences, words
from chronofile.show.export import STAMP, Export, ready, shown_entries
from chronofile.show.html import sections
from chronofile.show.html.glyphs import sheet
from chronofile.show.html.markup import Markup, glyph, isolated, joined, tag
from chronofile.show.html.strip import strip
from chronofile.show.html.table import table
from chronofile.show.notes import Notes


def to_html(export: Export) -> bytes:
    """UTF-8. Words of pages and people stand in it as text, whatever they hold."""
    ready(export)
    style = _style(export)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        *([tag("meta", name="chronofile-ledger-head", content=export.ledger_head)] if export.ledger_head else []),
        tag("title", f"{export.case}: chronology as of {dates.day(export.as_of)}"),
        tag("style", Markup(style)),
    )
    page = tag("html", head, _body(export), lang="en")
    return f"<!doctype html>\n{page}\n".encode()


def _body(export: Export) -> Markup:
    entries = shown_entries(export)
    noted = [*entries, *shown_entries(export, "open_item"), *shown_entries(export, "legal_status")]
    notes = Notes(export, [e.id for e in noted])
    if entries:
        chronology = [strip(export, entries), table(export, entries, notes)]
    else:
        chronology = [tag("p", f"No entries: {words.not_found_on(len(export.pages))}.")]
    parts = [
        sections.section("chronology", "Chronology", *chronology),
        sections.disagreements(export, notes),
        sections.open_items(export, notes),
        sections.legal_statuses(export, notes),
        sections.people(export),
        sections.statements(export, notes),
        sections.words_cited(export, notes),
        sections.pages_cited(export, notes),
        sections.not_read(export),
        _about(export),
    ]
    shown = [part for part in parts if part is not None]
    skips = [tag("a", "Skip to the chronology", href="#chronology"), tag("a", "Skip to the words cited", href="#notes")]
    header = tag("header", tag("p", f"Working copy, {STAMP}", class_="stamp"), tag("h1", isolated(export.case)),
                 *_facts(export))  # fmt: skip
    return tag(
        "body",
        tag("div", *skips, class_="skips"),
        sheet(),
        header,
        _contents(shown),
        tag("main", *shown),
        _foot(export),
    )


def _facts(export: Export) -> list[Markup]:
    counts = export.counts
    people = sorted({e.decided_by for e in shown_entries(export) if e.decided_by and e.state == "accepted"})
    decided = f"{counts.decided} decided" + (f" by {sentences.listed(people)}" if people else "")
    plural = sentences.plural
    told = [
        f"Chronology as of {dates.day(export.as_of)}. {plural(counts.entries, 'entry', 'entries')}: {decided}, "
        f"{counts.suggested} suggested" + (f"; {counts.rejected} rejected, not shown." if counts.rejected else "."),
        f"{sentences.plural(counts.pages, 'page')} held, counted as {sentences.plural(counts.reports, 'report')}"
        + (f"; {sentences.plural(counts.not_read, 'file')} not read." if counts.not_read else "."),
        "Names are as the pages give them.",
    ]
    lines = [tag("p", " ".join(told), class_="facts")]
    if export.question:
        lines.insert(0, tag("p", isolated(export.question), class_="question"))
    return lines


def _contents(shown: list[Markup]) -> Markup:
    links = []
    for part in shown:
        found = re.match(r'<section id="([\w-]+)".*?<h2[^>]*>(.*?)</h2>', part, re.S)
        if found:
            links.append(tag("li", tag("a", Markup(found[2]), href=f"#{found[1]}")))
    return tag("nav", tag("ul", *links), aria_label="Contents")


def _about(export: Export) -> Markup:
    voices = (
        ("Words of a kept page", "in serif, inside quotation marks, each with a number that leads to its page."),
        ("Suggested", "what the program found; nobody has decided it. Dashed edge, grey."),
        ("Accepted, Edited, By hand", "what a person decided, with their initials. Solid edge, black."),
        ("Reports differ", "no single truth fits what the pages say; both are shown."),
        ("Dates", "as exact as the page is. “Some day in the month” means that the page gives no day."),
        ("1 report, 1 copy", "a page that repeats another’s text is its copy and is not counted again."),
    )
    signs = {"Suggested": "suggested", "Accepted, Edited, By hand": "accepted", "Reports differ": "differ"}
    rows: list[Markup] = []
    for name, meaning in voices:
        rows += [tag("dt", glyph(signs[name]) if name in signs else None, f" {name}"), tag("dd", meaning)]
    record = f"Last line of the custody log: {_hexadecimal(export.ledger_head) or 'none'}."
    made = f"Made by Chronofile {export.version} for the audience “{export.audience}”: {STAMP}."
    closing = "This file is complete in itself: it loads nothing and sends nothing."
    absent = "What is not in this chronology was not found on the pages held; that is no sign that it did not happen."
    return sections.section(
        "about", "How to read this", tag("dl", *rows, class_="voices"),
        tag("p", absent), tag("p", joined([made, record, closing], " "), class_="meta"),
    )  # fmt: skip


def _foot(export: Export) -> Markup:
    return tag("footer", f"Working copy, {STAMP} · as of {dates.day(export.as_of)} · record {_short(export)}")


def _style(export: Export) -> str:
    """The style sheet and, for print, the foot of every page. Only letters, figures and stops can get in."""
    sheet = (files(__package__) / "style.css").read_text(encoding="utf-8")
    foot = f"Working copy, {STAMP} · as of {dates.day(export.as_of)} · record {_short(export)}"
    return sheet + f'@page {{ @bottom-left {{ content: "{foot}"; }} }}\n'


def _short(export: Export) -> str:
    head = _hexadecimal(export.ledger_head)
    return " ".join(head[at : at + 4] for at in range(0, min(len(head), 12), 4)) or "none"


def _hexadecimal(value: str) -> str:
    return value if re.fullmatch(r"[0-9a-fA-F]{1,128}", value) else ""
