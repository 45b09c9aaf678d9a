"""Dated: what became of a draft's dates."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from chronofile.check.draft import Dated, Draft
from chronofile.check.fit import Pages
from chronofile.check.kept import KeptText, Told
from chronofile.check.on_page import Around
from chronofile.check.report import Item, Note, Place
from chronofile.model import DateValue, Span, compare

_DAY_OF_A_YEAR = re.compile(r"XXXX-(\d\d-\d\d)\Z")
Days = tuple[str, str]


class Calendar:
    """Where the pages held name which days."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.named: dict[Days, list[tuple[int, Dated]]] = defaultdict(list)
        self.day_of_year: dict[str, list[tuple[int, Dated]]] = defaultdict(list)
        self.published: dict[Days, list[int]] = defaultdict(list)
        self.number: dict[str, int] = {}
        for number, page in enumerate(pages.pages):
            self.number[page.text_layer] = number
            for dated in page.dates:
                if dated.earliest and dated.latest:
                    self.named[dated.earliest, dated.latest].append((number, dated))
                    if dated.earliest == dated.latest:
                        self.day_of_year[dated.earliest[5:]].append((number, dated))
            if page.published and page.published.earliest and page.published.latest:
                self.published[page.published.earliest, page.published.latest].append(number)

    def find(self, dated: Dated) -> list[tuple[int, Dated]]:
        """Expressions of the pages for the same days; by day and month alone where the draft gives no year."""
        if dated.earliest and dated.latest:
            return self.named.get((dated.earliest, dated.latest), [])
        found = _DAY_OF_A_YEAR.match(dated.value)
        return self.day_of_year.get(found[1], []) if found else []


def can_be_checked(dated: Dated) -> bool:
    return bool(dated.earliest and dated.latest) or bool(_DAY_OF_A_YEAR.match(dated.value))


def judge(dated: Dated, draft: Draft, told: Sequence[Told], calendar: Calendar, around: Around) -> Item:
    """The item of one date. `told` are the entries that tell what its sentence tells, the nearest first."""
    span = Span(dated.start, dated.end)
    item = Item(number=0, kind="date", mark="not found", spans=(span,), words=span.of(draft.text))
    if dated.earliest and dated.latest:
        made = _against(
            DateValue.between(dt.date.fromisoformat(dated.earliest), dt.date.fromisoformat(dated.latest)),
            told,
            calendar,
            around,
            item,
        )
        if made is not None:
            return made
    found = calendar.find(dated)
    if found:
        place = _place(found, around)
        also = dict.fromkeys(calendar.pages[number].text_layer for number, _ in found)
        also.pop(place.page, None)
        notes = (Note("named, not compared"),)
        return replace(item, mark="exact", place=place, notes=notes, also_on=tuple(also)[:20])
    printed = calendar.published.get((dated.earliest, dated.latest), []) if dated.earliest else []
    if printed:
        page = calendar.pages[printed[0]]
        notes = (Note("date of publication", page.outlet or page.headline, _whole(page)),)
        also = dict.fromkeys(calendar.pages[n].text_layer for n in printed[1:])
        return replace(item, mark="exact", place=_whole(page), notes=notes, also_on=tuple(also)[:20])
    return item


def _against(given: DateValue, told: Sequence[Told], calendar: Calendar, around: Around, item: Item) -> Item | None:
    """The date beside those of the entries that tell the same; None where they give none."""
    dated = [t for t in told if t.occurred is not None and (t.occurred.earliest or t.occurred.latest)]
    if not dated:
        return None
    relations = [(compare(given, t.occurred), t) for t in dated if t.occurred is not None]
    agreeing = [t for relation, t in relations if relation in ("equal", "refined_by", "compatible")]
    if agreeing:
        return replace(item, mark="exact", place=_sentence(agreeing[0], calendar, around))
    narrower = [t for relation, t in relations if relation == "refines"]
    best = (narrower or dated)[0]
    place = _sentence(best, calendar, around)
    announced = _announced(given, best, calendar, around)
    page_says = best.occurred.verbatim or best.occurred.edtf if best.occurred else ""
    if announced is not None:
        return replace(
            item, mark="differs", place=place, notes=(Note("date of the announcement", page_says, announced),)
        )
    concern: Note = Note("more exact than the page" if narrower else "another date", page_says)
    return replace(item, mark="differs", place=place, notes=(concern,))


def _announced(given: DateValue, told: Told, calendar: Calendar, around: Around) -> Place | None:
    """Where the page gives the same day for something else: for saying it, or for its own publication."""
    number = calendar.number.get(told.page)
    if number is None or not given.is_day:
        return None
    page = calendar.pages[number]
    days = (given.earliest or "", given.latest or "")
    for own, dated in calendar.named.get(days, ()):
        if own == number:
            return around.place(number, (Span(dated.start, dated.end),))
    published = page.published
    return _whole(page) if published and (published.earliest, published.latest) == days else None


def _sentence(told: Told, calendar: Calendar, around: Around) -> Place | None:
    number = calendar.number.get(told.page)
    return None if number is None else around.place(number, (told.sentence,))


def _place(found: Sequence[tuple[int, Dated]], around: Around) -> Place:
    """The first that stands in the article itself."""
    places = [around.place(number, (Span(d.start, d.end),)) for number, d in found[:8]]
    return next((p for p in places if not p.is_left_out), places[0])


def _whole(page: KeptText) -> Place:
    """The page as such: a date of publication need not stand in its text."""
    return Place(page=page.text_layer, spans=(), exact="")
