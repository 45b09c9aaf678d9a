"""Script layer: the words of a page that stand only in its JSON-LD, as a second, secondary text layer.

Publishers put the headline, the dates, the authors and often the whole article there. The layer's text is the string
values one a line, and each maps to its bytes in the script through the JSON escapes.
"""

from __future__ import annotations

import re

from chronofile.model import Acquisition, TextLayer
from chronofile.read.charset import charset
from chronofile.read.json_strings import string_values, unescape_json
from chronofile.read.scan import scan
from chronofile.read.tag import attributes
from chronofile.read.transcode import Transcoded, bom_length, scans_as_it_stands
from chronofile.read.writer import Writer

SCRIPT = "script-1"
"""Kind and version: count up when any page's text or offsets move."""

_SPOKEN = """
abstract alternateName alternativeHeadline articleBody articleSection caption copyrightNotice creditText dateCreated
dateModified datePublished dateline description endDate headline jobTitle keywords name reviewBody startDate text
transcript uploadDate
author contributor creator editor provider publisher sourceOrganization
"""
SPOKEN = frozenset(_SPOKEN.split())
"""Keys of schema.org whose strings are words, dates or names; addresses, types and identifiers are left out. The last
line are keys whose value is mostly an object with a `name`, sometimes just a string."""

_BLANK_ESCAPE = rb"(?:[tf]|u00(?:09|0[a-dA-D]|20))"
_WORD = (
    rb"(?:[^\\\t\n\v\f\r ]++|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|\\(?![\t\n\v\f\r nr]|" + _BLANK_ESCAPE + rb")[\x00-\xff]){1,100}"
)
_PART = re.compile(
    rb"(" + _WORD + rb"(?: " + _WORD + rb"){0,100})|(\\[nr]|[\r\n])|\\" + _BLANK_ESCAPE + rb"|[\x00-\xff]"
)
"""1: words with single spaces between them, so many that a segment stays short; 2: a line end; else one
character of white space, escaped or not (or a backslash that escapes nothing)."""


def script_layer(data: bytes, media_type: str, acquisition: Acquisition, snapshot: str) -> TextLayer | None:
    """None when the page has no JSON-LD with words in it. A line end in a value is one here; HTML in it stays."""
    if media_type not in ("text/html", "application/xhtml+xml"):
        return None
    codec, reason = charset(data, acquisition)
    if scans_as_it_stands(codec) and b"ld+json" not in data:
        return None
    writer = Writer(b"", "utf-8")
    for start, end in json_ld(data, codec, xml=media_type != "text/html"):
        _write(writer, data, codec, start, end)
    if not writer.length:
        return None
    return TextLayer(
        snapshot=snapshot,
        scanner=SCRIPT,
        charset=codec,
        charset_reason=reason,
        text=writer.text(),
        segments=writer.segments,
    )


def json_ld(data: bytes, codec: str, *, xml: bool = False) -> list[tuple[int, int]]:
    """Where the content of each JSON-LD script of an HTML page stands, in bytes of `data`."""
    if scans_as_it_stands(codec):
        return _blocks(data, codec, xml)
    transcoded = Transcoded(data, codec, bom_length(data, codec))
    return [(transcoded.origin(start), transcoded.origin(end)) for start, end in _blocks(transcoded.utf8, "utf-8", xml)]


def _blocks(data: bytes, codec: str, xml: bool) -> list[tuple[int, int]]:
    tags = scan(data, codec, xml=xml).tags
    found = []
    for index, tag in enumerate(tags):
        if tag.name == "script" and not tag.closing:
            kind = attributes(data, tag, codec).get("type", "").lower()
            if "ld+json" in kind:
                end = tags[index + 1].byte if index + 1 < len(tags) else len(data)
                found.append((tag.attr_end + 1, end))
    return found


def _write(writer: Writer, data: bytes, codec: str, start: int, end: int) -> None:
    """Write the spoken values of one script. A backslash is part of characters in some charsets, so all but UTF-8
    are transcoded first."""
    transcoded = None if codec == "utf-8" else Transcoded(data, codec, start, end)
    source, first, last = (data, start, end) if transcoded is None else (transcoded.utf8, 0, len(transcoded.utf8))
    for value in string_values(source, first, last):
        if not value.path or value.path[-1] not in SPOKEN:
            continue
        writer.pending = "\n"
        for part in _PART.finditer(source, value.start, value.end):
            if part[1] is not None:
                at, to = part.span()
                if transcoded is not None:
                    at, to = transcoded.origin(at), transcoded.origin(to)
                writer.append(unescape_json(part[1].decode("utf-8", "replace")), at, to, "json")
            elif part[2] is not None:
                writer.pending = "\n"
            elif not writer.pending:
                writer.pending = " "
