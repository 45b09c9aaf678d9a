import json

from chronofile.model import (
    Acquisition,
    Agent,
    Article,
    Block,
    Candidate,
    DateValue,
    Event,
    EventFinding,
    Findings,
    Involvement,
    Layout,
    LegalStatus,
    LegalStatusFinding,
    Mention,
    OpenItem,
    OpenItemFinding,
    Role,
    Segments,
    Snapshot,
    Span,
    Statement,
    StatementFinding,
    TextLayer,
    Time,
)
from chronofile.show import explained, find_row, json_line, read_row, time_row

TEXT = "Menu\nCrew freed\nPort Lasko freed the crew on Monday, a clerk said."
DAY = DateValue.from_edtf("2025-12-01", basis="relative", verbatim="on Monday")
ENVELOPE = {
    "snapshot": "s",
    "text_layer": "t",
    "sentence": Span(16, 67),
    "trigger": Span(27, 32),
    "rule": "r",
    "score": 0.5,
    "reason": "because",
}


def article() -> Article:
    layer = TextLayer(
        snapshot="s", scanner="html-1", charset="utf-8", charset_reason="header", text=TEXT, segments=Segments()
    )
    blocks = (Block(0, 4, "navigation"), Block(5, 15, "headline"), Block(16, 67, "paragraph"))
    return Article(
        snapshot=Snapshot("s", 67, "text/html"),
        acquisition=Acquisition(snapshot="s", how="file", location="pages/a.html"),
        layer=layer,
        layout=Layout(text_layer=layer.id, version="1", blocks=blocks, candidates=(Candidate(field="headline", value="Crew freed", place="h1"),)),
        language="en", headline="Crew freed", outlet=None, byline=("A. Writer",), url=None, published=DAY, modified=None,
        expressions=(), times=(), text="Port Lasko freed the crew on Monday, a clerk said.", problems=("no outlet",),
    )  # fmt: skip


def test_read_has_the_keys_of_the_contract() -> None:
    row = read_row(article())
    assert [k for k in row if k != "text_layer_id"] == [
        "path", "sha256", "media_type", "charset", "language", "url", "outlet", "headline", "byline", "published",
        "modified", "text_layer", "blocks", "text", "left_out", "problems",
    ]  # fmt: skip
    assert row["path"] == "pages/a.html"
    assert row["published"]["edtf"] == "2025-12-01"
    assert row["modified"] is None
    assert row["blocks"] == [{"role": "headline", "start": 5, "end": 15}, {"role": "paragraph", "start": 16, "end": 67}]
    assert row["left_out"] == [{"role": "navigation", "start": 0, "end": 4}]


def test_the_text_layer_comes_when_asked_for() -> None:
    assert read_row(article())["text_layer"] == article().layer.id
    row = read_row(article(), with_text_layer=True)
    assert row["text_layer"][5:15] == "Crew freed"
    assert row["text_layer_id"] == article().layer.id


def test_a_time_has_the_keys_of_the_contract() -> None:
    row = time_row(
        Time(
            start=44, end=50, text="Monday", type="DATE", value="2025-12-01", date=DAY, rule="en.weekday", reason="why"
        )
    )
    assert row == {
        "start": 44, "end": 50, "text": "Monday", "type": "DATE", "value": "2025-12-01", "mod": "", "quant": "", "freq": "",
        "earliest": "2025-12-01", "latest": "2025-12-01", "rule": "en.weekday", "reason": "why",
    }  # fmt: skip
    lasting = time_row(Time(start=0, end=1, text="two days", type="DURATION", value="P2D"))
    assert (lasting["earliest"], lasting["latest"]) == (None, None)


def test_a_time_explained_for_a_person() -> None:
    time = Time(
        start=44,
        end=50,
        text="Monday",
        type="DATE",
        value="2025-12-01",
        date=DAY,
        rule="en.weekday",
        reason="the last one not after 2025-12-03",
    )
    assert explained(time) == "“Monday” → 1 December 2025: the last one not after 3 December 2025 (en.weekday)"
    assert "how long, not when" in explained(Time(start=0, end=1, text="two days", type="DURATION", value="P2D"))


def test_find_has_the_keys_of_the_contract() -> None:
    found = Findings(
        snapshot="s", text_layer="t", sentences=(Span(16, 67),),
        mentions=(Mention(16, 26, "LOC", "a1"),),
        agents=(Agent(id="a1", name="Port Lasko", names=("Port Lasko",), type="Place", roles=(Role(title="port", start=1, end=2),)),),
        findings=(
            EventFinding(value=Event(kind="release", headline="h", occurred=DAY, place="Port Lasko", involvements=(Involvement("a1", "actor", 16, 26),), said_by="a clerk"), **ENVELOPE),
            StatementFinding(value=Statement(mode="indirect", content=(Span(16, 51),), speaker=(Span(53, 60),), speaker_agent="a2", cue=(Span(61, 65),)), **ENVELOPE),
            LegalStatusFinding(value=LegalStatus(holder="the crew", status="free"), **ENVELOPE),
            OpenItemFinding(value=OpenItem(what="a hearing", kind="plan", due=DAY), **ENVELOPE),
        ),
    )  # fmt: skip
    row = find_row(article(), found)
    assert list(row) == [
        "path", "sha256", "text_layer", "sentences", "mentions", "agents", "statements", "events", "legal_statuses", "open_items",
    ]  # fmt: skip
    assert row["sentences"] == [[16, 67]]
    assert row["mentions"] == [{"start": 16, "end": 26, "type": "LOC", "agent": "a1"}]
    assert set(row["agents"][0]) == {"id", "name", "names", "type", "identification", "size", "roles"}
    assert row["statements"] == [
        {"speaker": [[53, 60]], "speaker_agent": "a2", "cue": [[61, 65]], "content": [[16, 51]], "mode": "indirect"}
    ]
    event = row["events"][0]
    assert list(event) == [
        "start", "end", "trigger", "kind", "factuality", "occurred", "place", "involvements", "said_by", "score", "reason",
    ]  # fmt: skip
    assert event["involvements"] == [{"agent": "a1", "part": "actor"}]
    assert (event["start"], event["end"], event["trigger"]) == (16, 67, [27, 32])
    assert row["open_items"][0]["due"]["earliest"] == "2025-12-01"
    assert row["legal_statuses"][0]["status"] == "free"
    assert json.loads(json_line(row))["events"][0]["occurred"]["edtf"] == "2025-12-01"


def test_a_line_is_one_line_and_never_breaks_on_odd_names() -> None:
    line = json_line({"path": "a\nb\udcff"})
    assert "\n" not in line
    assert json.loads(line) == {"path": "a\nb\udcff"}
    assert json_line({"name": "변호사"}) == '{"name":"변호사"}'
