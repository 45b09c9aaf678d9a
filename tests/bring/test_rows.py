"""Rows of a person's own table: taken, taken with a question, not understood with the reason, none dropped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from chronofile.api.bring import in_words
from chronofile.bring import Fix, RowRead, guessed, read_document, rows_read
from chronofile.bring.grid import Table, table_of
from tests.bring.files import workbook

TODAY = dt.date(2026, 1, 15)


def read(table: Table, fixes: dict[int, Fix] | None = None, **changed: Any) -> list[RowRead]:
    mapping = msgspec.structs.replace(guessed(table), **changed)
    return list(rows_read(table, mapping, in_words, TODAY, fixes))


def lines(*rows: list[str]) -> Table:
    return table_of("", list(rows))


def test_a_row_with_all_a_row_can_have() -> None:
    head = ["Date", "Time", "Event", "Details", "Place", "Who", "Said by", "Quotation", "Source", "Link", "Note"]
    row = ["2024-03-05", "14:30", "The boat left", "for  good", "Tarnwick", "Ada Merrow; the crew", "the office",
           "“it left at half past two”", "file 3", "https://a.example/1", "ask again"]  # fmt: skip
    (made,) = read(lines(head, row))
    assert made.state == "taken"
    assert made.what == "The boat left for good"
    assert made.date is not None
    assert made.date.edtf == "2024-03-05T14:30"
    assert (made.place, made.said_by, made.source, made.note) == ("Tarnwick", "the office", "file 3", "ask again")
    assert made.who == ("Ada Merrow", "the crew")
    assert made.quotations == ("it left at half past two",)
    assert made.links == ("https://a.example/1",)
    assert made.texts == tuple(row)


def test_every_row_is_accounted_for() -> None:
    table = lines(
        ["Date", "Event"],
        ["2024-03-05", "a"],
        ["", ""],
        ["nonsense", "b"],
        ["2024-03-06", ""],
        ["", "no date here"],
        ["2025", ""],
        ["2030-01-01", "a hearing"],
    )
    made = read(table)
    assert [row.number for row in made] == [2, 3, 4, 5, 6, 7, 8]
    assert [row.state for row in made] == [
        "taken", "left out", "not understood", "not understood", "question", "left out", "question",
    ]  # fmt: skip
    assert "nonsense" in made[2].problem
    assert "no words say what happened" in made[3].problem
    assert "undated" in made[4].questions[0]
    assert made[6].factuality == "planned"
    assert "still to come" in made[6].questions[0]


def test_a_year_as_a_heading_gives_its_year_to_the_rows_below() -> None:
    made = read(lines(["Date", "Event"], ["2023", ""], ["3 March", "a"], ["2024", ""], ["4 April", "b"]))
    assert [row.date.edtf if row.date else "" for row in made] == ["", "2023-03-03", "", "2024-04-04"]


def test_from_and_until_are_one_stretch() -> None:
    head = ["From", "Until", "Event"]
    made = read(
        lines(head, ["2024-03", "2024-05", "a"], ["2024-03", "", "b"], ["2024-05", "2024-03", "c"], ["", "2024", "d"])
    )
    assert [row.date.edtf if row.date else row.problem for row in made] == [
        "2024-03/2024-05", "2024-03", "the row ends before it begins", "the row has an end and no beginning",
    ]  # fmt: skip


def test_a_year_typed_into_a_cell_for_dates_is_asked_about() -> None:
    def as_dates(book: Any) -> None:
        for row in range(2, 5):
            book.active[f"A{row}"].number_format = "dd/mm/yyyy"

    data = workbook([["Date", "Event"], [dt.date(1998, 3, 5), "a"], [1999, "b"], [dt.date(2001, 1, 1), "c"]], as_dates)
    (table,) = read_document(data, "a.xlsx").tables
    made = read(table)
    assert [row.state for row in made] == ["taken", "not understood", "taken"]
    assert "makes of the year 1999" in made[1].problem
    fixed = read(table, {3: Fix(when="1999")})
    assert fixed[1].date is not None
    assert fixed[1].date.edtf == "1999"


def test_a_case_of_1905_is_believed() -> None:
    table = lines(["Date", "Event"], ["x", "y"])
    data = workbook([["Date", "Event"], [dt.date(1905, 6, 21), "a"], [dt.date(1911, 1, 1), "b"]])
    (table,) = read_document(data, "a.xlsx").tables
    assert [row.date.edtf if row.date else row.problem for row in read(table)] == ["1905-06-21", "1911-01-01"]


def test_a_person_may_put_a_row_right_leave_it_out_or_take_it_undated() -> None:
    table = lines(["Date", "Event"], ["nonsense", "a"], ["2024-03-05", "b"], ["whenever", "c"])
    made = read(table, {2: Fix(when="5 March 2024"), 3: Fix(take=False), 4: Fix(undated=True)})
    assert [row.state for row in made] == ["taken", "left out", "taken"]
    assert made[0].date is not None
    assert made[0].date.edtf == "2024-03-05"
    assert made[2].date is None


def test_the_order_is_that_of_the_mapping_and_a_row_that_does_not_fit_is_named() -> None:
    table = lines(["Date", "Event"], ["3/4/2024", "a"], ["4/13/2024", "b"])
    assert [row.date.edtf if row.date else "" for row in read(table)] == ["2024-03-04", "2024-04-13"]
    made = read(table, orders={0: "day-month"})
    assert made[0].date is not None
    assert made[0].date.edtf == "2024-04-03"
    assert "there is no month 13" in made[1].problem


def test_quotations_are_found_in_words_in_sources_and_in_notes() -> None:
    made = read(
        lines(
            ["Date", "Event", "Source"],
            ["2024", "He said “we will leave in the morning”", "paper: „so we shall leave today“"],
        )
    )
    assert made[0].quotations == ("we will leave in the morning", "so we shall leave today")


def test_whether_it_happened_by_a_column_of_its_own() -> None:
    head = ["Date", "Event", "Happened?"]
    made = read(
        lines(head, ["2024", "a", "Planned"], ["2024", "b", "geplant"], ["2024", "c", "blue"], ["2024", "d", ""])
    )
    assert [row.factuality for row in made] == ["planned", "planned", "", ""]
    assert "“blue” does not say" in made[2].questions[0]
