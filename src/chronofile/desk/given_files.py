"""Given files: chronologies a person gave to bring in, with what they said about them, until they are brought in.

They lie in the shelf's folder, never in the case. What was read of a file is kept in memory for the next look at it.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from chronofile.api.bring import Given, opened
from chronofile.bring import Fix, Mapping, Tracked

FOLDER = "imports"
_ID = re.compile(r"[0-9a-f]{12}")
_KEPT = 4
"""Readings kept in memory: a file of 5,000 rows is some 20 MB."""


class GivenFile(msgspec.Struct, frozen=True, kw_only=True):
    """`mapping` is None until the person said what the columns are; `fixes` are by the number of the row, as text."""

    id: str
    name: str
    made_at: str
    tracked: Tracked = "with"
    mapping: Mapping | None = None
    fixes: dict[str, Fix] = {}

    @property
    def by_row(self) -> dict[int, Fix]:
        return {int(number): fix for number, fix in self.fixes.items()}


class GivenFiles:
    """The files given to one case. `key` is the case's in addresses."""

    def __init__(self, home: Path, key: str) -> None:
        self.folder = home / FOLDER / key

    def add(self, data: bytes, name: str, made_at: str) -> GivenFile:
        """Keep a file. Raises OSError where there is no room."""
        own = secrets.token_hex(6)
        folder = self._folder(own)
        folder.mkdir(parents=True, mode=0o700)
        try:
            (folder / "file").write_bytes(data)
            return self.put(GivenFile(id=own, name=name, made_at=made_at))
        except OSError:
            self.drop(own)
            raise

    def put(self, given: GivenFile) -> GivenFile:
        target = self._folder(given.id) / "given.json"
        beside = target.with_suffix(f".{secrets.token_hex(4)}.part")
        beside.write_bytes(msgspec.json.encode(given))
        os.replace(beside, target)
        return given

    def get(self, own: str) -> GivenFile | None:
        """None when there is none of that id, or it cannot be understood."""
        try:
            return msgspec.json.decode((self._folder(own) / "given.json").read_bytes(), type=GivenFile)
        except (OSError, KeyError, msgspec.DecodeError):
            return None

    def read(self, given: GivenFile) -> Given:
        """Its tables. Raises CalledWrongly for what is not read."""
        data = self._folder(given.id) / "file"
        return _readings.get((given.id, given.tracked), lambda: opened(data.read_bytes(), given.name, given.tracked))

    def drop(self, own: str) -> None:
        with suppress(KeyError):
            shutil.rmtree(self._folder(own), ignore_errors=True)

    def every(self) -> list[GivenFile]:
        """All files given and not brought in, the newest first."""
        try:
            names = sorted(entry.name for entry in os.scandir(self.folder))
        except OSError:
            return []
        found = [given for name in names if (given := self.get(name))]
        return sorted(found, key=lambda given: (given.made_at, given.id), reverse=True)

    def _folder(self, own: str) -> Path:
        if not _ID.fullmatch(own):
            raise KeyError(own)
        return self.folder / own


class Readings:
    """The last few things worked out, by what they were worked out from; shared by all threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


_readings = Readings()
