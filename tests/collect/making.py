"""Bytes for the tests of this room, written by hand: WARC records, HTTP answers."""

from __future__ import annotations

import base64
import gzip
import hashlib
from pathlib import Path

from chronofile.collect import incoming, incoming_bytes
from chronofile.model import Failure, Incoming

WHEN = "2026-03-01T12:00:00Z"


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes, url: str = "https://example.org/a", *headers: str, kind: str = "response", length: int | None = None
) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2025-05-06T07:08:09Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block) if length is None else length}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def page(words: str) -> bytes:
    return f"<!doctype html><html><body><p>{words}</p></body></html>".encode()


def good(name: str) -> bytes:
    """A sound record about https://example.org/NAME."""
    return record(answer(page(f"Page {name} tells something.")), f"https://example.org/{name}")


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def collected(*paths: Path | str) -> tuple[list[Incoming], list[Failure]]:
    """Pages and containers, and failures."""
    return sorted_out(incoming(paths, added_at=WHEN, by="tester"))


def pasted(data: bytes, name: str) -> tuple[list[Incoming], list[Failure]]:
    return sorted_out(incoming_bytes(data, name, added_at=WHEN))


def sorted_out(came: object) -> tuple[list[Incoming], list[Failure]]:
    everything = list(came)  # type: ignore[call-overload]
    return [x for x in everything if isinstance(x, Incoming)], [x for x in everything if isinstance(x, Failure)]


def urls(came: list[Incoming]) -> list[str | None]:
    return [x.acquisition.url for x in came if not x.is_container]
