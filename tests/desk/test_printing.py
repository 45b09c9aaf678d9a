"""Printing: what a person decided, black on white, with the words cited; nothing of it may act in the desk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chronofile.api import Case
from chronofile.desk.shelf_file import OnShelf


def html(answer: Any) -> str:
    return str(answer.content.decode())


def accepted(example: OnShelf, count: int) -> list[str]:
    with Case.open(example.folder) as case:
        events = [e for e in case.chronology().entries if e.aspect == "event" and e.state == "suggested"][:count]
        for entry in events:
            case.judge.accept(entry.id, by="MK")
    return [entry.headline for entry in events]


def test_only_what_was_decided(client: Any, example: OnShelf) -> None:
    (headline,) = accepted(example, 1)
    path = f"/c/{example.key}/print"
    assert "The 1 entry that a person decided" in html(client.get(path))
    printed = client.post(path, {"what": "decided"})
    assert printed.headers["Content-Type"] == "text/html; charset=utf-8"
    assert headline in html(printed)
    assert "Suggested, not decided" not in html(printed)
    assert "Suggested, not decided" in html(client.post(path, {"what": "all"}))


def test_looking_writes_nothing_and_printing_leaves_a_line(client: Any, example: OnShelf) -> None:
    def lines() -> list[str]:
        with Case.open(example.folder, write=False) as case:
            return [line.kind for line in case.store.ledger()]

    before = lines()
    client.get(f"/c/{example.key}/print")
    assert lines() == before
    client.post(f"/c/{example.key}/print", {"what": "all"})
    assert lines() == [*before, "exported"]


def test_the_pages_can_do_nothing_in_the_desk(client: Any, example: OnShelf) -> None:
    policy = client.post(f"/c/{example.key}/print", {"what": "all"}).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert "script-src" not in policy


def test_a_damaged_page_stops_it(client: Any, example: OnShelf) -> None:
    with Case.open(example.folder, write=False) as case:
        digest = next(p.snapshot.sha256 for p in case.pages() if p.headline)
        place = case.store.originals.place(digest)
    place.chmod(0o644)
    place.write_bytes(b"other")
    answer = client.post(f"/c/{example.key}/print", {"what": "all"})
    assert answer.status_code == 409
    assert digest in html(answer)


def test_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]
) -> None:
    accepted(example, 9)
    page = desk.goto(f"/c/{example.key}/print")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
    picture(page, "print-screen-dark")
    with desk.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    printed = opened.value
    printed.wait_for_selector("h1")
    printed.emulate_media(media="print", color_scheme="dark")
    assert printed.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    _kept(printed, "print-decided")
    desk.goto(f"/c/{example.key}/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('.what')).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".rail").is_visible()
    _kept(page, "print-chronology-screen")
    assert all(address.startswith(desk.address) for address in desk.asked)


def _kept(page: Any, name: str) -> None:
    folder = os.environ.get("CHRONOFILE_PICTURES")
    if folder:
        page.pdf(path=str(Path(folder) / f"{name}.pdf"), format="A4", prefer_css_page_size=True)
