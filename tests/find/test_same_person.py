import pytest

from chronofile.find.gazetteer import Gazetteer, gazetteer
from chronofile.find.same_person import lone_keys, misspelt, one_person


@pytest.fixture(scope="module")
def english() -> Gazetteer:
    found = gazetteer("en")
    assert found
    return found


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Maria Lopez Garcia", "Maria Lopez"), ("Ana R. Ruiz", "Ana Ruiz"), ("A. Ruiz", "Ana Ruiz"), ("Bill Harrow", "William Harrow"),
        ("Iván Peña", "Ivan Pena"), ("Park Min-woo", "Park Min Woo"), ("Min-ho Han", "Han Min-ho"), ("Ana R. Ruiz", "Ana Rosa Ruiz"),
        ("OSMAN DEMIR", "Osman Demir"), ("Osman Demir Jr.", "Osman K. Demir Jr."), ("Ana Ruiz", "RUIZ Ana"),
    ],
)  # fmt: skip
def test_forms_of_one_name(english: Gazetteer, a: str, b: str) -> None:
    assert one_person(a.split(), b.split(), english)
    assert one_person(b.split(), a.split(), english)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ana Ruiz", "Eva Ruiz"), ("Ana W. Ruiz", "Ana H. W. Ruiz"), ("Osman Demir", "Osman Demir Jr."), ("Bill Harrow", "Robert Harrow"),
        ("Maria Lopez", "Maria Garcia"), ("Paul Martin", "Martin Paul"), ("Ana R.", "Ana Ruiz"), ("Ana", "Ana Ruiz"),
    ],
)  # fmt: skip
def test_names_of_two(english: Gazetteer, a: str, b: str) -> None:
    assert not one_person(a.split(), b.split(), english)


@pytest.mark.parametrize(
    ("name", "rule", "keys"),
    [
        ("Ana R. Ruiz", "given name", {"ruiz"}),
        ("Jang Min-woo", "family name first", {"jang"}),
        ("Maria Lopez Garcia", "given name", {"garcia", "lopez", "lopez garcia"}),
        ("Joost van der Veen", "given name", {"veen", "der veen"}),
        ("Osman Demir Jr.", "given name", {"demir"}),
    ],
)
def test_words_that_may_stand_alone(english: Gazetteer, name: str, rule: str, keys: set[str]) -> None:
    assert lone_keys(name.split(), rule, english) == keys


@pytest.mark.parametrize(
    ("a", "b"), [("marchenko", "marhcenko"), ("marchenko", "marchnko"), ("falkenberg", "falkenburg")]
)
def test_a_slip_of_the_pen(a: str, b: str) -> None:
    assert misspelt(a, b)
    assert misspelt(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("petrov", "petrova"),
        ("holm", "helm"),
        ("karlson", "garlson"),
        ("marchenko", "marchenko"),
        ("marchenko", "mrachneko"),
    ],
)
def test_two_names_that_are_alike(a: str, b: str) -> None:
    assert not misspelt(a, b)
