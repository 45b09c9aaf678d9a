import pytest

from chronofile.read.visible_date import is_date_line, visible_date, visible_dates


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Friday, March 7, 2025", "Friday, March 7, 2025"),
        ("Published 7 March 2025 at 14:05 GMT", "7 March 2025 at 14:05 GMT"),
        ("Posted on 2025-03-07 14:20", "2025-03-07 14:20"),
        ("2025.03.07 14:20", "2025.03.07 14:20"),
        ("07.03.2025, 15:15 Uhr", "07.03.2025, 15:15"),
        ("Stand: 7. März 2025", "7. März 2025"),
        ("Publié le 7 mars 2025", "7 mars 2025"),
        ("7 de marzo de 2025", "7 de marzo de 2025"),
        ("입력 2025.03.07 오전 9:12", "2025.03.07"),
        ("2025年3月7日", "2025年3月7日"),
    ],
)
def test_date_lines(line: str, text: str) -> None:
    found = is_date_line(line)
    assert found is not None
    assert found.text.startswith(text)
    assert line[found.start :].startswith(found.text)


@pytest.mark.parametrize(
    "line", ["The men were captured on January 11, 2025 near the river.", "Section 4.12.19", "In 2024", "2,025"]
)
def test_lines_that_are_none(line: str) -> None:
    assert is_date_line(line) is None


def test_an_update_is_told_from_the_first_printing() -> None:
    first, second = visible_dates("Published: 12 November 2023 | Updated: 13 November 2023")
    assert (first.text, first.modified) == ("12 November 2023", False)
    assert (second.text, second.modified) == ("13 November 2023", True)


def test_words_beside_the_date_are_counted() -> None:
    found = visible_date("Wednesday, May 22, 2019 Matt Tun")
    assert found is not None
    assert found.rest == 2
