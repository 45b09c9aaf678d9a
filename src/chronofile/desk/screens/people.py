"""People: who is in the case, named or not; what may be one is shown as pairs, joined with a preview, never forced."""

from __future__ import annotations

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile.desk import people_words
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.screens.activity import back
from chronofile.model import CaseAgent, Citation, Entry

MOST_SHOWN = 300
MOST_OTHERS = 500
MOST_PAIRS = 20
IDENTIFICATIONS = ("named", "described", "collective")


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of those that may be one: what the case knows of them."""

    agent: CaseAgent
    kind: str
    offices: tuple[str, ...]
    words: tuple[Citation, ...]
    entries: tuple[Entry, ...]


@on_case
def people(request: HttpRequest, held: HeldCase) -> HttpResponse:
    everybody = known(held)
    counts = {own: sum(a.identification == own for a in everybody) for own in IDENTIFICATIONS}
    asked = request.GET.get("are", "")
    words = request.GET.get("q", "").casefold().split()
    shown = [a for a in everybody if asked not in IDENTIFICATIONS or a.identification == asked]
    shown = [a for a in shown if all(any(w in name.casefold() for name in (a.name, *a.names)) for w in words)]
    shown.sort(key=lambda a: (-len(a.pages), a.name.casefold(), a.id))
    pairs = _pairs(everybody)
    return render(
        request,
        "desk/people/people.html",
        held,
        at="people",
        rows=[(a, people_words.kind(a), [people_words.office(r) for r in a.roles[:3]]) for a in shown[:MOST_SHOWN]],
        left=max(0, len(shown) - MOST_SHOWN),
        total=len(everybody),
        counts=[(own, people_words.identifications()[own], counts[own]) for own in IDENTIFICATIONS],
        are=asked,
        q=request.GET.get("q", ""),
        pairs=[[side(held, a, 1), side(held, b, 1)] for a, b in pairs[:MOST_PAIRS]],
        pair_count=len(pairs),
    )


@on_case
def join(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Two or more side by side (`?agent=…&agent=…`) and what they would be as one; POST joins them."""
    given = request.POST if request.method == "POST" else request.GET
    agents = [find(held, own) for own in dict.fromkeys(given.getlist("agent"))]
    if not agents:
        raise Http404
    if request.method == "POST" and len(agents) > 1:
        held.case.judge.same_agents([a.id for a in agents], by=held.by, reason=posted(request, "reason"))
        held.forget()
        return HttpResponseRedirect(f"/c/{held.key}/people/{_now(held, agents[0]).id}")
    sides = [side(held, agent, 3) for agent in agents]
    own = {agent.id for agent in agents}
    proposed = {other for agent in agents for other in agent.proposals}
    others = [a for a in known(held) if a.id not in own]
    others.sort(key=lambda a: (a.id not in proposed, a.name.casefold(), a.id))
    return render(
        request,
        "desk/people/join.html",
        held,
        at="people",
        sides=sides,
        first=agents[0],
        others=others[:MOST_OTHERS],
        names=sorted({name for agent in agents for name in agent.names}),
        pages=len({page for agent in agents for page in agent.pages}),
        entries=len({entry.id for each in sides for entry in each.entries}),
        questions=_questions(held, agents),
    )


@require_POST
@on_case
def decide(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Same, different or unsure of a pair."""
    judge, act = held.case.judge, posted(request, "act")
    pair = [find(held, own).id for own in request.POST.getlist("agent")]
    acts = {"same": judge.same_agents, "different": judge.different_agents, "unsure": judge.unsure_agents}
    if act not in acts:
        raise Http404(act)
    acts[act](pair, by=held.by, reason=posted(request, "reason"))
    return HttpResponseRedirect(back(request, held))


def known(held: HeldCase) -> list[CaseAgent]:
    """People and organisations; places are no actors."""
    return [agent for agent in held.chronology.agents if agent.type != "Place" and agent.state != "rejected"]


def find(held: HeldCase, own: str) -> CaseAgent:
    found = next((agent for agent in held.chronology.agents if agent.id == own), None)
    if found is None:
        raise Http404(own)
    return found


def side(held: HeldCase, agent: CaseAgent, words: int) -> Side:
    entries = tuple(held.involved.get(agent.id, ()))
    return Side(
        agent=agent,
        kind=people_words.kind(agent),
        offices=tuple(people_words.office(role) for role in agent.roles),
        words=agent.citations[:words],
        entries=entries,
    )


def _pairs(agents: list[CaseAgent]) -> list[tuple[CaseAgent, CaseAgent]]:
    by_id = {agent.id: agent for agent in agents}
    pairs = {tuple(sorted((a.id, other))) for a in agents for other in a.proposals if other in by_id}
    return [(by_id[a], by_id[b]) for a, b in sorted(pairs)]


def _questions(held: HeldCase, agents: list[CaseAgent]) -> list[str]:
    """What a person is told before they join: what they once kept apart, and a name put on somebody unnamed."""
    own = {agent.id for agent in agents}
    kept_apart = [
        change
        for change in held.case.judge.activity()
        if change.act == "split" and change.stands and len(own & set(change.entries)) > 1
    ]
    told = _("%(who)s kept these apart before. Joining them sets that aside.")
    asked = [told % {"who": change.by} for change in kept_apart]
    if len({agent.identification for agent in agents}) > 1 and any(a.identification == "named" for a in agents):
        asked.append(_("One of these is not named where they stand. Joining puts the name on them: no page does."))
    if len({agent.type for agent in agents}) > 1:
        kinds = ", ".join(dict.fromkeys(people_words.types().get(a.type, a.type) for a in agents))
        asked.append(_("These are told of as different things: %(kinds)s.") % {"kinds": kinds})
    return list(dict.fromkeys(asked))


def _now(held: HeldCase, agent: CaseAgent) -> CaseAgent:
    """Who stands where this one stood before they were joined."""
    places = {(a.citation.text_layer, a.citation.start, a.citation.end) for a in agent.anchors}
    for other in held.chronology.agents:
        if any((a.citation.text_layer, a.citation.start, a.citation.end) in places for a in other.anchors):
            return other
    return agent


urls = [
    path("people", people, name="people"),
    path("people/decide", decide, name="people-decide"),
    path("people/join", join, name="people-join"),
]
