"""ISO-2022-JP, the seven-bit Japanese charset, with the place of every character.

Python's own codec cannot be asked for places: fed byte by byte it gives up at a stray escape. As in the standard, what
is broken becomes U+FFFD one byte at a time, and the double-byte set is read with NEC's and IBM's additions.
"""

from __future__ import annotations

import re
from array import array

CODEC = "iso2022_jp"

ASCII = b"\x1b(B"
_DOUBLE = frozenset((b"\x1b$@", b"\x1b$B", b"\x1b$(D"))
_TOKEN = re.compile(rb"(\x1b(?:\([BJI]|\$[@B]|\$\(D))|([\x00-\x1a\x1c-\x7f]++)|[\x1b\x80-\xff]")
_ESCAPES = (ASCII, b"\x1b(J", b"\x1b(I", *_DOUBLE)
_BROKEN = "\N{REPLACEMENT CHARACTER}"


def read(raw: bytes, state: bytes = ASCII) -> tuple[str, array[int]]:
    """The text of `raw` and where each code point begins, with the length at the end.

    `state` is the escape sequence in force at its start. A sequence belongs to the character behind it.
    """
    parts: list[str] = []
    starts = array("I")
    escaped_at = -1
    for token in _TOKEN.finditer(raw):
        at = token.start()
        if token[1] is not None:
            state = token[1]
            escaped_at = at if escaped_at < 0 else escaped_at
            continue
        first = len(starts)
        if token[2] is None:
            parts.append(_BROKEN)
            starts.append(at)
        elif state in _DOUBLE:
            _read_double(token[2], state, at, parts, starts)
        else:
            parts.append(_read_single(token[2], state))
            starts.extend(range(at, token.end()))
        if escaped_at >= 0:
            starts[first] = escaped_at
            escaped_at = -1
    starts.append(len(raw))
    return "".join(parts), starts


def state_at(data: bytes, position: int) -> bytes:
    """The escape sequence in force at `position`."""
    escape = data.rfind(b"\x1b", 0, position)
    while escape >= 0:
        for sequence in _ESCAPES:
            if data.startswith(sequence, escape):
                return sequence
        escape = data.rfind(b"\x1b", 0, escape)
    return ASCII


def _read_single(run: bytes, state: bytes) -> str:
    text = run.decode("ascii")
    if state == b"\x1b(J":
        return text.replace("\\", "¥").replace("~", "‾")
    if state == b"\x1b(I":
        return "".join(_katakana(byte) for byte in run)
    return text


def _katakana(byte: int) -> str:
    if 0x21 <= byte <= 0x5F:
        return chr(0xFF61 + byte - 0x21)
    return chr(byte) if byte <= 0x20 else _BROKEN


def _read_double(run: bytes, state: bytes, offset: int, parts: list[str], starts: array[int]) -> None:
    at = 0
    while at < len(run):
        lead, trail = run[at], run[at + 1] if at + 1 < len(run) else 0
        starts.append(offset + at)
        if lead <= 0x20 or lead == 0x7F:
            parts.append(chr(lead) if lead <= 0x20 else _BROKEN)
            at += 1
        elif 0x21 <= trail <= 0x7E:
            parts.append(_kanji(lead, trail, state))
            at += 2
        else:
            parts.append(_BROKEN)
            at += 1


def _kanji(lead: int, trail: int, state: bytes) -> str:
    if state == b"\x1b$(D":
        text = bytes((0x8F, lead | 0x80, trail | 0x80)).decode("euc_jp", "replace")
    else:
        first = (lead - 0x21) // 2 + (0x81 if lead < 0x5F else 0xC1)
        second = trail + 0x7E if lead % 2 == 0 else trail + 0x1F + (trail >= 0x60)
        text = bytes((first, second)).decode("cp932", "replace")
    return text if len(text) == 1 else _BROKEN
