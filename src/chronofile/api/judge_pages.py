"""Acts on pages: another publication date with a preview of what moves, corrected facts and body, taking one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, get_args

import msgspec

from chronofile import merge, pipeline, read
from chronofile.api.acting import Acting
from chronofile.api.judge_entries import around
from chronofile.api.reading import date_given
from chronofile.api.values import edtf_of, one_of, text_or_none
from chronofile.errors import JudgementRefused
from chronofile.model import Anchor, Chronology, DateValue, Entry, Judgement, Page, Span, cite
from chronofile.model.finding import Aspect
from chronofile.model.layout import Role

DESCRIBED = ("headline", "outlet", "language", "byline", "body")
"""What of a page a person may correct beside its publication date."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """An entry whose date hangs on a page's publication. `before` is its date now, `after` what it would be counted to.

    A suggestion moves by itself. With `decided` a person decided on it as `decided_as` (EDTF, "" for undated): it moves
    only where they say so.
    """

    entry: str
    headline: str
    before: DateValue | None
    after: DateValue | None
    decided: bool = False
    decided_as: str = ""


class _Looked(msgspec.Struct, frozen=True):
    """What moves, and the entries as they would stand then."""

    moved: tuple[Moved, ...]
    after: Mapping[str, Entry]


def redate(
    acting: Acting, layer: str, published: str | None, *, by: str, reason: str, also: Sequence[str]
) -> Judgement:
    page = acting.page(layer)
    draft = _redating(acting, page, published, by=by, reason=reason)
    edits: list[Judgement] = []
    if also:
        looked = _look(acting, page, draft)
        decided = {m.entry: m for m in looked.moved if m.decided}
        for entry in acting.entries(dict.fromkeys(also, "")):
            if entry.id not in decided:
                raise JudgementRefused(f"'{entry.headline}' is not among the decided entries that this date would move")
            edits.append(_moving(acting, entry, decided[entry.id], looked.after[entry.id], draft))
    return acting.write([draft, *edits])[0]


def preview(acting: Acting, layer: str, published: str | None) -> tuple[Moved, ...]:
    page = acting.page(layer)
    return _look(acting, page, _redating(acting, page, published, by="preview", reason="")).moved


def _redating(acting: Acting, page: Page, published: str | None, *, by: str, reason: str) -> Judgement:
    given = date_given(published)
    before = around(acting).published.get(page.article.layer.id, page.article.published)
    return acting.draft(
        "redate",
        (_on_page(page),),
        by=by,
        reason=reason,
        seen={"published": before.edtf if before else None, "headline": page.article.headline or ""},
        value={"published": given.edtf if given else None},
    )


def _moving(acting: Acting, entry: Entry, moved: Moved, after: Entry, redating: Judgement) -> Judgement:
    """The edit that takes a decided entry along: decided on what the page says once it is dated anew."""
    found = dict(zip((merge.key_of(a) for a in after.anchors), after.found, strict=False))
    anchors = acting.anchors(entry)
    now = [found.get(merge.key_of(a), dict(old)) for a, old in zip(anchors, entry.found, strict=False)]
    date = msgspec.to_builtins(moved.after) if moved.after else None
    value = {"occurred": date} | ({"due": edtf_of(date)} if entry.aspect == "open_item" else {})
    seen = {**merge.values_of(entry), "found": now}
    return acting.draft("edit", anchors, by=redating.by, reason=redating.reason, seen=seen, value=value)


def _look(acting: Acting, page: Page, draft: Judgement) -> _Looked:
    """Fold the page, and those that tell the same, without the new date and with it: no more pages have a say in these
    entries' dates.
    """
    layer = page.article.layer.id
    acting.refresh()
    told = acting.store.outline(get_args(Aspect)) or acting.chronology()
    own = {e.id for e in told.entries if layer in e.pages or any(c.citation.text_layer == layer for c in e.citations)}
    layers = {layer} | {p for e in told.entries if e.id in own for p in e.pages if acting.store.holds(p)}
    pages = [acting.store.page(p) for p in sorted(layers)]
    held = {p.article.snapshot.sha256 for p in pages}
    judgements = [
        j for j in acting.store.judgements() if j.act == "undo" or any(a.citation.snapshot in held for a in j.anchors)
    ]
    last = max((j.sequence for j in judgements), default=0)
    known = acting.store.known_ids()
    before = _fold(pages, judgements, known)
    placed = msgspec.structs.replace(draft, id="preview", sequence=last + 1)
    after = {e.id: e for e in _fold(pages, [*judgements, placed], known).entries}
    moved = [m for e in before.entries if e.id in own and e.id in after and (m := _moved(e, after[e.id]))]
    return _Looked(tuple(moved), after)


def _fold(pages: Sequence[Page], judgements: Sequence[Judgement], known: Mapping[str, str]) -> Chronology:
    return merge.fold(pages, judgements, redate=pipeline.redate, known_ids=known, shown=read.shown)


def _moved(before: Entry, after: Entry) -> Moved | None:
    if before.state == "rejected":
        return None
    was, now = _programs(before), _programs(after)
    if edtf_of(was) == edtf_of(now):
        return None
    decided = before.state == "accepted"
    return Moved(
        entry=before.id,
        headline=before.headline,
        before=before.occurred,
        after=msgspec.convert(now, DateValue) if now else None,
        decided=decided,
        decided_as=before.occurred.edtf if decided and before.occurred else "",
    )


def _programs(entry: Entry) -> Any:
    """The date the program gives, whatever a person decided; {} for none."""
    if "occurred" in entry.program_says:
        return msgspec.to_builtins(entry.program_says["occurred"]) or {}
    return msgspec.to_builtins(entry.occurred) if entry.occurred else {}


def describe(acting: Acting, layer: str, values: Mapping[str, Any], *, by: str, reason: str) -> Judgement:
    page = acting.page(layer)
    made = _checked(values, page)
    if not made:
        raise JudgementRefused("nothing was changed: name at least one value")
    article = page.article
    known: dict[str, Any] = {
        "headline": article.headline,
        "outlet": article.outlet,
        "language": article.language,
        "byline": list(article.byline),
        "body": [[b.start, b.end, b.role] for b in article.layout.blocks],
        **around(acting).described.get(layer, {}),
    }
    seen = {"headline": known["headline"] or "", **{name: known[name] for name in made}}
    # The words of each part of a corrected body travel along, so that it is found again in another text layer.
    parts = [_on_page(page, Span(start, end)) for start, end, _ in made.get("body", ())]
    draft = acting.draft("describe", (_on_page(page), *parts), by=by, reason=reason, seen=seen, value=made)
    return acting.write([draft])[0]


def _checked(values: Mapping[str, Any], page: Page) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in values.items():
        if name == "byline":
            given = [value] if isinstance(value, str) else list(value or ())
            made[name] = [said for item in given if (said := text_or_none(item))]
        elif name == "body":
            made[name] = _body(value, len(page.article.layer.text))
        elif name == "language":
            made[name] = text_or_none(value) or "und"
        elif name in DESCRIBED:
            made[name] = text_or_none(value)
        else:
            raise JudgementRefused(f"'{name}' of a page cannot be changed; what can: {', '.join(DESCRIBED)}")
    return made


def _body(value: Any, length: int) -> list[list[Any]]:
    made: list[list[Any]] = []
    for item in value or ():
        start, end, role = item
        if not 0 <= start < end <= length:
            raise JudgementRefused(
                f"the part from {start} to {end} lies outside the page, which is {length} letters long"
            )
        made.append([int(start), int(end), one_of(role, get_args(Role), "role of a part of a page")])
    made.sort()
    if any(a[1] > b[0] for a, b in pairwise(made)):
        raise JudgementRefused("parts of a page must not overlap")
    if not made:
        raise JudgementRefused("a corrected body needs at least one part")
    return made


def withdraw(acting: Acting, layer: str, *, by: str, reason: str) -> Judgement:
    page = acting.page(layer)
    if layer in around(acting).withdrawn:
        raise JudgementRefused("this page was taken out of the case already; undo that to bring it back")
    seen = {"headline": page.article.headline or ""}
    return acting.write([acting.draft("withdraw", (_on_page(page),), by=by, reason=reason, seen=seen)])[0]


def _on_page(page: Page, span: Span | None = None) -> Anchor:
    layer = page.article.layer
    at = span or Span(0, 0)
    return Anchor(citation=cite(layer.id, layer.snapshot, layer.text, at), sentence=at, aspect="page")
