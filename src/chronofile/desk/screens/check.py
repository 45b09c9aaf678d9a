"""Check: a draft held against the pages kept: given, looked through finding by finding, kept as a report."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile.api.checks import keep_check, kept_check, kept_checks, let_stand, throw_away
from chronofile.api.draft import check_draft
from chronofile.check import DraftReport, Item, as_html, said
from chronofile.desk import draft_report
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.errors import CalledWrongly, ChronofileError

LISTED = 60
"""Findings in lines beside the one in full; the others are reached with the next ones."""
_REPORTS = 50


@on_case
def check(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Give a draft: a file, or its text; and the drafts checked before."""
    error = ""
    if request.method == "POST":
        made = _checked(request, held)
        if isinstance(made, int):
            return HttpResponseRedirect(f"/c/{held.key}/check/{made}")
        error = made
    numbers = kept_checks(held.case)[::-1]
    return render(
        request,
        "desk/check/give.html",
        held,
        at="check",
        status=422 if error else 200,
        error=error,
        text=posted(request, "text"),
        published=posted(request, "published"),
        earlier=[(number, report) for number in numbers[:_REPORTS] if (report := _read(held, number))],
        pages_held=len(held.chronology.published),
    )


@on_case
def report(request: HttpRequest, held: HeldCase, number: int) -> HttpResponse:
    """One report; `?item=` is the finding shown in full, the first to look at where none is named."""
    made = _found(held, number)
    waiting = made.to_look_at
    chosen = _chosen(request, made)
    parts = draft_report.paragraphs(made, chosen.number if chosen else 0)
    at = _part(request, parts, chosen)
    order = [item.number for item in waiting]
    here = order.index(chosen.number) if chosen and chosen.number in order else None
    rest = [item for item in waiting if chosen is None or item.number != chosen.number]
    return render(
        request,
        "desk/check/report.html",
        held,
        at="check",
        number=number,
        report=made,
        counts=[
            (draft_report.GLYPHS[mark], made.count(mark), said.mark(mark, made.pages_held, _))
            for mark in ("exact", "differs", "elsewhere", "not found")
        ],
        paragraphs=parts[at],
        part=at + 1,
        part_count=len(parts),
        waiting=len(waiting),
        place=None if here is None else here + 1,
        next=_beside(order, chosen, 1),
        previous=_beside(order, chosen, -1),
        finding=draft_report.finding(held, chosen, made) if chosen else None,
        others=[draft_report.line(item, made) for item in rest[:LISTED]],
        more=max(0, len(rest) - LISTED),
        fine=[draft_report.line(item, made) for item in made.items if item.number in made.fine][:LISTED],
        unread=said.unread(made.pages_unread, _) if made.pages_unread else "",
        nothing=not made.items,
    )


@require_POST
@on_case
def stand(request: HttpRequest, held: HeldCase, number: int) -> HttpResponse:
    """A person looked at a finding and lets it stand, or takes that back; the next one to look at follows."""
    item = posted(request, "item")
    if not item.isdecimal() or len(item) > 9:
        raise Http404(item)
    fine = posted(request, "act") == "fine"
    _found(held, number)
    try:
        made = let_stand(held.case, number, int(item), fine=fine)
    except CalledWrongly as error:
        raise Http404(item) from error
    following = next((one.number for one in made.to_look_at if one.number > int(item)), None) if fine else int(item)
    return HttpResponseRedirect(f"/c/{held.key}/check/{number}" + (f"?item={following}" if following else ""))


@require_POST
@on_case
def throw(request: HttpRequest, held: HeldCase, number: int) -> HttpResponse:
    """Remove a report with the draft in it; the draft can be checked again."""
    throw_away(held.case, number)
    return HttpResponseRedirect(f"/c/{held.key}/check")


@on_case
def save(request: HttpRequest, held: HeldCase, number: int) -> HttpResponse:
    """The report as one page to keep, print or send."""
    made = _found(held, number)
    answer = HttpResponse(as_html(made), content_type="application/octet-stream")  # never a page of this origin
    stem = re.sub(r"[^\w-]+", "-", made.name.rpartition(".")[0] or made.name, flags=re.ASCII).strip("-") or "draft"
    answer["Content-Disposition"] = f'attachment; filename="check-of-{stem[:80]}.html"'
    return answer


def _checked(request: HttpRequest, held: HeldCase) -> int | str:
    """The number of the report that was made and kept, or what of the form cannot be taken."""
    sent, text = request.FILES.get("file"), request.POST.get("text", "")
    if sent is None and not text.strip():
        return _("Give a Word or text file, or paste the text.")
    name = str(sent.name) if sent is not None else _("pasted text")
    data = sent.read() if sent is not None else text.encode("utf-8", "replace")
    try:
        made = check_draft(
            held.case, data, name, published=posted(request, "published") or None, chronology=held.chronology
        )
        return keep_check(held.case, made)
    except ChronofileError as error:
        return str(error)


def _read(held: HeldCase, number: int) -> DraftReport | None:
    try:
        return kept_check(held.case, number)
    except CalledWrongly:
        return None


def _found(held: HeldCase, number: int) -> DraftReport:
    made = _read(held, number)
    if made is None:
        raise Http404(str(number))
    return made


def _chosen(request: HttpRequest, made: DraftReport) -> Item | None:
    asked = request.GET.get("item", "")
    named = next((item for item in made.items if str(item.number) == asked), None)
    waiting = made.to_look_at
    return named or (waiting[0] if waiting else None)


def _part(request: HttpRequest, parts: list[list[draft_report.MarkedParagraph]], chosen: Item | None) -> int:
    asked = request.GET.get("part", "")
    if asked.isdecimal() and len(asked) < 6:
        return min(max(1, int(asked)), len(parts)) - 1
    return draft_report.part_of(parts, chosen.number) if chosen else 0


def _beside(order: list[int], chosen: Item | None, step: int) -> int | None:
    """The number of the finding to look at before or after the one shown; None at the end."""
    if chosen is None:
        return None
    if step > 0:
        return next((number for number in order if number > chosen.number), None)
    return next((number for number in reversed(order) if number < chosen.number), None)


urls = [
    path("check", check, name="check"),
    path("check/<int:number>", report, name="check-report"),
    path("check/<int:number>/stand", stand, name="check-stand"),
    path("check/<int:number>/throw", throw, name="check-throw"),
    path("check/<int:number>/save", save, name="check-save"),
]
