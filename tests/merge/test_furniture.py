from chronofile.merge.furniture import furniture

STORY = [tuple(f"story {i} line {j}".split()) for i in range(4) for j in range(4)]
PROMISE = ("sign", "up", "for", "our", "letter")


def pages(count: int) -> list[tuple[str, list[tuple[str, ...]], int | None]]:
    return [("Harbour Post", [*STORY[4 * i : 4 * i + 4], PROMISE], None) for i in range(count)]


def test_a_line_on_three_unlike_pages_of_an_outlet_is_furniture() -> None:
    assert furniture(pages(3)) == {"Harbour Post": {PROMISE}}
    assert furniture(list(reversed(pages(3)))) == furniture(pages(3))


def test_two_pages_are_not_enough() -> None:
    assert furniture(pages(2)) == {"Harbour Post": frozenset()}


def test_versions_of_one_story_make_no_furniture() -> None:
    versions = [("Harbour Post", [*STORY[:4], ("update", str(i))], 700_000 + i) for i in range(5)]
    assert furniture(versions) == {"Harbour Post": frozenset()}


def test_what_stands_on_pages_of_weeks_apart_is_furniture_even_where_it_is_most_of_them() -> None:
    short = [("Harbour Post", [*STORY[:4], ("news", str(i))], 700_000 + 9 * i) for i in range(3)]
    assert furniture(short) == {"Harbour Post": frozenset(STORY[:4])}


def test_pages_that_name_no_outlet_have_none() -> None:
    assert furniture([("", lines, None) for _, lines, _ in pages(3)]) == {}
