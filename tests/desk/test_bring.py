"""Bring in: a file, its columns, the report of every row, one act; an edited export as changes; in a browser as well."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chronofile import api
from chronofile.desk.given_files import GivenFiles
from chronofile.desk.premises import Premises
from chronofile.desk.shelf_file import OnShelf

ROWS = [
    ["Date", "What happened", "Source"],
    ["03/04/2023", "The crew signed on", "list 1"],
    ["05/06/2023", "The boat was sold", ""],
    ["08/09/2023", "It sailed again", ""],
    ["whenever", "Nobody can date this", "rumour"],
    ["", "A letter without a date", ""],
    ["2099", "A hearing", ""],
]


def word(rows: list[list[str]]) -> bytes:
    made = docx.Document()
    table = made.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _html(answer: Any) -> str:
    return html.unescape(str(answer.content.decode()))


def give(client: Any, case: OnShelf, data: bytes, name: str = "mine.docx") -> str:
    """The address of a file that was given."""
    answer = client.post(f"/c/{case.key}/import", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, _html(answer)
    return str(answer.headers["Location"])


def by_hand(case: OnShelf) -> dict[str, str]:
    with api.Case.open(case.folder, write=False) as held:
        return {e.headline: e.occurred.edtf if e.occurred else "" for e in held.chronology().entries if e.made_by_hand}


def columns(client: Any, address: str, **changed: str) -> Any:
    fields = {"table": "0", "heads": "1", "column-0": "when", "column-1": "what", "column-2": "source", "act": "read"}
    return client.post(f"{address}/columns", {**fields, **changed})


def test_from_a_word_table_to_entries_in_three_screens(client: Any, example: OnShelf, premises: Premises) -> None:
    address = give(client, example, word(ROWS))
    assert client.get(address).headers["Location"] == f"{address}/columns"
    shown = _html(client.get(f"{address}/columns"))
    assert '<option value="when" selected' in shown
    assert "3 dates can be read both ways" in shown
    assert "03/04/2023 is 3 April 2023" in shown
    assert "03/04/2023 is 4 March 2023" in shown
    assert not re.search(r'name="order-0" value="[^"]+" checked', shown), "nothing answers for the person"

    asked = columns(client, address)
    assert asked.status_code == 422
    assert "Say whether the day or the month comes first." in _html(asked)
    assert columns(client, address, **{"order-0": "day-month"}).headers["Location"] == f"{address}/report"

    shown = _html(client.get(f"{address}/report"))
    assert "5 of 6 rows become entries of yours" in shown
    assert "“whenever” is not understood as a date" in shown, "what is not understood comes first"
    assert "rumour" in shown, "and is kept whole"
    assert "3 April 2023" in _html(client.get(f"{address}/report?show=taken"))
    questions = _html(client.get(f"{address}/report?show=question"))
    assert "It comes in undated" in questions or "it comes in undated" in questions
    assert "it comes in as planned" in questions
    assert by_hand(example) == {}

    done = client.post(f"{address}/report", {"act": "bring"})
    assert done.headers["Location"] == f"/c/{example.key}/"
    assert by_hand(example) == {
        "The crew signed on": "2023-04-03", "The boat was sold": "2023-06-05", "It sailed again": "2023-09-08",
        "A letter without a date": "", "A hearing": "2099",
    }  # fmt: skip
    assert GivenFiles(premises.folder, example.key).every() == [], "the file is not kept longer than needed"
    client.post(f"/c/{example.key}/undo")
    assert by_hand(example) == {}


def test_rows_are_put_right_and_left_out(client: Any, example: OnShelf) -> None:
    address = give(client, example, word(ROWS))
    columns(client, address, **{"order-0": "day-month"})
    client.post(
        f"{address}/report", {"act": "keep", "show": "not understood", "row": "5", "was-5": "", "when-5": "7 July 2023"}
    )
    client.post(f"{address}/report", {"act": "keep", "row": ["2", "3"], "take": ["3"], "was-2": "1", "was-3": "1"})
    shown = _html(client.get(f"{address}/report?show=left+out"))
    assert "Left out by you" in shown
    client.post(f"{address}/report", {"act": "bring"})
    made = by_hand(example)
    assert made["Nobody can date this"] == "2023-07-07"
    assert "The crew signed on" not in made
    assert len(made) == 5


def test_a_row_that_cannot_be_dated_may_come_in_without_a_date(client: Any, example: OnShelf) -> None:
    address = give(client, example, word(ROWS))
    columns(client, address, **{"order-0": "day-month"})
    client.post(f"{address}/report", {"act": "bring", "row": "5", "was-5": "", "when-5": "", "undated-5": "1"})
    assert by_hand(example)["Nobody can date this"] == ""


def test_columns_that_cannot_be_are_said_at_their_field(client: Any, example: OnShelf) -> None:
    address = give(client, example, word(ROWS))
    twice = columns(client, address, **{"column-2": "what", "order-0": "day-month"})
    assert twice.status_code == 422
    assert "Two columns cannot both be “what happened”." in _html(twice)
    none = columns(client, address, **{"column-1": "", "order-0": "day-month"})
    assert "Say which column tells what happened." in _html(none)


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"%PDF-1.7", "a.pdf", "a.pdf is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc", "old .doc format"),
        (b"\n\n", "a.csv", "No table found in a.csv"),
    ],
)
def test_what_is_not_read_is_named_with_its_way_out(
    client: Any, example: OnShelf, data: bytes, name: str, told: str
) -> None:
    answer = client.post(f"/c/{example.key}/import", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert told in _html(answer)


def test_pasted_rows_and_nothing_at_all(client: Any, example: OnShelf) -> None:
    answer = client.post(f"/c/{example.key}/import", {"pasted": "Date\tWhat\n2023-05-06\tThe boat left\n"})
    address = answer.headers["Location"]
    fields = {"table": "0", "heads": "1", "column-0": "when", "column-1": "what", "act": "read"}
    assert client.post(f"{address}/columns", fields).status_code == 302
    client.post(f"{address}/report", {"act": "bring"})
    assert by_hand(example) == {"The boat left": "2023-05-06"}
    nothing = client.post(f"/c/{example.key}/import", {"pasted": "  "})
    assert nothing.status_code == 422
    assert "Nothing was given yet." in _html(nothing)


def test_a_file_can_wait_and_be_thrown_away(client: Any, example: OnShelf) -> None:
    address = give(client, example, word(ROWS), name="<b>mine</b>.docx")
    shown = client.get(f"/c/{example.key}/import").content.decode()
    assert address in shown
    assert "<b>mine" not in shown
    client.post(f"{address}/throw")
    assert address not in client.get(f"/c/{example.key}/import").content.decode()
    assert client.get(f"{address}/columns").status_code == 404
    assert client.get(f"/c/{example.key}/import/..%2F..%2Fx/columns").status_code == 404


def test_words_of_a_file_are_never_markup(client: Any, example: OnShelf) -> None:
    evil = "<script>alert(1)</script>"
    address = give(client, example, word([["Date", evil], ["2023", evil], [evil, "x"]]))
    columns(client, address, **{"column-2": ""})
    for screen in ("columns", "report", "report?show=taken", "changes"):
        assert evil not in client.get(f"{address}/{screen}").content.decode()


def edited(case: OnShelf) -> bytes:
    """The export of a case with words changed, a date changed, a row deleted and a row added in Word."""
    with api.Case.open(case.folder) as held:
        made = docx.Document(io.BytesIO(held.export("docx")))
    rows = [row for row in list(made.tables[0].rows)[1:] if len(row._tr.tc_lst) == 2]
    rows[0].cells[1].paragraphs[0].runs[0].text = "Words changed in Word"
    rows[1].cells[0].paragraphs[0].runs[0].text = "2 May 2023"
    rows[2]._tr.getparent().remove(rows[2]._tr)
    added = made.tables[0].add_row()
    added.cells[0].text, added.cells[1].text = "May 2023", "A row added in Word"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def ticks(shown: str) -> dict[str, bool]:
    return {own: "checked" in rest for own, rest in re.findall(r'name="change" value="([^"]+)"([^>]*)>', shown)}


def versions(shown: str) -> dict[str, str]:
    return dict(re.findall(r'name="(v-[0-9a-f]+)" value="([^"]+)"', shown))


def test_an_edited_export_comes_back_as_changes_to_tick(client: Any, example: OnShelf) -> None:
    address = give(client, example, edited(example), "chronology.docx")
    assert client.get(address).headers["Location"] == f"{address}/changes"
    shown = _html(client.get(f"{address}/changes"))
    found = ticks(shown)
    assert len(found) == 4
    assert [ticked for own, ticked in found.items() if own.startswith("deleted")] == [False], (
        "a deleted row stays until ticked"
    )
    assert sum(found.values()) == 3
    with api.Case.open(example.folder, write=False) as held:
        assert held.judgements() == ()
    chosen = [own for own, ticked in found.items() if ticked]
    assert client.post(f"{address}/changes", {"act": "take", "change": chosen, **versions(shown)}).status_code == 302
    with api.Case.open(example.folder, write=False) as held:
        made = held.judgements()
        assert sorted(j.act for j in made) == ["edit", "edit", "make"]
        assert len({j.group for j in made}) == 1
        assert "Words changed in Word" in {e.headline for e in held.chronology().entries if e.state == "accepted"}
    left = ticks(_html(client.get(f"{address}/changes")))
    assert len(left) == 1, "what was not ticked is still proposed"
    client.post(f"/c/{example.key}/undo")
    assert len(ticks(_html(client.get(f"{address}/changes")))) == 4


def test_a_change_on_both_sides_is_not_ticked_and_a_conflict_writes_nothing(client: Any, example: OnShelf) -> None:
    address = give(client, example, edited(example), "chronology.docx")
    shown = _html(client.get(f"{address}/changes"))
    own = next(own for own in ticks(shown) if own.startswith("what-"))
    with api.Case.open(example.folder) as held:
        held.judge.edit(own.removeprefix("what-"), {"headline": "Changed here"}, by="another")
    late = client.post(f"{address}/changes", {"act": "take", "change": [own], **versions(shown)})
    assert late.status_code == 409
    assert "“Changed here” was changed here meanwhile" in _html(late)
    with api.Case.open(example.folder, write=False) as held:
        assert len(held.judgements()) == 1
    again = _html(client.get(f"{address}/changes"))
    assert "It was changed here as well since the file left." in again
    assert ticks(again)[own] is False


def test_an_untouched_export_says_that_nothing_differs(client: Any, example: OnShelf) -> None:
    with api.Case.open(example.folder) as held:
        data = held.export("xlsx")
    address = give(client, example, data, "chronology.xlsx")
    shown = _html(client.get(f"{address}/changes"))
    assert "Nothing differs." in shown
    assert ticks(shown) == {}


def test_tracked_changes_are_asked_about(client: Any, example: OnShelf) -> None:
    made = docx.Document(io.BytesIO(word([["Date", "What happened"], ["2023", "It sailed"]])))
    run = made.tables[0].rows[1].cells[1].paragraphs[0].runs[0]
    inserted = run._r.makeelement(docx.oxml.ns.qn("w:ins"), {})
    run._r.getparent().append(inserted)
    other = docx.oxml.parse_xml(f'<w:r xmlns:w="{docx.oxml.ns.nsmap["w"]}"><w:t> at once</w:t></w:r>')
    inserted.append(other)
    out = io.BytesIO()
    made.save(out)
    address = give(client, example, out.getvalue())
    shown = _html(client.get(f"{address}/columns"))
    assert "has tracked changes" in shown
    assert "It sailed at once" in shown
    fields = {"table": "0", "heads": "1", "tracked": "without", "act": "table", "column-0": "when", "column-1": "what"}
    shown = _html(client.post(f"{address}/columns", fields))
    assert "It sailed at once" not in shown


def test_a_thousand_rows_stay_below_the_size_of_a_page(client: Any, example: OnShelf) -> None:
    rows = "".join(
        f"20{n % 20:02d}-0{n % 9 + 1}-11,Row number {n} says that something happened somewhere\n" for n in range(1000)
    )
    address = give(client, example, f"Date,What\n{rows}".encode(), "many.csv")
    fields = {"table": "0", "heads": "1", "column-0": "when", "column-1": "what", "act": "read"}
    client.post(f"{address}/columns", fields)
    answer = client.get(f"{address}/report?show=taken")
    assert len(answer.content) < 200_000
    assert "Part 1 of 10" in _html(answer)
    assert "Row number 999 " in _html(client.get(f"{address}/report?show=taken&part=10"))


def test_in_a_browser_without_a_mouse_light_dark_and_narrow(
    desk: Any, example: OnShelf, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None], tmp_path: Path
) -> None:
    (tmp_path / "mine.docx").write_bytes(word(ROWS))
    page = desk.goto(f"/c/{example.key}/import")

    def look(name: str) -> None:
        problems = []
        for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            problems += [f"{name} {scheme} {width}: {each}" for each in axe(page)]
            picture(page, f"bring-{name}-{scheme}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        assert not problems, "\n".join(problems)

    look("give")
    page.set_input_files("#file", str(tmp_path / "mine.docx"))
    page.get_by_role("button", name="Look at it").click()
    look("columns")
    page.get_by_role("button", name="Read the rows").press("Enter")
    page.get_by_text("Say whether the day or the month comes first.").first.wait_for()
    look("columns-asked")
    page.get_by_label("The day 03/04/2023 is 3 April 2023").check()
    page.get_by_role("button", name="Read the rows").press("Enter")
    page.get_by_role("heading", name="What becomes of every row").wait_for()
    look("report")
    page.get_by_label("Date of row 5").fill("7 July 2023")
    page.get_by_role("button", name="Keep what I said here").press("Enter")
    page.get_by_role("link", name=re.compile("^Taken 4")).click()
    look("report-taken")
    page.get_by_role("button", name="Bring in 6 rows").press("Enter")
    page.get_by_role("link", name="The crew signed on").first.wait_for()
    assert len(by_hand(example)) == 6

    (tmp_path / "chronology.docx").write_bytes(edited(example))
    desk.goto(f"/c/{example.key}/import")
    page.set_input_files("#file", str(tmp_path / "chronology.docx"))
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("heading", name="What was changed in the file").wait_for()
    look("changes")
    page.get_by_role("button", name="Take over the changes ticked").press("Enter")
    page.get_by_text("row deleted there", exact=False).first.wait_for()
    assert all(address.startswith(desk.address) for address in desk.asked)
