"""A ledger line cannot change alone."""

import msgspec
import pytest

from chronofile.model import GENESIS, next_line


def test_lines_chain_from_the_first() -> None:
    first = next_line(None, kind="case created", by="", at="2026-01-01T00:00:00Z", digest="d1")
    second = next_line(first, kind="page kept", by="MK", at="2026-01-02T00:00:00Z", digest="d2")
    assert (first.number, first.previous) == (1, GENESIS)
    assert (second.number, second.previous) == (2, first.hash)
    assert second.hash == second.expected_hash()


@pytest.mark.parametrize("field", ["number", "previous", "kind", "by", "at", "digest"])
def test_any_changed_field_shows(field: str) -> None:
    line = next_line(None, kind="page kept", by="MK", at="2026-01-02T00:00:00Z", digest="d2")
    changed = msgspec.structs.replace(line, **{field: 9 if field == "number" else "x"})
    assert changed.expected_hash() != line.hash
