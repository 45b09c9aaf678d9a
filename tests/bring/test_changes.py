"""An edited export held against the case: export and import without an edit propose nothing, each edit exactly itself."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import docx
import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronofile.api.bring import in_words
from chronofile.bring import Compared, Standing, compared, is_ours, read_document
from chronofile.model import DateValue, Entry
from chronofile.show import Export, exporter
from chronofile.show.export import is_shown
from chronofile.show.table import COLUMNS, read_back
from tests.show.sample import sample

TODAY = dt.date(2026, 1, 15)
WHEN, WHAT, HAPPENED, PLACE = (COLUMNS.index(name) for name in ("when", "what", "happened?", "place"))
PRINTED = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(lambda t: t.strip())


def standing(export: Export, format: str) -> list[Standing]:
    return [
        Standing(e.id, read_back(e))
        for e in export.chronology.entries
        if is_shown(e) and (format != "docx" or e.aspect == "event")
    ]


def back(data: bytes, format: str, now: Export | None = None) -> Compared:
    read = read_document(data, f"chronology.{format}", guess=lambda _: None)
    assert is_ours(read)
    return compared(read, standing(now or sample(), format), in_words, TODAY)


def told(found: Compared) -> list[tuple[str, str, str, str]]:
    return [(p.kind, p.entry, p.column, p.now) for p in found.proposals]


def edited(format: str, edit: Callable[[Any], None], export: Export | None = None) -> bytes:
    """The export as it comes back from Word or Excel: `edit` gets the table or the sheet."""
    data = exporter(format).write(export or sample())
    made = docx.Document(io.BytesIO(data)) if format == "docx" else openpyxl.load_workbook(io.BytesIO(data))
    edit(made.tables[0] if format == "docx" else made.worksheets[0])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_headlines(headlines: list[str]) -> Export:
    export = sample()
    entries = tuple(
        msgspec.structs.replace(entry, headline=headlines[number % len(headlines)])
        for number, entry in enumerate(export.chronology.entries)
    )
    return msgspec.structs.replace(export, chronology=msgspec.structs.replace(export.chronology, entries=entries))


def row_of(table: Any, entry: str) -> Any:
    """The row of a Word table whose second cell says an entry's words."""
    words = next(e.headline for e in sample().chronology.entries if e.id == entry)
    return next(row for row in table.rows if row.cells[1].paragraphs[0].text == words)


def line_of(sheet: Any, entry: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == entry)


@pytest.mark.parametrize("format", ["docx", "xlsx", "csv"])
def test_without_an_edit_nothing_is_proposed(format: str) -> None:
    found = back(exporter(format).write(sample()), format)
    assert found.proposals == ()
    assert found.known == found.rows == len(standing(sample(), format))


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_nor_when_another_program_saved_it(format: str) -> None:
    assert back(edited(format, lambda _: None), format).proposals == ()


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_whatever_the_words_are(headlines: list[str]) -> None:
    export = with_headlines([f"x{headline}" for headline in headlines])
    for format in ("docx", "xlsx", "csv"):
        found = compared(read_document(exporter(format).write(export), "a"), standing(export, format), in_words, TODAY)
        assert found.proposals == (), format


