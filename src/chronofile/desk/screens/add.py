"""Add pages: files or a folder, pasted text, a pasted page; "This is what I read", corrected before it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chronofile.api.adding import Read, files_below, read_apart
from chronofile.api.clock import today
from chronofile.api.source import Source
from chronofile.api.typed_dates import DateNotUnderstood, typed_date
from chronofile.desk import builds, page_facts
from chronofile.desk.drafts import FEW, Draft
from chronofile.desk.entry_form import date_problem
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.page_text import as_described, text_blocks
from chronofile.desk.received import WAYS, Wrong, drafts_of, from_text, is_archive, received
from chronofile.model import Block, DateValue, Page

WAIT_SECONDS = 12.0
"""How long "Keep this page" waits for the reading before it shows its progress instead."""
LISTED = 200
"""Names of files shown before they are read."""
CHANGEABLE = ("headline", "outlet", "published", "language", "body")


@on_case
def add(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """The three ways; a form that was sent becomes a draft."""
    way = request.POST.get("way") or request.GET.get("way") or "files"
    way = way if way in WAYS else "files"
    errors: dict[str, str] = {}
    if request.method == "POST":
        made = received(request, held, way)
        if isinstance(made, Draft):
            return HttpResponseRedirect(_address(held, made.id))
        errors = made.errors
    given = request.POST if request.method == "POST" else request.GET
    return render(
        request,
        "desk/add/add.html",
        held,
        at="add",
        status=422 if errors else 200,
        way=way,
        errors=errors,
        given=given,
        text=given.get("text", ""),
        collected_on=given.get("collected_on") or today().isoformat(),
        collected_by=given.get("collected_by") or held.by,
        unfinished=[_told(draft) for draft in drafts_of(held).every()],
        most=FEW,
    )


@on_case
def preview(request: HttpRequest, held: HeldCase, draft: str) -> HttpResponse:
    """What was read of a draft, page by page; of many, the list of what will be read."""
    found = _found(held, draft)
    if found.many:
        names = files_below(found.sources, most=LISTED)
        more = max(0, found.count - len(names)) if len(names) == LISTED else 0
        return render(request, "desk/add/many.html", held, at="add", draft=found, names=names, more=more)
    return _shown(request, held, found, request.GET.get("page", ""), change=request.GET.get("change", ""))


@require_POST
@on_case
def act(request: HttpRequest, held: HeldCase, draft: str) -> HttpResponse:
    """Correct, keep, throw away, read again, or read many."""
    found = _found(held, draft)
    what, number = posted(request, "act"), posted(request, "page")
    reads = drafts_of(held).reads(found.id)
    at = int(number) if number.isdecimal() and int(number) < len(reads) else None
    if what == "throw":
        drafts_of(held).drop(found.id)
        return HttpResponseRedirect(f"/c/{held.key}/add")
    if what == "again" and found.is_pasted:
        return _read_again(request, held, found)
    if what == "build":
        total = None if any(is_archive(s) for s in found.sources) else found.count
        builds.start(held.on_shelf.folder, found.sources, by=held.by, total=total, spent=[_folder(held, found)])
        return HttpResponseRedirect(f"/c/{held.key}/build")
    if at is None:
        raise Http404(draft)
    if what == "correct":
        return _correct(request, held, found, at, reads[at])
    if what == "retry":
        again = read_apart([Source(path=reads[at].path, location=reads[at].location)], by=held.by) or ()
        drafts_of(held).put_reads(found.id, [*reads[:at], *(again[:1] or (reads[at],)), *reads[at + 1 :]])
        return HttpResponseRedirect(_address(held, found.id))
    if what == "ignore":
        drafts_of(held).put(msgspec.structs.replace(found, done=(*found.done, at)))
        return HttpResponseRedirect(_address(held, found.id))
    if what in ("keep", "another"):
        return _keep(held, found, at, reads, another=what == "another")
    raise Http404(what)


def _read_again(request: HttpRequest, held: HeldCase, draft: Draft) -> HttpResponse:
    made = from_text(request, held, draft.way, draft.id)
    if isinstance(made, Wrong):
        return render(
            request, "desk/add/add.html", held, at="add", status=422, way=draft.way, errors=made.errors,
            given=request.POST, text=request.POST.get("text", ""), collected_on=posted(request, "collected_on"),
            collected_by=held.by, unfinished=[], most=FEW,
        )  # fmt: skip
    return HttpResponseRedirect(_address(held, made.id))


def _correct(request: HttpRequest, held: HeldCase, draft: Draft, at: int, read: Read) -> HttpResponse:
    """One value as the person gives it; "put back" takes the correction away."""
    field = posted(request, "field")
    if field not in CHANGEABLE or not read.packed:
        raise Http404(field)
    corrected = dict(draft.corrections.get(str(at), {}))
    if posted(request, "put_back"):
        corrected.pop(field, None)
    elif field == "body":
        corrected["body"] = chosen_body(request, read.page)
    elif field == "published":
        try:
            date = None if request.POST.get("silent") else typed_date(posted(request, "value"))
        except DateNotUnderstood as error:
            return _shown(request, held, draft, str(at), change=field, error=date_problem(error))
        corrected["published"] = date.edtf if date else ""
    else:
        corrected[field] = posted(request, "value") or None
    changed = {**draft.corrections, str(at): corrected}
    drafts_of(held).put(msgspec.structs.replace(draft, corrections=changed))
    return HttpResponseRedirect(f"{_address(held, draft.id)}?page={at}#change-{field}")


def chosen_body(request: HttpRequest, page: Page) -> list[list[Any]]:
    """The page's parts with those ticked as its story: what was kept keeps its role, what comes in is running text."""
    ticked = set(request.POST.getlist("part"))
    made: list[list[Any]] = []
    for block in page.article.layout.blocks:
        if str(block.start) in ticked:
            role = block.role if block.kept else "paragraph"
        else:
            role = "navigation" if block.kept else block.role
        made.append([block.start, block.end, role])
    return made


