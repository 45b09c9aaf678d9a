"""What a person decided is appended, numbered and recorded; nothing changes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.errors import JudgementRefused
from chronofile.model import sha256
from chronofile.store import CaseStore, create, open_case
from chronofile.store.judgements import taken_back
from tests.store.records import anchor_on, incoming, put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CaseStore]:
    with create(tmp_path / "case", "Test", clock=lambda: "2026-02-02T12:00:00+00:00") as made:
        yield made


def test_a_judgement_is_numbered_recorded_and_comes_back(store: CaseStore) -> None:
    page = put(store, incoming())
    made = store.append_judgement(
        "AB",
        "edit",
        (anchor_on(page),),
        seen={"headline": "met", "number": 2},
        value={"headline": "was met", "list": ["x", None, {"y": 1.5}]},
        reason="as the page says",
    )
    again = store.append_judgement("CD", "accept")
    assert (made.sequence, made.at, again.sequence) == (1, "2026-02-02T12:00:00+00:00", 2)
    assert made.id != again.id
    with open_case(store.path, write=False) as reader:
        assert reader.judgements() == (made, again)
    (body,) = store.db.rows("SELECT body FROM judgement WHERE sequence = 1")[0]
    recorded = [line for line in store.ledger() if line.kind == "judgement"]
    assert [(line.subject, line.by) for line in recorded] == [(made.id, "AB"), (again.id, "CD")]
    assert recorded[0].digest == sha256(body.encode())


def test_acts_are_read_on_from_where_they_were_known(store: CaseStore) -> None:
    assert store.acts() == ()
    first = store.append_judgement("AB", "accept")
    assert [a.id for a in store.acts()] == [first.id]
    with open_case(store.path, write=True) as other:
        second = other.append_judgement("CD", "undo", undoes=first.id)
    assert [(a.sequence, a.id, a.undoes) for a in store.acts()] == [(1, first.id, None), (2, second.id, first.id)]
    with pytest.raises(RuntimeError), store.db.transaction("test"):
        store.db.run("INSERT INTO judgement (sequence, id, act, body) VALUES (3, 'lost', 'reject', '{}')")
        assert store.acts()[-1].id == "lost"
        raise RuntimeError
    assert [a.id for a in store.acts()] == [first.id, second.id]
    kept = store.append_judgement("AB", "reject")
    with open_case(store.path, write=False) as fresh:
        assert store.acts() == fresh.acts()
    assert store.acts()[-1].id == kept.id


@pytest.mark.parametrize("table", ["judgement", "ledger"])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET {column} = 'x'",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ],
)
def test_no_program_can_change_what_was_appended(store: CaseStore, table: str, sql: str) -> None:
    store.append_judgement("AB", "accept")
    other = sqlite3.connect(store.path / "case.db")
    try:
        before = other.execute(f"SELECT * FROM {table}").fetchall()
        column = "body" if table == "judgement" else "digest"
        with pytest.raises(sqlite3.IntegrityError, match=r"appended|never"):
            other.execute(sql.format(table=table, column=column))
        assert other.execute(f"SELECT * FROM {table}").fetchall() == before
    finally:
        other.close()


def test_taking_back_what_is_not_there_or_twice_is_refused(store: CaseStore) -> None:
    accept = store.append_judgement("AB", "accept")
    with pytest.raises(JudgementRefused, match="no judgement 'nobody'"):
        store.append_judgement("AB", "undo", undoes="nobody")
    with pytest.raises(JudgementRefused, match="only an undo names"):
        store.append_judgement("AB", "accept", undoes=accept.id)
    with pytest.raises(JudgementRefused, match="only an undo names"):
        store.append_judgement("AB", "undo")
    undo = store.append_judgement("AB", "undo", undoes=accept.id)
    with pytest.raises(JudgementRefused, match="taken back already"):
        store.append_judgement("CD", "undo", undoes=accept.id)
    store.append_judgement("CD", "undo", undoes=undo.id)
    store.append_judgement("CD", "undo", undoes=accept.id)
    assert [j.act for j in store.judgements()] == ["accept", "undo", "undo", "undo"]
    assert sum(line.kind == "judgement" for line in store.ledger()) == 4


def test_words_no_encoding_holds_are_refused(store: CaseStore) -> None:
    with pytest.raises(JudgementRefused, match="lone surrogates"):
        store.append_judgement("AB", "accept", reason="\ud800")
    assert store.judgements() == ()


@given(st.lists(st.integers(0, 30), max_size=12))
def test_an_undo_of_an_undo_restores(targets: list[int]) -> None:
    """Against the plain definition: a judgement holds unless an undo that itself holds names it."""
    undos = [(f"u{n}", f"u{t % n}" if t % 2 and n else f"j{t}") for n, t in enumerate(targets)]

    def holds(own: str) -> bool:
        return not any(target == own and holds(undo) for undo, target in undos)

    names = {f"j{t}" for t in range(31)} | {own for own, _ in undos}
    assert taken_back(undos) & names == {own for own in names if not holds(own)}
