"""The command line as a person meets it. Where the store is not the subject, a fake case stands in for it."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, ClassVar

import click
import pytest
from click.testing import CliRunner, Result

from chronofile import api, build, config
from chronofile.cli import cli
from chronofile.cli_case import Progress
from chronofile.defect import report, told
from chronofile.errors import CaseBusy, CaseNotFound, DiskFull, NotExact
from chronofile.model import Failure
from chronofile.show import EXPORTERS, Export, exporter
from chronofile.store import Verification
from chronofile.store.chain import Problem
from tests.show.sample import sample

PYTHON = [sys.executable, "-m", "chronofile"]
PAGE = """<html><head><title>Bridge at Ostrow closed</title></head><body><h1>Bridge at Ostrow closed</h1>
<p>Ostrow, 3 March 2025. Police closed the bridge at Ostrow on 2 March 2025, mayor Lena Hart said.</p>
<p>The council met on Monday to discuss repairs that may take two years.</p></body></html>"""


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=stdin, prog_name="chronofile")


class FakeCase:
    """A case that holds the sample; `made` lists what was asked of it."""

    made: ClassVar[list[Any]] = []

    @classmethod
    def create(cls, path: str, name: str | None = None, question: str = "", *, by: str = "") -> FakeCase:
        cls.made.append(("create", path, name, question, by))
        return cls()

    @classmethod
    def open(cls, path: str, write: bool = True) -> FakeCase:
        if not os.path.isdir(path):
            raise CaseNotFound(f"{path}: there is no case here.")
        cls.made.append(("open", path, write))
        return cls()

    def __enter__(self) -> FakeCase:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.made.append("closed")

    def build(self, paths: Any, *, by: str = "", jobs: int | None = None, progress: Any = None) -> build.BuildReport:
        self.made.append(("build", tuple(paths), by, jobs))
        progress(build.ProgressEvent(step="reading", done=1, known=0, failed=1, location="a.html"))
        failures = tuple(Failure(location=p, kind="input", message=f"{p} is a scan.") for p in paths if "scan" in p)
        events = sample().chronology.entries
        return build.BuildReport(
            pages_new=2, pages_again=0, pages_known=1, entries_new=events[:3], entries_changed=events[3:4],
            entries_gone=(), failures=failures, digest="d" * 64, seconds=0.5,
        )  # fmt: skip

    def export_record(self, *, whole: bool = False) -> Export:
        return sample()

    def export(self, name: str, audience: str = "working", *, by: str = "", decided: bool = False) -> bytes:
        return exporter(name).write(sample(audience=audience))

    def verify(self, against: str | None = None) -> Verification:
        self.made.append(("verify", against))
        problems = (Problem("page 9f3a", "its bytes changed.", "Restore it from a backup."),) if against else ()
        return Verification(
            problems=problems, unknown=("whether lines were cut off at its end",), notes=(), checked={"pages": 5, "quotations": 24}
        )  # fmt: skip


@pytest.fixture
def case(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    FakeCase.made = []
    monkeypatch.setattr(api, "Case", FakeCase)
    folder = tmp_path / "two sailors 사건"
    folder.mkdir()
    return str(folder)


# The door


def test_help_is_short() -> None:
    result = run("--help")
    assert result.exit_code == 0
    commands = re.findall(r"^  (\w+)  +\S", result.stdout, re.M)
    assert commands == [
        "demo",
        "build",
        "show",
        "open",
        "import",
        "export",
        "check",
        "verify",
        "backup",
        "restore",
        "compare",
        "read",
        "times",
        "find",
    ]


def test_help_comes_at_once() -> None:
    took = []
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run([*PYTHON, "--help"], capture_output=True, check=True, timeout=60)
        took.append(time.perf_counter() - start)
    assert b"A chronology you can cite" in done.stdout
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "chronofile", "--help"], capture_output=True, check=True, timeout=60
    ).stderr.decode()
    for heavy in ("msgspec", "tqdm", "fastwarc", "selectolax", "ftfy", "sqlite3", "chronofile.api"):
        assert f"| {heavy}\n" not in re.sub(r"\| +", "| ", loaded), heavy


def test_version() -> None:
    assert re.fullmatch(r"chronofile \d+\.\d+\.\d+\n", run("--version").stdout)


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["show"], ["export", "x"], ["build", "x"], ["export", "x", "--to", "papyrus"]]
)
def test_called_wrongly_is_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_formats_are_those_of_the_list() -> None:
    result = run("export", "--help")
    assert "|".join(e.name for e in EXPORTERS) in re.sub(r"\s", "", result.stdout)
    wrong = run("export", "x", "--to", "papyrus")
    assert "There is no format 'papyrus'; known: json, csv" in wrong.stderr


# Errors


@pytest.mark.parametrize(
    ("error", "status"),
    [(CaseBusy("x is being built by process 7; wait, or stop it."), 1), (DiskFull("no room left for x."), 1), (NotExact("changed."), 1), (CaseNotFound("no case."), 2)],
)  # fmt: skip
def test_expected_errors_are_one_sentence(
    case: str, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fails(self: FakeCase, **_: Any) -> Export:
        raise error

    monkeypatch.setattr(FakeCase, "export_record", fails)
    result = run("show", case)
    assert (result.exit_code, result.stdout, result.stderr) == (status, "", f"{error}\n")


def test_ctrl_c_says_that_all_is_kept(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: FakeCase, *_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeCase, "build", stopped)
    result = run("build", case, case)
    assert result.exit_code == 130
    assert result.stderr == "Stopped; what was read is kept. Run the same command again to go on.\n"
    assert FakeCase.made[-1] == "closed"


def failing(secret: str) -> BaseException:
    try:
        raise ZeroDivisionError(secret) from ValueError(secret)
    except ZeroDivisionError as error:
        return error


def test_our_defect_is_told_without_a_word_of_the_case(tmp_path: Path) -> None:
    error = failing("Ida Brenner")
    message = told(error, error.__traceback__, tmp_path / "logs")
    assert message.startswith("Our defect: ")
    written = next((tmp_path / "logs").iterdir())
    assert str(written) in message
    text = written.read_text()
    assert "Ida" not in text + message
    assert "error builtins.ZeroDivisionError" in text
    assert "error builtins.ValueError" in text
    assert re.search(r"test_cli\.py:\d+ in failing", text)


def test_our_defect_is_told_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    error = failing("x")
    assert "CHRONOFILE_DEBUG=1" in told(error, error.__traceback__, tmp_path / "file" / "logs")


def test_a_report_names_places_not_people() -> None:
    error = failing("x")
    assert str(Path.home()) not in report(error, error.__traceback__, "ref")


def test_an_unforeseen_error_shows_no_traceback(tmp_path: Path) -> None:
    program = (
        "import sys; from chronofile import api, cli\n"
        "def fails(*a, **k): raise RuntimeError('Ida Brenner')\n"
        "api.find_times = fails\n"
        "sys.argv = ['chronofile', 'times']\n"
        "cli.main()\n"
    )

    def outcome(**extra: str) -> subprocess.CompletedProcess[bytes]:
        environment = os.environ | {"CHRONOFILE_LOGS": str(tmp_path)} | extra
        environment.pop("CHRONOFILE_DEBUG", None) if not extra else None
        return subprocess.run(
            [sys.executable, "-c", program], input=b"", capture_output=True, env=environment, timeout=60, check=False
        )

    plain = outcome()
    assert plain.returncode == 1
    assert plain.stderr.startswith(b"Our defect: ")
    assert b"Traceback" not in plain.stderr
    assert b"Ida" not in plain.stderr + next(tmp_path.glob("defect-*.txt")).read_bytes()
    assert b"Traceback" in outcome(CHRONOFILE_DEBUG="1").stderr


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"Page {number}\n\n" + "On 3 March 2025 the bridge was closed. " * 400)
    maker = subprocess.Popen([*PYTHON, "read", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert maker.stdout is not None
    assert maker.stderr is not None
    maker.stdout.readline()
    maker.stdout.close()
    errors = maker.stderr.read()
    maker.stderr.close()
    assert maker.wait(timeout=60) == 0
    assert errors == b""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_ctrl_c_for_real(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A page\n\n" + "On 3 March 2025 the bridge was closed. " * 400)
    maker = subprocess.Popen(
        [*PYTHON, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1.5)
    maker.send_signal(signal.SIGINT)
    out, errors = maker.communicate(timeout=60)
    assert maker.returncode == 130
    assert errors == b"Stopped; what was read is kept. Run the same command again to go on.\n"
    assert out == b""


def test_output_is_utf8_on_any_console() -> None:
    environment = os.environ | {
        "PYTHONIOENCODING": "latin-1",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    done = subprocess.run(
        [*PYTHON, "times", "--published", "2025-12-24", "--explain"],
        input="On 3 March 2025 — 변호사".encode(), capture_output=True, env=environment, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.decode("utf-8").startswith("“3 March 2025” → 3 March 2025")


# Commands on a case


def test_build_says_what_is_new_and_how_to_see_it(case: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    result = run("build", case, str(tmp_path / "a.html"), "--by", "MK", "--jobs", "2")
    assert result.exit_code == 0
    assert result.stdout == (
        f'2 new pages, 1 already kept; 3 new entries, 1 changed.\nSee it with: chronofile show "{case}"\n'
    )
    assert FakeCase.made == [("open", case, True), ("build", (str(tmp_path / "a.html"),), "MK", 2), "closed"]


def test_build_makes_the_case_when_there_is_none(case: str, tmp_path: Path) -> None:
    new = str(tmp_path / "new case")
    result = run("build", new, str(tmp_path), "--name", "The bridge", "--question", "Who closed it?")
    assert result.exit_code == 0
    assert result.stderr == f"New case in {new}.\n"
    assert FakeCase.made[0] == ("create", new, "The bridge", "Who closed it?", "")


def test_build_names_what_was_not_read_and_ends_in_1(case: str, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_text("")
    result = run("build", case, str(tmp_path / "scan.pdf"))
    assert result.exit_code == 1
    assert "Not read: " + str(tmp_path / "scan.pdf") + " is a scan." in result.stderr
    assert "1 file not read" in result.stdout


def test_build_as_json(case: str, tmp_path: Path) -> None:
    row = json.loads(run("build", case, str(tmp_path), "--json").stdout)
    assert (row["pages_new"], row["pages_known"], row["digest"]) == (2, 1, "d" * 64)
    assert row["entries_new"][0] == {"id": "e001", "headline": "The two sailors have been held for almost a year"}


def test_build_of_nothing_makes_no_case(case: str, tmp_path: Path) -> None:
    result = run("build", str(tmp_path / "new"), str(tmp_path / "missing.html"))
    assert result.exit_code == 2
    assert "missing.html was not found. Nothing was built" in result.stderr
    assert not (tmp_path / "new").exists()
    assert FakeCase.made == []


def test_progress_keeps_silent_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    progress(build.ProgressEvent(step="reading", done=3, known=1, failed=0))
    progress.close()
    assert capsys.readouterr().err == ""


def test_show_prints_the_chronology(case: str) -> None:
    result = run("show", case)
    assert result.exit_code == 0
    assert "Two sailors of the Marvika" in result.stdout
    assert "January 2025 · some day in the month" in result.stdout
    assert "\x1b" not in result.stdout
    assert FakeCase.made[0] == ("open", case, False)


def test_show_with_filters_says_what_it_hides(case: str) -> None:
    result = run("show", case, "--from", "2025-11", "--to", "2025-11-25", "--about", "brenner", "--top", "5")
    assert "1 of 14 entries shown" in result.stdout
    assert "Ida Brenner handed letters" in result.stdout
    assert run("show", case, "--from", "lately").exit_code == 2


def test_show_as_json_lines(case: str) -> None:
    lines = run("show", case, "--json", "--top", "2").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["e001", "e002"]


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS])
def test_export_to_output_and_to_a_file(case: str, tmp_path: Path, name: str) -> None:
    data = run("export", case, "--to", name).stdout_bytes
    target = tmp_path / f"out{exporter(name).suffix}"
    result = run("export", case, "--to", name, "-o", str(target))
    assert result.exit_code == 0
    assert target.read_bytes() == data == exporter(name).write(sample())
    assert result.stdout == ""
    assert "not for release" in result.stderr
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_export_for_another_audience_is_refused(case: str) -> None:
    result = run("export", case, "--to", "html", "--audience", "public")
    assert result.exit_code == 2
    assert "There is no audience 'public' yet" in result.stderr
    assert result.stdout == ""


def test_export_into_a_place_that_is_not_there(case: str, tmp_path: Path) -> None:
    result = run("export", case, "--to", "csv", "-o", str(tmp_path / "no" / "x.csv"))
    assert result.exit_code == 2
    assert "x.csv cannot be written" in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*PYTHON, "times", "--published", "2025-12-24"], input=b"On Monday. " * 3000, stdout=full,
                              stderr=subprocess.PIPE, timeout=60, check=False)  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"No room left" in done.stderr


def test_verify_says_what_was_looked_at_and_what_cannot_be_known(case: str) -> None:
    result = run("verify", case)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "No problem found.",
        "Looked at: 5 pages, 24 quotations.",
        "This folder cannot show whether lines were cut off at its end.",
    ]


def test_verify_with_a_problem_is_1(case: str, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    before.write_text("{}")
    result = run("verify", case, "--against", str(before))
    assert result.exit_code == 1
    assert result.stdout.startswith("page 9f3a: its bytes changed. Restore it from a backup.\n1 problem found")
    assert json.loads(run("verify", case, "--json").stdout)["checked"]["pages"] == 5
    assert run("verify", case, "--against", str(tmp_path / "nothing")).exit_code == 2


def test_demo_prints_the_chronology_and_where_to_read_it(
    case: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(api, "example", lambda into: FakeCase())
    into = tmp_path / "demo"
    result = run("demo", "--into", str(into))
    assert result.exit_code == 0
    assert "Two sailors of the Marvika" in result.stdout
    page = tmp_path / "demo.html"
    assert str(page) in result.stdout
    assert page.read_bytes() == exporter("html").write(sample())


# Commands without a case: real rooms


def test_read_gives_one_line_a_page(tmp_path: Path) -> None:
    page = tmp_path / "사건 자료" / "a page.html"
    page.parent.mkdir()
    page.write_text(PAGE)
    result = run("read", str(tmp_path))
    assert result.exit_code == 0
    row = json.loads(result.stdout)
    assert row["headline"] == "Bridge at Ostrow closed"
    assert row["path"] == str(page)
    assert row["text"].startswith("Ostrow, 3 March 2025.")


def test_offsets_count_in_the_text_layer(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    row = json.loads(run("read", "--with-text-layer", str(tmp_path / "a.html")).stdout)
    headline = next(b for b in row["blocks"] if b["role"] == "headline")
    assert "Bridge at Ostrow closed" in row["text_layer"][headline["start"] : headline["end"]]


def test_standard_input_is_a_page_too() -> None:
    result = run("read", "-", stdin=PAGE.encode())
    assert result.exit_code == 0
    row = json.loads(result.stdout)
    assert (row["path"], row["headline"]) == ("-", "Bridge at Ostrow closed")


def test_times_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffOn Monday the bridge closed.".encode())
    row = json.loads(run("times", str(tmp_path / "a.txt"), "--published", "2025-12-24").stdout)
    assert (row["start"], row["end"], row["text"], row["earliest"]) == (3, 9, "Monday", "2025-12-22")
    told = run("times", "--published", "2025-12-24", "--explain", stdin=b"On Monday the bridge closed.").stdout
    assert told.startswith("“Monday” → 22 December 2025: ")


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["times", "--published", "soon"], b"x", "'soon' is not a date"),
        (["times", "no such.txt"], None, "no such.txt was not found"),
        (["times"], b"\xff\xfe", "Standard input is not UTF-8 text (byte 0)"),
        (["read", "no such.html"], None, "no such.html was not found"),
        (["find", "no such.html", "nor this"], None, "Not found: no such.html, nor this."),
    ],
)
def test_called_wrongly_without_a_case(arguments: list[str], stdin: bytes | None, said: str) -> None:
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


# Bad input: named, counted, and every other page kept


def _bad(folder: Path, kind: str) -> Path:
    path = folder / f"bad {kind}.html"
    if kind == "missing":
        return path
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 64)
    elif kind == "truncated":
        path = folder / "bad truncated.html.gz"
        path.write_bytes(gzip.compress(PAGE.encode() * 50)[:80])
    elif kind == "nothing":
        path = folder / "bad nothing"
        path.mkdir()
    elif kind == "forbidden":
        path.write_text(PAGE)
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("this user may read everything")
    return path


@pytest.mark.parametrize("command", ["read", "build"])
@pytest.mark.parametrize("kind", ["missing", "empty", "binary", "truncated", "nothing", "forbidden"])
def test_bad_input_costs_itself_alone(tmp_path: Path, kind: str, command: str) -> None:
    good = tmp_path / "good.html"
    good.write_text(PAGE)
    bad = _bad(tmp_path, kind)
    before = [str(tmp_path / "사건 one")] if command == "build" else []
    result = run(command, *before, str(bad), str(good))
    assert result.exit_code == 1, result.output
    assert bad.name in result.stderr
    assert "Traceback" not in result.output
    if command == "read":
        assert json.loads(result.stdout)["path"] == str(good)
    else:
        assert result.stdout.startswith("1 new page")
        assert run("verify", *before).exit_code == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nested.html", b"<html><body>" + b"<div>" * 100_000 + b"<p>On 3 March 2025 the bridge closed.</p>"),
        ("line.txt", b"Nobody said why the bridge was closed. " * 50_000 + b"On 3 March 2025 it was opened."),
        ("charset.html", PAGE.encode("utf-16") + b"\xff"),
        ("nul.html", PAGE.replace("closed", "clo\x00sed").encode()),
    ],
    ids=["nested", "line", "charset", "nul"],
)
def test_odd_pages_are_read_or_named_never_a_crash(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.html").write_text(PAGE)
    result = run("read", str(tmp_path))
    assert result.exit_code in (0, 1), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert any(json.loads(line)["path"].endswith("good.html") for line in result.stdout.splitlines())


def test_config_reads_the_environment_once_at_the_door(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHRONOFILE_LOGS", str(tmp_path))
    monkeypatch.setenv("CHRONOFILE_DEBUG", "1")
    assert config.log_folder() == tmp_path
    assert config.debug()
    monkeypatch.setenv("CHRONOFILE_DEBUG", "0")
    assert not config.debug()


def test_every_command_explains_itself() -> None:
    for name, command in cli.commands.items():
        assert isinstance(command, click.Command)
        assert command.help, name
        assert run(name, "--help").exit_code == 0
