"""Trouble: errors as pages: what, where, and the way out. No case text in any of them, none in any log."""

from __future__ import annotations

import sys

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chronofile import config
from chronofile.defect import told
from chronofile.desk.door import Answer
from chronofile.errors import CaseBusy, CaseNotFound, ChronofileError, JudgementRefused


def trouble(answer: Answer) -> Answer:
    """Expected errors become pages; Django hands each exception of a view to `process_exception`."""

    def pass_on(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404):
            return None
        if isinstance(error, CaseNotFound):
            return page(request, 404, _("Not found"), str(error))
        if isinstance(error, JudgementRefused):
            return page(request, 409, _("Not decided"), str(error))
        if isinstance(error, CaseBusy):
            return page(request, 409, _("In use elsewhere"), str(error))
        if isinstance(error, ChronofileError):
            return page(request, 400, _("This could not be done"), str(error))
        return None

    pass_on.process_exception = process_exception  # type: ignore[attr-defined]
    return pass_on


def page(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    response: HttpResponse = render(
        request, "desk/trouble.html", {"title": title, "message": message, "status": status}, status=status
    )
    return response


def outside(request: HttpRequest) -> HttpResponse:
    """The link was used already, or the program was started again."""
    message = _("Open Chronofile again from its window; this link has been used.")
    return page(request, 403, _("Not let in"), message)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _(
        "This form is too old or came from elsewhere; nothing was changed. Go back, reload the page and send it again."
    )
    return page(request, 403, _("Not taken"), message)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request, 404, _("Not in this case"), _("There is nothing at this address. Go back, or start from the shelf.")
    )


def our_defect(request: HttpRequest) -> HttpResponse:
    """A reference, and a report on this computer that holds the kind of error and where, never the words of a case."""
    error, trace = sys.exc_info()[1:]
    return page(request, 500, _("Our defect"), told(error or RuntimeError(), trace, config.log_folder()))
