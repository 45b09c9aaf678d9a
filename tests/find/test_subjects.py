from collections.abc import Callable

import pytest

from chronofile.find.reading import read_page
from chronofile.find.subjects import is_sure

MakeArticle = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "verb", "sure"),
    [
        ("Ana Ruiz resigned.", "resigned", True),
        ("The head of the union quickly resigned.", "resigned", True),
        ("The men who fled to Oslo were tired.", "fled", True),
        ("She has become mayor.", "become", True),
        ("Ana Ruiz, a lawyer from Oslo, resigned.", "resigned", False),
        ("The board fired Vance and sued the yard.", "sued", False),
        ("After the raid in Oslo she resigned.", "resigned", True),
        ("The man the board fired wept.", "fired", False),
        ("There was a raid.", "was", False),
        ("What was the reason?", "was", False),
    ],
)
def test_a_subject_is_sure_where_nothing_stands_between(
    article: MakeArticle, text: str, verb: str, *, sure: bool
) -> None:
    page = read_page(article([text]), "en")  # type: ignore[arg-type]
    assert page is not None
    r = page.sentences[0]
    clause = next(c for c in r.clauses if r.s.lowers[c.verb.head] == verb)
    assert is_sure(r.s, r.chunks, clause) is sure
