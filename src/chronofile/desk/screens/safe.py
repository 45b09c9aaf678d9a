"""Safe: the case into one file, every fingerprint checked, and two copies of a case held beside each other."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chronofile.api.apart import Apart, Since, compare, since
from chronofile.api.clock import today
from chronofile.api.locked import SHORTEST, can_lock
from chronofile.api.locked import SUFFIX as LOCKED
from chronofile.api.place import place_of
from chronofile.api.safe import SUFFIX, Made, backup, backups, pack
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.screens.cases import folder_name
from chronofile.errors import ChronofileError
from chronofile.store import ledger

_PROBLEMS = 200
"""Damages listed; a folder that lost more is restored, not mended."""


class Earlier(msgspec.Struct, frozen=True):
    """A backup that was made, and whether its file is still where it was put."""

    made: Made
    is_there: bool


@on_case
def safe(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """The last backup and what came since; the ways to make one."""
    return _shown(request, held, {})


@require_POST
@on_case
def back_up(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Write it where a person says, or give it to the browser."""
    whole, passphrase = posted(request, "whole") != "no", request.POST.get("passphrase", "")
    if passphrase and len(passphrase) < SHORTEST:
        said = _("A passphrase needs %(n)d letters or more: whoever has the file may try for years.")
        return _shown(request, held, {"passphrase": said % {"n": SHORTEST}})
    if passphrase != request.POST.get("again", ""):
        return _shown(request, held, {"again": _("The passphrase was not typed the same way twice. Type both anew.")})
    suffix = SUFFIX + LOCKED if passphrase else SUFFIX
    if posted(request, "act") == "download":
        return _download(held, whole, passphrase, suffix)
    folder = os.path.expanduser(posted(request, "folder").strip('"'))
    if "\0" in folder or not os.path.isabs(folder):
        return _shown(request, held, {"folder": _("Give the whole path, from the drive or the root of the disk on.")})
    if not os.path.isdir(folder):
        return _shown(request, held, {"folder": _("There is no folder %(folder)s.") % {"folder": folder}})
    try:
        free = _free_name(Path(folder), folder_name(held.case.name), suffix)
        backup(held.case, free, by=held.by, whole=whole, passphrase=passphrase)
    except ChronofileError as error:
        return _shown(request, held, {"folder": str(error)})
    return HttpResponseRedirect(f"/c/{held.key}/safe?made=1")


