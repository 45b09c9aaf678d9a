"""Open items: what is owed by whom, since when, how late; done only by a person, with words if there are any."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronofile import api
from chronofile.desk.premises import Premises
from chronofile.desk.screens.open_items import span_of
from chronofile.desk.setup import set_up
from chronofile.desk.shelf_file import OnShelf
from chronofile.model import Entry


def _html(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def _items(case: OnShelf) -> list[Entry]:
    with api.Case.open(case.folder, write=False) as held:
        return [e for e in held.chronology().entries if e.aspect == "open_item"]


def _item(case: OnShelf, words: str) -> Entry:
    return next(e for e in _items(case) if words in e.headline)


def test_every_one_with_who_owes_it(client: Any, example: OnShelf) -> None:
    items = _items(example)
    shown = _html(client.get(f"/c/{example.key}/open"))
    assert f"{len(items)} open" in shown
    for item in items:
        assert f"/entries/{item.id}" in shown
        assert f"/open/{item.id}/done" in shown
    assert "the page does not say" in shown
    assert re.search(r"\d+ (months|years) past due", shown)
    assert "First told 29 March 2024, due between 1 and 7 April 2024, last heard 29 March 2024" in shown
    dated = [item for item in items if item.occurred]
    order = re.findall(r'class="(?:pencil|ink)" href="/c/\w+/entries/(\w+)"', shown)
    assert order[: len(dated)] == [e.id for e in sorted(dated, key=lambda e: e.occurred.latest or "")]  # type: ignore[union-attr]


def test_nothing_is_promised(client: Any, premises: Premises, tmp_path: Path) -> None:
    api.Case.create(tmp_path / "new", "New").close()
    key = premises.shelf.put(OnShelf(folder=str(tmp_path / "new"))).key
    assert "Nothing is promised on the pages held." in _html(client.get(f"/c/{key}/open"))


def test_done_without_words(client: Any, example: OnShelf) -> None:
    item = _item(example, "publish the bond offer")
    path = f"/c/{example.key}/open/{item.id}/done"
    assert item.headline in _html(client.get(path))
    assert client.post(path, {"reason": "seen on the ministry's site"}).headers["Location"] == f"/c/{example.key}/open"
    assert f"/entries/{item.id}" not in _html(client.get(f"/c/{example.key}/open"))
    shown = _html(client.get(f"/c/{example.key}/open?done=1"))
    assert f"/entries/{item.id}" in shown
    assert "done, without words from a page" in shown
    client.post(f"/c/{example.key}/undo")
    assert f"/entries/{item.id}" in _html(client.get(f"/c/{example.key}/open"))


def test_done_with_the_words_that_say_so(client: Any, example: OnShelf) -> None:
    item = _item(example, "put the question again")
    page = item.citations[0].citation.text_layer
    path = f"/c/{example.key}/open/{item.id}/done"
    with api.Case.open(example.folder, write=False) as held:
        text = held.page(page).article.layer.text
    words = item.citations[0].citation.exact[:30]
    for sent, said in (
        ({"words": words}, "Choose the page"),
        ({"words": "never written", "page": page}, "do not stand on this page"),
        ({"words": "the", "page": page}, "give some more of them"),
        ({"words": words, "page": page, "expected": "0" * 16}, "nothing was written"),
    ):
        answer = client.post(path, sent)
        assert answer.status_code == 422
        assert said in _html(answer)
    assert client.post(path, {"words": words, "page": page}).status_code == 302
    done = next(e for e in _items(example) if e.id == item.id)
    assert done.details["done_words"] == words
    assert words in [w.citation.exact for w in done.citations]
    assert all(text[w.citation.start : w.citation.end] == w.citation.exact for w in done.citations)
    assert f"“<bdi>{words}</bdi>”" in _html(client.get(f"/c/{example.key}/open?done=1"))


def test_only_what_is_open_can_be_done(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder, write=False) as held:
        event = next(e for e in held.chronology().entries if e.aspect == "event")
    assert client.get(f"/c/{example.key}/open/{event.id}/done").status_code == 404
    assert client.get(f"/c/{example.key}/open/{'0' * 32}/done").status_code == 404


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "0 days"), (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (61, "2 months"), (400, "13 months"), (730, "2 years")],
)  # fmt: skip
def test_ages_in_words(tmp_path: Path, days: int, said: str) -> None:
    set_up(Premises(tmp_path))
    assert span_of(days) == said


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None], width: int
) -> None:
    from playwright.sync_api import expect

    desk.page.set_viewport_size({"width": width, "height": 800})
    page = desk.goto(f"/c/{example.key}/open")
    page.wait_for_load_state("load")
    rows = page.locator("[data-row]")
    before = rows.count()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"open-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Mark as done")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Is this done?")
    page.wait_for_load_state("load")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"open-done-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#reason").focus()
    page.keyboard.type("the lawyer told me")
    page.keyboard.press("Control+Enter")
    expect(rows).to_have_count(before - 1)
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(rows).to_have_count(before)
