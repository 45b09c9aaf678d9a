"""Export: the chronology as a file, in every format there is; each quotation is held against its page as it leaves."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.urls import path

from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.show import EXPORTERS, exporter

_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".html": "application/octet-stream",  # a download, never a page of the desk's own origin
}


@on_case
def export(request: HttpRequest, held: HeldCase) -> HttpResponse:
    if request.method == "POST":
        chosen = exporter(posted(request, "format"))
        data = held.case.export(chosen.name, by=held.by)
        answer = HttpResponse(data, content_type=_TYPES.get(chosen.suffix, "application/octet-stream"))
        name = re.sub(r"[^\w-]+", "-", held.case.name, flags=re.ASCII).strip("-") or "chronology"
        answer["Content-Disposition"] = f'attachment; filename="{name}{chosen.suffix}"'
        return answer
    decided = sum(e.state == "accepted" for e in held.chronology.entries)
    return render(request, "desk/export/export.html", held, at="export", exporters=EXPORTERS, decided=decided)


urls = [path("export", export, name="export")]
