"""Entries: one line of the chronology, value by value with its words; edit, note, join, split, and new ones by hand."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile import api
from chronofile.desk.entry_form import FACTUALITIES, KINDS, PARTS, EntryForm, changes, filled, sent
from chronofile.desk.frame import LISTED, render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.screens.activity import back
from chronofile.errors import JudgementConflict
from chronofile.model import Entry

MOST_ALIKE = 40
"""Entries offered for joining, those of the nearest days first."""


@on_case
def entry(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    return _shown(request, held, held.entry(own))


def _shown(request: HttpRequest, held: HeldCase, found: Entry, **form: Any) -> HttpResponse:
    """The entry with its words, notes and history; `form` where its values are being edited, in their place."""
    disagreements = [(n, d) for n, d in enumerate(held.chronology.disagreements, 1) if d.entry == found.id]
    headlines = {listed.text_layer: listed for listed in held.case.pages()}
    return render(
        request,
        "desk/entries/entry.html",
        held,
        at="chronology",
        entry=found,
        words=None,
        pages=[(words, headlines.get(words.citation.text_layer)) for words in found.citations],
        disagreements=disagreements,
        history=held.case.judge.history(found.id),
        version=api.version_of(found),
        **form,
    )


@require_POST
@on_case
def decide(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    """Accept, reject, set aside, or note, from the entry's own screen."""
    act = posted(request, "act")
    judge, expected = held.case.judge, posted(request, "expected")
    if act == "note":
        if posted(request, "note"):
            judge.note(own, posted(request, "note"), by=held.by)
    elif act in ("accept", "reject", "unsure"):
        getattr(judge, act)(own, by=held.by, expected=expected)
    elif act == "done":
        judge.done(own, by=held.by, reason=posted(request, "reason"))
    return HttpResponseRedirect(back(request, held))


@on_case
def edit(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    """Change some values. What another window changed meanwhile is shown beside, and nothing is written over it."""
    found = held.entry(own)
    before = filled(found)
    form, conflict = before, None
    if request.method == "POST":
        form = sent(request.POST, before)
        if not form.errors:
            values = changes(form, before)
            if not values:
                return HttpResponseRedirect(_back_or(request, held, own))
            try:
                held.case.judge.edit(own, values, by=held.by, reason=form.reason, expected=posted(request, "expected"))
            except JudgementConflict as error:
                conflict = error
            else:
                return HttpResponseRedirect(_back_or(request, held, own))
    to = request.POST.get("back") or request.GET.get("back", "")
    return _shown(
        request, held, found, conflict=conflict, cancel=_safe(to, held, own), **_fields(held, form),
        status=422 if form.errors else 409 if conflict else 200,
    )  # fmt: skip


@on_case
def new(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """An entry in a person's own words, without words from a page."""
    form = EntryForm()
    if request.method == "POST":
        form = sent(request.POST)
        if not form.errors:
            values = {"headline": form.headline, "factuality": form.factuality, "kind": form.kind}
            values |= changes(form, EntryForm())
            held.case.judge.make(values, by=held.by, reason=form.reason)
            return HttpResponseRedirect(f"/c/{held.key}/")
    return render(
        request, "desk/entries/form.html", held, at="chronology", title=_("New entry"), cancel=f"/c/{held.key}/",
        **_fields(held, form), status=422 if form.errors else 200,
    )  # fmt: skip


@on_case
def join(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    """Two or more entries that tell one event, side by side, what differs marked."""
    found = held.entry(own)
    chosen = [e for e in request.GET.getlist("with") or request.POST.getlist("with") if e in held.by_id and e != own]
    if request.method == "POST" and chosen:
        held.case.judge.same([own, *chosen], by=held.by, reason=posted(request, "reason"))
        return HttpResponseRedirect(f"/c/{held.key}/entries/{own}" if own in held.by_id else f"/c/{held.key}/")
    others = [held.by_id[e] for e in chosen]
    return render(
        request,
        "desk/entries/join.html",
        held,
        at="chronology",
        entry=found,
        chosen=others,
        all=[found, *others],
        alike=[e for e in _alike(held, found) if e.id not in chosen],
    )


@on_case
def split(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    """An entry's reports as ticks: those ticked become an entry of their own."""
    found = held.entry(own)
    tellings = held.case.judge.tellings(own)
    problem = ""
    if request.method == "POST":
        ticked = sorted({int(n) for n in request.POST.getlist("part") if n.isdigit() and int(n) < len(tellings)})
        rest = [n for n in range(len(tellings)) if n not in ticked]
        if ticked and rest:
            held.case.judge.split(own, [rest, ticked], by=held.by, reason=posted(request, "reason"))
            return HttpResponseRedirect(f"/c/{held.key}/")
        problem = _("Tick at least one report, and leave at least one.")
    return render(
        request,
        "desk/entries/split.html",
        held,
        at="chronology",
        entry=found,
        tellings=list(enumerate(tellings)),
        problem=problem,
    )


def _fields(held: HeldCase, form: EntryForm) -> dict[str, Any]:
    """What the fields of an entry need."""
    names = sorted({agent.name for agent in held.chronology.agents if agent.type != "Place"})
    return {"form": form, "kinds": KINDS, "factualities": FACTUALITIES, "parts": PARTS, "names": names[:500]}


def _alike(held: HeldCase, found: Entry) -> list[Entry]:
    """Those the program thinks alike first, then those of the same days or people."""
    proposed = {b if a == found.id else a for a, b, _why in held.chronology.proposals if found.id in (a, b)}
    people = {i.agent for i in found.involvements}
    day = found.occurred.first_day if found.occurred else None

    def distance(other: Entry) -> tuple[bool, int, int, str]:
        theirs = other.occurred.first_day if other.occurred else None
        apart = abs((theirs - day).days) if theirs and day else 10_000
        return (other.id not in proposed, apart, -len(people & {i.agent for i in other.involvements}), other.id)

    others = [e for e in held.chronology.entries if e.id != found.id and e.aspect in LISTED and e.state != "rejected"]
    return sorted(others, key=distance)[:MOST_ALIKE]


def _back_or(request: HttpRequest, held: HeldCase, own: str) -> str:
    return back(request, held) if posted(request, "back") else f"/c/{held.key}/entries/{own}"


def _safe(to: str, held: HeldCase, own: str) -> str:
    return to if to.startswith(f"/c/{held.key}/") else f"/c/{held.key}/entries/{own}"


urls = [
    path("entries/new", new, name="entry-new"),
    path("entries/<str:own>", entry, name="entry"),
    path("entries/<str:own>/decide", decide, name="entry-decide"),
    path("entries/<str:own>/edit", edit, name="entry-edit"),
    path("entries/<str:own>/join", join, name="entry-join"),
    path("entries/<str:own>/split", split, name="entry-split"),
]
