"""One builder per case; the system frees the lock of a killed one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from chronofile.build import build, holder, lock
from chronofile.errors import CaseBusy
from chronofile.model import Chronology, Folded
from chronofile.store import create, open_case
from tests.build.fakes import plan, some_pages

HOLD = (
    "import sys; sys.path[:] = sys.argv[2].split('|')\n"
    "from pathlib import Path\n"
    "from chronofile.build import lock\n"
    "with lock(Path(sys.argv[1]), since='2026-01-01T08:00:00+00:00'):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


def hold_elsewhere(case: Path) -> subprocess.Popen[str]:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(case), "|".join(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_a_second_builder_is_told_who_holds_the_case(tmp_path: Path) -> None:
    with hold_elsewhere(tmp_path) as other:
        try:
            found = holder(tmp_path)
            assert found is not None
            assert (found.pid, found.since) == (other.pid, "2026-01-01T08:00:00+00:00")
            expected = rf"process {other.pid}, since 2026-01-01T08:00:00"
            with pytest.raises(CaseBusy, match=expected), lock(tmp_path, since="later"):
                pass
        finally:
            other.kill()
    assert holder(tmp_path) is None


def test_a_killed_builder_leaves_no_lock(tmp_path: Path) -> None:
    with hold_elsewhere(tmp_path) as other:
        other.kill()
        other.wait()
        with lock(tmp_path, since="now"):
            found = holder(tmp_path)
            assert found is not None
            assert found.pid == os.getpid()


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path, since=""):
        _ = 1 / 0
    with lock(tmp_path, since=""):
        pass
    assert holder(tmp_path) is None


def test_nobody_holds_a_folder_without_a_lock(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_two_builds_at_once(tmp_path: Path) -> None:
    """The second is refused and touches nothing; the first ends as if it had been alone."""
    inside, go_on = threading.Event(), threading.Event()

    def waits(pages, judgements, known):  # type: ignore[no-untyped-def]
        inside.set()
        assert go_on.wait(20)
        return Folded(chronology=Chronology(digest="first"))

    def first() -> None:
        with open_case(tmp_path / "case", write=True) as store:
            build(store, some_pages(2), plan(fold=waits))

    create(tmp_path / "case", "Test").close()
    builder = threading.Thread(target=first)
    builder.start()
    assert inside.wait(20)
    with open_case(tmp_path / "case", write=True) as store:
        before = store.ledger_head()
        with pytest.raises(CaseBusy, match="another build of this case is running"):
            build(store, some_pages(9), plan())
        assert store.ledger_head() == before
    go_on.set()
    builder.join()
    with open_case(tmp_path / "case", write=False) as store:
        assert store.content_digest() == "first"
        assert len(list(store.listed())) == 2
