"""Place: where a folder lies: on this computer, in a folder that a service copies elsewhere, or on a network share.

A case in a synced folder is copied while it is written, and its database on a share is locked by nobody: both are
worth a warning. Told by names alone, as the services name their folders, and by what the system says of its drives;
a folder that a person renamed is not recognised.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Literal

import msgspec


class Place(msgspec.Struct, frozen=True):
    """`service` names who copies the folder ("OneDrive"), "" where it is a share or lies on this computer."""

    kind: Literal["here", "synced", "shared"] = "here"
    service: str = ""


SERVICES: tuple[tuple[str, str], ...] = (
    (r"onedrive(?: - .+|-.+)?", "OneDrive"),
    (r"dropbox(?: \(.+\)|-.+)?", "Dropbox"),
    (r"google ?drive(?:-.+)?|googledrive", "Google Drive"),
    (r"icloud ?drive|com~apple~clouddocs|mobile documents", "iCloud"),
    (r"box(?: sync|-box)?", "Box"),
    (r"nextcloud|owncloud", "Nextcloud"),
    (r"pclouddrive|pcloud drive", "pCloud"),
    (r"megasync|mega", "MEGA"),
    (r"syncthing", "Syncthing"),
    (r"seafile", "Seafile"),
    (r"proton ?drive(?:-.+)?", "Proton Drive"),
    (r"synology ?drive", "Synology Drive"),
    (r"tresorit", "Tresorit"),
)
"""How services call the folder they keep in step, lower case; the first that fits a whole name counts."""

MARKERS: tuple[tuple[str, str], ...] = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".sync_*.db", "Nextcloud"),
)
"""What services leave inside the top folder, for folders a person named otherwise."""

SHARES = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.davfs2", "9p"),
        *(
            "fuse.sshfs",
            "sshfs",
            "fuse.rclone",
            "fuse.gvfsd-fuse",
            "ncpfs",
            "afs",
            "ceph",
            "glusterfs",
            "fuse.glusterfs",
        ),
        *("vboxsf", "fuse.vmhgfs-fuse", "prl_fs", "macfuse", "osxfuse"),
    )
)
"""Kinds of file systems that lie on another machine, as mount tables name them."""

_REMOTE_DRIVE = 4
"""GetDriveTypeW, Windows API: DRIVE_REMOTE."""


def place_of(folder: str | os.PathLike[str]) -> Place:
    """Where the folder lies; it need not exist. Never raises."""
    with suppress(OSError, ValueError):
        path = Path(os.path.realpath(folder))
        service = service_of(path) or service_by_marker(path)
        if service:
            return Place("synced", service)
        if is_shared(path):
            return Place("shared")
    return Place()


def service_of(path: PurePath) -> str:
    """The service in whose folder a path lies, going by the names on the way; "" for none."""
    for name in path.parts:
        lowered = name.lower().strip("\\/")
        for pattern, service in SERVICES:
            if re.fullmatch(pattern, lowered):
                return service
    # macOS keeps every service's folder in ~/Library/CloudStorage, also of services not named above.
    parts = path.parts
    if "CloudStorage" in parts[:-1]:
        return parts[parts.index("CloudStorage") + 1].partition("-")[0]
    return ""


def service_by_marker(path: Path) -> str:
    """The same by what a service left in the folder or in one above it."""
    for folder in (path, *path.parents):
        for name, service in MARKERS:
            with suppress(OSError):
                found = any(folder.glob(name)) if "*" in name else (folder / name).exists()
                if found and folder.parent != folder:
                    return service
    return ""


def is_shared(path: PurePath) -> bool:
    """Whether the system says that the path lies on another machine."""
    if isinstance(path, PureWindowsPath):
        return path.drive.startswith("\\\\") or _is_remote_drive(path.anchor)
    return shared_by(path, _mounts())


def shared_by(path: PurePosixPath | PurePath, mounts: Iterable[tuple[str, str]]) -> bool:
    """The same by a table of (mount point, kind): the longest mount point above the path decides."""
    best, kind = -1, ""
    for point, kind_there in mounts:
        above = PurePosixPath(point)
        if (above == path or above in path.parents) and len(above.parts) > best:
            best, kind = len(above.parts), kind_there
    return kind in SHARES


def mounts_of_linux(table: str) -> list[tuple[str, str]]:
    """(mount point, kind) of `/proc/self/mounts`, where a blank is written `\\040`."""
    rows = (line.split(" ") for line in table.splitlines())
    return [(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), row[1]), row[2]) for row in rows if len(row) > 2]


def mounts_of_mac(table: str) -> list[tuple[str, str]]:
    """(mount point, kind) of what `mount` prints on macOS: "//user@server/share on /Volumes/share (smbfs, …)"."""
    found = (re.fullmatch(r".* on (/.*) \(([^,)]+).*\)", line) for line in table.splitlines())
    return [(each[1], each[2].strip()) for each in found if each]


@lru_cache(maxsize=1)
def _mounts() -> list[tuple[str, str]]:
    """Read once: a share that is mounted later is not seen until the program starts again."""
    if sys.platform == "darwin":
        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
        return mounts_of_mac(said)
    return mounts_of_linux(Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace"))


def _is_remote_drive(anchor: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE)
