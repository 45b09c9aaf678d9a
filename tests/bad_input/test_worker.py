"""A worker that is killed while it parses costs one page."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from chronofile import Case
from tests.bad_input.outside import COMMAND, PAGES, build, kept, posix, wait_until_read
from tests.bad_input.prose import prose


def children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    return [int(pid) for pid, ppid in (line.split() for line in listed.splitlines()) if int(ppid) == parent]


@posix
def test_a_worker_killed_while_it_parses_costs_one_page(case: Path, pages: Path) -> None:
    long_page = pages / "b long.txt"
    long_page.write_text(prose(100_000))
    builder = subprocess.Popen(
        [*COMMAND, "build", str(case), str(pages), "--jobs", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        wait_until_read(case, "a ferry.html", builder)
        (worker,) = children(builder.pid)
        os.kill(worker, signal.SIGKILL)
        out, errors = (stream.decode() for stream in builder.communicate(timeout=120))
    finally:
        builder.kill()
    assert builder.returncode == 1
    assert errors.splitlines()[0] == f"New case in {case}."
    (told,) = errors.splitlines()[1:]
    assert f"Not read: {long_page}: this page could not be read: the system ended the process that read it" in told
    assert "It is kept, all others are read; build again when the machine has time and memory to spare" in told
    assert "3 new pages" in out
    assert "1 file not read" in out
    assert kept(case) == set(PAGES)
    with Case.open(case, write=False) as opened:
        (failure,) = opened.failures()
        assert opened.store.original(failure.snapshot or "") == long_page.read_bytes()
    again = build(case, pages)
    assert (again.status, again.err) == (0, "")
    assert again.out.startswith("1 new page, 3 already kept")
    assert kept(case) == {*PAGES, long_page.name}
