"""Review and chronology: a person decides with one key each, and the table shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chronofile.api import Case
from chronofile.desk.queue import queues
from chronofile.desk.shelf_file import OnShelf


@pytest.fixture
def first(example: OnShelf) -> tuple[str, str]:
    """Page and entry of the first suggestion that waits."""
    with Case.open(example.folder) as case:
        queue = next(q for q in queues(case.chronology()) if q.waiting)
    return queue.page, queue.waiting[0].id


def state(example: OnShelf, own: str) -> str:
    with Case.open(example.folder) as case:
        return next(e.state for e in case.chronology().entries if e.id == own)


def test_review_begins_at_what_waits(client: Any, example: OnShelf, first: tuple[str, str]) -> None:
    answer = client.get(f"/c/{example.key}/review")
    assert answer.headers["Location"] == f"/c/{example.key}/review/{first[0]}/{first[1]}"
    shown = client.get(answer.headers["Location"])
    assert shown.status_code == 200
    assert len(shown.content) < 200_000
    text = shown.content.decode()
    assert "<mark" in text
    assert "Exactly as on the kept page" in text


@pytest.mark.parametrize(("act", "becomes"), [("accept", "accepted"), ("reject", "rejected"), ("unsure", "suggested")])
def test_a_decision_leads_on(client: Any, example: OnShelf, first: tuple[str, str], act: str, becomes: str) -> None:
    page, own = first
    answer = client.post(f"/c/{example.key}/review/{page}/{own}/decide", {"act": act})
    assert answer.status_code == 302
    assert own not in answer.headers["Location"]
    assert state(example, own) == becomes
    assert client.get(answer.headers["Location"]).status_code == 200
    undone = client.post(f"/c/{example.key}/undo", {"back": f"/c/{example.key}/"})
    assert undone.headers["Location"] == f"/c/{example.key}/"
    assert state(example, own) == "suggested"


def test_what_another_window_decided_is_shown(client: Any, example: OnShelf, first: tuple[str, str]) -> None:
    page, own = first
    with Case.open(example.folder) as other:
        other.judge.reject(own, by="MK")
    answer = client.post(f"/c/{example.key}/review/{page}/{own}/decide", {"act": "accept", "expected": "old"})
    assert answer.status_code == 409
    assert "Keep theirs" in answer.content.decode()
    assert state(example, own) == "rejected"


def test_all_at_once_takes_no_flagged_one(client: Any, example: OnShelf, first: tuple[str, str]) -> None:
    page = first[0]
    shown = client.get(f"/c/{example.key}/review/{page}/all")
    assert shown.status_code == 200
    with Case.open(example.folder) as case:
        flagged = [e.id for q in queues(case.chronology()) if q.page == page for e in q.waiting if e.flags]
    assert all(f'value="{own}"' not in shown.content.decode() for own in flagged)
    assert client.get(f"/c/{example.key}/review/{page}/done").status_code == 200


def test_the_chronology_lists_and_filters(client: Any, example: OnShelf) -> None:
    whole = client.get(f"/c/{example.key}/").content.decode()
    assert "Timeline" in whole or "timeline" in whole
    assert "Planned" in whole
    some = client.get(f"/c/{example.key}/", {"q": "Brandt", "from": "2024-11", "to": "2024-11"}).content.decode()
    assert "Brandt met Orsic in Korvena" in some
    assert "shown</p>" in some
    assert "No entry fits" in client.get(f"/c/{example.key}/", {"q": "no such word anywhere"}).content.decode()
    assert client.get(f"/c/{example.key}/", {"from": "lately", "page": "9" * 40}).status_code == 200


def test_an_entry_is_edited_and_made(client: Any, example: OnShelf, first: tuple[str, str]) -> None:
    own = first[1]
    form = client.get(f"/c/{example.key}/entries/{own}/edit").content.decode()
    assert 'name="headline"' in form
    wrong = client.post(f"/c/{example.key}/entries/{own}/edit", {"headline": "", "occurred": "lately"})
    assert wrong.status_code == 422, wrong.content.decode()[-600:]
    sent = {"headline": "Brandt met Orsic", "occurred": "14 November 2024", "factuality": "occurred", "kind": "meeting"}
    assert client.post(f"/c/{example.key}/entries/{own}/edit", sent).status_code == 302
    assert state(example, own) == "accepted"
    made = {"headline": "A line of my own", "occurred": "March 2025", "factuality": "planned", "kind": "other"}
    assert client.post(f"/c/{example.key}/entries/new", made).status_code == 302
    assert "A line of my own" in client.get(f"/c/{example.key}/").content.decode()
    assert "Brandt met Orsic" in client.get(f"/c/{example.key}/entries/{own}").content.decode()
    for below in ("join", "split"):
        assert client.get(f"/c/{example.key}/entries/{own}/{below}").status_code == 200


def test_a_view_is_kept_and_forgotten(client: Any, example: OnShelf) -> None:
    client.post(f"/c/{example.key}/view", {"name": "Brandt only", "query": "q=Brandt"})
    assert "Brandt only" in client.get(f"/c/{example.key}/").content.decode()
    client.post(f"/c/{example.key}/view", {"name": "Brandt only", "act": "forget"})
    assert "Brandt only" not in client.get(f"/c/{example.key}/").content.decode()


def test_by_keyboard_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]
) -> None:
    from playwright.sync_api import expect

    page = desk.goto(f"/c/{example.key}/review")
    picture(page, "review")
    assert axe(page) == []
    what = page.text_content("#what")
    page.keyboard.press("a")
    expect(page.locator("#what")).not_to_have_text(what)
    assert what[:20] in page.text_content("#undo")
    assert page.evaluate("document.activeElement.id") == "what"
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Taken back")
    page.emulate_media(color_scheme="dark")
    picture(page, "review-dark")
    assert axe(page) == []
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_selector("table.entries")
    picture(page, "chronology-dark")
    assert axe(page) == []
    page.emulate_media(color_scheme="light")
    picture(page, "chronology")
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    picture(page, "chronology-390")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(desk.address + f"/c/{example.key}/review")
    picture(page, "review-390")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("e")
    page.wait_for_selector("#headline")
    picture(page, "edit")
    assert axe(page) == []
    assert all(address.startswith(desk.address) for address in desk.asked)


def test_the_words_stand_in_the_upper_third_and_nothing_else_scrolls(desk: Any, example: OnShelf) -> None:
    with Case.open(example.folder) as case:
        queue = max(queues(case.chronology()), key=lambda each: len(each.waiting))
    page = desk.goto(f"/c/{example.key}/review/{queue.page}/{queue.waiting[-1].id}")
    side = page.locator("#page-side").bounding_box()
    words = page.locator("#page-side mark").first.bounding_box()
    assert 0 < words["y"] - side["y"] < side["height"] / 2
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


def test_what_is_taken_back_is_shown_again(client: Any, example: OnShelf, first: tuple[str, str]) -> None:
    page, own = first
    with Case.open(example.folder) as case:
        other = next(e.id for e in case.chronology().entries if e.id != own and e.aspect == "event")
        case.judge.accept(other, by="MK")
    led = client.post(f"/c/{example.key}/review/{page}/{own}/decide", {"act": "reject"}).headers["Location"]
    assert own not in led
    back = client.post(f"/c/{example.key}/undo", {"back": led})
    assert back.headers["Location"] == f"/c/{example.key}/review/{page}/{own}"
    elsewhere = client.post(f"/c/{example.key}/redo", {"back": f"/c/{example.key}/pages"})
    assert elsewhere.headers["Location"] == f"/c/{example.key}/pages"


def test_the_last_decision_stands_first(client: Any, example: OnShelf, first: tuple[str, str]) -> None:
    page, own = first
    for act in ("reject", "accept"):
        client.post(f"/c/{example.key}/review/{page}/{own}/decide", {"act": act})
    told = client.get(f"/c/{example.key}/activity").content.decode()
    rows = told[told.index("<tbody>") :]
    assert rows.index("accepted") < rows.index("rejected")


def test_the_card_says_where_on_the_page_its_words_stand(client: Any, example: OnShelf) -> None:
    shown = client.get(f"/c/{example.key}/review", follow=True).content.decode()
    assert "Exactly as on the kept page, paragraph " in shown


def test_the_card_says_why_it_is_taken_to_have_happened(client: Any, example: OnShelf) -> None:
    with Case.open(example.folder, write=False) as case:
        told = next(e for e in case.chronology().entries if e.aspect == "event" and e.factuality == "planned")
    assert told.chosen["factuality"].startswith("“")
    anchor = told.anchors[0].citation.text_layer
    shown = client.get(f"/c/{example.key}/review/{anchor}/{told.id}", follow=True).content.decode()
    assert told.chosen["factuality"].split(";")[0] in shown
