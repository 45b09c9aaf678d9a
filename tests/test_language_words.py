"""Rules that read pages compare them with no word of a language: those stand in `lang/xx/`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from chronofile import lang, model

SOURCE = Path(model.__file__).resolve().parents[1]
ROOMS = ("find", "merge")


@cache
def function_words() -> frozenset[str]:
    """The closed classes of every language: a rule that names one of these knows the language."""
    return frozenset(
        word.lower()
        for language in lang.languages()
        for listed in lang.load(language, "grammar").get("closed", {}).values()
        for word in listed.split()
    )


@cache
def own_words() -> frozenset[str]:
    """Values and keys of our own records that happen to be spelt like such a word ("before", "throughout"): all that
    stands in a `Literal`, or as a key of a dictionary, of the model or of a room.
    """
    files = [*Path(model.__file__).parent.glob("*.py"), *(f for room in ROOMS for f in (SOURCE / room).rglob("*.py"))]
    found: set[str] = set()
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        held: list[ast.AST] = []
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
            held = list(ast.walk(node.slice))
        elif isinstance(node, ast.Dict):
            held = [key for key in node.keys if key is not None]
        found |= {x.value for x in held if isinstance(x, ast.Constant) and isinstance(x.value, str)}
    return frozenset(found)


def compared(code: str) -> Iterator[tuple[int, str]]:
    """Strings that something is compared with, looked up in, or tested for as beginning or end, each with its line."""
    for node in ast.walk(ast.parse(code)):
        sides: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            sides = list(node.args) if called in ("startswith", "endswith", "frozenset", "set") else []
        for side in sides:
            held = side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]
            for one in held:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.lineno, one.value


def named(code: str) -> list[tuple[int, str]]:
    words = function_words() - own_words()
    return [(line, text) for line, text in compared(code) if text.strip().lower() in words and not text.isupper()]


@pytest.mark.parametrize("room", ROOMS)
def test_rules_name_no_word_of_a_language(room: str) -> None:
    files = sorted((SOURCE / room).rglob("*.py"))
    assert files
    found = {str(f.relative_to(SOURCE)): named(f.read_text(encoding="utf-8")) for f in files}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "code", ['x == "that"', 'x in ("whom", "zz")', 'x.startswith("The ")', 'A = frozenset(("who", "which"))']
)
def test_a_rule_that_names_one_is_found(code: str) -> None:
    assert named(code)


@pytest.mark.parametrize("code", ['data.get("that")', 'x == "throughout"', 'x == "ing"'])
def test_keys_and_our_own_values_are_none(code: str) -> None:
    assert not named(code)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_hold_code_alone_their_words_lie_with_their_language(room: str) -> None:
    held = [f for f in (SOURCE / room).rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    assert held
    assert [f.name for f in held if f.suffix != ".py"] == []
