"""Quoted: what became of a draft's quotations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chronofile.check import speakers
from chronofile.check.cited import Shelf, cited
from chronofile.check.draft import Draft
from chronofile.check.fit import Fit, Pages, denials, differences, fit, span_on_page
from chronofile.check.kept import BREAK, Held
from chronofile.check.lexicon import Lexicon, lexicon
from chronofile.check.on_page import Around, denials_in_draft
from chronofile.check.quotations import ELLIPSIS, Quotation
from chronofile.check.report import NOTES, Concern, Difference, Item, Mark, Note
from chronofile.check.scan import Found, Scan
from chronofile.check.stretch import Stretch
from chronofile.model import Span

_LOOKED_AT = 12
"""Pages on which a quotation is laid beside the text; the words decide, and after twelve copies all is said."""
_ALSO = 20
"""Other pages named that have the exact words."""
_GAP = 200
"""Code points of the page's words under an ellipsis that are shown."""


class Bench(NamedTuple):
    """All that is needed to judge one quotation after the other."""

    draft: Draft
    held: Held
    scan: Scan
    pages: Pages
    around: Around
    shelf: Shelf
    talk: speakers.Talk


class Laid(NamedTuple):
    """A quotation on one page: a fit for each stretch, None for what does not stand there."""

    page: int
    fits: list[Fit | None]

    @property
    def weight(self) -> float:
        return sum(f.weight for f in self.fits if f) / len(self.fits)

    @property
    def is_exact(self) -> bool:
        return all(f is not None and f.is_exact for f in self.fits)


def judge(quotation: Quotation, stretches: Sequence[Stretch], found: Sequence[Found], bench: Bench) -> Item:
    """The item of one quotation; `found` is what the scan has for each of its stretches."""
    draft = bench.draft
    spans = _marked(quotation)
    words = draft.text[quotation.pieces[0].start : quotation.pieces[-1].end]
    given = cited(draft, quotation.outer, bench.shelf, lexicon(draft.language))
    best = _best(quotation, stretches, found, bench, given)
    if best is None:
        return Item(number=0, kind="quotation", mark="not found", spans=spans, words=words, cited=given)
    laid, changes, notes = best
    on_it = [f for f in laid.fits if f and f.page == laid.page]
    place = bench.around.place(laid.page, tuple(span_on_page(f, bench.pages) for f in on_it))
    if place.is_left_out:
        notes.append(Note("left-out part", place.role))
    also = _also(laid, found, bench)
    mark: Mark = "exact"
    if any(c.change in ("changed", "dropped", "added") for c in changes) or any(n.concern not in NOTES for n in notes):
        mark = "differs"
    elif given and place.page not in given and not set(also) & set(given):
        mark = "elsewhere"
    return Item(
        number=0,
        kind="quotation",
        mark=mark,
        spans=spans,
        words=words,
        place=place,
        differences=tuple(changes),
        notes=tuple(notes),
        also_on=also[:_ALSO],
        cited=given,
    )


def _best(
    quotation: Quotation, stretches: Sequence[Stretch], found: Sequence[Found], bench: Bench, given: tuple[str, ...]
) -> tuple[Laid, list[Difference], list[Note]] | None:
    """The page that says it best: most of the words, then fewest concerns, then the one cited, then kept text."""
    ranked: list[tuple[tuple[object, ...], Laid, list[Difference], list[Note]]] = []
    for page in _candidates(stretches, found, bench, given):
        laid = _lay(page, stretches, found, bench)
        if laid.weight < 0.5:
            continue
        laid = _elsewhere(laid, stretches, found, bench)
        changes, notes = _looked_at(laid, quotation, stretches, bench)
        real = sum(c.change in ("changed", "dropped", "added") for c in changes)
        worry = sum(n.concern not in NOTES for n in notes)
        first = next(f for f in laid.fits if f)
        start = span_on_page(first, bench.pages).start
        block = bench.pages[page].block_at(start)
        left_out = bool(block and not block.kept)
        own = bench.pages[page].text_layer
        rank = (not laid.is_exact, -round(laid.weight, 2), worry + left_out, real, own not in given, page)
        ranked.append((rank, laid, changes, notes))
    if not ranked:
        return None
    _, laid, changes, notes = min(ranked, key=lambda r: r[0])
    return laid, changes, notes


def _candidates(
    stretches: Sequence[Stretch], found: Sequence[Found], bench: Bench, given: tuple[str, ...]
) -> list[int]:
    whole = set(found[0].exact)
    for one in found[1:]:
        whole &= one.exact.keys()
    named = {n for n, page in enumerate(bench.pages.pages) if page.text_layer in given} if given else set()
    if whole:
        return sorted(whole, key=lambda n: (n not in named, n))[:_LOOKED_AT]
    scores: dict[int, float] = {}
    for stretch, one in zip(stretches, found, strict=True):
        for page in one.exact:
            scores[page] = scores.get(page, 0.0) + len(stretch.keys) + 2
        for region in one.regions:
            scores[region.page] = scores.get(region.page, 0.0) + region.hits
    least = max(scores.values(), default=0.0) / 2
    likely = [n for n, score in scores.items() if score >= least]
    return sorted(likely, key=lambda n: (-scores[n], n not in named, n))[:_LOOKED_AT]


def _lay(page: int, stretches: Sequence[Stretch], found: Sequence[Found], bench: Bench) -> Laid:
    fits: list[Fit | None] = []
    after = 0
    for stretch, one in zip(stretches, found, strict=True):
        made = fit(stretch, one, bench.scan, bench.pages, page, after=after)
        fits.append(made)
        after = made.last if made else after
    return Laid(page, fits)


