"""Pages come back as they were read; a new reading takes the place of the old one and leaves text layers be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronofile.errors import CaseDamaged
from chronofile.model import Failure
from chronofile.store import CaseStore, create
from tests.store.records import a_run, incoming, page_of, put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create(tmp_path / "case", "Test") as made:
        yield made


def test_a_page_comes_back_with_its_findings(store: CaseStore) -> None:
    page = put(store, incoming())
    assert store.page(page.article.layer.id) == page
    assert list(store.pages()) == [page]
    assert store.text_layer(page.article.layer.id) == page.article.layer
    assert store.text_layer("none") is None


def test_pages_come_in_an_order_made_of_content(store: CaseStore, tmp_path: Path) -> None:
    texts = [f"Page {n}\nText." for n in range(6)]
    for text in texts:
        put(store, incoming(text))
    with create(tmp_path / "other", "Test") as other:
        for text in reversed(texts):
            put(other, incoming(text))
        assert [p.article.layer.id for p in store.pages()] == [p.article.layer.id for p in other.pages()]


def test_a_list_needs_no_text(store: CaseStore) -> None:
    page = put(store, incoming())
    (listed,) = store.listed()
    assert (listed.headline, listed.outlet, listed.byline) == ("Harbour workers strike", "Norrby Post", ("Ada Holm",))
    assert (listed.text_layer, listed.location) == (page.article.layer.id, "norrby.txt")
    assert (listed.published, listed.snapshot) == (page.article.published, page.article.snapshot)


def test_a_new_reading_takes_the_place_of_the_old_and_keeps_its_layer(store: CaseStore) -> None:
    old = put(store, incoming(), "plain-1")
    new = put(store, incoming(), "plain-2")
    assert list(store.pages()) == [new]
    assert store.text_layer(old.article.layer.id) == old.article.layer
    with pytest.raises(CaseDamaged, match=f"no page has the text layer {old.article.layer.id}"):
        store.page(old.article.layer.id)
    put(store, incoming(), "plain-1")
    assert list(store.pages()) == [old]


def test_a_page_that_was_never_kept_is_not_written(store: CaseStore) -> None:
    run = store.begin_run(a_run())
    with pytest.raises(sqlite3.IntegrityError):
        store.put_page(run.id, page_of(incoming()))
    assert list(store.pages()) == []


def test_reading_a_page_ends_its_failures_and_no_others(store: CaseStore) -> None:
    given = incoming()
    mine = Failure(location="norrby.txt", kind="limit", message="slow", snapshot=given.acquisition.snapshot)
    other = Failure(location="norrby.txt", kind="input", message="cut")
    store.put_failure(other)
    store.put_failure(mine, made_from="v1")
    store.put_failure(mine, made_from="v2")
    assert store.failures() == (other, mine)
    assert store.tried() == {(given.acquisition.snapshot, "v2")}
    put(store, given)
    assert store.failures() == (other,)
    store.clear_failures([other])
    assert store.failures() == ()


def test_a_reading_that_cannot_be_decoded_is_named_and_can_be_passed_over(store: CaseStore) -> None:
    broken = put(store, incoming())
    whole = put(store, incoming("Other\npage."))
    store.db.run("UPDATE article SET times = x'2801' WHERE text_layer = ?", broken.article.layer.id)
    with pytest.raises(CaseDamaged, match=f"{broken.article.snapshot.sha256}.*build the case again"):
        list(store.pages())
    damaged: dict[str, CaseDamaged] = {}
    assert list(store.pages(damaged.__setitem__)) == [whole]
    assert list(damaged) == [broken.article.snapshot.sha256]


def test_a_failure_that_cannot_be_read_back_is_still_one(store: CaseStore) -> None:
    store.put_failure(Failure(location="a.txt", kind="input", message="cut"))
    store.db.run("UPDATE failure SET body = '{'")
    (failure,) = store.failures()
    assert (failure.location, failure.kind) == ("a.txt", "our defect")
    store.put_failure(Failure(location="a.txt", kind="input", message="cut"))
    assert store.failures()[0].message == "cut"


def test_all_pages_at_once_are_the_same_with_equal_strings_held_once(store: CaseStore) -> None:
    pages = [put(store, incoming(f"Page {n}\nThe union met the mayor.")) for n in range(2)]
    together = store.all_pages()
    whole = {p.findings.text_layer: p for p in pages}
    for page in together:
        kept = whole[page.findings.text_layer]
        assert page.findings == kept.findings
        assert page.article.layer.text == kept.article.layer.text
        assert page.article.layout == kept.article.layout
        assert len(page.article.layer.segments) == 0
    assert [p.findings for p in together] == [p.findings for p in store.pages()]
    one, two = (page.findings.findings[0] for page in together)
    assert one.reason is two.reason
    assert one.value is not two.value
    assert one.snapshot is together[0].findings.snapshot


def test_all_pages_pass_over_what_is_damaged(store: CaseStore) -> None:
    put(store, incoming())
    store.db.run("DELETE FROM layout")
    damaged: dict[str, CaseDamaged] = {}
    assert store.all_pages(damaged.__setitem__) == []
    assert len(damaged) == 1
