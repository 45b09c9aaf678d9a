"""Pages are found by their words, in scripts with and without spaces; nothing typed is an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.store import CaseStore, create
from chronofile.store.terms import match_expression, terms
from tests.store.records import incoming, put

TEXTS = {
    "english": "Dockers\nThe union's dockers met Émile Çelik, the mayor of Norrby, on Monday.",
    "korean": "포로\n우크라이나에 있는 북한군 포로 두 명은 한국행을 원한다.",
    "japanese": "捕虜\n日本の弁護士は捕虜交換について語った。G7も。",
    "german": "Hafen\nDie Gewerkschaft traf am Montag den Bürgermeister.",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseStore]:
    with create(tmp_path_factory.mktemp("search") / "case", "Test") as made:
        for name, text in TEXTS.items():
            put(made, incoming(text, name))
        yield made


def found(store: CaseStore, query: str) -> set[str]:
    places = {page.text_layer: page.location for page in store.listed()}
    return {places[hit.text_layer] for hit in store.search(query)}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("union", {"english"}),
        ("UNION Norrby", {"english"}),
        ("union Hafen", set()),
        ("emile celik", {"english"}),
        ("Bürgermeister", {"german"}),
        ("burgermeister", {"german"}),
        ('"mayor of Norrby"', {"english"}),
        ('"Norrby of mayor"', set()),
        ("dock*", {"english"}),
        ("dock", set()),
        ("포로", {"korean"}),
        ("북한군", {"korean"}),
        ("한군", {"korean"}),
        ("군북", set()),
        ("명", {"korean"}),
        ("다", {"korean"}),
        ("捕虜", {"japanese"}),
        ("捕虜交換", {"japanese"}),
        ("G7", {"japanese"}),
        ('"G7も"', {"japanese"}),
        ("ｇ７", {"japanese"}),
        ("포로 원한다", {"korean"}),
        ("", set()),
        ('!?* "', set()),
    ],
)
def test_words_find_their_pages(store: CaseStore, query: str, names: set[str]) -> None:
    assert found(store, query) == names


def test_a_hit_names_the_page_and_better_ones_come_first(store: CaseStore) -> None:
    hits = store.search("the")
    assert hits[0].headline == "Dockers"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(store.search("the", limit=0)) == 0


def test_a_page_read_again_is_found_by_its_new_words_once(tmp_path: Path) -> None:
    with create(tmp_path / "case", "Test") as made:
        put(made, incoming("One\nword"), "plain-1")
        put(made, incoming("One\nword"), "plain-2")
        assert len(made.search("word")) == 1


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_nothing_typed_is_an_error(store: CaseStore, query: str) -> None:
    store.search(query)
    store.search(f'"{query}')
    store.search(f"union AND ({query}) NEAR *")


@given(st.lists(st.sampled_from(list("ab1é포로捕虜を ")), max_size=30).map("".join), st.data())
def test_every_stretch_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    """In words of the index: what is typed as a phrase matches wherever it stands whole words or unspaced runs."""
    expression = match_expression(text)
    assert (expression is None) == (not list(terms(text)))


def test_a_word_of_twenty_megabytes_is_no_trouble() -> None:
    assert [len(term) for term in terms("x" * 20_000_000)] == [64]
    assert sum(1 for _ in terms("포" * 300_000)) == 300_000
