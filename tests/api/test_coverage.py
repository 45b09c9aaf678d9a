"""Coverage says what of the pages held has become entries or decisions."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from chronofile import Case
from chronofile.api.coverage import coverage


def test_each_page_has_one_texture(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "recipe.txt").write_text(
        "Bread with seeds\n\nMix the flour with warm water and salt, and let it rest under a cloth until it has risen.\n\n"
        "Bake it in a hot oven until the crust is brown, and let it cool on a rack before it is cut.\n",
        encoding="utf-8",
    )
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    case.build([folder], jobs=0)
    found = coverage(case)
    assert {p.page.location.rsplit("/", 1)[-1]: p.texture for p in found.pages} == {
        "report.html": "suggestions left",
        "second.html": "suggestions left",
        "recipe.txt": "no entry",
    }
    assert [p.page.location.rsplit("/", 1)[-1] for p in found.without_entry] == ["recipe.txt"]
    assert [f.location.rsplit("/", 1)[-1] for f in found.failures] == ["scan.pdf"]
    assert found.count("not read") == 1
    assert found.count("suggestions left") == 2


def test_decided_pages(case: Case) -> None:
    for entry in case.chronology().entries:
        if entry.state == "suggested":
            case.judge.reject(entry.id, by="MK")
    found = coverage(case)
    assert found.count("decided") == len(found.pages) == 2
    assert all(p.left == 0 and p.decided > 0 for p in found.pages)


def test_dated_sentences_without_an_entry_are_listed_in_their_words(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(
        '<!doctype html><html lang="en"><head><title>Notes</title><meta property="article:published_time" content="2024-05-16">'
        "</head><body><article><h1>Notes on a port</h1><p>Port police detained the divers Ana Lund and Piet Moor on May 14, the "
        "harbour office said.</p><p>The weather on May 12, 2024 in short: rain, wind, more rain. It was grey, and wet, and the quay was empty.</p>"
        "</article></body></html>",
        encoding="utf-8",
    )
    with Case.create(tmp_path / "case") as case:
        case.build([folder], jobs=0)
        found = coverage(case)
        (page,) = case.pages()
        text = case.page(page.text_layer).article.layer.text
        assert found.dated == 2
        assert [(s.words, s.date) for s in found.open_sentences] == [
            ("The weather on May 12, 2024 in short: rain, wind, more rain.", "May 12, 2024")
        ]
        (sentence,) = found.open_sentences
        assert sentence.span.of(text) == sentence.words
        assert found.covered == 1
        case.judge.make({"headline": "It rained"}, by="MK", page=page.text_layer, span=sentence.span)
        assert coverage(case).open_sentences == ()


def test_an_empty_case_has_nothing_open(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case") as case:
        found = coverage(case)
        assert (found.pages, found.failures, found.dated, found.open_sentences) == ((), (), 0, ())


def test_a_case_that_is_handed_its_chronology_gives_the_same(case: Case) -> None:
    assert coverage(case, case.chronology()) == coverage(case)


def test_a_page_taken_out_of_the_case_is_not_missing_anything(case: Case) -> None:
    before = coverage(case)
    page = before.pages[0].page.text_layer
    after = coverage(case, replace(case.chronology(), withdrawn=(page,)))
    assert page not in {p.page.text_layer for p in after.pages}
    assert page not in {s.page for s in after.open_sentences}
    assert after.dated < before.dated
