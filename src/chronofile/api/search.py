"""Search: entries and pages by their words, with the words in context."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from chronofile.api.case import Case
from chronofile.model import Chronology, Entry, Span
from chronofile.store import search as stored
from chronofile.store.terms import Phrase, phrases, terms
from chronofile.store.texts import words_of

PAGE = 20
"""Hits of each kind on one screen."""
_AROUND = 70
"""Code points of context on either side of the words."""
_SNIPPETS = 3
_KNOWN = 40_000
"""Entries whose terms are remembered: some 40 MB."""


class Snippet(msgspec.Struct, frozen=True):
    """Words in context: `marks` are spans of `text`. `at` is where the first of them stands in the page's text layer,
    None where it stands in its headline alone or the text is an entry's.
    """

    text: str
    marks: tuple[Span, ...]
    at: Span | None = None


class EntryHit(msgspec.Struct, frozen=True):
    """An entry with all the words in its line, its people, its place, its words from pages or what a person wrote."""

    entry: Entry
    snippet: Snippet


class PageHit(msgspec.Struct, frozen=True, kw_only=True):
    text_layer: str
    snapshot: str
    headline: str
    snippets: tuple[Snippet, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """`entries` and `pages` are those of one screen; the counts are of all. `understood` are the words looked for."""

    understood: tuple[str, ...]
    entries: tuple[EntryHit, ...]
    entry_count: int
    pages: tuple[PageHit, ...]
    page_count: int


def search(case: Case, query: str, *, start: int = 0, chronology: Chronology | None = None) -> Found:
    """Entries (rejected ones left out) in their order, then pages, best first: all words, "phrases", beginnings with *.
    `start` counts from 0 in both. A query without words finds nothing.
    """
    asked = phrases(query)
    if not asked:
        return Found(understood=(), entries=(), entry_count=0, pages=(), page_count=0)
    chronology = chronology or case.chronology()
    marks = _pattern(asked)
    wanted = [_needle(phrase) for phrase in asked]
    entries = [e for e in chronology.entries if e.state != "rejected" and _holds(_terms_of(e), wanted)]
    hits, count = _hits(case, query, start, frozenset(chronology.withdrawn))
    shown = words_of(case.store.db, [hit.text_layer for hit in hits])
    return Found(
        understood=tuple(" ".join(phrase.terms) + ("*" if phrase.begins else "") for phrase in asked),
        entries=tuple(EntryHit(e, _entry_snippet(e, marks)) for e in entries[start : start + PAGE]),
        entry_count=len(entries),
        pages=tuple(
            PageHit(
                text_layer=hit.text_layer,
                snapshot=hit.snapshot,
                headline=hit.headline or "",
                snippets=_snippets(shown.get(hit.text_layer, ("", ())), marks) or _in_line(hit.headline or "", marks),
            )
            for hit in hits
        ),
        page_count=count,
    )


def _hits(case: Case, query: str, start: int, gone: frozenset[str]) -> tuple[Sequence[stored.Hit], int]:
    """Those of one screen and how many there are, pages that a person took out of the case left aside."""
    db = case.store.db
    count = stored.count(db, query)
    if not gone:
        return stored.search(db, query, PAGE, start), count
    hits = [hit for hit in stored.search(db, query, count) if hit.text_layer not in gone]
    return hits[start : start + PAGE], len(hits)


def _pattern(asked: Sequence[Phrase]) -> re.Pattern[str]:
    """What is marked: each phrase as it may stand in a text, whatever its capitals and accents."""
    parts = []
    for phrase in asked:
        words = _whole(phrase.terms)
        joined = r"[\W_]{1,6}".join("".join(_letter(c) for c in word) for word in words)
        starts = r"(?<![^\W_])" if _spaced(words[0]) else ""
        ends = r"(?![^\W_])" if _spaced(words[-1]) and not phrase.begins else ""
        parts.append(f"{starts}{joined}{ends}")
    return re.compile("|".join(parts), re.IGNORECASE)


def _whole(own: tuple[str, ...]) -> list[str]:
    """Terms as they are written: pairs of an unspaced run put together again."""
    made: list[str] = []
    for number, term in enumerate(own):
        if number and not _spaced(term) and len(term) == 2 and made[-1][-1] == term[0]:
            made[-1] += term[1]
        else:
            made.append(term)
    return made


def _spaced(word: str) -> bool:
    """Written with blanks around it: not Hangul, kana or Han."""
    return len(list(terms(word * 2))) == 1


def _letter(letter: str) -> str:
    """A letter with or without its accents, as the index has it."""
    bare = _bare(letter)
    either = re.escape(letter) if bare == letter else f"(?:{re.escape(letter)}|{re.escape(bare)})"
    return either + "[\u0300-\u036f]?" if bare.isalpha() and bare.isascii() else either


def _bare(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def _needle(phrase: Phrase) -> str:
    return f" {_bare(' '.join(phrase.terms))}{'' if phrase.begins else ' '}"


def _holds(line: str, wanted: Sequence[str]) -> bool:
    return all(needle in line for needle in wanted)


_lines: dict[str, tuple[tuple[object, ...], str]] = {}


def _terms_of(entry: Entry) -> str:
    """An entry's terms in one line; found anew only when what it says has changed."""
    says = (entry.headline, entry.place, entry.said_by, entry.involvements, entry.citations, entry.details)
    known = _lines.get(entry.id)
    if known is not None and known[0] == says:
        return known[1]
    line = f" {_bare(' '.join(term for text in _texts(entry) for term in (*terms(text), '|')))} "
    if len(_lines) >= _KNOWN:
        _lines.clear()
    _lines[entry.id] = (says, line)
    return line


