"""Sentences of a block with exact offsets in the text layer."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from chronofile import lang
from chronofile.model import Block, Span

LONGEST = 3_000
"""Code points after which a sentence is cut at the next blank: a line without full stops must not cost more."""

_END = re.compile(r"[.!?…。！？؟]{1,8}[\"'”’»)\]」』]{0,4}(?:[ \xa0]?\[\d{1,3}\]){0,4}(?=\s|[「『“]|$)|[。！？]|\n")
_WORD_BEFORE = re.compile(r"(?:\w|\.|-){1,24}\Z")
_NEXT = re.compile(r"\s*([\"'“‘«(\[「『¿¡–—-]{0,3})\s?([\w.]{0,24})")
_PLACE = r"[A-Z][A-Z .'’-]{2,40}(?:,[^\n()—–]{1,30}?)?\s?"
_DATELINE = re.compile(rf"{_PLACE}\([^()\n]{{2,40}}\)\s?[-–—_]{{1,2}}\s|{_PLACE}[—–]\s")
"""Place in capitals, date, agency and a dash before the first sentence: "GENEVA, May 3 (Agency) - "."""
_LINE_ROLES = ("list", "heading", "caption", "headline", "standfirst")


def sentences(text: str, block: Block, language: str) -> list[Span]:
    """Spans in order, without outer white space; they cover all words of the block and never overlap."""
    found: list[Span] = []
    start = block.start
    marks = _abbreviations(language)
    if opening := _DATELINE.match(text, start, min(block.end, start + 140)):
        _add(found, text, start, opening.end())
        start = opening.end()
    for mark in _END.finditer(text, block.start, block.end):
        if mark.end() <= start:
            continue
        if mark[0] == "\n":
            ends = _line_ends(text, mark.start(), block)
        else:
            ends = _ends(text, mark, block, marks)
        if ends:
            _add(found, text, start, mark.end())
            start = mark.end()
    _add(found, text, start, block.end)
    return found


class Marks(msgspec.Struct, frozen=True):
    """Abbreviations of a language by what may follow them; `starters` are capital words that open sentences."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    not_after_initial: frozenset[str]


@cache
def _abbreviations(language: str) -> Marks:
    data = lang.load(language, "sentences").get("abbreviations", {})
    return Marks(**{f.name: frozenset(data.get(f.name, "").split()) for f in msgspec.structs.fields(Marks)})


def _ends(text: str, mark: re.Match[str], block: Block, marks: Marks) -> bool:
    following = _NEXT.match(text, mark.end(), block.end)
    word = following[2] if following else ""
    if not word:
        return True
    first = word[0]
    if first.islower():
        return False
    if mark[0][0] in "。！？؟":
        return True
    noted = mark[0].endswith("]") and mark[0][-2:-1].isdigit()  # "… 1805. [6]"
    stop = mark[0].partition("[")[0].rstrip("\"'”’»)]」』 \xa0") if noted else mark[0].rstrip("\"'”’»)]」』")
    if stop != ".":
        return not (stop.startswith("..") or stop == "…") or first.isupper()
    if len(stop) == len(mark[0]):
        before = _WORD_BEFORE.search(text, max(block.start, mark.start() - 24), mark.start())
        last = before[0] if before else ""
        if last in marks.before_name or (len(last) > 1 and last.isupper() and last.title() in marks.before_name):
            return False
        if first.isdigit() and last in marks.before_number:
            return False
        if len(last) == 1 and last.isupper():
            return word in marks.starters - marks.not_after_initial
        if last in marks.may_end or "." in last:
            return word.rstrip(".") in marks.starters
        if last.isdigit() and len(last) <= 3 and not text[block.start : mark.start() - len(last)].strip():
            return False
    return True


def _line_ends(text: str, at: int, block: Block) -> bool:
    """A line end ends a sentence in lists and headings, after a blank line, and after closing punctuation."""
    rest = text[at + 1 : at + 40]
    if not rest.strip() or rest.lstrip(" \t").startswith("\n") or block.role in _LINE_ROLES:
        return True
    before = text[max(block.start, at - 4) : at].rstrip()
    following = rest.lstrip()[:1]
    return before[-1:] in '.!?…:;"”»)]' or following in "•-–—*·" or (following.isupper() and not before)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = start + LONGEST
        while cut < end and cut < start + LONGEST + 200 and not text[cut].isspace():
            cut += 1
        found.append(Span(start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        found.append(Span(start, end))
