"""Plain: the paragraphs of a plain text."""

from __future__ import annotations

import re

from chronofile.check.draft import JOINT, Draft, NoteMark, Paragraph

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_NOTE = re.compile(r"\[\^?(\d{1,4})\]:?[^\S\n]{1,8}(?=\S)")
_MARK = re.compile(r"(?<=\S)\[\^?(\d{1,4})\]")


def plain_draft(text: str, name: str) -> Draft:
    """Paragraphs stand between blank lines; a text without any has one on each line. A paragraph that begins with
    `[1]` is the note that `[1]` in the text refers to.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    pieces = _BLANK.split(clean.strip()) if _BLANK.search(clean.strip()) else clean.split("\n")
    paragraphs: list[Paragraph] = []
    notes: dict[str, int] = {}
    kept: list[str] = []
    at = number = 0
    for piece in pieces:
        line = " ".join(part.strip() for part in piece.strip().split("\n"))
        if not line:
            continue
        note = _NOTE.match(line)
        if note:
            notes.setdefault(note[1], len(paragraphs))
            paragraphs.append(Paragraph(at, at + len(line), "footnote", int(note[1])))
        else:
            number += 1
            paragraphs.append(Paragraph(at, at + len(line), "body", number))
        kept.append(line)
        at += len(line) + len(JOINT)
    whole = JOINT.join(kept)
    starts = {paragraphs[index].start for index in notes.values()}
    marks = tuple(
        NoteMark(m.start(), (notes[m[1]],)) for m in _MARK.finditer(whole) if m[1] in notes and m.start() not in starts
    )
    return Draft(name=name, text=whole, paragraphs=tuple(paragraphs), notes=marks)
