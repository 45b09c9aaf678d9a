"""Whatever is changed behind the program's back is named; a clean case gives nothing; what cannot be known is said."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from chronofile.errors import ChronofileError
from chronofile.model import LedgerLine, next_line, sha256
from chronofile.store import Known, Problem, Verification, create, open_case, verify
from tests.store.records import AS_OF, incoming, stands
from tests.store.released import TEXTS, make

FIRST, SECOND = (sha256(text.encode()) for text in TEXTS)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with everything in it that can be changed."""
    make(tmp_path / "case")
    return tmp_path / "case"


def check(case: Path, against: Known | None = None) -> Verification:
    with open_case(case, write=False) as store:
        return verify(store, stands=stands, against=against)


def tamper(case: Path, *statements: str) -> None:
    """What somebody with a SQLite shell and the will does: triggers are no lock."""
    other = sqlite3.connect(case / "case.db", isolation_level=None)
    for name, sql in other.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        other.execute(f"DROP TRIGGER {name}")
        statements = (*statements, sql)
    for statement in statements:
        other.execute(statement)
    other.close()


def subjects(found: Verification) -> list[str]:
    return [problem.subject for problem in found.problems]


def test_a_clean_case_gives_nothing_and_says_what_it_cannot_know(case: Path) -> None:
    found = check(case)
    assert found.problems == ()
    assert found.clean
    assert found.notes == ()
    assert found.checked == {"pages": 3, "ledger lines": 11, "quotations": 6}
    assert len(found.unknown) == 4
    assert "after line 11" in found.unknown[0]
    assert "verify --against" in found.unknown[0]


def place(case: Path, digest: str) -> Path:
    path = case / "originals" / digest[:2] / digest[2:4] / f"{digest}.zst"
    path.chmod(0o644)
    return path


@pytest.mark.parametrize("byte", [0, 5, 12, 40, -1])
def test_one_flipped_bit_of_a_page(case: Path, byte: int) -> None:
    path = place(case, FIRST)
    body = bytearray(path.read_bytes())
    body[byte] ^= 4
    path.write_bytes(body)
    (problem,) = check(case).problems
    assert problem.subject == f"page {FIRST}"
    assert "is damaged" in problem.what
    assert "Build again with the same page" in problem.way_out


def test_a_deleted_page_and_a_deleted_container(case: Path) -> None:
    for digest in (SECOND, sha256(b"<rss/>")):
        place(case, digest).unlink()
    assert sorted(subjects(check(case))) == sorted([f"page {SECOND}", f"page {sha256(b'<rss/>')}"])


def test_two_swapped_pages(case: Path) -> None:
    one, two = place(case, FIRST), place(case, SECOND)
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)
    assert sorted(subjects(check(case))) == sorted([f"page {FIRST}", f"page {SECOND}"])


@pytest.mark.parametrize("column", ["previous", "kind", "subject", "made_by", "made_at", "digest", "hash"])
def test_one_edited_ledger_line(case: Path, column: str) -> None:
    tamper(case, f"UPDATE ledger SET {column} = 'edited' WHERE number = 4")
    assert "ledger line 4" in subjects(check(case))


def test_reordered_ledger_lines(case: Path) -> None:
    tamper(
        case,
        "UPDATE ledger SET number = 100 WHERE number = 3",
        "UPDATE ledger SET number = 3 WHERE number = 4",
        "UPDATE ledger SET number = 4 WHERE number = 100",
    )
    assert {"ledger line 3", "ledger line 4"} <= set(subjects(check(case)))


def test_lines_taken_out_of_the_middle(case: Path) -> None:
    tamper(case, "DELETE FROM ledger WHERE number IN (4, 5)")
    found = check(case)
    assert Problem("ledger", "lines 4 to 5 are missing", found.problems[0].way_out) == found.problems[0]
    tamper(case, "DELETE FROM ledger WHERE number = 1")
    assert any("does not begin with the creation" in p.what for p in check(case).problems)


def test_a_chain_made_anew_behind_one_changed_line_does_not_fit_what_it_records(case: Path) -> None:
    with open_case(case, write=False) as store:
        lines = list(store.ledger())
        (judged, *_) = (line for line in lines if line.kind == "judgement")
    rewrite(case, [msgspec.structs.replace(line, digest="0" * 64) if line == judged else line for line in lines])
    assert subjects(check(case)) == [f"judgement {judged.subject}"]


