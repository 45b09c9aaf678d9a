"""Pages: the list, the text with its marks, the original in its frame, what is known about a page, taking it out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronofile import api
from chronofile.desk.premises import Premises
from chronofile.desk.screens.pages import PART_BYTES, in_parts
from chronofile.desk.shelf_file import OnShelf


def _html(answer: Any) -> str:
    return str(answer.content.decode())


def _layer(case: OnShelf, words: str) -> str:
    with api.Case.open(case.folder, write=False) as held:
        return next(page.text_layer for page in held.pages() if words in (page.headline or ""))


def test_every_page_stands_in_the_list(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder, write=False) as held:
        pages = held.pages()
    shown = _html(client.get(f"/c/{example.key}/pages"))
    for page in pages:
        assert f"/pages/{page.text_layer}" in shown
    assert f"{len(pages)} pages held" in shown
    assert "worked out" in shown
    for order in ("headline", "added", "no-such"):
        assert client.get(f"/c/{example.key}/pages?order={order}&from=-3").status_code == 200


def test_no_pages_yet(client: Any, premises: Premises, tmp_path: Path) -> None:
    api.Case.create(tmp_path / "new", "New").close()
    key = premises.shelf.put(OnShelf(folder=str(tmp_path / "new"))).key
    assert "No pages yet." in _html(client.get(f"/c/{key}/pages"))


def test_the_words_of_an_entry_are_highlighted(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder, write=False) as held:
        entry = next(e for e in held.chronology().entries if e.aspect == "event" and e.citations)
    words = entry.citations[0].citation
    shown = _html(client.get(f"/c/{example.key}/pages/{words.text_layer}?at={words.start}"))
    assert "cited words begin" in shown
    assert f'<mark data-start="{words.start}">' in shown
    assert f"/entries/{entry.id}" in shown
    some = _html(client.get(f"/c/{example.key}/pages/{words.text_layer}?at={words.start + 1}-{words.start + 5}"))
    assert f'<mark data-start="{words.start + 1}">' in some
    for odd in ("x", "-1", "99999999", "5-1", "1-99999999"):
        answer = client.get(f"/c/{example.key}/pages/{words.text_layer}?at={odd}")
        assert answer.status_code == 200
        assert odd == "5-1" or "<mark" not in _html(answer)


def test_hidden_words_are_said_to_be_hidden(client: Any, premises: Premises, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html><body><h1>Quay closed</h1><p>The office closed the quay on 3 March 2024, and opened it again in May of that year.</p><p>The harbour master said that nobody was hurt in the fire at all.</p><p style="display:none">Mara Tolland paid for it on 4 March 2024.</p></body></html>',
        encoding="utf-8",
    )
    with api.Case.create(tmp_path / "case", "Case") as case:
        case.build([page], jobs=0)
        layer = case.pages()[0].text_layer
    key = premises.shelf.put(OnShelf(folder=str(tmp_path / "case"))).key
    shown = _html(client.get(f"/c/{key}/pages/{layer}"))
    before, _, after = shown.partition("Mara Tolland paid")
    assert "no reader saw these words, and they cannot be cited" in before
    assert "data-hidden" in before.rpartition("<p")[2]
    assert after


def test_about_tells_custody_and_whether_the_bytes_match(client: Any, example: OnShelf) -> None:
    layer = _layer(example, "Appeal of Linnet")
    shown = _html(client.get(f"/c/{example.key}/pages/{layer}/about"))
    with api.Case.open(example.folder, write=False) as held:
        page = next(p for p in held.pages() if p.text_layer == layer)
        place = held.store.originals.place(page.snapshot.sha256)
    assert page.snapshot.sha256 in shown
    assert "match their fingerprint" in shown
    assert 'rel="noopener noreferrer nofollow external"' in shown
    os.chmod(place, 0o644)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    shown = _html(client.get(f"/c/{example.key}/pages/{layer}/about"))
    assert "Do not cite this page" in shown
    place.unlink()
    assert "Do not cite: its file is gone" in _html(client.get(f"/c/{example.key}/pages"))
    assert client.get(f"/c/{example.key}/pages/{layer}/frame").status_code == 200


def test_corrections_are_decisions(client: Any, example: OnShelf) -> None:
    layer = _layer(example, "Appeal of Linnet")
    path = f"/c/{example.key}/pages/{layer}"
    assert 'id="correct"' in _html(client.get(f"{path}/about?change=outlet"))
    answer = client.post(f"{path}/describe", {"field": "outlet", "value": "Northline Agency"})
    assert answer.status_code == 302
    client.post(f"{path}/describe", {"field": "language", "value": "de"})
    assert client.post(f"{path}/describe", {"field": "byline"}).status_code == 404
    with api.Case.open(example.folder, write=False) as held:
        assert [j.value for j in held.judgements()] == [{"outlet": "Northline Agency"}, {"language": "de"}]
        assert {j.by for j in held.judgements()} == {"You"}
        told = held.chronology()
        assert told.described == {layer: {"outlet": "Northline Agency", "language": "de"}}
        assert held.export_record().pages[layer].outlet == "Northline Agency"
        assert b"Northline Agency" in held.export("markdown")


def test_a_page_is_taken_out_and_brought_back(client: Any, example: OnShelf) -> None:
    layer = _layer(example, "Appeal of Linnet")
    answer = client.post(f"/c/{example.key}/pages/{layer}/withdraw", {"reason": "sent by mistake"})
    assert answer.headers["Location"] == f"/c/{example.key}/pages"
    with api.Case.open(example.folder, write=False) as held:
        (made,) = held.judgements()
        assert (made.act, made.reason) == ("withdraw", "sent by mistake")
        told = held.chronology()
        assert told.withdrawn == (layer,)
        assert layer not in held.export_record().pages
        assert not any(layer in entry.pages for entry in told.entries)
    assert client.get(f"/c/{example.key}/pages/{layer}").status_code == 200
    client.post(f"/c/{example.key}/undo")
    assert f"/pages/{layer}" in _html(client.get(f"/c/{example.key}/pages"))


def test_a_page_of_another_case_is_not_here(client: Any, example: OnShelf) -> None:
    for below in ("", "/original", "/frame", "/about"):
        assert client.get(f"/c/{example.key}/pages/{'0' * 32}{below}").status_code == 404


def test_a_long_page_comes_in_parts(client: Any, premises: Premises, tmp_path: Path) -> None:
    page = tmp_path / "long.txt"
    paragraphs = [
        f"On {n % 28 + 1} March 2024 the office of Lindow closed quay number {n}, and opened it again a week later."
        for n in range(900)
    ]
    page.write_text("A long report about quays\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    with api.Case.create(tmp_path / "case", "Case") as case:
        case.build([page], jobs=0)
        layer = case.pages()[0].text_layer
        entries = case.chronology().entries
    key = premises.shelf.put(OnShelf(folder=str(tmp_path / "case"))).key
    first = client.get(f"/c/{key}/pages/{layer}")
    assert "part 1 of" in _html(first)
    assert "Marked on other parts" in _html(first)
    last = max((e for e in entries if e.aspect == "event"), key=lambda e: e.citations[0].citation.start)
    at = _html(client.get(f"/c/{key}/pages/{layer}?at={last.citations[0].citation.start}"))
    assert "cited words begin" in at
    assert "part 1 of" not in at
    assert client.get(f"/c/{key}/pages/{layer}?part=999").status_code == 200
    for part in range(1, 20):
        answer = client.get(f"/c/{key}/pages/{layer}?part={part}")
        assert len(answer.content) <= 200_000


def test_parts_leave_nothing_out() -> None:
    from chronofile.desk.page_text import text_blocks
    from chronofile.model import Block

    text = "x" * 10
    blocks = text_blocks(text * 5000, [Block(n * 10, n * 10 + 10, "paragraph") for n in range(5000)])
    cut = in_parts(blocks)
    assert [b for part in cut for b in part] == blocks
    assert len(cut) > 1
    assert in_parts([]) == []
    huge = text_blocks("x" * (PART_BYTES * 2), [Block(0, PART_BYTES * 2, "paragraph")])
    assert in_parts(huge) == [huge]


@pytest.mark.parametrize("width", [1280, 390])
def test_in_a_browser(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None], width: int
) -> None:
    layer = _layer(example, "Linnet men come home")
    desk.page.set_viewport_size({"width": width, "height": 800})
    for below in ("pages", f"pages/{layer}", f"pages/{layer}/original", f"pages/{layer}/about?change=body"):
        page = desk.goto(f"/c/{example.key}/{below}")
        for scheme in ("light", "dark") if width == 1280 else ("light",):
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == []
            picture(page, f"{below.rpartition('/')[2].partition('?')[0]}-{width}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert all(address.startswith(desk.address) for address in desk.asked)


def test_cited_words_are_in_view(desk: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder, write=False) as held:
        entries = [e for e in held.chronology().entries if e.aspect == "event" and e.citations]
    words = max((e.citations[0].citation for e in entries), key=lambda c: c.start)
    page = desk.goto(f"/c/{example.key}/pages/{words.text_layer}?at={words.start}")
    page.wait_for_load_state("load")
    box = page.locator("mark").first.bounding_box()
    assert 0 < box["y"] < 756
