"""A case through the front door: build, show, export, verify."""

import json
from pathlib import Path

import msgspec
import pytest

from chronofile import Case
from chronofile.errors import CalledWrongly, CaseReadOnly, NotExact
from chronofile.show import EXPORTERS


def test_building_again_changes_nothing(case: Case, pages: Path) -> None:
    before = (case.chronology(), [line.hash for line in case.store.ledger()])
    again = case.build([pages], jobs=0)
    assert (again.pages_new, again.pages_known, again.entries_new) == (0, 2, ())
    assert (case.chronology(), [line.hash for line in case.store.ledger()]) == before


def test_an_entry_has_its_date_its_words_and_its_page(case: Case) -> None:
    freed = next(e for e in case.chronology().entries if e.kind == "release")
    assert freed.occurred is not None
    assert freed.occurred.edtf == "2024-05-15"
    words = freed.citations[0].citation
    page = case.page(words.text_layer)
    assert page.article.layer.text[words.start : words.end] == words.exact
    assert "released both divers on May 15" in words.exact
    assert page.article.outlet == "The Quay Herald"


def test_planned_is_not_told_as_done(case: Case) -> None:
    meeting = next(e for e in case.chronology().entries if e.kind == "meeting" and e.aspect == "event")
    assert meeting.factuality == "planned"
    assert meeting.occurred is not None
    assert meeting.occurred.edtf == "2024-05-20"


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS])
def test_every_format_leaves_and_is_logged(case: Case, name: str) -> None:
    lines = len(list(case.store.ledger()))
    data = case.export(name, by="MK")
    assert len(data) > 200
    logged = list(case.store.ledger())
    assert len(logged) == lines + 1
    assert logged[-1].subject == name


def test_the_data_export_keeps_the_contract(case: Case) -> None:
    held = json.loads(case.export("json"))
    assert set(held) >= {
        "audience", "case", "articles", "agents", "events", "statements", "legal_statuses", "open_items",
        "disagreements", "ledger_head",
    }  # fmt: skip
    texts = {a["text_layer"]: a for a in held["articles"]} if isinstance(held["articles"][0]["text_layer"], str) else {}
    assert held["audience"] == "working"
    for event in held["events"]:
        assert {"id", "review_state", "citations", "headline", "kind", "occurred", "factuality", "place", "involvements",
                "independent_reports", "importance"} <= set(event)  # fmt: skip
        for c in event["citations"]:
            assert {"article", "start", "end", "exact", "shown", "prefix", "suffix", "stance"} <= set(c)
    assert texts is not None


def test_a_quotation_that_no_longer_stands_is_refused(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    record = case.export_record(whole=True)
    entry = record.chronology.entries[0]
    words = entry.citations[0]
    wrong = msgspec.structs.replace(words.citation, exact=words.citation.exact.replace("a", "e", 1))
    entry = msgspec.structs.replace(entry, citations=(msgspec.structs.replace(words, citation=wrong),))
    changed = msgspec.structs.replace(record.chronology, entries=(entry,))
    monkeypatch.setattr(case, "export_record", lambda **_: msgspec.structs.replace(record, chronology=changed))
    with pytest.raises(NotExact, match="nothing was exported"):
        case.export("csv")


def test_a_case_opened_for_reading_shows_and_exports_but_takes_nothing(case: Case, pages: Path) -> None:
    case.close()
    with Case.open(case.path, write=False) as opened:
        assert opened.chronology().entries
        assert opened.export("csv")
        with pytest.raises(CaseReadOnly):
            opened.judge.accept(opened.chronology().entries[0].id, by="MK")


def test_verify_finds_a_changed_page_and_a_cut_log(case: Case, tmp_path: Path) -> None:
    assert case.verify().problems == ()
    export = tmp_path / "export.json"
    export.write_bytes(case.export("json"))
    assert case.verify(against=export).problems == ()
    page = tmp_path / "export.html"
    page.write_bytes(case.export("html"))
    assert case.verify(against=page).problems == ()
    text = export.read_text(encoding="utf-8")
    head = json.loads(text)["ledger_head"]
    export.write_text(text.replace(head, "0" * 64), encoding="utf-8")
    assert case.verify(against=export).problems
    (tmp_path / "other.txt").write_text("nothing of the kind", encoding="utf-8")
    with pytest.raises(CalledWrongly, match="carries no head"):
        case.verify(against=tmp_path / "other.txt")
