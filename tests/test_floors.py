"""The floors hold, and the check that says so can fail."""

from pathlib import Path

import pytest

from tools import floors


def test_every_import_goes_down() -> None:
    assert floors.main() == 0


@pytest.mark.parametrize(
    ("place", "code", "word"),
    [
        ("read/layout.py", "from chronofile.when import match", "no doors"),
        ("model/span.py", "import chronofile.store", "down the stairs"),
        ("find/names.py", "def f():\n    from chronofile import api", "down the stairs"),
        ("show/html.py", "import sqlite3", "only store"),
        ("merge/fold.py", "import urllib.request", "only collect"),
        ("helpers.py", "import os", "no floor"),
    ],
)
def test_a_door_between_rooms_is_found(place: str, code: str, word: str) -> None:
    found = list(floors.complaints(floors.SOURCE / place, code))
    assert len(found) == 1
    assert word in found[0]


def test_imports_that_go_down_are_silent() -> None:
    path: Path = floors.SOURCE / "read" / "layout.py"
    assert list(floors.complaints(path, "from chronofile.model import Span\nfrom chronofile import errors")) == []
