"""Shown: repairs for the eye. The kept words stay as they are; every repair is an edit with its reason."""

from __future__ import annotations

import re

import ftfy

from chronofile.model import Edit
from chronofile.read.references import unescape

_ESCAPE = re.compile(r"\\(?=['\"’”])")
_REFERENCE = re.compile(r"&(?:amp;){0,4}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]+")
_BROKEN = re.compile(
    "[\u00c2-\u00f4\u0393\u0192\u0102\u0413\u0420\u0421\u00ce\u00cf\u00d0\u00d1][\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_WORDS = re.compile(r"\S+")
_LONGEST = 1_000_000
"""Code points; longer text is shown as it stands, since nobody reads it on a screen."""


def shown(exact: str) -> tuple[str, tuple[Edit, ...]]:
    """`exact` as a reader should see it, with the edits that lead there, in order, none overlapping."""
    if len(exact) > _LONGEST or (exact.isascii() and "\\" not in exact and "&" not in exact):
        return exact, ()
    edits = [*_mojibake(exact)]
    for found in _REFERENCE.finditer(exact):
        said = _unescape(found.group())
        if said != found.group():
            edits.append(Edit(found.start(), found.end(), said, "character reference left over from markup"))
    why = "backslash left over from an escaped quotation mark"
    edits += [Edit(found.start(), found.end(), "", why) for found in _ESCAPE.finditer(exact)]
    for found in _UNSEEN.finditer(exact):
        why = "soft hyphen" if "\u00ad" in found.group() else "character without width"
        edits.append(Edit(found.start(), found.end(), "", why))
    if not edits:
        return exact, ()
    edits.sort(key=lambda e: (e.start, -e.end))
    kept: list[Edit] = []
    parts: list[str] = []
    at = 0
    for edit in edits:
        if edit.start < at:
            continue
        kept.append(edit)
        parts += (exact[at : edit.start], edit.shown)
        at = edit.end
    parts.append(exact[at:])
    return "".join(parts), tuple(kept)


def _unescape(reference: str) -> str:
    for _ in range(3):
        said = unescape(reference)
        if said == reference:
            break
        reference = said
    return reference


def _mojibake(exact: str) -> list[Edit]:
    """Runs of words in which UTF-8 was read as another charset, if reading them back leaves less of it."""
    if len(_BROKEN.findall(exact)) == 0:
        return []
    edits: list[Edit] = []
    for found in _WORDS.finditer(exact):
        word = found.group()
        if len(word) > 2_000 or not _BROKEN.search(word):
            continue
        fixed = ftfy.fix_encoding(word)
        if fixed != word and len(fixed) < len(word) and "\ufffd" not in fixed and not _BROKEN.search(fixed):
            start, end = found.start(), found.end()
            left = 0
            while left < min(len(word), len(fixed)) and word[left] == fixed[left]:
                left += 1
            right = 0
            while right < min(len(word), len(fixed)) - left and word[-1 - right] == fixed[-1 - right]:
                right += 1
            edits.append(
                Edit(
                    start + left,
                    end - right,
                    fixed[left : len(fixed) - right],
                    "UTF-8 that was read as another charset",
                )
            )
    return edits
