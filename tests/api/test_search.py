"""Search finds entries first, then pages, with the words in context, in every script."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chronofile import Case
from chronofile.api.search import PAGE, search

KOREAN = (
    '<!doctype html><html lang="ko"><head><title>잠수부 두 명이 풀려났다</title></head><body><article><h1>잠수부 두 명이 풀려났다</h1>'
    "<p>경찰은 5월 15일 사른하벤에서 잠수부 두 명을 풀어 주었다. 변호사는 어획이 불법이었다고 인정하지 않는다고 말했다.</p>"
    "<p>장관은 다음 주에 답을 주겠다고 약속했다고 북항신문이 전했다. 배는 아직 부두에 있다.</p></article></body></html>"
)
CHINESE = (
    '<!doctype html><html lang="zh"><head><title>两名潜水员获释</title></head><body><article><h1>两名潜水员获释</h1>'
    "<p>港口警方五月十五日在萨恩港释放了两名潜水员，他们的律师曾在警察局提出抗议。</p>"
    "<p>部长答应下周给予答复，船仍停在码头上，没有人告诉他们被指控什么。</p></article></body></html>"
)


@pytest.fixture
def searched(case: Case, tmp_path: Path) -> Case:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "ko.html").write_text(KOREAN, encoding="utf-8")
    (folder / "zh.html").write_text(CHINESE, encoding="utf-8")
    case.build([folder], jobs=0)
    return case


def test_entries_come_first_and_counts_are_exact(searched: Case) -> None:
    found = search(searched, "divers")
    assert found.understood == ("divers",)
    assert found.entry_count == len(found.entries) > 0
    assert found.page_count == len(found.pages) == 2
    for hit in found.entries:
        assert any(hit.snippet.text[m.start : m.end].casefold() == "divers" for m in hit.snippet.marks)


def test_words_of_a_page_are_shown_in_context_at_their_place(searched: Case) -> None:
    (hit,) = search(searched, '"still at the quay"').pages
    (snippet,) = hit.snippets
    (mark,) = snippet.marks
    assert snippet.text[mark.start : mark.end] == "still at the quay"
    assert snippet.at is not None
    assert snippet.at.of(searched.page(hit.text_layer).article.layer.text) == "still at the quay"


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("잠수부", "잠수부"),
        ("변호사", "변호사"),
        ("불법", "불법"),
        ("潜水员", "潜水员"),
        ("码头", "码头"),
        ("警察局", "警察局"),
    ],
)
def test_korean_and_chinese(searched: Case, query: str, marked: str) -> None:
    found = search(searched, query)
    assert found.page_count == 1
    (hit,) = found.pages
    assert any(s.text[m.start : m.end] == marked for s in hit.snippets for m in s.marks)


def test_all_words_beginnings_and_nothing(searched: Case) -> None:
    assert search(searched, "Calder quay").page_count == 0
    assert search(searched, "Calder protested").page_count == 1
    assert search(searched, "protest*").page_count == 1
    assert search(searched, "protest").page_count == 0
    for query in ("", " ", '"', "*", "…"):
        found = search(searched, query)
        assert (found.understood, found.entry_count, found.page_count) == ((), 0, 0)


def test_what_was_rejected_is_not_found_and_what_was_edited_is(searched: Case) -> None:
    entry = search(searched, "divers").entries[0].entry
    searched.judge.edit(entry.id, {"headline": "Zwei Täucher frei"}, by="MK")
    assert [h.entry.id for h in search(searched, "taucher").entries] == [entry.id]
    assert search(searched, "Täucher").entries[0].snippet.marks
    searched.judge.reject(entry.id, by="MK")
    assert search(searched, "taucher").entry_count == 0


def test_screens_do_not_overlap(searched: Case) -> None:
    assert search(searched, "divers", start=PAGE).pages == ()
    assert search(searched, "divers", start=PAGE).page_count == 2


@given(st.text(max_size=40))
def test_nothing_typed_is_an_error(typed: str) -> None:
    from chronofile.api.search import _pattern
    from chronofile.store.terms import phrases

    asked = phrases(typed)
    if asked:
        _pattern(asked).search(typed + " some text")


@given(
    st.lists(st.sampled_from(["Émile", "port", "북한군", "포로", "G7", "ｇ７", "捕虜", "x"]), min_size=1, max_size=3)
)
def test_what_is_found_is_marked(words: list[str]) -> None:
    import unicodedata

    from chronofile.api.search import _pattern
    from chronofile.store.terms import phrases

    text = unicodedata.normalize("NFKC", " ".join(words))
    assert _pattern(phrases(f'"{" ".join(words)}"')).search(text)


def test_a_page_taken_out_of_the_case_is_not_found(case: Case) -> None:
    before = search(case, "Nobody told")
    assert before.page_count == 1
    without = replace(case.chronology(), withdrawn=(before.pages[0].text_layer,))
    after = search(case, "Nobody told", chronology=without)
    assert (after.page_count, after.pages) == (0, ())
    assert search(case, "Sarnhaven", chronology=without).page_count == 1
