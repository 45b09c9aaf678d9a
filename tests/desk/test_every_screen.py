"""What holds of every screen there is, found by walking the desk's own addresses: a new screen is held to it at once.

Light, dark and narrow without a word from axe; nothing wider than a window of 390 px; below the size a page may have;
everything that can be pressed is reached with Tab alone, seen when it is, and left again; no request to anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver

from chronofile.api import Case
from chronofile.desk.queue import queues
from chronofile.desk.shelf_file import OnShelf

LARGEST_BYTES = 200_000
NARROW = 390
SKIPPED = {"open/<str:token>", "static/<str:version>/<str:name>"}
"""The way in, and files."""

REACHABLE = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter((el) => !el.disabled && el.tabIndex >= 0 && el.checkVisibility({ visibilityProperty: true }) && !el.closest('[inert]'))
  .map((el) => { el.dataset.walk ||= String(Math.random()); return el.type === 'radio' ? 'radio ' + el.name : el.dataset.walk; })"""
FOCUSED = """() => { const el = document.activeElement; if (!el || el === document.body) return '';
  const style = getComputedStyle(el), seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const box = el.getBoundingClientRect();
  return (el.type === 'radio' ? 'radio ' + el.name : el.dataset.walk || 'other') + (seen ? '' : ' UNSEEN ' + el.outerHTML.slice(0, 120))
    + (box.bottom > 0 && box.top < innerHeight ? '' : ' AWAY ' + el.outerHTML.slice(0, 120)); }"""


def patterns(of: list[Any], before: str = "") -> Iterator[str]:
    for each in of:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern)


@pytest.fixture
def screens(client: Any, example: OnShelf) -> dict[str, str]:
    """Every address that answers to GET with a page: its pattern, and the address for the example case."""
    from chronofile.desk import urls

    with Case.open(example.folder) as case:
        chronology = case.chronology()
        waiting = next(q for q in queues(chronology) if q.waiting)
        entry = waiting.waiting[0]
        agent = next(a for a in chronology.agents if a.type == "Person")
    known = {"key": example.key, "page": waiting.page, "entry": entry.id, "number": "1"}
    found = {}
    for pattern in patterns(urls.urlpatterns):
        if pattern in SKIPPED:
            continue
        own = agent.id if "people" in pattern else waiting.page if "pages" in pattern else entry.id
        address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m, own=own: known.get(m[1], own), pattern)
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and b"<h1" in answer.content:
            found[pattern] = address
    return found


def test_they_are_found(screens: dict[str, str]) -> None:
    for expected in ("", "new", "c/<key>/", "c/<key>/pages", "c/<key>/people/<str:own>", "c/<key>/export"):
        assert any(re.sub(r"<\w+:", "<", p) == re.sub(r"<\w+:", "<", expected) for p in screens), expected
    assert len(screens) >= 20


def test_none_is_too_large(client: Any, screens: dict[str, str]) -> None:
    sizes = {pattern: len(client.get(address).content) for pattern, address in screens.items()}
    assert {p: n for p, n in sizes.items() if n > LARGEST_BYTES} == {}


def test_readable_by_everybody(desk: Any, screens: dict[str, str], axe: Callable[[Any], list[str]]) -> None:
    problems = []
    for pattern, address in screens.items():
        page = desk.goto(address)
        for scheme, width in (("light", 1280), ("dark", NARROW)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            problems += [f"{pattern} {scheme} {width}: {each}" for each in axe(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW:
            problems.append(f"{pattern}: {wide} px wide in a window of {NARROW}")
        page.set_viewport_size({"width": 1280, "height": 800})
    assert not problems, "\n" + "\n".join(problems)
    assert all(address.startswith(desk.address) for address in desk.asked)


def test_everything_is_reached_and_seen_by_keyboard_alone(desk: Any, screens: dict[str, str]) -> None:
    problems = []
    for pattern, address in screens.items():
        page = desk.goto(address)
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        wanted = set(page.evaluate(REACHABLE)[:400])
        page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
        met: list[str] = []
        for _ in range(len(wanted) + 12):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUSED)
            met.append(at)
            if wanted <= {each.split(" UNSEEN ")[0].split(" AWAY ")[0] for each in met}:
                break
        names = {each.split(" UNSEEN ")[0].split(" AWAY ")[0] for each in met}
        problems += [f"{pattern}: {each}" for each in met if " UNSEEN " in each or " AWAY " in each]
        missing = [
            page.evaluate("(w) => document.querySelector(`[data-walk='${w}']`)?.outerHTML.slice(0, 120)", each)
            for each in wanted - names
        ]
        problems += [f"{pattern} never reached: {each}" for each in missing[:3]]
    assert not problems, "\n" + "\n".join(problems)
