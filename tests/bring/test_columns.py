from __future__ import annotations

from chronofile.bring.columns import guessed, likeliest_table, order_found, role_of_heading
from chronofile.bring.grid import table_of


def test_headings_in_five_languages() -> None:
    for heading, role in {
        "Date": "when", "DATE:": "when", "Date of event": "when", "Datum": "when", "Fecha": "when", "일자": "when",
        "What happened": "what", "Ereignis": "what", "내용": "what", "Événement": "what",
        "Source": "source", "Quelle": "source", "Pièce": "source", "출처": "source",
        "URL": "link", "Quotation": "words", "Notes": "note", "Ort": "place", "Who": "who", "End date": "until",
        "Nonsense": "", "": "",
    }.items():  # fmt: skip
        assert role_of_heading(heading) == role, heading


def test_columns_by_their_headings() -> None:
    table = table_of("", [["No.", "Date", "Event", "Details", "Source"], ["1", "13/4/2024", "a", "b", "c"]])
    made = guessed(table)
    assert made.columns == ("", "when", "what", "more", "source")
    assert made.heads == 1
    assert made.orders == {1: "day-month"}


def test_columns_by_what_stands_in_them_where_nothing_is_headed() -> None:
    table = table_of("", [["The boat left the harbour", "2024-03-05", "https://a.example/1"],
                          ["It came back", "2024-03-06", "https://a.example/2"]])  # fmt: skip
    made = guessed(table)
    assert made.columns == ("what", "when", "link")
    assert made.heads == 0


def test_a_head_row_in_unknown_words_is_seen_by_its_contents() -> None:
    table = table_of("", [["Päivä", "Tapahtuma"], ["2024-03-05", "x y z"], ["2024-03-06", "x y z"]])
    made = guessed(table)
    assert made.columns == ("when", "what")
    assert made.heads == 1


def test_a_title_above_the_head_row_is_passed_over() -> None:
    table = table_of(
        "", [["Chronology of the case", "", ""], ["", "", ""], ["Date", "Event", "Source"], ["2024", "x", "y"]]
    )
    assert guessed(table).heads == 3


def test_an_entry_that_begins_with_a_heading_word_is_no_head_row() -> None:
    table = table_of("", [["Date", "Event"], ["2024-03-05", "Date of the hearing set"], ["2024-03-06", "x"]])
    assert guessed(table).heads == 1


def test_the_table_that_is_a_chronology_is_chosen() -> None:
    letters = table_of("a", [["Name", "Phone"]] * 20)
    chronology = table_of("b", [["Date", "Event"], ["2024", "x"]])
    assert likeliest_table([letters, chronology]) == 1


def test_one_date_that_fits_one_order_only_decides_for_the_column() -> None:
    table = table_of("", [["3/4/2024"], ["5/6/2024"], ["13/6/2024"]])
    found = order_found(table, 0, 0)
    assert (found.order, found.day_month, found.undecided, found.examples) == (
        "day-month", 1, 2, ("3/4/2024", "5/6/2024"),
    )  # fmt: skip


def test_where_nothing_decides_or_both_do_it_is_asked_for() -> None:
    assert order_found(table_of("", [["3/4/2024"], ["5/6/2024"]]), 0, 0).order is None
    both = order_found(table_of("", [["13/4/2024"], ["4/13/2024"]]), 0, 0)
    assert both.order is None
    assert both.matters
    assert not order_found(table_of("", [["2024-04-13"], ["5/5/2024"], ["May 2024"]]), 0, 0).matters
