"""Shelf: the cases on this computer; opening one by its folder; the example."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile.api import Case
from chronofile.api.demo import begin_example, example_pages
from chronofile.desk import builds
from chronofile.desk.held import posted
from chronofile.desk.premises import here
from chronofile.desk.shelf_file import OnShelf
from chronofile.desk.shelf_row import row_of
from chronofile.errors import CaseNotFound, ChronofileError

EXAMPLE_FOLDER = "example"


def shelf(request: HttpRequest) -> HttpResponse:
    """The one opened last first; the example at the end, archived ones on request."""
    on_shelf = sorted(here().shelf.read().cases, key=lambda case: case.opened_at, reverse=True)
    archived = [case for case in on_shelf if case.archived]
    shown = [case for case in on_shelf if not case.archived]
    examples = [case for case in shown if case.example]
    made: HttpResponse = render(
        request,
        "desk/shelf/shelf.html",
        {
            "rows": [row_of(case) for case in (*(c for c in shown if not c.example), *examples)],
            "has_example": any(case.example for case in on_shelf),
            "archived": [row_of(case) for case in archived] if "archived" in request.GET else [],
            "archived_count": len(archived),
            "empty": not on_shelf,
        },
    )
    return made


def folder(request: HttpRequest) -> HttpResponse:
    """Open a case by the folder it lies in, and put it on the shelf."""
    given = posted(request, "folder") if request.method == "POST" else request.GET.get("folder", "")
    error = ""
    if request.method == "POST":
        opened = put_on_shelf(given)
        if isinstance(opened, OnShelf):
            return HttpResponseRedirect(f"/c/{opened.key}/")
        error = opened
    made: HttpResponse = render(
        request,
        "desk/shelf/folder.html",
        {"folder": given, "error": error, "cases": cases_below(given) if error else []},
        status=422 if error else 200,
    )
    return made


@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """The example case in the shelf's folder, made when it is first asked for."""
    return HttpResponseRedirect(f"/c/{ready_example().key}/")


def ready_example() -> OnShelf:
    """The example on the shelf; its pages are being read when it was made just now."""
    place = here().folder / EXAMPLE_FOLDER
    key = OnShelf(folder=str(place)).key
    known = here().shelf.find(key)
    try:
        with Case.open(place, write=False) as case:
            made = known or here().shelf.put(OnShelf(folder=str(place), name=case.name, example=True))
            has_pages = bool(case.pages())
    except CaseNotFound:
        with begin_example(place) as case:
            made = here().shelf.put(OnShelf(folder=str(place), name=case.name, example=True))
        has_pages = False
    if not has_pages:
        builds.start(made.folder, [example_pages()], by="")
        builds.wait(made.folder, 15.0)
    return made


def put_example_back() -> None:
    """The example as it came. What a person made of it is kept beside it once, as "example-before"."""
    place = here().folder / EXAMPLE_FOLDER
    before = place.with_name(f"{EXAMPLE_FOLDER}-before")
    builds.cancel(str(place))
    builds.wait(str(place), 20.0)
    if place.exists():
        shutil.rmtree(before, ignore_errors=True)
        os.replace(place, before)
    ready_example()


def put_on_shelf(given: str) -> OnShelf | str:
    """The case in a folder, on the shelf; or why it cannot be opened."""
    place = given.strip().strip('"')
    if place.endswith("case.db"):
        place = os.path.dirname(place)
    place = os.path.abspath(os.path.expanduser(place)) if place and "\0" not in place else ""
    if not place:
        return _("Give the folder of a case.")
    try:
        with Case.open(place, write=False) as case:
            name, own = case.name, case.store.facts().id
    except CaseNotFound:
        return _("There is no case in %(folder)s. A case is a folder that holds a file case.db.") % {"folder": place}
    except ChronofileError as error:
        return str(error)
    known = here().shelf.find(OnShelf(folder=place).key)
    return known or here().shelf.put(OnShelf(folder=place, name=name, case=own))


def cases_below(given: str) -> list[str]:
    """Folders right below that are cases: a person may have given the folder above."""
    try:
        with os.scandir(os.path.expanduser(given.strip().strip('"'))) as entries:
            return sorted(entry.path for entry in entries if Path(entry.path, "case.db").is_file())[:20]
    except (OSError, ValueError):
        return []


urls = [
    path("", shelf, name="shelf"),
    path("folder", folder, name="folder"),
    path("example", example, name="example"),
]
