"""Decisions are laid over the stored chronology entry by entry: it is then what a fold of everything would give."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from chronofile import merge
from chronofile.build import case_key, caught_up
from chronofile.build.decided import told_alone
from chronofile.model import Chronology, Folded, Judgement, Page, Run
from chronofile.store import CaseStore, Made, boundary, create, open_case
from tests.merge.story import Desk, page, random_pages, redate, sentence
from tests.merge.test_histories import Person, seeds

ARREST = sentence("[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm>.", "capture", "2024-05-03")
LATER = sentence("[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in <Kelm>.", "capture", "2024-05-04")
FREED = sentence("[[Mara Holt|target]] was {released}.", "release", "2024-06-01")


def put(store: CaseStore, pages: list[Page]) -> None:
    run = store.begin_run(Run(id="", code="", rules="", configuration="", started_at="2026-01-01T10:00:00Z"))
    for each in pages:
        article = each.article
        # The bytes of a story are not kept by these pages: only their hash is asked for here.
        store.db.run(
            "INSERT OR IGNORE INTO snapshot (sha256, size, media_type) VALUES (?, ?, 'text/plain')",
            article.snapshot.sha256,
            article.snapshot.size,
        )
        store.add_acquisition(article.acquisition, media_type="text/plain", as_of=dt.date(2026, 1, 1))
        store.put_page(run.id, each)


def fold(store: CaseStore, judgements: list[Judgement] | tuple[Judgement, ...]) -> Folded:
    return merge.folded(store.all_pages(), judgements, redate=redate, known_ids=store.known_ids())


def folded_in(store: CaseStore) -> None:
    said = store.judgements()
    made = fold(store, said)
    key = case_key(store, (j.id for j in said), "1")
    assert store.put_projection(made, merge.known_ids(made.chronology), Made(key, len(said))) is not None


def as_kept(told: Chronology) -> Chronology:
    """As it comes back from where it is kept: lists in place of tuples inside values."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(told), type=Chronology)


def check(store: CaseStore) -> bool:
    """Catch up; what is stored then is what a fold gives, agents, pairs, digest and order included."""
    if not caught_up(store, "1"):
        return False
    wanted = as_kept(fold(store, store.judgements()).chronology)
    assert store.projection() == wanted
    assert store.content_digest() == wanted.digest
    assert store.projection_made_from(thorough=True) == case_key(store, (j.id for j in store.judgements()), "1")
    view = store.view()
    assert view is not None
    assert [e.id for e in view.chronology.entries] == [e.id for e in wanted.entries]
    assert view.chronology.agents == wanted.agents
    return True


def test_what_stands_on_one_entry_as_it_is_can_be_told_alone() -> None:
    desk = Desk(page(ARREST))
    desk.on("accept", desk.entry("arrested"))
    desk.undo(desk.judgements[-1])
    before = desk.chronology
    assert told_alone(before, desk.judgements, 0)
    grown = desk.look(*desk.pages, page(LATER, name="other", outlet="Ostran Times", published="2024-05-06"))
    assert len(desk.entry("arrested").anchors) == 2
    assert told_alone(grown, desk.judgements, 2)
    assert not told_alone(grown, desk.judgements, 1)
    desk.on("accept", desk.entry("arrested"))
    assert told_alone(grown, desk.judgements, 2)
    desk.join(*desk.events())
    assert not told_alone(grown, desk.judgements, 3)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_whatever_people_decide_the_stored_chronology_is_the_folded_one(seed: int) -> None:
    dice = random.Random(seed)
    person = Person(dice, random_pages(dice, 2, 3))
    with tempfile.TemporaryDirectory() as folder, create(Path(folder) / "case", "Test") as store:
        put(store, person.desk.pages)
        folded_in(store)
        for _ in range(dice.randint(2, 8)):
            pages, count = list(person.desk.pages), len(person.desk.judgements)
            known = store.view()
            person.act()
            if person.desk.pages != pages:
                break
            store.append_judgements(person.desk.judgements[count:])
            if not check(store):
                folded_in(store)
            assert store.view(known) == store.view()


