"""The exported page in a real browser: no request leaves, nothing for axe to say, nothing scrolls sideways when narrow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronofile.show.html.page import to_html
from tests.show.sample import sample


@pytest.fixture
def address(tmp_path: Path) -> str:
    (tmp_path / "chronology.html").write_bytes(to_html(sample()))
    return (tmp_path / "chronology.html").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_readable_by_everybody_and_asks_for_nothing(
    address: str,
    scheme: str,
    width: int,
    chromium: Any,
    axe: Callable[[Any], list[str]],
    picture: Callable[[Any, str], None],
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    try:
        page = context.new_page()
        page.goto(address)
        assert asked == [address]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture(page, f"export-{scheme}-{width}")
        assert axe(page) == []
    finally:
        context.close()
