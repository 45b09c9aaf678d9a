"""Draft file: a Word document or a plain text, as bytes, to a draft."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from chronofile.check.docx import docx_draft
from chronofile.check.draft import Draft
from chronofile.check.plain import plain_draft
from chronofile.errors import CalledWrongly

MOST_BYTES = 64 << 20
"""Largest file taken: a brief with scanned annexes; its text is a hundredth of that."""
_SAVE = "Save it as a Word document (.docx) or as plain text, or paste its text"
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"is a PDF, which is not read as a draft. {_SAVE}."),
    (b"{\\rtf", f"is an RTF file, which is not read. {_SAVE}."),
    (b"\xd0\xcf\x11\xe0", f"is an old Word file (.doc) or protected by a password. Open it in Word. {_SAVE}."),
    (b"\xff\xd8\xff", f"is a picture; it has no text to check. {_SAVE}."),
    (b"\x89PNG", f"is a picture; it has no text to check. {_SAVE}."),
)
_MARKED: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Guess = Callable[[bytes], str | None]
"""The charset of bytes that are no UTF-8, by its Python name; None when it cannot be told."""


def read_draft(data: bytes, name: str, guess: Guess = lambda _: None) -> Draft:
    """The text of a draft. Raises CalledWrongly, naming it and the way out, for what is neither Word nor text."""
    if len(data) > MOST_BYTES:
        raise CalledWrongly(f"{name} is larger than {MOST_BYTES >> 20} MB. Take the pictures out, or paste its text.")
    if data.startswith(b"PK\x03\x04"):
        return docx_draft(data, name)
    for start, why in _OTHERS:
        if data.startswith(start):
            raise CalledWrongly(f"{name} {why}")
    return plain_draft(_decoded(data, name, guess), name)


def _decoded(data: bytes, name: str, guess: Guess) -> str:
    for mark, codec in _MARKED:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode(guess(data) or "cp1252", "replace")
    if "\0" in text:
        raise CalledWrongly(f"{name} is neither a Word document nor plain text. {_SAVE}.")
    return text
