"""Table: the chronology itself, one row an entry, what it says beside the words it stands on."""

from __future__ import annotations

import msgspec

from chronofile.model import Citation, CitedWords, Disagreement, Entry
from chronofile.show import dates, sentences, words
from chronofile.show.export import Export, PageInfo, disagreements_by_entry, grouped
from chronofile.show.html.markup import Markup, glyph, identifier, isolated, joined, quotation, tag
from chronofile.show.notes import Notes, page_name

QUOTED_IN_ROW = 2
"""Quotations shown in a row before the rest folds under "Reasons"; those of copies fold at once."""


class Setting(msgspec.Struct, frozen=True):
    """What every row needs: the export, its notes, the disagreements by entry, the pages that are copies."""

    export: Export
    notes: Notes
    differing: dict[str, list[Disagreement]]
    copies: frozenset[str]


def table(export: Export, entries: list[Entry], notes: Notes) -> Markup:
    copies = frozenset(c for group in export.chronology.syndication for c in group.copies)
    setting = Setting(export, notes, disagreements_by_entry(export), copies)
    head = tag("tr", *(tag("th", name, scope="col", role="columnheader", class_=kind) for name, kind in (
        ("When", "when"), ("What, in whose words", "what"), ("State", "state"), ("Told by", "told"),
    )), role="row")  # fmt: skip
    bodies = []
    for title, group in grouped(entries):
        rows = [_row(setting, entry) for entry in group]
        if title:
            rows.insert(0, tag("tr", tag("th", title, scope="rowgroup", colspan=4), class_="group", role="row"))
        bodies.append(tag("tbody", joined(rows), role="rowgroup"))
    caption = tag("caption", "Entries in the order of their first possible day", class_="unseen")
    return tag("table", caption, tag("thead", head, role="rowgroup"), *bodies, class_="entries", role="table")


def _row(setting: Setting, entry: Entry) -> Markup:
    differing = setting.differing.get(entry.id, [])
    decided = entry.state == "accepted"
    when = dates.when(entry.occurred)
    date = tag("span", when.value, class_="date")
    how = tag("span", when.note, class_="how") if when.note else None
    return tag(
        "tr",
        tag("th", date, how, scope="row", role="rowheader", class_="when"),
        tag("td", *_what(setting, entry, differing), role="cell", class_="what"),
        tag("td", *_states(entry, differing), role="cell", class_="state"),
        tag("td", words.told_by(entry), role="cell", class_="told"),
        id=identifier("e", entry.id), role="row", class_="dec" if decided else "sug",
    )  # fmt: skip


def _what(setting: Setting, entry: Entry, differing: list[Disagreement]) -> list[Markup]:
    parts = [tag("p", glyph("look"), f" {flag}", class_="flag") for flag in words.flags(entry, differing)]
    marks = references(setting.notes, [cited.citation for cited in entry.citations])
    parts.append(tag("p", isolated(entry.headline), marks, *_tags(entry, differing), class_="headline"))
    for cited in _in_row(setting, entry):
        against = tag("span", "Against it: ") if cited.stance == "contradicts" else None
        parts.append(tag("p", against, quoted(setting.export, cited.citation), class_="quote"))
    parts += [_differ(setting, disagreement) for disagreement in differing]
    parts.append(_reasons(setting, entry))
    return parts


def _in_row(setting: Setting, entry: Entry) -> list[CitedWords]:
    """The first words, and others that say it differently in a page of their own."""
    chosen: dict[str, CitedWords] = {}
    for cited in entry.citations:
        if chosen and cited.citation.text_layer in setting.copies and cited.stance == "supports":
            continue
        chosen.setdefault(cited.citation.exact, cited)
    return list(chosen.values())[:QUOTED_IN_ROW]


def _tags(entry: Entry, differing: list[Disagreement]) -> list[Markup]:
    """Boxed words, for print, where there is no column of states."""
    tags = []
    if entry.state != "accepted":
        tags.append(tag("span", "Suggested, not decided", class_="tag dash"))
    if entry.factuality != "occurred":
        dash = " dash" if entry.factuality in ("planned", "possible") else ""
        tags.append(tag("span", words.factuality(entry.factuality), class_=f"tag{dash}"))
    if words.differ(differing):
        tags.append(tag("span", "Reports differ", class_="tag"))
    return [part for each in tags for part in (tag("span", " ", class_="tag-gap"), each)]


