"""Locked: a backup under a passphrase, in the public format age (age-encryption.org/v1, passphrase recipient).

A public format because a backup outlives programs: `age -d` opens it where Chronofile is gone. Pieces of 64 KiB are
sealed each with its number and the last with a mark, so that one that is changed, moved or left out, or an end that
was cut off, does not open; and each piece opens alone, so that a backup is read where it lies and never written
unlocked beside itself.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import io
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from chronofile.errors import CalledWrongly, CaseDamaged

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SUFFIX = ".age"
SHORTEST = 12
"""Letters of a passphrase: whoever has the file may try as often as they like, for years."""
_FIRST = b"age-encryption.org/v1\n"
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n---( [A-Za-z0-9+/]{43}\n)"
)
_LONGEST_HEADER = 512
_WORK = 17
"""scrypt with 2^17 rounds of 8: 128 MiB and some 0.4 s a try, so that the desk stays below its 300 MB."""
_MOST_WORK = 18
"""What the age program itself writes, 256 MiB; a file that asks for more is trying to exhaust the computer."""
_PIECE = 64 << 10
_TAG = 16


def is_locked(file: Path) -> bool:
    """Whether a file begins as a locked one; False where there is none that can be read."""
    try:
        with open(file, "rb") as data:
            return data.read(len(_FIRST)) == _FIRST
    except OSError:
        return False


def can_lock() -> bool:
    """Whether the extra package for locking is installed."""
    try:
        _cipher(bytes(32))
    except CalledWrongly:
        return False
    return True


@contextmanager
def locking(into: BinaryIO, passphrase: str) -> Iterator[BinaryIO]:
    """What is written goes into `into` locked, or as it is for the passphrase "". Raises CalledWrongly for one that is
    too short, and where the package for locking is missing.
    """
    if not passphrase:
        yield into
        return
    if len(passphrase) < SHORTEST:
        raise CalledWrongly(f"the passphrase needs {SHORTEST} letters or more; take four words that nobody would guess")
    file_key, salt = secrets.token_bytes(16), secrets.token_bytes(16)
    sealed = _cipher(_wrapping_key(passphrase, salt, _WORK)).encrypt(bytes(12), file_key, None)
    header = _FIRST + b"-> scrypt %s %d\n%s\n---" % (_base64(salt), _WORK, _base64(sealed))
    nonce = secrets.token_bytes(16)
    into.write(header + b" " + _base64(_mac(file_key, header)) + b"\n" + nonce)
    out = _Sealing(into, _cipher(_derived(file_key, nonce, b"payload")))
    yield cast(BinaryIO, out)
    out.end()


@contextmanager
def unlocked(file: Path, passphrase: str) -> Iterator[BinaryIO]:
    """A file to be read from any place in it, unlocked where it is locked. Raises CalledWrongly for a passphrase that
    is missing or does not open it; reading raises CaseDamaged for what is not as it was locked. OSError as `open`.
    """
    with open(file, "rb") as data:
        if data.read(len(_FIRST)) != _FIRST:
            data.seek(0)
            yield data
            return
        data.seek(0)
        with io.BufferedReader(_Opened(data, file, passphrase), _PIECE) as plain:
            yield plain


class _Sealing(io.RawIOBase):
    """Write only, piece by piece; what is left is sealed by `end`, without which the file does not open."""

    def __init__(self, into: BinaryIO, cipher: ChaCha20Poly1305) -> None:
        self._into, self._cipher = into, cipher
        self._held, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        while len(self._held) > _PIECE:  # a full piece is held back: it may be the last, which is marked
            self._seal(bytes(self._held[:_PIECE]), last=False)
            del self._held[:_PIECE]
        return len(data)

    def end(self) -> None:
        self._seal(bytes(self._held), last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._into.write(self._cipher.encrypt(_place(self._number, last), piece, None))
        self._number += 1


class _Opened(io.RawIOBase):
    """Read only, from any place; the last piece is opened first, so that where the file ends is known and sealed."""

    def __init__(self, data: BinaryIO, file: Path, passphrase: str) -> None:
        self._data, self._file, self._at = data, file, 0
        self._cipher, self._start = _unwrapped(data, file, passphrase)
        held = data.seek(0, os.SEEK_END) - self._start
        self._last = max(0, -(-held // (_PIECE + _TAG)) - 1)
        self._size = held - _TAG * (self._last + 1)
        if self._size < 0 or (self._last and self._size == self._last * _PIECE):
            raise self._damaged()
        self._piece(self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, into: Any) -> int:
        if self._at >= self._size:
            return 0
        number, inside = divmod(self._at, _PIECE)
        found = self._piece(number)[inside : inside + len(into)]
        into[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _piece(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        self._data.seek(self._start + number * (_PIECE + _TAG))
        try:
            sealed = self._data.read(_PIECE + _TAG)
            return self._cipher.decrypt(_place(number, number == self._last), sealed, None)
        except (InvalidTag, ValueError) as error:
            raise self._damaged() from error

    def _damaged(self) -> CaseDamaged:
        return CaseDamaged(
            f"{self._file} is not as it was locked: it was changed, damaged or cut off. Copy it again from where it "
            "came, or take an older backup"
        )


def _unwrapped(data: BinaryIO, file: Path, passphrase: str) -> tuple[ChaCha20Poly1305, int]:
    """The cipher of what follows the header, and where that begins."""
    if not passphrase:
        raise CalledWrongly(f"{file} is locked; give the passphrase it was locked with")
    _cipher(bytes(32))
    from cryptography.exceptions import InvalidTag

    found = _HEADER.match(data.read(_LONGEST_HEADER))
    if not found or int(found[2]) > _MOST_WORK:
        raise CalledWrongly(f"{file} is locked in another way than Chronofile locks a backup; unlock it with age first")
    try:
        salt, sealed, mac = (
            base64.b64decode(part + b"=" * (-len(part) % 4)) for part in (found[1], found[3], found[4])
        )
        file_key = _cipher(_wrapping_key(passphrase, salt, int(found[2]))).decrypt(bytes(12), sealed, None)
    except (InvalidTag, binascii.Error):
        raise CalledWrongly(f"{file}: this passphrase does not open it. Capitals and blanks count.") from None
    if not hmac.compare_digest(mac, _mac(file_key, found[0][: found.start(4)])):
        raise CaseDamaged(f"{file} is not as it was locked: its first lines were changed. Take an older backup")
    data.seek(found.end())
    nonce = data.read(16)
    return _cipher(_derived(file_key, nonce, b"payload")), found.end() + 16


def _wrapping_key(passphrase: str, salt: bytes, work: int) -> bytes:
    """The same letters typed on another keyboard may be other code points; NFC makes them one."""
    return hashlib.scrypt(
        unicodedata.normalize("NFC", passphrase).encode(),
        salt=b"age-encryption.org/v1/scrypt" + salt,
        n=1 << work,
        r=8,
        p=1,
        maxmem=(128 * 8 << work) + (1 << 20),
        dklen=32,
    )


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF with SHA-256, of the one block that is needed."""
    return hmac.digest(hmac.digest(salt or bytes(32), key, "sha256"), info + b"\x01", "sha256")


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")


def _place(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _cipher(key: bytes) -> ChaCha20Poly1305:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    except ImportError:
        raise CalledWrongly(
            "locking needs one more package: pip install 'chronofile[lock]'; then lock or unlock again"
        ) from None
    return ChaCha20Poly1305(key)
