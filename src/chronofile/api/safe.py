"""Safe: a case in one file: to keep elsewhere, to hand over, to come back from.

The file is a zip that any program opens, locked only where that was asked for; unpacked by hand it is the case's
folder. It gets its name when it is whole.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from chronofile import __version__
from chronofile.api import checks, preferences
from chronofile.api.case import Case
from chronofile.api.clock import now
from chronofile.api.locked import locking
from chronofile.api.reading import PathLike
from chronofile.api.unpacked import MANIFEST, unpack
from chronofile.errors import CalledWrongly, CaseDamaged
from chronofile.store import boundary
from chronofile.store.backup import copy_database
from chronofile.store.database import FILE
from chronofile.store.originals import FOLDER as ORIGINALS
from chronofile.store.originals import way_out
from chronofile.store.trouble import told

LOG = "backups.json"
"""In the case's folder: when it was backed up and to where; no part of its record."""
SUFFIX = ".zip"
_LOGGED = 20
Progress = Callable[[int, int], None]
"""Called with pages done and pages in all."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself. `line` and `head` are the last line of its custody log; `whole` False marks one
    made to hand over, without reports of drafts and without how its maker likes to work.
    """

    format: int = 1
    program: str = __version__
    case: str = ""
    name: str = ""
    made_at: str = ""
    by: str = ""
    pages: int = 0
    line: int = 0
    head: str = ""
    content_digest: str = ""
    whole: bool = True


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was made: where ("" for one that a browser took), how large, of what."""

    file: str
    size: int
    manifest: Manifest
    locked: bool = False


def backup(
    case: Case,
    file: PathLike,
    *,
    by: str = "",
    whole: bool = True,
    passphrase: str = "",
    progress: Progress = lambda done, of: None,
) -> Made:
    """The case as it stands now in one file, also while others write to it; noted in the case's folder where that may
    be written; locked where there is a passphrase. Raises CalledWrongly when something of that name is there,
    CaseDamaged when a kept page is not what it was (nothing is written), DiskFull.
    """
    target = Path(file)
    if os.path.lexists(target):
        raise CalledWrongly(f"{target}: something is there already; a backup needs a name of its own")
    if not target.parent.is_dir():
        raise CalledWrongly(f"{target.parent}: there is no such folder; make it first, or choose another")
    with _written(target) as part, open(part, "xb") as data, locking(data, passphrase) as into:
        manifest = _pack(case, into, by, whole, progress)
    made = Made(file=str(target.absolute()), size=target.stat().st_size, manifest=manifest, locked=bool(passphrase))
    _log(case, made)
    return made


def pack(case: Case, into: BinaryIO, *, by: str = "", whole: bool = True, passphrase: str = "") -> Made:
    """The same into an open file of the caller's, for a copy that goes elsewhere at once; its `file` is ""."""
    with told(case.path), locking(into, passphrase) as locked:
        manifest = _pack(case, locked, by, whole, lambda done, of: None)
    made = Made(file="", size=into.tell(), manifest=manifest, locked=bool(passphrase))
    _log(case, made)
    return made


def backups(case: Case) -> tuple[Made, ...]:
    """Backups noted in the case's folder, the newest first."""
    try:
        return msgspec.json.decode((case.path / LOG).read_bytes(), type=tuple[Made, ...])
    except (OSError, msgspec.MsgspecError):
        return ()


def read_manifest(file: PathLike, passphrase: str = "") -> Manifest:
    """What a backup says of itself, without looking at the rest. Raises CalledWrongly when it is none, or does not
    open with this passphrase.
    """
    with tempfile.TemporaryDirectory(prefix="chronofile-") as folder:
        unpack(Path(file), Path(folder), only=(MANIFEST,), passphrase=passphrase)
        return _manifest(Path(folder), Path(file))


def restore(file: PathLike, folder: PathLike, passphrase: str = "") -> Manifest:
    """The case of a backup in a folder that is not there yet, every fingerprint, line and quotation checked before the
    folder gets its name. Raises CalledWrongly when the file is no backup or the folder is there, CaseDamaged naming
    what is wrong, CaseTooNew, DiskFull; then nothing is left behind.
    """
    source, target = Path(file), Path(folder)
    if os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir())):
        raise CalledWrongly(f"{target}: something is there already; a case needs a folder of its own")
    part = target.with_name(f"{target.name}.part-{secrets.token_hex(4)}")
    with told(target):
        try:
            part.mkdir(parents=True)
            unpack(source, part, passphrase=passphrase)
            manifest = _checked(part, source)
            (part / MANIFEST).unlink()
            if target.is_dir():
                target.rmdir()
            boundary.reached("restore: before rename")
            os.rename(part, target)
        finally:
            if part.exists():
                _remove(part)
    return manifest


