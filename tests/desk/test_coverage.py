"""Coverage at the desk: what is not read, what is dated and has no entry, what has no entry at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from chronofile.api import Case
from chronofile.api.coverage import coverage
from chronofile.desk.screens.coverage import WIDTH, _bands
from chronofile.desk.shelf_file import OnShelf

PAGE = (
    '<!doctype html><html lang="en"><head><title>Weather</title></head><body><article><h1>Weather <b>notes</b></h1>'
    "<p>The weather on May 12, 2024 in short: rain & wind, <i>more</i> rain. It was grey, and the quay was empty.</p>"
    "</article></body></html>"
)


def html(answer: Any) -> str:
    return str(answer.content.decode())


def with_more(example: OnShelf, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "weather.html").write_text(PAGE, encoding="utf-8")
    (folder / "scan <3>.pdf").write_bytes(b"%PDF-1.4\n")
    with Case.open(example.folder) as case:
        case.build([folder], jobs=0)


def test_three_lists(client: Any, example: OnShelf, tmp_path: Path) -> None:
    with_more(example, tmp_path)
    shown = html(client.get(f"/c/{example.key}/coverage"))
    assert "“The weather on May 12, 2024 in short: rain &amp; wind, more rain.”" in shown
    assert "scan &lt;3&gt;.pdf" in shown
    assert "Paste the text instead" in shown
    assert "no sign that it did not happen" in shown
    without = shown.partition('id="page"')[2]
    assert "Weather notes" in without
    with Case.open(example.folder, write=False) as case:
        found = coverage(case)
    sentence = found.open_sentences[0]
    assert f"pages/{sentence.page}?at={sentence.span.start}-{sentence.span.end}" in shown
    assert f"{found.dated} dated sentences, {found.covered} with an entry or a decision" in shown
    page = client.get(f"/c/{example.key}/pages/{sentence.page}?at={sentence.span.start}-{sentence.span.end}")
    assert "<mark" in html(page)


def test_a_case_without_pages_and_odd_addresses(client: Any, example: OnShelf, tmp_path: Path, premises: Any) -> None:
    Case.create(tmp_path / "empty").close()
    empty = premises.shelf.put(OnShelf(folder=str(tmp_path / "empty"), name="Empty"))
    shown = html(client.get(f"/c/{empty.key}/coverage"))
    assert "No pages are held yet." in shown
    assert "Open the first" not in shown
    for asked in ("?sentence=99999", "?sentence=-1&page=x&unread=" + "9" * 50):
        assert client.get(f"/c/{example.key}/coverage{asked}").status_code == 200


def test_the_bar_is_as_wide_as_it_is(example: OnShelf) -> None:
    with Case.open(example.folder, write=False) as case:
        bands = _bands(coverage(case))
    assert sum(band.width for band in bands) == WIDTH
    assert all(band.width >= 12 for band in bands if band.count)
    assert [band.start for band in bands] == [sum(b.width for b in bands[:n]) for n in range(len(bands))]


def test_in_a_browser(
    desk: Any, example: OnShelf, tmp_path: Path, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]
) -> None:
    with_more(example, tmp_path)
    page = desk.goto(f"/c/{example.key}/coverage")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, f"coverage-{scheme}")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, "coverage-390")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('[data-row]') !== null")
    page.keyboard.press("Enter")
    page.wait_for_selector("#page-text mark")
    assert all(address.startswith(desk.address) for address in desk.asked)
