"""Acquisition: how, when and by whom a snapshot came to be held. One page may have many."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

How = Literal["file", "warc", "feed", "paste"]


class Acquisition(msgspec.Struct, frozen=True, kw_only=True):
    """`location` is the path as the person gave it, or the name they chose for pasted text.

    `container` is the SHA-256 of the whole WARC or feed kept beside the page and `offset`/`length` the place in it
    in bytes (after the container's own gzip for a feed, of the compressed record for a WARC). `headers` are HTTP
    response headers, cookies left out. `collected_at` is ISO 8601 with zone; `added_at` when this case kept it.
    """

    snapshot: str
    how: How
    location: str
    collected_at: str | None = None
    added_at: str = ""
    by: str = ""
    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    container: str | None = None
    offset: int | None = None
    length: int | None = None

    @property
    def key(self) -> str:
        """Same page, same way in, same place: the same acquisition, however often it is built."""
        parts = (
            self.snapshot,
            self.how,
            self.location,
            self.url or "",
            self.container or "",
            str(self.offset),
        )
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def header(self, name: str) -> str | None:
        """First header of that name, case ignored."""
        for key, value in self.headers:
            if key.lower() == name.lower():
                return value
        return None


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes with how they came. `is_container` marks a WARC or feed that is kept whole and not read itself.

    `file` names the file of a container too large to hold in memory: `data` is then empty, `acquisition.snapshot`
    the SHA-256 of the file's bytes, and whoever keeps it copies it from there.
    """

    data: bytes
    media_type: str
    acquisition: Acquisition
    is_container: bool = False
    file: str | None = None
