"""Drafts: pages a person gave that are not kept yet: what was given, what was read of it, what they corrected.

They lie in the shelf's folder, never in the case: what is not kept leaves no trace there. A draft goes when it was
kept or thrown away.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import msgspec

from chronofile.api.adding import Read
from chronofile.api.source import Source

FOLDER = "drafts"
FEW = 10
"""Pages that are looked at one by one before they are kept; more are listed, then read."""
_ID = re.compile(r"[0-9a-f]{12}")
_LONGEST_NAME = 120
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\ud800-\udfff]')


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`way` is how it was given. `many` have not been read one by one; `done` are numbers of pages that were kept or
    thrown away, `corrections` what a person corrected, by number of page: values of a *describe*, and "published" as
    EDTF ("" for "the page does not say"). `instead_of` is the location of a file that could not be read, for which
    this text stands.
    """

    id: str
    way: Literal["files", "folder", "text", "page"]
    made_at: str
    sources: tuple[Source, ...]
    count: int = 0
    many: bool = False
    done: tuple[int, ...] = ()
    corrections: dict[str, dict[str, Any]] = {}
    instead_of: str = ""

    @property
    def is_pasted(self) -> bool:
        return self.way in ("text", "page")


class Drafts:
    """The drafts of one case. `key` is the case's in addresses."""

    def __init__(self, home: Path, key: str) -> None:
        self.folder = home / FOLDER / key

    def new(self) -> str:
        """The id of a draft that is still to be filled; its folder is there."""
        own = secrets.token_hex(6)
        self.files(own).mkdir(parents=True, mode=0o700)
        return own

    def files(self, own: str) -> Path:
        """Where a draft's own files lie. Raises KeyError for what can be no draft."""
        if not _ID.fullmatch(own):
            raise KeyError(own)
        return self.folder / own / "files"

    def put(self, draft: Draft) -> Draft:
        _write(self.files(draft.id).parent / "draft.json", msgspec.json.encode(draft))
        return draft

    def get(self, own: str) -> Draft | None:
        """None when there is none of that id, or it cannot be understood."""
        try:
            return msgspec.json.decode((self.files(own).parent / "draft.json").read_bytes(), type=Draft)
        except (OSError, KeyError, msgspec.DecodeError):
            return None

    def put_reads(self, own: str, reads: Sequence[Read]) -> None:
        """Keep what was read, so that looking at it reads nothing again."""
        _write(self.files(own).parent / "reads.msgpack", msgspec.msgpack.encode(tuple(reads)))

    def reads(self, own: str) -> tuple[Read, ...]:
        """What was read; empty when nothing was, or another version of the program read it."""
        try:
            return msgspec.msgpack.decode(
                (self.files(own).parent / "reads.msgpack").read_bytes(), type=tuple[Read, ...]
            )
        except (OSError, KeyError, msgspec.DecodeError):
            return ()

    def drop(self, own: str) -> None:
        with suppress(KeyError):
            shutil.rmtree(self.files(own).parent, ignore_errors=True)

    def every(self) -> list[Draft]:
        """All drafts of the case, the newest first."""
        try:
            names = sorted(entry.name for entry in os.scandir(self.folder))
        except OSError:
            return []
        found = [draft for name in names if (draft := self.get(name))]
        return sorted(found, key=lambda draft: (draft.made_at, draft.id), reverse=True)


def placed(folder: Path, given: Iterable[tuple[str, Any]]) -> list[Source]:
    """Write uploaded files below `folder` under the names a browser gave, folders included, and tell what to read.

    `given` are (path as the browser names it, file with `chunks()`). Each file, or the folder it was chosen with, is
    one source; its location is the name the person knows. Raises OSError where there is no room.
    """
    tops: dict[str, Source] = {}
    for name, file in given:
        parts = safe_parts(name)
        target = folder.joinpath(*parts)
        number = 1
        while target.exists():
            number += 1
            target = folder.joinpath(*parts[:-1], f"{number}-{parts[-1]}")
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(target, "xb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        top = folder / target.relative_to(folder).parts[0]
        tops.setdefault(str(top), Source(path=str(top), location=top.name))
    return list(tops.values())


def safe_parts(name: str) -> list[str]:
    """The parts of a file's path as it may be written on any system: no way up, no drive, no device, not too long."""
    parts = []
    for part in PurePosixPath(name.replace("\\", "/")).parts:
        clean = _NOT_IN_NAMES.sub("_", part).strip(" .")
        if part in ("/", "..", ".") or not clean:
            continue
        if _RESERVED.fullmatch(clean):
            clean = f"_{clean}"
        stem, dot, suffix = clean.rpartition(".")
        if len(clean) > _LONGEST_NAME:
            clean = f"{(stem if dot else clean)[:_LONGEST_NAME]}{dot}{suffix[:20] if dot else ''}"
        parts.append(clean)
    return parts[-8:] or ["file"]


def _write(path: Path, data: bytes) -> None:
    handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
        raise
