"""The program as a person meets it: the `chronofile` command in a process of its own, and what must hold after it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from chronofile import Case
from chronofile.build import holder

COMMAND = (sys.executable, "-m", "chronofile")
posix = pytest.mark.skipif(os.name == "nt", reason="permissions, signals and mounts of POSIX")

PAGES = {
    "a ferry.html": """<!doctype html><html lang="en"><head><title>Ferry captain detained - The Tern Gazette</title>
<meta property="article:published_time" content="2023-09-06T07:00:00Z"></head><body><article>
<h1>Ferry captain detained in Port Hallow</h1>
<p>Harbour police detained the ferry captain Mirjam Stolt in Port Hallow on September 4, the harbour office said.</p>
<p>Her lawyer, Jonas Abel, plans to meet officials of the Transport Ministry on September 11.</p></article></body></html>""",
    "m union.txt": """Union asks for the captain's release

Port Hallow, 8 September 2023. The seafarers' union sent a letter to the Transport Ministry on 7 September 2023.

"She did what the rules of the sea ask of her," said Ilse Kram, who leads the union.
""",
    "z freed.html": """<!doctype html><html lang="en"><head><title>Captain free - Hallow Post</title>
<meta property="article:published_time" content="2023-09-14T07:00:00Z"></head><body><article>
<h1>Ferry captain Mirjam Stolt is free</h1>
<p>A court in Port Hallow released the ferry captain Mirjam Stolt on September 13 after nine days.</p>
<p>Stolt said she would take the next ferry home.</p></article></body></html>""",
}
"""Names chosen so that what a test adds as "b …" to "y …" comes between them."""


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    def names(self, *words: str) -> None:
        """Every one of `words` is in what it said on standard error, and nothing there is a programmer's business."""
        for word in words:
            assert word in self.err, self
        self.is_clear()

    def is_clear(self) -> None:
        for trace in ("Traceback", "Fatal Python error", 'File "', "Our defect"):
            assert trace not in self.err + self.out, self


def chronofile(*arguments: str | Path, before: tuple[str, ...] = (), timeout: float = 300) -> Said:
    """Run the command; `before` are words put in front of it, such as those that make an ordinary user of root."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CHRONOFILE_")}
    done = subprocess.run(
        [*before, *COMMAND, *map(str, arguments)],
        capture_output=True,
        env=environment,
        timeout=timeout,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def build(case: Path, *paths: Path, before: tuple[str, ...] = ()) -> Said:
    return chronofile("build", case, *paths, "--jobs", "1", before=before)


def build_here(case: Path, pages: Path) -> None:
    """The same in this process: for what only has to be there before a test begins."""
    with Case.create(case) as opened:
        assert opened.build([pages], jobs=0).failures == ()


def some_pages(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def kept(case: Path) -> set[str]:
    """Names of the files whose pages are held, after everything in the case was found to be whole and put away."""
    with Case.open(case, write=False) as opened:
        assert opened.verify().problems == ()
        names = {Path(page.location).name for page in opened.pages()}
        assert opened.chronology().digest == opened.store.content_digest()
    assert_put_away(case)
    return names


def assert_put_away(case: Path) -> None:
    """No unfinished original, no write-ahead log, no part of a file: copying the folder copies the case."""
    assert not list((case / "originals" / "unfinished").glob("*"))
    assert not [path for path in case.rglob("*") if path.name.endswith(("-wal", "-shm", "-journal", ".part", ".tmp"))]


def wait_until_read(case: Path, read: str, builder: subprocess.Popen[bytes]) -> None:
    """Until the page `read` is in the case, so that its worker has begun the next one."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert builder.poll() is None, builder.communicate()
        if holder(case):
            with Case.open(case, write=False) as opened:
                if any(page.location.endswith(read) for page in opened.pages()):
                    return
        time.sleep(0.05)
    raise AssertionError(f"{read} was not read in a minute")


def ordinary_user() -> tuple[str, ...]:
    """Words that run a command without root's right to read and write everything; skips where there are none."""
    if os.name == "nt":
        pytest.skip("permissions of POSIX")
    if os.geteuid() != 0:
        return ()
    if not _works("unshare", "--user", *COMMAND, "--version"):
        pytest.skip("root reads and writes everything, and this system has no `unshare --user` to be somebody else")
    return ("unshare", "--user")


def own_mounts() -> tuple[str, ...]:
    """Words that run a command which may mount, seen by itself alone; skips where that is not allowed."""
    words = ("unshare", "--user", "--map-root-user", "--mount")
    if not _works(*words, "sh", "-c", "mount -t tmpfs -o size=100k tmpfs /tmp"):
        pytest.skip("this system lets nobody mount a small disk for himself (unshare --user --mount)")
    return words


@cache
def _works(*command: str) -> bool:
    return (
        shutil.which(command[0]) is not None
        and subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    )
