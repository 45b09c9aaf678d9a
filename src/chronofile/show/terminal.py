"""Terminal: the chronology as plain text, readable in 80 columns, with or without colour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

import msgspec

from chronofile.model import Disagreement, Entry
from chronofile.show import dates, sentences, words
from chronofile.show.export import STAMP, Export, disagreements_by_entry, grouped, ready, shown_entries
from chronofile.show.notes import page_name, published

GLYPHS = {"suggested": "○", "accepted": "●", "rejected": "×", "merged": "○"}
HAPPENED = {"occurred": "◆", "ongoing": "━", "planned": "◇", "possible": "◇", "denied": "◇", "cancelled": "◇"}
_BOLD, _DIM, _WARN, _END = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNEVEN = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u2300-\u24ff\u25fd\u25fe\u2600-\u27bf\u2b00-\u2bff\u2e80-\uffff\U00010000-\U0010ffff]"
)
"""Where characters that take no column or two may stand: everything else takes one, and is only counted."""


class Style(msgspec.Struct, frozen=True):
    """`width` in columns of the terminal (an East Asian wide character takes two); colour is a fourth sign at most."""

    width: int = 80
    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_END}" if self.colour and text else text


def terminal(export: Export, width: int = 80, colour: bool = False, *, out_of: int | None = None) -> str:
    """All shown entries with their words. `out_of` is how many there are without the filter that made `export`.

    What pages say is cleaned of control and direction characters, so that no page can steer the terminal.
    """
    ready(export)
    style = Style(max(40, width), colour)
    entries = shown_entries(export)
    differing = disagreements_by_entry(export)
    where = cache(lambda layer: _where(export, layer, style))
    lines = _head(export, style)
    if out_of is not None and out_of != len(entries):
        lines += ["", f"{sentences.plural(len(entries), 'entry fits', 'entries fit')}; {out_of} without this filter."]
    elif not entries:
        lines += ["", f"No entries: {words.not_found_on(len(export.pages))}."]
    for title, group in grouped(entries):
        lines.append("")
        if title:
            lines += [style.paint(title, _BOLD), ""]
        for number, entry in enumerate(group):
            if number:
                lines.append("")
            lines += _entry(entry, differing.get(entry.id, []), style, where)
    lines += _open_items(export, style)
    if export.failures:
        lines += ["", style.paint("Not read", _BOLD)]
        for failure in export.failures:
            lines += wrapped(f"{failure.location}: {failure.message}", style.width, "  ", "    ")
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=4096)
def columns(text: str) -> int:
    """Width of a text in terminal columns."""
    if not _UNEVEN.search(text):
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def clean(text: str) -> str:
    """One line without control characters, escape sequences or overrides of direction."""
    return _CONTROLS.sub("", sentences.one_line(text))


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `width` columns; a word wider than a line is cut."""
    text = clean(text)
    if not _UNEVEN.search(first + rest + text):
        return _wrapped_even(text, width, first, rest)
    lines: list[str] = []
    line, used, empty = first, columns(first), True
    for word in _pieces(text, max(8, width - columns(rest))):
        needed = columns(word) + (0 if empty else 1)
        if not empty and used + needed > width:
            lines.append(line)
            line, used, empty = rest, columns(rest), True
            needed = columns(word)
        line += word if empty else " " + word
        used, empty = used + needed, False
    return [*lines, line]


def _wrapped_even(text: str, width: int, first: str, rest: str) -> list[str]:
    """The same for text of one column a character, several times faster."""
    lines: list[str] = []
    at, indent = 0, first
    while True:
        room = max(8, width - len(indent))
        if len(text) - at <= room:
            return [*lines, indent + text[at:]]
        space = text.rfind(" ", at, at + room + 1)
        end = space if space > at else at + room
        lines.append(indent + text[at:end])
        at, indent = (end + 1 if space > at else end), rest


def _pieces(text: str, width: int) -> list[str]:
    pieces = []
    for word in text.split(" "):
        while columns(word) > width:
            cut = used = 0
            for cut, character in enumerate(word):  # noqa: B007 - the place where the line is full
                used += columns(character)
                if used > width:
                    break
            pieces.append(word[: max(1, cut)])
            word = word[max(1, cut) :]
        pieces.append(word)
    return pieces


