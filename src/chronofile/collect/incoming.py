"""Incoming: files and folders as a person names them, turned into pages and containers. Nothing here uses a network."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from chronofile.collect import limits
from chronofile.collect.origin import Origin
from chronofile.collect.pages import from_bytes, from_warc, too_large
from chronofile.collect.sniff import HEAD
from chronofile.collect.unpack import peek_gunzip
from chronofile.collect.walk import Found, failure, shown, walk, why_not
from chronofile.errors import CalledWrongly
from chronofile.model import Failure, Incoming

_STEP = 1 << 20
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


class _Changed(Exception):
    """The file grew, shrank or was written while it was read."""


def incoming(paths: Sequence[str | os.PathLike[str]], *, added_at: str, by: str = "") -> Iterator[Incoming | Failure]:
    """All pages below `paths`, in the order given and by name inside folders; what cannot be read is a Failure.

    `added_at` is ISO 8601 with zone. A file reached twice comes once. A container comes before the pages cut from it.
    Raises CalledWrongly, before anything is read, when none of the paths exists.
    """
    names = [os.fspath(path) for path in paths]
    if names and not any(_exists(name) for name in names):
        raise CalledWrongly(
            f"there is no file or folder {', '.join(repr(shown(n)) for n in names[:3])}: check the name"
        )
    return _incoming(names, added_at, by)


def incoming_bytes(data: bytes, name: str, *, added_at: str, by: str = "") -> Iterator[Incoming | Failure]:
    """The pages in bytes that came without a file (pasted, or read from standard input), kept under `name`."""
    yield from from_bytes(data, Origin(how="paste", location=name, added_at=added_at, by=by), name)


def _incoming(names: list[str], added_at: str, by: str) -> Iterator[Incoming | Failure]:
    seen: set[str] = set()
    for name in names:
        silent = True
        for found in walk(name):
            silent = False
            if isinstance(found, Failure):
                yield found
                continue
            key = os.path.normcase(os.path.abspath(found.path))
            if key in seen:
                continue
            if len(seen) >= limits.FILES:
                yield failure(found.path, f"and what follows was left out: more than {limits.FILES:,} files", "limit")
                return
            seen.add(key)
            yield from _one_file(found, Origin(how="file", location=shown(found.path), added_at=added_at, by=by))
        if silent:
            yield failure(name, "holds nothing that can be read: give HTML, text, RSS, Atom or WARC files")


def _one_file(found: Found, origin: Origin) -> Iterator[Incoming | Failure]:
    try:
        with os.fdopen(os.open(found.path, _FLAGS), "rb") as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                yield origin.failure("is not a file but a device, pipe or socket: give a file or a folder")
                return
            head = file.read(HEAD)
            archive = head.startswith(b"WARC/") or peek_gunzip(head, 5) == b"WARC/"
            if archive and before.st_size > limits.CONTAINER_IN_MEMORY:
                yield from _long_archive(file, found.path, origin)
                return
            if not archive and before.st_size > limits.PAGE_BYTES:
                yield too_large(head, origin, found.path)
                return
            file.seek(0)
            data = _whole(file, limits.CONTAINER_IN_MEMORY if archive else limits.PAGE_BYTES)
    except OSError as error:
        yield origin.failure(why_not(error))
        return
    except _Changed:
        yield origin.failure("was written to while it was read: build again when it is complete")
        return
    yield from from_bytes(data, origin, found.path)


def _whole(file: BinaryIO, most: int) -> bytes:
    """The file's bytes, if it stayed the same while they were read. Raises _Changed."""
    for _ in range(2):
        before = os.fstat(file.fileno())
        file.seek(0)
        data = file.read(most + 1)
        after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns) and len(data) == after.st_size:
            return data
    raise _Changed


def _long_archive(file: BinaryIO, path: str, origin: Origin) -> Iterator[Incoming | Failure]:
    """A WARC too large for memory: read for its hash, then again for its pages."""
    before = os.fstat(file.fileno())
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(_STEP):
        digest.update(piece)
    yield from from_warc(file, origin, file=os.path.abspath(path), digest=digest.hexdigest())
    after = os.fstat(file.fileno())
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        yield origin.failure("was written to while it was read: build again when it is complete")


def _exists(name: str) -> bool:
    """A link that leads nowhere exists: it gets a failure of its own."""
    try:
        return os.path.lexists(name)
    except ValueError:
        return False
