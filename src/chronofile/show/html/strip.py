"""Strip: the timeline as a drawing: what happened above, what was reported below, thin links between.

Places along the time axis are percentages, so that the drawing fits any width while letters keep their size.
It is one picture; the table of entries is its twin for reading aloud and for keys.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from chronofile.model import DateValue, Entry
from chronofile.show import dates, sentences
from chronofile.show.export import Export, PageInfo, is_undated
from chronofile.show.html.axis import Axis, axis_for, lanes
from chronofile.show.html.markup import Markup, glyph, identifier, joined, tag
from chronofile.show.html.months import drawn_months
from chronofile.show.notes import page_name, published

LANE, TOP, MOST_LANES, MOST_REPORT_LANES = 12, 12, 9, 4
MONTHS_ABOVE = 300
"""From so many entries on the strip shows months with counts: single signs would cover each other."""
_DIAMOND = "M0-6 6 0 0 6-6 0z"
_SMALL = "M0-5 5 0 0 5-5 0z"


class _Item(msgspec.Struct, frozen=True):
    """`left` and `right` are per cent of the axis."""

    entry: Entry
    left: float
    right: float
    lane: int


class _Report(msgspec.Struct, frozen=True):
    page: PageInfo
    at: float
    lane: int
    copy: bool


def strip(export: Export, entries: list[Entry]) -> Markup | None:
    """The figure, or None when no entry has a date."""
    dated = [e for e in entries if not is_undated(e)]
    pages = [(p, published(export, p)) for p in export.pages.values()]
    days = [_days(e) for e in dated]
    axis = axis_for(days, [d.first_day for _, d in pages if d and d.first_day])
    if axis is None:
        return None
    if len(dated) > MONTHS_ABOVE:
        drawing, upper, height = drawn_months(axis, days, [d.first_day for _, d in pages if d and d.first_day])
    else:
        drawing, upper, height = _single(export, axis, dated)
    undated = [e for e in entries if is_undated(e)]
    labels = tag(
        "svg",
        tag("text", "Happened", x=0, y=upper // 2 + 4),
        tag("text", "Reported", x=0, y=upper + 24),
        class_="lanes",
        width=72,
        height=height,
    )
    box = _undated_box(undated) if undated else None
    grid = tag("div", labels, drawing, box, class_="grid", aria_hidden="true")
    scroll = tag("div", grid, class_="scroll", tabindex=0, role="group", aria_label="Drawing of the timeline")
    return tag(
        "figure", scroll, tag("figcaption", _caption(axis, dated, undated, pages)), class_="strip", id="timeline"
    )


def _single(export: Export, axis: Axis, dated: list[Entry]) -> tuple[Markup, int, int]:
    """Signs for single entries: the drawing, the height of its upper part and its whole height in pixels."""
    items = _items(axis, dated)
    reports = _reports(export, axis)
    upper = TOP + LANE * (1 + max((i.lane for i in items), default=0)) + 6
    lower = 26 + 12 * (1 + max((r.lane for r in reports), default=0))
    height = upper + lower + 34
    by_layer = {r.page.text_layer: r for r in reports}
    links = [_links(item, by_layer, upper) for item in items]
    signs = [_sign(item) for item in items]
    boxes = [_report(export, report, upper) for report in reports]
    parts = [axis.drawn(height), tag("g", joined(links), class_="links"), joined(boxes), joined(signs)]
    return tag("svg", _gradients(), *parts, class_="draw", width="100%", height=height), upper, height


def _days(entry: Entry) -> tuple[dt.date, dt.date]:
    date = entry.occurred
    first = (date.first_day or date.last_day) if date else None
    last = (date.last_day or date.first_day) if date else None
    if first is None or last is None:
        raise ValueError("an undated entry has no place on the axis")
    return first, last


def _items(axis: Axis, dated: list[Entry]) -> list[_Item]:
    within = [e for e in dated if axis.shows(*_days(e))]
    lasting = [e for e in within if e.occurred and e.occurred.extent == "throughout"]
    moments = [e for e in within if e not in lasting]
    made: list[_Item] = []
    base = 0
    for group in (lasting, moments):
        spans = [axis.span(*_days(e)) for e in group]
        placed = lanes(spans, gap=1.8, most=MOST_LANES - base)
        made += [
            _Item(e, left, right, base + lane) for e, (left, right), lane in zip(group, spans, placed, strict=True)
        ]
        base = max((i.lane + 1 for i in made), default=0)
    return made


def _reports(export: Export, axis: Axis) -> list[_Report]:
    copies = {c for group in export.chronology.syndication for c in group.copies}
    dated = [(p, published(export, p)) for p in export.pages.values()]
    shown = [(p, d.first_day, d.last_day or d.first_day) for p, d in dated if d and d.first_day]
    shown = [(p, a, b) for p, a, b in shown if b and axis.shows(a, b)]
    shown.sort(key=lambda item: (item[1], item[0].text_layer in copies, item[0].text_layer))
    points = [axis.span(a, b or a) for _, a, b in shown]
    middle = [((left + right) / 2, (left + right) / 2) for left, right in points]
    placed = lanes(middle, gap=1.8, most=MOST_REPORT_LANES)
    return [
        _Report(p, at, lane, p.text_layer in copies)
        for (p, _, _), (at, _), lane in zip(shown, middle, placed, strict=True)
    ]


def _links(item: _Item, reports: dict[str, _Report], upper: int) -> Markup:
    middle, y = (item.left + item.right) / 2, TOP + LANE * item.lane
    lines = []
    for layer in item.entry.pages:
        report = reports.get(layer)
        if report and not report.copy:
            lines.append(tag("line", x1=_pc(middle), y1=y + 5, x2=_pc(report.at), y2=upper + 14 + 12 * report.lane))
    return joined(lines)


def _sign(item: _Item) -> Markup:
    entry, y = item.entry, TOP + LANE * item.lane
    decided = entry.state == "accepted"
    date = entry.occurred
    title = tag("title", f"{dates.when(date).value}: {entry.headline}")
    sign = _shape(item, y, decided)
    kind = "dec" if decided else "sug"
    return tag("a", title, *sign, href=f"#{identifier('e', entry.id)}", tabindex=-1, class_=f"item {kind}")


def _shape(item: _Item, y: int, decided: bool) -> list[Markup]:
    entry, date = item.entry, item.entry.occurred
    middle = (item.left + item.right) / 2
    width = max(item.right - item.left, 0.01)
    if date is None:
        return []
    lasting = date.extent == "throughout"
    if lasting or (entry.factuality == "ongoing" and not date.is_day):
        return [_bar(item.left, width, y, "long", _fade(date.earliest is None, date.latest is None, date.qualifier))]
    spread = item.right - item.left > 2.4 or date.earliest is None or date.latest is None
    shape = _DIAMOND if decided else _SMALL
    if entry.factuality in ("occurred", "ongoing"):
        if spread:
            left = item.left if date.earliest else item.left - 3
            return [_bar(left, max(width, 3.0), y, "soft", "both" if date.earliest and date.latest else "left")]
        return [_at(middle, y, tag("path", d=shape, class_="full"))]
    dashed = [tag("line", x1=_pc(item.left), y1=y, x2=_pc(item.right), y2=y, class_="span")] if spread else []
    marks = [tag("path", d=shape, class_="hollow possible" if entry.factuality == "possible" else "hollow")]
    if entry.factuality == "denied":
        marks.append(tag("path", d="M-8 0H8", class_="stroke"))
    elif entry.factuality == "cancelled":
        marks.append(tag("path", d="M-3-3 3 3M3-3-3 3", class_="stroke"))
    return [*dashed, _at(middle, y, *marks)]


def _bar(left: float, width: float, y: int, kind: str, fade: str) -> Markup:
    thick = 4 if kind == "long" else 7
    return tag(
        "rect", x=_pc(left), y=f"{y - thick / 2:g}", width=_pc(width), height=thick, class_=f"{kind} fade-{fade}"
    )


def _fade(open_start: bool, open_end: bool, qualifier: str) -> str:
    if qualifier == "approximate" or (open_start and open_end):
        return "both"
    return "left" if open_start else "right" if open_end else "none"


def _report(export: Export, report: _Report, upper: int) -> Markup:
    date = published(export, report.page)
    title = tag("title", f"{sentences.capitalised(dates.phrase(date))}: {page_name(report.page)}")
    y = upper + 14 + 12 * report.lane
    box = tag("rect", x=-5, y=1, width=10, height=8, class_="report copy" if report.copy else "report")
    place = identifier("p", report.page.text_layer)
    return tag("a", title, _at(report.at, y, box), href=f"#{place}", tabindex=-1, class_="item")


def _at(x: float, y: float, *children: Markup) -> Markup:
    return tag("svg", *children, x=_pc(x), y=f"{y:g}", overflow="visible", width=1, height=1)


def _gradients() -> Markup:
    made = []
    for voice in ("dec", "sug"):
        for name, stops in (
            ("both", (("0", 0), ("25%", 1), ("75%", 1), ("100%", 0))),
            ("left", (("0", 0), ("40%", 1), ("100%", 1))),
            ("right", (("0", 1), ("60%", 1), ("100%", 0))),
        ):
            inside = [tag("stop", offset=at, stop_opacity=opacity, class_=voice) for at, opacity in stops]
            made.append(tag("linearGradient", *inside, id=f"fade-{voice}-{name}"))
    return tag("defs", *made)


def _undated_box(undated: list[Entry]) -> Markup:
    signs = [glyph("occurred" if e.factuality == "ongoing" else e.factuality) for e in undated[:6]]
    more = "…" if len(undated) > 6 else None
    count = sentences.plural(len(undated), "entry", "entries")
    return tag("div", tag("span", "Undated"), tag("span", joined(signs), more), tag("span", count), class_="undated")


def _caption(
    axis: Axis, dated: list[Entry], undated: list[Entry], pages: list[tuple[PageInfo, DateValue | None]]
) -> Markup:
    told = f"{sentences.plural(len(dated), 'dated entry', 'dated entries')} from {axis.told()}"
    told += f", reported on {sentences.plural(len(pages), 'page')}." if pages else "."
    if undated:
        told += f" {sentences.plural(len(undated), 'entry has', 'entries have')} no date."
    if axis.before:
        told += f" {axis.before} earlier than the drawing begins."
    if axis.after:
        told += f" {axis.after} later than it ends."
    return tag("span", "Timeline. " + told + " The table below says the same in words.")


def _pc(value: float) -> str:
    return f"{value:.2f}%"