def _head(export: Export, style: Style) -> list[str]:
    counts = export.counts
    lines = [style.paint(line, _BOLD) for line in wrapped(export.case, style.width)]
    if export.question:
        lines += wrapped(export.question, style.width)
    plural = sentences.plural
    facts = (
        f"Working copy, {STAMP} · as of {dates.day(export.as_of)} · "
        f"{plural(counts.entries, 'entry', 'entries')}: {counts.decided} decided, {counts.suggested} suggested"
        + (f", {counts.rejected} rejected (not shown)" if counts.rejected else "")
        + f" · {sentences.plural(counts.pages, 'page')} held, counted as {sentences.plural(counts.reports, 'report')}"
        + (f" · {counts.not_read} not read" if counts.not_read else "")
    )
    return lines + [style.paint(line, _DIM) for line in wrapped(facts, style.width)]


def _where(export: Export, layer: str, style: Style) -> list[str]:
    """The page a quotation stands on, in a line or two."""
    page = export.pages[layer]
    date = dates.phrase(published(export, page)) if published(export, page) else "no publication date"
    named = f"{sentences.shortened(page_name(page), 48)}{', ' + page.outlet if page.outlet else ''}, {date}"
    return [style.paint(line, _DIM) for line in wrapped(named, style.width, "    ", "    ")]


def _entry(entry: Entry, differing: list[Disagreement], style: Style, where: Callable[[str], list[str]]) -> list[str]:
    lines = _first_line(entry, style)
    ink = _BOLD if entry.state == "accepted" else ""
    for line in wrapped(entry.headline, style.width, "  ", "  "):
        lines.append(style.paint(line, ink) if ink else line)
    for flag in words.flags(entry, differing):
        lines += [style.paint(line, _WARN) for line in wrapped(f"! {flag}", style.width, "  ", "    ")]
    for cited in entry.citations[:1]:
        lines += wrapped(f"“{cited.citation.shown or cited.citation.exact}”", style.width, "  ", "   ")
        lines += where(cited.citation.text_layer)
    if len(entry.citations) > 1:
        lines.append(style.paint(f"    and {sentences.plural(len(entry.citations) - 1, 'more quotation')}", _DIM))
    for disagreement in differing:
        lines += [style.paint(line, _WARN) for line in _differ(disagreement, style)]
    return lines


def _first_line(entry: Entry, style: Style) -> list[str]:
    """Date at the left, state at the right where both fit on one line."""
    when = dates.when(entry.occurred)
    left = clean(when.value) + (f" · {when.note}" if when.note else "")
    happened = f"{HAPPENED.get(entry.factuality, '◆')} {words.factuality(entry.factuality)}"
    right = clean(f"{GLYPHS[entry.state]} {words.state(entry)} · {happened} · {words.told_by(entry)}")
    gap = style.width - columns(left) - columns(right)
    bold = style.paint(clean(when.value), _BOLD) + style.paint(left[len(clean(when.value)) :], _DIM)
    if gap >= 2:
        return [bold + " " * gap + style.paint(right, _DIM)]
    if columns(left) <= style.width:
        return [bold, *(style.paint(line, _DIM) for line in wrapped(right, style.width, "  ", "  "))]
    return [*wrapped(left, style.width), *(style.paint(line, _DIM) for line in wrapped(right, style.width, "  ", "  "))]


def _differ(disagreement: Disagreement, style: Style) -> list[str]:
    if disagreement.state == "resolved":
        head = f"Reports differed on {disagreement.attribute}; decided: {disagreement.resolution}"
    else:
        head = f"Reports differ on {disagreement.attribute}:"
    lines = wrapped(head, style.width, "  ", "    ")
    for reading in disagreement.readings:
        said = f" (says {reading.attributed_to})" if reading.attributed_to else ""
        told, own = words.reading(reading)
        lines += wrapped(
            f"- {f'“{told}”' if own else told}{said}, {sentences.plural(reading.reports, 'report')}",
            style.width,
            "    ",
            "      ",
        )
    return lines


def _open_items(export: Export, style: Style) -> list[str]:
    items = shown_entries(export, "open_item")
    if not items:
        return []
    lines = ["", style.paint("Open items", _BOLD)]
    for entry in items:
        due = entry.details.get("due")
        told = f" (due {words.inside(due)})" if due else ""
        lines += wrapped(f"- {entry.headline}{told}", style.width, "  ", "    ")
    return lines
