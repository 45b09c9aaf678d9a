from chronofile.read.scan import scan
from chronofile.read.tree import Tree


def paths(source: str) -> list[tuple[str, str]]:
    """(line, names of the open elements around it) by line."""
    scanned = scan(source.encode(), "utf-8")
    lines, starts, at = scanned.text.split("\n"), [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    tree = Tree(scanned.tags, starts, len(scanned.text))
    made = []
    for line, top in zip(lines, tree.tops, strict=True):
        names = []
        while top:
            names.append(tree.names[top])
            top = tree.parents[top]
        made.append((line, " ".join(reversed(names))))
    return made


def test_a_paragraph_closes_the_one_before() -> None:
    assert paths("<div><p>one<p>two</div>three") == [("one", "div p"), ("two", "div p"), ("three", "")]


def test_items_close_items_but_not_those_around_a_list_inside() -> None:
    assert paths("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>") == [
        ("a", "ul li"),
        ("b", "ul li ul li"),
        ("c", "ul li ul li"),
        ("d", "ul li"),
    ]


def test_a_block_closes_a_paragraph() -> None:
    assert paths("<p>one<div>two</div>three") == [("one", "p"), ("two", "div"), ("three", "")]


def test_cells_and_rows_close_each_other() -> None:
    assert paths("<table><tr><td>a<td>b<tr><td>c</table>d") == [
        ("a", "table tr td"),
        ("b", "table tr td"),
        ("c", "table tr td"),
        ("d", ""),
    ]


def test_a_stray_end_tag_changes_nothing() -> None:
    assert paths("<div>a</span></p></div>b") == [("a", "div"), ("b", "")]


def test_a_link_around_blocks_ends_where_it_says() -> None:
    assert paths("<a><div>one</div></a><div>two</div>") == [("one", "a div"), ("two", "div")]
    assert paths("<a><div>one</a><p>two</p></div>three")[-1] == ("three", "")


def test_deep_nesting_takes_linear_time_and_no_recursion() -> None:
    depth = 60_000
    made = paths("<div>" * depth + "<p>deep" + "</div>" * depth + "<p>flat")
    assert made[-1] == ("flat", "p")
