"""The door: who may come in, and what leaves with every answer (SECURITY A1, C1, G2)."""

from __future__ import annotations

from typing import Any

import pytest

from chronofile.desk.premises import Premises
from chronofile.desk.serve import bound
from chronofile.desk.shelf_file import OnShelf
from chronofile.errors import CalledWrongly


def test_nothing_without_a_link(premises: Premises, example: OnShelf) -> None:
    from django.test import Client

    stranger = Client(headers={"host": "127.0.0.1"})
    for path in ("/", f"/c/{example.key}/", f"/c/{example.key}/activity", "/settings", "/no-such-place"):
        answer = stranger.get(path)
        assert answer.status_code == 403
        assert "Open Chronofile again" in answer.content.decode()


def test_a_link_works_once(premises: Premises) -> None:
    from django.test import Client

    link = premises.link("/")
    assert Client(headers={"host": "127.0.0.1"}).get(link).status_code == 302
    assert Client(headers={"host": "127.0.0.1"}).get(link).status_code == 403
    assert Client(headers={"host": "127.0.0.1"}).get("/open/guessed").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil", "[::1]:80", "\x00"])
def test_other_names_for_this_computer_are_refused(client: Any, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403


def test_the_port_is_part_of_the_name(premises: Premises, client: Any) -> None:
    premises.port = 4711
    assert client.get("/", headers={"host": "127.0.0.1:4711"}).status_code == 200
    assert client.get("/", headers={"host": "127.0.0.1:4712"}).status_code == 403


REFUSED = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "no-such-word"},
    {"Origin": "http://evil.example"},
    {"Origin": "https://127.0.0.1"},
    {"Origin": "http://127.0.0.1:9"},
    {"Origin": "null"},
    {"Origin": "http://[::bad"},
    {"Origin": "\x00\xff"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
]
LET_IN: list[dict[str, str]] = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://127.0.0.1"},
]


@pytest.mark.parametrize("headers", REFUSED)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json", "text/plain"])
def test_forms_of_other_sites_change_nothing(client: Any, example: OnShelf, headers: dict[str, str], kind: str) -> None:
    answer = client.post(f"/c/{example.key}/undo", data="{}", content_type=kind, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("headers", LET_IN)
def test_own_forms_pass_the_door(client: Any, example: OnShelf, headers: dict[str, str]) -> None:
    """The example has no decision yet: what answers is the act itself, not the door."""
    assert client.post(f"/c/{example.key}/undo", headers=headers).status_code == 409


def test_a_form_without_its_token_changes_nothing(premises: Premises, example: OnShelf) -> None:
    from django.test import Client

    strict = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    strict.get(premises.link("/"))
    assert strict.post(f"/c/{example.key}/undo").status_code == 403


def test_acts_are_not_done_by_looking(client: Any, example: OnShelf) -> None:
    assert client.get(f"/c/{example.key}/undo").status_code == 405


def test_headers(client: Any) -> None:
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    cookie = client.cookies["chronofile"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_only_the_loopback_address_is_bound() -> None:
    listening = bound(0)
    try:
        assert listening.getsockname()[0] == "127.0.0.1"
        with pytest.raises(CalledWrongly, match="cannot be used"):
            bound(listening.getsockname()[1])
    finally:
        listening.close()


def test_a_way_back_never_leads_out(client: Any, example: OnShelf) -> None:
    from chronofile.desk.screens.activity import back

    class Asked:
        def __init__(self, to: str) -> None:
            self.POST = {"back": to}

    class Held:
        key = "k"

    for evil in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\x08//evil"):
        assert back(Asked(evil), Held()) == "/c/k/"  # type: ignore[arg-type]
    assert back(Asked("/c/k/review?x=1"), Held()) == "/c/k/review?x=1"  # type: ignore[arg-type]
