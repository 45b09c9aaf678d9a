"""Said: a report in words. Each sentence is a template, so that whoever shows it in another language can."""

from __future__ import annotations

from collections.abc import Callable

from chronofile.check.draft import Draft, Paragraph
from chronofile.check.report import NOTES, Concern, Difference, DraftReport, Item, ItemKind, Mark, PageFacts, Place

Translate = Callable[[str], str]
"""A template in the language of whoever reads, its {names} kept."""

MARKS: dict[Mark, str] = {
    "exact": "Exact words found",
    "differs": "Found with differences",
    "elsewhere": "On another page than cited",
    "not found": "Not found on the {pages} held",
}
TITLES: dict[Concern, str] = {
    "negation dropped": "A word that denies was dropped",
    "negation added": "The page does not deny it",
    "negation under the ellipsis": "The ellipsis hides a word that denies",
    "negation before the words": "On the page a word that denies stands before these words",
    "negation after the words": "On the page a word that denies stands after these words",
    "in another order": "The page has these words in another order",
    "from several pages": "The quotation is made of words from several pages",
    "left-out part": "The words stand beside the article, not in it",
    "told, not quoted": "The page tells it; it does not quote it",
    "another speaker": "The page gives these words to somebody else",
    "speaker left out": "The page says who says so, the draft does not",
    "date of the announcement": "The date is the announcement’s",
    "another date": "The page gives another date",
    "more exact than the page": "The date is more exact than the page’s",
    "named, not compared": "The date is named there; what it dates was not compared",
    "date of publication": "The day is the page’s date of publication",
    "planned told as done": "The page says planned, the draft says done",
    "possible told as certain": "The page says possible, the draft says certain",
    "denied told as done": "The page denies it, the draft says done",
    "cancelled told as done": "The page says cancelled, the draft says done",
    "spelt otherwise": "The pages spell the name otherwise",
}
DETAILS: dict[Concern, str] = {
    "negation dropped": "The page has “{value}”.",
    "negation added": "The draft has “{value}”.",
    "negation under the ellipsis": "“{value}” was left out.",
    "negation before the words": "“{value}”.",
    "negation after the words": "“{value}”.",
    "in another order": "“{value}” comes earlier there.",
    "from several pages": "“{value}” stands on another page.",
    "left-out part": "They stand in a part of the page that does not belong to the article: {value}.",
    "another speaker": "There it is {value}.",
    "speaker left out": "There it is {value} who says so.",
    "date of the announcement": "For what happened the page says “{value}”.",
    "another date": "It says “{value}”.",
    "more exact than the page": "It says “{value}”.",
    "planned told as done": "“{value}” is still to come there.",
    "spelt otherwise": "There it is {value}.",
}
KINDS: dict[ItemKind, str] = {
    "quotation": "Quotation",
    "date": "Date",
    "name": "Name",
    "telling": "Sentence",
}
CHANGES: dict[str, str] = {
    "changed": "draft “{draft}”, page “{page}”",
    "dropped": "the draft leaves out “{page}”",
    "added": "the page does not have “{draft}”",
    "bracketed": "“{draft}” stands for “{page}”",
    "left out": "under the ellipsis: “{page}”",
}
ABSENCE = "That does not mean it did not happen."
UNREAD = "{pages} are not read (scans and files without text)."
ONE_UNREAD = "{pages} is not read (a scan, or a file without text)."
DIFFERS = "The quotation differs from the page"
GIVEN = "The draft gives {pages}."
ALSO = "Also on {pages} more."
NOTHING = "No quotation, date or name found."
PAGE, PAGES = "{count} page", "{count} pages"
PLACES = {
    "body": "Paragraph {number}",
    "table": "Table, paragraph {number}",
    "footnote": "Footnote {number}",
    "endnote": "Endnote {number}",
}


def title(item: Item, report: DraftReport, tr: Translate = str) -> str:
    """The one line that stands over an item: its gravest concern, else its mark."""
    grave = next((note.concern for note in item.notes if note.concern not in NOTES), None)
    if grave is not None:
        return tr(TITLES[grave])
    if item.mark == "differs" and item.kind == "quotation":
        return tr(DIFFERS)
    return mark(item.mark, report.pages_held, tr)


def mark(value: Mark, held: int, tr: Translate = str) -> str:
    return tr(MARKS[value]).format(pages=pages(held, tr))


def details(item: Item, report: DraftReport, tr: Translate = str) -> list[str]:
    """What is to be said below the title, in whole sentences."""
    made: list[str] = []
    grave = [n for n in item.notes if n.concern not in NOTES]
    for number, note in enumerate(grave):
        told = tr(DETAILS[note.concern]).format(value=note.value) if note.concern in DETAILS else ""
        made.append(f"{tr(TITLES[note.concern])}. {told}".strip() if number else told)
    made += [f"{tr(TITLES[n.concern])}." for n in item.notes if n.concern in NOTES]
    if item.mark == "not found":
        made.append(tr(ABSENCE))
        if report.pages_unread:
            made.append(unread(report.pages_unread, tr))
    if item.mark == "elsewhere":
        cited = [page(report.pages[own]) for own in item.cited if own in report.pages]
        made.append(tr(GIVEN).format(pages="; ".join(cited[:3])) if cited else "")
    if item.also_on:
        made.append(tr(ALSO).format(pages=pages(len(item.also_on), tr)))
    return [line for line in made if line]


def difference(one: Difference, tr: Translate = str) -> str:
    return tr(CHANGES[one.change]).format(draft=one.draft_words, page=one.page_words)


def where(place: Place, report: DraftReport) -> str:
    facts = report.pages.get(place.page)
    return page(facts) if facts else ""


def page(facts: PageFacts) -> str:
    """How a page is called: outlet, headline, date."""
    name = f"“{facts.headline}”" if facts.headline else facts.location
    return ", ".join(part for part in (facts.outlet, name, facts.published) if part)


def line(item: Item, report: DraftReport, tr: Translate = str) -> str:
    """Where an item stands in the draft."""
    whole = Draft(name=report.name, text=report.text, paragraphs=report.paragraphs)
    paragraph = whole.paragraph_at(item.spans[0].start)
    return paragraph_name(paragraph, tr) if paragraph else ""


def paragraph_name(paragraph: Paragraph, tr: Translate = str) -> str:
    return tr(PLACES[paragraph.place]).format(number=paragraph.number)


def summary(report: DraftReport, tr: Translate = str) -> str:
    """Counts in one line."""
    if not report.items:
        return tr(NOTHING)
    found: list[tuple[int, Mark]] = [(report.count(own), own) for own in ("exact", "differs", "elsewhere", "not found")]
    return " · ".join(f"{count} {mark(own, report.pages_held, tr).lower()}" for count, own in found)


def pages(count: int, tr: Translate = str) -> str:
    return tr(PAGE if count == 1 else PAGES).format(count=f"{count:,}")


def unread(count: int, tr: Translate = str) -> str:
    return tr(ONE_UNREAD if count == 1 else UNREAD).format(pages=pages(count, tr))
