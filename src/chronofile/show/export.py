"""Export: everything an exporter needs to know about a case, and nothing it would have to ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

import msgspec

from chronofile.errors import CalledWrongly, NotExact
from chronofile.model import BODY_ROLES, Aspect, Block, Chronology, Citation, DateValue, Disagreement, Entry, Failure

AUDIENCES = ("working",)
STAMP = "not for release"


class PageInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A kept page as the outside sees it. `headline` and `published` are None when the page does not say.

    `text` is the body for the eye; `layer_text` the text layer every citation counts in, "" where an export does
    not carry it; `blocks` its layout, for "paragraph 9". `location` is the file name as it was given.
    """

    text_layer: str
    sha256: str
    media_type: str = ""
    headline: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: DateValue | None = None
    language: str = "und"
    url: str | None = None
    collected_at: str | None = None
    location: str = ""
    text: str = ""
    layer_text: str = ""
    blocks: tuple[Block, ...] = ()
    relayed_from: str | None = None
    problems: tuple[str, ...] = ()


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """`entries` are those of the chronology proper (events), rejected ones left out; `reports` counts independent
    reports: a report and its copies are one. `pages` are those read, `not_read` the files that were not.
    """

    pages: int
    not_read: int
    reports: int
    entries: int
    decided: int
    suggested: int
    rejected: int


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """`pages` is keyed by text layer id; `as_of` the day the export is made; `ledger_head` the hash of the last
    line of the custody log, "" when there is none.
    """

    case: str
    as_of: dt.date
    chronology: Chronology
    pages: Mapping[str, PageInfo]
    question: str = ""
    audience: str = "working"
    failures: tuple[Failure, ...] = ()
    ledger_head: str = ""
    version: str = ""

    @property
    def counts(self) -> Counts:
        events = [e for e in self.chronology.entries if e.aspect == "event"]
        shown = [e for e in events if is_shown(e)]
        decided = sum(e.state == "accepted" for e in shown)
        copies = {c for group in self.chronology.syndication for c in group.copies}
        return Counts(
            pages=len(self.pages),
            not_read=len(self.failures),
            reports=sum(layer not in copies for layer in self.pages),
            entries=len(shown),
            decided=decided,
            suggested=len(shown) - decided,
            rejected=sum(e.state == "rejected" for e in events),
        )


class Exporter(msgspec.Struct, frozen=True):
    """`suffix` with its dot; `title` says what the format is for, in a person's words."""

    name: str
    suffix: str
    title: str
    write: Callable[[Export], bytes]


def is_shown(entry: Entry) -> bool:
    """Rejected entries, those merged into another and those whose words a person took out of the page's body leave only
    in the data export.
    """
    return entry.state in ("suggested", "accepted") and not entry.left_out


def shown_entries(export: Export, aspect: Aspect = "event") -> list[Entry]:
    return [e for e in export.chronology.entries if e.aspect == aspect and is_shown(e)]


def is_planned(entry: Entry) -> bool:
    return entry.factuality == "planned"


def is_undated(entry: Entry) -> bool:
    return entry.occurred is None or (entry.occurred.earliest is None and entry.occurred.latest is None)


def grouped(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """The groups of a chronology as (title, entries), empty ones left out: dated (title ""), "Planned", "Undated"."""
    planned = [e for e in entries if is_planned(e)]
    undated = [e for e in entries if not is_planned(e) and is_undated(e)]
    dated = [e for e in entries if not is_planned(e) and not is_undated(e)]
    return [(title, group) for title, group in (("", dated), ("Planned", planned), ("Undated", undated)) if group]


def disagreements_by_entry(export: Export) -> dict[str, list[Disagreement]]:
    by_entry: dict[str, list[Disagreement]] = {}
    for disagreement in export.chronology.disagreements:
        by_entry.setdefault(disagreement.entry, []).append(disagreement)
    return by_entry


def citations(export: Export) -> Iterator[Citation]:
    """Every quotation that would leave with this export."""
    chronology = export.chronology
    for entry in chronology.entries:
        for words in entry.citations:
            yield words.citation
    for agent in chronology.agents:
        yield from agent.citations
    for disagreement in chronology.disagreements:
        for reading in disagreement.readings:
            yield from reading.citations


def ready(export: Export) -> Export:
    """The export itself, once it may leave.

    Raises CalledWrongly for an audience there are no rules for yet, and NotExact when a quotation is on no page of
    the export or (where the page's text layer is given) does not equal it at its offsets.
    """
    if export.audience not in AUDIENCES:
        known = ", ".join(AUDIENCES)
        raise CalledWrongly(
            f"There is no audience '{export.audience}' yet; known: {known}. Names are not replaced in this version, "
            f"so only a working copy ({STAMP}) can be made."
        )
    pages = export.pages
    if not any(page.layer_text for page in pages.values()):
        quoted = {citation.text_layer for citation in citations(export)}
        if quoted <= pages.keys():
            return export  # an outline carries no text to hold the words against
    for citation in citations(export):
        page = pages.get(citation.text_layer)
        if page is None:
            raise NotExact(
                f"A quotation at {citation.start}–{citation.end} stands on a page that is not held any more "
                f"(text layer {citation.text_layer}). Build the case again, then export."
            )
        if page.layer_text and page.layer_text[citation.start : citation.end] != citation.exact:
            raise NotExact(
                f"A quotation at {citation.start}–{citation.end} does not equal its kept page ({page.sha256}). "
                f"Run 'chronofile verify' on the case; nothing was exported."
            )
    return export


def place_on_page(page: PageInfo, citation: Citation) -> str:
    """ "paragraph 9", "photo caption", "headline", or "" when the page's layout does not hold the place."""
    paragraph = 0
    for block in page.blocks:
        if block.role in BODY_ROLES and block.role != "heading":
            paragraph += 1
        if block.start <= citation.start < block.end:
            if block.role in BODY_ROLES and block.role != "heading":
                return f"paragraph {paragraph}"
            return "photo caption" if block.role == "caption" else block.role
    return ""
