"""The seal notices any change of any row, and one row costs one row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chronofile.store import seal

row = st.tuples(st.text(max_size=8), st.text(min_size=1, max_size=8), st.binary(min_size=16, max_size=16))
rows = st.lists(row, max_size=8, unique_by=lambda r: r[1])


@given(rows, st.randoms())
def test_the_sum_does_not_know_the_order(some: list[tuple[str, str, bytes]], dice: object) -> None:
    other = list(some)
    dice.shuffle(other)  # type: ignore[attr-defined]
    assert seal.of_rows(some) == seal.of_rows(other)


@given(rows, rows)
def test_moved_rows_give_what_all_rows_give(
    some: list[tuple[str, str, bytes]], come: list[tuple[str, str, bytes]]
) -> None:
    gone, stay = some[::2], some[1::2]
    assert seal.moved(seal.of_rows(some), gone, come) == seal.of_rows([*stay, *come])


@given(rows.filter(bool), row)
def test_another_row_is_another_sum(some: list[tuple[str, str, bytes]], new: tuple[str, str, bytes]) -> None:
    changed = [new, *some[1:]]
    assert (seal.of_rows(changed) == seal.of_rows(some)) == (sorted(changed) == sorted(some))
    assert seal.of_rows(some[1:]) != seal.of_rows(some)


def test_a_seal_holds_the_sum_and_binds_all_beside_it() -> None:
    made = seal.seal(17, b"a", b"bc")
    assert seal.total_of(made) == 17
    assert len({made, seal.seal(17, b"ab", b"c"), seal.seal(17, b"a"), seal.seal(18, b"a", b"bc")}) == 4
    assert seal.total_of("no seal") == 0


def test_what_was_checked_is_remembered_for_its_file_revision_and_seal() -> None:
    checked = seal.Checked()
    checked.add("file", 3, "s")
    assert ("file", 3, "s") in checked
    for other in (("file", 4, "s"), ("other", 3, "s"), ("file", 3, "t")):
        assert other not in checked
    for number in range(100):
        checked.add("file", number, "s")
    assert ("file", 1, "s") not in checked, "the oldest are forgotten"
