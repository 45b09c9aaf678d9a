"""Checks: the reports of drafts that a case keeps."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from chronofile.api.case import Case
from chronofile.check import DraftReport
from chronofile.errors import CalledWrongly
from chronofile.store.trouble import told

FOLDER = "checks"
"""Where a case keeps its reports: one JSON file each, made whole or not at all."""
_MOST = 10_000


def keep_check(case: Case, report: DraftReport) -> int:
    """Keep a report in the case's folder and give it its number. Raises CaseReadOnly, DiskFull."""
    folder = case.path / FOLDER
    with told(case.path):
        folder.mkdir(exist_ok=True)
        for number in range(max(kept_checks(case), default=0) + 1, _MOST):
            place = folder / f"{number}.json"
            try:
                with open(place, "xb") as file:
                    file.write(msgspec.json.encode(report))
            except FileExistsError:
                continue
            except BaseException:
                place.unlink(missing_ok=True)
                raise
            return number
    raise CalledWrongly(f"{case.path}: {_MOST} reports are kept; remove old ones from its folder '{FOLDER}'")


def kept_checks(case: Case) -> tuple[int, ...]:
    """Numbers of the reports kept, oldest first."""
    names = (path.stem for path in (case.path / FOLDER).glob("*.json"))
    return tuple(sorted(int(name) for name in names if name.isdecimal() and name.isascii()))


def kept_check(case: Case, number: int) -> DraftReport:
    """Raises CalledWrongly when there is none of this number, or its file is damaged."""
    place = _place(case, number)
    try:
        return msgspec.json.decode(place.read_bytes(), type=DraftReport)
    except FileNotFoundError:
        raise CalledWrongly(f"there is no report {number} of a draft in this case") from None
    except (OSError, msgspec.MsgspecError) as error:
        raise CalledWrongly(f"{place} cannot be read; check the draft again") from error


def let_stand(case: Case, number: int, item: int, *, fine: bool = True) -> DraftReport:
    """Mark one item as fine as it is, or take that back; the report keeps it. Raises CalledWrongly."""
    report = kept_check(case, number)
    if not any(one.number == item for one in report.items):
        raise CalledWrongly(f"report {number} has no item {item}")
    marked = set(report.fine) | {item} if fine else set(report.fine) - {item}
    changed = msgspec.structs.replace(report, fine=tuple(sorted(marked)))
    place = _place(case, number)
    part = place.with_suffix(f".{os.getpid()}.part")
    with told(case.path):
        try:
            part.write_bytes(msgspec.json.encode(changed))
            os.replace(part, place)
        finally:
            part.unlink(missing_ok=True)
    return changed


def throw_away(case: Case, number: int) -> None:
    """Remove a report with the draft in it; one that is not there is no error. Raises CaseReadOnly."""
    with told(case.path):
        _place(case, number).unlink(missing_ok=True)


def _place(case: Case, number: int) -> Path:
    return case.path / FOLDER / f"{number:d}.json"
