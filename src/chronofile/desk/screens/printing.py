"""Printing: the chronology as pages for paper, every quotation held against its kept page first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.errors import CaseDamaged, NotExact

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"
"""What is printed is no screen of the desk: it may do nothing, and sees nothing of it. Its own policy is narrower."""


@on_case
def printing(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """What is to be printed; sent, it is the pages themselves, which leave a line in the custody log."""
    problem = ""
    decided_only = posted(request, "what") == "decided"
    if request.method == "POST":
        try:
            return _pages(held, decided_only)
        except (NotExact, CaseDamaged) as error:
            problem = str(error)
    events = [e for e in held.chronology.entries if e.aspect == "event"]
    decided = sum(e.state == "accepted" for e in events)
    return render(
        request,
        "desk/print/print.html",
        held,
        at="export",
        status=409 if problem else 200,
        problem=problem,
        decided=decided,
        suggested=sum(e.state == "suggested" for e in events),
        decided_only=decided_only if request.method == "POST" else bool(decided),
    )


def _pages(held: HeldCase, decided_only: bool) -> HttpResponse:
    data = held.case.export("html", by=held.by, decided=decided_only)
    answer = HttpResponse(data, content_type="text/html; charset=utf-8")
    answer["Content-Security-Policy"] = POLICY
    return answer


urls = [path("print", printing, name="print")]
