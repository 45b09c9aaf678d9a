"""The pictures that the docs show are there, small, and each is shown."""

from __future__ import annotations

import re

from tests.conftest import ROOT

LARGEST = 60_000
DOCS = ROOT / "docs"


def test_every_picture_is_there_small_and_shown() -> None:
    shown = {
        (page.parent / address).resolve()
        for page in DOCS.glob("*.md")
        for words, address in re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
        if words
    }
    held = {each.resolve() for each in (DOCS / "pictures").iterdir()}
    assert shown <= held, shown - held
    assert len(shown) >= 12
    assert {each.name: each.stat().st_size for each in held if each.stat().st_size > LARGEST} == {}
    assert {each.name for each in held - shown} == set()
