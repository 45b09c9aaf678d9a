"""Person: one of who's who: renamed with the words that say so, corrected, taken apart by where they stand."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile import api
from chronofile.desk import people_words
from chronofile.desk.entry_form import date_problem
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.marking import NotPlaced
from chronofile.desk.screens.people import find, side
from chronofile.desk.words_on_page import the_place
from chronofile.model import CaseAgent, Entry, Span

MOST_WORDS = 50
FREE_ROWS = 2


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the form of offices; `number` is that of the office as it stands, -1 for a new one."""

    number: int = -1
    title: str = ""
    organization: str = ""
    former: bool = False
    since: str = ""
    until: str = ""


@on_case
def person(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    return _shown(request, held, find(held, own))


@require_POST
@on_case
def rename(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    """Another name, with the words of a page that say so or without any."""
    agent = find(held, own)
    name, words, page = posted(request, "name"), posted(request, "words"), posted(request, "page")
    errors: dict[str, str] = {}
    span: Span | None = None
    if not name:
        errors["name"] = _("A name needs at least one letter.")
    if words:
        try:
            span = the_place(held, page, words)
        except NotPlaced as problem:
            errors["words"] = str(problem)
    if errors:
        return _shown(request, held, agent, errors=errors, given=request.POST, status=422)
    where = {"page": page, "span": span} if span is not None else {}
    held.case.judge.name(agent.id, name, by=held.by, reason=posted(request, "reason"), **where)  # type: ignore[arg-type]
    return HttpResponseRedirect(f"/c/{held.key}/people/{own}")


@on_case
def edit(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    """What they are, how pages call them, how many they are, and their offices."""
    agent = find(held, own)
    errors: dict[str, str] = {}
    rows = _offices(agent)
    if request.method == "POST":
        rows = _sent(request.POST)
        values = _changed(agent, request.POST, rows, errors)
        if not errors:
            if values:
                held.case.judge.describe_agent(agent.id, values, by=held.by, reason=posted(request, "reason"))
            return HttpResponseRedirect(f"/c/{held.key}/people/{own}")
    return render(
        request,
        "desk/people/edit.html",
        held,
        at="people",
        agent=agent,
        rows=[*rows, *(Office() for _number in range(FREE_ROWS))],
        types=people_words.types().items(),
        identifications=people_words.identifications().items(),
        given={
            "type": posted(request, "type", agent.type),
            "identification": posted(request, "identification", agent.identification),
            "size": posted(request, "size", str(agent.size or "")),
            "reason": posted(request, "reason"),
        },
        errors=errors,
        status=422 if errors else 200,
    )


@on_case
def split(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    """Where the name stands, page by page, as ticks: those ticked become somebody else."""
    agent = find(held, own)
    mentions = held.case.judge.mentions(agent.id)
    problem = ""
    if request.method == "POST":
        ticked = sorted({int(n) for n in request.POST.getlist("part") if n.isdecimal() and int(n) < len(mentions)})
        rest = [n for n in range(len(mentions)) if n not in ticked]
        if ticked and rest:
            held.case.judge.split_agent(agent.id, [rest, ticked], by=held.by, reason=posted(request, "reason"))
            return HttpResponseRedirect(f"/c/{held.key}/people")
        problem = _("Tick at least one page, and leave at least one.")
    pages = {page.text_layer: page for page in held.case.pages()}
    return render(
        request,
        "desk/people/split.html",
        held,
        at="people",
        agent=agent,
        mentions=[(n, m.citation, pages.get(m.citation.text_layer)) for n, m in enumerate(mentions)],
        problem=problem,
        ticked=request.POST.getlist("part"),
        status=422 if problem else 200,
    )


def _shown(
    request: HttpRequest, held: HeldCase, agent: CaseAgent, *, errors: Any = None, given: Any = None, status: int = 200
) -> HttpResponse:
    pages = {page.text_layer: page for page in held.case.pages()}
    names = {agent.name, *agent.names}
    own = side(held, agent, MOST_WORDS)
    return render(
        request,
        "desk/people/person.html",
        held,
        at="people",
        agent=agent,
        kind=own.kind,
        offices=[(people_words.office(role), role.get("citation")) for role in agent.roles],
        statuses=[e for e in held.chronology.entries if _holds(e, names)],
        entries=own.entries,
        words=[(citation, pages.get(citation.text_layer)) for citation in own.words],
        more=max(0, len(agent.citations) - MOST_WORDS),
        pages=[pages[page] for page in agent.pages if page in pages],
        proposals=[other for other in held.chronology.agents if other.id in agent.proposals],
        history=held.case.judge.history(agent.id),
        can_split=len(agent.anchors) > 1,
        errors=errors or {},
        given=given or {},
        status=status,
    )


def _holds(entry: Entry, names: set[str]) -> bool:
    return entry.aspect == "legal_status" and entry.state != "rejected" and entry.details.get("holder") in names


def _offices(agent: CaseAgent) -> list[Office]:
    return [
        Office(
            number=number,
            title=str(role.get("title", "")),
            organization=str(role.get("organization", "")),
            former=bool(role.get("former")),
            since=people_words.typed(role.get("since")),
            until=people_words.typed(role.get("until")),
        )
        for number, role in enumerate(agent.roles)
    ]


def _sent(data: QueryDict) -> list[Office]:
    former = set(data.getlist("role-former"))
    columns = [data.getlist(f"role-{name}") for name in ("number", "title", "organization", "since", "until")]
    return [
        Office(
            number=int(number) if number.isdecimal() else -1,
            title=title.strip(),
            organization=organization.strip(),
            former=str(row) in former,
            since=since.strip(),
            until=until.strip(),
        )
        for row, (number, title, organization, since, until) in enumerate(zip(*columns, strict=False))
        if title.strip()
    ]


def _changed(agent: CaseAgent, data: QueryDict, rows: list[Office], errors: dict[str, str]) -> dict[str, Any]:
    """What `Judge.describe_agent` is told: only what is another now. Words that an office rests on stay with it."""
    values: dict[str, Any] = {}
    for name, offered in (("type", people_words.types()), ("identification", people_words.identifications())):
        value = data.get(name, getattr(agent, name))
        if value != getattr(agent, name):
            if value in offered:
                values[name] = value
            else:
                errors[name] = _("Choose one of the values offered.")
    size = data.get("size", "").strip()
    if size and not (size.isdecimal() and int(size[:9]) > 0 and len(size) < 9):
        errors["size"] = _("Write how many they are in figures, or leave it empty.")
    elif (int(size) if size else None) != agent.size:
        values["size"] = int(size) if size else None
    if rows != _offices(agent):
        values["roles"] = [_role(agent, row, errors) for row in rows]
    return values


def _role(agent: CaseAgent, row: Office, errors: dict[str, str]) -> dict[str, Any]:
    before = agent.roles[row.number] if 0 <= row.number < len(agent.roles) else {}
    role: dict[str, Any] = {"title": row.title, "organization": row.organization, "former": row.former}
    for end in ("since", "until"):
        try:
            date = api.typed_date(getattr(row, end), get_language() or "en")
        except api.DateNotUnderstood as error:
            errors["roles"] = date_problem(error)
            continue
        if date is not None:
            role[end] = date.edtf
    return role | {name: before[name] for name in ("citation", "pages") if name in before}


urls = [
    path("people/<str:own>", person, name="person"),
    path("people/<str:own>/name", rename, name="person-name"),
    path("people/<str:own>/edit", edit, name="person-edit"),
    path("people/<str:own>/split", split, name="person-split"),
]
