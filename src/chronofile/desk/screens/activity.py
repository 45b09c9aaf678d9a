"""Activity: every decision in words, before and after; undo and redo, and taking back any one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from chronofile.desk import change_words, told
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted

SHOWN = 100
"""Rows of one page of the list; a change is about a kilobyte of HTML, and a page is kept under 200 KB."""


@on_case
def activity(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """All decisions, the newest first; `?from=` is how many of them to leave out before."""
    changes = held.case.judge.activity()[::-1]
    digits = request.GET.get("from", "")
    start = min(int(digits), len(changes)) if digits.isdecimal() and len(digits) < 9 else 0
    shown = changes[start : start + SHOWN]
    people = {agent.id for agent in held.chronology.agents}
    return render(
        request,
        "desk/activity/activity.html",
        held,
        at="activity",
        rows=[(c, told.did(c), change_words.rows(c), change_words.address(held, c, people)) for c in shown],
        total=len(changes),
        older=start + SHOWN if start + SHOWN < len(changes) else 0,
        newer=max(0, start - SHOWN) if start else None,
    )


@require_POST
@on_case
def undo(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Take back the last step, or the decision that the form names; what stands on that one is asked about first."""
    judge, named = held.case.judge, posted(request, "judgement")
    if not named:
        judge.undo(by=held.by)
        return HttpResponseRedirect(_restored(request, held))
    hanging = judge.dependents(named)
    also = request.POST.getlist("also")
    if hanging and "asked" not in request.POST:
        by_id = {change.judgement: change for change in judge.activity()}
        rows = [(by_id[each.id], told.did(by_id[each.id])) for each in hanging if each.id in by_id]
        meant = by_id.get(named)
        return render(
            request,
            "desk/activity/take_back.html",
            held,
            at="activity",
            named=named,
            change=meant,
            did=told.did(meant) if meant else "",
            rows=rows,
            back=back(request, held),
        )
    judge.undo(named, by=held.by, also=also)
    return HttpResponseRedirect(back(request, held))


@require_POST
@on_case
def redo(request: HttpRequest, held: HeldCase) -> HttpResponse:
    held.case.judge.redo(by=held.by)
    return HttpResponseRedirect(back(request, held))


def _restored(request: HttpRequest, held: HeldCase) -> str:
    """In review what was taken back stands before the person again; elsewhere they stay where they are."""
    to = back(request, held)
    if not to.startswith(f"/c/{held.key}/review"):
        return to
    held.forget()
    last = held.case.judge.activity()[-1]
    entry = held.by_id.get(last.entry)
    if entry is None or not last.page or last.page not in entry.pages:
        return to
    return f"/c/{held.key}/review/{last.page}/{entry.id}"


def back(request: HttpRequest, held: HeldCase) -> str:
    """The page of this desk a form came from, else the chronology; never another site's."""
    to = posted(request, "back")
    here = to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return to if here else f"/c/{held.key}/"


urls = [
    path("activity", activity, name="activity"),
    path("undo", undo, name="undo"),
    path("redo", redo, name="redo"),
]
