"""Rows: a table read row by row with a mapping: what each row says, or why it is not understood."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from chronofile.bring import columns, lexicon
from chronofile.bring.columns import Role
from chronofile.bring.grid import Cell, Row, Table
from chronofile.bring.quoted import quotations, unquoted
from chronofile.bring.written import InWords, Order, Written, clock_of, stretch, with_clock, written
from chronofile.model import DateValue

State = Literal["taken", "question", "not understood", "left out"]
FACTUALITY = ("occurred", "ongoing", "planned", "possible", "denied", "cancelled")
_YEAR_TYPED = (1700, 2199)
"""Numbers that a person types for a year and that a cell formatted as a date shows as a day around 1905."""
_YEAR = re.compile(r"[^\d]*([12]\d{3})[^\d]*")


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says about one row: its date as they type it ("" leaves the cell's), that it has none, or that the
    row stays out (False) or comes in (True) against what is proposed; None leaves that open.
    """

    when: str = ""
    undated: bool = False
    take: bool | None = None


class RowRead(msgspec.Struct, frozen=True, kw_only=True):
    """One row. `texts` are its cells as the file has them, whatever is understood. `problem` is why it is not
    understood or left out; `questions` ask for a look before it is taken, `remarks` only say how it was read.
    """

    number: int
    texts: tuple[str, ...]
    state: State = "taken"
    what: str = ""
    date: DateValue | None = None
    factuality: str = ""
    place: str = ""
    who: tuple[str, ...] = ()
    said_by: str = ""
    quotations: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    problem: str = ""
    questions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_understood(self) -> bool:
        return self.state in ("taken", "question")


def rows_read(
    table: Table,
    mapping: columns.Mapping,
    in_words: InWords,
    today: dt.date,
    fixes: Mapping[int, Fix] | None = None,
) -> tuple[RowRead, ...]:
    """Every row below the head rows, in order; none is dropped. `fixes` are by the number of the row."""
    reading = _Reading(table, mapping, in_words, today, fixes or {})
    return tuple(reading.rows())


