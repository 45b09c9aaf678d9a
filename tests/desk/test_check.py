"""Check a draft at the desk: given, looked through, let stand, saved; hostile drafts stay text."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chronofile.api import Case
from chronofile.api.checks import kept_check, kept_checks
from chronofile.desk.shelf_file import OnShelf

DRAFT = """On 14 November 2024 Brandt met Orsic in Korvena, “a meeting that went well”.

The Ostranian coast guard detained the two men in March 2024 “together with four shipmates, who have long since returned home”.

Negotiations “which Ostrany … resume this year”. Igor Petrov, who is not known here, was “glad to be at home”."""


def html(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def checked(client: Any, example: OnShelf) -> str:
    """The address of a report."""
    answer = client.post(f"/c/{example.key}/check", {"text": DRAFT})
    assert answer.status_code == 302, html(answer)
    return str(answer.headers["Location"])


def test_a_pasted_draft_becomes_a_report(client: Any, example: OnShelf, checked: str) -> None:
    assert checked == f"/c/{example.key}/check/1"
    shown = html(client.get(checked))
    assert "held against the 18 pages kept" in shown
    assert "Not found on the 18 pages held" in shown
    assert "did not happen" in shown
    assert "That does not mean it did not happen." in shown
    with Case.open(example.folder, write=False) as case:
        report = kept_check(case, 1)
        hidden = next(i for i in report.items if "resume this year" in i.words)
        assert {n.concern for n in hidden.notes} & {"negation under the ellipsis"}
        layer = case.page(hidden.place.page).article.layer.text if hidden.place else ""
        assert hidden.place is not None
        assert layer[hidden.place.spans[0].start : hidden.place.spans[-1].end] == hidden.place.exact
    shown = html(client.get(f"{checked}?item={hidden.number}"))
    assert "The ellipsis hides a word that denies" in shown
    assert "will not" in shown
    assert f"pages/{hidden.place.page}?at={hidden.place.spans[0].start}-" in shown


def test_differing_words_are_marked_on_both_sides(client: Any, example: OnShelf, checked: str) -> None:
    with Case.open(example.folder, write=False) as case:
        number = next(i.number for i in kept_check(case, 1).items if "shipmates" in i.words)
    shown = html(client.get(f"{checked}?item={number}"))
    assert '<b class="d">four</b>' in shown
    assert '<mark><b class="d">three</b></mark>' in shown
    assert "draft “four”, page “three”" in shown


def test_a_word_file_and_what_cannot_be_read(client: Any, example: OnShelf) -> None:
    document = docx.Document()
    document.add_paragraph("Brandt met Orsic in Korvena on 14 November 2024.")
    out = io.BytesIO()
    document.save(out)
    path = f"/c/{example.key}/check"
    answer = client.post(path, {"file": SimpleUploadedFile("Eingabe “v4”.docx", out.getvalue())})
    assert answer.status_code == 302
    assert "Eingabe “v4”.docx" in html(client.get(path))
    for name, data, said in (
        ("scan.pdf", b"%PDF-1.7", "is a PDF"),
        ("old.doc", b"\xd0\xcf\x11\xe0 and so on", "old Word file"),
        ("odd.docx", b"PK\x03\x04 no zip at all", "odd.docx"),
    ):
        answer = client.post(path, {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422
        assert said in html(answer)
    assert client.post(path, {"text": "  "}).status_code == 422
    assert client.post(path, {"text": "x", "published": "lately"}).status_code == 422


def test_a_finding_is_let_stand_and_looked_at_again(client: Any, example: OnShelf, checked: str) -> None:
    with Case.open(example.folder, write=False) as case:
        first, second = (item.number for item in kept_check(case, 1).to_look_at[:2])
    answer = client.post(f"{checked}/stand", {"item": str(first), "act": "fine"})
    assert answer.headers["Location"] == f"{checked}?item={second}"
    with Case.open(example.folder, write=False) as case:
        assert kept_check(case, 1).fine == (first,)
    assert "You let stand" in html(client.get(checked))
    assert "you let it stand" in html(client.get(f"{checked}?item={first}"))
    client.post(f"{checked}/stand", {"item": str(first), "act": "again"})
    with Case.open(example.folder, write=False) as case:
        assert kept_check(case, 1).fine == ()
        assert case.judgements() == (), "a draft is no part of the record"
    for item in ("999", "x", "9" * 40):
        assert client.post(f"{checked}/stand", {"item": item, "act": "fine"}).status_code == 404


def test_the_report_is_a_file_of_its_own(client: Any, checked: str) -> None:
    answer = client.get(f"{checked}/save")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="check-of-pasted-text.html"'
    assert html(answer).startswith("<!doctype html>")
    assert "default-src 'none'" in html(answer)
    assert client.get(checked.replace("check/1", "check/7")).status_code == 404
    assert client.get(checked.replace("check/1", "check/7/save")).status_code == 404


def test_a_draft_that_would_be_markup_is_text(client: Any, example: OnShelf) -> None:
    evil = "<script>alert(1)</script> “<img src=x onerror=alert(2)>” said <b>Igor</b> & “</mark><svg/onload=alert(3)>”."
    sent = SimpleUploadedFile('"><script>alert(4)</script>.txt', evil.encode())
    address = client.post(f"/c/{example.key}/check", {"file": sent}).headers["Location"]
    for path in (address, f"/c/{example.key}/check", f"{address}?item=1", f"{address}?item=2", f"{address}/save"):
        answer = client.get(path)
        for alert in ("<script>alert", "<img src=x", "<svg/onload"):
            assert alert not in html(answer), (path, alert)
    assert "\r" not in client.get(f"{address}/save").headers["Content-Disposition"]


def test_a_long_draft_comes_in_parts(client: Any, example: OnShelf) -> None:
    long = "\n\n".join(
        f"{n}. Brandt met Orsic in Korvena, and “nobody said word {n} of it at all”." for n in range(1500)
    )
    began = time.perf_counter()
    address = client.post(f"/c/{example.key}/check", {"text": long}).headers["Location"]
    assert time.perf_counter() - began < 20
    shown = client.get(address)
    assert len(shown.content) < 200_000
    assert "Part 1 of" in html(shown)
    last = client.get(f"{address}?part=99")
    assert "1499. " in html(last)
    assert len(last.content) < 200_000
    assert "and 1439 more" in html(shown)


def test_a_page_that_is_gone_costs_its_link_alone(client: Any, example: OnShelf, checked: str) -> None:
    import msgspec

    with Case.open(example.folder) as case:
        report = kept_check(case, 1)
        number = next(i.number for i in report.items if "shipmates" in i.words)
        place = case.path / "checks" / "1.json"
        layer = next(i.place.page for i in report.items if i.number == number and i.place)
        place.write_bytes(place.read_bytes().replace(layer.encode(), b"0" * len(layer)))
        assert msgspec.json.decode(place.read_bytes())
    shown = html(client.get(f"{checked}?item={number}"))
    assert "three" in shown
    assert "Open the page" not in shown


def test_a_report_is_thrown_away(client: Any, example: OnShelf, checked: str) -> None:
    assert client.get(f"{checked}/throw").status_code == 405
    assert client.post(f"{checked}/throw").status_code == 302
    assert client.get(checked).status_code == 404
    assert client.post(f"{checked}/throw").status_code == 302
    with Case.open(example.folder, write=False) as case:
        assert not any(b"shipmates" in p.read_bytes() for p in case.path.glob("checks/*"))


def test_a_damaged_report_is_not_there(client: Any, example: OnShelf, checked: str) -> None:
    with Case.open(example.folder, write=False) as case:
        assert kept_checks(case) == (1,)
        (case.path / "checks" / "1.json").write_bytes(b"{")
    assert client.get(checked).status_code == 404
    assert client.get(f"/c/{example.key}/check").status_code == 200


def test_by_keyboard_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]
) -> None:
    from playwright.sync_api import expect

    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = desk.goto(f"/c/{example.key}/check")
    assert axe(page) == []
    picture(page, "check-give")
    page.focus("#text")
    page.keyboard.insert_text(DRAFT)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#found-title")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"check-{scheme}")
    page.emulate_media(color_scheme="light")
    first = page.text_content("#found-title")
    page.keyboard.press("j")
    page.wait_for_url("**?item=*")
    expect(page.locator(".step")).to_contain_text("2 of")
    expect(page.locator("#found-title")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#found-title")).to_have_text(first)
    page.keyboard.press("a")
    expect(page.locator("#finding")).to_contain_text("You let stand")
    page.locator("a.m", has_text="shipmates").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_contain_text("together with four")
    expect(page.locator("#found-title")).to_be_focused()
    picture(page, "check-differs")
    page.get_by_role("button", name="Copy the exact words").press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "three shipmates" in page.evaluate("navigator.clipboard.readText()")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, "check-390")
    assert axe(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("o")
    page.wait_for_selector("#page-text mark")
    assert "three shipmates" in page.text_content("#page-text mark")
    assert all(address.startswith(desk.address) for address in desk.asked)
