"""Walk: the files below what a person named, in one order on every machine."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from typing import NamedTuple

from chronofile.collect import limits
from chronofile.model import Failure
from chronofile.model.failure import FailureKind

CASE_FILE = "case.db"
"""A folder that holds this is a case."""
_INSIDE_CASE = ("originals", CASE_FILE, f"{CASE_FILE}-wal", f"{CASE_FILE}-shm", f"{CASE_FILE}-journal")

_NEVER_PAGES = frozenset(
    {".css", ".js", ".mjs", ".map", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".ini", ".lnk", ".db", ".tmp"}
)
"""Ends of names that lie beside pages and are none: passed over in silence inside a folder."""
_LIKELY_PAGES = frozenset(
    {
        *(".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx", ".jsp"),
        *(".txt", ".text", ".md", ".markdown", ".xml", ".rss", ".atom", ".rdf", ".warc", ".gz", ""),
        *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff"),
        *(".mht", ".mhtml", ".webarchive", ".zip", ".wacz", ".mp3", ".mp4", ".m4a", ".wav", ".zst"),
    }
)
"""Ends of names looked into, or named as unread, inside a folder."""
_COMPANION = re.compile(r"[_.\- ][^\W\d_]{4,12}+")
"""What browsers put behind a page's name for the folder of its images and scripts ("_files", "-Dateien")."""


class Found(NamedTuple):
    """`named` is True for what the person named, False for what lay in a folder."""

    path: str
    named: bool


def shown(path: str | os.PathLike[str]) -> str:
    """The path as text that can be stored and printed: bytes that are no text in the system's encoding as `\\xNN`."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def failure(path: str, message: str, kind: FailureKind = "input") -> Failure:
    """A failure of the file `path`; `message` goes after its name."""
    return Failure(location=shown(path), kind=kind, message=f"{shown(path)} {message}")


def why_not(error: OSError) -> str:
    """What the operating system's refusal means and what to do; goes after the file's name."""
    if isinstance(error, PermissionError):
        return "may not be read: give yourself permission to read it, or copy it to a folder of your own"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "is not there (any more): check the name, or whether it was moved"
    if error.errno in (40, 62, 10062):  # ELOOP on Linux, macOS, Windows
        return "is a link that leads in a circle: give the file it was meant for"
    if error.errno in (36, 63, 91):  # ENAMETOOLONG
        return "has too long a name: rename it"
    return f"cannot be read ({error.strerror or type(error).__name__}): copy it to another disk and give that copy"


def walk(path: str) -> Iterator[Found | Failure]:
    """The files at and below `path`, folders in the order of their entries' names.

    Hidden entries, cases and the image folders that browsers save beside a page are passed over.
    """
    try:
        kind = os.stat(path).st_mode
    except OSError as error:
        yield failure(path, why_not(error))
        return
    except ValueError:
        yield failure(path, "is no possible name of a file: check it")
        return
    if stat.S_ISDIR(kind):
        yield from _folder(path, 0, ())
    elif stat.S_ISREG(kind):
        yield Found(path, True)
    else:
        yield failure(path, "is not a file but a device, pipe or socket: give a file or a folder")


def _folder(path: str, depth: int, above: tuple[tuple[int, int], ...]) -> Iterator[Found | Failure]:
    """`above` identifies the folders this one lies in, so that a link to one of them ends the descent."""
    try:
        here = os.stat(path)
        with os.scandir(path) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield failure(path, why_not(error))
        return
    identity = (here.st_dev, here.st_ino)
    if identity in above:
        return
    if depth > limits.FOLDER_DEPTH:
        yield failure(path, f"lies more than {limits.FOLDER_DEPTH} folders deep: give it by its own name", "limit")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith(".") or (CASE_FILE in names and entry.name in _INSIDE_CASE):
            continue
        try:
            kind = entry.stat().st_mode
        except OSError as error:
            yield failure(entry.path, why_not(error))
            continue
        if stat.S_ISDIR(kind):
            if not (os.path.exists(os.path.join(entry.path, CASE_FILE)) or _belongs_to_page(entry.name, names)):
                yield from _folder(entry.path, depth + 1, (*above, identity))
        elif stat.S_ISREG(kind):
            yield from _file(entry.path)


def _file(path: str) -> Iterator[Found | Failure]:
    suffix = os.path.splitext(path)[1].lower()
    if suffix in _LIKELY_PAGES:
        yield Found(path, False)
    elif suffix not in _NEVER_PAGES:
        yield failure(
            path, f"was left out: files that end in '{suffix}' are not pages. If this one is, name it directly"
        )


def _belongs_to_page(folder: str, names: set[str]) -> bool:
    """Whether a browser saved this folder with a page: "Report.html" and "Report_files"."""
    return any(
        folder.startswith(stem) and _COMPANION.fullmatch(folder, len(stem))
        for stem in (folder[:at] for at in range(max(1, len(folder) - 13), len(folder) - 4))
        if f"{stem}.html" in names or f"{stem}.htm" in names
    )