@settings(max_examples=40)
@given(st.data())
def test_each_edit_of_a_word_table_proposes_exactly_itself(data: st.DataObject) -> None:
    entries = [e for e in sample().chronology.entries if is_shown(e) and e.aspect == "event"]
    wanted: set[tuple[str, str, str]] = set()
    edits = data.draw(st.lists(st.sampled_from(entries), unique_by=lambda e: e.id, max_size=4))
    acts = [data.draw(st.sampled_from(("what", "when", "deleted"))) for _ in edits]
    new = data.draw(st.lists(PRINTED, min_size=4, max_size=4))
    days = data.draw(st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2024, 12, 31)), min_size=4, max_size=4))

    def edit(table: Any) -> None:
        rows = [(row_of(table, entry.id), entry) for entry in edits]
        for (row, entry), act, words, day in zip(rows, acts, new, days, strict=False):
            if act == "deleted":
                row._tr.getparent().remove(row._tr)
                wanted.add(("deleted", entry.id, ""))
            elif act == "what":
                said = f"{words} {entry.headline}"
                row.cells[1].paragraphs[0].runs[0].text = said
                wanted.add(("changed", entry.id, "what"))
            else:
                row.cells[0].paragraphs[0].runs[0].text = f"{day.day} {day:%B} {day.year}"
                wanted.add(("changed", entry.id, "when"))

    found = back(edited("docx", edit), "docx")
    assert {(p.kind, p.entry, p.column) for p in found.proposals} == wanted
    assert len(found.proposals) == len(wanted)
    for proposal in found.proposals:
        assert not proposal.problem
        if proposal.column == "when":
            assert proposal.date is not None
            assert proposal.date.edtf in {day.isoformat() for day in days}


@settings(max_examples=40)
@given(st.data())
def test_each_edit_of_a_workbook_proposes_exactly_itself(data: st.DataObject) -> None:
    entries = [e for e in sample().chronology.entries if is_shown(e)]
    wanted: set[tuple[str, str, str]] = set()
    edits = data.draw(st.lists(st.sampled_from(entries), unique_by=lambda e: e.id, max_size=4))
    acts = [data.draw(st.sampled_from(("what", "when", "place", "deleted"))) for _ in edits]
    new = data.draw(st.lists(PRINTED, min_size=4, max_size=4))

    def edit(sheet: Any) -> None:
        for entry, act, words in zip(edits, acts, new, strict=False):
            line = line_of(sheet, entry.id)
            if act == "deleted":
                sheet.delete_rows(line)
            elif act == "when":
                sheet.cell(line, WHEN + 1).value = dt.date(1999, 12, 31)
            elif act == "what":
                sheet.cell(line, WHAT + 1).value = f"Word {words}"
            else:
                sheet.cell(line, PLACE + 1).value = f"Place {words}"
            wanted.add(("deleted", entry.id, "") if act == "deleted" else ("changed", entry.id, act))

    found = back(edited("xlsx", edit), "xlsx")
    assert {(p.kind, p.entry, p.column) for p in found.proposals} == wanted
    assert len(found.proposals) == len(wanted)
    assert all(p.date is not None and p.date.edtf == "1999-12-31" for p in found.proposals if p.column == "when")


def test_a_row_added_in_word_and_one_in_excel() -> None:
    def in_word(table: Any) -> None:
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = "5 March 2024", "The boat left"

    (made,) = back(edited("docx", in_word), "docx").proposals
    assert (made.kind, made.now, made.when) == ("added", "The boat left", "5 March 2024")
    assert made.date is not None
    assert made.date.edtf == "2024-03-05"

    def in_excel(sheet: Any) -> None:
        line = sheet.max_row + 1
        for column, value in ((WHEN, dt.date(2024, 3, 5)), (WHAT, "The boat left"), (HAPPENED, "Planned")):
            sheet.cell(line, column + 1).value = value

    (made,) = back(edited("xlsx", in_excel), "xlsx").proposals
    assert (made.kind, made.now, made.factuality) == ("added", "The boat left", "planned")


def test_a_row_copied_with_its_mark_is_an_added_one() -> None:
    def copy(sheet: Any) -> None:
        line = line_of(sheet, "e003")
        texts = [cell.value for cell in sheet[line]]
        texts[WHAT] = "The same on another day"
        sheet.append(texts)

    assert told(back(edited("xlsx", copy), "xlsx")) == [("added", "", "", "The same on another day")]


def test_rows_in_another_order_are_no_change() -> None:
    def turn(table: Any) -> None:
        for row in list(table.rows)[1:]:
            table._tbl.insert(3, row._tr)

    assert back(edited("docx", turn), "docx").proposals == ()


def test_what_changed_here_meanwhile_is_not_proposed_back() -> None:
    now = with_headlines(["Changed in the case since"])
    assert back(exporter("docx").write(sample()), "docx", now).proposals == ()


