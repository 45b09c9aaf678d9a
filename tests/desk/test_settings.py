"""Settings, letters, help, and "nothing leaves this computer" as numbers."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from chronofile import api
from chronofile.desk import outgoing
from chronofile.desk.premises import Premises
from chronofile.desk.shelf_file import OnShelf


def _html(answer: Any) -> str:
    return str(answer.content.decode())


def test_what_is_liked_is_kept_and_shown(client: Any, premises: Premises) -> None:
    answer = client.post(
        "/settings", {"theme": "dark", "text_px": "21", "language": "", "signature": "MK", "letter_keys": "1"}
    )
    assert answer.status_code == 302
    liking = premises.shelf.read().liking
    assert (liking.theme, liking.text_px, liking.signature, liking.letter_keys) == ("dark", 21, "MK", True)
    shown = _html(client.get("/settings?saved=1"))
    assert 'data-theme="dark"' in shown
    assert "Saved." in shown
    client.post("/settings", {"theme": "evil", "text_px": "900", "language": "xx"})
    liking = premises.shelf.read().liking
    assert (liking.theme, liking.text_px, liking.language, liking.letter_keys) == ("dark", 24, "", False)
    assert 'data-letters="off"' in _html(client.get("/settings"))


def test_settings_of_a_case(client: Any, example: OnShelf) -> None:
    path = f"/c/{example.key}/settings"
    assert client.post(path, {"name": " "}).status_code == 422
    client.post(path, {"name": "Linnet", "question": "Who?", "signature": "JL"})
    with api.Case.open(example.folder, write=False) as held:
        facts, preferences = held.store.facts(), held.preferences()
        assert (facts.name, facts.question, facts.protect) == ("Linnet", "Who?", False)
        assert (preferences.signature, preferences.suggestions, preferences.protect) == ("JL", False, False)
        assert [line.by for line in held.store.ledger() if line.kind == "case renamed"] == ["JL"]
    shown = _html(client.get(path))
    assert "Review" not in shown.partition("</nav>")[0], "with suggestions off nothing is to be reviewed"
    client.post(path, {"name": "Linnet", "suggestions": "1", "protect": "1"})
    with api.Case.open(example.folder, write=False) as held:
        assert held.store.facts().protect
        assert held.preferences().suggestions


def test_letters_can_be_others(client: Any, premises: Premises) -> None:
    shown = _html(client.get("/keys?from=review"))
    assert shown.index("In review") < shown.index("In lists"), "first those of the screen one came from"
    client.post("/keys", {"key-accept": "y", "key-go review": "g v", "letter_keys": "1"})
    assert premises.shelf.read().liking.keys == {"accept": "y", "go review": "g v"}
    client.post("/keys", {"act": "usual", "letter_keys": "1"})
    assert premises.shelf.read().liking.keys == {}


@pytest.mark.parametrize(
    ("act", "letter", "told"),
    [
        ("accept", "x", "cannot stand for both"),
        ("accept", "xyz", "is no letter"),
        ("accept", "/", "cannot stand for both"),
    ],
)
def test_letters_that_cannot_be(client: Any, premises: Premises, act: str, letter: str, told: str) -> None:
    answer = client.post("/keys", {f"key-{act}": letter, "letter_keys": "1"})
    assert answer.status_code == 422
    assert told in _html(answer)
    assert premises.shelf.read().liking.keys == {}


def test_the_usual_letters_fit_together() -> None:
    from chronofile.desk import keys
    from chronofile.desk.screens.here import _groups, wrong

    assert wrong({}) == ""
    said = {act for group in _groups() for act in group.acts}
    assert set(keys.LETTERS) <= said, "every letter stands in the list"


def test_what_is_stored_where(client: Any, premises: Premises, example: OnShelf) -> None:
    shown = _html(client.get("/here"))
    assert str(premises.folder) in shown
    assert example.folder in shown
    assert "127.0.0.1" in shown


def test_help_leads_to_the_example(client: Any) -> None:
    shown = _html(client.get("/help"))
    assert "Practice in five minutes" in shown
    assert 'action="/example"' in shown


def test_connections_to_elsewhere_are_counted() -> None:
    assert outgoing.is_elsewhere(("192.0.2.1", 80))
    assert outgoing.is_elsewhere(("example.org", 80))
    assert outgoing.is_elsewhere(("2001:db8::1", 80, 0, 0))
    for own in (("127.0.0.1", 80), ("::1", 80, 0, 0), ("localhost", 80), "/run/socket", b"/x", None, ()):
        assert not outgoing.is_elsewhere(own)
    outgoing.watch()
    before = outgoing.count()
    assert before is not None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.connect(("127.0.0.1", 9))
    assert outgoing.count() == before
    # UDP: nothing is sent by this. A machine without any network refuses, and the attempt counts.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there, suppress(OSError):
        there.connect(("192.0.2.1", 9))
    assert outgoing.count() == before + 1


def test_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]
) -> None:
    for path in ("/settings", f"/c/{example.key}/settings", "/here", "/keys", "/help"):
        page = desk.goto(path)
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.set_viewport_size({"width": 1280, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == []
        picture(page, path.rpartition("/")[2])
    page.emulate_media(color_scheme="light")
    desk.goto("/settings")
    page.check("input[value=dark]")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Saved.")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 22, 26)"


def test_planned_entries_among_the_others(client: Any, example: OnShelf) -> None:
    group, settings = ">Planned</th>", {"name": "The Linnet case", "question": "", "signature": "", "suggestions": "1"}
    assert group in _html(client.get(f"/c/{example.key}/"))
    client.post(f"/c/{example.key}/settings", {**settings, "planned_inline": "1"})
    assert group not in _html(client.get(f"/c/{example.key}/"))
    client.post(f"/c/{example.key}/settings", settings)
    assert group in _html(client.get(f"/c/{example.key}/"))