def _checked(part: Path, source: Path) -> Manifest:
    """What was unpacked, held against what the backup says and against itself."""
    manifest = _manifest(part, source)
    with Case.open(part, write=False) as case:
        head, facts = case.store.ledger_head(), case.store.facts()
        own = (facts.id, head.hash if head else "", case.store.content_digest() or "")
        problems = case.verify().problems
    if problems:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise CaseDamaged(f"{source}: {first.subject}: {first.what}{more}. Nothing was restored; take an older backup")
    if own != (manifest.case, manifest.head, manifest.content_digest):
        raise CaseDamaged(f"{source}: it holds another case than it says. Nothing was restored; take another backup")
    return manifest


def _manifest(folder: Path, source: Path) -> Manifest:
    try:
        made = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise CalledWrongly(f"{source} is no backup of a case: it does not say what it holds") from error
    if made.format != 1:
        raise CalledWrongly(f"{source} was made by a newer version of Chronofile; update it and restore again")
    return made


def _pack(case: Case, into: BinaryIO, by: str, whole: bool, progress: Progress) -> Manifest:
    """The database first, then the originals it names, so that none of them can be missing."""
    with tempfile.TemporaryDirectory(prefix="chronofile-") as holding:
        copy = Path(holding)
        wanted = copy_database(case.store.db, copy)
        with Case.open(copy, write=False) as still:
            head, facts = still.store.ledger_head(), still.store.facts()
            manifest = Manifest(
                case=facts.id,
                name=facts.name,
                made_at=now(),
                by=by,
                pages=len(still.pages()),
                line=head.number if head else 0,
                head=head.hash if head else "",
                content_digest=still.store.content_digest() or "",
                whole=whole,
            )
        with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as packed:
            packed.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
            packed.write(copy / FILE, FILE, zipfile.ZIP_DEFLATED, 6)
            for name, path in _beside(case) if whole else ():
                packed.write(path, name, zipfile.ZIP_DEFLATED)
            boundary.reached("backup file: after database")
            for done, (digest, size) in enumerate(wanted, 1):
                fault = case.store.originals.fault(digest, size)
                if fault:
                    raise CaseDamaged(f"{case.path}: {fault}. Nothing was backed up. {way_out()}")
                place = case.store.originals.place(digest)
                packed.write(place, f"{ORIGINALS}/{place.relative_to(case.store.originals.folder).as_posix()}")
                progress(done, len(wanted))
    return manifest


def _beside(case: Case) -> Iterator[tuple[str, Path]]:
    """What lies in the folder besides the record: how its people like to work, and reports of drafts."""
    liking = case.path / preferences.FILE
    if liking.is_file():
        yield preferences.FILE, liking
    for number in checks.kept_checks(case):
        yield f"{checks.FOLDER}/{number}.json", case.path / checks.FOLDER / f"{number}.json"


@contextmanager
def _written(target: Path) -> Iterator[Path]:
    """A file beside the target, given its name when it is whole and on the disk; gone if anything went wrong."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    with told(target.parent):
        try:
            yield part
            with open(part, "rb+") as file:
                os.fsync(file.fileno())
            boundary.reached("backup file: before rename")
            try:
                os.link(part, target)  # unlike a rename, never over a file that came meanwhile
            except FileExistsError:
                raise CalledWrongly(f"{target}: something is there already; a backup needs a name of its own") from None
            except OSError:  # FAT and some shares know no links
                os.rename(part, target)
        finally:
            part.unlink(missing_ok=True)


def _log(case: Case, made: Made) -> None:
    """A folder that cannot be written keeps nobody from a backup."""
    noted = msgspec.json.encode((made, *backups(case))[:_LOGGED])
    part = case.path / f".{LOG}.{secrets.token_hex(4)}.part"
    with suppress(OSError):
        try:
            part.write_bytes(noted)
            os.replace(part, case.path / LOG)
        finally:
            part.unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    """Also what is write-protected, as kept pages are."""

    def unlock(function: Callable[[str], object], path: str, _: object) -> None:
        with suppress(OSError):
            os.chmod(path, 0o700)
            function(path)

    shutil.rmtree(folder, onerror=unlock)
