import pytest

from chronofile.read.byline import byline_names, clean_names, names_inside


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Roe", ("Jane Roe",)),
        ("By Jane Roe and John Doe | March 7, 2025", ("Jane Roe", "John Doe")),
        ("Von Hannah Ritz, Redakteurin", ("Hannah Ritz",)),
        ("By JANE ROE, Staff Writer", ("JANE ROE",)),
        ("By: Matt Tun", ("Matt Tun",)),
        ("Par Luc de la Tour", ("Luc de la Tour",)),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert byline_names(line) == names


@pytest.mark.parametrize(
    "line", ["By the time they came, it was dark.", "By 2024 it was over", "Byron wrote it", "By admin", "By"]
)
def test_lines_that_name_nobody(line: str) -> None:
    assert byline_names(line) == ()


def test_names_further_on_in_a_line() -> None:
    assert names_inside("Posted on March 7, 2025 by Jane Roe") == ("Jane Roe",)


def test_addresses_and_offices_are_no_names() -> None:
    assert clean_names("Jane Roe, jane@example.org") == ("Jane Roe",)
