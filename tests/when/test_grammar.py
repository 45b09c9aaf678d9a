from __future__ import annotations

import pytest

from chronofile import lang
from chronofile.model import Block, DateValue, Time
from chronofile.when import match, resolve
from chronofile.when.grammar import grammar
from chronofile.when.pattern import PatternError, compile_pattern

LANGUAGES = [name for name in lang.languages() if lang.load(name, "time")]
RULES = [(name, rule) for name in LANGUAGES for rule in lang.load(name, "time").get("rule", [])]


def times(text: str, language: str, published: str) -> tuple[Time, ...]:
    expressions = match(text, [Block(0, len(text), "paragraph")], language)
    return resolve(expressions, text, DateValue.from_edtf(published), language)


@pytest.mark.parametrize(("language", "rule"), RULES, ids=[f"{name}.{rule['name']}" for name, rule in RULES])
def test_examples_of_each_rule(language, rule):
    published = lang.load(language, "time")["examples"]["published"]
    for sentence, words, value, *own in rule.get("hits", []):
        found = times(sentence, language, own[0] if own else published)
        assert (words, value) in [(t.text, t.value) for t in found if t.rule == rule["name"]], (sentence, found)
    for sentence in rule["misses"]:
        assert not [t for t in times(sentence, language, published) if t.rule == rule["name"]], sentence


@pytest.mark.parametrize(("language", "rule"), RULES, ids=[f"{name}.{rule['name']}" for name, rule in RULES])
def test_each_rule_carries_examples_both_ways(language, rule):
    assert rule["misses"]
    if rule.get("type") != "NONE":
        assert rule["hits"]
        assert rule["value"]


def test_a_rule_of_type_none_takes_its_words_out_of_the_running():
    for sentence in (
        "The Sunday Times reported it.",
        "He was 45 years old.",
        "Theresa May left.",
        "She lives on Easter Island.",
    ):
        assert times(sentence, LANGUAGES[0], "2025-01-15") == ()


def test_a_language_without_data_still_reads_numeric_dates():
    assert [t.value for t in times("Publié 2025-01-12 à Lund, en janvier", "xx", "2025-01-15")] == ["2025-01-12"]


def test_the_grammar_is_built_once():
    assert grammar("en") is grammar("en")


@pytest.mark.parametrize("pattern", ["MONTH (", "NOSUCHLIST", "a? b?", "%"])
def test_a_bad_pattern_is_named(pattern):
    with pytest.raises(PatternError, match="pattern"):
        compile_pattern(pattern, {}, {"MONTH": "x", "=a": "a", "=b": "b"})


def test_patterns_have_no_unbounded_repetition():
    """Linear matching rests on it: every rule takes a bounded number of tokens."""
    for rule in grammar("en").rules:
        source = rule.compiled.regex.pattern
        assert "*" not in source.replace("\\*", "")
        assert "+" not in source.replace("\\+", "")


def test_a_list_may_leave_its_words_plain_words_to_every_other_rule():
    known = grammar("en")
    assert known.words["announced"].code in known.codes["WORD"]
    assert known.words["Toyota"].code in known.codes["NAME"]
    assert known.words["today"].code not in known.codes["WORD"]
