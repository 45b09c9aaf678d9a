"""Export: every format from one screen, only what was decided when that is asked for, the file named for the case."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from chronofile import api
from chronofile.desk.shelf_file import OnShelf
from chronofile.show import EXPORTERS, exporter


def test_every_format_stands_on_the_screen_under_a_use(client: Any, example: OnShelf) -> None:
    html = client.get(f"/c/{example.key}/export").content.decode()
    for each in EXPORTERS:
        assert f'value="{each.name}"' in html
    assert "No entry decided yet" in html


@pytest.mark.parametrize("name", [each.name for each in EXPORTERS])
def test_each_comes_as_a_file_named_for_the_case(client: Any, example: OnShelf, name: str) -> None:
    answer = client.post(f"/c/{example.key}/export", {"format": name})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="The-Linnet-case{exporter(name).suffix}"'
    assert not answer["Content-Type"].startswith("text/html"), "never a page of the desk's own origin"
    assert len(answer.content) > 500
    with api.Case.open(example.folder, write=False) as case:
        assert list(case.store.ledger())[-1].kind == "exported"


def test_only_what_was_decided(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder) as case:
        first = next(e for e in case.chronology().entries if e.aspect == "event")
        case.judge.accept(first.id, by="MK")
    answer = client.post(f"/c/{example.key}/export", {"format": "json", "decided": "1"})
    assert [e["id"] for e in json.loads(answer.content)["events"]] == [first.id]
    assert "1 entry is decided" in client.get(f"/c/{example.key}/export").content.decode()


def test_a_page_whose_bytes_changed_stops_the_export(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder) as case:
        cited = next(e for e in case.chronology().entries if e.citations).citations[0].citation
        kept = case.store.originals.place(cited.snapshot)
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes()[:-9] + b"\0" * 9)
    answer = client.post(f"/c/{example.key}/export", {"format": "html"})
    assert answer.status_code == 409
    assert "Content-Disposition" not in answer
    assert cited.snapshot[:8] in answer.content.decode(), "the page is named"


def test_an_unknown_format_is_told(client: Any, example: OnShelf) -> None:
    answer = client.post(f"/c/{example.key}/export", {"format": "papyrus"})
    assert answer.status_code == 400
    assert "papyrus" in answer.content.decode()


def test_by_keyboard_and_for_everybody(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]
) -> None:
    page = desk.goto(f"/c/{example.key}/export")
    assert axe(page) == []
    picture(page, "export")
    page.locator("input[name=format]:checked").focus()
    page.keyboard.press("ArrowDown")
    with page.expect_download() as got:
        page.keyboard.press("Control+Enter")
    assert got.value.suggested_filename.startswith("The-Linnet-case.")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{desk.address}/c/{example.key}/menu")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("main a", has_text="Activity").click()
    assert page.url.endswith("/activity")


def test_a_case_with_people_at_risk_says_so_where_it_leaves(client: Any, example: OnShelf) -> None:
    said = "names are not replaced: do not publish"
    settings = {"name": "The Linnet case", "question": "", "signature": ""}
    client.post(f"/c/{example.key}/settings", {**settings, "protect": "1"})
    assert said in client.get(f"/c/{example.key}/export").content.decode()
    assert said in client.get(f"/c/{example.key}/print").content.decode()
    client.post(f"/c/{example.key}/settings", settings)
    assert said not in client.get(f"/c/{example.key}/export").content.decode()
