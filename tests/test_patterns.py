"""No expression is written in a way that some Python 3.11 matches wrongly.

A possessive repeat or an atomic group is right in every version as long as there is one character, or one class of
characters, in it. Around more than that, Python up to 3.11.4 (Debian 12 has 3.11.2) matches too much or too little as
soon as something inside looks ahead or can be taken back (CPython issue 106052), and every 3.11, 3.12.1 and 3.13.0 can
raise SystemError when a group inside keeps what it matched (issue 101955).
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import chronofile
from chronofile.desk.premises import Premises
from chronofile.desk.setup import set_up

SOURCE = Path(chronofile.__file__).parent
# What `sre_parse` was before 3.11 (that name warns now); it has no public one.
PARSER: Any = importlib.import_module("re._parser")
SUSPECT = re.compile(r"[*+?}]\+|\(\?>")
ONE_CHARACTER = {"LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY"}
UNKNOWN = "(?:xy|z)"
"""Stands for a part of a pattern that is only known at run time."""


def risky(pattern: str | bytes, flags: int = 0) -> bool:
    """Whether a possessive repeat or an atomic group stands around more than one character. False for what is no
    pattern at all.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            parsed = PARSER.parse(pattern, flags)
        except (re.error, ValueError, OverflowError):
            return False
    return any(len(body) != 1 or str(body[0][0]) not in ONE_CHARACTER for body in _held(parsed))


def _held(part: Any) -> Iterator[Any]:
    """What stands inside each possessive repeat and atomic group."""
    if isinstance(part, PARSER.SubPattern):
        for operation, argument in part:
            if str(operation) == "POSSESSIVE_REPEAT":
                yield argument[2]
            elif str(operation) == "ATOMIC_GROUP":
                yield argument
            yield from _held(argument)
    elif isinstance(part, tuple | list):
        for inner in part:
            yield from _held(inner)


def written(code: str) -> Iterator[tuple[int, str | bytes]]:
    """The line and text of every string in `code`, strings put together from parts included."""
    for node in ast.walk(ast.parse(code)):
        text = _text(node)
        if text is not None and SUSPECT.search(text if isinstance(text, str) else text.decode("latin-1")):
            yield getattr(node, "lineno", 0), text


def _text(node: ast.AST) -> str | bytes | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part if isinstance(part := _text(value), str) else UNKNOWN for value in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        if isinstance(left, bytes) or isinstance(right, bytes):
            sides = [side if isinstance(side, bytes) else UNKNOWN.encode() for side in (left, right)]
            return sides[0] + sides[1]
        if left is not None or right is not None:
            return (left or UNKNOWN) + (right or UNKNOWN)
    return None


def compiled(value: object) -> Iterator[re.Pattern[Any]]:
    """Expressions in `value`, or in what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from compiled(inner)
    elif isinstance(value, tuple | list | set | frozenset):
        for inner in value:
            yield from compiled(inner)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_expressions_as_they_are_compiled(tmp_path: Path) -> None:
    set_up(Premises(tmp_path))  # the desk's own files want Django to be set up
    found, seen = [], 0
    for info in pkgutil.walk_packages(chronofile.__path__, "chronofile."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            for expression in compiled(value):
                seen += 1
                if risky(expression.pattern, expression.flags):
                    found.append(f"{info.name}.{name}: {expression.pattern!r}")
    assert found == []
    assert seen > 100


def test_expressions_as_they_are_written() -> None:
    places = [(path, line, text) for path in SOURCE.rglob("*.py") for line, text in written(path.read_text("utf-8"))]
    assert [f"{path}:{line}: {text!r}" for path, line, text in places if risky(text)] == []
    assert len(places) > 20


def test_expressions_in_the_data_of_a_language() -> None:
    for path in SOURCE.rglob("*.toml"):
        for text in strings(tomllib.loads(path.read_text("utf-8"))):
            assert not risky(text), f"{path}: {text}"


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:ab)*+",
        "(?:a|bc)++",
        "(?:ab)?+",
        "(?:ab){2,3}+",
        "([ab])*+",
        "(?:a(?!b))*+",
        "(?>a*)b",
        "(?>ab|a)",
        "x(?=(?:ab)*+)|y",
        "(?:x|(y(?:a+b)++))*",
        "(a)(?(1)(?:bc)*+|d)",
        b"(?:[^-]|-(?!->))*+",
    ],
)
def test_more_than_a_character_held_is_found(pattern: str | bytes) -> None:
    assert risky(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["a*+", "[^x]*+", r"\s++", ".?+", "[ab]{1,40}+", "(?:a)*+", "(?:ab)*", "(?:a*+b)+", r"\)*+", "[)*+]", "*+"],
)
def test_one_character_held_is_silent(pattern: str) -> None:
    assert not risky(pattern)


@pytest.mark.parametrize(
    "code",
    [
        "x = re.compile(r'(?:ab)*+')",
        "def f(words):\n    return re.compile(rf'(?:{words})*+')",
        "re.search(rb'(?:' + WORD + rb'|[^' + SPACE + rb'])*+', data)",
        "forms = ('a', 'b(?>cd)')",
    ],
)
def test_an_expression_made_inside_a_function_is_read_too(code: str) -> None:
    assert any(risky(text) for _, text in written(code))
