import json

import msgspec
import pytest

from chronofile.show.to_json import to_json
from tests.show.sample import AGENCY, HOSTILE, layer_id, sample


@pytest.fixture(scope="module")
def record() -> dict:
    return json.loads(to_json(sample()))


def test_the_keys_of_the_contract(record: dict) -> None:
    assert list(record) == [
        "audience", "case", "articles", "agents", "events", "statements", "legal_statuses", "open_items",
        "disagreements", "ledger_head",
    ]  # fmt: skip
    assert record["audience"] == "working"
    assert record["case"]["stamp"] == "not for release"


def test_every_object_has_id_state_and_citations(record: dict) -> None:
    kinds = ("articles", "agents", "events", "statements", "legal_statuses", "open_items", "disagreements")
    for kind in kinds:
        assert record[kind], kind
        for one in record[kind]:
            assert one["id"]
            assert one["review_state"] in ("suggested", "accepted", "rejected", "merged")
            for citation in one["citations"]:
                assert {"article", "start", "end", "exact", "shown", "prefix", "suffix", "stance"} <= set(citation)


def test_every_exact_equals_its_article_at_its_offsets(record: dict) -> None:
    layers = {a["id"]: a["text_layer"] for a in record["articles"]}
    cited = [
        c
        for kind in ("agents", "events", "statements", "open_items", "disagreements")
        for o in record[kind]
        for c in o["citations"]
    ]
    assert len(cited) > 25
    for citation in cited:
        assert layers[citation["article"]][citation["start"] : citation["end"]] == citation["exact"]


def test_an_event_has_what_the_contract_says(record: dict) -> None:
    event = next(e for e in record["events"] if e["id"] == "e002")
    assert event["headline"] == "Harbour police arrested two crew members of the Marvika"
    assert event["kind"] == "capture"
    assert event["occurred"]["edtf"] == "2025-01"
    assert event["factuality"] == "occurred"
    assert event["place"] == "Port Lasko"
    assert event["involvements"] == [
        {"agent": "a1", "name": "harbour police", "part": "actor"},
        {"agent": "a2", "name": "two sailors", "part": "target"},
    ]
    assert event["independent_reports"] == 2
    assert event["importance"] == 0.5


def test_rejected_entries_leave_with_their_state(record: dict) -> None:
    assert next(e for e in record["events"] if e["id"] == "e015")["review_state"] == "rejected"


def test_an_article_has_its_date_with_alternatives_and_where_it_comes_from(record: dict) -> None:
    first = next(a for a in record["articles"] if a["id"] == layer_id(AGENCY))
    assert first["published"]["alternatives"][0]["edtf"] == "2026-01-30"
    assert first["text_layer"] == AGENCY
    assert {"relayed_from", "headline", "text"} <= set(first)
    assert any(a["relayed_from"] == "Nordwire" for a in record["articles"])


def test_details_of_the_other_kinds_are_there(record: dict) -> None:
    assert record["legal_statuses"][0]["holder"] == "the two men"
    assert record["open_items"][0]["owed_by"] == "a local lawyer (unnamed)"
    assert record["open_items"][0]["kind"] == "plan"
    assert record["statements"][0]["mode"] == "indirect"


def test_a_disagreement_keeps_all_sides(record: dict) -> None:
    number = record["disagreements"][1]
    assert (number["attribute"], number["state"], number["review_state"]) == ("number", "resolved", "accepted")
    assert [c["value"] for c in number["claims"]] == [2, 3, HOSTILE]


def test_a_file_name_that_is_not_utf8_leaves_as_an_escape() -> None:
    export = sample()
    layer = layer_id(AGENCY)
    odd = msgspec.structs.replace(export.pages[layer], location="page\udcff.html")
    data = to_json(msgspec.structs.replace(export, pages=dict(export.pages) | {layer: odd}))
    assert json.loads(data)["articles"][0]["path"] == "page\udcff.html"
