"""The whole job in a browser, as somebody does it who has never opened a terminal; the pictures of the tutorial.

`make pictures` runs this with CHRONOFILE_PICTURES set, and the tutorial shows what came of it.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from chronofile import api
from tests.conftest import small_picture

EXAMPLE = files("chronofile.example") / "pages"
DROPPED = ("02-northline-boarding.html", "07-northline-transfer.html", "08-coast-weekly-interview.html")
PASTED = "04-evening-star.txt"
MARKED = "The two countries have argued over the fishing limit off Cape Dorn since 2011"
DRAFT = """On 13 March 2024 the trawler Linnet was boarded. Anna Hale said: "I talk to him every evening, whether he hears it or not."
The report says that "armed women came over the rail". Josef Lindow was freed on 9 May 2024.
"""


OWN_TABLE = (
    ("Date", "What happened"),
    ("11/03/2024", "The Linnet left port with a crew of five"),
    ("02/04/2024", "We wrote to the ministry and asked for a list of those held"),
    ("05/2024", "Families met the shipowner"),
    ("soon", "Second letter to the ministry"),
)
"""The chronology that somebody kept in Word until now: dates both ways round, one that is no date."""

MARK = """([first, last]) => {
  const text = document.querySelector('#page-text'), walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const ends = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    for (const [at, word] of [[0, first], [1, last]])
      if (!ends[at] && node.data.includes(word) && (at === 0 || ends[0])) {
        const range = document.createRange(), start = node.data.indexOf(word);
        range.setStart(node, start); range.setEnd(node, start + word.length);
        node.parentElement.scrollIntoView({ block: 'center' });
        ends[at] = range;
      }
  return ends.map((range) => { const box = range.getBoundingClientRect(); return [box.left, box.right, box.top + box.height / 2]; });
}"""
"""Where on the screen the first and the last of these words stand, for a hand with a mouse."""


SAY = """([from, to]) => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) if (node.data.includes(from)) node.data = node.data.replaceAll(from, to);
  for (const field of document.querySelectorAll('input[value], input:not([type])')) if (field.type !== 'file' && field.value.includes(from)) field.value = field.value.replaceAll(from, to);
}"""
"""One folder's name instead of another, so that a picture shows a person's folder and not a test's."""


def drag_over(page: Any, first: str, last: str) -> None:
    """Mark words of the page as a hand does: press before the first, move, let go behind the last."""
    (left, _end, top), (_start, right, bottom) = page.evaluate(MARK, [first, last])
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
    page.mouse.move(right - 1, bottom, steps=4)
    page.mouse.up()


def go(page: Any, letter: str) -> None:
    """The two letters that lead to a screen from everywhere."""
    page.wait_for_load_state("load")
    page.keyboard.press("g")
    page.keyboard.press(letter)


def drop(page: Any, onto: str, paths: list[str]) -> None:
    """Drop files of the disk onto part of a page, as the browser reports it when a hand lets go of them there."""
    page.locator(onto).scroll_into_view_if_needed()
    box = page.locator(onto).bounding_box()
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send(
            "Input.dispatchDragEvent",
            {
                "type": kind,
                "x": box["x"] + box["width"] / 2,
                "y": box["y"] + box["height"] / 2,
                "data": {"items": [], "files": paths, "dragOperationsMask": 1},
            },
        )
    browser.detach()


@pytest.fixture
def own_table(tmp_path: Path) -> Path:
    document = docx.Document()
    table = document.add_table(len(OWN_TABLE), 2)
    for row, texts in zip(table.rows, OWN_TABLE, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(tmp_path / "our chronology.docx"))
    return tmp_path / "our chronology.docx"