def _shown(
    request: HttpRequest, held: HeldCase, draft: Draft, page: str, *, change: str = "", error: str = ""
) -> HttpResponse:
    """One page of a draft as it was read. `change` names the value that is being corrected, `error` what is wrong with
    it; a draft of which nothing is left is over.
    """
    reads = drafts_of(held).reads(draft.id)
    failed = [(n, read) for n, read in enumerate(reads) if read.failure and n not in draft.done]
    pages = [n for n, read in enumerate(reads) if read.packed and n not in draft.done]
    if not pages and not failed:
        drafts_of(held).drop(draft.id)
        return HttpResponseRedirect(f"/c/{held.key}/pages")
    at = _number(page, pages)
    return render(
        request,
        "desk/add/preview.html",
        held,
        at="add",
        status=422 if error else 200,
        draft=draft,
        number=at,
        rank=pages.index(at) + 1 if at is not None else 0,
        pages=[(n, reads[n].location) for n in pages],
        failed=[(n, read, _instead(held, read)) for n, read in failed],
        way=draft.way,
        change=change if at is not None else "",
        errors={change: error} if error else {},
        typed=posted(request, "value"),
        text=_pasted_text(held, draft),
        given={"address": draft.sources[0].url or "", "instead": draft.instead_of},
        collected_on=(draft.sources[0].collected_at or today().isoformat())[:10],
        collected_by=held.by,
        **(_read_words(held, draft, at, reads[at]) if at is not None else {}),
    )