def _elsewhere(laid: Laid, stretches: Sequence[Stretch], found: Sequence[Found], bench: Bench) -> Laid:
    """What does not stand on this page may stand on another."""
    fits = list(laid.fits)
    for number, (stretch, one) in enumerate(zip(stretches, found, strict=True)):
        if fits[number] is not None:
            continue
        others = [*sorted(one.exact)[:3], *(r.page for r in one.regions[:3])]
        fits[number] = next((f for p in others if (f := fit(stretch, one, bench.scan, bench.pages, p))), None)
    return Laid(laid.page, fits)


def _looked_at(
    laid: Laid, quotation: Quotation, stretches: Sequence[Stretch], bench: Bench
) -> tuple[list[Difference], list[Note]]:
    draft, pages = bench.draft, bench.pages
    words = lexicon(draft.language, pages[laid.page].language)
    changes: list[Difference] = []
    notes: list[Note] = []
    before: Fit | None = None
    for stretch, fitted in zip(stretches, laid.fits, strict=True):
        if fitted is None:
            changes.append(Difference("added", stretch.span, Span(0, 0), stretch.span.of(draft.text), ""))
            continue
        if fitted.page != laid.page:
            notes.append(
                Note("from several pages", stretch.span.of(draft.text), bench.around.place(
                    fitted.page, (span_on_page(fitted, pages),)
                ))
            )  # fmt: skip
            continue
        changes += differences(stretch, fitted, draft.text, pages)
        dropped, added = denials(stretch, fitted, pages, words)
        notes += [Note("negation dropped", span.of(pages[laid.page].text)) for span in dropped]
        notes += [Note("negation added", span.of(draft.text)) for span in added]
        if before is not None:
            between, worries = _joint(before, fitted, stretch, bench, words)
            changes += between
            notes += worries
        before = fitted
    notes += _outside(laid, quotation, stretches, bench, words)
    return changes, notes


def _joint(
    before: Fit, here: Fit, stretch: Stretch, bench: Bench, words: Lexicon
) -> tuple[list[Difference], list[Note]]:
    """What the page has between two stretches that the draft puts beside each other."""
    page, draft = bench.pages[here.page], bench.draft.text
    if here.first < before.last:
        return [], [Note("in another order", stretch.span.of(draft))]
    if here.first == before.last:
        return [], []
    own = bench.pages.words(here.page)
    between = own.keys[before.last : here.first]
    gap = own.span(before.last, here.first)
    shown = "…"
    if BREAK in between:
        gap = Span(own.starts[here.first], own.starts[here.first])
    else:
        shown = gap.of(page.text)
        if len(shown) > _GAP:
            shown = f"{shown[: _GAP // 2]} … {shown[-_GAP // 2 :]}"
    if stretch.after_ellipsis:
        ellipsis = _ellipsis_before(draft, stretch.span.start)
        under = bench.around.denials_under(here.page, before.last, here.first, words)
        return (
            [Difference("left out", ellipsis, gap, ellipsis.of(draft), shown)],
            [Note("negation under the ellipsis", span.of(page.text)) for span in under],
        )
    at = Span(stretch.span.start, stretch.span.start)
    denied = [Note("negation dropped", shown)] if words.denials(between) else []
    return [Difference("dropped", at, gap, "", shown)], denied


def _ellipsis_before(text: str, at: int) -> Span:
    found = list(ELLIPSIS.finditer(text, max(0, at - 20), at))
    return Span(found[-1].start(), found[-1].end()) if found else Span(at, at)


def _outside(
    laid: Laid, quotation: Quotation, stretches: Sequence[Stretch], bench: Bench, words: Lexicon
) -> list[Note]:
    """Denials of the page just outside the words, and who is speaking."""
    draft, around = bench.draft, bench.around
    text = bench.pages[laid.page].text
    sentence = draft.sentence_at(quotation.outer.start)
    sentence = Span(sentence.start, max(sentence.end, draft.sentence_at(quotation.outer.end - 1).end))
    denied_before, denied_after = denials_in_draft(draft.text, sentence, quotation.outer, words)
    notes: list[Note] = []
    concern: Concern
    first, last = laid.fits[0], laid.fits[-1]
    if first and first.page == laid.page and not denied_before:
        hidden = around.denials_before(laid.page, first.first, words)
        concern = "negation under the ellipsis" if stretches[0].leading_ellipsis else "negation before the words"
        notes += [Note(concern, span.of(text)) for span in hidden]
    if last and last.page == laid.page and not denied_after:
        cut = stretches[-1].before_ellipsis
        reach = around.rest_of_sentence(laid.page, last.last) if cut else 1
        hidden = around.denials_after(laid.page, last.last, words, reach)
        notes += [
            Note("negation under the ellipsis" if cut else "negation after the words", s.of(text)) for s in hidden
        ]
    spans = tuple(span_on_page(f, bench.pages) for f in laid.fits if f and f.page == laid.page)
    if spans:
        place = around.place(laid.page, spans)
        notes += bench.talk.notes(quotation.outer, sentence, place, words)
    return notes


def _also(laid: Laid, found: Sequence[Found], bench: Bench) -> tuple[str, ...]:
    """Other pages with all the exact words, and in the same order."""
    if not laid.is_exact:
        return ()
    whole = set(found[0].exact) - {laid.page}
    for one in found[1:]:
        whole &= one.exact.keys()
    return tuple(bench.pages[n].text_layer for n in sorted(whole))


def _marked(quotation: Quotation) -> tuple[Span, ...]:
    """The pieces with the marks around the whole."""
    first, *rest = quotation.pieces
    pieces = [Span(quotation.outer.start, first.end), *rest]
    pieces[-1] = Span(pieces[-1].start, quotation.outer.end)
    return tuple(pieces)
