"""Writer: what a scanner writes a text layer with: runs of bytes in, folded text and segments out."""

from __future__ import annotations

import codecs
import re

from chronofile.model import MODES, Mode, Segments
from chronofile.read.references import unescape
from chronofile.read.transcode import decode

CHUNK = 4096
"""Bytes after which a run is cut where that is safe. To find one character's bytes is to decode one segment, so this
bounds what a citation costs; and folding a text node of 30 MB at once took 773 MB of memory."""

BLANKS = b"\t\n\v\f\r "
"""ASCII white space. Vertical tab is one in Unicode and to Python's `bytes.split`, though not in HTML."""

_BLANK = re.compile(
    rb"[\0\t\n\v\f\r ]++|&#0*+(?:9|1[0-3]|32)(?![0-9]);?|&#[xX]0*+(?:9|[a-dA-D]|20)(?![0-9a-fA-F]);?|&Tab;|&NewLine;"
)
_MODE = {mode: index for index, mode in enumerate(MODES)}
_SPACES = re.compile(r" {2,}")
_REFERENCE = re.compile(rb"&[#0-9A-Za-z]*+;?")


class Writer:
    """`length` code points so far, their `segments`, and the gap that is `pending` before the next run.

    `cut_words` allows cutting a run of more than CHUNK bytes that has no white space between any two characters.
    """

    __slots__ = ("codec", "cut_words", "data", "length", "parts", "pending", "segments")

    def __init__(self, data: bytes, codec: str, *, cut_words: bool = True) -> None:
        self.data = data
        self.codec = codec
        self.cut_words = cut_words
        self.parts: list[str] = []
        self.length = 0
        self.pending = ""
        self.segments = Segments()

    def text(self) -> str:
        return "".join(self.parts)

    def run(self, start: int, end: int, mode: Mode = "normal") -> None:
        """Append the text of `data[start:end]`, which holds no markup; white space at its ends becomes a gap."""
        while end - start > CHUNK:
            cut = self._cut(start, end)
            self._piece(start, cut, mode)
            start = cut
        self._piece(start, end, mode)

    def append(self, text: str, start: int, end: int, mode: Mode) -> None:
        """Append `text`, which is folded and not empty, as what `data[start:end]` says."""
        if self.pending:
            if self.length:
                self.parts.append(self.pending)
                self.length += len(self.pending)
            self.pending = ""
        self.parts.append(text)
        segments, behind = self.segments, self.length + len(text)
        segments.start.append(self.length)
        segments.end.append(behind)
        segments.byte_start.append(start)
        segments.byte_end.append(end)
        segments.mode.append(_MODE[mode])
        self.length = behind

    def _piece(self, start: int, end: int, mode: Mode) -> None:
        raw = self.data[start:end]
        words = raw.split()
        if not words:
            if raw and not self.pending:
                self.pending = " "
            return
        text = decode(b" ".join(words), self.codec)
        if mode == "normal":
            if "&" in text:
                text = unescape(text)
            if "\0" in text or "  " in text or text[0] == " " or text[-1] == " ":
                self._uneven(start, raw, text)
                return
        elif "\0" in text:
            text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
        size = end - start
        head = size - len(raw.lstrip())
        tail = len(raw.rstrip())
        if head and not self.pending:
            self.pending = " "
        self.append(text, start + head, start + tail, mode)
        if tail < size:
            self.pending = " "

    def _uneven(self, start: int, raw: bytes, text: str) -> None:
        """A run with NULs, which HTML drops, or references to white space: fold again, and trim those off its ends."""
        text = _SPACES.sub(" ", text.replace("\0", "")).strip(" ")
        head, tail, behind = 0, len(raw), -1
        blank_before = blank_after = False
        for blank in _BLANK.finditer(raw):
            seen = blank.group().strip(b"\0") != b""
            if blank.start() == head:
                head = blank.end()
                blank_before = blank_before or seen
            elif blank.start() == behind:
                blank_after = blank_after or seen
            else:
                tail, blank_after = blank.start(), seen
            behind = blank.end()
        if behind < len(raw):
            tail, blank_after = len(raw), False
        if blank_before and not self.pending:
            self.pending = " "
        if text:
            self.append(text, start + head, start + tail, "normal")
            if blank_after:
                self.pending = " "

    def _cut(self, start: int, end: int) -> int:
        """Where to cut a run that is too long: behind the last white space in reach, else between two characters."""
        reach = start + CHUNK
        blank = max(self.data.rfind(byte, start, reach) for byte in (b" ", b"\n", b"\t", b"\r", b"\f", b"\v"))
        if blank >= start:
            return blank + 1
        if not self.cut_words:
            return end
        decoder = codecs.getincrementaldecoder(self.codec)("replace")
        decoder.decode(self.data[start:reach])
        cut = reach - len(decoder.getstate()[0])
        before = self.data.rfind(b"&", start, cut)
        reference = _REFERENCE.match(self.data, before, end) if before >= 0 else None
        if reference and reference.end() > cut:
            cut = before if before > start else reference.end()
        return cut
