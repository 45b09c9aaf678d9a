"""Line: one line of a text layer (or several that were one paragraph before they were wrapped), with its measures."""

from __future__ import annotations

import re

from chronofile.read.page_words import label_role, page_words, start_role

_WORD = re.compile(r"[^\W_]++(?:['’\-][^\W_]++)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f\u1000-\u109f]")
_TERMINAL = re.compile(r"[.!?。！？।؟][\"'”’»)\]]{0,3}\Z")
_SENTENCE = re.compile(r"(?:[.!?][\"'”’»)\]]{0,2}(?=\s|\Z)|[。！？।؟])")
_MEASURED = 20_000
_UNREAD = ("", "")


class Line:
    """`start`/`end` are code points of the layer, white space at the ends not included; `text` is what stands there
    with line ends as spaces. Words of scripts without spaces count as half a character each.
    """

    __slots__ = (
        "_label", "_opening", "blank_before", "end", "functions", "sentences", "start", "terminal", "text", "words"
    )  # fmt: skip

    def __init__(self, start: int, end: int, text: str, blank_before: bool = False) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.blank_before = blank_before
        self._label: str | None = ""
        self._opening: tuple[str, str] | None = _UNREAD
        self.words, self.functions, self.sentences, self.terminal = _measure(text[:_MEASURED], text[-4:])
        if len(text) > _MEASURED:
            scale = len(text) / _MEASURED
            self.words = int(self.words * scale)
            self.functions = int(self.functions * scale)
            self.sentences = int(self.sentences * scale)

    def __repr__(self) -> str:
        return f"Line({self.start}, {self.end}, {self.text[:40]!r})"

    @property
    def label(self) -> str | None:
        """The role of a line that is nothing but a known label, or None."""
        if self._label == "":
            self._label = label_role(self.text) if self.words <= 12 else None
        return self._label

    @property
    def opening(self) -> tuple[str, str] | None:
        """(phrase, role) when the line begins with a known phrase, or None."""
        if self._opening is _UNREAD:
            self._opening = start_role(self.text)
        return self._opening

    @property
    def is_sentence(self) -> bool:
        """Reads as running text: ends like a sentence, or is long and full of function words."""
        if self.terminal:
            return self.words >= 5 or (self.words >= 2 and self.sentences >= 1 and self.functions >= 1)
        return self.words >= 25 and (self.sentences >= 1 or self.functions * 5 >= self.words)


def _measure(text: str, tail: str) -> tuple[int, int, int, bool]:
    words = _WORD.findall(text)
    count = len(words)
    if _WIDE.search(text):
        count += sum(map(len, _WIDE.findall(text))) // 2
    known = page_words().all_functions
    functions = sum(1 for word in words if word.lower() in known) if count > 1 else 0
    sentences = sum(1 for _ in _SENTENCE.finditer(text))
    return count, functions, sentences, _TERMINAL.search(tail.rstrip()) is not None


def lines_of(text: str) -> list[Line]:
    """The lines of a layer that hold anything but white space, in order."""
    lines, at, blank = [], 0, False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped[0])
            lines.append(Line(start, start + len(stripped), stripped, blank))
            blank = False
        else:
            blank = True
        at += len(raw) + 1
    return lines