def _download(held: HeldCase, whole: bool, passphrase: str, suffix: str) -> FileResponse:
    into = tempfile.TemporaryFile(prefix="chronofile-")  # noqa: SIM115 - the answer closes it
    try:
        pack(held.case, into, by=held.by, whole=whole, passphrase=passphrase)
    except BaseException:
        into.close()
        raise
    into.seek(0)
    answer = FileResponse(into, content_type="application/octet-stream" if passphrase else "application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{_ascii_name(held, suffix)}"'
    return answer


@on_case
def check(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Every fingerprint, every line of the custody log, every quotation; each damage is named."""
    report = held.case.verify()
    return render(
        request,
        "desk/safe/checked.html",
        held,
        at="safe",
        report=report,
        looked_at=_looked_at(report.checked),
        problems=report.problems[:_PROBLEMS],
        more=max(0, len(report.problems) - _PROBLEMS),
    )


@on_case
def other(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Another copy of this case beside it: the folder of a case, or the file of a backup."""
    error, found, given = "", None, posted(request, "other") or request.GET.get("folder", "")
    if request.method == "POST":
        try:
            found = _held_beside(request, held, given)
        except ChronofileError as wrong:
            error = str(wrong)
        if found is None and not error:
            error = _("Give the folder or the file of the other copy.")
    return render(
        request,
        "desk/safe/other.html",
        held,
        at="safe",
        status=422 if error else 200,
        error=error,
        given=given,
        found=found,
        ours=since_words(found.only_first) if found else "",
        theirs=since_words(found.only_second) if found else "",
    )


def _looked_at(checked: Mapping[str, int]) -> str:
    pages, lines, quotations = (checked.get(kind, 0) for kind in ("pages", "ledger lines", "quotations"))
    told = (
        ngettext("%(n)d kept file", "%(n)d kept files", pages) % {"n": pages},
        ngettext("%(n)d line of the custody log", "%(n)d lines of the custody log", lines) % {"n": lines},
        ngettext("%(n)d quotation", "%(n)d quotations", quotations) % {"n": quotations},
    )
    return ", ".join(told)


def since_words(came: Since) -> str:
    """ "2 pages, 14 decisions" """
    kinds = came.kinds
    counts = (
        (kinds.get(ledger.KEPT, 0), _pages),
        (kinds.get(ledger.JUDGED, 0), _decisions),
        (came.lines - kinds.get(ledger.KEPT, 0) - kinds.get(ledger.JUDGED, 0), _others),
    )
    return ", ".join(words(count) for count, words in counts if count)


def _pages(count: int) -> str:
    return ngettext("%(n)d page", "%(n)d pages", count) % {"n": count}


def _decisions(count: int) -> str:
    return ngettext("%(n)d decision", "%(n)d decisions", count) % {"n": count}


def _others(count: int) -> str:
    return ngettext("%(n)d other line of the custody log", "%(n)d other lines of the custody log", count) % {"n": count}


def _held_beside(request: HttpRequest, held: HeldCase, given: str) -> Apart | None:
    sent, passphrase = request.FILES.get("file"), request.POST.get("passphrase", "")
    if sent is not None:
        with received(sent) as file:
            found = compare(held.on_shelf.folder, file, passphrase)
        return msgspec.structs.replace(found, second=str(sent.name))
    place = os.path.expanduser(given.strip('"'))
    if not place or "\0" in place:
        return None
    copy = os.path.dirname(place) if place.endswith("case.db") else place
    return compare(held.on_shelf.folder, copy, passphrase)


def received(sent: object) -> _Received:
    """A file that a browser sent, under a path of its own while it is looked at."""
    return _Received(sent)


class _Received:
    def __init__(self, sent: object) -> None:
        self._sent = sent
        self._folder = tempfile.TemporaryDirectory(prefix="chronofile-")

    def __enter__(self) -> Path:
        at = Path(self._folder.name) / "given.zip"
        with open(at, "xb") as out:
            for piece in self._sent.chunks():  # type: ignore[attr-defined]
                out.write(piece)
        return at

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _shown(request: HttpRequest, held: HeldCase, errors: dict[str, str]) -> HttpResponse:
    made = backups(held.case)
    last = made[0] if made else None
    folder = posted(request, "folder") or request.GET.get("folder", "") or _usual_folder(made)
    return render(
        request,
        "desk/safe/safe.html",
        held,
        at="safe",
        status=422 if errors else 200,
        errors=errors,
        folder=folder,
        warning=_leaves(folder),
        whole=posted(request, "whole") != "no",
        last=last,
        since=since_words(since(held.case, last.manifest.line)) if last else "",
        just_made="made" in request.GET,
        restored="restored" in request.GET,
        earlier=[Earlier(each, not each.file or os.path.isfile(each.file)) for each in made],
        name=_dated(folder_name(held.case.name), SUFFIX),
        can_lock=can_lock(),
        shortest=SHORTEST,
        pages_held=len(held.chronology.published),
    )


def _leaves(folder: str) -> str:
    """A warning where what is put into a folder leaves this computer."""
    place = place_of(folder)
    if place.kind == "synced":
        return _("%(service)s copies this folder elsewhere: the backup leaves this computer.") % {
            "service": place.service
        }
    return _("This folder lies on another machine: the backup leaves this computer.") if place.kind == "shared" else ""


def _usual_folder(made: tuple[Made, ...]) -> str:
    """Where the last one went, else this person's documents: a start, which they may change."""
    for each in made:
        if each.file and os.path.isdir(os.path.dirname(each.file)):
            return os.path.dirname(each.file)
    documents = Path.home() / "Documents"
    return str(documents if documents.is_dir() else Path.home())


def _dated(name: str, suffix: str, number: int = 1) -> str:
    return f"{name} {today().isoformat()}{f' ({number})' if number > 1 else ''}{suffix}"


def _ascii_name(held: HeldCase, suffix: str) -> str:
    """For a header, which holds no other letters."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " -_") else "-" for c in folder_name(held.case.name))
    return _dated(plain.strip(" -") or "case", suffix)


def _free_name(folder: Path, name: str, suffix: str) -> Path:
    number = 1
    while os.path.lexists(folder / _dated(name, suffix, number)):
        number += 1
    return folder / _dated(name, suffix, number)


urls = [
    path("safe", safe, name="safe"),
    path("safe/backup", back_up, name="safe-backup"),
    path("safe/check", check, name="safe-check"),
    path("safe/other", other, name="safe-other"),
]
