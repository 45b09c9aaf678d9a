from __future__ import annotations

from chronofile.when.word_lists import inflected, pieces, spellings, word_lists


def test_a_star_stands_for_every_ending_and_words_of_a_phrase_agree():
    assert list(inflected("letzt*", ["e", "en"])) == ["letzte", "letzten"]
    assert list(inflected("ein* gut*", ["e", "en"])) == ["eine gute", "einen guten"]
    assert list(inflected("heute", ["e"])) == ["heute"]


def test_a_listed_capital_is_required_and_a_small_letter_is_not():
    assert set(spellings("May")) == {"May", "MAY"}
    assert set(spellings("june")) == {"june", "June", "JUNE"}


def test_phrases_fall_into_the_pieces_that_tokens_are():
    assert pieces("new year's day") == ["new", "year", "'s", "day"]


def test_compounds_join_two_lists():
    data = {
        "words": {"WEEKDAY": {"1": ["Montag"]}, "PART": {"MO": ["Morgen"]}},
        "compounds": {
            "DAYPART": {"first": {"list": "WEEKDAY", "field": "weekday"}, "second": {"list": "PART", "field": "part"}}
        },
    }
    assert word_lists(data, [])["DAYPART"] == {"weekday=1 part=MO": ["Montagmorgen"]}
