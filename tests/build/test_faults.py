"""A fault at every write boundary, death at every write boundary, death at any moment: the case opens, verifies, and
the same build run again ends with the same chronology.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chronofile.build import build
from chronofile.errors import CaseNotFound, DiskFull
from chronofile.model import Incoming
from chronofile.store import CaseStore, boundary, create, open_case, verify
from tests.build.fakes import RISKY, incoming, plan, some_pages, stands

posix = pytest.mark.skipif(os.name == "nt", reason="forks and signals of POSIX")


def opened(case: Path) -> CaseStore:
    try:
        return open_case(case, write=True)
    except CaseNotFound:
        return create(case, "Test", "What happened?")


def scenario(case: Path) -> str:
    """Everything a case goes through, written so that running it again finishes it. Returns the content digest."""
    pages: list[Incoming] = [*some_pages(1), incoming("RAISE", "bad.txt")]
    with opened(case) as store:
        build(store, pages, plan(process=RISKY))
        if not store.judgements():
            store.append_judgement("AB", "accept", reason="so it was")
        report = build(store, [*pages, incoming("2025-05-05 Late.", "late.txt")], plan(process=RISKY))
        if not any(line.kind == "exported" for line in store.ledger()):
            store.log_export("csv", b"a,b", by="AB")
        copy = case.with_name(f"{case.name} copy")
        if not copy.exists():
            store.backup(copy)
    return report.digest


class Cut:
    """Stands in for `boundary.reached`: counts, and acts at the one wanted."""

    def __init__(self, wanted: int, act: Callable[[], object]) -> None:
        self.names: list[str] = []
        self.wanted = wanted
        self.act = act

    def __call__(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.wanted + 1:
            self.act()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """The digest of a scenario that nothing disturbs, and the boundaries it passes."""
    count, real = Cut(-1, lambda: None), boundary.reached
    boundary.reached = count
    try:
        digest = scenario(tmp_path_factory.mktemp("undisturbed") / "case")
    finally:
        boundary.reached = real
    return digest, count.names


def check(case: Path, digest: str) -> None:
    """The case opens (or was never made), verifies, and the scenario finishes as if nothing had happened."""
    try:
        with open_case(case, write=False) as store:
            found = verify(store, stands=stands)
            assert found.problems == ()
    except CaseNotFound:
        pass
    assert scenario(case) == digest
    with open_case(case, write=False) as store:
        assert verify(store, stands=stands).problems == ()
        assert {run.outcome for run in store.runs()} <= {"done", "cancelled"}
        assert len(store.judgements()) == 1
        assert {page.location for page in store.listed()} == {"page-0.txt", "late.txt"}
    with open_case(case.with_name(f"{case.name} copy"), write=False) as copy:
        assert verify(copy, stands=stands).problems == ()
    assert not list((case / "originals" / "unfinished").glob("*"))
    assert not list(case.parent.glob("*.part-*"))


def test_the_scenario_passes_every_kind_of_boundary(undisturbed: tuple[str, list[str]]) -> None:
    assert {
        "case created: before commit",
        "case created: after commit",
        "original: before write",
        "original: before sync",
        "original: before rename",
        "original: after rename",
        "original: after sync",
        "page kept: before commit",
        "page read: before commit",
        "failure kept: before commit",
        "run begun: before commit",
        "judgement: before commit",
        "chronology written: before commit",
        "chronology written: after commit",
        "export logged: before commit",
        "backup: after database",
        "backup: before rename",
    } <= set(undisturbed[1])


@pytest.mark.parametrize("kind", ["disk full", "unforeseen"])
def test_a_fault_at_every_boundary(
    kind: str, undisturbed: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest, names = undisturbed

    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device") if kind == "disk full" else RuntimeError("unforeseen")

    expected = DiskFull if kind == "disk full" else RuntimeError
    for number, name in enumerate(names):
        case = tmp_path / f"{number}" / "사건 파일"
        case.parent.mkdir()
        with monkeypatch.context() as patch:
            patch.setattr(boundary, "reached", Cut(number, fail))
            with pytest.raises(expected) as told:
                scenario(case)
        if kind == "disk full":
            assert "is safe" in str(told.value), name
            assert "사건 파일" in str(told.value)
        check(case, digest)


@posix
def test_death_at_every_boundary(undisturbed: tuple[str, list[str]], tmp_path: Path) -> None:
    digest, names = undisturbed
    for number in range(len(names)):
        case = tmp_path / f"{number}" / "case"
        case.parent.mkdir()
        child = os.fork()
        if child == 0:
            boundary.reached = Cut(number, lambda: os._exit(9))
            try:
                scenario(case)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9, names[number]
        check_after_death(case, digest)


def check_after_death(case: Path, digest: str) -> None:
    for leftover in case.parent.glob("*.part-*"):
        shutil.rmtree(leftover)  # a backup that died is a folder beside, by its name no case
    check(case, digest)


BUILD = (
    "import sys; sys.path[:] = sys.argv[2].split('|')\n"
    "from pathlib import Path\n"
    "from tests.build.fakes import RISKY, plan, some_pages\n"
    "from tests.build.test_faults import opened\n"
    "from chronofile.build import build\n"
    "print('begun', flush=True)\n"
    "with opened(Path(sys.argv[1])) as store:\n"
    "    build(store, some_pages(30), plan(process=RISKY, jobs=1))\n"
)


@posix
def test_killed_at_any_moment(tmp_path: Path) -> None:
    with create(tmp_path / "undisturbed", "Test") as store:
        undisturbed = build(store, some_pages(30), plan(process=RISKY))
    digest, moments = undisturbed.digest, random.Random(7)
    case = tmp_path / "case"
    killed = 0
    for number in range(10):
        if number % 3 == 0:  # some begin anew, some go on where a killed one was killed
            case = tmp_path / f"case {number}"
        builder = subprocess.Popen(
            [sys.executable, "-c", BUILD, str(case), "|".join(sys.path)], stdout=subprocess.PIPE, text=True
        )
        assert builder.stdout is not None
        builder.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.8 * undisturbed.seconds))
        builder.kill()
        killed += builder.wait() < 0
        builder.stdout.close()
        try:
            with open_case(case, write=False) as store:
                assert verify(store, stands=stands).problems == ()
        except CaseNotFound:
            continue
        if number % 3 == 2:
            with opened(case) as store:
                assert build(store, some_pages(30), plan(process=RISKY)).digest == digest
                assert verify(store, stands=stands).problems == ()
    assert killed >= 5
