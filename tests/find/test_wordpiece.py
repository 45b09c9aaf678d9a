"""Word pieces: longest first, shapes kept, nothing lost."""

import pytest

from chronofile.find.wordpiece import (
    DIGITS,
    LOWER,
    MARKS,
    MIXED,
    ONE_CAPITAL,
    TITLE,
    UNKNOWN,
    UPPER,
    WordPieces,
    parts,
    sentence_kind,
    shape_of,
)

VOCABULARY = [*MARKS, "har", "harbour", "##bour", "##s", "zoe", "'", "o", "neill"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Harbours", ["harbour", "##s"]),
        ("Zoë", ["zoe"]),
        ("O'Neill", ["o", "'", "neill"]),
        ("港", ["[UNK]"]),
        ("", ["[UNK]"]),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number, _ in WordPieces(VOCABULARY).word(word)] == pieces


def test_each_word_has_a_first_piece_of_its_own() -> None:
    made = WordPieces(VOCABULARY).sentence(["Harbours", "🚢", "Zoë"])
    assert made.firsts == [0, 2, 3]
    assert made.ids[2] == UNKNOWN
    assert len(made.ids) == len(made.shapes) == 4


@pytest.mark.parametrize(
    ("letters", "shape"),
    [("port", LOWER), ("Port", TITLE), ("NATO", UPPER), ("J", ONE_CAPITAL), ("McKay", MIXED), ("1998", DIGITS)],
)
def test_capitals_come_as_shapes(letters: str, shape: int) -> None:
    assert shape_of(letters) == shape


def test_marks_and_chinese_characters_stand_alone() -> None:
    assert parts("O’Neill–港口") == ["O", "’", "Neill", "–", "港", "口"]


def test_headings_and_small_letters_are_told_apart() -> None:
    assert sentence_kind(["The", "Port", "Of", "Oslo", "Shut"]) == 1
    assert sentence_kind(["the", "port", "is", "shut"]) == 2
    assert sentence_kind(["The", "port", "is", "shut"]) == 0
