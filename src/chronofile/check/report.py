"""Report: what became of each quotation, date, name and telling of a draft."""

from __future__ import annotations

from typing import Literal

import msgspec

from chronofile.check.draft import Paragraph
from chronofile.model import Span

Mark = Literal["exact", "differs", "elsewhere", "not found"]
"""Exact words found; found with differences; on another page than the draft cites; not found on the pages held."""
ItemKind = Literal["quotation", "date", "name", "telling"]
Change = Literal["changed", "dropped", "added", "bracketed", "left out"]
"""Against the page: other words, words missing in the draft, words the page has not; words in square brackets for the
page's own; words under an ellipsis."""
Concern = Literal[
    "negation dropped",
    "negation added",
    "negation under the ellipsis",
    "negation before the words",
    "negation after the words",
    "in another order",
    "from several pages",
    "left-out part",
    "told, not quoted",
    "another speaker",
    "speaker left out",
    "date of the announcement",
    "another date",
    "more exact than the page",
    "named, not compared",
    "date of publication",
    "planned told as done",
    "possible told as certain",
    "denied told as done",
    "cancelled told as done",
    "spelt otherwise",
]
"""What a person should look at beside the mark; `Note.value` says with what."""
NOTES: frozenset[Concern] = frozenset(("told, not quoted", "named, not compared", "date of publication"))
"""Concerns that are information and change no mark."""


class Difference(msgspec.Struct, frozen=True):
    """One difference, word for word. `draft` lies in the draft's text and `page` in the page's text layer; one of them
    is empty (at its place) for words that were dropped or added.
    """

    change: Change
    draft: Span
    page: Span
    draft_words: str
    page_words: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where words stand: `spans` of the text layer `page`, one for each stretch that the draft quotes; `exact` is the
    layer's text from the first to the last of them. `role` is the block's; `is_left_out` tells that the block does not
    belong to the article; `is_quoted` that the page has the words in quotation marks.
    """

    page: str
    spans: tuple[Span, ...]
    exact: str
    role: str = "paragraph"
    is_left_out: bool = False
    is_quoted: bool = False


class Note(msgspec.Struct, frozen=True):
    """A concern with the words that show it: a name, a date in words, words of the page."""

    concern: Concern
    value: str = ""
    place: Place | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """`spans` of the draft's text, one for each paragraph. `place` is the best found, None when there is none;
    `also_on` are other pages (text layers) with the exact words; `cited` the pages that the draft names for it.
    `gaps` are the page's words under each ellipsis.
    """

    number: int
    kind: ItemKind
    mark: Mark
    spans: tuple[Span, ...]
    words: str
    place: Place | None = None
    differences: tuple[Difference, ...] = ()
    notes: tuple[Note, ...] = ()
    also_on: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Nothing to look at."""
        return self.mark == "exact"


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """How a page that is named in a report is called; `published` as people write it, "" when the page does not say."""

    text_layer: str
    sha256: str
    headline: str
    outlet: str
    published: str
    url: str
    location: str


class DraftReport(msgspec.Struct, frozen=True, kw_only=True):
    """`text` and `paragraphs` are the draft's; `items` stand in its order, numbered from 1. `pages_held` were searched,
    `pages_unread` are held and have no text. `pages` describes every page that an item names. `fine` are numbers of
    items that a person looked at and let stand.
    """

    name: str
    case: str
    made_at: str
    language: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    pages: dict[str, PageFacts]
    pages_held: int
    pages_unread: int
    problems: tuple[str, ...] = ()
    fine: tuple[int, ...] = ()

    def count(self, mark: Mark) -> int:
        return sum(item.mark == mark for item in self.items)

    @property
    def to_look_at(self) -> tuple[Item, ...]:
        """What is not exact, and nobody let stand."""
        return tuple(item for item in self.items if not item.is_clean and item.number not in self.fine)
