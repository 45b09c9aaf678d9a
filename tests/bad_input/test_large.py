"""Very large and very odd pages are read like others, within the limits that hold for every page."""

from __future__ import annotations

import base64
import random
from pathlib import Path

from chronofile import Case
from tests.bad_input.outside import PAGES, build, kept
from tests.bad_input.prose import prose

MB = 1 << 20


def heavy_page(size: int) -> str:
    """What makes honest pages large: data in scripts, pictures in the text, endless lists of links, and some prose."""
    chance = random.Random(11)
    picture = base64.b64encode(chance.randbytes(size // 4)).decode()
    rows = "".join(f'<li class="row"><a href="/n/{n}">Notice {n}</a></li>\n' for n in range(20_000))
    paragraphs = "".join(f"<p>{p}</p>\n" for p in prose(60_000).split("\n\n")[1:])
    head = '<!doctype html><html lang="en"><head><title>Live: the harbour</title><script>var notices = ['
    body = f']</script></head><body><article><h1>Live: the harbour</h1>\n<p>Begin {{0}}.</p>{paragraphs}<img src="data:image/png;base64,{picture}">'
    tail = f"<p>The ferry Aurora left Port Hallow on 30 September 2023.</p></article><ul>{rows}</ul></body></html>"
    filling = '{"notice": "<b>none</b> today", "of": 2023}, '
    room = size - len(head) - len(body) - len(tail)
    return head + filling * (room // len(filling) + 1) + body + tail


def test_a_page_of_50_mb(case: Path, pages: Path) -> None:
    page = heavy_page(50 * MB)
    assert len(page) >= 50 * MB
    (pages / "b heavy.html").write_text(page)
    said = build(case, pages)
    assert (said.status, said.err) == (0, f"New case in {case}.\n")
    assert kept(case) == {*PAGES, "b heavy.html"}
    with Case.open(case, write=False) as opened:
        assert any("Aurora left Port Hallow" in entry.headline for entry in opened.chronology().entries)


def test_a_page_beyond_the_limit_is_named_and_not_read(case: Path, pages: Path) -> None:
    huge = pages / "b huge.html"
    with huge.open("wb") as file:
        file.write(PAGES["a ferry.html"].encode() + b"<!-- kept long -->" * 10_000)
        file.truncate(65 * MB)  # the rest is a hole: no disk is filled for this
    said = build(case, pages)
    assert said.status == 1
    said.names(str(huge), "is larger than 64 MB, too large for a page", "give the part that matters")
    assert kept(case) == set(PAGES)


def test_a_line_of_20_mb(case: Path, pages: Path) -> None:
    """A text whose line ends were lost, with a picture pasted into it."""
    text = " ".join(prose(150_000).split())
    line = text + "iVBORw" + "A" * (20 * MB - len(text)) + " The ferry Aurora left Port Hallow on 30 September 2023."
    assert "\n" not in line
    (pages / "b line.txt").write_text(line)
    said = build(case, pages)
    assert (said.status, said.err) == (0, f"New case in {case}.\n")
    assert kept(case) == {*PAGES, "b line.txt"}


def test_100_000_nested_tags(case: Path, pages: Path) -> None:
    deep = 100_000
    said_inside = "<p>The ferry Aurora left Port Hallow on 30 September 2023.</p>"
    for name, tag in (("b div.html", "div"), ("b bold.html", "b"), ("b table.html", "table><tr><td")):
        closing = "".join(f"</{part}>" for part in reversed(tag.split("><"))) * deep
        (pages / name).write_text(f"<html><body><{tag}>" + f"<{tag}>" * (deep - 1) + said_inside + closing)
    (pages / "b open.html").write_text("<html><body>" + "<a href=x><font>" * (deep // 2) + said_inside)
    said = build(case, pages)
    assert (said.status, said.err) == (0, f"New case in {case}.\n")
    assert kept(case) == {*PAGES, "b div.html", "b bold.html", "b table.html", "b open.html"}
    with Case.open(case, write=False) as opened:
        for page in opened.pages():
            if Path(page.location).name.startswith("b "):
                assert "The ferry Aurora left Port Hallow" in opened.page(page.text_layer).article.layer.text
