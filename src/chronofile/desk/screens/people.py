"""People: who is in the case, named or not, with roles and words; what may be one is proposed, never forced."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_POST

from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.screens.activity import back
from chronofile.model import CaseAgent

MOST_SHOWN = 500


@on_case
def people(request: HttpRequest, held: HeldCase) -> HttpResponse:
    agents = [agent for agent in held.chronology.agents if agent.type != "Place"]
    by_id = {agent.id: agent for agent in agents}
    pairs = sorted({tuple(sorted((a.id, other))) for a in agents for other in a.proposals if other in by_id})
    words = request.GET.get("q", "").casefold().split()
    shown = [a for a in agents if all(any(w in name.casefold() for name in a.names) for w in words)]
    shown.sort(key=lambda a: (-len(a.pages), a.name.casefold(), a.id))
    return render(
        request,
        "desk/people/people.html",
        held,
        at="people",
        agents=shown[:MOST_SHOWN],
        left=max(0, len(shown) - MOST_SHOWN),
        q=request.GET.get("q", ""),
        pairs=[(by_id[a], by_id[b]) for a, b in pairs],
    )


@on_case
def person(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    agent = _agent(held, own)
    entries = [e for e in held.chronology.entries if any(i.agent == own for i in e.involvements)]
    return render(
        request,
        "desk/people/person.html",
        held,
        at="people",
        agent=agent,
        entries=entries,
        others=[a for a in held.chronology.agents if a.id != own and a.type != "Place"][:MOST_SHOWN],
    )


@require_POST
@on_case
def decide(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Same, different or unsure of a pair, or another name for one."""
    judge, pair, act = held.case.judge, request.POST.getlist("agent"), posted(request, "act")
    reason = posted(request, "reason")
    if act == "same":
        judge.same_agents(pair, by=held.by, reason=reason)
    elif act == "different":
        judge.different_agents(pair, by=held.by, reason=reason)
    elif act == "unsure":
        judge.unsure_agents(pair, by=held.by, reason=reason)
    elif act == "name" and pair:
        judge.name(pair[0], posted(request, "name"), by=held.by, reason=reason)
    return HttpResponseRedirect(back(request, held))


def _agent(held: HeldCase, own: str) -> CaseAgent:
    found = next((agent for agent in held.chronology.agents if agent.id == own), None)
    if found is None:
        raise Http404(own)
    return found


urls = [
    path("people", people, name="people"),
    path("people/decide", decide, name="people-decide"),
    path("people/<str:own>", person, name="person"),
]
