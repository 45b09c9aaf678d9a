"""Redate: what would move, what a person decided, one act to undo, and what is asked before it is done."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from chronofile import api
from chronofile.desk.shelf_file import OnShelf


def _html(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def _layer(case: OnShelf, words: str) -> str:
    with api.Case.open(case.folder, write=False) as held:
        return next(page.text_layer for page in held.pages() if (page.headline or "").startswith(words))


def _seen(shown: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', shown)
    assert found
    return found[1]


@pytest.fixture
def moved(example: OnShelf) -> tuple[str, list[api.Moved]]:
    """Address of the screen of a page that several dates hang on, and what its correction by a week would move."""
    layer = _layer(example, "Linnet men come home")
    with api.Case.open(example.folder) as held:
        moved = list(held.judge.preview_redate(layer, "2024-04-05"))
    assert len(moved) > 1
    return f"/c/{example.key}/pages/{layer}/date", moved


def test_looking_changes_nothing_and_lists_every_date(
    client: Any, example: OnShelf, moved: tuple[str, list[api.Moved]]
) -> None:
    address, rows = moved
    plain = _html(client.get(address))
    assert "29 March 2024" in plain
    assert "Nothing is changed by looking." in plain
    shown = _html(client.get(address, {"how": "typed", "date": "5 April 2024"}))
    assert f"{len(rows)} dates would move" in shown
    assert f"Change the date and move {len(rows)}" in shown
    for row in rows:
        assert f"/entries/{row.entry}" in shown
    with api.Case.open(example.folder, write=False) as held:
        assert held.judgements() == ()


def test_dates_move_in_one_step(client: Any, example: OnShelf, moved: tuple[str, list[api.Moved]]) -> None:
    address, rows = moved
    given = {"how": "typed", "date": "5 April 2024"}
    shown = _html(client.get(address, given))
    refused = client.post(address, {**given, "seen": _seen(shown)})
    assert refused.status_code == 422
    assert "Say why it is right all the same" in _html(refused)
    done = client.post(address, {**given, "seen": _seen(shown), "reason": "the printed edition"})
    assert done.status_code == 302
    with api.Case.open(example.folder) as held:
        entries = {e.id: e for e in held.chronology().entries}
        for row in rows:
            now = entries[row.entry].occurred
            assert (now.edtf if now else None) == (row.after.edtf if row.after else None)
    client.post(f"/c/{example.key}/undo")
    with api.Case.open(example.folder) as held:
        entries = {e.id: e for e in held.chronology().entries}
        assert all(entries[row.entry].occurred == row.before for row in rows)
    assert "29 March 2024" in _html(client.get(address))


def test_what_a_person_decided_moves_only_where_ticked(
    client: Any, example: OnShelf, moved: tuple[str, list[api.Moved]]
) -> None:
    address, rows = moved
    with api.Case.open(example.folder) as held:
        for row in rows[:2]:
            held.judge.accept(row.entry, by="MK")
    given = {"how": "typed", "date": "5 April 2024"}
    shown = _html(client.get(address, given))
    assert "2 that you decided would stay" in shown
    assert f"Change the date and move {len(rows) - 2}" in shown
    ticks = re.findall(r'name="also" value="([^"]+)"([^>]*)>', shown)
    assert {own for own, _rest in ticks} == {row.entry for row in rows[:2]}
    assert not any("checked" in rest for _own, rest in ticks)
    client.post(address, {**given, "seen": _seen(shown), "reason": "x", "also": [rows[0].entry, "no-such"]})
    with api.Case.open(example.folder) as held:
        entries = {e.id: e for e in held.chronology().entries}
        after = rows[0].after
        assert after is not None
        assert entries[rows[0].entry].occurred.edtf == after.edtf  # type: ignore[union-attr]
        assert entries[rows[1].entry].occurred == rows[1].before


def test_a_preview_that_is_out_of_date_writes_nothing(
    client: Any, example: OnShelf, moved: tuple[str, list[api.Moved]]
) -> None:
    address, rows = moved
    given = {"how": "typed", "date": "5 April 2024"}
    seen = _seen(_html(client.get(address, given)))
    with api.Case.open(example.folder) as held:
        held.judge.accept(rows[0].entry, by="another")
    answer = client.post(address, {**given, "seen": seen, "reason": "x"})
    assert answer.status_code == 422
    assert "has changed meanwhile" in _html(answer)
    with api.Case.open(example.folder, write=False) as held:
        assert [j.act for j in held.judgements()] == ["accept"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("03/04/2024", "can be 3 April 2024 or 4 March 2024"),
        ("31 February 2024", "has no day 31"),
        ("24 May", "has no year"),
        ("about 3 to 5 May 2024", "between which two days"),
    ],
)
def test_a_date_that_is_none_is_explained(
    client: Any, moved: tuple[str, list[api.Moved]], typed: str, said: str
) -> None:
    answer = client.get(moved[0], {"how": "typed", "date": typed})
    assert answer.status_code == 422
    assert said in _html(answer)
    assert f'value="{typed}"' in _html(answer)


def test_a_stretch_is_one_day_inside_and_typing_is_enough(client: Any, moved: tuple[str, list[api.Moved]]) -> None:
    shown = _html(client.get(moved[0], {"how": "now", "date": "3–5 April 2024"}))
    assert "Published between 3 and 5 April 2024:" in shown
    assert "would move" in _html(client.get(moved[0], {"how": "open"}))
    assert "Nothing is changed by looking." in _html(client.get(moved[0], {"how": "typed", "date": "29 March 2024"}))


def test_printed_dates_that_were_not_taken_are_offered(client: Any, example: OnShelf) -> None:
    address = f"/c/{example.key}/pages/{_layer(example, 'Linnet Seamen Face Winter')}/date"
    shown = _html(client.get(address))
    assert "worked out, as now" in shown
    assert "“Monday, February 17, 2025”" in shown
    preview = _html(client.get(address, {"how": "other-0"}))
    assert "Published 17 February 2025:" in preview
    assert "both cannot be true" in preview


def test_only_pages_of_the_case(client: Any, example: OnShelf) -> None:
    assert client.get(f"/c/{example.key}/pages/{'0' * 32}/date").status_code == 404


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_in_a_browser(
    desk: Any,
    example: OnShelf,
    axe: Callable[[Any], list[str]],
    picture: Callable[[Any, str], None],
    width: int,
) -> None:
    from playwright.sync_api import expect

    layer = _layer(example, "Linnet men come home")
    with api.Case.open(example.folder) as held:
        held.judge.accept(held.judge.preview_redate(layer, "2024-04-05")[0].entry, by="MK")
    desk.page.set_viewport_size({"width": width, "height": 800})
    page = desk.goto(f"/c/{example.key}/pages/{layer}")
    page.keyboard.press("d")
    expect(page.locator(".page-head .why-date")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Change the page’s publication date")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("When was this page published?")
    page.wait_for_load_state("load")
    page.keyboard.press("e")
    page.keyboard.type("5 April 2024")
    page.keyboard.press("Enter")
    expect(page.locator("#moves")).to_be_focused()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"redate-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator('[name="also"]').focus()
    page.keyboard.press("Space")
    page.locator("#reason").focus()
    page.keyboard.type("the printed edition")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("publication date")
    expect(page.locator(".page-head")).to_contain_text("5 April 2024")
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(page.locator(".page-head .facts")).to_contain_text("29 March 2024")
