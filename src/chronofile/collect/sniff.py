"""Sniff: what a file is, told from its first bytes; its name and its declared type only break ties."""

from __future__ import annotations

import codecs
import re
from typing import Literal

Kind = Literal[
    "html", "xhtml", "text", "rss", "atom", "warc", "gzip",
    "empty", "pdf", "image", "recording", "zip", "packed", "office", "mhtml", "webarchive", "database", "xml", "binary",
]  # fmt: skip
READABLE: frozenset[Kind] = frozenset({"html", "xhtml", "text", "rss", "atom", "warc", "gzip"})

HEAD = 64 << 10
"""Bytes looked at."""

WAY_OUT: dict[Kind, str] = {
    "empty": "is empty: save the page again",
    "pdf": "is a PDF, and no text can be read from a PDF yet: paste its text into a .txt file",
    "image": "is an image, and no text can be read from an image: type or paste its text into a .txt file",
    "recording": "is a sound or video recording: write its text into a .txt file",
    "zip": "is a zip file (or a WACZ): unpack it and give the folder",
    "packed": "is a packed archive: unpack it and give the folder",
    "office": "is an office document: save it as plain text or as HTML and give that file",
    "mhtml": "is a page saved as MHTML: open it in a browser and save it as 'HTML only'",
    "webarchive": "is a Safari web archive: open it in Safari and save it as 'Page Source'",
    "database": "is a database, not a page: export the pages from it as HTML or text",
    "xml": "is XML but neither a web page nor a news feed: save it as HTML or plain text",
    "binary": "is not text, whatever its name says: save the page again as HTML or plain text",
}
"""Why each kind that cannot be read is left out, and what the person can do; goes after the file's name."""

_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"WARC/", "warc"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"%PDF-", "pdf"),
    (0, b"\x89PNG\r\n", "image"),
    (0, b"\xff\xd8\xff", "image"),
    (0, b"GIF87a", "image"),
    (0, b"GIF89a", "image"),
    (0, b"II*\0", "image"),
    (0, b"MM\0*", "image"),
    (0, b"\0\0\1\0", "image"),
    (4, b"ftypavif", "image"),
    (4, b"ftypheic", "image"),
    (8, b"WEBP", "image"),
    (4, b"ftyp", "recording"),
    (0, b"RIFF", "recording"),
    (0, b"OggS", "recording"),
    (0, b"ID3", "recording"),
    (0, b"\x1aE\xdf\xa3", "recording"),
    (0, b"PK\3\4", "zip"),
    (0, b"PK\5\6", "zip"),
    (0, b"7z\xbc\xaf\x27\x1c", "packed"),
    (0, b"Rar!\x1a", "packed"),
    (0, b"BZh", "packed"),
    (0, b"\xfd7zXZ", "packed"),
    (0, b"(\xb5/\xfd", "packed"),
    (257, b"ustar", "packed"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (0, b"{\\rtf", "office"),
    (0, b"bplist00", "webarchive"),
    (0, b"SQLite format 3\0", "database"),
)

_HTML_NAMES = frozenset(
    re.findall(
        r"\w+",
        """html head body title meta link script style base div p h1 h2 h3 h4 h5 h6 table tbody tr td article main
        section header footer nav aside span a img br hr ul ol li dl center font b i em strong blockquote pre form
        figure iframe noscript frameset template""",
    )
)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx", ".jsp"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_TEXT_SUFFIXES = _MARKDOWN_SUFFIXES | {".txt", ".text"}

