"""While a case is built, people judge and read: they never wait long, and nothing of theirs is lost."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from chronofile.build import build
from chronofile.store import create, open_case, verify
from tests.build.fakes import plan, some_pages, stands


def test_who_judges_while_a_case_is_built_hardly_waits(tmp_path: Path) -> None:
    case = tmp_path / "case"
    create(case, "Test").close()
    over = threading.Event()
    waits: list[float] = []

    def judge() -> None:
        with open_case(case, write=True) as desk:
            while not over.is_set():
                began = time.monotonic()
                desk.append_judgement("AB", "accept", reason=str(len(waits)))
                waits.append(time.monotonic() - began)
                desk.projection()
                time.sleep(0.01)

    reviewer = threading.Thread(target=judge)
    reviewer.start()
    try:
        with open_case(case, write=True) as store:
            report = build(store, some_pages(160, lines=5), plan())
    finally:
        over.set()
        reviewer.join()
    assert report.pages_new == 160
    assert len(waits) > 10
    assert max(waits) < 5.0  # half of the time after which a connection gives up; usually some hundredths
    with open_case(case, write=True) as store:
        assert len(store.judgements()) == len(waits)
        build(store, [], plan())
        assert verify(store, stands=stands).problems == ()
        kinds = [line.kind for line in store.ledger()]
    assert kinds.count("judgement") == len(waits)


def test_a_reader_sees_one_moment(tmp_path: Path) -> None:
    case = tmp_path / "case"
    with create(case, "Test") as store:
        build(store, some_pages(2), plan())
        with open_case(case, write=False) as reader:
            before = reader.projection()
            build(store, some_pages(4), plan())
            after = reader.projection()
    assert before is not None
    assert after is not None
    assert (len(before.entries), len(after.entries)) == (6, 12)
