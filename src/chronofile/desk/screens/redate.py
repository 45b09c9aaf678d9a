"""Redate: when a page was published, corrected: what speaks for it, every date that moves, then one act."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronofile import api
from chronofile.api.kept_page import current, kept_page
from chronofile.desk.entry_form import date_problem
from chronofile.desk.frame import render
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.screens.pages import on_page
from chronofile.model import DateValue, Page
from chronofile.model.date_value import compare
from chronofile.show import dates
from chronofile.show.sentences import sentence

_AGAINST = "against it: "
"""How the reason of a worked-out date begins what does not fit it (`when.date_page`)."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to "when": `how` names it in the form; `edtf` None is "not known"."""

    how: str
    words: str
    edtf: str | None
    note: str = ""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the person answered: which choice, what they typed, the date it comes to, and what is wrong with it."""

    how: str = "now"
    typed: str = ""
    edtf: str | None = None
    problem: str = ""
    date: DateValue | None = None

    @property
    def changes(self) -> bool:
        return self.how != "now" and not self.problem


@on_case
def redate(request: HttpRequest, held: HeldCase, page: str) -> HttpResponse:
    """GET previews (`?how=…&date=…`), POST does it, unless what would move is no longer what the person saw."""
    if current(held.case, page) != page or page in held.chronology.withdrawn:
        raise Http404(page)
    kept = held.case.page(page)
    now = held.chronology.published.get(page, kept.article.published)
    choices = _choices(kept, now)
    given = request.POST if request.method == "POST" else request.GET
    asked = _asked(given.get("how", "now"), given.get("date", "").strip(), choices, now)
    moved = held.case.judge.preview_redate(page, asked.edtf) if asked.changes else ()
    seen = _seen(asked, moved)
    against = _against(asked, kept)
    problem = ""
    if request.method == "POST" and asked.changes:
        reason = posted(request, "reason")
        if posted(request, "seen") != seen:
            problem = _("What would move has changed meanwhile. Nothing was written; look again, and send it again.")
        elif against and not reason:
            problem = _("This is not what the page says. Say why it is right all the same.")
        else:
            decided = {m.entry for m in moved if m.decided}
            also = [own for own in request.POST.getlist("also") if own in decided]
            held.case.judge.redate(page, asked.edtf, by=held.by, reason=reason, also=also)
            return HttpResponseRedirect(f"/c/{held.key}/pages/{page}")
    return render(
        request,
        "desk/page/redate.html",
        held,
        at="pages",
        status=422 if asked.problem or problem else 200,
        page=page,
        headline=held.chronology.described.get(page, {}).get("headline", kept.article.headline),
        now=now,
        choices=choices,
        asked=asked,
        speaks=_speaks(kept.article.published),
        questions=[q for q in (against, _too_late(held, page, asked)) if q],
        moving=[m for m in moved if not m.decided],
        decided=[(m, m.entry in given.getlist("also")) for m in moved if m.decided],
        staying=[e for e in on_page(held, page) if e.id not in {m.entry for m in moved} and e.state != "rejected"],
        seen=seen,
        problem=problem,
        reason=posted(request, "reason"),
    )


def _choices(kept: Page, now: DateValue | None) -> list[Choice]:
    """As it stands, as the program worked it out where a person changed that, and what it found and did not take."""
    article = kept.article
    how_known = {"reviewer": _("corrected, as now"), "inferred": _("worked out, as now")}
    note = how_known.get(now.basis, _("as now")) if now else _("as now")
    choices = [Choice(how="now", words=_said(now), edtf=now.edtf if now else None, note=note)]
    if (article.published.edtf if article.published else None) != choices[0].edtf:
        found = article.published
        choices.append(
            Choice(how="found", words=_said(found), edtf=found.edtf if found else None, note=_("as the page is read"))
        )
    for number, other in enumerate(article.published.alternatives if article.published else ()):
        if other.edtf not in [each.edtf for each in choices]:
            words = dates.when(DateValue.from_edtf(other.edtf)).value
            note = other.verbatim and f"“{other.verbatim}”"
            choices.append(Choice(how=f"other-{number}", words=words, edtf=other.edtf, note=note))
    return choices


def _said(date: DateValue | None) -> str:
    return dates.when(date).value if date else _("Not known")


def _asked(how: str, typed: str, choices: Sequence[Choice], now: DateValue | None) -> Asked:
    """Something typed beside an untouched choice is meant."""
    if how == "typed" or (typed and how == "now"):
        return _typed(typed, now)
    if how == "open":
        return Asked(how="open" if now is not None else "now")
    chosen = next((each for each in choices if each.how == how), choices[0])
    date = DateValue.from_edtf(chosen.edtf) if chosen.edtf else None
    return Asked(how=chosen.how, edtf=chosen.edtf, date=date)


def _typed(typed: str, now: DateValue | None) -> Asked:
    """A page came out at one moment: a stretch that is typed is one day inside it."""
    try:
        date = api.typed_date(typed, get_language() or "en")
    except api.DateNotUnderstood as error:
        return Asked(how="typed", typed=typed, problem=date_problem(error))
    if date is None:
        return Asked(how="typed", problem=_("Write the date, or choose one of the others."))
    if date.qualifier == "approximate" and not date.edtf.endswith(("~", "?")):
        return Asked(how="typed", typed=typed, problem=_("Say between which two days a page was published."))
    if date.extent == "throughout":
        date = DateValue.between(date.first_day, date.last_day)
    if now is not None and date.edtf == now.edtf:
        return Asked(how="now", typed=typed, edtf=now.edtf, date=now)
    return Asked(how="typed", typed=typed, edtf=date.edtf, date=date)


def _speaks(found: DateValue | None) -> dict[str, list[str]]:
    """What the program found for its date and against it, in sentences."""
    if found is None:
        return {}
    lines = [line for line in found.reason.split("; ") if line]
    told = {
        "for": [line for line in lines if not line.startswith(_AGAINST)],
        "against": [line.removeprefix(_AGAINST) for line in lines if line.startswith(_AGAINST)],
    }
    told["unused"] = [f"{other.verbatim or dates.edtf(other.edtf)}: {other.reason}" for other in found.alternatives]
    return {name: [sentence(dates.without_iso(line)) for line in each] for name, each in told.items()}


def _against(asked: Asked, kept: Page) -> str:
    """Whether the date cannot be true together with the one that was read off the page."""
    found = kept.article.published
    if not asked.changes or asked.date is None or found is None or compare(asked.date, found) != "contradicts":
        return ""
    said = _("The page itself is read to have been published %(found)s, and both cannot be true.")
    return said % {"found": _in_sentence(found)}


def _too_late(held: HeldCase, page: str, asked: Asked) -> str:
    """A page is not collected before it is published; a clock or a time zone may be wrong, so it is only asked."""
    collected = [way.collected_at for way in kept_page(held.case, page).acquisitions if way.collected_at]
    first = min(collected)[:10] if collected else ""
    if not asked.changes or asked.date is None or not first or not (asked.date.earliest or "") > first:
        return ""
    return _("That is after this page was collected, on %(day)s.") % {"day": dates.edtf(first)}


def _in_sentence(date: DateValue) -> str:
    told = dates.phrase(date)
    return _("on %(day)s") % {"day": told} if date.is_day else told


def _seen(asked: Asked, moved: Sequence[api.Moved]) -> str:
    """A fingerprint of the preview a person decides on."""
    rows = [
        f"{m.entry} {m.before.edtf if m.before else ''} {m.after.edtf if m.after else ''} {m.decided}" for m in moved
    ]
    return hashlib.sha256("\n".join([asked.edtf or "", *rows]).encode()).hexdigest()[:16]


urls = [path("pages/<str:page>/date", redate, name="page-date")]
