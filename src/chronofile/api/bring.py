"""Bring: a person's own chronology into a case: looked at, mapped, reported row by row, then taken in as one step."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chronofile import bring, lang
from chronofile.api.case import Case
from chronofile.api.clock import today
from chronofile.api.draft import charset_of
from chronofile.api.reading import find_times
from chronofile.bring import Document, Fix, Found, Order, OrderFound, RowRead, Tracked
from chronofile.bring import Mapping as Columns
from chronofile.errors import CalledWrongly, JudgementRefused
from chronofile.model import Chronology, DateValue, Entry, Judgement, sha256
from chronofile.store.texts import texts


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A file with tables, as it was given. `is_ours` when an export of ours is recognised in it."""

    document: Document
    sha256: str
    is_ours: bool


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it was read and what a case has to say about it. `found` is where its words stand on a kept page, None
    where they stand on none; `told` says so in words. `entry` is the entry that says the same already, "" for none.
    """

    read: RowRead
    found: Found | None = None
    told: str = ""
    entry: str = ""

    @property
    def is_taken(self) -> bool:
        return self.read.is_understood


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What would be brought in. `name` and `sha256` are the file's, `table` says which of its tables, "" for the only
    one. `orders` are columns of dates in which the order of day and month is not known and matters.
    """

    name: str
    sha256: str
    table: str
    rows: tuple[ReportRow, ...]
    notes: tuple[str, ...] = ()
    orders: tuple[int, ...] = ()

    @property
    def taken(self) -> tuple[ReportRow, ...]:
        return tuple(row for row in self.rows if row.is_taken)

    def counts(self) -> Mapping[str, int]:
        """Rows by their state: "taken", "question", "not understood", "left out"."""
        return Counter(row.read.state for row in self.rows)


def opened(data: bytes, name: str, tracked: Tracked = "with") -> Given:
    """The tables of a Word document, a workbook or a CSV file. Raises CalledWrongly, naming it and the way out."""
    document = bring.read_document(data, name, tracked, charset_of)
    return Given(document=document, sha256=sha256(data), is_ours=bring.is_ours(document))


def guessed(given: Given, table: int | None = None) -> Columns:
    """A mapping to begin with, of the likeliest table or that of a number. Raises CalledWrongly for one not there."""
    tables = given.document.tables
    number = bring.likeliest_table(tables) if table is None else table
    if not 0 <= number < len(tables):
        raise CalledWrongly(f"{given.document.name} has no table {number + 1}; it has {len(tables)}.")
    return bring.guessed(tables[number], number)


def orders(given: Given, mapping: Columns) -> Mapping[int, OrderFound]:
    """What each column of dates says about the order of day and month, where that matters, by column."""
    table = given.document.tables[mapping.table]
    found = {
        at: bring.order_found(table, at, mapping.heads)
        for at, role in enumerate(mapping.columns)
        if role in bring.DATED and at < table.width
    }
    return {at: order for at, order in found.items() if order.matters}


def report(
    case: Case,
    given: Given,
    mapping: Columns,
    fixes: Mapping[int, Fix] | None = None,
    *,
    chronology: Chronology | None = None,
) -> Report:
    """Every row of the table with what becomes of it; nothing is written. `fixes` are what a person said about rows,
    by number. Raises CalledWrongly where no column says what happened.
    """
    document = given.document
    table = document.tables[mapping.table]
    if "what" not in mapping.columns:
        raise CalledWrongly(f"{document.name}: say which column tells what happened.")
    chronology = chronology or case.chronology()
    read = bring.rows_read(table, mapping, in_words, today(), fixes)
    looked = _against(case, chronology, read, fixes or {})
    missing = tuple(
        at for at, found in orders(given, mapping).items() if at not in mapping.orders and found.order is None
    )
    return Report(
        name=document.name,
        sha256=given.sha256,
        table=_table_name(document, mapping.table),
        rows=looked,
        notes=(*document.notes, *table.notes),
        orders=missing,
    )


def bring_in(case: Case, made: Report, *, by: str) -> tuple[Judgement, ...]:
    """An entry for each row that is understood, as one step: taken back as one.

    Raises JudgementRefused when no row is, or the order of day and month is still to be told.
    """
    if made.orders:
        raise JudgementRefused("say first whether the day or the month comes first")
    if not made.taken:
        raise JudgementRefused(f"{made.name}: no row of it is understood, so nothing was brought in")
    with case.judge.together(f"brought in from {made.name}"):
        return tuple([_make(case, made, row, by) for row in made.taken])


def in_words(text: str) -> DateValue | None:
    """A date told in words of any language there are words for; None where it is none, or two languages disagree."""
    found = {}
    for language in lang.languages():
        value = _one_date(text, language) if lang.load(language, "time") else None
        if value is not None:
            found[(value.edtf, value.extent)] = value
    return next(iter(found.values())) if len(found) == 1 else None


