"""Some entries are written anew and nothing else; a window that has seen the chronology takes the rest over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from chronofile.errors import CaseReadOnly
from chronofile.model import Chronology, Folded, Footing, Page
from chronofile.store import CaseStore, Made, Standing, Stored, View, create, open_case
from tests.store.records import chronology_of, incoming, put


def digest(ground: str, contents: Iterable[bytes]) -> str:
    return hashlib.sha256(ground.encode() + b"".join(sorted(contents))).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create(tmp_path / "case", "Test") as made:
        yield made


@pytest.fixture
def told(store: CaseStore) -> Chronology:
    pages: list[Page] = [put(store, incoming(f"Page {n}\nThe union met the mayor {n} times.")) for n in range(4)]
    made = msgspec.structs.replace(
        chronology_of(*pages), proposals=(("e0", "e1", "one day"), ("e1", "e3", "one place")), resting=()
    )
    footings = {e.id: Footing(place=f"2025-03-0{n + 1}", content=bytes([n])) for n, e in enumerate(made.entries)}
    store.put_projection(Folded(chronology=made, footings=footings, ground="g"), {}, Made("all", 0))
    return made


def changed(store: CaseStore, own: str, place: str = "", **values: object) -> Stored:
    held = store.stored(own)
    assert held is not None
    entry, disagreements, footing = held
    entry = msgspec.structs.replace(entry, **values)
    return entry, disagreements, msgspec.structs.replace(footing, place=place or footing.place, content=b"new")


def revise(store: CaseStore, *rows: Stored, judged: int = 0) -> bool:
    with store.revising():
        return store.revise(rows, Standing("all and one", judged), digest)


def test_one_entry_is_written_and_found_again(store: CaseStore, told: Chronology) -> None:
    before = store.view()
    assert revise(store, changed(store, "e2", headline="Another"))
    after = store.projection()
    assert after is not None
    assert [e.headline for e in after.entries] == [e.headline if e.id != "e2" else "Another" for e in told.entries]
    assert after.digest == store.content_digest() == digest("g", [b"\0", b"\1", b"new", b"\3"])
    assert store.stands_on() == Standing("all and one", 0)
    assert store.projection_made_from(thorough=True) == "all and one"
    view = store.view(before)
    assert view == store.view()
    assert view is not None
    assert before is not None
    kept = [a is b for a, b in zip(view.chronology.entries, before.chronology.entries, strict=True)]
    assert kept == [True, True, False, True], "what did not change is taken over, not read again"
    assert view.chronology.agents is before.chronology.agents
    assert store.view(view) is view


def test_an_entry_that_moves_takes_its_pairs_along(store: CaseStore, told: Chronology) -> None:
    known = store.view()
    assert revise(store, changed(store, "e0", place="2025-03-09"))
    after = store.projection()
    assert after is not None
    assert [e.id for e in after.entries] == ["e1", "e2", "e3", "e0"]
    assert after.proposals == (("e1", "e3", "one place"), ("e1", "e0", "one day"))
    assert store.view(known) == store.view()


def test_pairs_of_what_was_thrown_out_rest_until_it_is_taken_back(store: CaseStore, told: Chronology) -> None:
    assert revise(store, changed(store, "e0", state="rejected"))
    after = store.projection()
    assert after is not None
    assert (after.proposals, after.resting) == ((told.proposals[1],), (told.proposals[0],))
    assert revise(store, changed(store, "e1", state="rejected"))
    assert revise(store, changed(store, "e0", state="suggested"))
    after = store.projection()
    assert after is not None
    assert (after.proposals, after.resting) == ((), told.proposals), "the other one is still thrown out"
    assert revise(store, changed(store, "e1", state="suggested"))
    after = store.projection()
    assert after is not None
    assert (after.proposals, after.resting) == (told.proposals, ())


def test_nothing_is_written_when_somebody_judged_since(store: CaseStore, told: Chronology) -> None:
    row = changed(store, "e2", headline="Another")
    store.append_judgement("AB", "accept")
    assert not revise(store, row)
    assert store.projection() == told
    assert revise(store, row, judged=1)


def test_nothing_is_half_written(store: CaseStore, told: Chronology) -> None:
    row = changed(store, "e2", headline="Another")

    def fails() -> None:
        with store.revising():
            store.revise([row], Standing("x", 0), digest)
            raise ValueError("the power went")

    with pytest.raises(ValueError, match="power"):
        fails()
    assert store.projection() == told
    assert store.projection_made_from(thorough=True) == "all"


def test_a_fold_makes_every_known_view_old(store: CaseStore, told: Chronology) -> None:
    known = store.view()
    fewer = msgspec.structs.replace(told, entries=told.entries[:1], proposals=(), digest="d9")
    store.put_projection(Folded(chronology=fewer), {}, Made("less", 0))
    view = store.view(known)
    assert isinstance(view, View)
    assert [e.id for e in view.chronology.entries] == ["e0"]
    assert view.entries == 1


def test_a_case_that_is_only_read_is_not_revised(store: CaseStore, told: Chronology) -> None:
    with open_case(store.path, write=False) as reader, pytest.raises(CaseReadOnly), reader.revising():
        pass


def test_there_is_no_view_before_the_first_fold(store: CaseStore) -> None:
    assert store.view() is None
    assert store.stands_on() is None


def test_the_disk_is_waited_for_by_decisions_not_by_what_follows_from_them(tmp_path: Path) -> None:
    def synchronous() -> int:
        return int(store.db.rows("PRAGMA synchronous")[0][0])

    with create(tmp_path / "case", "Test") as store:
        assert synchronous() == 2
        with store.revising():
            assert synchronous() == 1
        with pytest.raises(RuntimeError), store.revising():
            raise RuntimeError
        assert synchronous() == 2
        store.db.sync_seldom()
        with store.revising():
            pass
        assert synchronous() == 1
