"""Charset: which character set a page's bytes are in, and in words why.

The order is the standard's (byte order mark, HTTP header, meta, XML declaration), then what the bytes themselves say.
A declaration that the bytes contradict is set aside, and the reason says so. The choice is part of a text layer's
identity: it is the greatest risk to its stability.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import cchardet

from chronofile.model import Acquisition
from chronofile.read import iso2022_jp
from chronofile.read.charset_labels import CODECS, DOUBLE_BYTE, codec_of
from chronofile.read.scan import TOKEN
from chronofile.read.tag import Tag, attributes
from chronofile.read.transcode import UTF_16_32

PRESCAN = 1024
"""Bytes in which the standard looks for a meta element before it parses."""

HEAD = 65_536
"""Bytes in which a meta element still counts, as it does in a browser, which then starts again."""

SAMPLE = 131_072
"""Bytes given to the detector."""

DOUBLE_BYTE_PROOF = 8
"""Multi-byte characters that make a page valid UTF-8 by more than accident where a double-byte set is declared: in
those sets two or three characters in a row can happen to be valid UTF-8, in a single-byte set none that is a word."""

SURE = 0.5
SURE_OF_LATIN = 0.75
"""Confidence the detector must have; more for the Latin relatives of windows-1252. Of kept pages stripped of their
charset, Polish and Turkish ones were recognised with 0.78 and more, and English ones taken for them with at most 0.75.
"""

_LATIN = frozenset(
    (
        *("cp1250", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-10", "iso8859-13"),
        *("iso8859-14", "iso8859-15", "iso8859-16", "mac-roman"),
    )
)
_NOT_GUESSED = UTF_16_32 | {"utf-8", iso2022_jp.CODEC}
"""What shows in the bytes before the detector is asked."""

_DETECTED = {"UHC": "cp949"}
"""A name of the detector's that is no label of the web."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32 (little-endian)"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32 (big-endian)"),
    (b"\xff\xfe", "utf-16-le", "UTF-16 (little-endian)"),
    (b"\xfe\xff", "utf-16-be", "UTF-16 (big-endian)"),
)
_CHARSET = re.compile(r"charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r ;\"']+))", re.IGNORECASE)
_XML = re.compile(
    rb"\A[\t\n\r ]{0,16}<\?xml[\t\n\r ][^>]{0,200}?"
    rb"encoding[\t\n\r ]{0,8}=[\t\n\r ]{0,8}[\"']([^\"'>]{1,40})[\"']"
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_JIS_ESCAPE = re.compile(rb"\x1b\$[@B]")


class Charset(NamedTuple):
    """`codec` is a Python codec name."""

    codec: str
    reason: str


class Declaration(NamedTuple):
    where: str
    label: str
    codec: str | None


def charset(data: bytes, acquisition: Acquisition, *, markup: bool = True) -> Charset:
    """Choose. `markup` False leaves out meta elements and XML declarations (a plain text file has none)."""
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return Charset(codec, f"byte order mark of {name}")
    notes: list[str] = []
    for declared in declarations(data, acquisition, markup=markup):
        if declared.codec is None:
            notes.append(f"{declared.where} says '{declared.label}', which is no charset of the web")
            continue
        against = _contradiction(data, declared.codec)
        if not against:
            return Charset(declared.codec, "; ".join((*notes, f"{declared.where} says '{declared.label}'")))
        notes.append(f"{declared.where} says '{declared.label}', but {against}")
    codec, reason = _from_bytes(data)
    return Charset(codec, "; ".join((*notes, reason)))


def declarations(data: bytes, acquisition: Acquisition, *, markup: bool = True) -> list[Declaration]:
    """What the header and the page say, strongest first."""
    found = []
    header = _CHARSET.search(acquisition.header("content-type") or "")
    if header:
        label = next(group for group in header.groups() if group is not None)
        found.append(Declaration("the HTTP header", label, codec_of(label)))
    if markup:
        meta = _meta(data[:HEAD])
        if meta:
            label, end = meta
            where = "meta" if end <= PRESCAN else f"meta (at byte {end:,}, late)"
            found.append(Declaration(where, label, _meta_codec(label)))
        xml = _XML.match(data)
        if xml:
            label = xml[1].decode("ascii", "replace")
            found.append(Declaration("the XML declaration", label, _meta_codec(label)))
    return found


def _meta_codec(label: str) -> str | None:
    """A page whose declaration can be read as ASCII is not in UTF-16: the standard takes it as UTF-8."""
    codec = codec_of(label)
    return "utf-8" if codec in UTF_16_32 else codec


def _meta(head: bytes) -> tuple[str, int] | None:
    """Label of the first meta element in the head of a page that names a charset, and where that element ends."""
    for token in TOKEN.finditer(head):
        name = (token[2] or b"").lower()
        if name == b"body":
            break
        if name != b"meta" or token[1] or not token[4]:
            continue
        tag = Tag(0, token.start(), "meta", False, token.start(3), token.end(3), False)
        values = attributes(head, tag, "cp1252")
        if values.get("charset"):
            return values["charset"].strip(), token.end()
        content = _CHARSET.search(values.get("content", ""))
        if content and values.get("http-equiv", "").lower() == "content-type":
            return next(group for group in content.groups() if group is not None).strip(), token.end()
    return None


def _contradiction(data: bytes, codec: str) -> str:
    """Why the bytes cannot be in `codec`, in words; empty when they can."""
    if codec in UTF_16_32:
        return "" if _wide(data) else "the bytes are not two by two"
    if codec == iso2022_jp.CODEC:
        return "" if _NOT_ASCII.search(data) is None else "the bytes use the eighth bit, which that charset does not"
    valid, broken = _utf8_counts(data)
    if codec == "utf-8":
        if broken and broken >= valid:
            return f"of its characters beyond ASCII {valid:,} are valid UTF-8 and {broken:,} are not"
        return ""
    needed = DOUBLE_BYTE_PROOF if codec in DOUBLE_BYTE else 1
    if not broken and valid >= needed:
        return f"all {valid:,} characters beyond ASCII are valid UTF-8"
    return ""


def _utf8_counts(data: bytes) -> tuple[int, int]:
    """Characters beyond ASCII that are valid UTF-8, and places that are not."""
    first = _NOT_ASCII.search(data)
    if first is None:
        return 0, 0
    rest = data[first.start() :]
    try:
        text = rest.decode("utf-8")
    except UnicodeDecodeError:
        text = rest.decode("utf-8", "replace")
        replaced = text.count("\N{REPLACEMENT CHARACTER}")
        kept = rest.count("\N{REPLACEMENT CHARACTER}".encode())
        return _beyond_ascii(text) - replaced + kept, replaced - kept
    return _beyond_ascii(text), 0


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows as a NUL in every other byte of markup and Latin text; empty when it does not."""
    sample = data[:2048]
    half = len(sample) // 2
    if half >= 8:
        for codec, zeros, letters in (
            ("utf-16-le", sample[1::2], sample[::2]),
            ("utf-16-be", sample[::2], sample[1::2]),
        ):
            if zeros.count(0) * 10 >= half * 4 and letters.count(0) * 10 < half:
                return codec
    return ""


def _from_bytes(data: bytes) -> tuple[str, str]:
    """No declaration stands: what the bytes look like."""
    wide = _wide(data)
    if wide:
        return wide, "every other byte is zero, as in UTF-16 without a byte order mark"
    beyond = _NOT_ASCII.search(data)
    if beyond is None:
        if _JIS_ESCAPE.search(data):
            return "iso2022_jp", "seven-bit bytes with the escape sequences of ISO-2022-JP"
        return "utf-8", "all bytes are ASCII"
    valid, broken = _utf8_counts(data)
    if valid > broken:
        return "utf-8", "the bytes are valid UTF-8" if not broken else f"valid UTF-8 but for {broken:,} places"
    start = max(0, beyond.start() - 1024)
    detected = cchardet.detect(data[start : start + SAMPLE])
    name, confidence = detected.get("encoding") or "", detected.get("confidence") or 0.0
    codec = _DETECTED.get(name) or CODECS.get(name.lower())
    if codec and codec not in _NOT_GUESSED and confidence >= (SURE_OF_LATIN if codec in _LATIN else SURE):
        return codec, f"the detector takes the bytes for {name} (confidence {confidence:.2f})"
    return "cp1252", "windows-1252, because nothing else fits"
