"""Word tables: merged cells, links, notes, tracked changes, what is hidden, what other programs wrap around rows."""

from __future__ import annotations

from chronofile.bring import read_document
from chronofile.bring.grid import Cell, Table
from tests.bring.files import raw_docx, raw_table, relations, tc, word


def only(data: bytes, tracked: str = "with") -> Table:
    (table,) = read_document(data, "a.docx", tracked).tables  # type: ignore[arg-type]
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def r(inner: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{inner}</w:t></w:r>"


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def test_a_table_with_its_name_and_paragraphs() -> None:
    table = only(word([["Date", "What"], ["2024", "first\nsecond"]], before="My case"))
    assert table.name == "My case"
    assert texts(table) == [["Date", "What"], ["2024", "first\nsecond"]]


def test_every_table_of_a_document_counts() -> None:
    data = raw_docx(raw_table(tc("a") + tc("b")) + p(r("Second one")) + raw_table(tc("c") + tc("d")))
    found = read_document(data, "a.docx").tables
    assert [(table.name, texts(table)) for table in found] == [("", [["a", "b"]]), ("Second one", [["c", "d"]])]


def test_merged_cells_say_what_they_say_in_every_row_they_reach() -> None:
    restart, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = only(
        raw_docx(
            raw_table(
                tc("2024-03-05", restart) + tc("a"),
                tc("", on) + tc("b"),
                tc("2024-03-06") + tc("c"),
                tc("", on) + tc("d"),
            )
        )
    )
    assert [row[0] for row in texts(table)] == ["2024-03-05", "2024-03-05", "2024-03-06", ""]
    assert [row.cells[0].copied for row in table.rows] == [False, True, False, True]


def test_cells_that_reach_across_keep_the_columns_in_place() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    rows = raw_table(
        tc("a") + tc("b") + tc("c"), tc("ab", wide) + tc("c"), tc("2024", '<w:gridSpan w:val="3"/>'), tc("a")
    )
    shifted = rows.replace("<w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>",
                           '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("b") + "</w:tr>")  # fmt: skip
    table = only(raw_docx(shifted))
    assert texts(table) == [["a", "b", "c"], ["ab", "", "c"], ["2024", "", ""], ["", "b", ""]]
    assert [row.across for row in table.rows] == [False, False, True, False]


def test_tracked_changes_are_taken_as_made_and_said_so() -> None:
    body = raw_table(
        tc(p("<w:del><w:r><w:delText>2023</w:delText></w:r></w:del><w:ins>" + r("2024") + "</w:ins>"))
        + tc(p(r("The boat ") + "<w:moveFrom>" + r("slowly ") + "</w:moveFrom>" + r("left"))),
    )
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('old') + tc('row')}</w:tr>"
    come = f"<w:tr><w:trPr><w:ins/></w:trPr>{tc('new') + tc('row')}</w:tr>"
    data = raw_docx(body.replace("</w:tbl>", f"{gone}{come}</w:tbl>"))
    read = read_document(data, "a.docx")
    assert read.tracked
    assert "inserted is kept, what was deleted is left out" in read.notes[0]
    assert texts(read.tables[0]) == [["2024", "The boat left"], ["new", "row"]]
    before = read_document(data, "a.docx", "without")
    assert texts(before.tables[0]) == [["2023", "The boat slowly left"], ["old", "row"]]
    assert "as it stood before" in before.notes[0]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    joined = p(r("The boat"), "<w:rPr><w:del/></w:rPr>") + p(r(" left"))
    assert texts(only(raw_docx(raw_table(tc("a") + tc(joined))))) == [["a", "The boat left"]]
    assert texts(only(raw_docx(raw_table(tc("a") + tc(joined))), "without")) == [["a", "The boat\nleft"]]


def test_a_document_without_changes_says_nothing_of_them() -> None:
    read = read_document(word([["a", "b"]]), "a.docx")
    assert not read.tracked
    assert read.notes == ()


def test_links_of_every_kind_and_none_but_web_addresses() -> None:
    field = '<w:r><w:instrText> HYPERLINK "https://two.example/b" </w:instrText></w:r>' + r("b")
    simple = f"<w:fldSimple w:instr=' HYPERLINK \"https://three.example/c\" '>{r('c')}</w:fldSimple>"
    bad = f'<w:hyperlink r:id="l2">{r("d")}</w:hyperlink><w:hyperlink r:id="l3">{r("e")}</w:hyperlink>'
    body = raw_table(tc("1") + tc(p(f'<w:hyperlink r:id="l1">{r("a")}</w:hyperlink>{field}{simple}{bad}')))
    related = (
        ("l1", "hyperlink", "https://one.example/a"),
        ("l2", "hyperlink", "file:///etc/passwd"),
        ("l3", "hyperlink", "javascript:alert(1)"),
    )
    cell = only(raw_docx(body, None, *related)).rows[0].cells[1]
    assert cell.text == "abcde"
    assert cell.links == ("https://one.example/a", "https://two.example/b", "https://three.example/c")


def test_parts_outside_the_file_are_never_looked_at() -> None:
    related = (
        ("t", "attachedTemplate", "http://evil.example/t.dotm"),
        ("n", "footnotes", "http://evil.example/notes.xml"),
        ("i", "image", "\\\\evil\\share\\x.png"),
        ("c", "customXml", "http://evil.example/rows.xml"),
    )
    read = read_document(raw_docx(raw_table(tc("a") + tc("b")), None, *related), "a.docx")
    assert texts(read.tables[0]) == [["a", "b"]]
    assert read.exported is None


def test_footnotes_come_with_the_cell_that_refers_to_them() -> None:
    notes = (
        '<w:footnotes xmlns:w="x"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p(r("Letter of ") + r("3 March"))}</w:footnote></w:footnotes>'
    )
    body = raw_table(tc("1") + tc(p(r("He wrote") + '<w:r><w:footnoteReference w:id="2"/></w:r>')))
    data = raw_docx(body, {"word/footnotes.xml": notes}, ("n", "footnotes", "footnotes.xml"))
    assert only(data).rows[0].cells[1] == Cell(text="He wrote", notes=("Letter of 3 March",))


def test_hidden_words_codes_of_fields_and_second_versions_are_left_out() -> None:
    box = "<w:r><mc:AlternateContent><mc:Choice>x</mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    shown = '<w:vanish w:val="0"/>'
    body = raw_table(
        tc("1") + tc(p(r("seen ") + r("hidden", "<w:vanish/>") + r("too", shown) + box.replace("mc:", "w:")))
    )
    assert texts(only(raw_docx(body))) == [["1", "seen too"]]


def test_rows_and_cells_in_wrappers_are_found() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('b')}</w:sdtContent></w:sdt>"
    body = f"<w:tbl><w:sdt><w:sdtContent><w:tr>{tc('a')}{inner}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    assert texts(only(raw_docx(body))) == [["a", "b"]]


def test_a_table_inside_a_cell_is_words_of_that_cell() -> None:
    inner = f"<w:tc>{raw_table(tc('x') + tc('y'))}<w:p/></w:tc>"
    table = only(raw_docx(raw_table(tc("a") + inner, tc("b") + tc("c"))))
    assert texts(table) == [["a", "x\ny"], ["b", "c"]]


def test_tabs_breaks_and_hyphens() -> None:
    cell = p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>")
    assert texts(only(raw_docx(raw_table(tc("1") + tc(cell))))) == [["1", "a\tb\nc-d"]]


def test_relations_are_read_without_their_prefixes() -> None:
    data = raw_docx(
        raw_table(tc("a") + tc("b")), {"_rels/.rels": relations(("r", "officeDocument", "/word/document.xml"))}
    )
    assert texts(only(data)) == [["a", "b"]]
