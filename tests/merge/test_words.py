from chronofile.merge.words import content_words, family, folded, rarity, weight, words


def test_case_and_punctuation_do_not_count() -> None:
    assert folded("“The Court’s   ruling,” she said.") == folded("the court's ruling she SAID")


def test_a_chinese_character_is_a_word_and_korean_is_cut_at_blanks() -> None:
    assert words("检方 起诉") == ["检", "方", "起", "诉"]
    assert words("우크라이나 북한군") == ["우크라이나", "북한군"]


def test_common_words_weigh_next_to_nothing_and_unknown_ones_most() -> None:
    assert rarity("the", "en") < 0.01 < rarity("court", "en") < rarity("zzyzx", "en") == 1.0


def test_a_language_without_a_table_calls_short_words_common() -> None:
    assert rarity("ein", "xx") < rarity("gericht", "xx") == 1.0
    assert rarity("../en", "../en") == 1.0


def test_content_words_leave_out_what_stands_everywhere() -> None:
    assert content_words(words("the prisoner of the war in a camp"), "en") == {"prisoner", "war", "camp"}


def test_weight_does_not_depend_on_order() -> None:
    some = ["prisoner", "camp", "letter", "zebra", "the"] * 7
    assert weight(some, "en") == weight(reversed(some), "en")


def test_forms_of_one_word_are_a_family() -> None:
    for a, b in [("captured", "capture"), ("met", "meeting"), ("transferred", "transfer"), ("killed", "death")]:
        assert family(a, "en") == family(b, "en"), (a, b)
    assert family("released", "en") != family("arrested", "en")
