"""Preferences: how the people of one case want to work with it: a small file in its folder, no part of its record."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

FILE = "preferences.json"


class SavedView(msgspec.Struct, frozen=True):
    """A list with its filters under a name; `query` is what stands after the question mark of its address."""

    name: str
    query: str


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """`signature` is how decisions are signed ("" : as on the shelf). With `suggestions` off the program proposes
    nothing; pages are still read, and everything by hand works. `ignored` are failures set aside, by location.
    """

    signature: str = ""
    suggestions: bool = True
    protect: bool = True
    views: tuple[SavedView, ...] = ()
    ignored: tuple[str, ...] = ()
    planned_inline: bool = False


def read(case: Path) -> Preferences:
    """What stands in the folder; the usual preferences where nothing does or it cannot be understood."""
    try:
        return msgspec.json.decode((case / FILE).read_bytes(), type=Preferences)
    except (OSError, msgspec.DecodeError):
        return Preferences()


def write(case: Path, preferences: Preferences) -> None:
    """Whole or not at all. Raises OSError where the folder cannot be written."""
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=case)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(preferences), indent=1))
        os.replace(beside, case / FILE)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
        raise
