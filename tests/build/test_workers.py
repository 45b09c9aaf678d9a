"""Answers come in order; a worker that dies, hangs or hoards costs one page; nothing is left behind."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from chronofile.build import Answer, Limits, Task, in_process, supervised, workers
from chronofile.errors import CalledWrongly, ChronofileError
from chronofile.store.packing import unpack_text
from tests.build.fakes import AS_OF, READ, RISKY, incoming

PATIENT = Limits(seconds=30.0, memory=1 << 30)
HASTY = Limits(seconds=2.0, memory=1 << 30)


def task(text: str | bytes, location: str = "page.txt") -> Task:
    return Task(incoming=incoming(text, location), as_of=AS_OF, made_from=f"of {location}")


def tasks(*words: str) -> list[Task]:
    return [task(f"{word} 2025-01-01 A line.", f"{number}.txt") for number, word in enumerate(words)]


def run(given: list[Task], jobs: int = 1, limits: Limits = PATIENT) -> list[Answer]:
    return list(supervised(RISKY, given, jobs=jobs, limits=limits))


def kinds(answers: list[Answer]) -> list[str]:
    return [answer.failure.kind if answer.failure else "read" for answer in answers]


def test_both_engines_give_the_same_answers() -> None:
    given = tasks("", "RAISE", "SPEAK", "")
    assert run(given) == list(in_process(RISKY, given))


@pytest.mark.parametrize("jobs", [1, 3])
def test_answers_come_in_the_order_of_the_tasks(jobs: int) -> None:
    given = [task(f"SLEEP {(n % 3) / 20} {n}", f"{n}.txt") for n in range(12)]
    answers = run(given, jobs)
    assert [a.location for a in answers] == [t.location for t in given]
    assert [a.made_from for a in answers] == [t.made_from for t in given]
    assert [unpack_text(a.page.body, "")[-2:].strip() for a in answers if a.page] == [str(n) for n in range(12)]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("word", "kind", "said"),
    [
        ("DIE", "limit", "memory ran short"),
        ("CRASH", "our defect", "broke down"),
        ("EXIT", "our defect", "broke down"),
        ("HANG", "limit", "longer than 2 seconds"),
        ("HOG", "limit", "more memory"),
        ("RAISE", "our defect", "defect of ours"),
    ],
)
def test_a_worker_that_comes_to_grief_costs_one_page(word: str, kind: str, said: str) -> None:
    limits = HASTY if word == "HANG" else Limits(seconds=30.0, memory=400 << 20)
    answers = run(tasks("", word, "", word), limits=limits)
    assert kinds(answers) == ["read", kind, "read", kind]
    failure = answers[1].failure
    assert failure is not None
    assert said in failure.message
    assert failure.message.startswith("1.txt: ")
    assert (failure.location, failure.snapshot) == ("1.txt", tasks("", word)[1].snapshot)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_every_worker_may_come_to_grief_at_once() -> None:
    words = ["HANG", "DIE", "", "CRASH", "HANG", "", "DIE", "", "EXIT", "RAISE", "", "DIE"]
    answers = run(tasks(*words), jobs=3, limits=HASTY)
    expected = {"HANG": "limit", "DIE": "limit", "": "read"}
    assert kinds(answers) == [expected.get(word, "our defect") for word in words]


def test_memory_is_watched_where_the_system_does_not_limit_it(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = [task("SLEEP 1.0"), task("")]
    watched = Limits(seconds=30.0, memory=1 << 20, watch=True)  # no Python fits in one megabyte
    assert kinds(run(slow, limits=msgspec.structs.replace(watched, memory=4 << 30))) == ["read", "read"]
    unenforced = workers._BOOT.replace("int(sys.argv[4])", "4 << 30")  # as on a system that only promises
    monkeypatch.setattr(workers, "_BOOT", unenforced)
    answers = run(slow, limits=watched)
    assert answers[0].failure is not None
    assert (answers[0].failure.kind, "memory" in answers[0].failure.message) == ("limit", True)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_worker_killed_from_outside_while_it_parses(tmp_path: Path) -> None:
    note = tmp_path / "pid"

    def kill_when_it_works() -> None:
        while not (note.exists() and note.read_text()):
            time.sleep(0.01)
        os.kill(int(note.read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill_when_it_works)
    killer.start()
    answers = run([task(""), task(f"REPORT {note}\n"), task("")], limits=Limits(seconds=30))
    killer.join()
    assert kinds(answers) == ["read", "limit", "read"]


def test_the_clock_starts_when_the_worker_does() -> None:
    """Starting takes longer than a page may."""
    assert kinds(run(tasks("", ""), limits=Limits(seconds=0.1))) == ["read", "read"]


def test_a_long_page_may_take_longer() -> None:
    long = [task("SLEEP 1.5\n" + "x" * (1 << 20))]
    limits = Limits(seconds=0.5, seconds_per_mb=20.0)
    assert kinds(run(long, limits=limits)) == ["read"]
    (answer,) = run(long, limits=msgspec.structs.replace(limits, seconds_per_mb=0.0))
    assert answer.failure is not None
    assert "longer than 0.5 seconds" in answer.failure.message
    assert Limits().seconds_for(0) == 60.0
    assert Limits().seconds_for(50 << 20) > 600.0


def test_a_name_that_names_no_function_is_the_callers_mistake() -> None:
    for name in ("no.such:thing", "tests.build.fakes:no_such", "tests.build.fakes"):
        with pytest.raises(CalledWrongly, match="names no function"):
            list(supervised(name, tasks(""), jobs=1, limits=PATIENT))


def test_workers_that_never_start_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chronofile.build.workers._BOOT", "import sys; sys.exit('no such luck')")
    with pytest.raises(ChronofileError, match=r"do not start on this machine .*no such luck"):
        run(tasks("", ""), jobs=2)


def test_tasks_are_taken_only_as_workers_become_free() -> None:
    taken = 0

    def counted() -> Iterator[Task]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield task(f"SLEEP 0.4 {number}" if number == 0 else f" {number}", f"{number}.txt")

    answers = supervised(RISKY, counted(), jobs=2, limits=PATIENT)
    next(answers)
    assert taken <= 9  # four places a worker, and one taken ahead
    answers.close()


def test_workers_end_with_the_run(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    answers = supervised(RISKY, [task(""), task(f"REPORT {note}\n")], jobs=2, limits=PATIENT)
    next(answers)
    while not note.exists() or not note.read_text():
        time.sleep(0.01)
    pid = int(note.read_text())
    answers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    gc.collect()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_workers_end_when_their_builder_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = (
        "import sys; sys.path[:] = sys.argv[1].split('|')\n"
        "from tests.build.test_workers import task, run, Limits\n"
        f"run([task('REPORT {note}\\n')], limits=Limits(seconds=60))\n"
    )
    builder = subprocess.Popen([sys.executable, "-c", script, "|".join(sys.path)])
    while not note.exists() or not note.read_text():
        assert builder.poll() is None
        time.sleep(0.02)
    builder.kill()
    builder.wait()
    deadline = time.monotonic() + 10
    while _alive(int(note.read_text())):
        assert time.monotonic() < deadline, "a worker outlived its builder"
        time.sleep(0.05)


def test_a_script_without_a_main_guard_may_build(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys; sys.path[:] = sys.argv[1].split('|')\n"
        "from tests.build.test_workers import tasks, run\n"
        "print(len(run(tasks('', '', 'SPEAK'), jobs=2)))\n"
    )
    done = subprocess.run(
        [sys.executable, script, "|".join(sys.path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("3\n", "")


def test_a_large_page_goes_through() -> None:
    big = b"2025-01-01 " + b"x" * (20 << 20)
    (answer,) = supervised(READ, [task(big)], jobs=1, limits=Limits())
    assert answer.page is not None
    assert answer.page.snapshot.size == len(big)


def _alive(pid: int) -> bool:
    """A killed builder's orphan may stay as a zombie where nobody collects it: that is no life."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        if sys.platform.startswith("linux"):
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
