"""RowKey: how a row of an exported chronology is known again when the file comes back edited.

A mark holds which entry the row is and, for each cell that may come back changed, a short digest of what the cell said
when it left: so an edit made in the file is told apart from one made in the case meanwhile.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec

LETTERS = {"when": "d", "what": "w"}
"""The columns of a Word table, by the letter that stands for each in the name of a bookmark."""
READ_BACK = {"when": "when", "what": "what", "happened": "happened?", "place": "place"}
"""What may come back changed in a spreadsheet, by its name in the mark of a row, with the head of its column."""
_DIGEST = 8
"""Hexadecimal digits of a digest: two different texts of one cell agree once in four thousand million."""
SHORT = 16
"""Letters of an entry's id that stand in a bookmark: its name has room for 40 in all."""
_LONGEST = 20_000
"""Letters that count: a cell of a workbook holds some 32,000 at most."""
_BLANKS = dict.fromkeys((0x09, 0x0A, 0x0D), " ")
_UNHOLDABLE = re.compile(r"[\x00-\x1f\x7f\ufffd-\uffff\ud800-\udfff]")
_BOOKMARK = re.compile(r"_cf([a-z])_([0-9A-Za-z]{1,16})_([0-9a-f]{8})")
_CELL = re.compile(r"cf1:([0-9A-Za-z]{1,64})((?::[a-z]+=[0-9a-f]{8})*)")


class RowKey(msgspec.Struct, frozen=True):
    """`entry` is an entry's id, or how it begins; `digests` are those of the cells as they left, by column."""

    entry: str
    digests: Mapping[str, str] = {}

    def is_unchanged(self, column: str, text: str) -> bool | None:
        """Whether a cell still says what it said when it left; None when the mark does not tell."""
        known = self.digests.get(column)
        return None if known is None else known == text_digest(text)


def text_digest(text: str) -> str:
    """Of the words alone: spaces and line ends are as programs please, and some characters no file can hold."""
    counted = unicodedata.normalize("NFC", plain(text))[:_LONGEST]
    return hashlib.sha256(counted.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGEST]


def plain(text: str) -> str:
    """One line, without the characters that some file cannot hold."""
    if text.isprintable() and "\ufffd" not in text:
        return " ".join(text.split())
    return " ".join(_UNHOLDABLE.sub("", text.translate(_BLANKS)).split())


def bookmark(entry: str, column: str, text: str) -> str:
    """The name of a hidden bookmark in a cell of a Word table."""
    return f"_cf{LETTERS[column]}_{entry[:SHORT]}_{text_digest(text)}"


def of_bookmarks(names: Iterable[str]) -> RowKey | None:
    """The mark of a row from the names of its bookmarks, None when none is ours. Names that a program made longer to
    keep them unique count as well; where a row holds marks of several entries, the first is its own.
    """
    known = {letter: column for column, letter in LETTERS.items()}
    entry = ""
    digests: dict[str, str] = {}
    for name in names:
        found = _BOOKMARK.match(name)
        if found is None or (entry and found[2] != entry):
            continue
        entry = found[2]
        if found[1] in known:
            digests.setdefault(known[found[1]], found[3])
    return RowKey(entry, digests) if entry else None


def cell(entry: str, texts: Mapping[str, str]) -> str:
    """The text of a cell of a spreadsheet that holds the mark of its row; names of columns are small letters."""
    return f"cf1:{entry}" + "".join(f":{column}={text_digest(text)}" for column, text in texts.items())


def of_cell(text: str) -> RowKey | None:
    """None for a cell that holds no mark."""
    found = _CELL.fullmatch(text.strip())
    if found is None:
        return None
    parts = (part.partition("=") for part in found[2].split(":") if part)
    return RowKey(found[1], {column: digest for column, _, digest in parts})
