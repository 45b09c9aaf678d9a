import csv
import io

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chronofile.show.table import COLUMNS, FORMULA, neutralised, restore
from chronofile.show.to_csv import to_csv
from tests.show.sample import AGENCY, HOSTILE, sample, words


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_excel_gets_its_mark_and_line_ends() -> None:
    data = to_csv(sample())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") >= 15


def test_one_row_an_entry_with_all_columns() -> None:
    table = rows(to_csv(sample()))
    assert list(table[0]) == list(COLUMNS)
    assert len(table) == 18
    row = next(r for r in table if r["id"] == "e002")
    assert row["when"] == "January 2025 · some day in the month"
    assert (row["edtf"], row["earliest"], row["latest"], row["basis"]) == (
        "2025-01",
        "2025-01-01",
        "2025-01-31",
        "relative",
    )
    assert row["reports differ"].startswith("place: in Port Lasko / off Cape Venn")
    assert (row["reports"], row["copies"]) == ("2", "1")
    assert AGENCY[int(row["start"]) : int(row["end"])] == row["exact words"]
    assert next(r for r in table if r["id"] == "e010")["quotation"] == ""
    assert next(r for r in table if r["id"] == "e014")["what"] == HOSTILE


def test_no_cell_starts_a_formula() -> None:
    export = sample()
    evil = tuple(
        msgspec.structs.replace(e, headline='=HYPERLINK("http://evil.example")') for e in export.chronology.entries
    )
    data = to_csv(msgspec.structs.replace(export, chronology=msgspec.structs.replace(export.chronology, entries=evil)))
    for row in rows(data):
        assert row["what"] == '\'=HYPERLINK("http://evil.example")'
        assert restore(row["what"]) == '=HYPERLINK("http://evil.example")'


@given(st.one_of(st.text(), st.sampled_from(FORMULA).flatmap(lambda f: st.text().map(lambda t: f + t)), st.just(" =1")))
def test_neutralising_can_be_undone_and_leaves_nothing_to_compute(cell: str) -> None:
    safe = neutralised(cell)
    assert restore(safe) == cell
    assert not safe.lstrip().startswith(FORMULA)


def test_repaired_words_stand_beside_the_exact_ones() -> None:
    row = next(r for r in rows(to_csv(sample())) if r["id"] == "e013")
    assert row["quotation"] == "It's our mother who waits, the letter says."
    assert row["exact words"] == "It\\'s our mother who waits, the letter says."


def test_words_of_the_sample_are_exact() -> None:
    assert words(AGENCY, "Ida Brenner").exact == "Ida Brenner"
