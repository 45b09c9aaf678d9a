"""Review: the kept page beside one card: accept, reject, unsure or edit, one key each, and on to the next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile import api
from chronofile.desk.frame import is_open_item, is_waiting, render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.page_facts import place_on_page
from chronofile.desk.page_text import page_text
from chronofile.desk.queue import PageQueue, queues
from chronofile.errors import JudgementConflict
from chronofile.model import Entry

ACTS = ("accept", "reject", "unsure")


@on_case
def begin(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """The first suggestion that waits; when none does, what is left elsewhere."""
    found = next(((queue, queue.waiting[0]) for queue in queues(held.chronology) if queue.waiting), None)
    if found is not None and held.case.preferences().suggestions:
        queue, entry = found
        return HttpResponseRedirect(address(held, queue.page, entry.id))
    chronology = held.chronology
    return render(
        request,
        "desk/review/nothing.html",
        held,
        at="review",
        off=not held.case.preferences().suggestions,
        empty=not chronology.entries,
        unsure=[e for e in chronology.entries if e.state == "suggested" and e.unsure_by],
        disagreements=sum(d.state == "open" for d in chronology.disagreements),
        open_items=sum(is_open_item(e) for e in chronology.entries),
    )


@on_case
def card(request: HttpRequest, held: HeldCase, page: str, entry: str) -> HttpResponse:
    """One suggestion on its page."""
    queue = _queue(held, page)
    current = next((e for e in queue.entries if e.id == entry), None)
    if current is None:
        raise Http404(entry)
    at = queue.entries.index(current)
    return _shown(
        request,
        held,
        queue,
        held.entry(entry),
        previous=queue.entries[at - 1] if at else None,
        following=queue.entries[at + 1] if at + 1 < len(queue.entries) else None,
        number=at + 1,
    )


@require_POST
@on_case
def decide(request: HttpRequest, held: HeldCase, page: str, entry: str) -> HttpResponse:
    """Accept, reject or set aside, then on to the next that waits on this page."""
    act = posted(request, "act")
    if act not in ACTS:
        raise Http404(act)
    queue = _queue(held, page)
    try:
        getattr(held.case.judge, act)(entry, by=held.by, expected=posted(request, "expected"))
    except JudgementConflict as conflict:
        held.forget()
        return render(
            request,
            "desk/review/conflict.html",
            held,
            at="review",
            status=409,
            conflict=conflict,
            current=held.entry(entry),
            version=api.version_of(held.entry(entry)),
            act=act,
            page=page,
        )
    following = queue.after(entry)
    return HttpResponseRedirect(address(held, page, following.id if following else "done"))


@on_case
def done(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """What became of one page, and the way to the next."""
    queue = _queue(held, page)
    others = [other for other in queues(held.chronology) if other.waiting and other.page != page]
    entries = queue.entries
    counts = [
        (sum(e.state == "accepted" for e in entries), _("accepted")),
        (sum(e.state == "rejected" for e in entries), _("rejected")),
        (sum(e.state == "suggested" and bool(e.unsure_by) for e in entries), _("unsure")),
        (len(queue.waiting), _("not decided yet")),
    ]
    ids = {e.id for e in entries}
    return render(
        request,
        "desk/review/done.html",
        held,
        at="review",
        listed=_listed(held, page),
        page=page,
        counts=counts,
        open_items=[e for e in entries if is_open_item(e)],
        disagreements=[d for d in held.chronology.disagreements if d.state == "open" and d.entry in ids],
        following=others[0] if others else None,
        left=sum(len(other.waiting) for other in others),
    )


@on_case
def everything(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """All suggestions of a page that carry no flag, ticked; flagged ones apart, to be looked at one by one."""
    queue = _queue(held, page)
    plain = [e for e in queue.waiting if not _flags(held, e)]
    gone = 0
    if request.method == "POST":
        act = posted(request, "act")
        ticked = set(request.POST.getlist("entry"))
        chosen = [e for e in plain if e.id in ticked and request.POST.get(f"v-{e.id}") == api.version_of(e)]
        gone = len(ticked) - len(chosen)
        if chosen and not gone and act in ("accept", "reject"):
            judge = held.case.judge
            (judge.accept_all if act == "accept" else judge.reject_all)([e.id for e in chosen], by=held.by)
            return HttpResponseRedirect(address(held, page, "done"))
    return render(
        request,
        "desk/review/all.html",
        held,
        at="review",
        listed=_listed(held, page),
        page=page,
        plain=[(e, api.version_of(e)) for e in plain],
        flagged=[e for e in queue.waiting if _flags(held, e)],
        gone=gone,
        focus=queue.waiting[0].id if queue.waiting else "",
    )


def address(held: HeldCase, page: str, below: str) -> str:
    return f"/c/{held.key}/review/{page}/{below}"


def _shown(request: HttpRequest, held: HeldCase, queue: PageQueue, current: Entry, **around: Any) -> HttpResponse:
    held_page = held.case.page(queue.page)
    decided = sum(e.state != "suggested" for e in queue.entries)
    words = next((w.citation for w in current.citations if w.citation.text_layer == queue.page), None)
    copies = next((g.copies for g in held.chronology.syndication if queue.page in g.members), ())
    return render(
        request,
        "desk/review/card.html",
        held,
        at="review",
        listed=_listed(held, queue.page),
        published=held.chronology.published.get(queue.page),
        relayed_from=held_page.findings.relayed_from,
        copies=len(copies),
        page=queue.page,
        blocks=page_text(held_page, queue.entries, current=current.id),
        entries=queue.entries,
        entry=current,
        words=words,
        place=place_on_page(held_page.article.layout.blocks, words.start) if words else "",
        others=[w for w in current.citations if w.citation.text_layer != queue.page],
        language=held_page.article.language,
        flags=_flags(held, current),
        version=api.version_of(current),
        decided=decided,
        unsure=sum(e.state == "suggested" and bool(e.unsure_by) for e in queue.entries),
        total=len(queue.entries),
        waiting=len(queue.waiting),
        is_waiting=is_waiting(current),
        **around,
    )


def _flags(held: HeldCase, entry: Entry) -> list[tuple[str, str]]:
    """What stands above the suggestion: a sentence and where it leads ("" : nowhere)."""
    numbered = {d.entry: (n, d) for n, d in enumerate(held.chronology.disagreements, 1) if d.state == "open"}
    found: list[tuple[str, str]] = []
    if entry.id in numbered:
        number, disagreement = numbered[entry.id]
        values = " · ".join(f"“{reading.shown}”" for reading in disagreement.readings[:3])
        told = _("Reports differ on the %(what)s: %(values)s.") % {"what": disagreement.attribute, "values": values}
        found.append((told, f"/c/{held.key}/disagreements/{number}"))
    found += [(flag + ".", "") for flag in entry.flags if not flag.startswith("Reports differ")]
    return found


def _queue(held: HeldCase, page: str) -> PageQueue:
    found = next((queue for queue in queues(held.chronology) if queue.page == page), None)
    if found is None:
        raise Http404(page)
    return found


def _listed(held: HeldCase, page: str) -> object:
    return next((listed for listed in held.case.pages() if listed.text_layer == page), None)


urls = [
    path("review", begin, name="review"),
    path("review/<str:page>/done", done, name="review-done"),
    path("review/<str:page>/all", everything, name="review-all"),
    path("review/<str:page>/<str:entry>", card, name="review-card"),
    path("review/<str:page>/<str:entry>/decide", decide, name="review-decide"),
]
