"""Coverage: what of the pages held has become entries or decisions, and what is still to be looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chronofile.api.coverage import Coverage, PageCoverage, Texture, coverage
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case
from chronofile.model import Failure

ROWS = 100
_LONGEST = 400
"""Letters shown of a sentence."""
WIDTH = 720
"""Units across the bar."""
_TEXTURES: tuple[Texture, ...] = ("decided", "suggestions left", "no entry", "not read")
T = TypeVar("T")


class Band(msgspec.Struct, frozen=True):
    """A part of the bar. `ground` is the name of its pattern."""

    ground: str
    words: str
    count: int
    start: int
    width: int


class Part(msgspec.Struct, frozen=True):
    """Some rows of a list, and the numbers the rows before and after begin with; None at an end."""

    rows: Sequence[object]
    total: int
    before: int | None
    after: int | None


@on_case
def cover(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """The bar, then three lists: not read, dated sentences without an entry, pages without an entry."""
    found = coverage(held.case, held.chronology)
    headlines = {page.page.text_layer: _headline(held, page) for page in found.pages}
    open_sentences = [(each, _quoted(each.words), headlines.get(each.page, "")) for each in found.open_sentences]
    return render(
        request,
        "desk/coverage/coverage.html",
        held,
        at="coverage",
        found=found,
        bands=_bands(found),
        pages_held=len(found.pages),
        not_read=_part(request, "unread", [*_scans(held, found), *_failures(held, found.failures)]),
        sentences=_part(request, "sentence", open_sentences),
        pages=_part(request, "page", [(page.page, headlines[page.page.text_layer]) for page in found.without_entry]),
        width=WIDTH,
    )


def _bands(found: Coverage) -> list[Band]:
    """In proportion to their counts; one that has any page is at least as wide as can be seen."""
    counts = [found.count(texture) for texture in _TEXTURES]
    total, made, at = sum(counts), [], 0
    least = 12
    wide = [max(least, round(WIDTH * count / total)) if count else 0 for count in counts] if total else [0] * 4
    if wide:
        widest = wide.index(max(wide))
        wide[widest] -= sum(wide) - (WIDTH if total else 0)
    for texture, count, width in zip(_TEXTURES, counts, wide, strict=True):
        made.append(Band(texture.replace(" ", "-"), _words(texture, count), count, at, width))
        at += width
    return made


def _words(texture: Texture, count: int) -> str:
    told = {
        "decided": ngettext("%(n)d page decided", "%(n)d pages decided", count),
        "suggestions left": ngettext("%(n)d with suggestions left", "%(n)d with suggestions left", count),
        "no entry": ngettext("%(n)d read, no entry", "%(n)d read, no entry", count),
        "not read": ngettext("%(n)d not read", "%(n)d not read", count),
    }
    return told[texture] % {"n": count}


def _headline(held: HeldCase, page: PageCoverage) -> str:
    own = page.page
    described = held.chronology.described.get(own.text_layer, {})
    return str(described.get("headline", own.headline) or "") or own.location


def _quoted(words: str) -> str:
    """In quotation marks, but for words that bring their own."""
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"
    return shown if shown[:1] in "“”\"„«»「『‘'" else f"“{shown}”"


class Unread(msgspec.Struct, frozen=True):
    """A file or page without text. `address` leads to the page where one is held, `instead` to pasting its text."""

    name: str
    why: str
    address: str
    instead: str
    ignored: bool = False


def _scans(held: HeldCase, found: Coverage) -> list[Unread]:
    why = _("No text in this file (a scan).")
    return [
        Unread(
            _headline(held, page),
            why,
            f"/c/{held.key}/pages/{page.page.text_layer}",
            _instead(held, page.page.location),
        )
        for page in found.not_read
    ]


def _failures(held: HeldCase, failures: Sequence[Failure]) -> list[Unread]:
    ignored = set(held.case.preferences().ignored)
    return [
        Unread(
            re.split(r"[/\\]", one.location)[-1] or one.location,
            one.message,
            "",
            _instead(held, one.location),
            one.location in ignored,
        )
        for one in failures
    ]


def _instead(held: HeldCase, location: str) -> str:
    return f"/c/{held.key}/add?{urlencode({'way': 'text', 'instead': location})}"


def _part(request: HttpRequest, name: str, rows: Sequence[T]) -> Part:
    asked = request.GET.get(name, "")
    start = min(int(asked), max(0, len(rows) - 1)) if asked.isdecimal() and len(asked) < 8 else 0
    after = start + ROWS if start + ROWS < len(rows) else None
    return Part(rows[start : start + ROWS], len(rows), max(0, start - ROWS) if start else None, after)


urls = [path("coverage", cover, name="coverage")]