def _texts(entry: Entry) -> list[str]:
    """What of an entry is searched, first what it is best shown by."""
    written = [str(value) for value in entry.details.values() if isinstance(value, str)]
    return [
        entry.headline,
        *dict.fromkeys(cited.citation.exact for cited in entry.citations),
        *dict.fromkeys(i.name for i in entry.involvements),
        entry.place or "",
        entry.said_by or "",
        *written,
    ]


def _entry_snippet(entry: Entry, marks: re.Pattern[str]) -> Snippet:
    """The line of the entry with its marks, or the first of its texts that has any."""
    for text in _texts(entry):
        if found := _in_line(text, marks):
            return found[0]
    return Snippet(entry.headline, ())


def _in_line(text: str, marks: re.Pattern[str]) -> tuple[Snippet, ...]:
    found = tuple(Span(*m.span()) for m in marks.finditer(text))
    return (Snippet(text, found),) if found else ()


def _snippets(page: tuple[str, Sequence[Span]], marks: re.Pattern[str]) -> tuple[Snippet, ...]:
    """Up to three places of a page, none over the other, each in its block."""
    text, blocks = page
    made: list[Snippet] = []
    for block in blocks:
        reached = block.start
        for match in marks.finditer(text, block.start, block.end):
            if match.start() < reached:
                continue
            start = _cut(text, max(block.start, match.start() - _AROUND), block.start, -1)
            end = _cut(text, min(block.end, match.end() + _AROUND), block.end, 1)
            inside = tuple(Span(m.start() - start, m.end() - start) for m in marks.finditer(text, start, end))
            made.append(Snippet(text[start:end], inside, Span(*match.span())))
            reached = end
            if len(made) == _SNIPPETS:
                return tuple(made)
    return tuple(made)


def _cut(text: str, at: int, limit: int, step: int) -> int:
    """The nearest blank away from the words, twenty code points further at most."""
    for _ in range(20):
        if at == limit or text[at - 1 : at].isspace() or (step > 0 and text[at : at + 1].isspace()):
            return at
        at += step
    return at
