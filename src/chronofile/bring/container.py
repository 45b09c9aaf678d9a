"""Container: the zip that a Word or Excel file is, opened with suspicion; and what is no zip, told apart by name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from chronofile.bring import limits
from chronofile.errors import CalledWrongly

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SYMLINK = 0o120000
_TYPE_BITS = 0o170000


class Package:
    """The parts of a file by their names, capitals ignored as the format asks. Nothing is ever written to disk."""

    def __init__(self, archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo], name: str) -> None:
        self._archive = archive
        self._infos = infos
        self._name = name

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._infos)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None when there is none. Raises CalledWrongly for one too large or damaged."""
        info = self._infos.get(name.lstrip("/").casefold())
        if info is None:
            return None
        try:
            with self._archive.open(info) as file:
                data = file.read(limits.PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
            raise CalledWrongly(
                f"{self._name} is damaged: its part {info.filename!r} cannot be unpacked. "
                "Open it in Word or Excel, save it anew and give that file."
            ) from None
        if len(data) > limits.PART_BYTES:
            raise CalledWrongly(
                f"{self._name} unpacks to more than {limits.PART_BYTES // limits.MB} MB in one part; "
                "it was not read. Split it, or paste the table."
            )
        return data


def is_package(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def package(data: bytes, name: str) -> Package:
    """The zip in `data`, after its list of contents was looked through. Raises CalledWrongly in words."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, IndexError):
        raise CalledWrongly(
            f"{name} is damaged or cut short: it begins like a Word or Excel file and does not end like one. "
            "Fetch it again."
        ) from None
    if len(infos) > limits.PARTS:
        raise CalledWrongly(f"{name} holds {len(infos):,} files inside; more than {limits.PARTS:,} are not read.")
    known: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _refuse_tricks(info, name)
        key = info.filename.casefold()
        if key in known:
            raise CalledWrongly(f"{name} holds two parts called {info.filename!r}; which one counts cannot be told.")
        known[key] = info
    if sum(info.file_size for info in infos) > limits.TOTAL_BYTES:
        raise CalledWrongly(f"{name} would unpack to more than {limits.TOTAL_BYTES // limits.MB} MB; it was not read.")
    return Package(archive, known, name)


def _refuse_tricks(info: zipfile.ZipInfo, name: str) -> None:
    """Path tricks, links, passwords, bombs: none occurs in a file that Word, Excel or LibreOffice wrote."""
    inner = info.orig_filename
    steps = inner.replace("\\", "/").split("/")
    if "\x00" in inner or "\\" in inner or inner.startswith("/") or ".." in steps or re.match(r"[A-Za-z]:", inner):
        raise CalledWrongly(f"{name} holds a part with a path that points elsewhere ({inner!r}); it was not read.")
    if (info.external_attr >> 16) & _TYPE_BITS == _SYMLINK:
        raise CalledWrongly(f"{name} holds a link instead of a part ({inner!r}); it was not read.")
    if info.flag_bits & 0x1:
        raise CalledWrongly(f"{name} is locked with a password. Save a copy without one and give that.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise CalledWrongly(f"{name} is packed in a way Word and Excel do not use; save it anew and give that file.")
    if info.file_size > limits.RATIO_FLOOR and info.file_size > limits.RATIO * max(1, info.compress_size):
        raise CalledWrongly(f"{name} holds a part that unpacks to {limits.RATIO} times its size; it was not read.")


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raises CalledWrongly for kinds of file that hold tables and are not read here, each with its way out."""
    if data.startswith(_OLE):
        raise CalledWrongly(_ole(data, name))
    if data.startswith(b"{\\rtf"):
        raise CalledWrongly(f"{name} is an RTF file. Open it in Word, save it as .docx and give that.")
    if data.startswith(b"%PDF"):
        raise CalledWrongly(f"{name} is a PDF; tables are not read from it. Give the Word or Excel file it came from.")


def _ole(data: bytes, name: str) -> str:
    """Old Office files and locked new ones share one container; the names of its streams tell them apart."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return f"{name} is locked with a password. Save a copy without one and give that."
    if holds("WordDocument"):
        return f"{name} is in the old .doc format. Open it in Word, save it as .docx and give that."
    if holds("Workbook") or holds("Book"):
        return f"{name} is in the old .xls format. Open it in Excel, save it as .xlsx and give that."
    return f"{name} is in an old Office format. Save it as .docx or .xlsx and give that."