def rewrite(case: Path, lines: list[LedgerLine]) -> list[LedgerLine]:
    """Somebody who knows how makes the chain anew, from lines whose hashes need not fit."""
    made: list[LedgerLine] = []
    for line in lines:
        made.append(
            next_line(
                made[-1] if made else None,
                kind=line.kind,
                by=line.by,
                at=line.at,
                digest=line.digest,
                subject=line.subject,
            )
        )
    quoted = [
        f"({m.number}, '{m.previous}', '{m.kind}', '{m.subject}', '{m.by}', '{m.at}', '{m.digest}', '{m.hash}')"
        for m in made
    ]
    tamper(
        case,
        "DELETE FROM ledger",
        "INSERT INTO ledger (number, previous, kind, subject, made_by, made_at, digest, hash) VALUES "
        + ", ".join(quoted),
    )
    return made


@pytest.mark.parametrize(
    ("sql", "subject", "what"),
    [
        (
            "UPDATE judgement SET body = replace(body, 'met', 'hid') WHERE sequence = 1",
            "judgement ",
            "was changed after",
        ),
        ("UPDATE judgement SET act = 'reject' WHERE sequence = 1", "judgement ", "row says other things"),
        ("DELETE FROM judgement WHERE sequence = 2", "judgement ", "recorded it, and it is gone"),
        (
            "INSERT INTO judgement SELECT 3, 'x', act, NULL, replace(replace(body, id, 'x'), '\"sequence\":1', "
            "'\"sequence\":3') FROM judgement WHERE sequence = 1",
            "judgement x",
            "not in the ledger",
        ),
        ("UPDATE acquisition SET body = replace(body, '0.txt', '7.txt')", "page acquired ", "was changed after"),
        ("UPDATE acquisition SET key = 'k' WHERE body LIKE '%feed%'", "acquisition k", "row says other things"),
        ("UPDATE run SET body = replace(body, '\"d1\"', '\"d2\"')", "run finished ", "was changed after"),
        ("UPDATE run SET started_at = 'then'", "run ", "row says other things"),
        ("UPDATE projection SET digest = 'd2'", "chronology", "not what was written"),
        ("UPDATE meta SET protect = 1", "case created ", "was changed after"),
        ("UPDATE meta SET name = 'Another'", "case created ", "was changed after"),
        ("DELETE FROM meta", "records", "nothing tells what this case is"),
        ("UPDATE entry SET body = x'00' WHERE id = 'e1'", "chronology", "not what was written"),
        ("DELETE FROM entry WHERE id = 'e1'", "chronology", "not what was written"),
        ("UPDATE text_layer SET scanner = 'x'", "text layer ", "does not fit the page"),
        ("UPDATE text_layer SET text = x'00'", "text layer ", "cannot be read back"),
        ("UPDATE layout SET body = x'00'", "reading of page ", "cannot be read back"),
        ("DELETE FROM findings", "reading of page ", "is not whole"),
    ],
)
def test_a_changed_record(case: Path, sql: str, subject: str, what: str) -> None:
    tamper(case, "PRAGMA foreign_keys = OFF", sql)
    assert any(p.subject.startswith(subject) and what in p.what for p in check(case).problems), check(case).problems


def test_a_row_of_a_page_taken_away(case: Path) -> None:
    tamper(case, "PRAGMA foreign_keys = OFF", f"DELETE FROM snapshot WHERE sha256 = '{SECOND}'")
    found = check(case)
    assert f"page kept {SECOND}" in subjects(found)
    assert any("belongs to something that is gone" in p.what for p in found.problems)


def test_a_text_layer_with_other_words_shows_in_its_quotations(case: Path) -> None:
    with open_case(case, write=True) as store:
        (page,) = (p for p in store.pages() if p.article.snapshot.sha256 == FIRST)
        changed = msgspec.structs.replace(
            page.article.layer, text=page.article.layer.text.replace("Harbour", "Airport")
        )
        store.put_page(
            store.runs()[0].id,
            msgspec.structs.replace(page, article=msgspec.structs.replace(page.article, layer=changed)),
        )
    found = check(case)
    assert all("do not stand at" in p.what for p in found.problems)
    assert found.problems[0].subject.startswith("quotation “Harbour workers” of page ")


def test_a_quotation_of_a_layer_that_is_gone(case: Path) -> None:
    tamper(case, "PRAGMA foreign_keys = OFF", "DELETE FROM text_layer")
    assert any("is not here or cannot be read" in p.what for p in check(case).problems)


