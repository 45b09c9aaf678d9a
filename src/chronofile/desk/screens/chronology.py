"""Chronology: the table and the strip, with filters; a filter is an address, and can be kept under a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile.api.preferences import SavedView
from chronofile.desk.entry_form import FACTUALITIES
from chronofile.desk.frame import is_open_item, is_waiting, render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.parts import part_of
from chronofile.errors import CalledWrongly
from chronofile.model import Entry
from chronofile.show import Filter, day_range
from chronofile.show.export import is_planned, is_undated
from chronofile.show.filter import fits
from chronofile.show.html.strip import strip

ROWS = 100
STATES = ("suggested", "unsure", "accepted", "rejected")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked to be seen, as it stands in the address; "" asks for nothing. `problem` says what was not
    understood.
    """

    words: str = ""
    first: str = ""
    last: str = ""
    person: str = ""
    happened: str = ""
    kind: str = ""
    state: str = ""
    differ: bool = False
    single: bool = False
    wordless: bool = False
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Wanted()

    @property
    def is_narrowed(self) -> bool:
        """Whether something is asked for that stands behind "More filters"."""
        return bool(self.person or self.happened or self.kind or self.differ or self.single or self.wordless)


@on_case
def chronology(request: HttpRequest, held: HeldCase) -> HttpResponse:
    whole = held.chronology
    wanted, period = asked(request)
    differing = {d.entry for d in whole.disagreements if d.state == "open"}
    events = [e for e in whole.entries if e.aspect == "event" and e.state != "merged" and not e.left_out]
    if not held.case.preferences().suggestions:
        events = [e for e in events if e.state != "suggested"]
    rejected = sum(e.state == "rejected" for e in events)
    shown = events if wanted.state == "rejected" else [e for e in events if e.state != "rejected"]
    found = [e for e in shown if _fits(e, wanted, period, differing)]
    part = part_of(request, found, ROWS)
    rows = part.rows
    export = held.case.export_record(outline=whole)
    drawn = strip(export, [e for e in found if e.state in ("suggested", "accepted")])
    return render(
        request,
        "desk/chronology/chronology.html",
        held,
        at="chronology",
        wanted=wanted,
        groups=list(_grouped(rows, inline=held.case.preferences().planned_inline)),
        found=len(found),
        out_of=len(shown),
        total=len(shown),
        decided=sum(e.state == "accepted" for e in shown),
        suggested=sum(e.state == "suggested" for e in shown),
        waiting=sum(is_waiting(e) for e in whole.entries if e.aspect in ("event", "open_item")),
        rejected=rejected,
        pages_held=len(whole.published),
        reports=export.counts.reports,
        differing=differing,
        strip=mark_safe(drawn) if drawn else "",
        part=part,
        factualities=FACTUALITIES,
        states=STATES,
        kinds=sorted({e.kind for e in shown if e.kind}),
        open_items=sum(is_open_item(e) for e in whole.entries),
        names=sorted({agent.name for agent in whole.agents if agent.type != "Place"})[:500],
        views=held.case.preferences().views,
    )


@require_POST
@on_case
def keep_view(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Keep the filters of the address under a name, or forget the view of that name."""
    preferences = held.case.preferences()
    name, query = posted(request, "name")[:60], posted(request, "query")[:500]
    others = tuple(view for view in preferences.views if view.name != name)
    if name:
        kept = others if posted(request, "act") == "forget" else (*others, SavedView(name, query))
        held.case.prefer(msgspec.structs.replace(preferences, views=kept))
    return HttpResponseRedirect(f"/c/{held.key}/" + (f"?{query}" if query else ""))


def asked(request: HttpRequest) -> tuple[Wanted, Filter]:
    """What the address asks for, and its words and period as a filter of days."""
    get = request.GET
    wanted = Wanted(
        words=" ".join(get.get("q", "").split()),
        first=get.get("from", "").strip(),
        last=get.get("to", "").strip(),
        person=get.get("person", "").strip(),
        happened=get.get("happened", "") if get.get("happened") in FACTUALITIES else "",
        kind=get.get("kind", "").strip(),
        state=get.get("state", "") if get.get("state") in STATES else "",
        differ=bool(get.get("differ")),
        single=bool(get.get("single")),
        wordless=bool(get.get("wordless")),
    )
    problem, first, last = "", None, None
    try:
        first = day_range(wanted.first)[0] if wanted.first else None
        last = day_range(wanted.last)[1] if wanted.last else None
    except CalledWrongly as error:
        problem = str(error)
    return msgspec.structs.replace(wanted, problem=problem), Filter(first=first, last=last, about=wanted.words)


def _fits(entry: Entry, wanted: Wanted, period: Filter, differing: set[str]) -> bool:
    if wanted.happened and entry.factuality != wanted.happened:
        return False
    if wanted.kind and entry.kind != wanted.kind:
        return False
    if wanted.state and wanted.state != ("unsure" if entry.unsure_by and entry.state == "suggested" else entry.state):
        return False
    if wanted.person and not any(wanted.person.casefold() in i.name.casefold() for i in entry.involvements):
        return False
    if wanted.differ and entry.id not in differing:
        return False
    if wanted.single and (entry.independent_reports != 1 or not entry.citations):
        return False
    if wanted.wordless and entry.citations:
        return False
    return fits(entry, period)


def _grouped(rows: Sequence[Entry], *, inline: bool) -> Iterator[tuple[str, list[Entry]]]:
    """Dated entries, then the planned, then the undated ones; each group has its own heading."""
    undated = [e for e in rows if is_undated(e)]
    planned = [e for e in rows if not inline and is_planned(e) and not is_undated(e)]
    apart = {e.id for e in (*undated, *planned)}
    for title, group in (
        ("", [e for e in rows if e.id not in apart]),
        (_("Planned"), planned),
        (_("Undated"), undated),
    ):
        if group:
            yield title, group


urls = [
    path("", chronology, name="chronology"),
    path("view", keep_view, name="keep-view"),
]
