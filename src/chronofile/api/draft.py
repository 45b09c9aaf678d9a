"""Draft: a text about to be sent out, held against the pages of a case."""

from __future__ import annotations

import codecs
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from chronofile import check, show, when
from chronofile.api.case import Case
from chronofile.api.clock import now
from chronofile.api.reading import date_given
from chronofile.check import Dated, Draft, DraftReport, Held, Item, KeptText, PageFacts, Told
from chronofile.find.sentences import sentences
from chronofile.model import Block, Chronology, DateValue, Entry, Span, Time
from chronofile.read.language import language_of
from chronofile.store.texts import PageText, texts


def check_draft(
    case: Case,
    data: bytes,
    name: str,
    *,
    published: str | dt.date | None = None,
    chronology: Chronology | None = None,
) -> DraftReport:
    """Every quotation, date and name of a Word or text file with what became of it on the pages held.

    `published` is the day from which the draft counts ("last week"); without it such dates are not looked at. Raises
    CalledWrongly, naming the file and the way out, when it cannot be read. `chronology` is the case's as it stands, be
    it in outline, where the caller has it.
    """
    chronology = chronology or case.chronology()
    pages = [_kept(p, chronology) for p in texts(case.store.db) if p.text_layer not in chronology.withdrawn]
    spoken = tuple(language for language, _ in Counter(page.language for page in pages).most_common())
    draft = prepared(check.read_draft(data, name, charset_of), published, spoken)
    items = check.check(
        draft,
        Held(
            pages=pages,
            told=_told(case.entries()),
            names=tuple(agent.names for agent in chronology.agents if agent.identification == "named"),
        ),
    )
    return DraftReport(
        name=name,
        case=case.name,
        made_at=now(),
        language=draft.language,
        text=draft.text,
        paragraphs=draft.paragraphs,
        items=items,
        pages=_facts(case, chronology, items),
        pages_held=len(pages),
        pages_unread=_unread(case, pages),
        problems=draft.problems,
    )


def prepared(draft: Draft, published: str | dt.date | None = None, likely: tuple[str, ...] = ()) -> Draft:
    """The draft with its language, its sentences and its dates. `likely` are languages to take it for where it is too
    short to tell.
    """
    language, _ = language_of(draft.text, likely)
    blocks = [Block(p.start, p.end, "paragraph") for p in draft.paragraphs]
    found = [span for block in blocks for span in sentences(draft.text, block, language)]
    given = date_given(published)
    expressions = when.match(draft.text, blocks, language)
    times = when.resolve(expressions, draft.text, given, language)
    dates = tuple(_dated(t) for t in times if _is_date(t) and not _is_adrift(t, times))
    return msgspec.structs.replace(draft, language=language, sentences=tuple(found), dates=dates)


def charset_of(data: bytes) -> str | None:
    """The charset of bytes that are no UTF-8, where Python knows it."""
    import cchardet

    named = cchardet.detect(data[: 1 << 20]).get("encoding")
    try:
        return codecs.lookup(named).name if named else None
    except LookupError:
        return None


def _is_date(time: Time) -> bool:
    return time.type in ("DATE", "TIME")


def _is_adrift(time: Time, times: Sequence[Time]) -> bool:
    """Counted from another date of the text ("the same week") over one of an unknown year, which a reader would
    count from.
    """
    counted_from = time.date.anchor if time.date else None
    if not counted_from or not counted_from.startswith("time:"):
        return False
    start = int(counted_from.removeprefix("time:"))
    return any(start < t.start < time.start and _is_date(t) and t.date is None for t in times)


def _dated(time: Time) -> Dated:
    date = time.date
    known = date is not None and date.extent == "within"
    return Dated(
        start=time.start,
        end=time.end,
        earliest=(date.earliest or "") if known and date else "",
        latest=(date.latest or "") if known and date else "",
        value=time.value,
    )


def _kept(page: PageText, chronology: Chronology) -> KeptText:
    described = chronology.described.get(page.text_layer, {})
    return KeptText(
        text_layer=page.text_layer,
        text=page.text,
        blocks=page.blocks,
        dates=tuple(_dated(t) for t in page.times if _is_date(t)),
        language=page.language,
        headline=described.get("headline", page.headline) or "",
        outlet=described.get("outlet", page.outlet) or "",
        url=page.url or "",
        published=chronology.published.get(page.text_layer, page.published),
    )


def _told(entries: Iterable[Entry]) -> tuple[Told, ...]:
    """Each place that tells an entry, rejected ones left out."""
    made = []
    for entry in entries:
        if entry.state in ("rejected", "merged"):
            continue
        words = {(c.citation.text_layer, c.citation.start): c.citation for c in entry.citations}
        for anchor in entry.anchors:
            trigger = anchor.citation
            cited = words.get((trigger.text_layer, anchor.sentence.start))
            if not trigger.exact or cited is None:
                continue
            made.append(
                Told(
                    page=trigger.text_layer,
                    sentence=Span(cited.start, cited.end),
                    words=cited.exact,
                    trigger=trigger.exact,
                    aspect=entry.aspect,
                    factuality=entry.factuality,
                    occurred=entry.occurred,
                    said_by=entry.said_by or "",
                    names=(*(i.name for i in entry.involvements), *((entry.place,) if entry.place else ())),
                )
            )
    return tuple(made)


def _facts(case: Case, chronology: Chronology, items: Sequence[Item]) -> dict[str, PageFacts]:
    named = {page for item in items for page in (*item.also_on, *item.cited)}
    named |= {place.page for item in items for place in (item.place, *(n.place for n in item.notes)) if place}
    return {
        page.text_layer: PageFacts(
            text_layer=page.text_layer,
            sha256=page.snapshot.sha256,
            headline=chronology.described.get(page.text_layer, {}).get("headline", page.headline) or "",
            outlet=chronology.described.get(page.text_layer, {}).get("outlet", page.outlet) or "",
            published=_phrase(chronology.published.get(page.text_layer, page.published)),
            url=page.url or "",
            location=page.location,
        )
        for page in case.pages()
        if page.text_layer in named
    }


def _phrase(date: DateValue | None) -> str:
    return show.dates.phrase(date) if date else ""


def _unread(case: Case, pages: Sequence[KeptText]) -> int:
    """Pages kept and not read: failures, and those without any text."""
    failed = {failure.snapshot or failure.location for failure in case.failures()}
    return len(failed) + sum(not page.text.strip() for page in pages)
