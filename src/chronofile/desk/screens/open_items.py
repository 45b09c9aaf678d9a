"""OpenItems: what was promised, asked or planned and no page closes yet; only a person marks one as done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chronofile import api
from chronofile.api.clock import today
from chronofile.desk.frame import is_open_item, render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.marking import NotPlaced
from chronofile.desk.parts import part_of
from chronofile.desk.words_on_page import the_place
from chronofile.errors import JudgementConflict
from chronofile.model import DateValue, Entry, Span
from chronofile.show import dates

ROWS = 100
MOST_PAGES = 500
WIDTH = 160
"""Of the bar in the units of its picture."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An open item with what is known of its time. `bar` are the places of promise, due (two ends) and last heard on
    one scale for all, None where not known; `told` says the same in words.
    """

    entry: Entry
    first: DateValue | None
    heard: DateValue | None
    age: str
    late: str
    told: str
    bar: dict[str, int]


@on_case
def open_items(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Those due first on top, then those without a day, the oldest first; `?done=1` shows those that are done."""
    wanted = [e for e in held.chronology.entries if e.aspect == "open_item" and e.state not in ("rejected", "merged")]
    undone = [entry for entry in wanted if is_open_item(entry)]
    done = [entry for entry in wanted if not is_open_item(entry)]
    shown = done if request.GET.get("done") else undone
    items = _items(held, shown)
    items.sort(key=lambda i: (not _due(i.entry), _due(i.entry), i.first.earliest or "" if i.first else "~", i.entry.id))
    part = part_of(request, items, ROWS)
    return render(
        request,
        "desk/open/open.html",
        held,
        at="open",
        items=part.rows,
        part=part,
        are_done=bool(request.GET.get("done")),
        undone=len(undone),
        done=len(done),
        width=WIDTH,
        pages_held=len(held.chronology.published),
    )


@on_case
def done(request: HttpRequest, held: HeldCase, own: str) -> HttpResponse:
    """Mark as done, with the words of a page that say so, or without any."""
    entry = held.entry(own)
    if entry.aspect != "open_item":
        raise Http404(own)
    page, words, problem = posted(request, "page"), posted(request, "words"), ""
    if request.method == "POST":
        problem = _done(request, held, own, page, words)
        if not problem:
            return HttpResponseRedirect(f"/c/{held.key}/open")
        held.forget()
        entry = held.entry(own)
    pages = [listed for listed in held.case.pages() if listed.text_layer in held.chronology.published]
    pages.sort(key=lambda listed: _day(held.chronology.published.get(listed.text_layer)), reverse=True)
    return render(
        request,
        "desk/open/done.html",
        held,
        at="open",
        item=_items(held, [entry])[0],
        version=api.version_of(entry),
        pages=[(listed, held.chronology.published.get(listed.text_layer)) for listed in pages[:MOST_PAGES]],
        given={"page": page, "words": words, "reason": posted(request, "reason")},
        problem=problem,
        status=422 if problem else 200,
    )


def _done(request: HttpRequest, held: HeldCase, own: str, page: str, words: str) -> str:
    """Write it; what keeps it from being written, "" when it was."""
    span: Span | None = None
    if words:
        try:
            span = the_place(held, page, words)
        except NotPlaced as problem:
            return str(problem)
    expected, reason = posted(request, "expected"), posted(request, "reason")
    where = page if span is not None else None
    try:
        held.case.judge.done(own, where, span, by=held.by, reason=reason, expected=expected)
    except JudgementConflict:
        return _("Another window changed this entry meanwhile, and nothing was written. Look at it again.")
    return ""


def _items(held: HeldCase, entries: Iterable[Entry]) -> list[Item]:
    now = today()
    told = [(entry, *_told(held, entry)) for entry in entries]
    days = [day for entry, first, heard in told for day in _ends(first, heard, entry.occurred)]
    start, end = min([*days, now]), max([*days, now])
    return [_item(entry, first, heard, now, (start, end)) for entry, first, heard in told]


def _item(
    entry: Entry, first: DateValue | None, heard: DateValue | None, now: dt.date, scale: tuple[dt.date, dt.date]
) -> Item:
    due = entry.occurred
    places = {
        "first": first.first_day if first else None,
        "due": due.first_day or due.last_day if due else None,
        "until": due.last_day or due.first_day if due else None,
        "heard": heard.last_day if heard else None,
        "now": now,
    }
    length = max(1, (scale[1] - scale[0]).days)
    late = (now - due.last_day).days if due and due.last_day and due.last_day < now else 0
    said = [
        (_("First told %(day)s"), first),
        (_("due %(day)s"), due),
        (_("last heard %(day)s"), heard),
    ]
    return Item(
        entry=entry,
        first=first,
        heard=heard,
        age=_("%(span)s old") % {"span": span_of((now - first.first_day).days)} if first and first.first_day else "",
        late=_("%(span)s past due") % {"span": span_of(late)} if late else "",
        told=", ".join(told % {"day": dates.phrase(date)} for told, date in said if date is not None),
        bar={name: 4 + (day - scale[0]).days * (WIDTH - 8) // length for name, day in places.items() if day},
    )


def span_of(days: int) -> str:
    """A length of time as people say it: "3 days", "5 weeks", "14 months", "3 years"; never more exact than the eye."""
    if days < 14:
        return ngettext("%(n)d day", "%(n)d days", max(0, days)) % {"n": max(0, days)}
    if days < 61:
        return ngettext("%(n)d week", "%(n)d weeks", days // 7) % {"n": days // 7}
    if days < 730:
        return ngettext("%(n)d month", "%(n)d months", days * 12 // 365) % {"n": days * 12 // 365}
    return ngettext("%(n)d year", "%(n)d years", days // 365) % {"n": days // 365}


def _told(held: HeldCase, item: Entry) -> tuple[DateValue | None, DateValue | None]:
    """When the first and the last page that tell of it were published, as far as that is known."""
    found = [held.chronology.published.get(words.citation.text_layer) for words in item.citations]
    known = [date for date in found if date is not None and date.earliest and date.latest]
    if not known:
        return None, None
    return min(known, key=lambda date: date.earliest or ""), max(known, key=lambda date: date.latest or "")


def _ends(*told: DateValue | None) -> list[dt.date]:
    return [day for date in told if date for day in (date.first_day, date.last_day) if day]


def _due(entry: Entry) -> str:
    return (entry.occurred.latest or entry.occurred.earliest or "") if entry.occurred else ""


def _day(date: DateValue | None) -> str:
    return (date.latest or "") if date else ""


urls = [path("open", open_items, name="open"), path("open/<str:own>/done", done, name="open-done")]