def _one_date(text: str, language: str) -> DateValue | None:
    times = find_times(text, language=language)
    outside = "".join(c for at, c in enumerate(text) if not any(t.start <= at < t.end for t in times)).strip(" .")
    if any(c.isdigit() for c in outside) or not 1 <= len(times) <= 2:
        return None
    value = times[0].date
    if value is None or (value.earliest is None and value.latest is None):
        return None
    if len(times) == 2:
        # The ends of one stretch: the first expression stands for all of it.
        last = times[1].date
        return value if last is not None and last.latest and value.latest == last.latest and value.earliest else None
    return value if not re.search(r"\w", outside) or value.qualifier != "exact" else None


def _against(
    case: Case, chronology: Chronology, read: Sequence[RowRead], fixes: Mapping[int, Fix]
) -> tuple[ReportRow, ...]:
    """Each row beside what the case holds: the same entry, its words on a page; and beside earlier rows of its own."""
    known = {_same_as(e): e.id for e in chronology.entries if e.state not in ("rejected", "merged")}
    pages = _Pages(case, chronology) if any(r.is_understood and (r.quotations or r.links) for r in read) else None
    earlier: dict[tuple[str, str], int] = {}
    made = []
    for row in read:
        if not row.is_understood:
            made.append(ReportRow(read=row))
            continue
        key = (_plain(row.what), row.date.edtf if row.date else "")
        insists = (fixes.get(row.number) or Fix()).take is True
        if key in known and not insists:
            left = msgspec.structs.replace(row, state="left out", problem="it is in the chronology already")
            made.append(ReportRow(read=left, entry=known[key]))
            continue
        if key in earlier and not insists:
            asked = (*row.questions, f"it says the same as row {earlier[key]}")
            row = msgspec.structs.replace(row, state="question", questions=asked)
        earlier.setdefault(key, row.number)
        found, told = pages.of(row) if pages else (None, "")
        made.append(ReportRow(read=row, found=found, told=told))
    return tuple(made)


class _Pages:
    """The pages of a case, for finding the words of rows on them."""

    def __init__(self, case: Case, chronology: Chronology) -> None:
        held = [page for page in texts(case.store.db) if page.text_layer not in chronology.withdrawn]
        self._words = bring.PagesWords((page.text_layer, page.text) for page in held)
        self._copies = {copy: group.original for group in chronology.syndication for copy in group.copies}
        self._by_address: dict[str, list[str]] = {}
        for page in held:
            if page.url:
                self._by_address.setdefault(_address(page.url), []).append(page.text_layer)

    def of(self, row: RowRead) -> tuple[Found | None, str]:
        linked = [layer for link in row.links for layer in self._by_address.get(_address(link), ())]
        several = 0
        for words in row.quotations:
            places = self._words.places(words)
            found = bring.chosen(places, linked, self._copies)
            if found is not None:
                return found, ""
            several = max(several, len(places))
        if linked and bring.is_telling(row.what):
            on_linked = [place for place in self._words.places(row.what) if place.page in linked]
            if len(on_linked) == 1:
                return on_linked[0], ""
        if several:
            return None, f"its words stand in {several} places on the pages held; choose one on the entry"
        if row.quotations:
            return None, "its words are not found on the pages held"
        return None, "the page it links to is held; mark its words there" if linked else ""


def _make(case: Case, made: Report, row: ReportRow, by: str) -> Judgement:
    read = row.read
    values: dict[str, Any] = {"headline": read.what}
    if read.date is not None:
        values["occurred"] = {"edtf": read.date.edtf, "verbatim": read.date.verbatim}
    plain = {"factuality": read.factuality, "place": read.place, "said_by": read.said_by}
    values |= {name: value for name, value in plain.items() if value}
    if read.who:
        values["involvements"] = [{"name": name, "part": "participant"} for name in read.who]
    origin = {"file": made.name, "sha256": made.sha256, "table": made.table, "row": read.number}
    details: dict[str, Any] = {"brought_from": {name: value for name, value in origin.items() if value}}
    given = {"source": read.source, "note": read.note, "links": list(read.links)}
    if row.found is None:
        given["quotation"] = " … ".join(read.quotations)
    details |= {f"brought_{name}": value for name, value in given.items() if value}
    values["details"] = details
    place = f"row {read.number}" + (f" of {made.table}" if made.table else "")
    reason = f"brought in from {made.name}, {place}" + (f"; source given there: {read.source}" if read.source else "")
    if row.found is None:
        return case.judge.make(values, by=by, reason=reason)
    return case.judge.make(values, by=by, page=row.found.page, span=row.found.span, reason=reason)


def _table_name(document: Document, number: int) -> str:
    if len(document.tables) == 1:
        return ""
    name = document.tables[number].name
    return f"“{name}”" if name else f"table {number + 1}"


def _same_as(entry: Entry) -> tuple[str, str]:
    return _plain(entry.headline), entry.occurred.edtf if entry.occurred else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _address(url: str) -> str:
    """Addresses that lead to the same page: with or without www, a slash at the end, a place on the page."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    return bare.partition("#")[0].rstrip("/")


def reads_as(text: str, order: Order) -> DateValue | None:
    """What a date would be if its day, or its month, came first; None where it is none."""
    return bring.written(text, order, in_words, today()).date
