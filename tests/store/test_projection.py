"""The chronology comes back as it was folded; what changed is told; ids are remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from chronofile.errors import CaseDamaged
from chronofile.model import CaseAgent, Chronology, Disagreement, Entry, Folded, Page, Reading, SyndicationGroup
from chronofile.store import CaseStore, Changes, Ending, Made, create, open_case
from tests.store.records import a_run, anchors, chronology_of, citation_of, incoming, put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create(tmp_path / "case", "Test") as made:
        yield made


@pytest.fixture
def pages(store: CaseStore) -> list[Page]:
    return [put(store, incoming(f"Page {n}\nThe union met the mayor {n} times.")) for n in range(3)]


def test_there_is_none_before_the_first_fold(store: CaseStore) -> None:
    assert store.projection() is None
    assert store.outline() is None
    assert store.content_digest() is None
    assert store.projection_made_from() is None
    assert store.known_ids() == {}
    assert store.entry("e0") is None


def test_a_chronology_comes_back(store: CaseStore, pages: list[Page]) -> None:
    chronology = chronology_of(*pages)
    changes = store.put_projection(Folded(chronology=chronology), anchors(chronology), Made("all this"))
    assert changes == Changes(new=("e0", "e1", "e2"))
    with open_case(store.path, write=False) as reader:
        assert reader.projection() == chronology
        assert reader.content_digest() == "d1"
        assert reader.projection_made_from() == "all this"
        assert reader.entry("e1") == chronology.entries[1]
        assert reader.known_ids() == {"key of e0": "e0", "key of e1": "e1", "key of e2": "e2"}


def test_an_outline_has_what_lists_show(store: CaseStore, pages: list[Page]) -> None:
    chronology = chronology_of(*pages)
    zero, one, two = chronology.entries
    chronology = msgspec.structs.replace(
        chronology, entries=(zero, msgspec.structs.replace(one, aspect="statement"), two)
    )
    store.put_projection(Folded(chronology=chronology), {})
    outline = store.outline()
    assert outline is not None
    assert (outline.published, outline.digest) == (chronology.published, chronology.digest)
    assert [brief.id for brief in outline.entries] == ["e0", "e2"]
    everything = store.outline(("event", "statement"))
    assert everything is not None
    for brief, whole in zip(everything.entries, chronology.entries, strict=True):
        assert (brief.id, brief.headline, brief.occurred) == (whole.id, whole.headline, whole.occurred)
        assert (brief.citations, brief.details) == (whole.citations, whole.details)
        assert (brief.claims, brief.members) == ((), ())


def test_changes_are_of_values_not_of_place(store: CaseStore, pages: list[Page]) -> None:
    first = chronology_of(*pages)
    store.put_projection(Folded(chronology=first), {})
    zero, one, two = first.entries
    other = msgspec.structs.replace(one, headline="Something else")
    new = msgspec.structs.replace(zero, id="e9")
    second = msgspec.structs.replace(first, entries=(new, two, other), digest="d2")
    assert store.put_projection(Folded(chronology=second), {}) == Changes(new=("e9",), changed=("e1",), gone=("e0",))
    assert store.put_projection(Folded(chronology=second), {}) == Changes()
    assert store.projection() == second
    fewer = msgspec.structs.replace(second, entries=(two,))
    assert store.put_projection(Folded(chronology=fewer), {}) == Changes(gone=("e9", "e1"))
    assert store.projection() == fewer


def test_an_entry_that_comes_back_has_its_old_id(store: CaseStore) -> None:
    store.put_projection(Folded(chronology=Chronology(digest="1")), {"a": "e1", "b": "e2"})
    store.put_projection(Folded(chronology=Chronology(digest="2")), {"b": "e3"})
    assert store.known_ids() == {"a": "e1", "b": "e3"}


def test_a_fold_that_missed_a_judgement_is_not_written(store: CaseStore) -> None:
    store.append_judgement("AB", "accept")
    assert store.put_projection(Folded(chronology=Chronology(digest="1")), {"a": "e1"}, Made(judged=0)) is None
    assert store.projection() is None
    assert store.known_ids() == {}
    assert store.put_projection(Folded(chronology=Chronology(digest="1")), {}, Made(judged=1)) == Changes()


def test_the_run_ends_with_the_chronology_it_made(store: CaseStore) -> None:
    run = store.begin_run(a_run())
    store.put_projection(
        Folded(chronology=Chronology(digest="abc")), {}, ending=Ending(run, "MK", "2026-01-01T11:00:00+00:00")
    )
    (ended,) = store.runs()
    assert (ended.outcome, ended.digest, ended.finished_at) == ("done", "abc", "2026-01-01T11:00:00+00:00")
    head = store.ledger_head()
    assert head is not None
    assert (head.kind, head.subject, head.by) == ("run finished", run.id, "MK")
    store.cancel_run(run)
    assert store.runs() == (ended,)


def test_a_cancelled_run_says_so(store: CaseStore) -> None:
    store.cancel_run(store.begin_run(a_run()))
    killed = store.begin_run(a_run())
    store.begin_building()
    assert {run.outcome for run in store.runs()} == {"cancelled"}
    assert killed.id in {run.id for run in store.runs()}


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM entry WHERE id = 'e1'",
        "UPDATE entry SET body = (SELECT body FROM entry WHERE id = 'e0') WHERE id = 'e1'",
        "UPDATE entry SET footing = body WHERE id = 'e1'",
        "UPDATE projection SET agents = x''",
        "UPDATE projection SET around = pairs",
        "UPDATE projection SET pairs = around",
        "UPDATE projection SET ground = 'another'",
        "UPDATE outline SET body = x''",
        "UPDATE outline SET id = 'e7' WHERE id = 'e1'",
        "DELETE FROM outline",
        "UPDATE entry SET mark = x'' WHERE id = 'e0'",
        "UPDATE entry SET id = 'e7' WHERE id = 'e2'",
        "UPDATE entry SET place = 'z' WHERE id = 'e0'",
        "UPDATE entry SET content = x'00' WHERE id = 'e0'",
        "DELETE FROM projection",
    ],
)
def test_a_changed_projection_is_not_taken_for_what_was_written(store: CaseStore, pages: list[Page], sql: str) -> None:
    chronology = chronology_of(*pages)
    store.put_projection(Folded(chronology=chronology), {}, Made("x"))
    store.db.run(sql)
    assert store.projection_made_from(thorough=True) is None
    store.put_projection(Folded(chronology=chronology), {}, Made("x"))
    assert store.projection_made_from() == "x"
    assert store.projection() == chronology


def test_a_broken_entry_is_named(store: CaseStore, pages: list[Page]) -> None:
    store.put_projection(Folded(chronology=chronology_of(*pages)), {})
    store.db.run("UPDATE entry SET body = x'00' WHERE id = 'e1'")
    with pytest.raises(CaseDamaged, match="the entry e1 cannot be read back"):
        store.projection()
    assert isinstance(store.entry("e0"), Entry)


def test_all_that_a_chronology_can_hold_comes_back(store: CaseStore, pages: list[Page]) -> None:
    words = citation_of(pages[0])
    full = msgspec.structs.replace(
        chronology_of(*pages),
        agents=(CaseAgent(id="a1", name="n", names=("n",), type="Person", identification="named", citations=(words,)),),
        disagreements=(
            Disagreement(
                id="d", entry="e0", attribute="date", readings=(Reading(value=1, shown="1", citations=(words,)),)
            ),
        ),
        syndication=(SyndicationGroup(original="l1", copies=("l2",), reasons=("the same",)),),
        unplaced=("j1",),
        resting=(("e0", "e2", "the same day"),),
        described={"l1": {"headline": "Another"}},
        withdrawn=("l9",),
    )
    empty = Chronology()
    assert [f for f in full.__struct_fields__ if getattr(full, f) == getattr(empty, f)] == []
    store.put_projection(Folded(chronology=full), {})
    assert store.projection() == full
