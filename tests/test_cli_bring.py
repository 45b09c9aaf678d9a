"""`chronofile import`: the report of every row, the question of the order, changes of an export that came back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from chronofile import Case
from chronofile.cli import cli

ROWS = "Date,What\n5/13/2024,The divers went out\n3/4/2024,They signed on\nnonsense,Nobody can date this\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    Case.create(folder, "Divers").close()
    return folder


def run(case: Path, file: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["import", str(case), str(file), "--by", "MK", *options])


def given(tmp_path: Path, text: str = ROWS) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    return file


def entries(case: Path) -> dict[str, str]:
    with Case.open(case, write=False) as held:
        return {
            e.headline: e.occurred.edtf if e.occurred else ""
            for e in held.chronology().entries
            if e.state == "accepted"
        }


def test_rows_are_brought_in_and_those_not_understood_are_told(case: Path, tmp_path: Path) -> None:
    made = run(case, given(tmp_path))
    assert made.exit_code == 1, "one row was not understood"
    assert (
        "row 4: not understood: “nonsense” is not understood as a date: nonsense | Nobody can date this" in made.stdout
    )
    assert "row 3: taken: 4 March 2024: They signed on" in made.stdout
    assert "Brought in 2 of 3 rows" in made.stderr
    assert "column 1 “Date” is when; 2 “What” is what." in made.stderr
    assert entries(case) == {"The divers went out": "2024-05-13", "They signed on": "2024-03-04"}


def test_a_dry_run_writes_nothing(case: Path, tmp_path: Path) -> None:
    made = run(case, given(tmp_path), "--dry-run", "--json")
    lines = [json.loads(line) for line in made.stdout.splitlines()]
    assert [line["state"] for line in lines] == ["taken", "taken", "not understood"]
    assert entries(case) == {}


def test_the_order_is_asked_for_where_nothing_decides_it(case: Path, tmp_path: Path) -> None:
    file = given(tmp_path, "Date,What\n3/4/2024,They signed on\n")
    asked = run(case, file)
    assert asked.exit_code == 2
    assert "cannot be decided (“3/4/2024”); say --date-order" in asked.stderr
    assert entries(case) == {}
    assert run(case, file, "--date-order", "day-month").exit_code == 0
    assert entries(case) == {"They signed on": "2024-04-03"}


def test_columns_are_put_right_by_number_or_by_heading(case: Path, tmp_path: Path) -> None:
    file = given(tmp_path, "A,B,C\n2024,what is not it,what happened\n")
    assert run(case, file, "--map", "3=what", "--map", "B=note").exit_code == 0
    assert entries(case) == {"what happened": "2024"}
    for wrong, told in (("9=what", "no column '9'"), ("1=whom", "no role 'whom'")):
        made = run(case, file, "--map", wrong)
        assert made.exit_code == 2
        assert told in made.stderr


def test_a_file_that_is_not_there_or_holds_no_table(case: Path, tmp_path: Path) -> None:
    assert "was not found" in run(case, tmp_path / "no.docx").stderr
    made = run(case, given(tmp_path, ""))
    assert made.exit_code == 2
    assert "No table found in mine.csv" in made.stderr


def test_an_export_comes_back_as_numbered_changes(case: Path, tmp_path: Path) -> None:
    run(case, given(tmp_path))
    with Case.open(case) as held:
        made = docx.Document(io.BytesIO(held.export("docx")))
    made.tables[0].rows[1].cells[1].paragraphs[0].runs[0].text = "They signed on for a year"
    made.tables[0].rows[2].cells[0].paragraphs[0].runs[0].text = "12 May 2024"
    file = tmp_path / "back.docx"
    made.save(str(file))

    seen = run(case, file)
    assert seen.exit_code == 0
    assert "1. row 2, what: “They signed on” is now “They signed on for a year”" in seen.stdout
    assert "2. row 3, when: “13 May 2024” is now “12 May 2024”" in seen.stdout
    assert "Nothing was changed" in seen.stderr
    assert "They signed on" in entries(case)

    assert run(case, file, "--take", "7").exit_code == 2
    assert "Took over 1 of 2 changes" in run(case, file, "--take", "2").stderr
    assert entries(case) == {"They signed on": "2024-03-04", "The divers went out": "2024-05-12"}
    assert "Took over 1 of 1 changes" in run(case, file, "--take", "all").stderr
    assert "Nothing differs in the 2 rows" in run(case, file).stderr
