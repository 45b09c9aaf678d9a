"""Add pages: three ways, "This is what I read", corrections before keeping, what cannot be read, many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chronofile import api
from chronofile.desk import builds
from chronofile.desk.drafts import Drafts
from chronofile.desk.premises import Premises
from chronofile.desk.shelf_file import OnShelf

TEXT = """Fire closes north quay in Lindow

By Ada Merrow
4 March 2024

The harbour office of Lindow closed the north quay on Sunday after a fire in the second shed. Nobody was hurt.

Mara Tolland, who runs the office, said on Monday that the quay would open again in May. She promised a report within thirty days.

Read more: Ten ways to cook herring
"""
PAGE = '<html lang="en"><head><title>{title} | Lindow Courier</title><meta property="og:site_name" content="Lindow Courier"><meta property="article:published_time" content="2024-03-04T08:00:00Z"></head><body><nav>Home</nav><article><h1>{title}</h1><p>The harbour office of Lindow closed quay {number} on 3 March 2024 after a fire in the second shed.</p><p>Mara Tolland, who runs the office, said that the quay would open again in May 2024.</p></article></body></html>'


@pytest.fixture
def case(premises: Premises, tmp_path: Path) -> Iterator[OnShelf]:
    with api.Case.create(tmp_path / "harbour", "Harbour") as made:
        made.prefer(made.preferences())
    on_shelf = premises.shelf.put(OnShelf(folder=str(tmp_path / "harbour"), name="Harbour"))
    yield on_shelf
    builds.cancel(on_shelf.folder)
    builds.wait(on_shelf.folder, 20)


def _paste(client: Any, case: OnShelf, text: str = TEXT, **more: str) -> Any:
    return client.post(f"/c/{case.key}/add", {"way": "text", "text": text, "collected_on": "2024-03-05", **more})


def _act(client: Any, address: str, **fields: str) -> Any:
    return client.post(f"{address}/act", fields)


def _html(answer: Any) -> str:
    return str(answer.content.decode())


def test_pasted_text_is_shown_corrected_and_kept(client: Any, case: OnShelf, premises: Premises) -> None:
    answer = _paste(client, case, address="https://courier.example/fire")
    assert answer.status_code == 302
    draft = answer.headers["Location"]
    shown = _html(client.get(draft))
    assert "This is what I read" in shown
    assert "Fire closes north quay in Lindow" in shown
    assert "4 March 2024" in shown
    assert "Left out:" in shown
    assert "Kept whole:" in shown
    with api.Case.open(case.folder, write=False) as held:
        assert held.pages() == (), "nothing is kept before a person says so"

    assert _act(client, draft, act="correct", page="0", field="headline", value="Fire at the quay").status_code == 302
    assert _act(client, draft, act="correct", page="0", field="outlet", value="Lindow Courier").status_code == 302
    assert _act(client, draft, act="correct", page="0", field="published", value="5 March 2024").status_code == 302
    shown = _html(client.get(draft))
    assert shown.count("corrected") >= 3
    kept = _act(client, draft, act="keep", page="0")
    assert kept.status_code == 302
    assert kept.headers["Location"].endswith("?kept=1")
    shown = _html(client.get(kept.headers["Location"]))
    assert "Kept." in shown
    with api.Case.open(case.folder, write=False) as held:
        (page,) = held.pages()
        (way,) = held.store.acquisitions()
        assert (way.how, way.url, way.collected_at, way.by) == (
            "paste",
            "https://courier.example/fire",
            "2024-03-05",
            "You",
        )
        assert held.store.original(page.snapshot.sha256).decode() == TEXT, "kept as it was pasted"
        published = held.chronology().published[page.text_layer]
        assert published is not None
        assert published.edtf == "2024-03-05"
        made = {j.act: j.value for j in held.judgements()}
        assert made == {
            "describe": {"headline": "Fire at the quay", "outlet": "Lindow Courier"},
            "redate": {"published": "2024-03-05"},
        }
    assert Drafts(premises.folder, case.key).every() == []


def test_a_date_that_is_none_is_said_so_and_kept_typed(client: Any, case: OnShelf) -> None:
    draft = _paste(client, case).headers["Location"]
    answer = _act(client, draft, act="correct", page="0", field="published", value="whenever")
    assert answer.status_code == 422
    assert "whenever" in _html(answer)
    assert "not understood as a date" in _html(answer)
    _act(client, draft, act="correct", page="0", field="published", silent="1")
    assert "The page does not say." in _html(client.get(draft))
    _act(client, draft, act="correct", page="0", field="published", put_back="1")
    assert "4 March 2024" in _html(client.get(draft))


def test_a_date_after_collecting_is_questioned_not_refused(client: Any, case: OnShelf) -> None:
    draft = _paste(client, case).headers["Location"]
    _act(client, draft, act="correct", page="0", field="published", value="8 March 2024")
    assert "after the day on which the page was collected" in _html(client.get(draft))


def test_the_body_is_chosen_by_its_parts(client: Any, case: OnShelf) -> None:
    draft = _paste(client, case).headers["Location"]
    shown = _html(client.get(f"{draft}?change=body"))
    assert 'name="part"' in shown
    start = TEXT.index("Mara Tolland")
    _act(client, draft, act="correct", page="0", field="body", part=str(start))
    shown = _html(client.get(draft))
    assert "1 paragraph" in shown
    assert "a person says so" in shown
    _act(client, draft, act="keep", page="0")
    with api.Case.open(case.folder, write=False) as held:
        (made,) = held.judgements()
        assert [role for s, _, role in made.value["body"] if s == start] == ["paragraph"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "  "}, "Nothing was pasted yet."),
        ({"text": "x", "address": "javascript:alert(1)"}, "begins with http"),
        ({"text": "x", "collected_on": "9999-01-01"}, "still to come"),
        ({"text": "x", "collected_on": "31.12.2025"}, "Not understood as a day"),
    ],
)
def test_what_a_form_cannot_take_is_said_at_its_field(
    client: Any, case: OnShelf, fields: dict[str, str], told: str
) -> None:
    answer = client.post(f"/c/{case.key}/add", {"way": "text", **fields})
    assert answer.status_code == 422
    assert told in _html(answer)
    assert 'aria-invalid="true"' in _html(answer)


def test_pasted_markup_is_read_as_a_page(client: Any, case: OnShelf) -> None:
    answer = client.post(f"/c/{case.key}/add", {"way": "page", "text": PAGE.format(title="Fire", number=1)})
    shown = _html(client.get(answer.headers["Location"]))
    assert "Lindow Courier" in shown
    assert "4 March 2024" in shown


def test_a_few_files_one_by_one(client: Any, case: OnShelf) -> None:
    files = [
        SimpleUploadedFile("fire.html", PAGE.format(title="Fire", number=1).encode()),
        SimpleUploadedFile("flood.html", PAGE.format(title="Flood", number=2).encode()),
        SimpleUploadedFile("photo-3.pdf", b"%PDF-1.4\n"),
    ]
    draft = client.post(f"/c/{case.key}/add", {"way": "files", "files": files}).headers["Location"]
    shown = _html(client.get(draft))
    assert "page 1 of 2" in shown
    assert "photo-3.pdf" in shown
    assert "/tmp" not in shown, "a person knows their files by the names they gave"
    assert "Paste the text instead" in shown
    first = _act(client, draft, act="keep", page="0")
    assert first.headers["Location"] == draft
    _act(client, draft, act="ignore", page="2")
    last = _act(client, draft, act="keep", page="1")
    assert last.headers["Location"].endswith("?kept=1")
    with api.Case.open(case.folder, write=False) as held:
        assert {page.location for page in held.pages()} == {"fire.html", "flood.html"}
    assert client.get(draft).status_code == 404


def test_the_same_bytes_again_is_a_note(client: Any, case: OnShelf) -> None:
    for again in (False, True):
        draft = _paste(client, case).headers["Location"]
        assert ("Already kept on" in _html(client.get(draft))) is again
        _act(client, draft, act="keep", page="0")


def test_thrown_away_leaves_nothing(client: Any, case: OnShelf, premises: Premises) -> None:
    draft = _paste(client, case).headers["Location"]
    assert "Not kept yet" in _html(client.get(f"/c/{case.key}/add"))
    _act(client, draft, act="throw")
    assert client.get(draft).status_code == 404
    assert Drafts(premises.folder, case.key).every() == []
    assert "Not kept yet" not in _html(client.get(f"/c/{case.key}/add"))


def test_many_are_listed_then_read_and_failures_have_three_ways_out(
    client: Any, case: OnShelf, premises: Premises
) -> None:
    files = [SimpleUploadedFile(f"p{n}.html", PAGE.format(title=f"Fire {n}", number=n).encode()) for n in range(11)]
    files.append(SimpleUploadedFile("scan.pdf", b"%PDF-1.4\n"))
    draft = client.post(f"/c/{case.key}/add", {"way": "files", "files": files}).headers["Location"]
    shown = _html(client.get(draft))
    assert "Read these 12 files" in shown
    assert "p10.html" in shown
    assert _act(client, draft, act="build").headers["Location"] == f"/c/{case.key}/build"
    state = builds.wait(case.folder, 60)
    assert state is not None
    assert (state.read, state.failed) == (11, 1)
    shown = _html(client.get(f"/c/{case.key}/build"))
    assert "11 pages read, 1 not read." in shown
    assert "scan.pdf" in shown
    for way_out in ("Paste the text instead", "Try again", "Ignore"):
        assert way_out in shown
    client.post(f"/c/{case.key}/build/act", {"act": "retry", "location": "scan.pdf"})
    builds.wait(case.folder, 60)
    assert "scan.pdf" in _html(client.get(f"/c/{case.key}/build"))
    instead = client.post(f"/c/{case.key}/add", {"way": "text", "text": TEXT, "instead": "scan.pdf"}).headers[
        "Location"
    ]
    _act(client, instead, act="keep", page="0")
    shown = _html(client.get(f"/c/{case.key}/build"))
    assert "Try again" not in shown
    assert "1 ignored." in shown
    client.post(f"/c/{case.key}/build/act", {"act": "notice"})
    assert "Ignore" in _html(client.get(f"/c/{case.key}/build"))


def test_a_folder_on_this_computer(client: Any, case: OnShelf, tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    for bad, told in (
        ("clippings", "whole path"),
        (str(folder / "gone"), "Not found at"),
        (str(folder), "Nothing to read"),
    ):
        answer = client.post(f"/c/{case.key}/add", {"way": "files", "folder": bad})
        assert answer.status_code == 422
        assert told in _html(answer)
    (folder / "fire.html").write_text(PAGE.format(title="Fire", number=1), encoding="utf-8")
    draft = client.post(f"/c/{case.key}/add", {"way": "files", "folder": str(folder)}).headers["Location"]
    _act(client, draft, act="keep", page="0")
    with api.Case.open(case.folder, write=False) as held:
        assert [page.location for page in held.pages()] == [str(folder / "fire.html")]


def test_nothing_chosen(client: Any, case: OnShelf) -> None:
    answer = client.post(f"/c/{case.key}/add", {"way": "files"})
    assert answer.status_code == 422
    assert "Nothing was chosen" in _html(answer)


def test_another_program_reads_meanwhile_is_told_in_words(client: Any, case: OnShelf) -> None:
    from chronofile.build import lock

    draft = _paste(client, case).headers["Location"]
    with lock(Path(case.folder), since="2025-11-25T14:12:00+00:00"):
        assert _act(client, draft, act="keep", page="0").headers["Location"] == f"/c/{case.key}/build"
        shown = _html(client.get(f"/c/{case.key}/build"))
        assert "Another window or program is reading pages into this case" in shown
        assert "Go on" in shown
    client.post(f"/c/{case.key}/build/act", {"act": "go_on"})
    builds.wait(case.folder, 60)
    with api.Case.open(case.folder, write=False) as held:
        assert len(held.pages()) == 1


def test_the_slot_says_what_changed_once(client: Any, case: OnShelf) -> None:
    draft = _paste(client, case).headers["Location"]
    _act(client, draft, act="keep", page="0")
    said = _html(client.get(f"/c/{case.key}/build/slot?was=running"))
    assert "hx-get" not in said, "nothing is asked for once a build has ended"
    assert 'id="build-said"' in said
    assert 'id="build-said"' not in _html(client.get(f"/c/{case.key}/build/slot?was=ended"))


def test_in_a_browser(
    desk: Any, case: OnShelf, tmp_path: Path, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]
) -> None:
    """Choose a folder, look, correct by keys alone, keep; drop files; zero violations, nothing asked of elsewhere."""
    folder = tmp_path / "Lindow clippings"
    folder.mkdir()
    (folder / "fire.html").write_text(PAGE.format(title="Fire", number=1), encoding="utf-8")
    page = desk.goto(f"/c/{case.key}/add")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
    page.emulate_media(color_scheme="light")
    page.set_input_files("#files-folder", str(folder))
    assert page.locator("[data-chosen]").inner_text() == "1 file chosen."
    page.keyboard.press("Enter")
    page.wait_for_selector("#what-read")
    assert axe(page) == []
    picture(page, "preview")
    page.locator("#headline a").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#correct")
    assert page.evaluate("document.activeElement.id") == "correct"
    page.keyboard.press("Control+a")
    page.keyboard.type("Fire in Lindow")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#headline .own")
    assert page.evaluate("document.activeElement.id") == "change-headline", "focus comes back to where it was"
    page.locator("button.primary").click()
    page.wait_for_selector("#page-text", timeout=20_000)
    with api.Case.open(case.folder, write=False) as held:
        assert [j.value for j in held.judgements()] == [{"headline": "Fire in Lindow"}]
        assert [each.location for each in held.pages()] == ["Lindow clippings/fire.html"]
    picture(page, "kept")
    assert axe(page) == []
    assert all(address.startswith(desk.address) for address in desk.asked)


def test_no_row_moves_while_a_build_runs(desk: Any, case: OnShelf, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(40):
        (folder / f"p{n}.html").write_text(PAGE.format(title=f"Fire {n}", number=n), encoding="utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    builds.start(case.folder, [folder], by="MK", total=41)
    page = desk.goto(f"/c/{case.key}/build")
    page.evaluate(
        "() => { window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true }); }"
    )
    page.wait_for_selector("text=40 pages read", timeout=60_000)
    expect(page.locator("#reading a.primary")).to_be_visible(timeout=60_000)
    assert page.evaluate("window.shift") == 0
    assert "40 pages read" in page.locator("#build-said").inner_text()
    assert page.locator("#build-slot a").inner_text().endswith("show")
