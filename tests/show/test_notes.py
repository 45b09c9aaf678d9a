from chronofile.show.notes import Notes, letters, page_name
from tests.show.sample import AGENCY, COPY, INTERVIEW, layer_id, page, sample, words


def test_the_same_quotation_keeps_its_number() -> None:
    notes = Notes(sample())
    numbers = [n.number for n in notes.all()]
    assert numbers == list(range(1, len(numbers) + 1))
    shared = notes.number(words(AGENCY, "three sailors off Cape Venn"))
    assert shared is not None
    assert [n.entries for n in notes.all() if n.number == shared] == [("e002",)]
    twice = notes.number(words(INTERVIEW, "arrested the crew on 14 January 2025"))
    assert [n.entries for n in notes.all() if n.number == twice] == [("e002", "e003")]


def test_pages_get_letters_in_the_order_they_are_cited() -> None:
    notes = Notes(sample())
    assert [notes.letter(layer_id(t)) for t in (AGENCY, COPY, INTERVIEW)] == ["A", "B", "C"]
    assert notes.letter("nothing") == ""


def test_only_wanted_entries_are_noted() -> None:
    assert [n.citation.exact for n in Notes(sample(), ["e008"]).all()] == [
        "A court clerk denied that a hearing had been cancelled."
    ]


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]


def test_a_page_without_headline_has_the_name_of_its_file() -> None:
    assert page_name(page(AGENCY, headline=None, location="C:\\pages\\x.html")) == "x.html"
    assert page_name(page(AGENCY, headline=None, location="")) == "a page without a headline"
