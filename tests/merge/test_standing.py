from chronofile.merge import standing
from chronofile.merge.standing import first_undone
from chronofile.model import Judgement


def judgement(number: int, act: str = "accept", undoes: str | None = None) -> Judgement:
    return Judgement(id=f"j{number}", sequence=number, by="MK", at="", act=act, undoes=undoes)  # type: ignore[arg-type]


def ids(*judgements: Judgement) -> list[str]:
    return [j.id for j in standing(judgements)]


def test_what_was_undone_is_not_in_force() -> None:
    assert ids(judgement(1), judgement(2), judgement(3, "undo", "j1")) == ["j2"]


def test_an_undo_that_was_undone_brings_it_back() -> None:
    acts = [judgement(1), judgement(2, "undo", "j1"), judgement(3, "undo", "j2")]
    assert ids(*acts) == ["j1"]
    assert ids(*acts, judgement(4, "undo", "j3")) == []


def test_order_and_repetition_do_not_matter() -> None:
    acts = [judgement(1), judgement(2), judgement(3, "undo", "j2")]
    assert ids(*reversed(acts), acts[0]) == ["j1"]


def test_an_undo_of_the_unknown_or_of_something_later_does_nothing() -> None:
    assert ids(judgement(1, "undo", "j2"), judgement(2), judgement(3, "undo", "gone"), judgement(4, "undo")) == ["j2"]


def test_when_something_was_first_taken_back_is_known_even_if_it_stands_again() -> None:
    acts = [judgement(1), judgement(2, "undo", "j1"), judgement(3, "undo", "j2"), judgement(5, "undo", "j1")]
    assert first_undone(acts) == {"j1": 2, "j2": 3}
