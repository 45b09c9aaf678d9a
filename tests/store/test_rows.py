"""An entry is kept whole, in outline and with its footing; what is wrong with a row is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from chronofile.errors import CaseDamaged
from chronofile.model import Disagreement, Folded, Footing, Reading
from chronofile.store import CaseStore, create, rows
from tests.store.records import chronology_of, incoming, put

DIFFER = Disagreement(id="d1", entry="e0", attribute="date", readings=(Reading(value=1, shown="1", citations=()),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create(tmp_path / "case", "Test") as made:
        pages = [put(made, incoming(f"Page {n}\nThe union met the mayor {n} times.")) for n in range(2)]
        told = msgspec.structs.replace(chronology_of(*pages), disagreements=(DIFFER,))
        footing = Footing(place="b", tail="t", content=b"c", simple=True, reason="why", plain=told.entries[0])
        made.put_projection(Folded(chronology=told, footings={"e0": footing, "e1": Footing(place="a")}, ground="g"), {})
        yield made


def test_a_row_comes_back_with_all_that_hangs_on_it(store: CaseStore) -> None:
    held = store.stored("e0")
    assert held is not None
    entry, disagreements, footing = held
    assert (entry, disagreements) == (store.entry("e0"), (DIFFER,))
    assert (footing.place, footing.tail, footing.simple, footing.reason, footing.plain) == (
        "b",
        "t",
        True,
        "why",
        entry,
    )
    assert store.disagreement("d1") == DIFFER
    assert store.disagreement("d2") is None
    assert store.stored("e9") is None


def test_places_put_entries_in_order(store: CaseStore) -> None:
    assert [e.id for e in store.entries()] == ["e1", "e0"]
    told = store.projection()
    assert told is not None
    assert [e.id for e in told.entries] == ["e1", "e0"]


def test_an_outline_is_the_entry_without_what_lists_do_not_show(store: CaseStore) -> None:
    entry = store.entry("e0")
    assert entry is not None
    brief = rows.outline_of(entry)
    assert (brief.claims, brief.anchors, brief.found, brief.reason) == ((), (), (), "")
    assert (brief.headline, brief.citations, brief.flags, brief.judgements) == (
        entry.headline, entry.citations, entry.flags, entry.judgements,
    )  # fmt: skip


def test_misfits_are_named(store: CaseStore) -> None:
    assert rows.misfits(store.db) == set()
    store.db.run("UPDATE entry SET body = x'00' WHERE id = 'e0'")
    store.db.run("UPDATE outline SET id = 'e7' WHERE id = 'e1'")
    assert rows.misfits(store.db) == {"e0", "e1", "e7"}
    with pytest.raises(CaseDamaged, match="e0"):
        store.stored("e0")


def test_a_flipped_byte_of_an_outline_is_found(store: CaseStore) -> None:
    (body,) = store.db.row("SELECT body FROM outline WHERE id = 'e0'") or (b"",)
    store.db.run("UPDATE outline SET body = ? WHERE id = 'e0'", body[:-1] + bytes([body[-1] ^ 1]))
    with pytest.raises(CaseDamaged, match="list"):
        store.outline()