def test_a_damaged_database_is_named_and_the_rest_still_checked(case: Path) -> None:
    place(case, FIRST).unlink()
    other = sqlite3.connect(case / "case.db")
    (root,) = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'layout'").fetchone()
    (size,) = other.execute("PRAGMA page_size").fetchone()
    other.close()
    with open(case / "case.db", "r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    found = subjects(check(case))
    assert "database" in found
    assert f"page {FIRST}" in found


def test_orphans_and_unread_pages_are_notes(case: Path) -> None:
    with open_case(case, write=True) as store:
        store.originals.keep(b"a file nobody recorded")
        store.keep(incoming("Kept, and then the power went."), as_of=AS_OF)
    found = check(case)
    assert found.problems == ()
    assert [note.split(":")[0] for note in found.notes] == [
        "1 file(s) in originals/ belong to no page",
        "1 kept page(s) have not been read yet",
    ]


# Against an export


def known(case: Path, **wanted: bool) -> Known:
    with open_case(case, write=False) as store:
        head = store.ledger_head()
        assert head is not None
        return Known(
            head=head.hash,
            number=head.number if wanted.get("number", True) else None,
            lines=tuple(store.ledger()) if wanted.get("lines") else (),
            case=store.facts().id,
        )


def grow(case: Path) -> None:
    with open_case(case, write=True) as store:
        store.append_judgement("AB", "accept")


def test_a_case_that_only_grew_fits_its_export(case: Path) -> None:
    before = known(case)
    assert check(case, before).problems == ()
    grow(case)
    found = check(case, before)
    assert found.problems == ()
    assert "followed the export" in found.unknown[0]


@pytest.mark.parametrize("number", [True, False])
def test_a_cut_end_is_found_by_an_export_alone(case: Path, number: bool) -> None:
    grow(case)
    grow(case)
    export = known(case, number=number)
    with open_case(case, write=False) as store:
        last = store.judgements()[-1]
    tamper(case, "DELETE FROM ledger WHERE number > 12", f"DELETE FROM judgement WHERE id = '{last.id}'")
    assert check(case).problems == ()  # the folder shows nothing
    (problem,) = check(case, export).problems
    assert problem.subject == "ledger"
    assert ("it ends at line 12, but the export was made at line 13" in problem.what) == number
    assert "cut off" in problem.what


def test_an_old_folder_put_back_is_found(case: Path, tmp_path: Path) -> None:
    old = shutil.copytree(case, tmp_path / "old")
    grow(case)
    export = known(case)
    assert check(old).problems == ()
    (problem,) = check(old, export).problems
    assert "an older copy of the folder was put in its place" in problem.what


@pytest.mark.parametrize("with_lines", [True, False])
def test_a_rewritten_chain_is_found(case: Path, with_lines: bool) -> None:
    export = known(case, lines=with_lines)
    with open_case(case, write=False) as store:
        lines = list(store.ledger())
    rewrite(case, [msgspec.structs.replace(line, by="XX") if line.number == 4 else line for line in lines])
    assert check(case).problems == ()  # the folder shows nothing
    (problem,) = check(case, export).problems
    assert problem.what.startswith("line 4 is not" if with_lines else "line 11 or one before it is not")


def test_an_export_of_another_case_is_said_to_be_one(case: Path, tmp_path: Path) -> None:
    create(tmp_path / "other", "Norrby").close()
    (problem,) = check(case, known(tmp_path / "other")).problems
    assert (problem.subject, problem.what) == ("export", "it was made from another case")


def test_the_chain_survives_moving_and_compaction(case: Path, tmp_path: Path) -> None:
    export = known(case)
    moved = case.rename(tmp_path / "moved")
    other = sqlite3.connect(moved / "case.db")
    other.execute("VACUUM")
    other.close()
    assert check(moved, export).problems == ()


def test_verifying_changes_nothing(case: Path) -> None:
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in case.rglob("*") if p.is_file()}
    check(case)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in case.rglob("*") if p.is_file()} == before


def test_flipped_bits_anywhere_in_the_database_are_found_or_harmless(case: Path) -> None:
    """Either verify names something, or the case does not open, or everything in it reads as before."""
    file = case / "case.db"
    whole = file.read_bytes()

    def contents() -> list[object]:
        with open_case(case, write=False) as store:
            return [
                store.facts(),
                *store.ledger(),
                *store.judgements(),
                *store.acquisitions(),
                *(run for run in store.runs() if run.outcome == "done"),  # others are in no ledger
                *store.pages(),
                store.projection(),
                store.outline(),
            ]

    before = contents()
    chance = random.Random(5)
    found = 0
    for _ in range(250):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        try:
            clean = check(case).clean
        except ChronofileError:
            clean = False
        if clean:
            assert contents() == before
        found += not clean
    file.write_bytes(whole)
    assert contents() == before
    assert found > 20
