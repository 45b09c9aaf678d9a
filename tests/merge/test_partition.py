import random

from hypothesis import given
from hypothesis import strategies as st

from chronofile.merge.partition import Partition


def groups(partition: Partition[str]) -> set[frozenset[str]]:
    return {frozenset(partition.members(g)) for g in partition.groups()}


def test_joined_things_are_one_and_the_first_named_stands_for_them() -> None:
    parts: Partition[str] = Partition()
    parts.join(["b", "a"])
    parts.join(["c", "b"])
    group = parts.group_of("a")
    assert group is not None
    assert parts.members(group) == ("c", "b", "a")


def test_a_split_keeps_apart_until_somebody_joins_again() -> None:
    parts: Partition[str] = Partition()
    parts.join(["a", "b", "c"])
    parts.split([["a"], ["b"]])
    a, b = parts.group_of("a"), parts.group_of("b")
    assert a is not None
    assert b is not None
    assert parts.are_apart(a, b)
    assert groups(parts) == {frozenset("ac"), frozenset("b")}
    parts.join(["a", "b"])
    assert groups(parts) == {frozenset("abc")}
    assert not parts.walls(parts.groups()[0])


def test_walls_are_inherited_by_what_joins_later() -> None:
    parts: Partition[str] = Partition()
    parts.split([["a"], ["b"]])
    parts.join(["a", "c"])
    c, b = parts.group_of("c"), parts.group_of("b")
    assert c is not None
    assert b is not None
    assert parts.are_apart(c, b)
    assert parts.are_apart(b, c)


def test_leaving_says_nothing_about_being_different() -> None:
    parts: Partition[str] = Partition()
    parts.join(["a", "b", "c"])
    parts.leave(["a"])
    assert groups(parts) == {frozenset("a"), frozenset("bc")}
    assert all(not parts.walls(g) for g in parts.groups())


def test_a_split_into_one_part_does_nothing() -> None:
    parts: Partition[str] = Partition()
    parts.join(["a", "b"])
    parts.split([["a", "b"]])
    assert groups(parts) == {frozenset("ab")}


@given(st.integers(0, 1 << 30))
def test_every_thing_is_in_one_group_and_walls_are_mutual(seed: int) -> None:
    dice = random.Random(seed)
    parts: Partition[str] = Partition()
    named: set[str] = set()
    for _ in range(12):
        some = dice.sample("abcdefgh", dice.randint(1, 4))
        act = dice.choice(["join", "split", "leave"])
        if act == "join":
            parts.join(some)
            named |= set(some)
        elif act == "split" and len(some) > 1:
            parts.split([some[:1], some[1:]])
            named |= set(some)
        else:
            parts.leave(some)
        members = [m for g in parts.groups() for m in parts.members(g)]
        assert sorted(members) == sorted(named)
        for a in parts.groups():
            assert a not in parts.walls(a)
            assert all(a in parts.walls(b) for b in parts.walls(a))
