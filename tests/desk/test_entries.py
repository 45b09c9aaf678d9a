"""Entries: read value by value with their words, edited in place, noted on, and written by hand without words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from chronofile import api
from chronofile.desk.shelf_file import OnShelf
from chronofile.model import Entry


def _html(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def _entry(case: OnShelf, words: str = "") -> Entry:
    with api.Case.open(case.folder, write=False) as held:
        return next(e for e in held.chronology().entries if e.aspect == "event" and e.citations and words in e.headline)


def _fields(shown: str) -> dict[str, Any]:
    """The form as a browser would send it back unchanged."""
    form = shown.partition("data-main")[2].partition("</form>")[0]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="radio"' not in tag or " checked" in tag):
            sent.setdefault(name[1], []).append(value[1] if value else "")
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', body)
        assert chosen
        sent.setdefault(name, []).append(chosen[1] or chosen[2])
    return sent | dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S))


def test_an_entry_tells_its_values_words_and_history(client: Any, example: OnShelf) -> None:
    entry = _entry(example)
    shown = _html(client.get(f"/c/{example.key}/entries/{entry.id}"))
    assert entry.headline in shown
    for words in entry.citations:
        assert f"/pages/{words.citation.text_layer}?at={words.citation.start}" in shown
    assert "Nothing yet: this is as the program suggests it." in shown
    assert client.get(f"/c/{example.key}/entries/{'0' * 32}").status_code == 404


def test_a_date_tells_its_reasons_on_demand(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder, write=False) as held:
        entry = next(
            e for e in held.chronology().entries
            if e.aspect == "event" and e.occurred and e.occurred.anchor == "published" and e.citations
        )  # fmt: skip
    shown = _html(client.get(f"/c/{example.key}/entries/{entry.id}"))
    chip = shown.partition('class="date-chip"')[2].partition("</dd>")[0]
    assert f"The page says “{entry.occurred.verbatim}”" in chip  # type: ignore[union-attr]
    assert "Counted from" in chip
    assert re.search(r'href="/c/\w+/pages/\w+/date">the day this page was published', chip)
    assert f"/entries/{entry.id}/edit" in chip


def test_it_is_edited_in_place(client: Any, example: OnShelf) -> None:
    entry = _entry(example)
    path = f"/c/{example.key}/entries/{entry.id}"
    shown = _html(client.get(f"{path}/edit"))
    assert "Told by" in shown
    sent = _fields(shown)
    assert client.post(f"{path}/edit", sent).headers["Location"] == path
    with api.Case.open(example.folder, write=False) as held:
        assert held.judgements() == ()  # sent back unchanged, nothing is decided
    answer = client.post(f"{path}/edit", {**sent, "headline": "Another line", "occurred": "about March 2024"})
    assert answer.headers["Location"] == path
    after = _html(client.get(path))
    assert "Another line" in after
    assert "About March 2024" in after
    with api.Case.open(example.folder, write=False) as held:
        assert set(held.judgements()[-1].value) == {"headline", "occurred"}


def test_what_is_wrong_is_said_beside_what_was_typed(client: Any, example: OnShelf) -> None:
    path = f"/c/{example.key}/entries/{_entry(example).id}/edit"
    sent = {**_fields(_html(client.get(path))), "headline": "", "occurred": "03/04/2024"}
    answer = client.post(path, sent)
    assert answer.status_code == 422
    assert "can be 3 April 2024 or 4 March 2024" in _html(answer)
    assert 'value="03/04/2024"' in _html(answer)
    with api.Case.open(example.folder, write=False) as held:
        assert held.judgements() == ()


def test_two_windows(client: Any, example: OnShelf) -> None:
    entry = _entry(example)
    path = f"/c/{example.key}/entries/{entry.id}/edit"
    sent = _fields(_html(client.get(path)))
    client.post(path, {**sent, "headline": "Theirs"})
    answer = client.post(path, {**sent, "headline": "Mine"})
    assert answer.status_code == 409
    assert "Another window changed this entry" in _html(answer)
    assert ">Mine</textarea>" in _html(answer)
    with api.Case.open(example.folder, write=False) as held:
        assert [j.value["headline"] for j in held.judgements()] == ["Theirs"]
    again = client.post(path, {**_fields(_html(answer)), "headline": "Mine"})
    assert again.status_code == 302


def test_notes_stand_beside_it(client: Any, example: OnShelf) -> None:
    entry = _entry(example)
    path = f"/c/{example.key}/entries/{entry.id}"
    client.post(f"{path}/decide", {"act": "note", "note": "ask <b>Hale</b>", "back": path})
    client.post(f"{path}/decide", {"act": "note", "note": " ", "back": path})
    page = str(client.get(path).content.decode())
    assert "ask &lt;b&gt;Hale&lt;/b&gt;" in page
    with api.Case.open(example.folder, write=False) as held:
        assert [j.act for j in held.judgements()] == ["note"]


def test_one_line_without_words(client: Any, example: OnShelf) -> None:
    path = f"/c/{example.key}/entries/new"
    assert "Mark words on a page instead" in _html(client.get(path))
    assert client.post(path, {"headline": " "}).status_code == 422
    sent = {"headline": "The lawyer called", "occurred": "3–5 May 2024", "factuality": "occurred", "kind": "other"}
    assert client.post(path, sent).status_code == 302
    entry = next(e for e in _all(example) if e.headline == "The lawyer called")
    assert entry.occurred is not None
    assert entry.occurred.edtf == "2024-05-03/2024-05-05"
    assert "No words from a page" in _html(client.get(f"/c/{example.key}/entries/{entry.id}"))


def _all(case: OnShelf) -> tuple[Entry, ...]:
    with api.Case.open(case.folder, write=False) as held:
        return held.chronology().entries


def test_joined_and_split(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder, write=False) as held:
        one = next(e for e in held.chronology().entries if e.aspect == "event" and len(held.judge.tellings(e.id)) > 1)
    path = f"/c/{example.key}/entries/{one.id}"
    shown = _html(client.get(f"{path}/join"))
    other = re.findall(r"with=(\w+)", shown)[0]
    assert client.post(f"{path}/join", {"with": other}).status_code == 302
    client.post(f"/c/{example.key}/undo")
    assert "Tick at least one report" in _html(client.post(f"{path}/split", {}))
    assert client.post(f"{path}/split", {"part": "0"}).status_code == 302
    with api.Case.open(example.folder, write=False) as held:
        assert [j.act for j in held.judgements()] == ["same", "undo", "split"]


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None], width: int
) -> None:
    from playwright.sync_api import expect

    with api.Case.open(example.folder, write=False) as held:
        entry = next(
            e for e in held.chronology().entries
            if e.aspect == "event" and e.occurred and e.occurred.anchor == "published" and e.citations
        )  # fmt: skip
    desk.page.set_viewport_size({"width": width, "height": 800})
    page = desk.goto(f"/c/{example.key}/entries/{entry.id}")
    page.wait_for_load_state("load")
    page.keyboard.press("d")
    expect(page.locator(".why-date")).to_be_visible()
    expect(page.locator(".date-chip summary")).to_be_focused()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"entry-{width}-{scheme}")
    page.keyboard.press("e")
    expect(page.locator("#editing")).to_be_focused()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"entry-edit-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#headline").fill("Said in my own words")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Said in my own words")
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Taken back")
    for below in ("new", f"{entry.id}/join", f"{entry.id}/split"):
        desk.goto(f"/c/{example.key}/entries/{below}")
        assert axe(page) == []
        picture(page, f"entry-{below[-5:].strip('/')}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
