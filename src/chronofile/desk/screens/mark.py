"""Mark: words of a kept page become an entry, a statement, somebody, a date or an open item, with an exact citation."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile import api, read
from chronofile.api.kept_page import current
from chronofile.desk import by_hand, marking, people_words
from chronofile.desk.by_hand import Made
from chronofile.desk.entry_form import FACTUALITIES, KINDS, PARTS
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.marking import NotPlaced
from chronofile.desk.page_text import as_described, page_text
from chronofile.desk.screens.pages import in_parts, on_page
from chronofile.errors import JudgementConflict, JudgementRefused
from chronofile.model import Block, Page, Span

MOST_NAMES = 500


@require_POST
@on_case
def mark(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """Words to a place: those marked in a browser with their offsets, or those pasted. Changes nothing; several places
    are shown to choose from, one leads on to its form.
    """
    kept = _page(held, page)
    text, blocks = kept.article.layer.text, _blocks(held, kept)
    kind = _kind(request.POST.get("as", ""))
    words = request.POST.get("words", "")
    try:
        if posted(request, "start"):
            spans = [marking.marked(text, blocks, [_end(request, "start"), _end(request, "end")], words)]
        else:
            spans = marking.found(text, blocks, words)
    except NotPlaced as refused:
        return _asked(request, held, kept, kind=kind, words=words, problem=str(refused), status=422)
    if len(spans) > 1:
        return _asked(
            request, held, kept, kind=kind, words=words, places=marking.places(text, blocks, spans), more=len(spans)
        )
    return HttpResponseRedirect(_form_at(held, page, spans[0], kind, _back(request, held)))


@on_case
def new(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """The form for marked words (`?at=START-END&as=…`); without a place, the field that finds words."""
    kept = _page(held, page)
    given = request.POST if request.method == "POST" else request.GET
    kind = _kind(given.get("as", ""))
    if not given.get("at"):
        return _asked(request, held, kept, kind=kind)
    try:
        span = marking.checked(_blocks(held, kept), kept.article.layer.text, _span(given.get("at", ""), kept))
    except NotPlaced as refused:
        return _asked(request, held, kept, kind=kind, problem=str(refused), status=422)
    made, problem = Made(), ""
    if request.method == "POST":
        made = by_hand.filled_in(kind, request.POST)
        if not made.errors:
            try:
                return HttpResponseRedirect(_done(request, held, page, span, kind, made))
            except JudgementRefused as error:
                problem = str(error)
            except JudgementConflict:
                problem = _("Another window changed this entry meanwhile. Nothing was written; look at it again.")
    return _form(request, held, kept, span, kind, made, problem)


def _done(request: HttpRequest, held: HeldCase, page: str, span: Span, kind: str, made: Made) -> str:
    """Do what the form says; where to go then."""
    judge, reason = held.case.judge, posted(request, "reason")
    after = _back(request, held) or f"/c/{held.key}/pages/{page}?at={span.start}-{span.end}"
    if kind != "date":
        judge.make(made.values, by=held.by, page=page, span=span, reason=reason, aspect=by_hand.ASPECTS[kind])
        return after
    target = made.fields["target"]
    if target == "page":
        return f"/c/{held.key}/pages/{page}/date?" + urlencode({"how": "typed", "date": made.fields["occurred"]})
    if target not in {entry.id for entry in on_page(held, page)}:
        raise Http404(target)
    expected = made.fields.get(f"version-{target}", "")
    judge.edit(target, made.values, by=held.by, reason=reason, expected=expected, words=(page, span))
    return after


def _form(
    request: HttpRequest, held: HeldCase, kept: Page, span: Span, kind: str, made: Made, problem: str
) -> HttpResponse:
    page = kept.article.layer.id
    text = kept.article.layer.text
    near = by_hand.nearest(on_page(held, page), page, span) if kind == "date" else []
    return _beside(
        request,
        held,
        kept,
        "desk/page/new.html",
        span=span,
        kind=kind,
        title=by_hand.titles()[kind],
        at_place=f"{span.start}-{span.end}",
        said=read.shown(span.of(text))[0],
        paragraph=_paragraph(held, kept, span),
        fields=made.fields,
        form=made.entry,
        errors={**({"": problem} if problem else {}), **made.errors},
        read=by_hand.read_in(kept, span),
        near=[(entry, api.version_of(entry)) for entry in near],
        kinds=KINDS,
        factualities=FACTUALITIES,
        parts=PARTS,
        names=sorted({agent.name for agent in held.chronology.agents if agent.type != "Place"})[:MOST_NAMES],
        types=people_words.types().items(),
        identifications=by_hand.identifications().items(),
        back=_back(request, held),
        status=422 if made.errors or problem else 200,
    )


def _asked(request: HttpRequest, held: HeldCase, kept: Page, *, kind: str, **context: object) -> HttpResponse:
    """The field that finds words, and the places where they stand."""
    to = _back(request, held)
    return _beside(request, held, kept, "desk/page/find.html", kind=kind, back=to, span=None, **context)


def _beside(
    request: HttpRequest, held: HeldCase, kept: Page, template: str, *, span: Span | None, **context: object
) -> HttpResponse:
    """A form with the page beside it, the marked words highlighted; of a long page the part they stand in."""
    page = kept.article.layer.id
    described = held.chronology.described.get(page, {})
    parts = in_parts(page_text(kept, [], words=span, described=described))
    part = next((p for p in parts if span is not None and p[-1].end > span.start), parts[0] if parts else [])
    status = context.pop("status", 200)
    return render(
        request,
        template,
        held,
        at="pages",
        status=int(str(status)),
        page=page,
        headline=described.get("headline", kept.article.headline),
        outlet=described.get("outlet", kept.article.outlet),
        language=described.get("language", kept.article.language),
        blocks=part,
        makes=by_hand.names().items(),
        **context,
    )


def _page(held: HeldCase, page: str) -> Page:
    if current(held.case, page) != page or page in held.chronology.withdrawn:
        raise Http404(page)
    return held.case.page(page)


def _blocks(held: HeldCase, kept: Page) -> tuple[Block, ...]:
    described = held.chronology.described.get(kept.article.layer.id, {})
    return as_described(kept.article.layout.blocks, described.get("body"))


def _kind(given: str) -> str:
    return given if given in by_hand.KINDS else by_hand.KINDS[0]


def _end(request: HttpRequest, name: str) -> tuple[int, int]:
    """One end of a marking: a place of the text layer and the UTF-16 units from there."""
    place, units = posted(request, name), posted(request, f"{name}16")
    if not (place.isdecimal() and units.isdecimal() and len(place) < 12 and len(units) < 12):
        return -1, 0
    return int(place), int(units)


def _back(request: HttpRequest, held: HeldCase) -> str:
    """Where the person came from, "" for the page itself; only a screen of this case."""
    to = request.POST.get("back") or request.GET.get("back", "")
    return to if to.startswith(f"/c/{held.key}/") else ""


def _span(given: str, kept: Page) -> Span:
    first, _dash, last = given.partition("-")
    if first.isdecimal() and last.isdecimal() and len(given) < 24:
        span = Span(int(first), int(last))
        if span.start < span.end <= len(kept.article.layer.text):
            return span
    raise NotPlaced(_("These words could not be placed exactly, and nothing was kept. Mark them again."))


def _form_at(held: HeldCase, page: str, span: Span, kind: str, to: str) -> str:
    asked = {"at": f"{span.start}-{span.end}", "as": kind} | ({"back": to} if to else {})
    return f"/c/{held.key}/pages/{page}/new?" + urlencode(asked)


def _paragraph(held: HeldCase, kept: Page, span: Span) -> int:
    """The number of the kept block the words begin in, 0 outside."""
    kept_blocks = [block for block in _blocks(held, kept) if block.kept and block.end > block.start]
    return next((n for n, b in enumerate(kept_blocks, 1) if b.start <= span.start < b.end), 0)


urls = [
    path("pages/<str:page>/mark", mark, name="page-mark"),
    path("pages/<str:page>/new", new, name="page-new"),
]
