"""Builds in real processes: progress, failures, cancel and go on, one after the other, and another program's build."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chronofile import api
from chronofile.api.building import builder_of
from chronofile.api.source import Source
from chronofile.desk import builds

PAGE = """<html><head><title>{title}</title></head><body><h1>{title}</h1>
<p>On 3 March 2024 the harbour office of Lindow closed the north quay after a fire in shed {number}.</p>
<p>Mara Tolland, who runs the office, said that the quay would open again in May {number}.</p></body></html>"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    api.Case.create(folder, "Harbour").close()
    return folder


def _pages(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = PAGE.format(title=f"Fire in shed {number}", number=number)
        (folder / f"page-{number:04}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def ended() -> Iterator[Callable[[Path], builds.BuildState]]:
    """Wait for a case's builds, and leave none running behind a test."""
    seen: list[Path] = []

    def wait(case: Path) -> builds.BuildState:
        seen.append(case)
        state = builds.wait(str(case), 60)
        assert state is not None
        assert state.ended
        return state

    yield wait
    for case in seen:
        builds.cancel(str(case))
        builds.wait(str(case), 20)


Ended = Callable[[Path], builds.BuildState]


def test_progress_and_failures(tmp_path: Path, case: Path, ended: Ended) -> None:
    pages = _pages(tmp_path / "in", 3)
    (pages / "scan.pdf").write_bytes(b"%PDF-1.4\n%nothing to read here\n")
    copy = tmp_path / "copy"
    copy.mkdir()
    state = builds.start(str(case), [pages], by="MK", total=4, spent=[str(copy)])
    assert not state.ended
    state = ended(case)
    assert (state.read, state.failed, state.error) == (3, 1, "")
    assert state.new > 0
    assert [Path(p.location).name for p in state.pages if p.is_read] == [f"page-{n:04}.html" for n in range(3)]
    assert [Path(f).name for f in state.failures] == ["scan.pdf"]
    assert copy.exists(), "what was not read stays for another try"
    with api.Case.open(case, write=False) as held:
        assert {line.by for line in held.store.ledger() if line.kind == "page kept"} == {"MK"}


def test_names_a_browser_gave_stand_for_the_copies(tmp_path: Path, case: Path, ended: Ended) -> None:
    copy = tmp_path / "draft" / "0001.html"
    copy.parent.mkdir()
    copy.write_text(PAGE.format(title="Fire", number=1), encoding="utf-8")
    source = Source(path=str(copy), location="clippings/fire.html", url="https://example.org/fire")
    builds.start(str(case), [source], by="MK", spent=[str(copy.parent)])
    assert ended(case).read == 1
    assert not copy.parent.exists()
    with api.Case.open(case, write=False) as held:
        (page,) = held.pages()
        assert (page.location, page.url) == ("clippings/fire.html", "https://example.org/fire")


def test_cancelled_builds_keep_what_was_read_and_go_on(tmp_path: Path, case: Path, ended: Ended) -> None:
    pages = _pages(tmp_path / "in", 60)
    builds.start(str(case), [pages], by="MK", total=60)
    until = time.monotonic() + 60
    while (builds.state(str(case)) or builds.BuildState()).read < 5 and time.monotonic() < until:
        time.sleep(0.02)
    builds.cancel(str(case))
    state = ended(case)
    assert state.cancelled
    assert state.left == 1
    with api.Case.open(case, write=False) as held:
        kept = len(held.pages())
        assert 5 <= kept < 60
        assert held.verify().clean
    assert not builds.go_on(str(case)).cancelled
    state = ended(case)
    assert (state.read, state.left, state.error) == (60, 0, "")


def test_what_is_added_meanwhile_waits_its_turn(tmp_path: Path, case: Path, ended: Ended) -> None:
    builds.start(str(case), [_pages(tmp_path / "one", 4)], by="MK", total=4)
    more = _pages(tmp_path / "two", 1)
    (more / "page-0000.html").write_text(PAGE.format(title="Another", number=77), encoding="utf-8")
    assert builds.start(str(case), [more], by="MK", total=1).total == 5
    state = ended(case)
    assert (state.read, state.total, state.waiting) == (5, 5, 0)


def test_another_program_builds_the_case(tmp_path: Path, case: Path, ended: Ended) -> None:
    """Two desks, or a desk and the command line: the second is told in words, and its pages can go on later."""
    hold = (
        "import sys; from pathlib import Path; from chronofile.build import lock\n"
        "with lock(Path(sys.argv[1]), since='2025-11-25T14:12:00+00:00'): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(case)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        held = builder_of(case)
        assert held is not None
        assert held.pid == other.pid
        builds.start(str(case), [_pages(tmp_path / "in", 1)], by="MK")
        state = ended(case)
        assert (state.error, state.left, state.read) == ("CaseBusy", 1, 0)
        assert "another build of this case is running" in state.message
    finally:
        other.communicate("")
    assert builder_of(case) is None
    builds.go_on(str(case))
    state = ended(case)
    assert (state.error, state.read) == ("", 1)


def test_a_build_that_talks_too_much_is_heard_out(
    tmp_path: Path, case: Path, ended: Ended, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More on standard error than any pipe holds."""
    noisy = tmp_path / "noisy.py"
    noisy.write_text(
        "import sys\nsys.stderr.write('x' * 80 + '\\n' * 1)\n" * 1
        + "sys.stderr.write(('n' * 99 + '\\n') * 20000)\nsys.stderr.write('Our defect: told last.\\n')\nsys.exit(3)\n"
    )
    monkeypatch.setattr(builds.sys, "executable", str(_interpreter(tmp_path, noisy)))
    builds.start(str(case), [tmp_path], by="MK")
    state = ended(case)
    assert (state.error, state.message) == ("defect", "Our defect: told last.")


def _interpreter(folder: Path, script: Path) -> Path:
    """A program that runs `script` whatever it is asked."""
    made = folder / "python"
    made.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}"\n')
    made.chmod(0o755)
    return made


def test_a_build_goes_on_when_nobody_listens(tmp_path: Path, case: Path) -> None:
    pages = _pages(tmp_path / "in", 12)
    command = [sys.executable, "-m", "chronofile", "build", str(case), str(pages), "--progress-json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert process.returncode == 0, errors
    with api.Case.open(case, write=False) as held:
        assert len(held.pages()) == 12
