"""What holds of every address of the desk, found by walking them: a new one is held to it at once.

Nobody without a session gets anything (A1), no form of another site and none without its token changes a case, looking
changes nothing (C1), every answer carries the policy (D1, G2), and an error of ours holds no word of a case (L3).
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chronofile.api import Case
from chronofile.api.checks import keep_check
from chronofile.api.draft import check_draft
from chronofile.desk.premises import Premises
from chronofile.desk.queue import queues
from chronofile.desk.shelf_file import OnShelf
from tests.desk.test_every_screen import patterns

OPEN_TO_ALL = {"open/<str:token>", "static/<str:version>/<str:name>"}
"""The way in, which a fresh link opens once, and files that hold nothing of a case."""


@pytest.fixture
def addresses(client: Any, example: OnShelf) -> dict[str, str]:
    """Every address of the router by its pattern, filled in with what the example case has, a checked draft included."""
    from chronofile.desk import urls

    with Case.open(example.folder) as case:
        chronology = case.chronology()
        waiting = next(q for q in queues(chronology) if q.waiting)
        entry = waiting.waiting[0]
        agent = next(a for a in chronology.agents if a.type == "Person")
        keep_check(case, check_draft(case, b"On 14 November 2024 Brandt met Orsic.", "brief.txt"))
    known = {"key": example.key, "page": waiting.page, "entry": entry.id, "number": "1"}
    found = {}
    for pattern in patterns(urls.urlpatterns):
        own = agent.id if "people" in pattern else entry.id
        found[pattern] = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m, own=own: known.get(m[1], own), pattern)
    return found


def state(folder: str) -> str:
    """All of a case but how long its database is: its record, its chronology, and what lies beside them."""
    with Case.open(folder, write=False) as case:
        head = case.store.ledger_head()
        record = [head.hash if head else "", case.store.content_digest() or "", str(case.store.judgement_count())]
    beside = [
        f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and not path.name.startswith(("case.db", "build.lock"))
    ]
    return "\n".join(record + beside)


def test_there_are_many(addresses: dict[str, str]) -> None:
    assert len(addresses) >= 50
    assert set(addresses) >= OPEN_TO_ALL


def test_nobody_comes_in_without_a_session(premises: Premises, addresses: dict[str, str], example: OnShelf) -> None:
    from django.test import Client

    before = state(example.folder)
    stranger = Client(headers={"host": "127.0.0.1"})
    for pattern, address in addresses.items():
        if pattern in OPEN_TO_ALL:
            continue
        for answer in (stranger.get(address), stranger.post(address, {"act": "accept"})):
            assert answer.status_code == 403, pattern
            assert "Linnet" not in answer.content.decode(), pattern
    assert stranger.get("/" + "open/x").status_code == 403
    assert state(example.folder) == before


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}])
def test_no_form_of_another_site_changes_anything(
    client: Any, addresses: dict[str, str], example: OnShelf, headers: dict[str, str]
) -> None:
    before = state(example.folder)
    for pattern, address in addresses.items():
        answer = client.post(address, {"act": "accept", "name": "x", "folder": "/"}, headers=headers)
        assert answer.status_code == 403, pattern
    assert state(example.folder) == before


def test_no_form_without_its_token_changes_anything(
    premises: Premises, addresses: dict[str, str], example: OnShelf
) -> None:
    from django.test import Client

    strict = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    strict.get(premises.link("/"))
    before = state(example.folder)
    for pattern, address in addresses.items():
        if pattern not in OPEN_TO_ALL:
            assert strict.post(address, {"act": "accept"}).status_code == 403, pattern
    assert state(example.folder) == before


def test_looking_changes_nothing(client: Any, addresses: dict[str, str], example: OnShelf) -> None:
    before = state(example.folder)
    for pattern, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 404, 405), pattern
        if answer.streaming:
            answer.close()
        assert state(example.folder) == before, pattern


def test_every_answer_carries_the_policy(client: Any, addresses: dict[str, str]) -> None:
    for pattern, address in addresses.items():
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, pattern
        assert answer.headers["X-Content-Type-Options"] == "nosniff", pattern
        assert "script-src" not in policy or "script-src 'self';" in policy, pattern
        if "unsafe" in policy:  # what is not made by the desk's templates may style itself, and nothing else
            assert re.search(r"(^|; )sandbox(;|$)", policy), pattern
        else:
            assert "frame-ancestors 'none'" in policy, pattern


def test_no_page_holds_a_script_or_style_of_its_own(client: Any, addresses: dict[str, str]) -> None:
    for pattern, address in addresses.items():
        answer = client.get(address)
        if (
            answer.headers.get("Content-Type", "").startswith("text/html")
            and "unsafe" not in answer.headers["Content-Security-Policy"]
        ):
            text = answer.content.decode()
            assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", text), pattern
            for outside in re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"', text):
                assert outside.startswith("/"), (pattern, outside)


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_address_leads_out(client: Any, addresses: dict[str, str], to: str) -> None:
    given = {"back": to, "next": to, "to": to, "act": "accept"}
    for pattern, address in addresses.items():
        if pattern.endswith("/throw"):
            continue
        for answer in (client.get(address, given), client.post(address, given)):
            location = answer.headers.get("Location", "/")
            assert location.startswith("/"), (pattern, location)
            assert not location.startswith(("//", "/\\")), (pattern, location)
            if answer.streaming:
                answer.close()


@pytest.fixture
def everything_said(capfd: pytest.CaptureFixture[str]) -> Iterator[io.StringIO]:
    """What any logger says, beside what is printed."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(level)


def test_an_error_of_ours_tells_nothing_of_a_case(
    premises: Premises,
    addresses: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    everything_said: io.StringIO,
) -> None:
    from django.test import Client

    monkeypatch.setenv("CHRONOFILE_LOGS", str(tmp_path / "logs"))
    careful = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    careful.get(premises.link("/"))

    def fails(*_: Any, **__: Any) -> Any:
        raise ValueError("Marten Hale was moved to Brunnov")

    monkeypatch.setattr(Case, "view", fails)
    failed = 0
    for pattern, address in addresses.items():
        if not pattern.startswith("c/"):
            continue
        answer = careful.get(address + "?q=Marten+Hale")
        if answer.status_code == 500:
            failed += 1
            assert b"Marten" not in answer.content, pattern
            assert b"Your decisions are saved" in answer.content or b"What was kept is safe" in answer.content
    assert failed >= 10
    reports = list((tmp_path / "logs").iterdir())
    assert len(reports) == failed
    printed = capfd.readouterr()
    for text in (*(path.read_text() for path in reports), printed.out, printed.err, everything_said.getvalue()):
        assert "Marten" not in text
        assert "Brunnov" not in text


def test_a_name_makes_headers_of_one_line(client: Any, example: OnShelf) -> None:
    with Case.open(example.folder) as case:
        case.store.rename(name='Linnet"; filename="evil.exe\r\nSet-Cookie: a=b\u202e', by="MK")
    for name in ("csv", "html", "json", "markdown"):
        answer = client.post(f"/c/{example.key}/export", {"format": name})
        assert answer.status_code == 200
        said = answer.headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="[\w-]+\.\w+"', said, re.ASCII), said
        assert not answer.has_header("Set-Cookie")
