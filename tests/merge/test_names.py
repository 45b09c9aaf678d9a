import pytest

from chronofile.merge.names import head, is_acronym, may_be_one, normal, sound


@pytest.mark.parametrize("other", ["Rep. Yoo Yong-won", "YOO YONG WON", "President Yoo Yong‑won’s", "the Yoo Yong won"])
def test_titles_hyphens_and_case_are_taken_off(other: str) -> None:
    assert normal(other, "en") == "yoo yong won"


def test_acronyms() -> None:
    assert is_acronym("ICRC")
    assert is_acronym("U.N.")
    assert not is_acronym("Icrc")
    assert not is_acronym("A")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("volodymyr zelenskyy", "volodymyr zelensky"),
        ("tae yong ho", "yong ho tae"),
        ("recep erdoğan", "recep erdogan"),
    ],
)
def test_transliterations_sound_alike(a: str, b: str) -> None:
    assert sound(a) == sound(b)
    assert may_be_one(a, b)


def test_other_people_do_not() -> None:
    assert sound("mara holt") != sound("iven straub")


def test_the_head_of_a_description() -> None:
    assert head("two North Korean soldiers", "en") == head("the soldier", "en") == "soldier"
    assert head("", "en") == ""
