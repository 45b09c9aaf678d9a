from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_input.outside import some_pages


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three good pages."""
    return some_pages(tmp_path / "pages")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Where a case shall be; nothing is there yet."""
    return tmp_path / "case"
