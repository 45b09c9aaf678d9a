"""The worker's edge: whatever a page does to the program becomes a Failure of that page, without its text."""

from __future__ import annotations

import datetime as dt

import pytest

from chronofile.build import Task, answer
from chronofile.errors import CaseDamaged
from chronofile.model import Failure, Incoming, Page
from tests.build.fakes import AS_OF, incoming, read_lines

TASK = Task(incoming=incoming("2025-01-01 secret words", "a.txt"), as_of=AS_OF, made_from="m")


def failing(error: Exception) -> Failure:
    def process(incoming: Incoming, *, as_of: dt.date) -> Page:
        raise error

    given = answer(process, TASK)
    assert given.page is None
    assert given.failure is not None
    assert (given.location, given.snapshot, given.made_from) == ("a.txt", TASK.snapshot, "m")
    assert given.worn_out == isinstance(error, MemoryError)
    assert (given.failure.location, given.failure.snapshot) == ("a.txt", TASK.snapshot)
    return given.failure


def test_a_page_that_is_read() -> None:
    given = answer(read_lines, TASK)
    assert given.failure is None
    assert given.page is not None
    assert given.page.snapshot.sha256 == TASK.snapshot


@pytest.mark.parametrize(
    "error", [ValueError("secret words"), RecursionError("secret"), AssertionError(), KeyError("x")]
)
def test_what_no_rule_foresaw_is_our_defect_and_tells_its_place_alone(error: Exception) -> None:
    failure = failing(error)
    assert failure.kind == "our defect"
    assert failure.detail.startswith(f"{type(error).__name__} at test_task.py:")
    assert failure.detail.endswith(" in process")
    assert "secret" not in failure.message + failure.detail


def test_a_place_in_the_program_is_named_from_its_package_on() -> None:
    def process(incoming: Incoming, *, as_of: dt.date) -> Page:
        from chronofile.model import DateValue

        DateValue.from_edtf("no date")
        raise AssertionError("not reached")

    failure = answer(process, TASK).failure
    assert failure is not None
    assert failure.detail.startswith("ValueError at model/date_value.py:")


def test_what_was_foreseen_is_said_in_its_own_words() -> None:
    failure = failing(CaseDamaged("a.txt: mend it so"))
    assert (failure.kind, failure.message, failure.detail) == ("input", "a.txt: mend it so", "")


def test_memory_that_ran_out_is_a_limit() -> None:
    failure = failing(MemoryError())
    assert failure.kind == "limit"
    assert "more memory than a page may use" in failure.message


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_a_person_who_stops_the_program_is_obeyed(error: type[BaseException]) -> None:
    def process(incoming: Incoming, *, as_of: dt.date) -> Page:
        raise error

    with pytest.raises(error):
        answer(process, TASK)
