"""The whole job in a browser, as somebody does it who has never opened a terminal; the pictures of the tutorial.

`make pictures` runs this with CHRONOFILE_PICTURES set, and the tutorial shows what came of it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from chronofile import api

EXAMPLE = files("chronofile.example") / "pages"
DROPPED = ("02-northline-boarding.html", "07-northline-transfer.html", "08-coast-weekly-interview.html")
PASTED = "04-evening-star.txt"
DRAFT = """On 13 March 2024 the trawler Linnet was boarded. Anna Hale said: "I talk to him every evening, whether he hears it or not."
The report says that "armed women came over the rail". Josef Lindow was freed on 9 May 2024.
"""


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
    tmp_path: Path,
    chromium: Any,
    axe: Callable[[Any], list[str]],
    picture: Callable[[Any, str], None],
) -> None:
    from playwright.sync_api import expect

    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB", accept_downloads=True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()

    def seen(name: str) -> None:
        assert axe(page) == [], name
        picture(page, name)

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
    case = page.url

    # 2. Add pages: three files dropped, looked at and kept, one page pasted.
    page.get_by_role("link", name="Add pages").first.click()
    page.set_input_files("#files", clippings)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#what-read")
    seen("03-this-is-what-i-read")
    for left in (2, 1, 0):
        page.keyboard.press("Control+Enter")
        if left:
            expect(page.locator("button", has_text="Keep this page")).to_be_visible(timeout=20_000)
    expect(page.locator("#page-text, #reading")).to_be_visible(timeout=20_000)
    page.goto(case + "add?way=text")
    page.locator("#text").fill((EXAMPLE / PASTED).read_text(encoding="utf-8"))
    page.locator("#collected_on").fill("2024-04-02")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#what-read")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#page-text")).to_be_visible(timeout=20_000)
    page.goto(case + "pages")
    expect(page.locator("[data-row]")).to_have_count(4)
    seen("04-pages")

    # 3. Review: accept, reject, edit, take back.
    page.goto(case + "review")
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

    # 4. Edit one, correct a page's date.
    page.keyboard.press("e")
    expect(page.locator("#headline")).to_be_visible()
    page.locator("#headline").fill("Irena Sauter saw both men")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("You edited")
    page.goto(case + "pages")
    page.get_by_role("link", name="Armed men came over the rail").click()
    page.keyboard.press("d")
    page.locator("a[href$='/date']").click()
    page.locator("#date").fill("15 March 2024")
    page.locator("#how-typed").check()
    page.locator("#show-moves").click()
    expect(page.locator("#moves")).to_contain_text("15 March 2024")
    seen("07-publication-date")
    page.locator("#reason").fill("The printed edition is of the 15th")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("You changed the publication date")

    # 5. The chronology, and an entry of one's own.
    page.goto(case + "entries/new")
    page.locator("#headline").fill("Letter from the Foreign Ministry received")
    page.locator("#occurred").fill("2 April 2024")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#undo")).to_contain_text("You wrote")
    page.goto(case)
    expect(page.locator("table.entries")).to_contain_text("Letter from the Foreign Ministry received")
    seen("08-chronology")

    # 6. A draft held against the pages.
    page.goto(case + "check")
    page.locator("#text").fill(DRAFT)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#finding")).to_be_visible()
    seen("09-draft")

    # 7. Printed, and kept safe.
    page.goto(case + "print")
    seen("10-print")
    page.goto(case + "safe")
    page.locator("#folder").fill(str(tmp_path / "backups"))
    (tmp_path / "backups").mkdir()
    page.locator("button[value=write]").click()
    expect(page.locator("main")).to_contain_text("Backed up")
    seen("11-safe")
    assert len(list((tmp_path / "backups").iterdir())) == 1

    assert all(re.match(r"http://127\.0\.0\.1:|blob:|data:", address) for address in asked), (
        "something was asked of elsewhere"
    )
    with api.Case.open(next((tmp_path / "cases").iterdir()), write=False) as held:
        assert held.name == "The Linnet"
        acts = [j.act for j in held.judgements()]
        assert acts[:4] == ["accept", "reject", "undo", "edit"]
        assert {"redate", "make"} <= set(acts)
        assert {j.by for j in held.judgements()} == {"MK"}
    context.close()
