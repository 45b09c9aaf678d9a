"""As text: a report of a draft in plain text, for a terminal and for mail."""

from __future__ import annotations

from collections.abc import Iterator

from chronofile.check import said
from chronofile.check.report import DraftReport, Item

_SIGNS = {"exact": "✓", "differs": "≈", "elsewhere": "⧉", "not found": "◌"}
_MOST = 200
"""Code points of a quotation that are shown."""


def as_text(report: DraftReport, *, every: bool = True) -> str:
    """What is to look at first; then, with `every`, what was found exactly."""
    return "\n".join(_lines(report, every)) + "\n"


def _lines(report: DraftReport, every: bool) -> Iterator[str]:
    yield f"{report.name}, held against the {said.pages(report.pages_held)} kept in “{report.case}”, {report.made_at}"
    yield said.summary(report)
    if report.pages_unread:
        yield said.unread(report.pages_unread)
    yield from report.problems
    for item in report.to_look_at:
        yield ""
        yield from _item(item, report)
    fine = [i for i in report.items if i.number in report.fine and not i.is_clean]
    if fine:
        yield ""
        yield "Let stand by a person:"
        yield from (f"  {item.number}. “{_cut(item.words)}” ({said.title(item, report)})" for item in fine)
    if every and any(item.is_clean for item in report.items):
        yield ""
        yield "Found:"
        for item in report.items:
            if item.is_clean:
                place = said.where(item.place, report) if item.place else ""
                yield f"  {_SIGNS[item.mark]} {item.number}. “{_cut(item.words)}”  {place}"
                yield from (f"      {said.difference(d)}" for d in item.differences)
                yield from (f"      {line}" for line in said.details(item, report))


def _item(item: Item, report: DraftReport) -> Iterator[str]:
    yield f"{_SIGNS[item.mark]} {item.number}. {said.title(item, report)}  [{said.line(item, report)}]"
    yield f"   Draft: “{_cut(item.words)}”"
    if item.place and item.place.exact:
        yield f"   Page:  “{_cut(item.place.exact)}”"
    yield from (f"   - {said.difference(one)}" for one in item.differences)
    yield from (f"   {line}" for line in said.details(item, report))
    if item.place:
        yield f"   {said.where(item.place, report)}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST else f"{flat[:_MOST].rstrip()} …"
