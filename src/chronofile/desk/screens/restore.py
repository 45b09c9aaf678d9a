"""Restore: a case out of the file of a backup, checked before it is there, onto the shelf."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from chronofile import config
from chronofile.api import Case
from chronofile.api.place import place_of
from chronofile.api.safe import read_manifest
from chronofile.api.safe import restore as bring_back
from chronofile.desk.held import posted
from chronofile.desk.premises import here
from chronofile.desk.screens.cases import folder_name
from chronofile.desk.screens.safe import received
from chronofile.desk.shelf_file import OnShelf
from chronofile.desk.shelf_row import place_words
from chronofile.errors import ChronofileError


def restore(request: HttpRequest) -> HttpResponse:
    """The file, and the folder in which the case gets a folder of its own."""
    given = posted(request, "given")
    place = posted(request, "place") or request.GET.get("folder", "") or str(config.cases_folder())
    errors: dict[str, str] = {}
    if request.method == "POST":
        made = _restored(request, given, os.path.expanduser(place.strip('"')), errors)
        if made is not None:
            return HttpResponseRedirect(f"/c/{made.key}/safe?restored=1")
    answer: HttpResponse = render(
        request,
        "desk/safe/restore.html",
        {"given": given, "place": place, "warning": place_words(place_of(place)), "errors": errors},
        status=422 if errors else 200,
    )
    return answer


def _restored(request: HttpRequest, given: str, place: str, errors: dict[str, str]) -> OnShelf | None:
    """The case, on the shelf; None when something stands in `errors`."""
    sent, typed = request.FILES.get("file"), os.path.expanduser(given.strip('"'))
    if sent is None and (not os.path.isabs(typed) or "\0" in typed):
        errors["file"] = _("Choose the file of a backup, or give its whole path.")
    if not os.path.isabs(place) or "\0" in place:
        errors["place"] = _("Give the whole path, from the drive or the root of the disk on.")
    if errors:
        return None
    try:
        with received(sent) if sent is not None else nullcontext(Path(typed)) as file:
            passphrase = request.POST.get("passphrase", "")
            name = read_manifest(file, passphrase).name
            target = _free_folder(Path(place), folder_name(name))
            bring_back(file, target, passphrase)
    except ChronofileError as error:
        told = str(error)
        errors["file"] = told.replace(str(file), str(sent.name)) if sent is not None else told
        return None
    with Case.open(target, write=False) as case:
        return here().shelf.put(OnShelf(folder=os.path.abspath(target), name=case.name, case=case.store.facts().id))


def _free_folder(place: Path, name: str) -> Path:
    """A name that is not taken: what is restored never takes the place of what is there."""
    found, number = place / name, 1
    while os.path.lexists(found):
        number += 1
        found = place / f"{name} ({number})"
    return found


urls = [path("restore", restore, name="restore")]
