"""Trees: what hangs on what, circles included."""

from chronofile.find.trees import Tree

# "Ana said the port closed": said heads all, "closed" is what is said
TREE = Tree([1, 1, 3, 4, 1], ["nsubj", "root", "det", "nsubj", "ccomp"], [0.0] * 5)


def test_a_child_is_found_by_its_relation() -> None:
    assert TREE.child(1, "ccomp") == 4
    assert TREE.child(1, "obj") == -1


def test_all_below_a_word_is_in_order_and_can_leave_a_branch_out() -> None:
    assert TREE.below(4) == [2, 3, 4]
    assert TREE.below(1, frozenset([4])) == [0, 1]


def test_a_circle_of_heads_ends() -> None:
    assert Tree([1, 2, 0], ["dep"] * 3, [0.0] * 3).below(0) == [0, 1, 2]
