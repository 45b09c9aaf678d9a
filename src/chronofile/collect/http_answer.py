"""HTTP answer: status, headers and body as an archive keeps them, transfer and content codings undone."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

import msgspec

from chronofile.collect import limits
from chronofile.collect.unpack import CannotUnpack, undo

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s++(\d{3})")
_CHUNK_SIZE = re.compile(rb"[ \t]*+([0-9a-fA-F]{1,15})[ \t]*+(?:;[^\r\n]*+)?\r?\n")
_KEPT_OUT = frozenset(
    {
        "authentication-info",
        "authorization",
        "cookie",
        "proxy-authenticate",
        "proxy-authorization",
        "set-cookie",
        "set-cookie2",
        "www-authenticate",
        "x-api-key",
        "x-auth-token",
        "x-csrf-token",
        "x-xsrf-token",
    }
)
"""Headers that name or admit a reader; no case needs them."""

Headers = tuple[tuple[str, str], ...]


class HttpAnswer(msgspec.Struct, frozen=True):
    """`body` is as the archive holds it; `page()` undoes its codings."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """First header of that name (lower case), empty when there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def dechunked(self) -> bytes:
        """The body with chunked transfer coding undone. Raises CannotUnpack when a chunk is damaged or missing."""
        return dechunk(self.body) if "chunked" in self.header("transfer-encoding").lower() else self.body

    def page(self) -> bytes:
        """The bytes a browser would show. Raises CannotUnpack and TooLarge."""
        body = self.dechunked()
        codings = [c.strip().lower() for c in self.header("content-encoding").split(",") if c.strip()]
        if len(codings) > limits.CONTENT_CODINGS:
            raise CannotUnpack(f"is packed {len(codings)} times over")
        for coding in reversed(codings):
            body = undo(coding, body)
        return body

    @property
    def media_type(self) -> str:
        """Declared type in lower case without parameters, empty when there is none."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def date(self) -> str | None:
        """The `Date` header as ISO 8601 with zone."""
        return http_date(self.header("date"))


def http_answer(block: bytes) -> HttpAnswer | None:
    """Split an archived answer into its parts; None when it does not begin like one."""
    found = _STATUS.match(block)
    if not found:
        return None
    end, gap = block.find(b"\r\n\r\n", 0, limits.HEADER_BYTES), 4
    bare = block.find(b"\n\n", 0, limits.HEADER_BYTES if end < 0 else end)
    if bare >= 0:
        end, gap = bare, 2
    if end < 0:
        end, gap = len(block), 0
    return HttpAnswer(int(found[1]), header_lines(block[:end].split(b"\n")[1:]), block[end + gap :])


def header_lines(lines: list[bytes]) -> Headers:
    """Name and value of each line; a line that begins with white space goes on with the one before."""
    made: list[tuple[str, str]] = []
    for line in lines:
        text = _text(line.rstrip(b"\r"))
        if text[:1] in (" ", "\t") and made:
            made[-1] = (made[-1][0], f"{made[-1][1]} {text.strip()}")
            continue
        name, colon, value = text.partition(":")
        if colon and len(made) < limits.HEADER_LINES:
            made.append((name.strip(), value.strip()))
    return tuple(made)


def without_secrets(headers: Headers) -> Headers:
    """Headers fit to be kept: no cookies, no log-ins."""
    return tuple((name, value) for name, value in headers if name.lower() not in _KEPT_OUT)


def dechunk(body: bytes) -> bytes:
    """Undo chunked transfer coding; a body whose first line is no chunk size was already undone and comes back as it
    is. Raises CannotUnpack when a later chunk is damaged or missing.
    """
    size = _CHUNK_SIZE.match(body)
    if not size:
        return body
    out, at = bytearray(), 0
    while size:
        at, length = size.end(), int(size[1], 16)
        if length == 0:
            return bytes(out)
        if at + length > len(body):
            raise CannotUnpack("is cut short inside a chunk")
        out += memoryview(body)[at : at + length]
        at += length
        at += 2 if body.startswith(b"\r\n", at) else 1 if body.startswith(b"\n", at) else 0
        size = _CHUNK_SIZE.match(body, at)
    if at >= len(body):
        raise CannotUnpack("is cut short between two chunks")
    raise CannotUnpack("has a chunk whose length is wrong")


def http_date(value: str) -> str | None:
    """RFC 9110 date to ISO 8601 with zone; None for what is none."""
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).isoformat()


def _text(line: bytes) -> str:
    """Header text: UTF-8 where it is valid, else byte by byte."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
