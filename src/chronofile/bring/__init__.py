"""bring: a chronology that people keep themselves, in Word, Excel or CSV, taken in row by row; and one of ours that
came back edited, as proposals. Pure: bytes and what the case says in, records out; nothing is written or fetched.
"""

from chronofile.bring.came_back import Standing, is_ours
from chronofile.bring.changes import Compared, Proposal, compared
from chronofile.bring.columns import DATED, ROLES, Mapping, OrderFound, Role, guessed, likeliest_table, order_found
from chronofile.bring.document import read_document
from chronofile.bring.grid import Document, Row, Table, Tracked
from chronofile.bring.quoted import Found, PagesWords, chosen, is_telling
from chronofile.bring.rows import Fix, RowRead, rows_read
from chronofile.bring.written import InWords, Order, written

__all__ = [
    "DATED",
    "ROLES",
    "Compared",
    "Document",
    "Fix",
    "Found",
    "InWords",
    "Mapping",
    "Order",
    "OrderFound",
    "PagesWords",
    "Proposal",
    "Role",
    "Row",
    "RowRead",
    "Standing",
    "Table",
    "Tracked",
    "chosen",
    "compared",
    "guessed",
    "is_ours",
    "is_telling",
    "likeliest_table",
    "order_found",
    "read_document",
    "rows_read",
    "written",
]
