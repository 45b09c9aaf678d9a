"""The bench's table and file say the same."""

import json
from pathlib import Path

from tools.measure import Row, save, table

ROWS = [
    Row(room="path", set="generated", measure="whole path", value=12.34567, unit="pages/s"),
    Row(room="time", set="te3", measure="value F1", value=80.0, unit="%", peer="reported: HeidelTime", peer_value=78.6),
]


def test_the_table_puts_the_peer_beside_the_figure() -> None:
    lines = table(ROWS).splitlines()
    assert lines[1].split() == ["path", "generated", "whole", "path", "12.346", "pages/s"]
    assert lines[2].endswith("reported: HeidelTime  78.6")


def test_the_file_holds_every_row_in_full(tmp_path: Path) -> None:
    save(ROWS, tmp_path / "bench.json")
    held = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [row["value"] for row in held] == [12.34567, 80.0]
    assert held[0]["peer_value"] is None
