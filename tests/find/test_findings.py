"""Bad input, other languages, another tagger, and that the same page gives the same findings."""

from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronofile.find import findings, redate
from chronofile.find.names import Name, Tagged
from chronofile.find.tokens import Sentence
from chronofile.model import Article, DateValue, EventFinding, Findings, StatementFinding, Time

MakeArticle = Callable[..., Article]
WORDS = [
    "Ana Ruiz", "the mayor", "said", "that", "arrested", "on Monday", ",", ".", "“", "”", '"', "two sailors", "and", "who", "was",
    "to", "meet", "in", "Oslo", "The", "Union", "(", ")", "—", ":", ";", "\n", "according to", "not", "had", "of", "\x00", "\ud800", "''",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(max_examples=250)
def test_no_input_breaks_it_and_every_span_is_exact(pieces: list[str]) -> None:
    from tests.find.conftest import build_article

    article = build_article([" ".join(pieces)], [("on Monday", "2025-03-10")])
    found = findings(article)
    text = article.layer.text
    ids = {a.id for a in found.agents}
    for m in found.mentions:
        assert m.agent in ids
        assert 0 <= m.start < m.end <= len(text)
    for f in found.findings:
        assert f.sentence.holds(f.trigger)
        assert f.reason
        assert f.rule
        if isinstance(f, EventFinding):
            assert f.value.headline
            assert {i.agent for i in f.value.involvements} <= ids
        if isinstance(f, StatementFinding):
            assert f.value.content
            assert all(span.of(text).strip() for span in f.value.content)
            assert f.value.speaker_agent is None or f.value.speaker_agent in ids
    assert msgspec.json.decode(msgspec.json.encode(found), type=Findings) == found


@pytest.mark.parametrize(
    "text",
    ["", " ", "word " * 30_000, "“" * 5_000, '"' * 5_001, "A" * 50_000, "(" * 20_000, "Ana Ruiz, " * 5_000, "said " * 10_000,
     "THE MAYOR SAID THAT THE SHIP SANK. " * 200, "the the the\x00\ud800"],
)  # fmt: skip
def test_strange_pages(article: MakeArticle, text: str) -> None:
    found = findings(article([text]))
    assert all(0 <= s.start < s.end <= len(text) + 1 for s in found.sentences)


def test_the_same_page_gives_the_same_findings(article: MakeArticle) -> None:
    page = article(
        ["Police arrested Ana Ruiz on Monday. “I did nothing at all,” she said."], [("Monday", "2025-03-10")]
    )
    assert findings(page) == findings(page)


def test_another_language_gives_quotations_and_says_why(article: MakeArticle) -> None:
    found = findings(
        article(["„Wir haben davon nichts gewusst“, sagte Bürgermeisterin Anna Krall am Montag."], language="de")
    )
    assert found.agents == ()
    assert [f.value.speaker for f in found.findings if isinstance(f, StatementFinding)] == [()]
    assert found.problems == ("no words known for the language “de”: only quotations and dates were looked for",)


def test_a_wrong_claim_about_the_language_is_not_believed(article: MakeArticle) -> None:
    german = "Die Polizei nahm am Montag zwei Männer fest, wie das Ministerium gestern mitteilte. " * 5
    assert findings(article([german], language="en")).problems


def test_an_unknown_language_is_read_off_the_words(article: MakeArticle) -> None:
    english = (
        "The police said that the two men were arrested by officers in the port of Oslo after they had left the ship."
    )
    assert findings(article([english], language="und")).problems == ()


def test_a_page_longer_than_a_book_is_searched_in_part_and_says_so(
    article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chronofile.find.reading.LONGEST_PAGE", 100)
    found = findings(article(["The mayor signed the law. " * 3, "Ana Ruiz was in the port. " * 3]))
    assert found.problems
    assert max(s.end for s in found.sentences) <= 200


class OnlyBob:
    """A tagger that knows one name."""

    label = "only-bob"

    def read(self, sentences: Sequence[Sentence]) -> Tagged:
        names = [
            [Name(i, i + 1, "PER", "it is Bob", i) for i, w in enumerate(s.words) if w == "bob"] for s in sentences
        ]
        return Tagged(names, [None] * len(names))


def test_another_tagger_takes_the_rules_place_and_says_so(article: MakeArticle) -> None:
    found = findings(article(["Yesterday bob met the mayor of the town and said that it was late."]), OnlyBob())
    assert [(a.name, a.rule) for a in found.agents if a.identification == "named"] == [("bob", "only-bob: it is Bob")]


def test_redating_moves_dates_by_their_spans_alone(article: MakeArticle) -> None:
    page = article(
        [
            "President Ana Ruiz announced on Monday that troops had captured two sailors. The board plans to meet on Friday."
        ],
        [("Monday", "2025-03-10"), ("Friday", "2025-03-14")],
    )
    before = findings(page)
    later: list[Time] = []
    for time in page.times:
        assert time.date is not None
        moved = {"2025-03-10": "2026-03-09", "2025-03-14": "2026-03-13"}[time.date.edtf]
        later.append(msgspec.structs.replace(time, date=DateValue.from_edtf(moved, verbatim=time.text)))
    after = redate(before, msgspec.structs.replace(page, times=tuple(later)))
    assert [f.value.occurred.edtf for f in after.findings if isinstance(f, EventFinding) and f.value.occurred] == [
        "2026-03-09", "[..2026-03-09]", "2026-03-13",
    ]  # fmt: skip
    assert [f.trigger for f in after.findings] == [f.trigger for f in before.findings]
    assert redate(after, page) == before
