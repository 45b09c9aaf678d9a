"""Agents come back in their order, by their id and by any of their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronofile.model import CaseAgent, Chronology, Folded
from chronofile.store import CaseStore, create


def agent(own: str, *names: str) -> CaseAgent:
    return CaseAgent(id=own, name=names[0], names=names, type="Person", identification="named")


ADA, BO, OTHER = agent("a", "Ada Holm", "Holm"), agent("b", "Bo \ud800 Lind"), agent("c", "Holm")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create(tmp_path / "case", "Test") as made:
        made.put_projection(Folded(chronology=Chronology(agents=(ADA, BO, OTHER), digest="d")), {})
        yield made


def test_all_in_their_order(store: CaseStore) -> None:
    assert [a.id for a in store.agents()] == ["a", "b", "c"]
    assert store.agents()[0] == store.agent("a") == ADA
    assert store.agent("nobody") is None
    assert store.agent_positions(["c", "a", "nobody"]) == {"c": 2, "a": 0}


def test_who_bears_a_name(store: CaseStore) -> None:
    found = store.bearing(["Holm", "Ada Holm", "Nobody"])
    assert {name: [a.id for a in agents] for name, agents in found.items()} == {"Holm": ["a", "c"], "Ada Holm": ["a"]}
    assert [a.id for a in store.bearing(["Bo \ufffd Lind"])["Bo \ufffd Lind"]] == ["b"], "as its name is kept"
    assert store.bearing([f"name {n}" for n in range(1200)] + ["Holm"]).keys() == {"Holm"}


def test_others_replace_them(store: CaseStore) -> None:
    store.put_projection(Folded(chronology=Chronology(agents=(OTHER,), digest="e")), {})
    assert [a.id for a in store.agents()] == ["c"]
    assert [a.id for a in store.bearing(["Holm", "Ada Holm"])["Holm"]] == ["c"]


@pytest.mark.parametrize("sql", ["DELETE FROM agent WHERE id = 'c'", "DELETE FROM bearer WHERE name = 'Holm'"])
def test_a_changed_list_is_noticed(store: CaseStore, sql: str) -> None:
    assert store.projection_made_from(thorough=True) is not None
    store.db.run(sql)
    assert store.projection_made_from(thorough=True) is None
