"""Originals: the bytes of every page as they came, one zstd file each, named by their SHA-256 and written once.

A file is written under another name, brought to the disk and only then given its own, so that a name never stands on
half a page. Nothing here changes a file that holds what its name says; one that does not is put right when the same
bytes come in again.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import zstandard

from chronofile.errors import CaseDamaged
from chronofile.model import sha256
from chronofile.store import boundary
from chronofile.store.trouble import told

FOLDER = "originals"
_UNFINISHED = "unfinished"
_SUFFIX = ".zst"
_LEVEL = 9
"""Pages of a news site: level 9 keeps a fifth less than level 3 at about 2 ms a page."""

_TRAILER = b"\x50\x2a\x4d\x18" + (32).to_bytes(4, "little")
"""A skippable frame (RFC 8878, 3.1.2) after the page's own, with the SHA-256 of that: other programs pass over it, and
no flipped bit goes unseen (one page can be packed in more than one way).
"""


class Originals:
    """The folder `originals` of the case folder `case`."""

    def __init__(self, case: Path) -> None:
        self.case = case
        self.folder = case / FOLDER

    def place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:4] / f"{digest}{_SUFFIX}"

    def keep(self, data: bytes) -> bool:
        """True when a file was written: the page is new, or what stood under its name was damaged.

        Raises DiskFull, CaseReadOnly.
        """
        digest = sha256(data)
        target = self.place(digest)
        if target.exists() and self.fault(digest, len(data)) is None:
            return False
        with told(self.case):
            self._write(data, target)
        return True

    def read(self, digest: str, size: int) -> bytes:
        """The bytes named `digest`. Raises CaseDamaged, naming it, when they are missing or not what they were."""
        data, fault = self._fetch(digest, size)
        if fault is not None:
            raise CaseDamaged(f"{self.case}: {fault}. {way_out()}")
        return data

    def fault(self, digest: str, size: int) -> str | None:
        """What is wrong with a kept page, in words; None when it is whole. `size` is in bytes, before compression."""
        return self._fetch(digest, size)[1]

    def names(self) -> Iterator[str]:
        """The digests there are files for."""
        for path in sorted(self.folder.glob(f"??/??/*{_SUFFIX}")):
            yield path.name.removesuffix(_SUFFIX)

    def sweep(self) -> int:
        """Remove what a killed build left unfinished; only the one builder calls this. Returns how many."""
        count = 0
        with told(self.case):
            for path in sorted((self.folder / _UNFINISHED).glob("*")):
                path.unlink(missing_ok=True)
                count += 1
        return count

    def _fetch(self, digest: str, size: int) -> tuple[bytes, str | None]:
        path = self.place(digest)
        subject = f"the kept page {digest}"
        try:
            packed = path.read_bytes()
        except FileNotFoundError:
            return b"", f"{subject} is missing ({path})"
        except OSError as error:
            return b"", f"{subject} cannot be read ({path}: {error.strerror})"
        try:
            # A damaged or forged header may promise terabytes: only what is as large as was kept is unpacked.
            frame = packed[: -len(_trailer(b""))]
            whole = packed.endswith(_trailer(frame)) and zstandard.get_frame_parameters(frame).content_size == size
            data = zstandard.ZstdDecompressor().decompress(frame, allow_extra_data=False) if whole else b""
        except zstandard.ZstdError:
            return b"", f"{subject} is damaged: its file can no longer be unpacked ({path})"
        if not whole:
            return b"", f"{subject} is damaged: its file is not as it was written ({path})"
        if sha256(data) != digest:
            return b"", f"{subject} is damaged: its file holds other bytes than were kept ({path})"
        return data, None

    def _write(self, data: bytes, target: Path) -> None:
        boundary.reached("original: before write")
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / _UNFINISHED
        unfinished.mkdir(exist_ok=True)
        part = unfinished / f"{target.name}.{secrets.token_hex(4)}"
        try:
            with open(part, "xb") as file:
                frame = zstandard.ZstdCompressor(level=_LEVEL).compress(data)
                file.write(frame + _trailer(frame))
                file.flush()
                boundary.reached("original: before sync")
                os.fsync(file.fileno())
            part.chmod(0o444)
            boundary.reached("original: before rename")
            if os.name == "nt" and target.exists():
                target.chmod(0o666)  # Windows replaces no read-only file, not even a damaged one.
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
        boundary.reached("original: after rename")
        _sync_folder(target.parent)
        boundary.reached("original: after sync")


def way_out() -> str:
    return "Build again with the same page to put it right, or restore it from a backup"


def _trailer(frame: bytes) -> bytes:
    return _TRAILER + hashlib.sha256(frame).digest()


def _sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk, and with the journal of every file system in use also the making of
    the folder itself. Windows does so by itself and opens no folder.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
