"""Where a folder lies: synced folders by their names, shares by what the system says."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from chronofile.api.place import (
    Place,
    is_shared,
    mounts_of_linux,
    mounts_of_mac,
    place_of,
    service_of,
    shared_by,
)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\mk\OneDrive\Cases\Mill Lane"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\mk\OneDrive - Keller & Partners\Mill Lane"), "OneDrive"),
        (PurePosixPath("/Users/mk/Library/CloudStorage/OneDrive-Personal/Mill Lane"), "OneDrive"),
        (PurePosixPath("/Users/mk/Library/CloudStorage/GoogleDrive-mk@example.org/My Drive/case"), "Google Drive"),
        (PurePosixPath("/Users/mk/Library/CloudStorage/SomeOther-mk/case"), "SomeOther"),
        (PurePosixPath("/Users/mk/Library/Mobile Documents/com~apple~CloudDocs/case"), "iCloud"),
        (PureWindowsPath(r"C:\Users\mk\iCloudDrive\case"), "iCloud"),
        (PurePosixPath("/home/mk/Dropbox (Chambers)/case"), "Dropbox"),
        (PurePosixPath("/home/mk/Nextcloud/case"), "Nextcloud"),
        (PureWindowsPath(r"C:\Users\mk\Box\case"), "Box"),
        (PurePosixPath("/home/mk/Documents/The Dropbox murders"), ""),
        (PurePosixPath("/home/mk/Documents/boxes"), ""),
        (PureWindowsPath(r"D:\Cases\Mill Lane"), ""),
        (PurePosixPath("/Users/mk/Library/CloudStorage"), ""),
    ],
)
def test_synced_folders_by_name(path: PurePosixPath | PureWindowsPath, service: str) -> None:
    assert service_of(path) == service


def test_a_renamed_folder_by_what_the_service_left(tmp_path: Path) -> None:
    case = tmp_path / "Office" / "case"
    case.mkdir(parents=True)
    assert place_of(case) == Place()
    (tmp_path / "Office" / ".dropbox").touch()
    assert place_of(case) == Place("synced", "Dropbox")


LINUX = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/firm nfs4 rw 0 0
//server/share /mnt/our\\040share cifs rw 0 0
/dev/sdb1 /mnt/firm/local ext4 rw 0 0
short line
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//mk@server/Cases on /Volumes/Cases (smbfs, nodev, nosuid, mounted by mk)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/home/mk/case", False),
        ("/mnt/firm/case", True),
        ("/mnt/firm", True),
        ("/mnt/firmware/case", False),
        ("/mnt/our share/case", True),
        ("/mnt/firm/local/case", False),
    ],
)
def test_shares_by_the_longest_mount_point(path: str, shared: bool) -> None:
    assert shared_by(PurePosixPath(path), mounts_of_linux(LINUX)) is shared


def test_shares_of_a_mac() -> None:
    assert shared_by(PurePosixPath("/Volumes/Cases/Mill Lane"), mounts_of_mac(MAC))
    assert not shared_by(PurePosixPath("/Users/mk/case"), mounts_of_mac(MAC))


def test_windows_names_of_shares() -> None:
    assert is_shared(PureWindowsPath(r"\\server\cases\Mill Lane"))
    assert not is_shared(PureWindowsPath(r"C:\cases"))


def test_odd_paths_are_here() -> None:
    assert place_of("\x00") == Place()
    assert place_of("").kind in ("here", "synced", "shared")