def _keep(held: HeldCase, draft: Draft, at: int, reads: tuple[Read, ...], *, another: bool) -> HttpResponse:
    """Into the case, with what was corrected; then the next page of the draft, or the kept page."""
    read = reads[at]
    corrected = dict(draft.corrections.get(str(at), {}))
    first = draft.sources[0]
    source = Source(
        path=read.path,
        location=read.location,
        how=first.how if draft.is_pasted else "file",
        url=first.url if draft.is_pasted else None,
        collected_at=first.collected_at if draft.is_pasted else None,
        published=corrected.pop("published", None),
        corrections=corrected,
    )
    done = (*draft.done, at)
    is_last = all(n in done for n in range(len(reads)))
    folder = held.on_shelf.folder
    drafts_of(held).put(msgspec.structs.replace(draft, done=done))
    builds.start(folder, [source], by=held.by, total=1, spent=[_folder(held, draft)] if is_last else ())
    state = builds.wait(folder, WAIT_SECONDS)
    held.forget()
    if state is None or not state.ended or state.error or state.failures:
        return HttpResponseRedirect(f"/c/{held.key}/build")
    if draft.instead_of:
        preferences = held.case.preferences()
        ignored = tuple(dict.fromkeys((*preferences.ignored, draft.instead_of)))
        held.case.prefer(msgspec.structs.replace(preferences, ignored=ignored))
    if another:
        return HttpResponseRedirect(f"/c/{held.key}/add?way={draft.way}")
    if not is_last:
        return HttpResponseRedirect(_address(held, draft.id))
    digest = read.acquisition.snapshot if read.acquisition else ""
    kept = next((listed.text_layer for listed in held.case.pages() if listed.snapshot.sha256 == digest), None)
    return HttpResponseRedirect(f"/c/{held.key}/pages/{kept}?kept=1" if kept else f"/c/{held.key}/pages")


def _read_words(held: HeldCase, draft: Draft, at: int, read: Read) -> dict[str, Any]:
    """What was read of one page, corrections over it, for the preview."""
    page, corrected = read.page, draft.corrections.get(str(at), {})
    article = page.article
    blocks = as_described(article.layout.blocks, corrected.get("body"))
    published, own = article.published, "published" in corrected
    if own:
        given = corrected["published"]
        published = DateValue.from_edtf(given, basis="reviewer", reason=_("you say so")) if given else None
    collected = (draft.sources[0].collected_at or "")[:10]
    known = next((p for p in held.case.pages() if p.snapshot.sha256 == article.snapshot.sha256), None)
    return {
        "read": read,
        "article": article,
        "headline": corrected.get("headline", article.headline),
        "outlet": corrected.get("outlet", article.outlet),
        "relayed_from": page.findings.relayed_from,
        "published": published,
        "published_own": own,
        "is_late": bool(published and published.earliest and collected and published.earliest > collected),
        "language": corrected.get("language", article.language),
        "language_name": page_facts.language_name(corrected.get("language", article.language)),
        "languages": page_facts.languages(),
        "corrected": tuple(corrected),
        "kept": page_facts.body_kept(blocks),
        "left_out": page_facts.body_left_out(blocks),
        "no_story": not page_facts.has_story(blocks),
        "blocks": text_blocks(article.layer.text, blocks),
        "parts": parts(article.layer.text, blocks),
        "known": known,
        "size": article.snapshot.size,
    }


def parts(text: str, blocks: tuple[Block, ...]) -> list[tuple[Block, str]]:
    """The parts of a page to choose its story from, with how each begins."""
    return [(block, " ".join(text[block.start : block.end].split())[:200]) for block in blocks]


def _told(draft: Draft) -> tuple[Draft, str]:
    """An unfinished draft in words."""
    if draft.is_pasted:
        return draft, _("pasted text")
    names = draft.sources[0].location or draft.sources[0].path
    more = draft.count - 1
    return draft, names + (
        ngettext(" and %(more)d more", " and %(more)d more", more) % {"more": more} if more > 0 else ""
    )


def _instead(held: HeldCase, read: Read) -> str:
    """Where the text of a file that cannot be read is pasted."""
    return f"/c/{held.key}/add?{urlencode({'way': 'text', 'instead': read.location})}"


def _number(given: str, pages: list[int]) -> int | None:
    if given.isdecimal() and int(given) in pages:
        return int(given)
    return pages[0] if pages else None


def _pasted_text(held: HeldCase, draft: Draft) -> str:
    if not draft.is_pasted:
        return ""
    try:
        return Path(draft.sources[0].path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _folder(held: HeldCase, draft: Draft) -> str:
    return str(drafts_of(held).files(draft.id).parent)


def _found(held: HeldCase, own: str) -> Draft:
    found = drafts_of(held).get(own)
    if found is None:
        raise Http404(own)
    return found


def _address(held: HeldCase, draft: str) -> str:
    return f"/c/{held.key}/add/{draft}"


urls = [
    path("add", add, name="add"),
    path("add/<str:draft>", preview, name="draft"),
    path("add/<str:draft>/act", act, name="draft-act"),
]
