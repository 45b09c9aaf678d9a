"""Terminal: the chronology as plain text, readable in 80 columns, with or without colour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

import msgspec

from chronofile.model import Disagreement, Entry, ReviewState
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
    told = _Telling(export, style)
    lines = _head(export, style, out_of)
    if not entries:
        held = f"No entries: {words.not_found_on(len(export.pages))}."
        lines += ["", f"No entry fits; there are {out_of:,} without this filter." if out_of else held]
    for title, group in grouped(entries):
        lines.append("")
        if title:
            lines += [style.paint(title, _BOLD), ""]
        for number, entry in enumerate(group):
            if number:
                lines.append("")
            told.entry(lines, entry, differing.get(entry.id, ()))
    lines += _open_items(export, style)
    if export.failures:
        lines += ["", style.paint("Not read", _BOLD)]
        for failure in export.failures:
            lines += wrapped(f"{failure.location}: {failure.message}", style.width, "  ", "    ")
    lines.append("")
    return "\n".join(lines)


@lru_cache(maxsize=4096)
def columns(text: str) -> int:
    """Width of a text in terminal columns."""
    if not _UNEVEN.search(text):
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def clean(text: str) -> str:
    """One line without control characters, escape sequences or overrides of direction."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # nearly always, and found out at once
    return _CONTROLS.sub("", sentences.one_line(text))


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `width` columns; a word wider than a line is cut."""
    text = clean(text)
    if text.isascii() or not _UNEVEN.search(text):
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
    room, most = max(8, width - len(first)), max(8, width - len(rest))
    length = len(text)
    if length <= room:
        return [first + text]
    lines: list[str] = []
    at, indent = 0, first
    while length - at > room:
        space = text.rfind(" ", at, at + room + 1)
        if space > at:
            lines.append(indent + text[at:space])
            at = space + 1
        else:
            lines.append(indent + text[at : at + room])
            at += room
        indent, room = rest, most
    lines.append(indent + text[at:])
    return lines


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


def _head(export: Export, style: Style, out_of: int | None) -> list[str]:
    counts = export.counts
    lines = [style.paint(line, _BOLD) for line in wrapped(export.case, style.width)]
    if export.question:
        lines += wrapped(export.question, style.width)
    plural = sentences.plural
    filtered = out_of is not None and out_of != counts.entries
    shown = f"{counts.entries:,} of {plural(out_of, 'entry', 'entries')} shown" if filtered and out_of else ""
    facts = (
        f"Working copy, {STAMP} · as of {dates.day(export.as_of)} · "
        + (shown or plural(counts.entries, "entry", "entries"))
        + (f": {counts.decided} decided, {counts.suggested} suggested" if counts.entries or not shown else "")
        + (f", {counts.rejected} rejected (not shown)" if counts.rejected else "")
        + f" · {plural(counts.pages, 'page')} held, counted as {plural(counts.reports, 'report')}"
        + (f" · {counts.not_read} not read" if counts.not_read else "")
    )
    return lines + [style.paint(line, _DIM) for line in wrapped(facts, style.width)]


class _Telling:
    """Entries to lines. What many entries share (dates, states, pages) is put into words once."""

    def __init__(self, export: Export, style: Style) -> None:
        self._style = style
        self._where = cache(partial(_where, export, style=style))
        self._right = cache(_right)
        self._left: dict[int, _Left] = {}

    def entry(self, lines: list[str], entry: Entry, differing: Sequence[Disagreement]) -> None:
        """Add the lines of one entry."""
        style = self._style
        self._first_line(lines, entry)
        headline = wrapped(entry.headline, style.width, "  ", "  ")
        lines += headline if entry.state != "accepted" else [style.paint(line, _BOLD) for line in headline]
        if entry.flags or differing:
            for flag in words.flags(entry, differing):
                lines += [style.paint(line, _WARN) for line in wrapped(f"! {flag}", style.width, "  ", "    ")]
        if entry.citations:
            cited = entry.citations[0].citation
            lines += wrapped(f"“{cited.shown or cited.exact}”", style.width, "  ", "   ")
            lines += self._where(cited.text_layer)
            if len(entry.citations) > 1:
                more = f"    and {sentences.plural(len(entry.citations) - 1, 'more quotation')}"
                lines.append(style.paint(more, _DIM))
        for disagreement in differing:
            lines += [style.paint(line, _WARN) for line in _differ(disagreement, style)]

    def _first_line(self, lines: list[str], entry: Entry) -> None:
        """Date at the left, state at the right where both fit on one line."""
        style = self._style
        when = dates.when(entry.occurred)
        left = self._left.get(id(when))
        if left is None:
            left = self._left[id(when)] = _left(when, style)
        right = self._right(
            entry.state,
            words.is_edited(entry),
            entry.made_by_hand,
            entry.decided_by,
            entry.factuality,
            words.told_by(entry),
        )
        gap = style.width - left.columns - columns(right)
        if gap >= 2:
            lines.append(left.line + " " * gap + style.paint(right, _DIM))
            return
        lines += [left.line] if left.columns <= style.width else wrapped(left.bare, style.width)
        lines += [style.paint(line, _DIM) for line in wrapped(right, style.width, "  ", "  ")]


class _Left(NamedTuple):
    """A date as a line begins with it, in ink and without, and the columns it takes. `when` is held so that it stays
    the one that its id names.
    """

    line: str
    bare: str
    columns: int
    when: dates.When


def _left(when: dates.When, style: Style) -> _Left:
    value = clean(when.value)
    note = f" · {when.note}" if when.note else ""
    return _Left(style.paint(value, _BOLD) + style.paint(note, _DIM), value + note, columns(value + note), when)


def _right(state: ReviewState, edited: bool, by_hand: bool, by: str, factuality: str, told_by: str) -> str:
    happened = f"{HAPPENED.get(factuality, '◆')} {words.factuality(factuality)}"
    return clean(f"{GLYPHS[state]} {words.decision(state, edited, by_hand, by)} · {happened} · {told_by}")


def _where(export: Export, layer: str, style: Style) -> list[str]:
    """The page a quotation stands on, in a line or two."""
    page = export.pages[layer]
    date = dates.phrase(published(export, page)) if published(export, page) else "no publication date"
    named = f"{sentences.shortened(page_name(page), 48)}{', ' + page.outlet if page.outlet else ''}, {date}"
    return [style.paint(line, _DIM) for line in wrapped(named, style.width, "    ", "    ")]


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
