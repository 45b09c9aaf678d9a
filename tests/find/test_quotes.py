from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chronofile.find.quotes import quotes
from chronofile.model import Block


def found(*paragraphs: str) -> list[tuple[str, bool, bool]]:
    text, blocks = "", []
    for words in paragraphs:
        blocks.append(Block(len(text), len(text) + len(words), "paragraph"))
        text += words + "\n"
    return [(q.span.of(text), q.full, q.closed) for q in quotes(text, blocks, [])]


def test_marks_of_every_script() -> None:
    for words in (
        "“we were all there”",
        '"we were all there"',
        "«we were all there»",
        "„we were all there“",
        "「we were all there」",
    ):
        assert found(f"{words}, he said.") == [(words, True, True)]


def test_words_set_apart_are_no_speech() -> None:
    assert found("They called it “deeply wrong” and left.") == [("“deeply wrong”", False, True)]
    assert found("They spoke of “a plan that nobody had seen before” and left.")[0][1] is False


def test_a_mark_inside_another_pair_is_part_of_it() -> None:
    assert found("“He said 'go' and we went,” she said.") == [("“He said 'go' and we went,”", True, True)]


def test_inches_open_nothing() -> None:
    assert found('A 12" board and a 9" nail.') == []


@given(st.text(alphabet="a \"“”«».'\n", max_size=120))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    spans = [q.span for q in quotes(text, [Block(0, len(text), "paragraph")], [])]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
