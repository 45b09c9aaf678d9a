"""Search at the desk: entries, then pages, each as a quotation that leads to its place; Korean and Chinese too."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronofile.api import Case
from chronofile.desk.shelf_file import OnShelf

KOREAN = (
    '<!doctype html><html lang="ko"><head><title>선원 두 명</title></head><body><article><h1>선원 두 명이 돌아왔다</h1>'
    "<p>어선 홍방울새호의 선원 두 명이 목요일 항구로 돌아왔다. 시장은 두 사람을 부두에서 맞이했다고 밝혔다.</p></article></body></html>"
)
CHINESE = (
    '<!doctype html><html lang="zh"><head><title>兩名船員</title></head><body><article><h1>兩名船員回家</h1>'
    "<p>漁船上的兩名船員星期四回到港口,市長在碼頭迎接他們,並感謝所有幫助過他們的人。</p></article></body></html>"
)


@pytest.fixture
def more(example: OnShelf, tmp_path: Path) -> OnShelf:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "ko.html").write_text(KOREAN, encoding="utf-8")
    (folder / "zh.html").write_text(CHINESE, encoding="utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    with Case.open(example.folder) as case:
        case.build([folder], jobs=0)
    return example


def html(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("query", "marked"), [("선원", "선원"), ("항구", "항구"), ("船員", "船員"), ("碼頭", "碼頭"), ("Orsic", "Orsic")]
)
def test_words_lead_to_their_place(client: Any, more: OnShelf, query: str, marked: str) -> None:
    shown = html(client.get(f"/c/{more.key}/search", {"q": query}))
    assert f"<mark>{marked}</mark>" in shown
    for page, start, end in re.findall(r"pages/(\w+)\?at=(\d+)-(\d+)", shown)[:3]:
        with Case.open(more.folder, write=False) as case:
            assert case.page(page).article.layer.text[int(start) : int(end)] == marked
        assert f"{marked}</mark>" in html(client.get(f"/c/{more.key}/pages/{page}?at={start}-{end}"))


def test_entries_stand_first_and_both_are_counted(client: Any, more: OnShelf) -> None:
    shown = html(client.get(f"/c/{more.key}/search", {"q": "Brandt Orsic"}))
    assert shown.index(" entries</h2>") < shown.index(" pages</h2>")
    assert "/entries/" in shown


def test_absence_is_said_as_such(client: Any, more: OnShelf) -> None:
    shown = html(client.get(f"/c/{more.key}/search", {"q": "xylophone"}))
    assert "Not found on the 20 pages held." in shown
    assert "1 file is not read." in shown
    assert "There is no word" in html(client.get(f"/c/{more.key}/search", {"q": "… !"}))
    assert client.get(f"/c/{more.key}/search").status_code == 200


def test_what_is_typed_is_text(client: Any, more: OnShelf) -> None:
    for query in (
        "<script>alert(1)</script>",
        '"><img src=x>',
        'AND OR NOT "',
        "a" * 5000,
        "\x00\ud800".encode("utf-8", "replace").decode(),
    ):
        answer = client.get(f"/c/{more.key}/search", {"q": query, "from": "x"})
        assert answer.status_code == 200
        assert "<script>alert" not in html(answer)
        assert "<img src=x" not in html(answer)


def test_screens_follow_each_other(client: Any, more: OnShelf) -> None:
    first = html(client.get(f"/c/{more.key}/search", {"q": "the"}))
    assert "from=20" in first
    second = html(client.get(f"/c/{more.key}/search", {"q": "the", "from": "20"}))
    entries = [set(re.findall(r"/entries/(\w+)", each)) for each in (first, second)]
    assert entries[1]
    assert not entries[0] & entries[1]


def test_by_keyboard_in_a_browser(
    desk: Any, more: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]
) -> None:
    page = desk.goto(f"/c/{more.key}/people")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    desk.goto(f"/c/{more.key}/activity")
    page.keyboard.press("/")
    page.wait_for_selector("#q:focus")
    page.keyboard.type("Korvena")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"search-{scheme}")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, "search-390")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator(".hit .q a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#page-text mark")
    assert "Korvena" in page.text_content("#page-text mark")
