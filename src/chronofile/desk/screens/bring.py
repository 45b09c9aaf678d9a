"""Bring in: a chronology of one's own: the file, what its columns are, what becomes of every row, then one act."""

from __future__ import annotations

import errno

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chronofile.api import bring
from chronofile.api.clock import now
from chronofile.bring import Fix
from chronofile.desk.column_form import dated, headings, number, role_names, said, wrong
from chronofile.desk.frame import render
from chronofile.desk.given_files import GivenFile, GivenFiles, Readings
from chronofile.desk.held import HeldCase, on_case, posted
from chronofile.desk.premises import here
from chronofile.errors import CalledWrongly, JudgementRefused

SAMPLE = 8
"""Rows of the file shown over the question what its columns are."""
PART = 100
"""Rows of the report on one screen."""
LONGEST_PASTE = 4_000_000
_reports = Readings()


@on_case
def give(request: HttpRequest, held: HeldCase) -> HttpResponse:
    """Choose a file, or paste the rows."""
    error = ""
    if request.method == "POST" and held.writable:
        try:
            return HttpResponseRedirect(_address(held, _given(request, held).id))
        except CalledWrongly as wrong:
            error = str(wrong)
    return render(
        request, "desk/bring/give.html", held, at="import", status=422 if error else 200, error=error,
        pasted=request.POST.get("pasted", ""), unfinished=files_of(held).every(),
    )  # fmt: skip


@on_case
def begin(request: HttpRequest, held: HeldCase, given: str) -> HttpResponse:
    """Where a file that was given goes on."""
    found = found_file(held, given)
    if files_of(held).read(found).is_ours and found.mapping is None:
        return HttpResponseRedirect(f"{_address(held, given)}/changes")
    return HttpResponseRedirect(f"{_address(held, given)}/{'report' if found.mapping else 'columns'}")


@require_POST
@on_case
def throw(request: HttpRequest, held: HeldCase, given: str) -> HttpResponse:
    files_of(held).drop(given)
    return HttpResponseRedirect(f"/c/{held.key}/import")


@on_case
def columns(request: HttpRequest, held: HeldCase, given: str) -> HttpResponse:
    """What each column is, and in which order days and months stand where that cannot be told."""
    file = found_file(held, given)
    read = files_of(held).read(file)
    errors: dict[str, str] = {}
    mapping = file.mapping or bring.guessed(read)
    if request.method == "POST":
        tracked = "without" if request.POST.get("tracked") == "without" else "with"
        chosen = number(request.POST.get("table"), len(read.document.tables))
        if chosen != mapping.table or tracked != file.tracked:
            file = msgspec.structs.replace(file, tracked=tracked, mapping=None, fixes={})
            file = files_of(held).put(file)
            read = files_of(held).read(file)
            mapping = bring.guessed(read, chosen if chosen < len(read.document.tables) else None)
            errors = {"": ""} if posted(request, "act") == "read" else {}
        else:
            mapping = said(request, read, mapping)
            errors = wrong(read, mapping)
        if not errors and posted(request, "act") == "read":
            fixes = file.fixes if file.mapping == mapping else {}
            files_of(held).put(msgspec.structs.replace(file, mapping=mapping, fixes=fixes))
            return HttpResponseRedirect(f"{_address(held, given)}/report")
    table = read.document.tables[mapping.table]
    heads = headings(read, mapping)
    problems = {field: told for field, told in errors.items() if told}
    return render(
        request,
        "desk/bring/columns.html",
        held,
        at="import",
        status=422 if problems else 200,
        file=file,
        document=read.document,
        is_ours=read.is_ours,
        table=table,
        notes=table.notes,
        mapping=mapping,
        heads=heads,
        roles=role_names(),
        columns=[(at, role, heads[at]) for at, role in enumerate(mapping.columns)],
        sample=[(row, at < mapping.heads) for at, row in enumerate(table.rows[:SAMPLE])],
        more=max(0, len(table.rows) - SAMPLE),
        dated=dated(read, mapping, heads),
        errors=problems,
    )


