"""What people said of pages as a whole: another date, what is read off them, and that a page is none of the case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from chronofile.merge.held import Held
from chronofile.merge.record import date_of
from chronofile.merge.relocation import relocated
from chronofile.model import KEPT_ROLES, Anchor, DateValue, Judgement, Page, Span

Redate = Callable[[Page, DateValue | None], Page]
ACTS = frozenset({"redate", "describe", "withdraw"})


class Corrected(NamedTuple):
    """The pages that take part, as people corrected them. `described` are corrections by text layer, `withdrawn` the
    text layers taken out, `snapshots_out` their pages' hashes, `bodies` the kept stretches of pages with a corrected
    body; `unplaced` are judgements on pages that are not held.
    """

    pages: list[Page]
    described: dict[str, dict[str, Any]]
    withdrawn: tuple[str, ...]
    snapshots_out: frozenset[str]
    bodies: Mapping[str, tuple[Span, ...]]
    unplaced: list[str]


def corrected(pages: Sequence[Page], in_force: Sequence[Judgement], redate: Redate) -> Corrected:
    """Lay what people said of pages over them, in the order they said it; what is said later of a value stands.

    A page that was read anew is found again by its bytes, and the parts of its corrected body by their words.
    """
    at_pages = _Places(pages)
    dates: dict[int, tuple[DateValue | None, str]] = {}
    described: dict[int, dict[str, Any]] = defaultdict(dict)
    gone: set[int] = set()
    unplaced = []
    for judgement in in_force:
        if judgement.act not in ACTS:
            continue
        found = at_pages.of(judgement.anchors[:1] if judgement.act == "describe" else judgement.anchors)
        if not found:
            unplaced.append(judgement.id)
        for at in found:
            if judgement.act == "redate":
                dates[at] = (date_of(judgement.value.get("published"), judgement.reason), judgement.id)
            elif judgement.act == "withdraw":
                gone.add(at)
            else:
                described[at].update(_said_of(pages[at], judgement))
    made = []
    for at, page in enumerate(pages):
        if at in gone:
            continue
        dated = redate(page, dates[at][0]) if at in dates else page
        made.append(_described(dated, described[at]) if at in described else dated)
    by_layer = {pages[at].article.layer.id: said for at, said in described.items() if at not in gone and said}
    return Corrected(
        pages=made,
        described={layer: by_layer[layer] for layer in sorted(by_layer)},
        withdrawn=tuple(sorted({pages[at].article.layer.id for at in gone})),
        snapshots_out=frozenset(pages[at].article.snapshot.sha256 for at in gone),
        bodies={layer: _kept(said["body"]) for layer, said in by_layer.items() if "body" in said},
        unplaced=unplaced,
    )


def outside(span: Span, kept: Collection[Span] | None) -> bool:
    """Whether words stand in no kept stretch of a corrected body; never where nobody corrected it (None)."""
    return kept is not None and not any(part.overlap(span) for part in kept)


class _Places:
    """Where pages are found: by their text layer, else by their bytes."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._layers: dict[str, list[int]] = defaultdict(list)
        self._snapshots: dict[str, list[int]] = defaultdict(list)
        for at, page in enumerate(pages):
            self._layers[page.article.layer.id].append(at)
            self._snapshots[page.article.snapshot.sha256].append(at)

    def of(self, anchors: Sequence[Anchor]) -> set[int]:
        cited = [anchor.citation for anchor in anchors]
        return {at for c in cited for at in self._layers.get(c.text_layer) or self._snapshots.get(c.snapshot) or ()}


def _said_of(page: Page, judgement: Judgement) -> dict[str, Any]:
    """The values of a *describe*, those of the body as places on this text layer."""
    said = dict(judgement.value)
    if "body" not in said:
        return said
    parts, anchors = said.pop("body"), judgement.anchors[1:]
    held = None
    body = []
    for part, anchor in zip(parts, anchors, strict=False):
        citation = anchor.citation
        if citation.text_layer != page.article.layer.id:
            held = held or Held([page])
            moved = relocated(citation, held)
            if moved is None:
                continue
            citation = moved
        body.append([citation.start, citation.end, str(part[2])])
    if body:
        said["body"] = sorted(body)
    return said


def _described(page: Page, said: Mapping[str, Any]) -> Page:
    """The page with what people read off it in place of what the program did."""
    changes: dict[str, Any] = {name: said[name] for name in ("headline", "outlet") if name in said}
    if "byline" in said:
        changes["byline"] = tuple(said["byline"])
    if "language" in said:
        changes["language"] = str(said["language"])
    return replace(page, article=replace(page.article, **changes)) if changes else page


def _kept(body: Sequence[Sequence[Any]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end, role in body if role in KEPT_ROLES)
