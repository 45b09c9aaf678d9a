from __future__ import annotations

import pytest

from chronofile.find import findings
from chronofile.find.event_days import SAME_EVENT, EventDays
from chronofile.find.reading import read_page
from chronofile.find.redate import redate
from chronofile.model import DateValue
from tests.find.conftest import build_article


def day_of(article, word, sentence=None):
    reading = read_page(article, "en")
    assert reading is not None
    days = EventDays(reading)
    for i, read in enumerate(reading.sentences):
        if word in read.s.words and sentence in (None, i):
            return days.of(i, read.s.words.index(word))
    raise AssertionError(f"no word {word}")


STORY_PAGE = build_article(
    [
        ("headline", "Halden port opens new pier"),
        "The port of Halden opened its new pier on Tuesday. Mayor Ada Lund praised the builders. The pier will close in May.",
        "The firm has six piers. Its first pier opened in 1998.",
    ],
    [("Tuesday", "2024-03-05"), ("May", "2024-05"), ("1998", "1998")],
    published="2024-03-07",
)


@pytest.mark.parametrize(
    ("word", "sentence", "edtf", "how"),
    [
        ("opened", 1, "2024-03-05", "clause"),
        ("opens", 0, "2024-03-05", "same event"),
        ("praised", 2, "2024-03-05", "story"),
        ("has", 4, "2024-03-07", "publication"),
        ("opened", 5, "1998", "clause"),
    ],
)
def test_where_the_day_of_an_event_comes_from(word, sentence, edtf, how):
    found = day_of(STORY_PAGE, word, sentence)
    assert found is not None
    assert (found.date.edtf, found.how) == (edtf, how)
    assert found.reason


def test_a_clause_of_the_same_moment_lends_its_day():
    article = build_article(
        ["The ship will wear the flag when it arrives on Friday."], [("Friday", "2024-03-08")], published="2024-03-05"
    )
    found = day_of(article, "wear")
    assert found is not None
    assert (found.date.edtf, found.how) == ("2024-03-08", "sentence")


def test_a_clause_of_another_moment_does_not():
    article = build_article(
        ["The crew left the ship before it sank on Friday."], [("Friday", "2024-03-01")], published="2024-03-05"
    )
    found = day_of(article, "left")
    assert found is not None
    assert found.how != "sentence"


def test_several_days_told_of_one_word_are_nobodys():
    article = build_article(
        ["The court ruled on 3 March. The court ruled on 4 March.", "What the court ruled is not known."],
        [("3 March", "2024-03-03"), ("4 March", "2024-03-04")],
        published="2024-06-07",
    )
    found = day_of(article, "ruled", 2)
    assert found is not None
    assert found.how != "same event"


def test_an_old_day_is_not_what_the_story_is_about():
    article = build_article(
        ["The dam broke on 3 May 2011. Engineers visited the village."],
        [("3 May 2011", "2011-05-03")],
        published="2024-06-07",
    )
    found = day_of(article, "visited")
    assert found is not None
    assert found.how == "publication"


def test_without_publication_and_days_nothing_is_made_up():
    assert day_of(build_article(["Engineers visited the village."]), "visited") is None


def test_a_finding_takes_the_day_of_another_mention_as_inferred_and_never_the_story_s_or_publication():
    def days(text):
        article = build_article([text], [("Tuesday", "2024-03-05")], published="2024-03-07")
        return [f.value.occurred for f in findings(article).findings if f.rule.endswith("event.release")]

    told = days("A court released Ada Lund on Tuesday. Later the mayor said why. The court released Ada Lund.")
    assert [d.edtf for d in told] == ["2024-03-05", "2024-03-05"]
    assert (told[1].rule, told[1].basis) == (SAME_EVENT, "inferred")
    assert days("Police arrested Ada Lund in Halden on Tuesday. A court released Ada Lund.") == [None]
    assert days("A court released Ada Lund.") == [None]


def test_two_bodies_that_do_the_same_do_it_on_two_days():
    article = build_article(
        ["The Harbour Board voted on Tuesday. Later the mayor said why. The Dock Union voted."],
        [("Tuesday", "2024-03-05")],
        published="2024-03-07",
    )
    days = [f.value.occurred for f in findings(article).findings if f.rule.endswith("event.vote")]
    assert days[0] is not None
    assert days[1:] == [None]


def test_what_was_said_twice_was_said_on_two_days():
    article = build_article(
        ["Ada Lund announced on Tuesday that she had won. Ada Lund announced that the pier is safe."],
        [("Tuesday", "2024-03-05")],
        published="2024-03-07",
    )
    said = [f.value.occurred for f in findings(article).findings if f.rule.endswith("event.statement")]
    assert said[-1] is None


def test_an_inferred_day_moves_with_its_expression_and_stays_inferred():
    words = ["A court released Ada Lund on Tuesday. Later the mayor said why. The court released Ada Lund."]
    first = build_article(words, [("Tuesday", "2024-03-05")], published="2024-03-07")
    later = build_article(words, [("Tuesday", "2024-03-12")], published="2024-03-14")
    moved = [f.value.occurred for f in redate(findings(first), later).findings if f.rule.endswith("event.release")]
    assert [(d.edtf, d.basis) for d in moved if isinstance(d, DateValue)][-1] == ("2024-03-12", "inferred")


def test_what_happened_has_no_day_to_come():
    article = build_article(
        ["The judge ordered that Ada Lund stay in jail until her next hearing on 3 April."],
        [("3 April", "2024-04-03")],
        published="2024-03-07",
    )
    assert all(f.value.occurred is None for f in findings(article).findings if f.rule.endswith(("decision", "ruling")))
