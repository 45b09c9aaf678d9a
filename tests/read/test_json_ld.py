import pytest

from chronofile.read.json_ld import articles_in


def test_an_article_and_what_it_says() -> None:
    (got,) = articles_in(
        [
            '{"@type":"NewsArticle","headline":"A mill burns","author":["Per Ahl",{"name":"Ada Lind"}],"datePublished":"2024-08-09"}'
        ]
    )
    assert (got.headline, got.authors, got.published) == ("A mill burns", ("Per Ahl", "Ada Lind"), "2024-08-09")


def test_articles_come_before_plain_pages() -> None:
    found = articles_in(['[{"@type":"WebPage","name":"x"},{"@type":"Article","headline":"y"}]'])
    assert [a.kind for a in found] == ["Article", "WebPage"]


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "[" * 100_000,
        '{"@type":"NewsArticle","headline":"x"},',
        "null",
        '"text"',
        '{"@type":7}',
        '{"@type":"NewsArticle","author":{"name":["a",{"name":null}]}}',
    ],
)
def test_broken_data_is_no_error(script: str) -> None:
    assert all(a.kind for a in articles_in([script]))


def test_line_ends_and_loose_commas_are_forgiven() -> None:
    (got,) = articles_in(['<!--{"@type":"NewsArticle","headline":"a\nb",}-->'])
    assert got.headline == "a b"
