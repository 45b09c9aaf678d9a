"""The real path of real pages, cut short at every write: the case opens, is whole, and the next build finishes it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from chronofile import Case
from chronofile.errors import CaseNotFound, DiskFull
from chronofile.store import boundary
from tests.bad_input.outside import PAGES, assert_put_away, posix, some_pages
from tests.build.conftest import tmp_path  # noqa: F401 - cases in memory: each of these is written and synced


class Cut:
    """Stands in for `boundary.reached`: keeps the names, and acts at the one wanted."""

    def __init__(self, wanted: int, act: Callable[[], object]) -> None:
        self.names: list[str] = []
        self.wanted = wanted
        self.act = act

    def __call__(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.wanted + 1:
            self.act()


def build(case: Path, pages: Path) -> str:
    """What `chronofile build` does, in this process; gives the content digest."""
    try:
        opened = Case.open(case)
    except CaseNotFound:
        opened = Case.create(case, "The ferry")
    with opened:
        return opened.build([pages], jobs=0).digest


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, list[str]]:
    """The pages, the digest of their case, and every boundary that its build passes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    pages = some_pages(folder / "pages")
    count, real = Cut(-1, lambda: None), boundary.reached
    boundary.reached = count
    try:
        digest = build(folder / "case", pages)
    finally:
        boundary.reached = real
    return pages, digest, count.names


def check(case: Path, pages: Path, digest: str, where: str) -> None:
    """Whole as it is now, and the same as if nothing had happened after the next build."""
    try:
        with Case.open(case, write=False) as opened:
            assert opened.verify().problems == (), where
    except CaseNotFound:
        assert where.startswith("case created"), where
    assert build(case, pages) == digest, where
    with Case.open(case, write=False) as opened:
        assert opened.verify().problems == (), where
        assert {Path(page.location).name for page in opened.pages()} == set(PAGES), where
        assert opened.failures() == ()
        assert opened.chronology().digest == digest, where
    assert_put_away(case)


def test_the_build_passes_boundaries_of_every_kind(undisturbed: tuple[Path, str, list[str]]) -> None:
    _, _, names = undisturbed
    assert {name.partition(":")[0] for name in names} == {
        "case created", "original", "page kept", "run begun", "page read", "chronology written",
    }  # fmt: skip
    assert names.count("page read: before commit") == len(PAGES)


def test_a_full_disk_at_every_boundary(
    undisturbed: tuple[Path, str, list[str]],
    tmp_path: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages, digest, names = undisturbed

    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for number, where in enumerate(names):
        case = tmp_path / f"{number} 사건"
        with monkeypatch.context() as patch:
            patch.setattr(boundary, "reached", Cut(number, full))
            with pytest.raises(DiskFull, match=r"the disk is full.*make room and run the same command again"):
                build(case, pages)
        check(case, pages, digest, where)


@posix
def test_death_at_every_boundary(
    undisturbed: tuple[Path, str, list[str]],
    tmp_path: Path,  # noqa: F811
) -> None:
    pages, digest, names = undisturbed
    for number, where in enumerate(names):
        case = tmp_path / f"{number} 사건"
        child = os.fork()
        if child == 0:
            boundary.reached = Cut(number, lambda: os._exit(9))
            try:
                build(case, pages)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9, where
        check(case, pages, digest, where)
