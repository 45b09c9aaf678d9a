"""Snapshot: the bytes of one page as they came, after transfer and content decoding."""

from __future__ import annotations

import hashlib

import msgspec


class Snapshot(msgspec.Struct, frozen=True):
    """`sha256` (lower-case hex) names the kept original; `size` is in bytes; `media_type` is without parameters."""

    sha256: str
    size: int
    media_type: str


def sha256(data: bytes) -> str:
    """Lower-case hex SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def snapshot_of(data: bytes, media_type: str) -> Snapshot:
    return Snapshot(sha256(data), len(data), media_type)
