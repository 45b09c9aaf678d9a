"""docs/security.md names tests that are there."""

from __future__ import annotations

import re

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
OWED = ["A1", "C1", "D1", "D2", "D3", "D4", "F1", "F3", "G1", "G2", "H4", "I1", "J1", "J2", "J3", "K1", "K2", "L3"]


def rows() -> dict[str, str]:
    return {m[1]: m[2] for m in re.finditer(r"^\| ([A-Z]\d) [^|]*\|[^|]*\| (.*) \|$", PAGE, re.M)}


def test_every_line_has_a_row_with_tests() -> None:
    found = rows()
    assert list(found) == OWED
    for line, tests in found.items():
        assert "test_" in tests, line


def test_every_test_named_exists() -> None:
    count = 0
    for line, tests in rows().items():
        for part in tests.split(" · "):
            file, *names = re.findall(r"`([\w/.]+)`", part)
            text = (ROOT / "tests" / file).read_text(encoding="utf-8")
            for name in names:
                assert re.search(rf"^def {name}\(", text, re.M), (line, file, name)
                count += 1
    assert count > 50