def _states(entry: Entry, differing: list[Disagreement]) -> list[Markup]:
    sign = "suggested"
    if entry.state == "accepted":
        sign = "hand" if entry.made_by_hand else "edited" if words.is_edited(entry) else "accepted"
    happened = entry.factuality if entry.factuality in words.FACTUALITY else "occurred"
    lines = [
        tag("span", glyph(sign), tag("span", isolated(words.state(entry))), class_="line decision"),
        tag("span", glyph(happened), tag("span", words.factuality(entry.factuality)), class_="line"),
    ]
    told = words.differ(differing)
    if told:
        place = identifier("d", differing[0].id)
        lines.append(tag("span", glyph("differ"), tag("a", told, href=f"#{place}"), class_="line"))
    return lines


def _differ(setting: Setting, disagreement: Disagreement) -> Markup:
    """Both sides on one line: Place: “in Ukraine”³ or “in Russia’s Kursk region”⁴."""
    sides: list[Markup] = []
    for reading in disagreement.readings:
        told, own = words.reading(reading)
        language = _language(setting.export, reading.citations)
        side = quotation(told, language) if own else isolated(told)
        sides.append(joined([side, references(setting.notes, list(reading.citations))]))
    settled = ""
    if disagreement.state == "resolved":
        settled = f" Decided: {sentences.sentence(disagreement.resolution)}"
    reason = f" {sentences.sentence(disagreement.reason)}" if disagreement.reason else ""
    name = f"{sentences.capitalised(disagreement.attribute)}: "
    return tag("p", name, joined(sides, " or "), ".", settled, reason, class_="differ")


def _reasons(setting: Setting, entry: Entry) -> Markup:
    rows: list[tuple[str, list[str]]] = [
        ("Date", list(dates.reasons(entry.occurred))),
        ("Who", [f"{i.name} ({words.PARTS.get(i.part, i.part)})" for i in entry.involvements]),
        ("Where", [entry.place] if entry.place else []),
        ("Who says so", [entry.said_by] if entry.said_by else []),
        ("Suggested because", [sentences.sentence(dates.without_iso(entry.reason))] if entry.reason else []),
        ("Program says", [f"{_named(k)}: {words.value(v)}" for k, v in entry.program_says.items()]),
    ]
    body = [part for name, lines in rows if lines for part in _definition(name, [isolated(x) for x in lines])]
    more = [c for c in entry.citations if c not in _in_row(setting, entry)]
    if more:
        quotes = [joined([quoted(setting.export, c.citation), references(setting.notes, [c.citation])]) for c in more]
        body += _definition("More words", quotes)
    if not body:
        body = _definition("Words", [tag("span", "No words from a page.")])
    label = tag("span", f" for: {sentences.shortened(entry.headline, 80)}", class_="unseen")
    return tag("details", tag("summary", "Reasons", label), tag("dl", *body), class_="more")


def _definition(name: str, lines: list[Markup]) -> list[Markup]:
    return [tag("dt", name), *(tag("dd", line) for line in lines)]


def references(notes: Notes, cited: list[Citation]) -> Markup | None:
    """Raised numbers that lead to the words cited."""
    numbers = [n for n in dict.fromkeys(notes.number(c) for c in cited) if n]
    if not numbers:
        return None
    links = [tag("a", str(n), href=f"#{identifier('n', n)}", aria_label=f"note {n}") for n in numbers]
    return tag("sup", joined(links, ", "), class_="ref")


def quoted(export: Export, citation: Citation) -> Markup:
    return quotation(citation.shown or citation.exact, _language(export, (citation,)))


def page_link(page: PageInfo, letter: str) -> Markup:
    """The page's name, leading to its line under "Pages"; `letter` is "" for a page that is not cited."""
    name = isolated(sentences.shortened(page_name(page), 60))
    return tag("a", f"{letter}. " if letter else None, name, href=f"#{identifier('p', page.text_layer)}")


def _language(export: Export, cited: tuple[Citation, ...]) -> str:
    return export.pages[cited[0].text_layer].language if cited else "und"


def _named(attribute: str) -> str:
    return {"occurred": "when", "headline": "what"}.get(attribute, attribute.replace("_", " "))
