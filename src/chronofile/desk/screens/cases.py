"""Cases: a new one; and of each one on the shelf its name, its question, its place, and putting it away."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from pathlib import Path

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from chronofile import config
from chronofile.api import Case
from chronofile.api.clock import now
from chronofile.api.place import place_of
from chronofile.desk.held import opened, posted
from chronofile.desk.premises import here
from chronofile.desk.screens.shelf import put_example_back, put_on_shelf
from chronofile.desk.shelf_file import OnShelf
from chronofile.desk.shelf_row import place_words, row_of
from chronofile.errors import CalledWrongly, CaseReadOnly, DiskFull

LEAST_FREE_BYTES = 20 << 20
"""A case with a few pages takes less; without this much the next page would fail."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def new(request: HttpRequest) -> HttpResponse:
    """A new case: name, question, where to keep it, how decisions are signed, whether names are protected."""
    liking = here().shelf.read().liking
    given = {
        "name": posted(request, "name"),
        "question": posted(request, "question"),
        "place": posted(request, "place") or request.GET.get("folder", "") or str(config.cases_folder()),
        "signature": posted(request, "signature") or liking.signature,
        "protect": request.method != "POST" or bool(request.POST.get("protect")),
    }
    then = "import" if (request.POST.get("then") or request.GET.get("then")) == "import" else ""
    errors: dict[str, str] = {}
    if request.method == "POST":
        made = _make(given, errors)
        if made is not None:
            if given["signature"] and not liking.signature:
                here().shelf.like(msgspec.structs.replace(liking, signature=str(given["signature"])))
            return HttpResponseRedirect(f"/c/{made.key}/{then}")
    context = {**given, "errors": errors, "then": then, "warning": place_words(place_of(str(given["place"])))}
    answer: HttpResponse = render(request, "desk/shelf/new.html", context, status=422 if errors else 200)
    return answer


def case(request: HttpRequest, key: str) -> HttpResponse:
    """What is not done every day with a case: call it something else, put it away, say where it has gone."""
    on_shelf = here().shelf.find(key)
    if on_shelf is None:
        raise Http404(key)
    errors: dict[str, str] = {}
    if request.method == "POST":
        done = _act(request, on_shelf, errors)
        if done is not None:
            return done
    row = row_of(on_shelf)
    answer: HttpResponse = render(
        request,
        "desk/shelf/case.html",
        {
            "row": row,
            "name": posted(request, "name", row.name),
            "question": posted(request, "question", row.summary.question if row.summary else ""),
            "place": posted(request, "folder") or request.GET.get("folder", ""),
            "errors": errors,
        },
        status=422 if errors else 200,
    )
    return answer


def _act(request: HttpRequest, on_shelf: OnShelf, errors: dict[str, str]) -> HttpResponse | None:
    what = posted(request, "act")
    shelf = here().shelf
    if what == "rename":
        if not posted(request, "name"):
            errors["name"] = _("A case needs a name.")
            return None
        rename(on_shelf, posted(request, "name"), posted(request, "question"))
    elif what in ("archive", "unarchive"):
        shelf.put(msgspec.structs.replace(on_shelf, archived=what == "archive"))
    elif what == "forget":
        shelf.forget(on_shelf.key)
    elif what == "find":
        moved = put_on_shelf(posted(request, "folder"))
        if isinstance(moved, str):
            errors["folder"] = moved
            return None
        if on_shelf.case and moved.case and moved.case != on_shelf.case:
            errors["folder"] = _("This is another case, “%(name)s”. It stands on the shelf now.") % {"name": moved.name}
            return None
        if moved.key != on_shelf.key:
            shelf.forget(on_shelf.key)
    elif what == "put_back" and on_shelf.example:
        put_example_back()
        return HttpResponseRedirect(f"/c/{on_shelf.key}/")
    else:
        raise Http404(what)
    return HttpResponseRedirect("/")


def rename(on_shelf: OnShelf, name: str, question: str, *, by: str = "") -> None:
    """Call a case something else, in the case (with a line of its ledger) and on the shelf. Raises CaseReadOnly."""
    with opened(on_shelf) as held:
        signed = by or held.preferences().signature or here().shelf.read().liking.signature
        facts = held.store.rename(name=name, question=question, by=signed)
    here().shelf.put(msgspec.structs.replace(here().shelf.find(on_shelf.key) or on_shelf, name=facts.name))


def folder_name(name: str) -> str:
    """What a folder for a case of this name is called, on any system."""
    clean = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", name))
    return " ".join(clean.split()).strip(". ")[:80].rstrip(". ") or "Case"


def _make(given: dict[str, str | bool], errors: dict[str, str]) -> OnShelf | None:
    """The case, on the shelf; None when something stands in `errors`."""
    name, place = str(given["name"]), os.path.expanduser(str(given["place"]).strip('"'))
    if not name:
        errors["name"] = _("A case needs a name.")
    if not os.path.isabs(place) or "\0" in place:
        errors["place"] = _("Give the whole path, from the drive or the root of the disk on.")
    if errors:
        return None
    folder = Path(place) / folder_name(name)
    if folder.exists() and any(folder.iterdir()) if folder.is_dir() else folder.exists():
        errors["name"] = _("%(folder)s is there already. Choose another name or another place.") % {"folder": folder}
        return None
    if _free(Path(place)) < LEAST_FREE_BYTES:
        errors["place"] = _("No room is left there. Choose another disk, or free some space.")
        return None
    try:
        with Case.create(folder, name, str(given["question"]), by=str(given["signature"])) as made:
            made.store.rename(protect=bool(given["protect"]), by=str(given["signature"]))
            own = made.store.facts().id
            preferences = msgspec.structs.replace(
                made.preferences(), signature=str(given["signature"]), protect=bool(given["protect"])
            )
            made.prefer(preferences)
    except CaseReadOnly:
        errors["place"] = _("You may not write in %(folder)s. Choose a folder of your own.") % {"folder": place}
    except DiskFull:
        errors["place"] = _("No room is left there. Choose another disk, or free some space.")
    except CalledWrongly as error:
        errors["place"] = str(error)
    if errors:
        return None
    return here().shelf.put(OnShelf(folder=os.path.abspath(folder), name=name, case=own, opened_at=now()))


def _free(place: Path) -> int:
    """Bytes free where a folder lies or would lie."""
    for folder in (place, *place.parents):
        if folder.exists():
            try:
                return shutil.disk_usage(folder).free
            except OSError:
                break
    return LEAST_FREE_BYTES


urls = [
    path("new", new, name="new"),
    path("cases/<str:key>", case, name="case"),
]
