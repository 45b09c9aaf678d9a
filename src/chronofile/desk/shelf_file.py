"""ShelfFile: which cases a person works on and how they like the desk, in one small file outside the cases.

Nothing of a case stands in it but where its folder is and what it was called when last seen.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

NAME = "shelf.json"
_writing = threading.Lock()
"""Within one desk nobody writes between another thread's look and its writing."""
Theme = Literal["system", "light", "dark"]


class OnShelf(msgspec.Struct, frozen=True, kw_only=True):
    """A case on the shelf. `folder` is absolute; `opened_at` UTC (ISO 8601), "" before the first time; `case` is the
    id the case has wherever its folder goes, "" before it was opened.
    """

    folder: str
    name: str = ""
    opened_at: str = ""
    archived: bool = False
    example: bool = False
    case: str = ""

    @property
    def key(self) -> str:
        """What stands for the case in addresses: says nothing about it, the same as long as the folder stays."""
        return key_of(self.folder)


class Liking(msgspec.Struct, frozen=True, kw_only=True):
    """How a person likes the desk. `text_px` is the size of a kept page's letters, 15 to 24; `keys` other letters
    than the usual ones, by name of act; `language` "" follows the browser.
    """

    theme: Theme = "system"
    letter_keys: bool = True
    keys: dict[str, str] = {}
    text_px: int = 17
    language: str = ""
    signature: str = ""


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    cases: tuple[OnShelf, ...] = ()
    liking: Liking = Liking()


class ShelfFile:
    """The file, read afresh each time: two desks may run at once, and the last one to write wins a case's line only."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> Shelf:
        """What stands there; an empty shelf when the file is missing or cannot be understood."""
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Shelf)
        except (OSError, msgspec.DecodeError):
            return Shelf()

    def find(self, key: str) -> OnShelf | None:
        return next((case for case in self.read().cases if case.key == key), None)

    def put(self, case: OnShelf) -> OnShelf:
        """Add a case, or replace its line."""
        with _writing:
            shelf = self.read()
            others = tuple(other for other in shelf.cases if other.key != case.key)
            self._write(msgspec.structs.replace(shelf, cases=(*others, case)))
        return case

    def forget(self, key: str) -> None:
        """Take a case off the shelf; its folder is not touched."""
        with _writing:
            shelf = self.read()
            self._write(msgspec.structs.replace(shelf, cases=tuple(c for c in shelf.cases if c.key != key)))

    def like(self, liking: Liking) -> None:
        with _writing:
            self._write(msgspec.structs.replace(self.read(), liking=liking))

    def _write(self, shelf: Shelf) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(shelf), indent=1))
            os.replace(beside, self.path)
        except OSError:
            with suppress(OSError):
                os.unlink(beside)
            raise


def key_of(folder: str | os.PathLike[str]) -> str:
    """Twelve hexadecimal digits for a case's folder."""
    return hashlib.sha256(os.fsencode(os.path.abspath(folder))).hexdigest()[:12]
