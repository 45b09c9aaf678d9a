"""Activity: every decision in words with what was before and after, the newest first; each can be taken back."""

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
from chronofile.model import Span

ISO = re.compile(r"\b\d{4}-\d\d(-\d\d)?\b")


def _html(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def _decide(case: OnShelf) -> list[str]:
    """One of every kind of decision, by MK; the words of each that must stand in the list."""
    with api.Case.open(case.folder) as held:
        judge, chronology, pages = held.judge, held.chronology(), held.pages()
        events = [e for e in chronology.entries if e.aspect == "event"]
        page = pages[0].text_layer
        judge.accept(events[0].id, by="MK")
        judge.reject(events[3].id, by="MK", reason="another case")
        judge.unsure(events[4].id, by="MK")
        judge.note(events[2].id, "ask again", by="MK")
        who = [{"name": "A. Brink", "part": "actor"}]
        judge.edit(events[1].id, {"occurred": "2024-03~", "factuality": "denied", "involvements": who}, by="MK")
        judge.redate(page, "2025-02-03", by="MK")
        judge.make({"headline": "By hand", "occurred": "2024-05-03/2024-05-05"}, by="MK", page=page, span=Span(0, 10))
        judge.describe(page, {"headline": "Another title", "outlet": None, "language": "de"}, by="MK")
        judge.withdraw(pages[1].text_layer, by="MK")
        people = [a for a in held.chronology().agents if a.type != "Place"]  # some stood on that page alone
        judge.resolve(held.chronology().disagreements[0].id, "reports differ", by="MK", reason="")
        judge.same_agents([people[0].id, people[1].id], by="MK")
        judge.describe_agent(people[5].id, {"roles": [{"title": "chair", "since": "2024-02"}], "size": 3}, by="MK")
        judge.name(people[6].id, "Ada Brink", by="MK", page=page, span=Span(0, 10))
        judge.done(next(e for e in held.chronology().entries if e.aspect == "open_item").id, by="MK")
        told = next(e for e in held.chronology().entries if e.aspect == "event" and len(judge.tellings(e.id)) > 1)
        judge.split(told.id, [[0], list(range(1, len(judge.tellings(told.id))))], by="MK")
    return [
        "Accepted", "another case", "Unsure", "ask again", "About March 2024", "Denied", "A. Brink (did it)",
        "3 February 2025", "3 to 5 May 2024", "Another title", "German", "Serrin Bank · Cape Dorn", "reports differ",
        "one: ", "chair, since February 2024", "Ada Brink", "Done", "apart: 1 +",
    ]  # fmt: skip


def test_nothing_yet(client: Any, premises: Premises, tmp_path: Path) -> None:
    api.Case.create(tmp_path / "new", "New").close()
    key = premises.shelf.put(OnShelf(folder=str(tmp_path / "new"))).key
    assert "Nothing decided yet." in _html(client.get(f"/c/{key}/activity"))


def test_every_decision_in_words_before_and_after(client: Any, example: OnShelf) -> None:
    expected = _decide(example)
    shown = _html(client.get(f"/c/{example.key}/activity"))
    table = shown.partition("<tbody>")[2].partition("</tbody>")[0]
    for words in expected:
        assert words in table, words
    seen = re.sub(r"<[^>]*>", " ", table)
    assert not ISO.search(seen)
    assert "{'" not in seen
    assert "None" not in seen
    assert not re.search(r"\b(occurred|said_by|involvements|unsure_by|owed_by)\b", seen.replace("program", ""))
    for address in set(re.findall(r'href="(/c/[^"]+)"', table)):
        assert client.get(address).status_code == 200, address
    assert re.search(r'href="/c/\w+/(people|pages)/\w+"', table)
    with api.Case.open(example.folder, write=False) as held:
        count = len(held.judgements())
    assert f"{count} decisions in all" in shown
    assert table.index("apart: 1 +") < table.index("About March 2024") < table.index("another case")


def test_one_of_them_is_taken_back_and_done_again(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder) as held:
        one, other = [e for e in held.chronology().entries if e.aspect == "event"][:2]
        first = held.judge.accept(one.id, by="MK")
        held.judge.accept(other.id, by="MK")
    path = f"/c/{example.key}"
    client.post(f"{path}/undo", {"judgement": first.id, "back": f"{path}/activity"})
    with api.Case.open(example.folder, write=False) as held:
        states = {e.id: e.state for e in held.chronology().entries}
    assert (states[one.id], states[other.id]) == ("suggested", "accepted")
    shown = _html(client.get(f"{path}/activity"))
    assert "taken back" in shown
    undo = re.findall(r'name="judgement" value="(\w+)"><button>Do again', shown)
    assert len(undo) == 1
    client.post(f"{path}/undo", {"judgement": undo[0], "back": f"{path}/activity"})
    with api.Case.open(example.folder, write=False) as held:
        assert {e.id: e.state for e in held.chronology().entries}[one.id] == "accepted"


def test_what_stands_on_it_is_asked_about_first(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder) as held:
        one = next(e for e in held.chronology().entries if e.aspect == "event")
        first = held.judge.edit(one.id, {"headline": "First"}, by="MK")
        held.judge.edit(one.id, {"place": "Second"}, by="MK")
    path = f"/c/{example.key}"
    asked = client.post(f"{path}/undo", {"judgement": first.id})
    assert asked.status_code == 200
    assert "1 later decision stands on it" in _html(asked)
    with api.Case.open(example.folder, write=False) as held:
        assert len(held.judgements()) == 2
    also = re.findall(r'name="also" value="(\w+)"', _html(asked))
    client.post(f"{path}/undo", {"judgement": first.id, "asked": "1", "also": also})
    with api.Case.open(example.folder, write=False) as held:
        assert next(e for e in held.chronology().entries if e.id == one.id).state == "suggested"


def test_a_long_list_comes_in_pages(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder) as held:
        own = next(e.id for e in held.chronology().entries if e.aspect == "event")
        for number in range(120):
            held.judge.note(own, f"note {number}.", by="MK")
    first = client.get(f"/c/{example.key}/activity")
    assert "note 119." in _html(first)
    assert "note 0." not in _html(first)
    assert len(first.content) < 200_000
    older = re.findall(r'rel="next" href="([^"]+)"', _html(first))
    second = _html(client.get(f"/c/{example.key}/activity{older[0]}"))
    assert "note 0." in second
    assert 'rel="prev" href="?from=0"' in second
    for odd in ("x", "-1", "99999", "9" * 30):
        assert client.get(f"/c/{example.key}/activity?from={odd}").status_code == 200


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None], width: int
) -> None:
    from playwright.sync_api import expect

    _decide(example)
    desk.page.set_viewport_size({"width": width, "height": 800})
    page = desk.goto(f"/c/{example.key}/activity")
    page.wait_for_load_state("load")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"activity-{width}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    rows = page.locator("[data-row]")
    before = rows.count()
    rows.first.locator("button").focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(before + 1)
    expect(page.locator("#undo")).to_contain_text("Taken back")
    assert axe(page) == []
