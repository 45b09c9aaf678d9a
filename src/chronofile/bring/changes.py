"""Changes: an exported chronology that came back edited, held against what it left as, cell by cell.

Nothing changes by itself: each difference is a proposal that a person takes or leaves. A cell is changed when it no
longer says what it said when it left, whatever happened in the case meanwhile; a row that has lost its mark is held
against what the case says now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from chronofile.bring import lexicon
from chronofile.bring.came_back import BackRow, Standing, find_entries, rows_back, same
from chronofile.bring.grid import Document
from chronofile.bring.rows import FACTUALITY
from chronofile.bring.written import InWords, Written, written
from chronofile.model import DateValue, row_key

Column = Literal["when", "what", "happened", "place"]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One difference. `own` tells it apart and stays the same as long as file and case do. `row` is its number in the
    file, 0 for a row that is no longer there. Of a changed cell `was` is what the case says now, `now` what the file
    says; of an added row `now` is what happened and `when` its date as written.

    `problem` is why it cannot be taken over. `by_words` marks a row that lost its mark; `changed_here` an entry that
    changed in the case since the file left, so that both sides differ.
    """

    own: str
    kind: Literal["changed", "deleted", "added"]
    entry: str = ""
    row: int = 0
    column: Column | Literal[""] = ""
    was: str = ""
    now: str = ""
    when: str = ""
    date: DateValue | None = None
    factuality: str = ""
    place: str = ""
    problem: str = ""
    by_words: bool = False
    changed_here: bool = False


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """`rows` are all rows looked at, `known` those that are entries. `notes` say what could not be told."""

    proposals: tuple[Proposal, ...]
    rows: int
    known: int
    notes: tuple[str, ...] = ()


def compared(document: Document, standing: Sequence[Standing], in_words: InWords, today: dt.date) -> Compared:
    """What differs, in the order of the file, rows that are gone last. `standing` are the entries of the case that an
    export would hold now.
    """
    comparison = _Comparison(document, in_words, today)
    rows = rows_back(document)
    strangers = find_entries(rows, standing, document.exported)
    gone_here = {id(row) for row in strangers if row.is_unchanged or row.is_blank}
    # A row that was added in the file and taken over since is an entry that says the very same.
    there = {(row_key.text_digest(entry.texts["what"]), entry.edtf) for entry in standing}
    proposals = [
        proposal
        for row in rows
        if id(row) not in gone_here
        for proposal in comparison.of(row)
        if proposal.kind != "added" or (row_key.text_digest(proposal.now), _edtf(proposal)) not in there
    ]
    notes = []
    if gone_here:
        notes.append(
            f"{len(gone_here)} rows of the file are no longer entries here (rejected or joined since, or of another "
            "case); nothing was changed in them."
        )
    if document.exported is None:
        notes.append("The file does not say which rows it held when it left, so rows deleted there are not seen.")
    return Compared(
        proposals=(*proposals, *_gone(rows, standing, document.exported or ())),
        rows=len(rows),
        known=sum(row.entry is not None for row in rows),
        notes=tuple(notes),
    )


class _Comparison:
    def __init__(self, document: Document, in_words: InWords, today: dt.date) -> None:
        self._is_word = document.format == "docx"
        self._in_words = in_words
        self._today = today

    def of(self, row: BackRow) -> Iterator[Proposal]:
        """What differs in one row."""
        entry = row.entry
        if entry is None:
            if not row.is_blank:
                yield self._added(row)
            return
        if row.is_blank:
            yield _deleted(entry, row.number)
            return
        for name in row_key.READ_BACK:
            now, was = row.texts.get(name), self._leaves_as(entry, name)
            if now is None or now == was or (row.key and row.key.is_unchanged(name, now)) or same(now, was):
                continue
            both = row.key.is_unchanged(name, was) is False if row.key else False
            yield self._changed(row, entry, name, changed_here=both)  # type: ignore[arg-type]

    def _leaves_as(self, entry: Standing, name: str) -> str:
        """What the case says now, as the file says it: a Word table tells how exact a date is in a line of its own."""
        said = entry.texts.get(name, "")
        return said.partition(" · ")[0] if name == "when" and self._is_word else said

    def _changed(self, row: BackRow, entry: Standing, column: Column, *, changed_here: bool) -> Proposal:
        now = row.texts[column]
        told = Written()
        factuality = problem = ""
        if column == "when":
            told = self._date(row)
            problem = told.problem
        elif column == "what" and not now:
            problem = "an entry needs words that say what happened; delete the row to take it out"
        elif column == "happened":
            factuality = lexicon.meaning("happened", now, FACTUALITY)
            problem = "" if factuality else f"“{now}” does not say whether it happened"
        return Proposal(
            own=f"{column}-{entry.id}",
            kind="changed",
            entry=entry.id,
            row=row.number,
            column=column,
            was=self._leaves_as(entry, column),
            now=now,
            date=told.date,
            factuality=factuality,
            problem=problem,
            by_words=row.by_words,
            changed_here=changed_here,
        )

    def _added(self, row: BackRow) -> Proposal:
        told = self._date(row)
        what, said = row.texts.get("what", ""), row.texts.get("happened", "")
        factuality = lexicon.meaning("happened", said, FACTUALITY)
        problem = told.problem if what else "no words say what happened"
        if said and not factuality and not problem:
            problem = f"“{said}” does not say whether it happened"
        return Proposal(
            own=f"added-{row.number}-{row_key.text_digest(what)}",
            kind="added",
            row=row.number,
            now=what,
            when=row.texts.get("when", ""),
            date=told.date,
            factuality=factuality,
            place=row.texts.get("place", ""),
            problem=problem,
        )

    def _date(self, row: BackRow) -> Written:
        if row.when.date is not None:
            edtf = row.when.date.edtf
            return Written(date=DateValue.from_edtf(edtf, basis="reviewer", verbatim=edtf, reason="given by a person"))
        # "January 2025 · some day in the month": what stands behind the point is the program's own.
        told = written(row.texts.get("when", "").partition(" · ")[0], None, self._in_words, self._today)
        if told.asks:
            return Written(problem=f"{told.problem}; write the month by its name")
        return told


def _edtf(proposal: Proposal) -> str:
    return proposal.date.edtf if proposal.date else ""


def _gone(rows: Sequence[BackRow], standing: Sequence[Standing], exported: Sequence[str]) -> list[Proposal]:
    there = {row.entry.id for row in rows if row.entry is not None}
    listed = set(exported)
    return [_deleted(entry, 0) for entry in standing if entry.id in listed and entry.id not in there]


def _deleted(entry: Standing, row: int) -> Proposal:
    return Proposal(
        own=f"deleted-{entry.id}",
        kind="deleted",
        entry=entry.id,
        row=row,
        was=entry.texts["what"],
        when=entry.texts["when"],
    )
