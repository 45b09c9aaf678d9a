"""Notes: the numbered words cited, and the lettered pages they stand on."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from chronofile.model import Citation, DateValue
from chronofile.show import sentences
from chronofile.show.export import Export, PageInfo, disagreements_by_entry, place_on_page


class Note(msgspec.Struct, frozen=True):
    """`entries` are the ids of all entries that cite these words, in the order of the chronology."""

    number: int
    citation: Citation
    page: PageInfo
    letter: str
    entries: tuple[str, ...]


class Notes:
    """The same quotation keeps its number; pages get their letter in the order they are first cited."""

    def __init__(self, export: Export, entry_ids: Iterable[str] | None = None) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._citations: list[Citation] = []
        self._entries: list[dict[str, None]] = []
        self._letters: dict[str, str] = {}
        self._pages = export.pages
        wanted = None if entry_ids is None else set(entry_ids)
        differing = disagreements_by_entry(export)
        for entry in export.chronology.entries:
            if wanted is not None and entry.id not in wanted:
                continue
            for cited in entry.citations:
                self._add(cited.citation, entry.id)
            for disagreement in differing.get(entry.id, []):
                for reading in disagreement.readings:
                    for citation in reading.citations:
                        self._add(citation, entry.id)

    def number(self, citation: Citation) -> int | None:
        """None for words that no listed entry cites."""
        return self._numbers.get(_key(citation))

    def letter(self, text_layer: str) -> str:
        """ "A" … "Z", "AA" …; "" for a page that is not cited."""
        return self._letters.get(text_layer, "")

    def all(self) -> list[Note]:
        return [
            Note(number, c, self._pages[c.text_layer], self._letters[c.text_layer], tuple(self._entries[number - 1]))
            for number, c in enumerate(self._citations, 1)
        ]

    def pages(self) -> list[tuple[str, PageInfo]]:
        """Pages cited, as (letter, page), in order of their letters."""
        return [(letter, self._pages[layer]) for layer, letter in self._letters.items()]

    def _add(self, citation: Citation, entry: str) -> None:
        number = self._numbers.setdefault(_key(citation), len(self._citations) + 1)
        if number > len(self._citations):
            self._citations.append(citation)
            self._entries.append({})
            if citation.text_layer not in self._letters:
                self._letters[citation.text_layer] = letters(len(self._letters))
        self._entries[number - 1][entry] = None


def letters(index: int) -> str:
    """0 → "A", 25 → "Z", 26 → "AA"."""
    made = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        made = chr(65 + rest) + made
    return made


def page_name(page: PageInfo) -> str:
    """Its headline, else the name of its file, else says that it has none."""
    name = page.headline or page.location.replace("\\", "/").rsplit("/", 1)[-1]
    return sentences.one_line(name) or "a page without a headline"


def published(export: Export, page: PageInfo) -> DateValue | None:
    """As a person corrected it, else as the page gives it."""
    return export.chronology.published.get(page.text_layer) or page.published


def place_note(note: Note) -> str:
    """ "paragraph 9", "photo caption"; "" when it cannot be told."""
    return place_on_page(note.page, note.citation)


def repaired(citation: Citation) -> str:
    """Says that what is shown was repaired for the eye, "" when it was not."""
    if not citation.shown or citation.shown == citation.exact:
        return ""
    return "Shown without a stray mark; kept as it is."


def _key(citation: Citation) -> tuple[str, int, int]:
    return citation.text_layer, citation.start, citation.end
