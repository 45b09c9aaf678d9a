"""A backup is a whole case, also when somebody writes meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from chronofile.errors import CalledWrongly, CaseDamaged
from chronofile.model import Folded, sha256
from chronofile.store import create, open_case, verify
from tests.store.records import AS_OF, chronology_of, incoming, put, stands


def test_a_backup_is_the_case(tmp_path: Path) -> None:
    with create(tmp_path / "case", "Test") as store:
        page = put(store, incoming())
        store.put_projection(Folded(chronology=chronology_of(page)), {})
        store.keep(incoming("<rss/>", is_container=True), as_of=AS_OF)
        store.backup(tmp_path / "away" / "copy")
        with open_case(tmp_path / "away" / "copy", write=True) as copy:
            assert copy.ledger_head() == store.ledger_head()
            assert copy.projection() == store.projection()
            assert copy.original(sha256(b"<rss/>")) == b"<rss/>"
            assert verify(copy, stands=stands).problems == ()
        with pytest.raises(CalledWrongly, match="something is there already"):
            store.backup(tmp_path / "away" / "copy")


def test_a_backup_while_writing_is_a_moment_of_the_case(tmp_path: Path) -> None:
    case = tmp_path / "case"
    create(case, "Test").close()
    over = threading.Event()

    def write() -> None:
        with open_case(case, write=True) as store:
            number = 0
            while not over.is_set():
                store.keep(incoming(f"Page {number}", f"{number}.txt"), as_of=AS_OF)
                store.append_judgement("AB", "accept")
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with open_case(case, write=False) as store:
            for number in range(5):
                store.backup(tmp_path / f"copy {number}")
    finally:
        over.set()
        writer.join()
    sizes = []
    for number in range(5):
        with open_case(tmp_path / f"copy {number}", write=False) as copy:
            assert verify(copy, stands=stands).problems == ()
            sizes.append(len(list(copy.ledger())))
    assert sizes == sorted(sizes)


def test_a_damaged_page_is_not_copied_for_a_whole_one(tmp_path: Path) -> None:
    with create(tmp_path / "case", "Test") as store:
        given = incoming()
        store.keep(given, as_of=AS_OF)
        path = store.originals.place(sha256(given.data))
        path.chmod(0o644)
        path.write_bytes(b"")
        with pytest.raises(CaseDamaged, match=sha256(given.data)):
            store.backup(tmp_path / "copy")
    assert [p.name for p in tmp_path.iterdir()] == ["case"]
