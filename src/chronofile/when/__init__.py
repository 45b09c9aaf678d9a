"""Time expressions: found by named rules, resolved in one pass, and the page's own date of publication."""

from chronofile.when.date_page import PageDates, date_page
from chronofile.when.match import match
from chronofile.when.resolve import resolve

__all__ = ["PageDates", "date_page", "match", "resolve"]
