"""Shelf row: a case as the shelf shows it: what waits, when its pages are from, where it lies, what is in the way."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec
from django.utils.dateformat import format as in_words
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from chronofile.api import Case
from chronofile.api.building import builder_of
from chronofile.api.place import Place, place_of
from chronofile.api.summary import Summary, summary
from chronofile.desk import builds
from chronofile.desk.moments import moment
from chronofile.desk.shelf_file import OnShelf
from chronofile.errors import CaseNotFound, CaseTooNew, ChronofileError
from chronofile.show.html.markup import joined, tag

BARS = 14


class ShelfRow(msgspec.Struct, frozen=True, kw_only=True):
    """`missing` when no case stands at the folder (any more); `trouble` says why it cannot be opened, `warning` what
    to know before it is.
    """

    on_shelf: OnShelf
    summary: Summary | None
    missing: bool
    trouble: str
    warning: str
    folder: str
    opened: str

    @property
    def name(self) -> str:
        return self.summary.name if self.summary else self.on_shelf.name or Path(self.on_shelf.folder).name

    @property
    def bars(self) -> SafeString:
        return bars(self.summary.months if self.summary else {})

    @property
    def period(self) -> str:
        return period(self.summary.months if self.summary else {})


def row_of(on_shelf: OnShelf) -> ShelfRow:
    """Never raises for what is wrong with a case: that is what the row says."""
    known, missing, trouble = None, False, ""
    try:
        known = _kept.of(on_shelf.folder)
    except CaseNotFound:
        missing = True
        trouble = _("Not found at %(folder)s; was it moved?") % {"folder": on_shelf.folder}
    except CaseTooNew:
        trouble = _("Written by a newer version of Chronofile. Open it with that one; nothing was changed.")
    except ChronofileError as error:
        trouble = str(error)
    return ShelfRow(
        on_shelf=on_shelf,
        summary=known,
        missing=missing,
        trouble=trouble,
        warning="" if missing else warning_of(on_shelf.folder),
        folder=folder_words(on_shelf.folder),
        opened=moment(on_shelf.opened_at),
    )


def warning_of(folder: str) -> str:
    """What to know before the case is opened, "" for nothing."""
    told = place_words(place_of(folder))
    if not told and not builds.is_running(folder) and builder_of(Path(folder)) is not None:
        return _("Another window or program is reading pages into it.")
    return told


def place_words(place: Place) -> str:
    """A warning for a folder that is copied elsewhere or lies on another machine, "" for one on this computer."""
    if place.kind == "synced":
        told = _("This folder is kept in step by %(service)s. Open it on one computer at a time.")
        return told % {"service": place.service}
    if place.kind == "shared":
        return _("This folder lies on a network share. Open it on one computer at a time.")
    return ""


def folder_words(folder: str) -> str:
    """ "Documents › Cases": the last two folders it lies in, from the home folder on."""
    parent = Path(folder).parent
    try:
        parts = parent.relative_to(Path.home()).parts
    except ValueError:
        parts = parent.parts
    return " › ".join(part.strip("\\/") or part for part in parts[-2:]) or str(parent)


def period(months: Mapping[str, int]) -> str:
    """ "December 2025", "Mar 2024 – Nov 2025", "Jun – Sep 2025"."""
    known = [month for month in months if month]
    if not known:
        return _("no dates") if months else ""
    first, last = known[0], known[-1]
    if first == last:
        return _month(first, "F Y")
    return f"{_month(first, 'M' if first[:4] == last[:4] else 'M Y')} – {_month(last, 'M Y')}"


def bars(months: Mapping[str, int]) -> SafeString:
    """Pages by month as bars; a drawing that only repeats the words beside it."""
    known = {_number(month): count for month, count in months.items() if month}
    if not known:
        return mark_safe("")
    last = max(known) + 1
    first = min(min(known), last - BARS + 1)
    width = -(-(last - first + 1) // BARS)
    counts = [sum(known.get(first + slot * width + n, 0) for n in range(width)) for slot in range(BARS)]
    most = max(counts)
    shapes = []
    for slot, count in enumerate(counts):
        height = round(4 + 22 * count / most) if count else 1
        shape = tag("rect", x=slot * 8, y=27 - height, width=6, height=height, class_="bar-of" if count else "none")
        shapes.append(shape)
    drawing = tag("svg", joined(shapes), class_="bars", viewBox="0 0 112 28", width=112, height=28, aria_hidden="true")
    return mark_safe(drawing)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(month: str, how: str) -> str:
    import datetime as dt

    return in_words(dt.date(int(month[:4]), int(month[5:7]), 1), how)


class _Summaries:
    """Summaries by the state they show: a shelf of many cases is opened often, and they change seldom."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Summary]] = {}
        self._lock = threading.Lock()

    def of(self, folder: str) -> Summary:
        if not os.path.isdir(folder):
            raise CaseNotFound(folder)
        with Case.open(folder, write=False) as case:
            stamp = case.stamp()
            found = self._kept.get(folder)
            if found is not None and found[0] == stamp:
                return found[1]
            made = summary(case)
        with self._lock:
            self._kept[folder] = (stamp, made)
        return made


_kept = _Summaries()
