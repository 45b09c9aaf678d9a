"""A case may be called something else; the ledger says by whom and when, and a change past it shows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chronofile.errors import CaseReadOnly
from chronofile.store import create, open_case, verify
from tests.store.records import stands


def test_a_new_name_and_question_stand_in_the_ledger(tmp_path: Path) -> None:
    with create(tmp_path / "case", "Norrby", "Who promised what?", by="MK") as store:
        before = store.facts()
        after = store.rename(name="Norrby and others", by="JL")
        assert (after.name, after.question, after.id) == ("Norrby and others", "Who promised what?", before.id)
        store.rename(question="Who knew?", protect=True, by="JL")
        assert store.facts().protect
        assert [(line.kind, line.by) for line in store.ledger()] == [
            ("case created", "MK"),
            ("case renamed", "JL"),
            ("case renamed", "JL"),
        ]
        assert verify(store, stands=stands).problems == ()


def test_the_same_name_again_writes_nothing(tmp_path: Path) -> None:
    with create(tmp_path / "case", "Norrby") as store:
        store.rename(name="Norrby", question="", by="JL")
        assert len(list(store.ledger())) == 1


def test_a_name_changed_past_the_ledger_shows(tmp_path: Path) -> None:
    with create(tmp_path / "case", "Norrby") as store:
        store.rename(name="Norrby and others", by="JL")
    with closing(sqlite3.connect(tmp_path / "case" / "case.db")) as db:
        db.execute("UPDATE meta SET name = 'Norrby'")
        db.commit()
    with open_case(tmp_path / "case", write=False) as store:
        (problem,) = verify(store, stands=stands).problems
        assert "changed after ledger line 2" in problem.what


def test_a_case_opened_for_reading_is_not_renamed(tmp_path: Path) -> None:
    create(tmp_path / "case", "Norrby").close()
    with open_case(tmp_path / "case", write=False) as store, pytest.raises(CaseReadOnly):
        store.rename(name="Other", by="JL")