def printed(page: Any, name: str) -> list[str]:
    """Print what the window shows to a PDF, as the browser's own dialog does; the words of each of its pages."""
    data = page.pdf(format="A4", prefer_css_page_size=True, display_header_footer=False)
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        for at in range(min(2, len(document)) if os.environ.get("CHRONOFILE_PICTURES") else 0):
            small_picture(document[at].render(scale=1.25).to_pil(), f"{name}-{at + 1}")
        return [sheet.get_textpage().get_text_range() for sheet in document]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[str]:
    """The program as it is started by a person; its address."""
    started = subprocess.Popen(
        [sys.executable, "-m", "chronofile", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "CHRONOFILE_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)},
    )
    try:
        assert started.stdout is not None
        yield started.stdout.readline().strip()
    finally:
        started.terminate()
        started.communicate(timeout=20)


@pytest.fixture
def clippings(tmp_path: Path) -> list[str]:
    folder = tmp_path / "clippings"
    folder.mkdir()
    for name in DROPPED:
        (folder / name).write_bytes((EXAMPLE / name).read_bytes())
    return [str(folder / name) for name in DROPPED]


def test_from_an_empty_shelf_to_a_chronology(
    program: str,
    clippings: list[str],
    own_table: Path,
    tmp_path: Path,
    chromium: Any,
    axe: Callable[[Any], list[str]],
    picture: Callable[[Any, str], None],
) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=60_000)
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", accept_downloads=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()

    def seen(name: str) -> None:
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == [], f"{name}, {scheme}"
        page.evaluate(SAY, [str(tmp_path), "/home/mk"])
        picture(page, name)
        page.evaluate(SAY, ["/home/mk", str(tmp_path)])

    # 1. Start: an empty shelf, a new case.
    page.goto(program)
    seen("01-shelf")
    page.keyboard.press("n")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("The Linnet")
    page.locator("#question").fill("When will the two seamen come home?")
    page.locator("#place").fill(str(tmp_path / "cases"))
    page.locator("#signature").fill("MK")
    seen("02-new-case")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Chronology")

    # 2. Add pages: three files dropped, looked at and kept, one page pasted.
    page.get_by_role("link", name="Add pages").first.click()
    page.wait_for_load_state("load")
    drop(page, "[data-drop]", clippings)
    expect(page.locator("[data-chosen]")).to_have_text("3 files chosen.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#what-read")
    seen("03-this-is-what-i-read")
    for left in (2, 1, 0):
        page.keyboard.press("Control+Enter")
        if left:
            expect(page.locator("button", has_text="Keep this page")).to_be_visible()
    expect(page.locator("#page-text, #reading")).to_be_visible()
    page.get_by_role("link", name="Add pages").first.click()
    page.get_by_role("link", name="Paste text").click()
    page.locator("#text").fill((EXAMPLE / PASTED).read_text(encoding="utf-8"))
    page.locator("#collected_on").fill("2024-04-02")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#what-read")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#page-text")).to_be_visible()
    go(page, "p")
    expect(page.locator("[data-row]")).to_have_count(4)
    seen("04-pages")

    # 3. Review: accept, reject, edit, take back.
    go(page, "r")
    page.wait_for_selector("#what")
    seen("05-review")
    heading = page.locator("#what")
    first = heading.inner_text()
    page.keyboard.press("a")
    expect(heading).not_to_have_text(first)
    expect(page.locator("#undo")).to_contain_text("You accepted")
    second = heading.inner_text()
    page.keyboard.press("x")
    expect(heading).not_to_have_text(second)
    expect(page.locator("#undo")).to_contain_text("You rejected")
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Taken back")
    seen("06-taken-back")

    # 4. Ask a date for its reasons, edit an entry, correct a page's date.
    page.keyboard.press("d")
    expect(page.locator(".suggestion details.date-chip")).to_have_attribute("open", "")
    seen("07-why-this-date")
    page.keyboard.press("d")
    page.keyboard.press("e")
    expect(page.locator("#headline")).to_be_visible()
    page.locator("#headline").fill("Irena Sauter saw both men")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("You edited")
    go(page, "p")
    page.get_by_role("link", name="Ostranian coast guard boards Velmark trawler").click()
    page.wait_for_selector("#page-text")
    page.wait_for_load_state("load")
    page.keyboard.press("d")
    page.locator("a[href$='/date']").click()
    page.locator("#date").fill("20 March 2024")
    page.locator("#how-typed").check()
    page.locator("#show-moves").click()
    expect(page.locator("#moves")).to_contain_text("20 March 2024")
    expect(page.locator(".moved")).to_contain_text("19 March 2024")
    seen("08-publication-date")
    page.locator("#reason").fill("The paper says on 21 March that this report is of the day before")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("You changed the publication date")
    page.wait_for_load_state("load")
    page.keyboard.press("z")
    expect(page.locator("#undo")).to_contain_text("Taken back")

    # 5. By hand: an entry from words marked on a page, and one without words.
    go(page, "p")
    page.get_by_role("link", name="Armed men came over the rail").click()
    page.wait_for_selector("#page-text")
    page.wait_for_load_state("load")
    drag_over(page, "The two", "2011")
    expect(page.locator("#marker")).to_be_visible()
    seen("09-words-marked")
    page.locator("#marker").get_by_role("button", name="Entry").click()
    expect(page.locator(".chosen .q")).to_have_text(f"“{MARKED}”")
    page.locator("#headline").fill("Ostrany and Velmark begin to argue over the fishing limit off Cape Dorn")
    page.locator("#occurred").fill("2011")
    seen("10-by-hand")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("begin to argue")
    go(page, "c")
    page.wait_for_selector("table.entries")
    page.wait_for_load_state("load")
    page.keyboard.press("n")
    page.locator("#headline").fill("Letter from the Foreign Ministry received")
    page.locator("#occurred").fill("2 April 2024")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("You wrote")

    # 6. The chronology kept in Word until now comes in: its columns, its dates, every row.
    page.get_by_role("link", name="Bring in a chronology").first.click()
    page.set_input_files("#file", str(own_table))
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Read the rows").click()
    page.get_by_label("The day 11/03/2024 is 11 March 2024").check()
    seen("11-columns")
    page.get_by_role("button", name="Read the rows").click()
    expect(page.locator("h1")).to_have_text("What becomes of every row")
    seen("12-rows")
    page.get_by_role("button", name="Bring in 3 rows").click()
    expect(page.locator("#undo")).to_contain_text("3")
    go(page, "c")
    expect(page.locator("table.entries")).to_contain_text("Letter from the Foreign Ministry received")
    expect(page.locator("table.entries")).to_contain_text("The Linnet left port with a crew of five")
    seen("13-chronology")

    # 7. A draft held against the pages.
    page.get_by_role("link", name="Check a draft").first.click()
    page.locator("#text").fill(DRAFT)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#finding")).to_be_visible()
    seen("14-draft")

    # 8. Printed, looked at on paper, and kept safe.
    page.get_by_role("link", name="Export and print").first.click()
    page.get_by_role("link", name="Print").last.click()
    seen("15-print")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Open the pages to print").click()
    opened.value.wait_for_selector("h1")
    opened.value.wait_for_load_state("load")
    paper = printed(opened.value, "16-printed")
    words = " ".join(" ".join(paper).split())
    assert "The Linnet" in paper[0]
    assert all(f"{at} / {len(paper)}" in sheet for at, sheet in enumerate(paper, 1))
    assert MARKED in words
    assert "Letter from the Foreign Ministry received" in words
    assert "Suggested, not decided" not in words
    opened.value.close()
    page.get_by_role("link", name="Keep safe").first.click()
    page.locator("#folder").fill(str(tmp_path / "backups"))
    (tmp_path / "backups").mkdir()
    page.locator("#passphrase").fill("four quiet words here")
    page.locator("#again").fill("four quiet words here")
    page.locator("button[value=write]").click()
    expect(page.locator("main")).to_contain_text("Backed up")
    seen("17-safe")
    assert [file.name[-8:] for file in (tmp_path / "backups").iterdir()] == [".zip.age"]

    assert all(re.match(r"http://127\.0\.0\.1:|blob:|data:", address) for address in asked), (
        "something was asked of elsewhere"
    )
    with api.Case.open(next((tmp_path / "cases").iterdir()), write=False) as held:
        assert held.name == "The Linnet"
        acts = [j.act for j in held.judgements()]
        assert acts[:4] == ["accept", "reject", "undo", "edit"]
        assert {"redate", "make"} <= set(acts)
        (marked,) = (e for e in held.chronology().entries if MARKED in {c.citation.exact for c in e.citations})
        assert (marked.made_by_hand, marked.occurred and marked.occurred.edtf) == (True, "2011")
        assert {j.by for j in held.judgements()} == {"MK"}
    context.close()
    expect.set_options(timeout=5_000)
