"""Search: pages by their words."""

from __future__ import annotations

import msgspec

from chronofile.store.database import Database
from chronofile.store.packing import Head, unpack
from chronofile.store.terms import match_expression


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A page that holds the words; `score` is better when larger (BM25 with its sign turned)."""

    text_layer: str
    snapshot: str
    headline: str | None
    score: float


def count(db: Database, query: str) -> int:
    """How many pages `search` would give without a limit."""
    expression = match_expression(query)
    if expression is None:
        return 0
    row = db.row(
        "SELECT count(*) FROM search JOIN article a ON a.number = search.rowid WHERE search MATCH ?", expression
    )
    return int(row[0]) if row else 0


def search(db: Database, query: str, limit: int = 50, offset: int = 0) -> tuple[Hit, ...]:
    """Pages whose headline or body holds every word of `query`, best first, those before `offset` left out; empty for a
    query without words.
    """
    expression = match_expression(query)
    if expression is None:
        return ()
    rows = db.rows(
        "SELECT a.text_layer, a.snapshot, a.head, bm25(search) FROM search JOIN article a ON a.number = search.rowid"
        " WHERE search MATCH ? ORDER BY bm25(search), a.text_layer LIMIT ? OFFSET ?",
        expression,
        limit,
        offset,
    )
    return tuple(
        Hit(
            text_layer=layer,
            snapshot=digest,
            headline=unpack(head, Head, f"{db.case}: the reading of page {digest}").headline,
            score=-score,
        )
        for layer, digest, head, score in rows
    )
