"""A long list in parts: the nearest part there is, and the filters stay on the way."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from chronofile.desk.parts import part_of

pytestmark = pytest.mark.usefixtures("premises")


@pytest.mark.parametrize(
    ("asked", "number", "rows"),
    [("", 1, [0, 1, 2]), ("2", 2, [3, 4, 5]), ("3", 3, [6]), ("99", 3, [6]), ("0", 1, [0, 1, 2]), ("x", 1, [0, 1, 2]),
     ("9" * 30, 1, [0, 1, 2]), ("-1", 1, [0, 1, 2]), ("²", 1, [0, 1, 2])],
)  # fmt: skip
def test_the_part_asked_for(asked: str, number: int, rows: list[int]) -> None:
    request = RequestFactory().get("/", {"done": "1", **({"page": asked} if asked else {})})
    part = part_of(request, range(7), 3)
    assert (part.number, part.last, list(part.rows), part.query) == (number, 3, rows, "done=1")


def test_an_empty_list_is_one_part() -> None:
    part = part_of(RequestFactory().get("/"), [], 3)
    assert (part.number, part.last, list(part.rows), part.query) == (1, 1, [], "")
