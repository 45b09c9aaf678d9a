"""Plainly: what bytes of one segment say, worked out by other means than the scanner's, to check it.

Slow and simple on purpose, with the standard library's table of references instead of the room's own.
"""

from __future__ import annotations

import json
import re
from html.entities import html5

from chronofile.model import Mode

_LONGEST = max(map(len, html5))
_TO_SPACE = dict.fromkeys(map(ord, "\t\n\v\f\r"), " ")
_ESCAPED = re.compile(r"\\(?:([\"\\/bfnrt]|u[0-9a-fA-F]{4})|(.)|\Z)|\"", re.DOTALL)
_LONE = re.compile("[\ud800-\udfff]")
_DIGITS = {10: frozenset("0123456789"), 16: frozenset("0123456789abcdefABCDEF")}


def plainly(text: str, mode: Mode) -> str:
    """Decoded `text` of a segment or part of one, as it must stand in a text layer."""
    if mode == "json":
        text = _from_json(text)
    elif mode != "raw":
        for _ in range(2 if mode == "nested" else 1):
            text = _resolved(text).replace("\0", "")
    return _folded(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _folded(text: str) -> str:
    text = text.translate(_TO_SPACE)
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _resolved(text: str) -> str:
    first, *others = text.split("&")
    return first + "".join(map(_after_ampersand, others))


def _after_ampersand(text: str) -> str:
    if text.startswith("#"):
        return _number(text)
    for length in range(min(_LONGEST, len(text)), 1, -1):
        name = text[:length]
        if name in html5:
            return html5[name] + text[length:]
    return "&" + text


def _number(text: str) -> str:
    base, at = (16, 2) if text[1:2] in ("x", "X") else (10, 1)
    end = at
    while end < len(text) and text[end] in _DIGITS[base]:
        end += 1
    if end == at:
        return "&" + text
    digits = text[at:end].lstrip("0")
    point = int(digits or "0", base) if len(digits) < 9 else 0x110000
    return _character(point) + text[end + (text[end : end + 1] == ";") :]


def _character(point: int) -> str:
    if 0x80 <= point <= 0x9F:
        character = bytes((point,)).decode("cp1252", "ignore")
        return character or chr(point)
    if point == 0 or point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(point)


def _from_json(text: str) -> str:
    said = str(json.loads(f'"{_ESCAPED.sub(_known, text)}"', strict=False))
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", said)


def _known(escape: re.Match[str]) -> str:
    """An escape JSON knows as it is; of any other only what stands behind the backslash; a bare quote escaped."""
    if escape[0] == '"':
        return '\\"'
    return escape[0] if escape[1] else escape[2] or ""
