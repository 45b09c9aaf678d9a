"""Check: a draft's quotations, dates and names held against the words of the pages kept."""

from chronofile.check.as_html import as_html
from chronofile.check.as_text import as_text
from chronofile.check.check import check
from chronofile.check.draft import Dated, Draft, NoteMark, Paragraph
from chronofile.check.draft_file import read_draft
from chronofile.check.kept import Held, KeptText, Told
from chronofile.check.marked import marked_paragraphs
from chronofile.check.plain import plain_draft
from chronofile.check.report import NOTES, Difference, DraftReport, Item, Mark, Note, PageFacts, Place

__all__ = [
    "NOTES",
    "Dated",
    "Difference",
    "Draft",
    "DraftReport",
    "Held",
    "Item",
    "KeptText",
    "Mark",
    "Note",
    "NoteMark",
    "PageFacts",
    "Paragraph",
    "Place",
    "Told",
    "as_html",
    "as_text",
    "check",
    "marked_paragraphs",
    "plain_draft",
    "read_draft",
]
