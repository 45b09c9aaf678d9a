"""Word file back: an export that was edited, each change beside what the case says, taken over or not."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _

from chronofile.api.bring_back import changes, take_over, versions
from chronofile.bring import Compared, Proposal
from chronofile.desk.frame import render
from chronofile.desk.given_files import Readings
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.screens.bring import files_of, found_file
from chronofile.errors import JudgementConflict, JudgementRefused
from chronofile.show import dates

PART = 200
"""Changes on one screen; those that follow are shown once these are taken over or the file is thrown away."""


_compared = Readings()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A change with how it is told: `what` changed, `reads` what a new date was understood as, whether it is ticked."""

    proposal: Proposal
    headline: str
    what: str
    reads: str
    ticked: bool


@on_case
def compare(request: HttpRequest, held: HeldCase, given: str) -> HttpResponse:
    """The changes; those ticked are taken over as one step."""
    file = found_file(held, given)
    problem = ""
    if request.method == "POST":
        if posted(request, "act") == "tracked":
            tracked = "without" if request.POST.get("tracked") == "without" else "with"
            files_of(held).put(msgspec.structs.replace(file, tracked=tracked))
            return HttpResponseRedirect(request.path)
        problem = _take_over(request, held, given)
        if not problem:
            return HttpResponseRedirect(request.path)
        held.forget()
    read = files_of(held).read(file)
    key = (file.id, file.tracked, held.case.stamp())
    found: Compared = _compared.get(key, lambda: changes(held.case, read, chronology=held.chronology))
    ticked = set(request.POST.getlist("change")) if problem else None
    lines = [_line(held, proposal, ticked) for proposal in found.proposals[:PART]]
    return render(
        request,
        "desk/bring/changes.html",
        held,
        at="import",
        status=409 if problem else 200,
        problem=problem,
        file=file,
        document=read.document,
        is_ours=read.is_ours,
        found=found,
        lines=lines,
        more=max(0, len(found.proposals) - PART),
        count=sum(line.ticked for line in lines),
        versions=sorted(versions(found, held.chronology).items()) if lines else [],
    )


def _take_over(request: HttpRequest, held: HeldCase, given: str) -> str:
    """Why nothing was taken over, "" when it was."""
    read = files_of(held).read(found_file(held, given))
    expected = {name[2:]: str(value) for name, value in request.POST.items() if name.startswith("v-")}
    try:
        take_over(held.case, read, request.POST.getlist("change"), by=held.by, expected=expected)
    except JudgementConflict as conflict:
        headline = (conflict.now or {}).get("headline", "")
        return _("“%(what)s” was changed here meanwhile. Look again, then choose; nothing was taken over.") % {
            "what": headline
        }
    except JudgementRefused as refused:
        return str(refused)
    return ""


def _line(held: HeldCase, proposal: Proposal, ticked: set[str] | None) -> Line:
    entry = held.by_id.get(proposal.entry)
    columns = {
        "when": _("the date"),
        "what": _("the words"),
        "happened": _("whether it happened"),
        "place": _("the place"),
    }
    kinds = {"deleted": _("row deleted there"), "added": _("row added there")}
    is_dated = proposal.column == "when" or proposal.kind == "added"
    looks_safe = proposal.kind != "deleted" and not (proposal.problem or proposal.by_words or proposal.changed_here)
    return Line(
        proposal=proposal,
        headline=entry.headline if entry else proposal.now,
        what=kinds.get(proposal.kind) or columns.get(proposal.column, ""),
        reads=_reads(proposal) if is_dated and not proposal.problem else "",
        ticked=(proposal.own in ticked if ticked is not None else looks_safe) and not proposal.problem,
    )


def _reads(proposal: Proposal) -> str:
    """What a date was understood as, "" where it is written just so."""
    read = dates.when(proposal.date).value
    written = proposal.now if proposal.column == "when" else proposal.when
    return "" if " ".join(written.split()) == read else read


urls = [path("import/<str:given>/changes", compare, name="import-changes")]