_PROLOGUE = re.compile(
    r"""[\s\ufeff]++
      | (<!--)
      | <\?[^>]*+>
      | <!(?i:doctype)[^>\[]*+(?:\[[^\]]*+\][^>\[]*+){0,60}>""",
    re.VERBOSE,
)
"""One thing that may stand before the root element; of a comment (group 1) only its beginning."""
_ROOT = re.compile(r"<(?:([A-Za-z_][\w.-]{0,40}+):)?([A-Za-z_][\w.-]{0,60}+)(?=[\s>/]|$)")
_HTML_DOCTYPE = re.compile(r"<!doctype\s++html", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:p|div|a|span|h[1-6]|li|td|body|html|article|section|b|em|strong)\s*+>", re.IGNORECASE)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b")
_MAIL_HEAD = re.compile(r"[A-Za-z-]{2,40}:[^\n]*+\n(?:[ \t][^\n]*+\n){0,60}[A-Za-z-]{2,40}:[^\n]*+\n")


def kind_of(head: bytes, suffix: str = "", declared: str = "") -> Kind:
    """What the file that begins with `head` (its first HEAD bytes at least, or all of it) is.

    `suffix` is the end of its name in lower case with its dot, `declared` the media type a server gave for it.
    """
    for offset, magic, kind in _MAGIC:
        if head.startswith(magic, offset):
            return "image" if magic == b"RIFF" and head.startswith(b"WEBP", 8) else kind
    text = decoded(head[:HEAD])
    if not text.strip("\ufeff\0 \t\r\n\f\v"):
        return "empty"
    markup = _markup_kind(text, suffix, declared)
    if markup in ("rss", "atom", "xhtml"):
        return markup
    controls = len(text) - len(text.encode("latin-1", "replace").translate(None, _CONTROLS))
    # Text in any charset has almost no C0 controls; random bytes have one in ten. Damaged pages carry a few NULs.
    if controls > len(text) * (0.1 if markup == "html" else 0.01):
        return "binary"
    return markup


def decoded(head: bytes) -> str:
    """A rough decoding, good enough to see tags in: UTF-16 and UTF-32 by their mark or their NULs, else bytewise."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, "replace")
    sample = head[:1024]
    if len(sample) >= 8:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if odd > 0.4 * len(sample) / 2 > 4 * even:
            return head.decode("utf-16-le", "replace")
        if even > 0.4 * len(sample) / 2 > 4 * odd:
            return head.decode("utf-16-be", "replace")
    return head.decode("latin-1")


def _markup_kind(text: str, suffix: str, declared: str) -> Kind:
    """Tell pages, feeds, other XML, saved mail and plain text apart."""
    start = _root_start(text)
    prologue, rest = text[:start], text[start:]
    root = _ROOT.match(rest)
    name = root[2].lower() if root else ""
    xml = "<?xml" in prologue[:200]
    if name == "html":
        return "xhtml" if xml or declared == "application/xhtml+xml" else "html"
    if name == "rss" or (name == "rdf" and "purl.org/rss" in text):
        return "rss"
    if name == "feed" and (xml or "/Atom" in rest[:2000] or "/atom" in rest[:2000]):
        return "atom"
    if name == "svg":
        return "image"
    page_doctype = _HTML_DOCTYPE.search(prologue) is not None
    if xml and not page_doctype and name not in _HTML_NAMES:
        return "xml" if root else "text"
    if page_doctype or (name in _HTML_NAMES and suffix not in _MARKDOWN_SUFFIXES):
        return "html"
    if _is_mhtml(text):
        return "mhtml"
    if suffix in _HTML_SUFFIXES or declared in ("text/html", "application/xhtml+xml"):
        return "html"
    if suffix not in _TEXT_SUFFIXES and declared != "text/plain" and len(_CLOSING.findall(text)) >= 3:
        return "html"
    return "text"


def _root_start(text: str) -> int:
    """Behind the white space, comments, instructions and document type at the beginning."""
    at = 0
    while found := _PROLOGUE.match(text, at):
        at = found.end()
        if found[1]:
            end = text.find("-->", at)
            if end < 0:
                return found.start()
            at = end + len("-->")
    return at


def _is_mhtml(text: str) -> bool:
    head = text[:4000].lower()
    return "multipart/related" in head and "mime-version:" in head and _MAIL_HEAD.match(text) is not None
