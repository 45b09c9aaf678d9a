"""Queue: in what order suggestions are looked at: newest page first, then as its text runs; copies once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from chronofile.desk.frame import LISTED, is_waiting
from chronofile.model import Chronology, Entry, sort_key


class PageQueue(msgspec.Struct, frozen=True):
    """The entries of one page in the order of its text."""

    page: str
    entries: tuple[Entry, ...]

    @property
    def waiting(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if is_waiting(entry))

    def after(self, own: str) -> Entry | None:
        """The next one that waits after this entry, else the first that waits before it."""
        at = next((i for i, entry in enumerate(self.entries) if entry.id == own), -1)
        return next(
            (e for e in (*self.entries[at + 1 :], *self.entries[: at + 1]) if is_waiting(e) and e.id != own), None
        )


def queues(chronology: Chronology) -> list[PageQueue]:
    """Every page with entries of its own, newest first; pages without a date last."""
    copies = {copy for group in chronology.syndication for copy in group.copies}
    by_page: dict[str, list[tuple[int, Entry]]] = {}
    for entry in chronology.entries:
        if entry.aspect in LISTED and entry.state != "merged" and not entry.left_out and entry.citations:
            page, start = home(entry, copies)
            by_page.setdefault(page, []).append((start, entry))
    dated = sorted(by_page, key=lambda page: (sort_key(chronology.published.get(page)), page))
    undated = [page for page in dated if chronology.published.get(page) is None]
    order = [page for page in reversed(dated) if chronology.published.get(page) is not None] + undated
    return [PageQueue(page, _in_order(by_page[page])) for page in order]


def home(entry: Entry, copies: Iterable[str] = ()) -> tuple[str, int]:
    """The page an entry is looked at on, and where: its first words that stand on no copy."""
    held = set(copies)
    words = next((w for w in entry.citations if w.citation.text_layer not in held), entry.citations[0])
    return words.citation.text_layer, words.citation.start


def _in_order(found: list[tuple[int, Entry]]) -> tuple[Entry, ...]:
    return tuple(entry for _, entry in sorted(found, key=lambda each: (each[0], each[1].id)))
