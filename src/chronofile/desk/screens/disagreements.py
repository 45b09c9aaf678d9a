"""Disagreements: readings no single truth fits, side by side; a person settles them with a reason or leaves them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _

from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.model import Disagreement

DIFFER = "reports differ"


@on_case
def listed(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """All of them, open ones first."""
    numbered = list(enumerate(held.chronology.disagreements, 1))
    rows = [(n, d, held.by_id.get(d.entry)) for n, d in sorted(numbered, key=lambda each: each[1].state != "open")]
    pages = len(held.chronology.published)
    return render(request, "desk/disagreements/list.html", held, at="disagreements", rows=rows, pages_held=pages)


@on_case
def pair(request: HttpRequest, held: HeldCase, number: int) -> HttpResponse:
    """One disagreement, its readings in equal columns."""
    found = _found(held, number)
    problem = ""
    if request.method == "POST":
        choice, reason = posted(request, "choice"), posted(request, "reason")
        if choice == DIFFER or reason:
            held.case.judge.resolve(found.id, choice, by=held.by, reason=reason)
            return HttpResponseRedirect(f"/c/{held.key}/disagreements")
        problem = _("Say why you choose one reading over another; it is printed under the entry.")
    pages = {page.text_layer: page for page in held.case.pages()}
    sides = [
        (reading, [(words, pages.get(words.text_layer)) for words in reading.citations]) for reading in found.readings
    ]
    return render(
        request,
        "desk/disagreements/pair.html",
        held,
        at="disagreements",
        status=422 if problem else 200,
        number=number,
        total=len(held.chronology.disagreements),
        disagreement=found,
        entry=held.by_id.get(found.entry),
        sides=sides,
        published=held.chronology.published,
        differ=DIFFER,
        problem=problem,
        chosen=posted(request, "choice", found.resolution or DIFFER),
        hide=bool(request.GET.get("hide")),
    )


def _found(held: HeldCase, number: int) -> Disagreement:
    every = held.chronology.disagreements
    if not 1 <= number <= len(every):
        raise Http404(number)
    return every[number - 1]


urls = [
    path("disagreements", listed, name="disagreements"),
    path("disagreements/<int:number>", pair, name="disagreement"),
]
