"""Commands on a case: demo, build, show, export, verify. Everything heavy is imported where it is used."""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from chronofile import config
from chronofile.errors import CalledWrongly, CaseNotFound, ChronofileError, DiskFull

if TYPE_CHECKING:
    from chronofile.build import BuildReport, ProgressEvent
    from chronofile.model import Failure
    from chronofile.show import Export, Filter
    from chronofile.store import Verification

    StringType = click.ParamType[str]
else:  # click is generic for type checkers of late, and not when it runs
    StringType = click.ParamType

DEMO = "chronofile-demo"


class Format(StringType):
    """The formats there are: those of `show.EXPORTERS`, looked up only when they are needed."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return f"[{'|'.join(self._names())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self._names():
            self.fail(f"There is no format '{value}'; known: {', '.join(self._names())}.", param, ctx)
        return str(value)

    def _names(self) -> list[str]:
        from chronofile.show import EXPORTERS

        return [each.name for each in EXPORTERS]


class Progress:
    """One line on standard error that counts pages, only where that is a terminal. How many come is not known."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __call__(self, event: ProgressEvent) -> None:
        if not config.is_terminal(sys.stderr):
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(unit=" pages", file=sys.stderr, leave=False, dynamic_ncols=True)
        step = "Joining what pages tell" if event.step == "joining" else "Reading"
        failed = f", {event.failed} not read" if event.failed else ""
        self._bar.set_description(f"{step}{failed}", refresh=event.step == "joining")
        self._bar.update(event.done + event.known - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


@click.command()
@click.option("--into", default=DEMO, show_default=True, metavar="FOLDER", help="Where to build the example case.")
def demo(into: str) -> None:
    """Build the example case, print its chronology, say how to open it."""
    from chronofile import api

    with api.example(into) as case:
        _show(case.export_record())
        page = Path(into).with_name(Path(into).name + ".html")
        _write(page, case.export("html"))
    click.echo(f"\nThe case is in {into}. To read it as a page, open {page.resolve()} in a browser.")
    click.echo(f"For your own pages: chronofile build {shell('my case')} PATH…")


@click.command()
@click.argument("case")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--name", help="What to call a new case (else: the name of its folder).")
@click.option("--question", default="", help="The question of a new case, printed on top of every export.")
@click.option("--by", default=config.signature, metavar="NAME", help="Who adds these pages, for the custody log.")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes (else: as many as there are cores).")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.option("--progress-json", is_flag=True, hidden=True)
@click.pass_context
def build(ctx: click.Context, /, case: str, paths: tuple[str, ...], **options: Any) -> None:
    """Keep, read, date, find, merge: pages become entries of CASE. Safe to repeat.

    PATH is a file or a folder: HTML, plain text, RSS or Atom, WARC.
    """
    from chronofile import api

    if options["progress_json"]:
        ctx.exit(_build_told(case, paths, by=options["by"], jobs=options["jobs"]))
    if not any(os.path.lexists(path) for path in paths):
        raise CalledWrongly(f"{not_there(paths)} Nothing was built; give a file or a folder that exists.")
    try:
        opened = api.Case.open(case)
    except CaseNotFound:  # nothing there yet, an empty folder, or a case whose making was cut short
        opened = api.Case.create(case, options["name"], options["question"], by=options["by"])
        click.echo(f"New case in {case}.", err=True)
    progress = Progress()
    with opened as held:
        try:
            report = held.build(paths, by=options["by"], jobs=options["jobs"], progress=progress)
        finally:
            progress.close()
    name_failures(report.failures)
    click.echo(_line(_built_row(report)) if options["as_json"] else _built(report, case))
    ctx.exit(1 if report.failures else 0)


@click.command()
@click.argument("case")
@click.option("--from", "first", metavar="DATE", help="Entries that may have been on this day or later.")
@click.option("--to", "last", metavar="DATE", help="Entries that may have been on this day or earlier.")
@click.option("--about", default="", metavar="WORDS", help="Entries that have all these words: who, where, what.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the N most important entries.")
@click.option("--json", "as_json", is_flag=True, help="One entry a line, as in the JSON export.")
def show(case: str, first: str | None, last: str | None, about: str, top: int | None, as_json: bool) -> None:
    """Print the chronology. DATE is 2025, 2025-03 or 2025-03-14."""
    from chronofile import api
    from chronofile.show import Filter, day_range

    wanted = Filter(
        first=day_range(first)[0] if first else None,
        last=day_range(last)[1] if last else None,
        about=about,
        top=top,
    )
    with api.Case.open(case, write=False) as opened:
        record = opened.export_record(whole=as_json)
    if as_json:
        _show_json(record, wanted)
    else:
        _show(record, wanted)


@click.command()
@click.argument("case")
@click.option("--to", "name", required=True, type=Format(), help="What to make of it.")
@click.option("-o", "--output", metavar="FILE", help="Write here (else: standard output).")
@click.option("--audience", default="working", show_default=True, help="For whom; a working copy is not for release.")
@click.option("--decided", is_flag=True, help="Only what a person accepted, edited or wrote.")
def export(case: str, name: str, output: str | None, audience: str, decided: bool) -> None:
    """Make a file of the chronology to read, print, hand over or compute with."""
    from chronofile import api

    with api.Case.open(case, write=False) as opened:
        data = opened.export(name, audience=audience, decided=decided)
    if output in (None, "-"):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    _write(Path(str(output)), data)
    click.echo(f"Written: {output} ({audience} copy, not for release).", err=True)


@click.command()
@click.argument("case")
@click.option("--against", metavar="EXPORT", help="An earlier JSON or HTML export of this case, to find a cut tail.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def verify(ctx: click.Context, case: str, against: str | None, as_json: bool) -> None:
    """Check every fingerprint, every line of the custody log, every quotation against its bytes."""
    from chronofile import api

    if against is not None and not os.path.isfile(against):
        raise CalledWrongly(f"{against} is not a file; give an export of this case, made earlier.")
    with api.Case.open(case, write=False) as opened:
        report = opened.verify(against=against)
    if as_json:
        click.echo(_line(report))
    else:
        for line in _verified(report):
            click.echo(line)
    ctx.exit(1 if report.problems else 0)


def not_there(paths: Iterable[str]) -> str:
    missing = [path for path in paths if not os.path.lexists(path)]
    return f"{missing[0]} was not found." if len(missing) == 1 else f"Not found: {', '.join(missing)}."


def name_failures(failures: Iterable[Failure]) -> None:
    """Each file that was not read, by name, on standard error."""
    for failure in failures:
        named = "" if os.path.basename(failure.location) in failure.message else f"{failure.location}: "
        click.echo(f"Not read: {named}{failure.message}", err=True)


def shell(path: str) -> str:
    """A path as it must be typed."""
    return f'"{path}"' if any(c.isspace() for c in path) else path


def _show(record: Export, wanted: Filter | None = None) -> None:
    from chronofile.show import filtered, terminal

    kept = filtered(record, wanted) if wanted else record
    out_of = record.counts.entries if wanted and not wanted.is_empty else None
    click.echo(terminal(kept, config.width(), config.colour(), out_of=out_of), nl=False)


def _show_json(record: Export, wanted: Filter) -> None:
    from chronofile.show import entry_row, filtered, json_line
    from chronofile.show.export import shown_entries

    for entry in shown_entries(filtered(record, wanted)):
        click.echo(json_line(entry_row(entry)))


def _build_told(case: str, paths: tuple[str, ...], *, by: str, jobs: int | None) -> int:
    """A build that another program follows and may end: one JSON object a line on standard output. The one path "-"
    stands for a list of sources, as JSON on standard input. Ends as usual when nobody listens any more.
    """
    from chronofile import api
    from chronofile.api.adding import add
    from chronofile.api.building import LISTED, given_sources, told
    from chronofile.build import priority

    signal.signal(signal.SIGTERM, _stopped)
    priority.step_back()
    given = given_sources(sys.stdin.buffer.read()) if paths == ("-",) else list(paths)
    tell = Told()
    try:
        with api.Case.open(case) as held:
            report = add(held, given, by=by, jobs=jobs, progress=lambda event: tell(told(event)))
    except ChronofileError as error:
        tell({"step": "stopped", "error": type(error).__name__, "message": str(error)})
        raise
    tell({"step": "ended", "read": report.pages_new + report.pages_again + report.pages_known,
          "failed": len(report.failures), "new": sum(entry.aspect in LISTED for entry in report.entries_new),
          "failures": [failure.location for failure in report.failures]})  # fmt: skip
    return 1 if report.failures else 0


class Told:
    """Rows on standard output, until nobody reads them: then the work goes on in silence."""

    def __init__(self) -> None:
        self.is_heard = True

    def __call__(self, row: dict[str, Any]) -> None:
        if not self.is_heard:
            return
        try:
            sys.stdout.write(_line(row) + "\n")
            sys.stdout.flush()
        except OSError:
            self.is_heard = False
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs


def _stopped(number: int, frame: object) -> NoReturn:
    """A polite request to end is what Ctrl-C is: what was read is kept, and the case is whole."""
    raise KeyboardInterrupt


def _built(report: BuildReport, case: str) -> str:
    from chronofile.show.sentences import plural

    again = f", {report.pages_again} read anew" if report.pages_again else ""
    told = [
        f"{plural(report.pages_new, 'new page')}{again}, {report.pages_known} already kept",
        f"{plural(len(report.entries_new), 'new entry', 'new entries')}, {len(report.entries_changed)} changed"
        + (f", {len(report.entries_gone)} no longer found" if report.entries_gone else ""),
    ]
    if report.failures:
        told.append(f"{plural(len(report.failures), 'file')} not read")
    return f"{'; '.join(told)}.\nSee it with: chronofile show {shell(case)}"


def _built_row(report: BuildReport) -> dict[str, Any]:
    """The report without whole entries: their ids and headlines."""
    return {
        "pages_new": report.pages_new,
        "pages_again": report.pages_again,
        "pages_known": report.pages_known,
        "entries_new": [{"id": e.id, "headline": e.headline} for e in report.entries_new],
        "entries_changed": [{"id": e.id, "headline": e.headline} for e in report.entries_changed],
        "entries_gone": list(report.entries_gone),
        "failures": [{"location": f.location, "kind": f.kind, "message": f.message} for f in report.failures],
        "digest": report.digest,
    }


def _verified(report: Verification) -> list[str]:
    from chronofile.show.sentences import plural

    lines = [f"{p.subject}: {p.what} {p.way_out}" for p in report.problems]
    count = len(report.problems)
    lines.append(
        f"{plural(count, 'problem')} found; do not cite what is named above." if count else "No problem found."
    )
    lines.append("Looked at: " + ", ".join(f"{number:,} {name}" for name, number in report.checked.items()) + ".")
    lines += [f"Note: {note}" for note in report.notes]
    lines += [f"This folder cannot show {item}." for item in report.unknown]
    return lines


def _line(row: Any) -> str:
    from chronofile.show import json_line

    return json_line(row)


def _write(path: Path, data: bytes) -> None:
    """All or nothing: into a file beside it, then renamed. Raises CalledWrongly or DiskFull."""
    try:
        handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(beside, 0o644)
            os.replace(beside, path)
        except OSError:
            with suppress(OSError):
                os.unlink(beside)
            raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(
                f"No room left for {path}; nothing was written. Free some space and export again."
            ) from error
        raise CalledWrongly(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
