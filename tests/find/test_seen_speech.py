"""Statements that only a tree shows: below every rule's, with the words and the speaker at their places."""

from collections.abc import Callable

import pytest

from chronofile.find.encoder import available
from chronofile.find.seen_speech import RULE, SCORE
from chronofile.model import StatementFinding
from tests.find.conftest import Found

Look = Callable[..., Found]
pytestmark = pytest.mark.skipif(not available("en"), reason="onnxruntime is not installed (chronofile[encoder])")


TEXT = "Engineers warned, as did the union itself, that the old wall might fall before winter."


def seen(look: Look, text: str) -> list[StatementFinding]:
    return [f for f in look([text]).findings.findings if isinstance(f, StatementFinding) and f.rule.endswith(RULE)]


def test_what_the_rules_find_stays_theirs(look: Look) -> None:
    assert not seen(look, "The inquiry, which ran for two years, found that the harbour wall was cracked.")


def test_a_statement_far_from_its_verb_is_for_checking(look: Look) -> None:
    (found,) = seen(look, TEXT)
    assert found.score == SCORE
    assert "check" in found.reason
    assert [TEXT[s.start : s.end] for s in found.value.speaker] == ["Engineers"]
    assert [TEXT[s.start : s.end] for s in found.value.content] == ["the old wall might fall before winter"]


@pytest.mark.parametrize("words", ["Engineers did not warn", "Engineers could warn", "You warned"])
def test_what_is_not_said_or_said_by_no_third_person_is_no_statement(look: Look, words: str) -> None:
    assert not seen(look, TEXT.replace("Engineers warned", words))


def test_rules_alone_see_no_tree(look: Look, by_rules: None) -> None:
    assert not seen(look, TEXT)
