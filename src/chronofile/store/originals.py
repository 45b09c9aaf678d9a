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
from typing import BinaryIO, cast

import zstandard

from chronofile.errors import CaseDamaged, ChronofileError
from chronofile.model import sha256
from chronofile.store import boundary
from chronofile.store.trouble import told

FOLDER = "originals"
_UNFINISHED = "unfinished"
_SUFFIX = ".zst"
_LEVEL = 9
"""Pages of a news site: level 9 keeps a fifth less than level 3 at about 2 ms a page."""

_IN_MEMORY = 64 << 20
"""Bytes: what is larger is hashed and copied in slices, never held whole."""
_SLICE = 1 << 20

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

    def keep_file(self, source: Path, digest: str) -> bool:
        """As `keep`, for a file too large for memory, whose SHA-256 is known to be `digest`.

        Raises ChronofileError when the file is not (or no longer) what the hash says.
        """
        target = self.place(digest)
        size = source.stat().st_size
        if target.exists() and self.fault(digest, size) is None:
            return False
        with told(self.case):
            self._write(source, target, digest)
        return True

    def read(self, digest: str, size: int) -> bytes:
        """The bytes named `digest`. Raises CaseDamaged, naming it, when they are missing or not what they were."""
        data, fault = self._fetch(digest, size)
        if fault is not None:
            raise CaseDamaged(f"{self.case}: {fault}. {way_out()}")
        return data

    def fault(self, digest: str, size: int) -> str | None:
        """What is wrong with a kept page, in words; None when it is whole. `size` is in bytes, before compression."""
        return self._streamed_fault(digest, size) if size > _IN_MEMORY else self._fetch(digest, size)[1]

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

    def _streamed_fault(self, digest: str, size: int) -> str | None:
        """As `_fetch`, in slices: for what is too large to hold in memory."""
        path, subject = self.place(digest), f"the kept page {digest}"
        try:
            with open(path, "rb") as file:
                packed = _Hashed(file, max(0, path.stat().st_size - len(_trailer(b""))))
                whole, count = hashlib.sha256(), 0
                with zstandard.ZstdDecompressor().stream_reader(cast(BinaryIO, packed), closefd=False) as reader:
                    while count <= size and (piece := reader.read(_SLICE)):
                        whole.update(piece)
                        count += len(piece)
                packed.drain()
                ending = file.read()
        except FileNotFoundError:
            return f"{subject} is missing ({path})"
        except OSError as error:
            return f"{subject} cannot be read ({path}: {error.strerror})"
        except zstandard.ZstdError:
            return f"{subject} is damaged: its file can no longer be unpacked ({path})"
        if ending != _TRAILER + packed.sha256.digest() or count != size:
            return f"{subject} is damaged: its file is not as it was written ({path})"
        if whole.hexdigest() != digest:
            return f"{subject} is damaged: its file holds other bytes than were kept ({path})"
        return None

    def _write(self, data: bytes | Path, target: Path, digest: str = "") -> None:
        boundary.reached("original: before write")
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / _UNFINISHED
        unfinished.mkdir(exist_ok=True)
        part = unfinished / f"{target.name}.{secrets.token_hex(4)}"
        try:
            with open(part, "xb") as file:
                if isinstance(data, bytes):
                    frame = zstandard.ZstdCompressor(level=_LEVEL).compress(data)
                    file.write(frame + _trailer(frame))
                else:
                    _copy(data, file, digest)
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


class _Hashed:
    """The first `left` bytes of a file, hashed as they are read."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self.file, self.left = file, left
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(piece)
        self.sha256.update(piece)
        return piece

    def drain(self) -> None:
        while self.read(_SLICE):
            pass


def _copy(source: Path, target: BinaryIO, digest: str) -> None:
    """One frame with its size and trailer, in slices."""
    size = source.stat().st_size
    whole, packed = hashlib.sha256(), hashlib.sha256()
    compress = zstandard.ZstdCompressor(level=_LEVEL).compressobj(size=size)
    try:
        with open(source, "rb") as file:
            while piece := file.read(_SLICE):
                whole.update(piece)
                ready = compress.compress(piece)
                packed.update(ready)
                target.write(ready)
        ready = compress.flush()
    except zstandard.ZstdError:
        ready = b""  # The file grew or shrank meanwhile: its hash does not fit either.
    if whole.hexdigest() != digest:
        raise ChronofileError(f"{source} was written to while it was kept; build again when it is complete")
    packed.update(ready)
    target.write(ready + _TRAILER + packed.digest())


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
