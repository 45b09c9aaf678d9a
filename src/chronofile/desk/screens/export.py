"""Export: the chronology as a file, in every format there is; each quotation is held against its page as it leaves."""

from __future__ import annotations

import re

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.errors import CaseDamaged, NotExact
from chronofile.show import EXPORTERS, Exporter, exporter

_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".html": "application/octet-stream",  # a download, never a page of the desk's own origin
}
_READ, _WRITE, _PUBLISH, _DATA = range(4)
_USES = {"html": _READ, "docx": _WRITE, "xlsx": _WRITE, "csv": _WRITE, "markdown": _WRITE, "timelinejs": _PUBLISH}
"""What people want a format for; one that is not named here is data to be handed over."""


class Use(msgspec.Struct, frozen=True):
    """Formats that serve one use, under its name."""

    title: str
    exporters: tuple[Exporter, ...]


@on_case
def export(request: HttpRequest, held: HeldCase) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            return _file(request, held)
        except (NotExact, CaseDamaged) as error:
            problem = str(error)
    events = [e for e in held.chronology.entries if e.aspect == "event"]
    return render(
        request,
        "desk/export/export.html",
        held,
        at="export",
        status=409 if problem else 200,
        problem=problem,
        uses=_uses(),
        chosen=posted(request, "format", "html"),
        decided=sum(e.state == "accepted" for e in events),
        suggested=sum(e.state == "suggested" for e in events),
        only_decided="decided" in request.POST,
    )


def _file(request: HttpRequest, held: HeldCase) -> HttpResponse:
    chosen = exporter(posted(request, "format"))
    data = held.case.export(chosen.name, by=held.by, decided="decided" in request.POST)
    answer = HttpResponse(data, content_type=_TYPES.get(chosen.suffix, "application/octet-stream"))
    name = re.sub(r"[^\w-]+", "-", held.case.name, flags=re.ASCII).strip("-") or "chronology"
    answer["Content-Disposition"] = f'attachment; filename="{name}{chosen.suffix}"'
    return answer


def _uses() -> list[Use]:
    titles = {
        _READ: _("Read, print, hand to a court"),
        _WRITE: _("Go on in Word or a spreadsheet"),
        _PUBLISH: _("Publish"),
        _DATA: _("Hand over all data"),
    }
    made = [Use(title, tuple(e for e in EXPORTERS if _USES.get(e.name, _DATA) == use)) for use, title in titles.items()]
    return [use for use in made if use.exporters]


urls = [path("export", export, name="export")]