@pytest.fixture
def case(tmp_path: Path) -> Iterator[tuple[CaseStore, Desk]]:
    other = page(LATER, name="other", outlet="Ostran Times", published="2024-05-06")
    desk = Desk(page(ARREST, FREED), other)
    with create(tmp_path / "case", "Test") as store:
        put(store, desk.pages)
        folded_in(store)
        desk.ids = store.known_ids()
        desk.look()
        yield store, desk


def test_several_decisions_at_once(case: tuple[CaseStore, Desk]) -> None:
    store, desk = case
    for act in ("accept", "note"):
        desk.on(act, desk.entry("arrested"), **({"text": "Ask"} if act == "note" else {}))  # type: ignore[arg-type]
    desk.on("edit", desk.entry("released"), occurred="2024-04-01")
    store.append_judgements(desk.judgements)
    assert check(store)
    told = store.projection()
    assert told is not None
    assert next(e.occurred and e.occurred.edtf for e in told.entries if e.aspect == "event") == "2024-04-01"
    assert [e.state for e in told.entries if e.aspect == "event"] == ["accepted", "accepted"]


def test_a_chronology_of_the_same_decisions_is_left_as_it_is(case: tuple[CaseStore, Desk]) -> None:
    store, _ = case
    before = store.db.row("SELECT revision FROM projection")
    assert caught_up(store, "1")
    assert store.db.row("SELECT revision FROM projection") == before


def test_what_is_left_to_a_fold(case: tuple[CaseStore, Desk], tmp_path: Path) -> None:
    store, desk = case
    digest = store.content_digest()
    desk.on("accept", desk.entry("arrested"))
    store.append_judgements(desk.judgements[-1:])
    assert not caught_up(store, "2"), "another version folds now"
    desk.join(*desk.events())
    store.append_judgements(desk.judgements[-1:])
    assert not caught_up(store, "1"), "a join bears on several entries"
    assert store.content_digest() == digest, "nothing was written"
    with create(tmp_path / "empty", "Empty") as empty:
        assert not caught_up(empty)


def test_nobody_comes_between(case: tuple[CaseStore, Desk]) -> None:
    """Two windows catch up at once: the second finds it done."""
    store, desk = case
    desk.on("reject", desk.entry("released"))
    store.append_judgements(desk.judgements[-1:])
    with open_case(store.path, write=True) as other:
        assert caught_up(other, "1")
    assert check(store)


def test_pages_read_meanwhile_wait_for_their_fold(case: tuple[CaseStore, Desk]) -> None:
    """While a build reads, a decision is laid over the chronology of the pages folded; the build's fold brings the rest."""
    store, desk = case
    put(store, [page(sentence("[[Ostran Police|actor]] {raided} the hall.", "attack", "2024-07-01"), name="third")])
    desk.on("accept", desk.entry("released"))
    store.append_judgements(desk.judgements[-1:])
    assert caught_up(store, "1")
    told = store.projection()
    assert told is not None
    assert len([e for e in told.entries if e.aspect == "event"]) == 2
    assert [e.state for e in told.entries if "released" in e.headline] == ["accepted"]
    assert store.projection_made_from() != case_key(store, (j.id for j in store.judgements()), "1")
    folded_in(store)
    assert check(store)


@pytest.mark.parametrize("at", ["before commit", "after commit"])
def test_cut_off_while_a_decision_is_laid_over(
    case: tuple[CaseStore, Desk], at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decision is kept, and the next look lays it over."""
    store, desk = case
    desk.on("reject", desk.entry("released"))
    store.append_judgements(desk.judgements[-1:])

    def cut(name: str) -> None:
        if name == f"decision laid over the chronology: {at}":
            raise KeyboardInterrupt

    with monkeypatch.context() as inside:
        inside.setattr(boundary, "reached", cut)
        with pytest.raises(KeyboardInterrupt):
            caught_up(store, "1")
    assert [j.act for j in store.judgements()] == ["reject"]
    assert check(store)