class _Reading:
    def __init__(
        self,
        table: Table,
        mapping: columns.Mapping,
        in_words: InWords,
        today: dt.date,
        fixes: Mapping[int, Fix],
    ) -> None:
        self._table = table
        self._mapping = mapping
        self._in_words = in_words
        self._today = today
        self._fixes = fixes
        self._year: int | None = None
        self._old = _is_old(table, mapping)

    def rows(self) -> Iterator[RowRead]:
        for number, row in enumerate(self._table.rows):
            if number < self._mapping.heads:
                continue
            if row.is_empty:
                yield _left_out(row, "the row is empty")
            elif row.across or self._is_title(row):
                yield self._heading(row)
            else:
                yield self._row(row)

    def _is_title(self, row: Row) -> bool:
        """A year alone in a row is a heading for those below."""
        filled = [cell for cell in row.cells if cell.text.strip()]
        return len(filled) == 1 and self._table.width > 1 and bool(re.fullmatch(r"[12]\d{3}:?", filled[0].text.strip()))

    def _heading(self, row: Row) -> RowRead:
        text = " ".join(cell.text.strip() for cell in row.cells if cell.text.strip())
        found = _YEAR.fullmatch(" ".join(text.split()))
        self._year = int(found[1]) if found and len(text) < 40 else None
        return _left_out(row, "a heading inside the table, no entry")

    def _row(self, row: Row) -> RowRead:
        fix = self._fixes.get(row.number, Fix())
        if fix.take is False:
            return _left_out(row, "left out by you")
        what = self._what(row)
        questions: list[str] = ["the row is hidden in the file"] if row.hidden else []
        told = self._when(row, fix)
        remarks = list(told.remarks)
        problem = told.problem
        if not what:
            problem = "no words say what happened" + (f"; {problem}" if problem else "")
        if problem:
            return RowRead(number=row.number, texts=_texts(row), state="not understood", problem=problem)
        if told.date is None and not fix.undated and fix.take is None:
            questions.append("no date is given: it comes in undated")
        factuality = self._factuality(row, told.date, questions)
        said = unquoted(self._text(row, "words"))
        quoted = tuple(words for words in (said,) if words) or self._quoted(row)
        return RowRead(
            number=row.number,
            texts=_texts(row),
            state="question" if questions and fix.take is None else "taken",
            what=what,
            date=told.date,
            factuality=factuality,
            place=" ".join(self._text(row, "place").split()),
            who=_names(self._text(row, "who")),
            said_by=" ".join(self._text(row, "said_by").split()),
            quotations=quoted,
            links=self._links(row),
            source=" ".join(self._text(row, "source").split()),
            note=self._text(row, "note"),
            questions=tuple(questions),
            remarks=tuple(remarks),
        )

    def _cell(self, row: Row, role: Role) -> Cell:
        at = self._mapping.column(role)
        return row.cells[at] if at is not None and at < len(row.cells) else Cell()

    def _text(self, row: Row, role: Role) -> str:
        return self._cell(row, role).text.strip()

    def _what(self, row: Row) -> str:
        """One line: what happened, with what other columns add."""
        parts = [
            cell.text
            for cell, role in zip(row.cells, self._mapping.columns, strict=False)
            if role in ("what", "more") and not (cell.copied and role == "more")
        ]
        return " ".join(" ".join(parts).split())

    def _when(self, row: Row, fix: Fix) -> Written:
        if fix.undated:
            return Written()
        if fix.when:
            return written(fix.when, self._order("when"), self._in_words, self._today, self._year)
        first = self._dated(row, "when")
        clock = clock_of(self._text(row, "time"))
        last = self._dated(row, "until") if self._text(row, "until") else Written()
        if first.problem or last.problem:
            return first if first.problem else last
        date = first.date
        remarks = (*first.remarks, *last.remarks)
        if date is not None and last.date is not None:
            date = stretch(date, last.date)
            if date is None:
                return Written(problem="the row ends before it begins")
        elif date is None and last.date is not None:
            return Written(problem="the row has an end and no beginning")
        elif date is not None and clock:
            date = with_clock(date, clock)
        if self._cell(row, "when").copied:
            remarks = (*remarks, "the date stands in a merged cell that reaches into this row")
        return Written(date=date, remarks=remarks)

    def _dated(self, row: Row, role: Role) -> Written:
        cell = self._cell(row, role)
        if cell.date is None:
            return written(cell.text, self._order(role), self._in_words, self._today, self._year)
        serial = cell.date.serial
        if serial == int(serial) and _YEAR_TYPED[0] <= serial <= _YEAR_TYPED[1] and not self._old:
            return Written(
                problem=f"the cell shows {cell.date.edtf}, which is what a spreadsheet makes of the year {int(serial)} "
                "typed into a cell for dates; give the date"
            )
        shown = DateValue.from_edtf(
            cell.date.edtf, basis="reviewer", verbatim=cell.date.edtf, reason="given by a person"
        )
        return Written(date=shown)

    def _order(self, role: Role) -> Order | None:
        at = self._mapping.column(role)
        return self._mapping.orders.get(at) if at is not None else None

    def _factuality(self, row: Row, date: DateValue | None, questions: list[str]) -> str:
        said = self._text(row, "happened")
        found = lexicon.meaning("happened", said, FACTUALITY)
        if said and not found:
            questions.append(f"“{said}” does not say whether it happened")
        if not found and date is not None and date.first_day is not None and date.first_day > self._today:
            questions.append("the date is still to come: it comes in as planned")
            return "planned"
        return found

    def _quoted(self, row: Row) -> tuple[str, ...]:
        found: list[str] = []
        for cell, role in zip(row.cells, self._mapping.columns, strict=False):
            if role in ("what", "more", "source", "note"):
                for text in (cell.text, *cell.notes):
                    found += quotations(text)
        return tuple(dict.fromkeys(found))

    def _links(self, row: Row) -> tuple[str, ...]:
        found: list[str] = []
        for cell in row.cells:
            found += cell.links
            for text in (cell.text, *cell.notes):
                found += (link.rstrip(".,;:)]}”\"'") for link in re.findall(r"https?://\S+", text))
        return tuple(dict.fromkeys(found))


def _is_old(table: Table, mapping: columns.Mapping) -> bool:
    """Whether the other dates of the table are of the years around 1905 themselves."""
    serials = [cell.date.serial for row in table.rows for cell in row.cells if cell.date is not None]
    others = [serial for serial in serials if not _YEAR_TYPED[0] <= serial <= _YEAR_TYPED[1]]
    return bool(others) and all(serial < 6000 for serial in others)


def _names(text: str) -> tuple[str, ...]:
    parts: Sequence[str] = re.split(r"[;\n]", text)
    return tuple(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells)


def _left_out(row: Row, why: str) -> RowRead:
    return RowRead(number=row.number, texts=_texts(row), state="left out", problem=why)
