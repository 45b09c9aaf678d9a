"""CameBack: the rows of an exported chronology that came back, and which entry each of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from chronofile.bring import columns
from chronofile.bring.grid import Cell, Document, Row, Table
from chronofile.model import row_key
from chronofile.model.row_key import RowKey

_SIGN = "'"
"""What an export sets before a text that a spreadsheet would compute."""
_ALIKE = 0.6
"""Share of letters in common from which a row without a mark, on the same date, is an entry whose words were edited."""


class Standing(msgspec.Struct, frozen=True):
    """An entry as it would leave now: its id, the texts of its cells by the names in `row_key.READ_BACK`, its date in
    EDTF ("" for none).
    """

    id: str
    texts: Mapping[str, str]
    edtf: str = ""


class BackRow(msgspec.Struct):
    """`texts` are those of the columns that are read back, `when` the cell of the date. `by_words` marks a row that
    lost its mark and was known again by what it says.
    """

    number: int
    texts: dict[str, str]
    when: Cell
    key: RowKey | None
    entry: Standing | None = None
    by_words: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(self.texts.get(column) for column in ("when", "what"))

    @property
    def is_unchanged(self) -> bool:
        """Whether every cell says what it said when it left."""
        return self.key is not None and all(self.key.is_unchanged(name, text) for name, text in self.texts.items())


def is_ours(document: Document) -> bool:
    """Whether an export of ours is recognised in the file."""
    return document.exported is not None or any(_key(row) for table in document.tables for row in table.rows)


def rows_back(document: Document) -> list[BackRow]:
    """The rows that are, or could be, entries; tables without any mark do not count beside one that has some."""
    marked = [table for table in document.tables if any(_key(row) for row in table.rows)]
    found: list[BackRow] = []
    for table in marked or document.tables:
        at = _columns(table, document)
        if "what" not in at:
            continue
        for row in table.rows:
            key = _key(row)
            if row.across or row.head or (key is None and _is_head(row, at)):
                continue
            texts = {name: _text(row.cells[number], document) for name, number in at.items()}
            made = BackRow(row.number, texts, row.cells[at["when"]] if "when" in at else Cell(), key)
            if made.key is not None or any(texts.values()):
                found.append(made)
    return found


def find_entries(
    rows: Sequence[BackRow], standing: Sequence[Standing], exported: Sequence[str] | None
) -> list[BackRow]:
    """Set the entry of each row; gives back those whose mark belongs to no entry any more."""
    strangers = _by_marks(rows, standing)
    taken = {row.entry.id for row in rows if row.entry is not None}
    listed = None if exported is None else set(exported)
    free = [e for e in standing if e.id not in taken and (listed is None or e.id in listed)]
    _by_words([row for row in rows if row.entry is None and row.texts.get("what")], free)
    return strangers


def same(a: str, b: str) -> bool:
    """Whether two texts say the same, spaces apart."""
    return row_key.text_digest(a) == row_key.text_digest(b)


def _by_marks(rows: Sequence[BackRow], standing: Sequence[Standing]) -> list[BackRow]:
    """Of several rows with one mark, that whose words are unchanged is the row; the rest are copies of it."""
    ids = {entry.id[: row_key.SHORT]: entry for entry in standing}
    claims: dict[str, list[BackRow]] = defaultdict(list)
    strangers = []
    for row in rows:
        if row.key is None:
            continue
        entry = ids.get(row.key.entry[: row_key.SHORT])
        if entry is None:
            strangers.append(row)
        else:
            claims[entry.id].append(row)
    for claimants in claims.values():
        kept = next((row for row in claimants if row.is_unchanged), claimants[0])
        for row in claimants:
            if row is kept and row.key is not None:
                row.entry = ids[row.key.entry[: row_key.SHORT]]
            else:
                row.key = None
    return strangers


def _by_words(rows: Sequence[BackRow], free: Sequence[Standing]) -> None:
    """Entries that say the very same, then those on the same date in nearly the same words."""
    by_what: dict[str, list[Standing]] = defaultdict(list)
    by_when: dict[str, list[Standing]] = defaultdict(list)
    for entry in free:
        by_what[row_key.text_digest(entry.texts["what"])].append(entry)
        by_when[_day(entry.texts["when"])].append(entry)
    taken: set[str] = set()

    def known_again(row: BackRow, found: Sequence[Standing]) -> None:
        entry = next((e for e in found if e.id not in taken), None)
        if entry is not None:
            row.entry, row.by_words = entry, True
            taken.add(entry.id)

    for row in rows:
        if row.key is None:
            alike = by_what[row_key.text_digest(row.texts["what"])]
            on_day = [e for e in alike if _day(e.texts["when"]) == _day(row.texts.get("when", ""))]
            known_again(row, on_day or alike)
    for row in rows:
        if row.entry is None and row.key is None:
            known_again(row, [e for e in by_when[_day(row.texts.get("when", ""))] if _is_alike(row, e)])


def _is_alike(row: BackRow, entry: Standing) -> bool:
    return SequenceMatcher(None, row.texts["what"], entry.texts["what"], autojunk=False).ratio() >= _ALIKE


def _day(text: str) -> str:
    """A date as written, without how exact it is."""
    return row_key.text_digest(text.partition(" · ")[0])


def _columns(table: Table, document: Document) -> dict[str, int]:
    """Where what is read back stands: the two of a Word table, or those named in the head row of a sheet."""
    if document.format == "docx":
        return {"when": 0, "what": 1} if table.width >= 2 else {}
    for row in table.rows[:12]:
        heads = {cell.text.strip().casefold(): number for number, cell in reversed(list(enumerate(row.cells)))}
        found = {name: heads[head] for name, head in row_key.READ_BACK.items() if head in heads}
        if "what" in found and "when" in found:
            return found
    guess = columns.guessed(table)
    return {name: guess.columns.index(name) for name in row_key.READ_BACK if name in guess.columns}


def _is_head(row: Row, at: Mapping[str, int]) -> bool:
    named = [columns.role_of_heading(row.cells[number].text) for number in at.values()]
    return named[:2] == list(at)[:2]


def _text(cell: Cell, document: Document) -> str:
    text = cell.text if document.format == "docx" else cell.text.removeprefix(_SIGN)
    return row_key.plain(text)


def _key(row: Row) -> RowKey | None:
    if row.keys:
        return row_key.of_bookmarks(row.keys)
    return next((key for cell in reversed(row.cells) if (key := row_key.of_cell(cell.text))), None)
