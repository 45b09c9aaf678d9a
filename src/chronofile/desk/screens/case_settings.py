"""Case settings: how people want to work with one case: name, question, signature, suggestions, protection."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _

from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.premises import here
from chronofile.desk.screens.cases import rename


@on_case
def case_settings(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Name, question, signature, suggestions, protection."""
    error = ""
    facts = held.case.store.facts()
    preferences = held.case.preferences()
    if request.method == "POST":
        if not posted(request, "name"):
            error = _("A case needs a name.")
        else:
            changed = msgspec.structs.replace(
                preferences,
                signature=posted(request, "signature"),
                suggestions=bool(request.POST.get("suggestions")),
                planned_inline=bool(request.POST.get("planned_inline")),
                protect=bool(request.POST.get("protect")),
            )
            held.case.prefer(changed)
            by = changed.signature or held.by
            rename(held.on_shelf, posted(request, "name"), posted(request, "question"), by=by)
            held.case.store.rename(protect=changed.protect, by=by)
            return HttpResponseRedirect(f"/c/{held.key}/settings?saved=1")
    return render(
        request,
        "desk/settings/case.html",
        held,
        at="case-settings",
        status=422 if error else 200,
        saved="saved" in request.GET,
        error=error,
        name=posted(request, "name", facts.name),
        question=posted(request, "question", facts.question),
        preferences=preferences,
        shelf_signature=here().shelf.read().liking.signature,
        folder=held.on_shelf.folder,
    )


urls = [path("settings", case_settings, name="case-settings")]
