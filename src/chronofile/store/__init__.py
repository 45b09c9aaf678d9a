"""The store: a case on disk. Plain SQL lives in this room alone."""

from chronofile.store.case import CaseFacts, CaseStore, utc_now
from chronofile.store.chain import Known, Problem
from chronofile.store.custody import Kept
from chronofile.store.judgements import ActLine, taken_back
from chronofile.store.opening import create, open_case
from chronofile.store.packing import PackedPage, pack_page, unpack_page
from chronofile.store.pages import Listed
from chronofile.store.projection import Changes, Ending, Made
from chronofile.store.revision import Standing, View
from chronofile.store.rows import Stored
from chronofile.store.search import Hit
from chronofile.store.verify import Verification, verify

__all__ = [
    "ActLine",
    "CaseFacts",
    "CaseStore",
    "Changes",
    "Ending",
    "Hit",
    "Kept",
    "Known",
    "Listed",
    "Made",
    "PackedPage",
    "Problem",
    "Standing",
    "Stored",
    "Verification",
    "View",
    "create",
    "open_case",
    "pack_page",
    "taken_back",
    "unpack_page",
    "utc_now",
    "verify",
]