@on_case
def report(request: HttpRequest, held: HeldCase, given: str) -> HttpResponse:
    """What becomes of every row; those not understood can be put right, any can be left out."""
    file = found_file(held, given)
    if file.mapping is None:
        return HttpResponseRedirect(f"{_address(held, given)}/columns")
    error = ""
    if request.method == "POST":
        file = _fixed(request, held, file)
        if posted(request, "act") == "bring":
            made = _report(held, file)
            try:
                bring.bring_in(held.case, made, by=held.by)
            except JudgementRefused as refused:
                error = str(refused)
            else:
                files_of(held).drop(file.id)
                return HttpResponseRedirect(f"/c/{held.key}/")
        else:
            return HttpResponseRedirect(f"{_address(held, given)}/report?show={posted(request, 'show')}")
    made = _report(held, file)
    counts = made.counts()
    states = [("not understood", _("Not understood")), ("question", _("Taken, with a question")),
              ("taken", _("Taken")), ("left out", _("Left out"))]  # fmt: skip
    show = request.GET.get("show") or next((state for state, title in states if counts.get(state)), "taken")
    rows = [row for row in made.rows if row.read.state == show]
    part = max(1, number(request.GET.get("part"), 10_000))
    return render(
        request,
        "desk/bring/report.html",
        held,
        at="import",
        status=409 if error else 200,
        error=error,
        file=file,
        made=made,
        tabs=[(state, title, counts.get(state, 0)) for state, title in states],
        show=show,
        rows=[(row, file.by_row.get(row.read.number, Fix())) for row in rows[(part - 1) * PART : part * PART]],
        part=part,
        parts=-(-len(rows) // PART),
        takes=len(made.taken),
        total=len(made.rows),
    )


def files_of(held: HeldCase) -> GivenFiles:
    return GivenFiles(here().folder, held.key)


def found_file(held: HeldCase, own: str) -> GivenFile:
    found = files_of(held).get(own)
    if found is None:
        raise Http404(own)
    return found


def _given(request: HttpRequest, held: HeldCase) -> GivenFile:
    """The file of the form, kept once its tables could be read. Raises CalledWrongly."""
    sent, pasted = request.FILES.get("file"), request.POST.get("pasted", "")
    if sent is not None and sent.name:
        data, name = sent.read(), str(sent.name).replace("\\", "/").rpartition("/")[2]
    elif pasted.strip():
        if len(pasted) > LONGEST_PASTE:
            raise CalledWrongly(_("This is longer than a table can be. Save it as a file and give that."))
        data, name = pasted.encode("utf-8", "replace"), _("pasted rows")
    else:
        raise CalledWrongly(
            _("Nothing was given yet. Choose a Word document, a workbook or a CSV file, or paste rows.")
        )
    bring.opened(data, name)
    try:
        return files_of(held).add(data, name, now())
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise CalledWrongly(_("No room left on this computer for this file. Free some space.")) from None


def _fixed(request: HttpRequest, held: HeldCase, file: GivenFile) -> GivenFile:
    """What the person said about the rows on the screen, kept with the file."""
    fixes = dict(file.fixes)
    ticked = set(request.POST.getlist("take"))
    for row in request.POST.getlist("row"):
        if not row.isdecimal():
            continue
        before = fixes.get(row, Fix())
        was_taken = request.POST.get(f"was-{row}") == "1"
        take = before.take if (row in ticked) == was_taken else row in ticked
        when, undated = posted(request, f"when-{row}"), f"undated-{row}" in request.POST
        fixes[row] = Fix(
            when="" if undated else when or before.when, undated=undated or (before.undated and not when), take=take
        )
        if fixes[row] == Fix():
            del fixes[row]
    return files_of(held).put(msgspec.structs.replace(file, fixes=fixes))


def _report(held: HeldCase, file: GivenFile) -> bring.Report:
    assert file.mapping is not None
    mapping = file.mapping
    key = (file.id, file.tracked, msgspec.json.encode(file), held.case.stamp())
    read = files_of(held).read(file)
    made: bring.Report = _reports.get(
        key, lambda: bring.report(held.case, read, mapping, file.by_row, chronology=held.chronology)
    )
    return made


def _address(held: HeldCase, own: str) -> str:
    return f"/c/{held.key}/import/{own}"


urls = [
    path("import", give, name="import"),
    path("import/<str:given>", begin, name="import-begin"),
    path("import/<str:given>/throw", throw, name="import-throw"),
    path("import/<str:given>/columns", columns, name="import-columns"),
    path("import/<str:given>/report", report, name="import-report"),
]
