from __future__ import annotations

from chronofile import lang
from chronofile.when.grammar import grammar
from chronofile.when.pattern import compile_pattern
from chronofile.when.tokens import tokenise

CODES = {"MONTH": "m", "DAY": "d", "YEAR": "y", "CLOCK": "c", "=at": "a", "=on": "o"}


def test_what_a_match_cannot_do_without_is_looked_for_first():
    made = compile_pattern("(MONTH | YEAR) DAY? (at)? CLOCK", {}, CODES)
    assert made.needed is not None
    assert made.needed.pattern == "[c]"
    assert made.width == 4
    assert made.match("mdac", 0) is not None
    assert made.match("mdymdymdyc", 0) is None


def test_one_branch_without_a_need_leaves_none_to_look_for():
    made = compile_pattern("DAY? (MONTH | YEAR) (at CLOCK)?", {}, CODES)
    assert made.match("dm", 0) is not None
    assert made.match("y", 0) is not None


def test_looking_first_loses_no_match():
    """Every rule at every token of all examples: the quick look refuses nothing that the expression takes."""
    known = grammar("en")
    examples = [hit[0] for rule in lang.load("en", "time")["rule"] for hit in rule.get("hits", [])]
    for text in examples:
        for tokens in tokenise(text, 0, len(text), known):
            code = "".join(tokens.codes)
            for at, head in enumerate(code):
                for rule in known.by_head.get(head, ()):
                    plain, quick = rule.compiled.regex.match(code, at), rule.compiled.match(code, at)
                    assert (plain is None) == (quick is None), (rule.name, text)
