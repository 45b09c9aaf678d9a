import io
import zipfile

import msgspec
import pytest

from chronofile.errors import CalledWrongly, NotExact
from chronofile.show import EXPORTERS, exporter, terminal
from chronofile.show.export import grouped, place_on_page, ready, shown_entries
from tests.show.sample import AGENCY, layer_id, pages, sample, words


def test_the_formats_of_the_contract() -> None:
    assert [e.name for e in EXPORTERS] == ["json", "csv", "xlsx", "docx", "markdown", "html", "timelinejs"]
    assert exporter("csv").suffix == ".csv"
    with pytest.raises(CalledWrongly, match="'papyrus'; known: json, csv"):
        exporter("papyrus")


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS])
def test_only_a_working_copy_can_leave(name: str) -> None:
    with pytest.raises(CalledWrongly, match="no audience 'public' yet; known: working"):
        exporter(name).write(sample(audience="public"))


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS])
def test_a_quotation_that_does_not_equal_its_page_stops_the_export(name: str) -> None:
    held = pages()
    changed = msgspec.structs.replace(held[layer_id(AGENCY)], layer_text=AGENCY.replace("January", "Janvary"))
    with pytest.raises(NotExact, match="does not equal its kept page"):
        exporter(name).write(sample(pages=held | {layer_id(AGENCY): changed}))


def test_a_quotation_of_a_page_that_is_gone_stops_the_export() -> None:
    held = pages()
    del held[layer_id(AGENCY)]
    with pytest.raises(NotExact, match="not held any more"):
        ready(sample(pages=held))


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS])
def test_the_same_record_gives_the_same_bytes(name: str) -> None:
    assert exporter(name).write(sample()) == exporter(name).write(sample())


def text(name: str) -> str:
    """All that a format says of the sample, of Word and Excel files all their parts."""
    data = exporter(name).write(sample())
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(part).decode() for part in parts.namelist())


@pytest.mark.parametrize("name", ["csv", "xlsx", "docx", "markdown", "html", "timelinejs"])
def test_rejected_entries_stay_inside(name: str) -> None:
    assert "A ferry ticket was printed" not in text(name)
    assert "A ferry ticket was printed" not in terminal(sample())


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS])
def test_every_export_is_stamped(name: str) -> None:
    if name != "csv":  # a table has no place for it
        assert "not for release" in text(name)


@pytest.mark.parametrize("name", ["json", "xlsx", "docx", "markdown", "html"])
def test_the_head_of_the_ledger_leaves_with_it(name: str) -> None:
    assert sample().ledger_head in text(name)


def test_counts_leave_rejected_entries_and_copies_out() -> None:
    counts = sample().counts
    assert (counts.entries, counts.decided, counts.suggested, counts.rejected) == (14, 4, 10, 1)
    assert (counts.pages, counts.reports, counts.not_read) == (5, 4, 1)


def test_no_entry_is_lost_for_lack_of_a_date() -> None:
    groups = grouped(shown_entries(sample()))
    assert [title for title, _ in groups] == ["", "Planned", "Undated"]
    assert sum(len(entries) for _, entries in groups) == 14


def test_a_place_is_told_by_the_layout() -> None:
    page = pages()[layer_id(AGENCY)]
    assert place_on_page(page, words(AGENCY, "Ida Brenner")) == "paragraph 3"
    assert place_on_page(page, words(AGENCY, "Pavel Oster")) == "photo caption"
    assert place_on_page(page, words(AGENCY, "Two Sailors")) == "headline"
    assert place_on_page(msgspec.structs.replace(page, blocks=()), words(AGENCY, "Ida Brenner")) == ""


def test_an_empty_case_can_be_exported() -> None:
    empty = sample(chronology=msgspec.structs.replace(sample().chronology, entries=(), agents=(), disagreements=()))
    for each in EXPORTERS:
        assert each.write(empty)
    assert "not found on the 5 pages held" in terminal(empty)
