from __future__ import annotations

import pytest

from chronofile.when.pattern import PatternError
from chronofile.when.rule import made

CODES = {"MONTH": "m", "YEAR": "y", "=of": "o"}


def test_a_template_is_taken_apart_into_fields_and_their_slots():
    raw = {"name": "month", "pattern": "MONTH:month (of YEAR:year)?", "value": "@date mod=MID"}
    rule = made(raw, {}, CODES, {"date": "date month={month} year={year}"})
    assert rule.template == (
        ("date", ()),
        ("month={month}", ("month",)),
        ("year={year}", ("year",)),
        ("mod=MID", ()),
    )
    assert (rule.name, rule.type, rule.second) == ("month", "DATE", ())


def test_a_rule_of_type_none_finds_nothing():
    assert made({"name": "no", "type": "NONE", "pattern": "MONTH"}, {}, CODES, {}).type is None


def test_a_class_that_nothing_defines_is_named():
    with pytest.raises(PatternError, match="WEEK"):
        made({"name": "bad", "pattern": "WEEK"}, {}, CODES, {})
