"""Disagreements: readings side by side with only the differing words marked; settled with a reason, or left open."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronofile import api
from chronofile.desk.premises import Premises
from chronofile.desk.shelf_file import OnShelf
from chronofile.model import Disagreement, Entry


def _html(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def _disagreements(case: OnShelf) -> tuple[Disagreement, ...]:
    with api.Case.open(case.folder, write=False) as held:
        return held.chronology().disagreements


def _entry(case: OnShelf, own: str) -> Entry:
    with api.Case.open(case.folder, write=False) as held:
        return next(e for e in held.chronology().entries if e.id == own)


def _number(case: OnShelf, attribute: str) -> int:
    return next(n for n, d in enumerate(_disagreements(case), 1) if d.attribute == attribute)


def _hidden(shown: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(id|expected)" value="([^"]*)"', shown))


def test_all_of_them_open_ones_first(client: Any, example: OnShelf) -> None:
    found = _disagreements(example)
    assert len(found) >= 3
    shown = _html(client.get(f"/c/{example.key}/disagreements"))
    assert f"{len(found)} open" in shown
    for number, each in enumerate(found, 1):
        assert f"/disagreements/{number}" in shown
        for reading in each.readings:
            assert reading.shown in shown
    with api.Case.open(example.folder) as held:
        held.judge.resolve(found[0].id, "reports differ", by="MK", reason="")
    again = _html(client.get(f"/c/{example.key}/disagreements"))
    assert "Said that reports differ" in again
    assert again.index("/disagreements/2") < again.index("/disagreements/1")


def test_nothing_contradicts(client: Any, premises: Premises, tmp_path: Path) -> None:
    api.Case.create(tmp_path / "new", "New").close()
    key = premises.shelf.put(OnShelf(folder=str(tmp_path / "new"))).key
    assert "No report contradicts another on the 0 pages held." in _html(client.get(f"/c/{key}/disagreements"))


def test_both_sides_with_only_their_words_marked(client: Any, example: OnShelf) -> None:
    number = _number(example, "place")
    found = _disagreements(example)[number - 1]
    shown = _html(client.get(f"/c/{example.key}/disagreements/{number}"))
    assert "Where was it?" in shown
    marked = re.findall(r"<mark>([^<]*)</mark>", shown)
    with api.Case.open(example.folder, write=False) as held:
        copies = {copy for group in held.chronology().syndication for copy in group.copies}
    assert {c.text_layer for r in found.readings for c in r.citations} & copies
    for reading in found.readings:
        for words in reading.citations:
            assert words.exact in marked
            assert (f"{words.text_layer}?at={words.start}-{words.end}" in shown) == (words.text_layer not in copies)
    assert "told by 1 report, 2 copies" in shown
    listed = {c.text_layer for r in found.readings for c in r.citations}
    with api.Case.open(example.folder, write=False) as held:
        outlets = {page.outlet for page in held.pages() if page.text_layer in listed and page.outlet}
    assert outlets
    assert any(f", <bdi>{outlet}</bdi>" in shown for outlet in outlets)
    hidden = _html(client.get(f"/c/{example.key}/disagreements/{number}?hide=1")).partition("<main")[2]
    assert not any(outlet in hidden.partition("<form")[0] for outlet in outlets)
    for odd in (0, 999):
        assert client.get(f"/c/{example.key}/disagreements/{odd}").status_code == 404


def test_a_reading_is_chosen_with_a_reason(client: Any, example: OnShelf) -> None:
    number = _number(example, "place")
    found = _disagreements(example)[number - 1]
    path = f"/c/{example.key}/disagreements/{number}"
    sent = {**_hidden(_html(client.get(path))), "choice": found.readings[1].shown}
    answer = client.post(path, sent)
    assert answer.status_code == 422
    assert "Say why" in _html(answer)
    assert client.post(path, {**sent, "reason": "the port's own log"}).status_code == 302
    assert _entry(example, found.entry).place == found.readings[1].shown
    shown = _html(client.get(path))
    assert "You settled this:" in shown
    assert "the port's own log" in shown
    client.post(f"/c/{example.key}/undo")
    assert _disagreements(example)[number - 1].state == "open"


@pytest.mark.parametrize(("choice", "reason"), [("reports differ", ""), ("no disagreement", "two legs of one way")])
def test_no_reading_is_chosen(client: Any, example: OnShelf, choice: str, reason: str) -> None:
    number = _number(example, "place")
    found = _disagreements(example)[number - 1]
    before = _entry(example, found.entry)
    path = f"/c/{example.key}/disagreements/{number}"
    sent = {**_hidden(_html(client.get(path))), "choice": choice, "reason": reason}
    assert client.post(path, sent).status_code == 302
    after = _disagreements(example)[number - 1]
    assert (after.state, after.reason) == ("resolved", reason)
    assert _entry(example, found.entry).place == before.place


def test_what_changed_meanwhile_writes_nothing(client: Any, example: OnShelf) -> None:
    number = _number(example, "place")
    found = _disagreements(example)[number - 1]
    path = f"/c/{example.key}/disagreements/{number}"
    sent = {**_hidden(_html(client.get(path))), "choice": "reports differ", "reason": "x"}
    for wrong in ({"id": "0" * 32}, {"choice": "somewhere else"}, {"expected": "0" * 16}):
        answer = client.post(path, {**sent, **wrong})
        assert answer.status_code == 422
        assert "nothing was written" in _html(answer)
    with api.Case.open(example.folder) as held:
        held.judge.edit(found.entry, {"headline": "Theirs"}, by="another")
    assert client.post(path, sent).status_code == 422
    with api.Case.open(example.folder, write=False) as held:
        assert [j.act for j in held.judgements()] == ["edit"]


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None], width: int
) -> None:
    from playwright.sync_api import expect

    desk.page.set_viewport_size({"width": width, "height": 800})
    page = desk.goto(f"/c/{example.key}/disagreements")
    page.wait_for_load_state("load")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"disagreements-{width}-{scheme}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".pair")).to_be_visible()
    page.wait_for_load_state("load")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"disagreement-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator('input[name="choice"]').first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("a")
    expect(page.locator("#problem")).to_be_focused()
    page.locator("#reason").focus()
    page.keyboard.type("the caption quotes the coast guard")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("You settled what differs")
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Taken back")
