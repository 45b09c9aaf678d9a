"""OpenItems: what was promised, asked or planned and no page closes yet; only a person marks one as done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from chronofile.desk.frame import is_open_item, render
from chronofile.desk.held import HeldCase, on_case
from chronofile.model import Entry


@on_case
def open_items(request: HttpRequest, held: HeldCase) -> HttpResponse:
    items = [entry for entry in held.chronology.entries if is_open_item(entry)]
    return render(
        request,
        "desk/open/open.html",
        held,
        at="open",
        items=[(item, _heard(held, item)) for item in items],
        pages_held=len(held.chronology.published),
    )


def _heard(held: HeldCase, item: Entry) -> object:
    """When the last page that tells of it was published; None when that is not known."""
    dates = [held.chronology.published.get(words.citation.text_layer) for words in item.citations]
    known = [date for date in dates if date is not None and date.latest]
    return max(known, key=lambda date: date.latest or "") if known else None


urls = [path("open", open_items, name="open")]
