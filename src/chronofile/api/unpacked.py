"""Unpacked: the files of a backup, taken out of a zip that anybody may have made.

Only the names a backup can hold are taken, each once, each as a plain file, none larger than the disk has room for:
a path that leads out, a link, a bomb or a stranger stops the whole before anything of it is used.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from chronofile.api.locked import unlocked
from chronofile.errors import CalledWrongly, CaseDamaged, DiskFull
from chronofile.store import boundary

MANIFEST = "backup.json"
_NAMES = re.compile(
    r"backup\.json|case\.db|preferences\.json|checks/[1-9][0-9]{0,3}\.json"
    r"|originals/(?P<a>[0-9a-f]{2})/(?P<b>[0-9a-f]{2})/(?P=a)(?P=b)[0-9a-f]{60}\.zst"
)
MOST_FILES = 250_000
_LONGEST_LIST = 48 << 20
"""Bytes of a zip's table of contents: 250,000 lines of ours, 190 each. Python reads it whole when it opens a zip."""
_SMALL = 64 << 20
"""Bytes of one JSON file: a report of a long draft takes some hundred thousand."""
_RATIO = 200
"""Times that a file may grow when it is unpacked. The example's case.db grows 1.7 times, what deflate can is 1,030."""
_SPARE = 64 << 20
"""Bytes left free on the disk."""
_SLICE = 1 << 20
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"


def unpack(file: Path, folder: Path, *, only: Collection[str] = (), passphrase: str = "") -> None:
    """All of a backup into an empty folder, or the files named alone. Raises CalledWrongly for what is no backup and
    for a passphrase that does not open a locked one, CaseDamaged for one that is broken, DiskFull; what was taken out
    until then stays for the caller to remove.
    """
    try:
        with unlocked(file, passphrase) as data:
            _check_list(data, file)
            with zipfile.ZipFile(data) as packed:
                entries = _checked(packed.infolist(), file)
                _check_places(entries, data.seek(0, os.SEEK_END))
                _check_room(entries, folder, file, only)
                for entry in entries:
                    if not only or entry.filename in only:
                        _take(packed, entry, folder, file)
                        boundary.reached("restore: after file")
    except FileNotFoundError:
        raise CalledWrongly(f"{file} was not found. Give the file of a backup.") from None
    except (IsADirectoryError, PermissionError) as error:
        raise CalledWrongly(f"{file} cannot be read ({error.strerror}). Give the file of a backup.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, UnicodeDecodeError, NotImplementedError) as error:
        raise CaseDamaged(
            f"{file} is damaged or was cut off; nothing was restored. Copy it again from where it came, or take an "
            "older backup"
        ) from error


def _check_list(data: BinaryIO, file: Path) -> None:
    """The zip's table of contents, before it is read: no longer than ours can be."""
    size = data.seek(0, os.SEEK_END)
    data.seek(max(0, size - (1 << 16) - 22))
    tail = data.read()
    at = tail.rfind(_END)
    if at < 0:
        raise CalledWrongly(f"{file} is no backup of a case, or was cut off: it is no zip file that ends as one")
    if len(tail) < at + 22:
        raise zipfile.BadZipFile
    count, length = struct.unpack("<H I", tail[at + 10 : at + 16])
    if count == 0xFFFF or length == 0xFFFFFFFF:
        wide = tail.rfind(_END64, 0, at)
        if wide < 0 or len(tail) < wide + 48:
            raise zipfile.BadZipFile
        count, length = struct.unpack("<Q Q", tail[wide + 32 : wide + 48])
    if count > MOST_FILES or length > _LONGEST_LIST:
        raise CalledWrongly(f"{file} is no backup of a case: it lists more files than one can hold")
    data.seek(0)


def _checked(entries: list[zipfile.ZipInfo], file: Path) -> list[zipfile.ZipInfo]:
    seen: set[str] = set()
    for entry in entries:
        # `filename` is cut at a NUL; what stood behind it shows in the name as it was written.
        name = entry.orig_filename
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if not _NAMES.fullmatch(name) or (kind and not stat.S_ISREG(kind)):
            raise CalledWrongly(f"{file} is no backup that Chronofile made: it holds {name[:80]!a}")
        if name in seen:
            raise CalledWrongly(f"{file} is no backup that Chronofile made: it holds {name} twice")
        seen.add(name)
        if entry.flag_bits & 1:
            raise CalledWrongly(f"{file} is protected by a password; unpack it with the program that locked it")
        _check_growth(entry, file)
    if not {MANIFEST, "case.db"} <= seen:
        raise CalledWrongly(f"{file} is no backup of a case: it holds no {MANIFEST} with a case.db")
    return entries


def _check_places(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Where each file is said to begin lies in the zip: Python seeks there unasked, before the first byte too."""
    if not all(0 <= entry.header_offset < size for entry in entries):
        raise zipfile.BadZipFile


def _check_growth(entry: zipfile.ZipInfo, file: Path) -> None:
    """What a line says of its size; that it is true shows when it is unpacked."""
    large = entry.file_size > (_SMALL if entry.filename.endswith(".json") else 1 << 50)
    if entry.filename.startswith("originals/"):
        grows = entry.compress_type != zipfile.ZIP_STORED
    else:
        grows = entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        grows = grows or entry.file_size > _SLICE + _RATIO * entry.compress_size
    if large or grows:
        raise CalledWrongly(f"{file} is no backup that Chronofile made: {entry.filename} would grow beyond all measure")


def _check_room(entries: list[zipfile.ZipInfo], folder: Path, file: Path, only: Collection[str]) -> None:
    needed = sum(entry.file_size for entry in entries if not only or entry.filename in only)
    if needed > shutil.disk_usage(folder).free - _SPARE:
        raise DiskFull(
            f"{file} needs {needed >> 20:,} MB; there is no room for it in {folder.parent}. Free some space."
        )


def _take(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, file: Path) -> None:
    target = folder.joinpath(*entry.filename.split("/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with packed.open(entry) as source, open(target, "xb") as out:
        while piece := source.read(_SLICE):
            left -= len(piece)
            if left < 0:
                raise zipfile.BadZipFile
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if left:
        raise zipfile.BadZipFile
    if entry.filename.startswith("originals/"):
        target.chmod(0o444)
