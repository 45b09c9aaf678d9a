import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.find.sentences import LONGEST, sentences
from chronofile.model import Block


def split(text: str, role: str = "paragraph") -> list[str]:
    return [s.of(text) for s in sentences(text, Block(0, len(text), role), "en")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The ship sank. Nobody came.", 2),
        ("Rep. Ana Ruiz met Dr. Falk on Monday.", 1),
        ("He flew to the U.S. on Monday. He stayed.", 2),
        ("J. R. Holm left at 5 p.m. The door was open.", 2),
        ("The fine was 3.5 million. It was paid.", 2),
        ("“Who knew?” she asked. “Everyone.”", 2),
        ("He said, “It is over.” Then he left.", 2),
        ("The U.S. Senate met. It rose.", 2),
        ("Was it safe? No! It sank…", 3),
        ("On Jan. 3 he met Gov. Lind. They spoke.", 2),
        ("GENEVA, May 3 (Wireco) - The talks began. They failed.", 3),
        ("1. The first point", 1),
        ("彼は来た。彼女は去った。", 2),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


def test_a_wrapped_line_is_no_sentence_but_a_list_item_is() -> None:
    assert len(split("The ferry sank in the\nstrait on Monday.")) == 1
    assert len(split("a bow door\na rudder", "list")) == 2


def test_a_line_without_full_stops_is_cut() -> None:
    found = split("word " * 5_000)
    assert all(len(s) <= LONGEST + 210 for s in found)
    assert len(found) > 5


@given(st.text(alphabet=st.sampled_from('ab. \n"”?!A’.,「。\ud800\x00'), max_size=200))
def test_sentences_cover_every_word_and_never_overlap(text: str) -> None:
    spans = sentences(text, Block(0, len(text), "paragraph"), "en")
    covered = set()
    for span in spans:
        assert span.start < span.end
        assert span.of(text) == span.of(text).strip()
        assert not covered & set(range(span.start, span.end))
        covered |= set(range(span.start, span.end))
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)
