"""Transcode: charsets that cannot be scanned as they stand become UTF-8, with the way back to the page's own bytes."""

from __future__ import annotations

import codecs
from array import array
from bisect import bisect_right
from typing import NamedTuple

from chronofile.read import iso2022_jp

UTF_16_32 = frozenset(("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
_BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


_NO_PREFIXES = frozenset((iso2022_jp.CODEC, "big5hkscs"))
"""Charsets in which two code points may be written as one character, or one as more than itself."""

_LONG = frozenset(("gb18030", "euc_jp"))
"""Charsets with characters of more than two bytes, whose second may be ASCII or look like a character of its own."""

_MORE = b"\n\n\n"
"""Put behind bytes in a charset of _LONG, so that what the end cuts off is no longer at the end."""


def scans_as_it_stands(codec: str) -> bool:
    """True where markup and white space are the same bytes as in ASCII and never part of another character."""
    return codec not in UTF_16_32 and codec != iso2022_jp.CODEC


def bom_length(data: bytes, codec: str) -> int:
    """Bytes of the byte order mark at the start of `data`: no part of the text."""
    bom = _BOMS.get(codec, b"")
    return len(bom) if bom and data.startswith(bom) else 0


class Transcoded:
    """`utf8` says the same as `data[start:end]` in `codec`; `origin` leads from its offsets back to those of `data`."""

    __slots__ = ("_at", "_codec", "_end", "_origin", "_start", "_starts", "_utf8_starts", "utf8")

    def __init__(self, data: bytes, codec: str, start: int = 0, end: int | None = None) -> None:
        self._codec = codec
        self._start = start
        self._end = len(data) if end is None else end
        self._at = 0
        self._origin = start
        self._starts: array[int] | None = None
        self._utf8_starts: array[int] | None = None
        raw = data[start : self._end]
        if codec in UTF_16_32:
            self.utf8 = raw.decode(codec, "replace").encode("utf-8")
            return
        text, self._starts = character_starts(raw, codec)
        self.utf8 = text.encode("utf-8")
        if not text.isascii():
            self._utf8_starts = _utf8_starts(text)

    def origin(self, offset: int) -> int:
        """Where in `data` the character that begins at `offset` of `utf8` begins. Ask in rising order: linear then."""
        if self._starts is not None:
            index = offset if self._utf8_starts is None else bisect_right(self._utf8_starts, offset) - 1
            return self._start + self._starts[index]
        if offset < self._at:
            self._at, self._origin = 0, self._start
        between = self.utf8[self._at : offset].decode("utf-8")
        self._at = offset
        self._origin = min(self._origin + len(between.encode(self._codec)), self._end)
        return self._origin


def character_starts(raw: bytes, codec: str) -> tuple[str, array[int]]:
    """`raw` decoded, and where in it each code point begins, with its length at the end.

    Two code points that come from the same bytes begin at the same place; an escape sequence belongs to what follows.
    """
    if codec == iso2022_jp.CODEC:
        return iso2022_jp.read(raw)
    starts = array("I")
    parts: list[str] = []
    decoder = codecs.getincrementaldecoder(codec)("replace")
    last, size = 0, len(raw)
    if codec in _LONG:
        raw += _MORE
    for at in range(len(raw)):
        out = decoder.decode(raw[at : at + 1], at + 1 == len(raw))
        if out:
            behind = at + 1 - len(decoder.getstate()[0])
            parts.append(out)
            if len(out) == 1:
                starts.append(last)
            else:
                starts.extend(last + step for step in _steps(raw[last:behind], out, codec))
            last = behind
    text = "".join(parts)
    if codec in _LONG:
        text = text[: -len(_MORE)]
        del starts[-len(_MORE) :]
    starts.append(size)
    return text, starts


def _steps(raw: bytes, out: str, codec: str) -> list[int]:
    """Where each of several code points begins that came out together: a broken character and what stood behind it
    come apart, two that are written as one character do not."""
    if len(out) > 1:
        for cut in range(1, len(raw)):
            first = raw[:cut].decode(codec, "replace")
            rest = raw[cut:].decode(codec, "replace")
            if len(first) == 1 and first + rest == out:
                return [0, *(cut + step for step in _steps(raw[cut:], rest, codec))]
    return [0] * len(out)


def _utf8_starts(text: str) -> array[int]:
    starts = array("I")
    at = 0
    for character in text:
        starts.append(at)
        point = ord(character)
        at += 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4
    starts.append(at)
    return starts


class Characters(NamedTuple):
    """Code points `first:last` of a decoded stretch of bytes, and where those bytes stand."""

    first: int
    last: int
    byte_start: int
    byte_end: int


def character_bytes(
    data: bytes, place: tuple[int, int], codec: str, decoded: str, wanted: tuple[int, int]
) -> Characters:
    """The bytes of code points `wanted` of `decoded`, which is what the bytes at `place` of `data` say.

    Code points that were written as one character come together.
    """
    start, end = place
    first, last = wanted
    size = end - start
    if len(decoded) == size and codec != "big5hkscs":
        return Characters(first, last, start + first, start + last)
    if codec in UTF_16_32 or (codec not in _NO_PREFIXES and _same_again(decoded, codec, data[start:end])):
        at = len(decoded[:first].encode(codec))
        width = len(decoded[first:last].encode(codec))
        return Characters(first, last, start + at, min(start + at + width, end))
    if codec == iso2022_jp.CODEC:
        _, starts = iso2022_jp.read(data[start:end], iso2022_jp.state_at(data, start))
    else:
        _, starts = character_starts(data[start:end], codec)
    while first and starts[first - 1] == starts[first]:
        first -= 1
    while starts[last] == starts[last - 1]:
        last += 1
    return Characters(first, last, start + starts[first], start + starts[last])


def _same_again(decoded: str, codec: str, raw: bytes) -> bool:
    """True when encoding gives the bytes back, so that the bytes of a prefix are those of its code points."""
    try:
        return decoded.encode(codec) == raw
    except UnicodeEncodeError:
        return False


def decode_slice(data: bytes, start: int, end: int, codec: str) -> str:
    """The text of `data[start:end]`, which begins and ends between two characters; never raises."""
    raw = data[start:end]
    if codec == iso2022_jp.CODEC:
        return iso2022_jp.read(raw, iso2022_jp.state_at(data, start))[0]
    return decode(raw, codec)


def decode(raw: bytes, codec: str) -> str:
    """The text of `raw` with U+FFFD for what is broken: `raw` says the same alone as with more characters behind it.

    In gb18030 and EUC-JP Python takes all bytes of a character that the end cuts off as one fault, but only the first
    of them when something follows; the standard leaves the ASCII among them standing in both cases.
    """
    if codec == iso2022_jp.CODEC:
        return iso2022_jp.read(raw)[0]
    if codec in _LONG:
        return (raw + _MORE).decode(codec, "replace")[: -len(_MORE)]
    return raw.decode(codec, "replace")
