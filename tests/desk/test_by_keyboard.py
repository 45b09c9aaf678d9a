"""Every letter does its act, in a real browser; another letter chosen for it does the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chronofile.api import Case
from chronofile.desk.keys import LETTERS
from chronofile.desk.queue import queues
from chronofile.desk.shelf_file import OnShelf


class Hand:
    """Presses the letters of acts by their names and remembers which it pressed; `other` are letters chosen instead."""

    def __init__(self, desk: Any, case: str, other: dict[str, str] | None = None) -> None:
        self.page, self.case, self.other, self.pressed = desk.page, case, other or {}, set[str]()
        self._desk = desk

    def at(self, path: str, sign: str = "h1") -> Hand:
        self._desk.goto(f"{self.case}{path}")
        self.page.wait_for_load_state("load")
        self.page.wait_for_selector(sign)
        return self

    def press(self, act: str) -> None:
        for letter in self.other.get(act, LETTERS[act]).split(" "):
            self.page.keyboard.press(letter)
        self.pressed.add(act)

    def leads(self, act: str, to: str) -> None:
        self.press(act)
        self.page.wait_for_url(re.compile(to))
        self.page.wait_for_load_state("load")


@pytest.fixture
def hand(desk: Any, example: OnShelf) -> Hand:
    return Hand(desk, f"/c/{example.key}")


@pytest.fixture
def waiting(example: OnShelf) -> Iterator[tuple[str, str]]:
    """A page with three suggestions or more that wait, and the first of them."""
    with Case.open(example.folder, write=False) as case:
        queue = next(q for q in queues(case.chronology()) if len(q.waiting) >= 3)
        yield queue.page, queue.waiting[0].id


def test_every_letter_does_its_act(hand: Hand, waiting: tuple[str, str]) -> None:
    _everywhere(hand)
    _lists(hand)
    _review(hand, f"/review/{waiting[0]}/{waiting[1]}")
    _page(hand, f"/pages/{waiting[0]}")
    _pairs(hand)
    assert hand.pressed == set(LETTERS), "a letter that no hand has tried"


def _everywhere(hand: Hand) -> None:
    from playwright.sync_api import expect

    hand.at("/")
    for act, to in (
        ("go review", r"/review"),
        ("go pages", r"/pages$"),
        ("go who", r"/people$"),
        ("go disagreements", r"/disagreements$"),
        ("go open", r"/open$"),
        ("go chronology", r"/c/\w+/$"),
    ):
        hand.leads(act, to)
    hand.press("search")
    expect(hand.page.locator("#q")).to_be_focused()
    hand.page.keyboard.press("Escape")
    hand.leads("keys", r"/keys")


def _lists(hand: Hand) -> None:
    hand.at("/", "table.entries")
    row = "document.activeElement.closest('[data-row]')?.id || ''"
    hand.press("next")
    first = hand.page.evaluate(row)
    hand.press("next")
    assert hand.page.evaluate(row) not in ("", first)
    hand.press("previous")
    assert hand.page.evaluate(row) == first
    hand.page.keyboard.press("Enter")
    hand.page.wait_for_url(re.compile(r"/entries/"))
    hand.at("/", "table.entries").leads("new", r"/entries/new")


def _review(hand: Hand, card: str) -> None:
    from playwright.sync_api import expect

    what, undo = hand.page.locator("#what"), hand.page.locator("#undo")
    for act, told in (("unsure", "unsure"), ("accept", "You accepted"), ("reject", "You rejected")):
        before = hand.at(card, "#what").page.locator("#what").inner_text()
        hand.press(act)
        expect(undo).to_contain_text(told)
        expect(what).not_to_have_text(before)
        expect(what).to_be_focused()
    hand.press("undo")
    expect(undo).to_contain_text("Taken back")
    hand.press("again")
    expect(undo).to_contain_text("You rejected")
    hand.at(card, "#what").press("undo")
    expect(undo).to_contain_text("Taken back")
    before = hand.at(card, "#what").page.locator("#what").inner_text()
    hand.press("next")
    expect(what).not_to_have_text(before)
    hand.press("previous")
    expect(what).to_have_text(before)
    hand.press("date")
    expect(hand.page.locator(".suggestion details.date-chip")).to_have_attribute("open", "")
    hand.press("page")
    expect(hand.page.locator("#page-side")).to_be_focused()
    hand.press("page")
    expect(what).to_be_focused()
    for act, to in (
        ("edit", r"/edit"),
        ("people", r"/edit.*#who$"),
        ("happened", r"/edit.*#happened$"),
        ("join", r"/join$"),
        ("split", r"/split$"),
        ("original", r"/pages/\w+$"),
        ("all", r"/all$"),
    ):
        hand.at(card, "#what").leads(act, to)
    hand.press("next")
    box = hand.page.locator("[data-row] input[type=checkbox]").first
    expect(box).to_be_checked()
    hand.press("tick")
    expect(box).not_to_be_checked()


def _page(hand: Hand, page: str) -> None:
    from playwright.sync_api import expect

    for act, kind in (
        ("edit", "entry"),
        ("statement", "statement"),
        ("people", "person"),
        ("date", "date"),
        ("open item", "open"),
    ):
        hand.at(page, "#page-text").press("mark")
        first = hand.page.evaluate("getSelection().toString()")
        hand.press("mark")
        assert hand.page.evaluate("getSelection().toString()") != first
        hand.press("mark back")
        assert hand.page.evaluate("getSelection().toString()") == first
        expect(hand.page.locator("#marker")).to_be_visible()
        hand.leads(act, rf"/new\?at=.*as={kind}")


def _pairs(hand: Hand) -> None:
    from playwright.sync_api import expect

    pairs = hand.page.locator(".pair-of-names")
    for act in ("different", "same", "unsure"):
        count = hand.at("/people").page.locator(".pair-of-names").count()
        hand.press("next")
        hand.press(act)
        expect(hand.page.locator("#undo")).to_contain_text("You ")
        hand.at("/people")
        assert pairs.count() < count  # one answer may settle two pairs
        hand.at("/people").press("undo")
        expect(pairs).to_have_count(count)


def test_another_letter_does_the_same(desk: Any, example: OnShelf, waiting: tuple[str, str]) -> None:
    from playwright.sync_api import expect

    chosen = {"accept": "q", "next": "l", "previous": "h", "tick": "w", "page": "c", "go pages": "g t", "mark": "r"}
    desk.goto("/keys")
    for act, letter in chosen.items():
        desk.page.fill(f"[name='key-{act}']", letter)
    desk.page.keyboard.press("Control+Enter")
    desk.page.wait_for_selector("text=Saved.")
    hand = Hand(desk, f"/c/{example.key}", chosen)
    what = hand.at(f"/review/{waiting[0]}/{waiting[1]}", "#what").page.locator("#what")
    before = what.inner_text()
    hand.page.keyboard.press("a")
    hand.page.keyboard.press("b")
    expect(what).to_have_text(before)
    hand.press("page")
    expect(hand.page.locator("#page-side")).to_be_focused()
    hand.press("accept")
    expect(hand.page.locator("#undo")).to_contain_text("You accepted")
    hand.leads("go pages", r"/pages$")
    hand.press("next")
    assert hand.page.evaluate("!!document.activeElement.closest('[data-row]')")
    hand.at(f"/pages/{waiting[0]}", "#page-text").press("mark")
    expect(hand.page.locator("#marker")).to_be_visible()
    hand.at(f"/review/{waiting[0]}/all", "[data-row]").press("next")
    hand.press("tick")
    expect(hand.page.locator("[data-row] input[type=checkbox]").first).not_to_be_checked()
