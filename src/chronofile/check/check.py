"""Check: a draft held against the pages of a case, item by item."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from chronofile.check import dated, named, quoted, told
from chronofile.check.cited import Shelf
from chronofile.check.draft import Dated, Draft
from chronofile.check.fit import Pages
from chronofile.check.kept import Held
from chronofile.check.lexicon import lexicon
from chronofile.check.named import NameRun
from chronofile.check.on_page import Around
from chronofile.check.quotations import quotations
from chronofile.check.report import Item, Note
from chronofile.check.scan import Found, scan
from chronofile.check.speakers import Talk
from chronofile.check.stretch import stretches_of
from chronofile.check.tellings import Tellings
from chronofile.check.words import words
from chronofile.model import Span


def check(draft: Draft, held: Held) -> tuple[Item, ...]:
    """Every quotation, date and name of the draft with what became of it, in the draft's order, numbered from 1; and
    every sentence that tells a thing otherwise than the case has it.
    """
    own = lexicon(draft.language)
    found = [(q, parts) for q in quotations(draft.text, draft.paragraphs) if (parts := stretches_of(draft, q))]
    inside = [piece for quotation, _ in found for piece in quotation.pieces]
    names = named.names_in(draft, held.names, own, [*inside, *(Span(d.start, d.end) for d in draft.dates)])
    pieces = [named.parts(run, draft.text, own) for run in names]
    every = named.gathered([*names, *(piece for parts in pieces for piece in parts)])
    needles = [part.keys for _, parts in found for part in parts]
    seen = scan([*needles, *(run.keys for run in every)], held.pages)
    pages = Pages(list(held.pages))
    around = Around(pages)
    talk = Talk(draft, held.told, held.names)
    bench = quoted.Bench(draft, held, seen, pages, around, Shelf(held.pages), talk)
    items: list[Item] = []
    at = 0
    for quotation, parts in found:
        items.append(quoted.judge(quotation, parts, seen.found[at : at + len(parts)], bench))
        at += len(parts)
    where = dict(zip((run.keys for run in every), seen.found[at:], strict=True))
    spelt = named.Spelt(held.names)
    cut: list[NameRun] = []
    for run, parts_of in zip(names, pieces, strict=True):
        is_one = where[run.keys].exact or not parts_of or spelt.nearest(run.keys)
        cut += [run] if is_one else parts_of
    items += [_name(run, where[run.keys], spelt, bench) for run in named.gathered(cut)]
    items += _tellings(draft, held, around, inside)
    items.sort(key=lambda item: (item.spans[0].start, -item.spans[-1].end, item.kind))
    return tuple(msgspec.structs.replace(item, number=number) for number, item in enumerate(items, 1))


def _name(run: NameRun, found: Found, spelt: named.Spelt, bench: quoted.Bench) -> Item:
    pages = bench.pages
    item = Item(number=0, kind="name", mark="not found", spans=run.spans, words=run.words)
    if found.exact:
        here, *others = sorted(found.exact)
        first = found.exact[here][0]
        place = bench.around.place(here, (pages.words(here).span(first, first + len(run.keys)),))
        also = tuple(pages[number].text_layer for number in others[:20])
        return msgspec.structs.replace(item, mark="exact", place=place, also_on=also)
    near = spelt.nearest(run.keys)
    if near is None:
        return item
    return msgspec.structs.replace(item, mark="differs", notes=(Note("spelt otherwise", near),))


def _tellings(draft: Draft, held: Held, around: Around, quoted_spans: Sequence[Span]) -> list[Item]:
    """Dates and tellings: both need to know which entries a sentence tells."""
    calendar = dated.Calendar(around.pages)
    tellings = Tellings(held.told, draft)
    words_of = tellings.lexicon
    made: list[Item] = []
    checked = [d for d in draft.dates if dated.can_be_checked(d) and not _inside(d.start, quoted_spans)]
    number = 0
    for sentence in draft.sentences:
        here: list[Dated] = []
        while number < len(checked) and checked[number].start < sentence.end:
            here.append(checked[number])
            number += 1
        told_there = tellings.of(_undated(draft, sentence, here))
        made += [dated.judge(one, draft, told_there, calendar, around) for one in here]
        if (item := told.judge(sentence, draft, told_there, words_of, (calendar.number, around))) is not None:
            made.append(item)
    made += [dated.judge(one, draft, (), calendar, around) for one in checked[number:]]
    return made


def _undated(draft: Draft, sentence: Span, dates: Sequence[Dated]) -> list[str]:
    """The words of a sentence without those that date it."""
    own = words(draft.text, sentence.start, sentence.end)
    return [
        key for key, start in zip(own.keys, own.starts, strict=True) if not any(d.start <= start < d.end for d in dates)
    ]


def _inside(at: int, spans: Sequence[Span]) -> bool:

    number = bisect_right(spans, at, key=lambda s: s.start) - 1
    return number >= 0 and at < spans[number].end
