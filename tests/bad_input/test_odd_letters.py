"""Letters that lie or are none: a page made of them is read or named, its words stay exact, the case stays whole (F3)."""

from __future__ import annotations

from pathlib import Path

from chronofile import Case
from tests.bad_input.outside import PAGES, build, kept

SAID = "Ferry police detained the harbour master Ilse Brand on 12 March 2024, the owner said."
ODD: dict[str, bytes] = {
    "b utf7.html": b'<meta charset="utf-7"><p>' + SAID.encode() + b"</p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "b utf16.html": b"\xff\xfe" + f"<p>{SAID}</p><p>half ".encode("utf-16-le") + b"\x00\xd8\x41\x00 \x00",
    "b nul.html": b"<p>\0" + SAID.replace(" ", " \0", 3).encode() + b"\0</p\0>",
    "b bidi.html": f"<p>\u202e{SAID}\u202c \u2066\u2067 \u061c</p>".encode(),
    "b cesu.html": b"<p>" + SAID.encode() + b" \xed\xa0\xbd\xed\xb8\x80 \xff\xfe \xc0\x80</p>",
    "b attributes.html": b"<p " + b"a=b " * 1_000_000 + b">" + SAID.encode() + b"</p>",
    "b tags.html": b"<p>" + SAID.encode() + b"</p>\xf3\xa0\x81\x81" + "\U000e0041\ufff9\ufffb\u200b".encode() * 5000,
}


def test_odd_letters_cost_nothing_but_themselves(case: Path, pages: Path) -> None:
    for name, data in ODD.items():
        (pages / name).write_bytes(b"<!doctype html><title>Odd</title><body>" + data if data[:1] == b"<" else data)
    said = build(case, pages)
    said.is_clear()
    names = kept(case)
    assert set(PAGES) <= names
    assert {"b utf7.html", "b bidi.html", "b nul.html", "b attributes.html", "b tags.html"} <= names
    with Case.open(case, write=False) as opened:
        assert {Path(f.location).name for f in opened.failures()} | names == {*PAGES, *ODD}
        for page in opened.pages():
            layer = opened.page(page.text_layer).article.layer
            layer.text.encode("utf-8")  # no half of a pair is left in it
            if Path(page.location).name == "b utf7.html":
                assert "<script>" not in layer.text
        for entry in opened.chronology().entries:
            for cited in entry.citations:
                text = opened.page(cited.citation.text_layer).article.layer.text
                assert text[cited.citation.start : cited.citation.end] == cited.citation.exact
        for name in ("json", "csv", "html", "markdown"):
            opened.export(name)
