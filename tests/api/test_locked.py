"""A locked backup: opened by its passphrase and by nothing else, by us and by any program that knows age."""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chronofile import Case
from chronofile.api import locked
from chronofile.api.apart import compare
from chronofile.api.locked import can_lock, is_locked, locking, unlocked
from chronofile.api.safe import backup, backups, read_manifest, restore
from chronofile.errors import CalledWrongly, CaseDamaged
from chronofile.show import EXPORTERS

WORDS = "four quiet words here"
FOREIGN = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCB6SVd0ZENjUWpMM2p0dXVYbEFFYkJ3IDE3CjYzQUJ1TFBLdDBDeEg2QXBwTndqTnYr"
    "a3N1MHB0MUVCVTlYc1NjK1R6eDgKLS0tIG9SR1pPM1FVQ1JGM3U2Z0FOQTlLeWViL3F1ZXpCc09nUVlxNitrb2tISjgKpjvagKqd72zwUqjK"
    "5d0Kqd1I8etEyX8H/+2EwYXPd1rDuFOgoT0BEqAQb6xEWNn5c0fnqnqf"
)
"""One line, locked by another program of this format (rage, through pyrage 1.4.0), which opened ours too."""

pytestmark = pytest.mark.skipif(not can_lock(), reason="the package for locking is NOT installed: chronofile[lock]")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locking costs its 0.4 s on purpose; not here, a hundred times."""
    monkeypatch.setattr(locked, "_WORK", 4)


def lock(data: bytes, file: Path, passphrase: str = WORDS) -> Path:
    with open(file, "wb") as into, locking(into, passphrase) as out:
        for at in range(0, len(data), 50_000):
            out.write(data[at : at + 50_000])
    return file


def read(file: Path, passphrase: str = WORDS) -> bytes:
    with unlocked(file, passphrase) as data:
        return data.read()


def test_what_another_program_locked(tmp_path: Path) -> None:
    (tmp_path / "a.age").write_bytes(FOREIGN)
    assert read(tmp_path / "a.age") == b"The Linnet left port.\n"


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001])
def test_every_length_comes_back_from_any_place(tmp_path: Path, size: int) -> None:
    data = bytes(n * 7 % 251 for n in range(size))
    file = lock(data, tmp_path / "a.age")
    assert is_locked(file)
    with unlocked(file, WORDS) as plain:
        assert plain.read() == data
        for at in (0, size // 2, max(0, size - 10), size + 5):
            plain.seek(at)
            assert plain.read(70_000) == data[at : at + 70_000]
        assert plain.seek(0, io.SEEK_END) == size


def test_a_case_comes_back_from_a_locked_backup(case: Case, tmp_path: Path) -> None:
    made = backup(case, tmp_path / "kept.zip.age", by="MK", passphrase=WORDS)
    assert made.locked
    assert backups(case)[0] == made
    held = (tmp_path / "kept.zip.age").read_bytes()
    for plain in (b"PK\x03\x04", b"case.db", b"SQLite", b"originals/", case.name.encode()):
        assert plain not in held
    assert read_manifest(tmp_path / "kept.zip.age", WORDS) == made.manifest
    assert restore(tmp_path / "kept.zip.age", tmp_path / "back", WORDS) == made.manifest
    with Case.open(case.path, write=False) as first, Case.open(tmp_path / "back", write=False) as back:
        assert back.store.content_digest() == first.store.content_digest()
        assert back.store.ledger_head() == first.store.ledger_head()
        for each in EXPORTERS:
            assert back.export(each.name) == first.export(each.name), each.name
    assert compare(case.path, tmp_path / "kept.zip.age", WORDS).relation == "same"


@pytest.mark.parametrize("passphrase", ["", "four quiet words", WORDS + " ", WORDS.upper()])
def test_another_passphrase_opens_nothing(case: Case, tmp_path: Path, passphrase: str) -> None:
    backup(case, tmp_path / "kept.zip.age", passphrase=WORDS)
    with pytest.raises(CalledWrongly, match="passphrase"):
        restore(tmp_path / "kept.zip.age", tmp_path / "back", passphrase)
    assert sorted(p.name for p in tmp_path.iterdir() if "back" in p.name) == []


def test_letters_are_the_same_however_a_keyboard_makes_them(tmp_path: Path) -> None:
    file = lock(b"x", tmp_path / "a.age", "vier stille Wo\u0308rter")
    assert read(file, "vier stille W\u00f6rter") == b"x"


def test_too_short_writes_nothing(case: Case, tmp_path: Path) -> None:
    with pytest.raises(CalledWrongly, match="12 letters"):
        backup(case, tmp_path / "kept.zip.age", passphrase="short")
    assert [p for p in tmp_path.iterdir() if "kept" in p.name] == []
    assert backups(case) == ()


def _first_two_swapped(data: bytes) -> bytes:
    start, sealed = len(data) - 200_000 - 4 * 16, 65_536 + 16
    return (
        data[:start]
        + data[start + sealed : start + 2 * sealed]
        + data[start : start + sealed]
        + data[start + 2 * sealed :]
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: data[: -(200_000 % 65_536 + 16)],
        lambda data: data[: data.index(b"---") + 60],
        lambda data: data[: data.index(b"---") + 48],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[:-100_000] + bytes([data[-100_000] ^ 1]) + data[-99_999:],
        lambda data: data.replace(b"--- ", b"--- A", 1).replace(b"\n", b"", 0),
        _first_two_swapped,
    ],
)
def test_what_was_changed_does_not_open(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    file = lock(bytes(200_000), tmp_path / "a.age")
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises((CaseDamaged, CalledWrongly)):
        read(file)


@pytest.mark.parametrize("at", range(25, 150, 7))
def test_any_changed_letter_of_the_header_is_found(tmp_path: Path, at: int) -> None:
    file = lock(b"a few words", tmp_path / "a.age")
    data = bytearray(file.read_bytes())
    data[at] = ord("B") if data[at] != ord("B") else ord("C")
    file.write_bytes(data)
    with pytest.raises((CaseDamaged, CalledWrongly)):
        read(file)


@pytest.mark.parametrize(
    "header",
    [
        b"-> scrypt " + b"A" * 22 + b" 30\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
        b"-> scrypt " + b"A" * 22 + b" 99999999999999999999\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
        b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
        b"-> scrypt " + b"A" * 1_000_000,
        b"",
    ],
)
def test_a_header_that_would_exhaust_the_computer_is_not_followed(
    tmp_path: Path, header: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.age").write_bytes(b"age-encryption.org/v1\n" + header)
    monkeypatch.setattr("hashlib.scrypt", None)  # the key is not even tried
    with pytest.raises(CalledWrongly, match="unlock it with age first"):
        read(tmp_path / "a.age")


def test_without_the_package_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = lock(b"x", tmp_path / "a.age")
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    assert not can_lock()
    with pytest.raises(CalledWrongly, match=r"chronofile\[lock\]"):
        read(file)
    with pytest.raises(CalledWrongly, match=r"chronofile\[lock\]"):
        lock(b"x", tmp_path / "b.age")
    (tmp_path / "plain.zip").write_bytes(b"PK")
    assert read(tmp_path / "plain.zip", "") == b"PK"
