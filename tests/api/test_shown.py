"""A stray escape or broken letter on the page is repaired for the eye, and the quotation keeps what stands there."""

from pathlib import Path

from chronofile import Case
from chronofile.show import terminal

PAGE = r"""The Quay Herald

Mayor opens new ferry line to Sarnhaven after two years

By Tom Berg, May 4, 2024

Mayor Ana Lund opened the ferry line to Sarnhaven\'s island harbour on May 3, two years after the old one was closed.

The line will carry cars, too, and the town\'s council has promised to keep the price of a ticket low for a year.
"""


def test_what_is_shown_is_repaired_and_what_is_cited_is_not(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    with Case.create(tmp_path / "case") as case:
        case.build([tmp_path / "page.txt"], jobs=0)
        entry = next(e for e in case.chronology().entries if "ferry line" in e.headline)
        words = entry.citations[0].citation
        assert r"Sarnhaven\'s" in words.exact
        assert "Sarnhaven's island" in words.shown
        assert [words.exact[e.start : e.end] for e in words.edits] == ["\\"]
        assert "\\'" not in entry.headline
        assert "\\'" not in terminal(case.export_record())
        assert "\\'" not in case.export("html").decode()
        assert case.verify().problems == ()
