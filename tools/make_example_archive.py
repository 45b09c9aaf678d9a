"""Write the example case's web archive from the pages in `tools/example_archive/`.

    python -m tools.make_example_archive        writes src/chronofile/example/pages/14-archive.warc.gz

A crawler would have made it; here the records are put together by hand so that every byte is known.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import sys
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "chronofile" / "example" / "pages" / "14-archive.warc.gz"
PAGES = (
    (
        "ostrany-today.html",
        "https://ostranytoday.example/2024/03/15/inspectorate",
        "windows-1252",
        "2024-04-18T07:12:40Z",
    ),
    (
        "northline-adjourned.html",
        "https://northline.example/world/2025/01/15/appeal-adjourned",
        "utf-8",
        "2025-03-06T08:30:05Z",
    ),
    ("seafarers-aid-statement.html", "https://seafarersaid.example/linnet/one-year", "utf-8", "2025-03-06T08:30:21Z"),
)
"""File, address, charset it is served in, time of the crawl."""


def record(
    kind: str, block: bytes, when: str, url: str = "", content_type: str = "application/http; msgtype=response"
) -> bytes:
    """One WARC/1.1 record; its identifier is made from its content, so that the file comes out the same again."""
    digest = "sha1:" + base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"WARC-Date: {when}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, kind + url + when)}>",
        f"WARC-Block-Digest: {digest}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(status: str, headers: list[str], body: bytes) -> bytes:
    """An HTTP answer as a crawler keeps it."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers]).encode() + b"\r\n\r\n" + body


def records() -> list[bytes]:
    """The archive's records in order: what it is, a redirect, the three pages, a picture."""
    about = b"software: tools/make_example_archive.py\r\nformat: WARC File Format 1.1\r\n"
    made = [record("warcinfo", about, "2025-03-06T08:30:00Z", content_type="application/warc-fields")]
    moved = answer("301 Moved Permanently", ["Location: https://seafarersaid.example/linnet/one-year"], b"")
    made.append(record("response", moved, "2025-03-06T08:30:20Z", "http://seafarersaid.example/linnet"))
    for file, url, charset, when in PAGES:
        body = (HERE / "example_archive" / file).read_text(encoding="utf-8").encode(charset)
        packed = gzip.compress(body, 9, mtime=0)
        headers = [
            f"Content-Type: text/html; charset={charset}",
            "Content-Encoding: gzip",
            f"Content-Length: {len(packed)}",
        ]
        made.append(record("response", answer("200 OK", headers, packed), when, url))
    pixel = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
    picture = answer("200 OK", ["Content-Type: image/gif"], pixel)
    made.append(record("response", picture, "2025-03-06T08:30:22Z", "https://seafarersaid.example/pixel.gif"))
    return made


def main() -> int:
    TARGET.write_bytes(b"".join(gzip.compress(r, 9, mtime=0) for r in records()))
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
