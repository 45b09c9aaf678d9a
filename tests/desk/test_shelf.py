"""Shelf: cases, a new one, opening by folder, renaming, putting away, moved folders, warnings, the example."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronofile import api
from chronofile.desk import builds
from chronofile.desk.premises import Premises
from chronofile.desk.screens.cases import folder_name
from chronofile.desk.shelf_file import OnShelf
from chronofile.desk.shelf_row import bars, period


def _html(answer: Any) -> str:
    return str(answer.content.decode())


def _new(client: Any, where: Path, **fields: str) -> Any:
    given = {
        "name": "Mill Lane evictions",
        "question": "Which notices were served?",
        "place": str(where),
        "signature": "MK",
        "protect": "1",
    }
    return client.post("/new", {**given, **fields})


def test_an_empty_shelf_says_how_to_begin(client: Any) -> None:
    shown = _html(client.get("/"))
    assert "No cases yet. Start with your own pages, or practise on the example." in shown


def test_what_waits_stands_in_the_row(client: Any, example: OnShelf) -> None:
    shown = _html(client.get("/"))
    assert "The Linnet case" in shown
    assert "Mar 2024 – Mar 2025" in shown
    assert "open items" in shown
    assert "disagreement" in shown
    assert f'href="/c/{example.key}/"' in shown


def test_a_new_case(client: Any, premises: Premises, tmp_path: Path) -> None:
    answer = _new(client, tmp_path)
    assert answer.status_code == 302
    (case,) = premises.shelf.read().cases
    assert answer.headers["Location"] == f"/c/{case.key}/"
    assert case.folder == str(tmp_path / "Mill Lane evictions")
    with api.Case.open(case.folder, write=False) as held:
        facts = held.store.facts()
        assert (facts.name, facts.question, facts.protect) == (
            "Mill Lane evictions",
            "Which notices were served?",
            True,
        )
        assert held.preferences().signature == "MK"
        assert held.verify().clean
    assert premises.shelf.read().liking.signature == "MK", "nothing is asked twice"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": " "}, "A case needs a name."),
        ({"place": "Cases"}, "whole path"),
        ({"place": f"{__file__}/cases"}, "no folder can be made here"),
    ],
)
def test_what_a_new_case_cannot_be(
    client: Any, premises: Premises, tmp_path: Path, fields: dict[str, str], told: str
) -> None:
    answer = _new(client, tmp_path, **fields)
    assert answer.status_code == 422
    assert told in _html(answer)
    assert premises.shelf.read().cases == ()
    assert list(tmp_path.iterdir()) in ([], [premises.folder])


def test_a_name_that_is_taken(client: Any, tmp_path: Path) -> None:
    _new(client, tmp_path)
    answer = _new(client, tmp_path)
    assert answer.status_code == 422
    assert "is there already" in _html(answer)


def test_folder_names_fit_any_system() -> None:
    assert folder_name("Mill Lane: who? <when>") == "Mill Lane who when"
    assert folder_name("../../etc") == "etc"
    assert folder_name("...") == "Case"
    assert folder_name("두 병사") == "두 병사"


def test_rename_with_a_line_in_the_ledger(client: Any, example: OnShelf) -> None:
    answer = client.post(f"/cases/{example.key}", {"act": "rename", "name": "The trawler", "question": "Who paid?"})
    assert answer.status_code == 302
    with api.Case.open(example.folder, write=False) as held:
        assert held.name == "The trawler"
        assert [line.kind for line in held.store.ledger()][-1] == "case renamed"
        assert held.verify().clean
    assert "The trawler" in _html(client.get("/"))
    assert client.post(f"/cases/{example.key}", {"act": "rename", "name": " "}).status_code == 422


def test_archive_and_back(client: Any, example: OnShelf) -> None:
    client.post(f"/cases/{example.key}", {"act": "archive"})
    shown = _html(client.get("/"))
    assert f"/c/{example.key}/" not in shown
    assert "1 archived case" in shown
    assert f"/c/{example.key}/" in _html(client.get("/?archived=1"))
    client.post(f"/cases/{example.key}", {"act": "unarchive"})
    assert f"/c/{example.key}/" in _html(client.get("/"))


def test_taken_off_the_shelf_the_folder_stays(client: Any, premises: Premises, example: OnShelf) -> None:
    client.post(f"/cases/{example.key}", {"act": "forget"})
    assert premises.shelf.read().cases == ()
    assert Path(example.folder, "case.db").is_file()


def test_a_moved_folder_is_found_again(client: Any, premises: Premises, example: OnShelf, tmp_path: Path) -> None:
    client.get(f"/c/{example.key}/pages")
    moved = tmp_path / "elsewhere"
    os.rename(example.folder, moved)
    shown = _html(client.get("/"))
    assert "was it moved?" in shown
    assert "Find it" in shown
    assert client.get(f"/c/{example.key}/pages").status_code == 404
    api.Case.create(tmp_path / "other", "Other").close()
    answer = client.post(f"/cases/{example.key}", {"act": "find", "folder": str(tmp_path / "other")})
    assert answer.status_code == 422
    assert "This is another case" in _html(answer)
    assert client.post(f"/cases/{example.key}", {"act": "find", "folder": str(moved)}).status_code == 302
    assert {case.folder for case in premises.shelf.read().cases} == {str(moved), str(tmp_path / "other")}


def test_open_by_folder(client: Any, premises: Premises, built_example: Path, tmp_path: Path) -> None:
    shutil.copytree(built_example, tmp_path / "cases" / "linnet")
    for bad in ("", str(tmp_path / "nothing"), str(tmp_path / "cases"), "\x00"):
        answer = client.post("/folder", {"folder": bad})
        assert answer.status_code == 422
    assert "These cases lie in that folder" in _html(client.post("/folder", {"folder": str(tmp_path / "cases")}))
    answer = client.post("/folder", {"folder": str(tmp_path / "cases" / "linnet" / "case.db")})
    (case,) = premises.shelf.read().cases
    assert answer.headers["Location"] == f"/c/{case.key}/"


def test_a_synced_folder_warns(client: Any, premises: Premises, built_example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive" / "Mill Lane"
    shutil.copytree(built_example, folder)
    premises.shelf.put(OnShelf(folder=str(folder)))
    assert "This folder is kept in step by OneDrive. Open it on one computer at a time." in _html(client.get("/"))
    assert "kept in step by OneDrive" in _html(client.get("/here"))


def test_a_damaged_case_does_not_take_the_shelf_down(
    client: Any, premises: Premises, example: OnShelf, tmp_path: Path
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "case.db").write_bytes(b"SQLite format 3\x00" + b"x" * 4000)
    premises.shelf.put(OnShelf(folder=str(tmp_path / "bad"), name="Bad"))
    answer = client.get("/")
    assert answer.status_code == 200
    assert "The Linnet case" in _html(answer)
    assert "Bad" in _html(answer)


def test_looking_for_a_folder(client: Any, tmp_path: Path, example: OnShelf) -> None:
    (tmp_path / "<b>odd & 한국").mkdir()
    shown = _html(client.get("/folders", {"to": "/new", "at": str(tmp_path)}))
    assert "&lt;b&gt;odd &amp; 한국" in shown
    assert "a case" in shown
    assert "/new?folder=" in shown
    for evil in ("//evil.example", "https://evil.example/", "javascript:alert(1)"):
        assert "evil" not in _html(client.get("/folders", {"to": evil, "at": str(tmp_path)})).replace(str(tmp_path), "")
        assert "alert(1)" not in _html(client.get("/folders", {"to": evil, "at": str(tmp_path)}))
    assert client.get("/folders", {"at": "\x00"}).status_code == 200


def test_the_example_is_made_and_put_back(client: Any, premises: Premises) -> None:
    answer = client.post("/example")
    place = premises.folder / "example"
    builds.wait(str(place), 60)
    (case,) = premises.shelf.read().cases
    assert case.example
    assert answer.headers["Location"] == f"/c/{case.key}/"
    with api.Case.open(place) as held:
        assert len(held.pages()) == 18
        entry = next(e for e in held.chronology().entries if e.state == "suggested")
        held.judge.accept(entry.id, by="MK")
    assert "Example" in _html(client.get("/"))
    client.post("/example")
    assert len(premises.shelf.read().cases) == 1
    assert client.post(f"/cases/{case.key}", {"act": "put_back"}).status_code == 302
    builds.wait(str(place), 60)
    with api.Case.open(place, write=False) as held:
        assert held.judgements() == ()
        assert len(held.pages()) == 18
    assert (premises.folder / "example-before" / "case.db").is_file()


def test_nothing_of_a_case_in_the_shelf_file(client: Any, premises: Premises, example: OnShelf) -> None:
    client.get(f"/c/{example.key}/pages")
    written = premises.shelf.path.read_text(encoding="utf-8")
    assert "Where" not in written
    assert "Linnet, and which promises" not in written


def test_periods_and_bars() -> None:
    assert period({}) == ""
    assert period({"": 3}) == "no dates"
    assert period({"2025-12": 3}) == "December 2025"
    assert period({"2025-06": 1, "2025-09": 1}) == "Jun – Sep 2025"
    assert period({"": 1, "2024-03": 1, "2025-11": 1}) == "Mar 2024 – Nov 2025"
    assert bars({}) == ""
    assert bars({"2025-12": 3}).count("<rect") == 14
    assert bars({"1950-01": 3, "2025-01": 1}).count('class="bar-of"') == 2


def test_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None], tmp_path: Path
) -> None:
    """By keys alone: from the shelf to a new case and back, to the next row and into it."""
    page = desk.goto("/")
    for width in (1280, 1024, 390):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == []
            picture(page, f"shelf-{width}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("n")
    page.wait_for_selector("#place")
    assert page.evaluate("document.activeElement.id") == "name"
    assert axe(page) == []
    page.keyboard.type("Harbour warehouse fire")
    page.fill("#place", str(tmp_path))
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/c/*/**")
    desk.goto("/")
    page.keyboard.press("j")
    assert "Harbour warehouse fire" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("j")
    assert "Linnet" in page.evaluate("document.activeElement.innerText")
    for path in (f"/cases/{example.key}", "/folder", f"/folders?to=/new&at={tmp_path}"):
        desk.goto(path)
        assert axe(page) == []
