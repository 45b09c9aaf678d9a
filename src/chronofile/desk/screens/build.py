"""Build: reading page by page: what was read, what was not and why; cancel, go on, and three ways out of a failure."""

from __future__ import annotations

import os
from urllib.parse import urlencode

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as render_part
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chronofile.api.building import builder_of
from chronofile.api.source import Source
from chronofile.desk import builds
from chronofile.desk.builds import BuildState
from chronofile.desk.drafts import Drafts
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.premises import here
from chronofile.model import Failure


class NotRead(msgspec.Struct, frozen=True):
    """A file that could not be read. `retry` when it is still there to be tried again; `instead` is where its text is
    pasted.
    """

    failure: Failure
    retry: bool
    instead: str


@on_case
def build(request: HttpRequest, held: HeldCase) -> HttpResponse:
    state = builds.state(held.on_shelf.folder)
    elsewhere = None if builds.is_running(held.on_shelf.folder) else builder_of(held.case.path)
    ignored = set(held.case.preferences().ignored)
    failures = held.case.failures()
    return render(
        request,
        "desk/build/build.html",
        held,
        at="add",
        state=state,
        said=said(state) if state else "",
        stopped=stopped(state) if state else "",
        elsewhere=elsewhere,
        not_read=[_not_read(held, failure) for failure in failures if failure.location not in ignored],
        ignored=sum(failure.location in ignored for failure in failures),
    )


@require_POST
@on_case
def act(request: HttpRequest, held: HeldCase) -> HttpResponse:
    what, location = posted(request, "act"), posted(request, "location")
    folder = held.on_shelf.folder
    if what == "cancel":
        builds.cancel(folder)
        builds.wait(folder, 2.0)
    elif what == "go_on":
        builds.go_on(folder)
    elif what == "retry":
        again = _file_of(held, location)
        if again is None:
            raise Http404(location)
        builds.start(folder, [again], by=held.by, total=1)
        builds.wait(folder, 4.0)
    elif what in ("ignore", "notice"):
        preferences = held.case.preferences()
        others = tuple(each for each in preferences.ignored if each != location)
        ignored = (*others, location) if what == "ignore" else ()
        held.case.prefer(msgspec.structs.replace(preferences, ignored=ignored))
    else:
        raise Http404(what)
    return HttpResponseRedirect(f"/c/{held.key}/build")


@on_case
def slot(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """What stands in the rail, asked for every two seconds while a build runs; a change that matters is said aloud."""
    state = builds.state(held.on_shelf.folder)
    now = state.mood if state else ""
    announce = said(state) if state and now != request.GET.get("was", now) else ""
    made: HttpResponse = render_part(
        request, "desk/build/slot_answer.html", {"held": held, "build": state, "announce": announce}
    )
    return made


def said(state: BuildState) -> str:
    """How a build stands, in a sentence."""
    read = ngettext("%(count)d page read", "%(count)d pages read", state.read) % {"count": state.read}
    told = [read]
    if state.failed:
        told.append(ngettext("%(count)d not read", "%(count)d not read", state.failed) % {"count": state.failed})
    line = ", ".join(told) + "."
    if not state.ended:
        return line
    if state.error:
        return _("Reading stopped.") + " " + line
    if state.cancelled:
        return _("Cancelled; what was read is kept.") + " " + line
    if state.new:
        new = ngettext("%(count)d new suggestion.", "%(count)d new suggestions.", state.new) % {"count": state.new}
        return f"{line} {new}"
    return line


def stopped(state: BuildState) -> str:
    """Why a build did not come to its end, and the way out; "" when it did."""
    if state.error == "CaseBusy":
        return _("Another window or program is reading pages into this case. Nothing is lost: go on when it has ended.")
    if state.error == "DiskFull":
        return _("No room left on the disk. Everything read so far is kept and safe; free some space, then go on.")
    return state.message if state.error else ""


def _not_read(held: HeldCase, failure: Failure) -> NotRead:
    instead = urlencode({"way": "text", "instead": failure.location})
    return NotRead(failure, _file_of(held, failure.location) is not None, f"/c/{held.key}/add?{instead}")


def _file_of(held: HeldCase, location: str) -> Source | None:
    """The file a location stands for, where it is still there: on this computer, or among what was given to be read."""
    if os.path.isabs(location):
        return Source(path=location) if os.path.exists(location) else None
    for draft in Drafts(here().folder, held.key).every():
        for source in draft.sources:
            if location == source.location and os.path.exists(source.path):
                return source
            if source.location and location.startswith(source.location + "/"):
                inside = os.path.join(source.path, *location.removeprefix(source.location + "/").split("/"))
                if os.path.isfile(inside):
                    return Source(path=inside, location=location)
    return None


urls = [
    path("build", build, name="build"),
    path("build/act", act, name="build-act"),
    path("build/slot", slot, name="build-slot"),
]