def test_an_edit_on_both_sides_says_so() -> None:
    def edit(table: Any) -> None:
        row_of(table, "e003").cells[1].paragraphs[0].runs[0].text = "Changed in Word"

    (made,) = back(edited("docx", edit), "docx", with_headlines(["Changed in the case"])).proposals
    assert (made.was, made.now, made.changed_here) == ("Changed in the case", "Changed in Word", True)


def test_the_same_edit_on_both_sides_is_none() -> None:
    def edit(table: Any) -> None:
        row_of(table, "e003").cells[1].paragraphs[0].runs[0].text = "Changed alike"

    assert back(edited("docx", edit), "docx", with_headlines(["Changed alike"])).proposals == ()


def test_a_file_without_any_mark_is_matched_by_its_words() -> None:
    def strip(table: Any) -> None:
        for mark in list(table._tbl.iter(docx.oxml.ns.qn("w:bookmarkStart"))):
            mark.getparent().remove(mark)
        row_of(table, "e003").cells[1].paragraphs[0].runs[0].text = "Governor Pavel Oster announced an arrest"

    (made,) = back(edited("docx", strip), "docx").proposals
    assert (made.kind, made.entry, made.column, made.by_words) == ("changed", "e003", "what", True)


def test_a_row_emptied_counts_as_deleted_and_words_alone_cannot_be() -> None:
    def edit(sheet: Any) -> None:
        for column in (WHEN, WHAT):
            sheet.cell(line_of(sheet, "e003"), column + 1).value = None
        sheet.cell(line_of(sheet, "e002"), WHAT + 1).value = None

    found = {p.entry: p for p in back(edited("xlsx", edit), "xlsx").proposals}
    assert found["e003"].kind == "deleted"
    assert "needs words" in found["e002"].problem


def test_a_date_that_is_not_understood_cannot_be_taken_over_and_says_why() -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(line_of(sheet, "e003"), WHEN + 1).value = "3/4/2024"
        sheet.cell(line_of(sheet, "e002"), WHEN + 1).value = "soon"
        sheet.cell(line_of(sheet, "e001"), HAPPENED + 1).value = "blue"

    found = {p.entry: p.problem for p in back(edited("xlsx", edit), "xlsx").proposals}
    assert "write the month by its name" in found["e003"]
    assert "not understood" in found["e002"]
    assert "does not say" in found["e001"]


def test_rows_that_are_no_entries_any_more_are_counted_and_only_their_edits_proposed() -> None:
    export = sample()
    gone: tuple[Entry, ...] = tuple(e for e in export.chronology.entries if e.id not in ("e002", "e003"))
    now = msgspec.structs.replace(export, chronology=msgspec.structs.replace(export.chronology, entries=gone))

    def edit(table: Any) -> None:
        row_of(table, "e003").cells[1].paragraphs[0].runs[0].text = "Edited after all"

    found = back(edited("docx", edit), "docx", now)
    assert told(found) == [("added", "", "", "Edited after all")]
    assert "1 rows of the file are no longer entries here" in found.notes[0]


def test_csv_says_that_deleted_rows_are_not_seen() -> None:
    lines = exporter("csv").write(sample()).decode("utf-8-sig").split("\r\n")
    found = back("\r\n".join(lines[:1] + lines[2:]).encode(), "csv")
    assert found.proposals == ()
    assert "deleted there are not seen" in found.notes[0]


def test_every_date_in_words_is_read_as_it_was_written() -> None:
    """A date copied from one row into another means the same there."""
    from chronofile.bring.written import written
    from chronofile.show.dates import when

    for edtf in (
        "2024-03-05",
        "2024-03",
        "2024",
        "2024-21",
        "[2024-03-05..2024-04-07]",
        "[..2024-03-05]",
        "[2024-03-05..]",
    ):
        value = DateValue.from_edtf(edtf)
        told = written(when(value).value, None, in_words, TODAY)
        assert told.date is not None, when(value).value
        assert (told.date.earliest, told.date.latest) == (value.earliest, value.latest), when(value).value
