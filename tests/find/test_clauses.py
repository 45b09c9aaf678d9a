from collections.abc import Callable

from chronofile.find.reading import Read, read_page

MakeArticle = Callable[..., object]


def read(article: MakeArticle, text: str, **dates: str) -> Read:
    page = read_page(article([text], [(k.replace("_", " "), v) for k, v in dates.items()]), "en")  # type: ignore[arg-type]
    assert page is not None
    return page.sentences[0]


def subject(r: Read, verb: str) -> list[str]:
    for c in r.clauses:
        if r.s.lowers[c.verb.head] == verb:
            return [" ".join(r.s.words[r.chunks[i].first : r.chunks[i].last]) for i in c.subject]
    raise AssertionError(verb)


def times(r: Read, verb: str) -> list[str]:
    for c in r.clauses:
        if r.s.lowers[c.verb.head] == verb:
            return [" ".join(r.s.words[r.chunks[i].first : r.chunks[i].last]) for i in c.times]
    raise AssertionError(verb)


def test_an_apposition_and_a_relative_clause_stand_between_subject_and_verb(article: MakeArticle) -> None:
    r = read(article, "Ana Ruiz, head of the Dock Union, said the port, which was closed in May, had opened.")
    assert subject(r, "said") == ["Ana Ruiz"]
    assert subject(r, "closed") == ["the port"]
    assert subject(r, "opened") == ["the port"]


def test_a_bare_participle_is_no_main_verb(article: MakeArticle) -> None:
    r = read(article, "Two sailors rescued in the strait have left the hospital.")
    assert [c.verb.finite for c in r.clauses] == [False, True]
    assert subject(r, "left") == ["Two sailors"]


def test_a_joined_verb_shares_the_subject_and_a_new_subject_does_not(article: MakeArticle) -> None:
    r = read(article, "The board fired Vance and sued the yard, and Holm resigned as director of Stolt Lines.")
    assert subject(r, "sued") == ["The board"]
    assert subject(r, "resigned") == ["Holm"]


def test_each_time_goes_to_its_own_verb(article: MakeArticle) -> None:
    r = read(
        article,
        "On Monday, the court issued a ruling on a complaint filed by the union on Friday.",
        Monday="2025-03-10",
        Friday="2025-03-07",
    )
    assert times(r, "issued") == ["Monday"]
    assert times(r, "filed") == ["Friday"]


def test_what_is_said_and_when_it_was_said(article: MakeArticle) -> None:
    r = read(
        article,
        "The mayor announced on May_3 that divers found the log in June.".replace("_", " "),
        May_3="2025-05-03",
        June="2024-06",
    )
    assert times(r, "announced") == ["May 3"]
    assert times(r, "found") == ["June"]
    assert [c.kind for c in r.clauses] == ["main", "complement"]


def test_a_sentence_of_a_hundred_thousand_words_is_read(article: MakeArticle) -> None:
    page = read_page(article(["the ship that sank and " * 20_000]), "en")  # type: ignore[arg-type]
    assert page is not None
    assert page.sentences
