"""Keep safe: back up, restore, check, compare, as a person does it at the desk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chronofile.api import Case
from chronofile.api.safe import backups, restore
from chronofile.desk.premises import Premises
from chronofile.desk.shelf_file import OnShelf


@pytest.fixture
def away(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def html(answer: Any) -> str:
    return str(answer.content.decode())


def decide(folder: str | Path, by: str, number: int = 0) -> None:
    with Case.open(folder) as case:
        case.judge.accept([e.id for e in case.chronology().entries if e.aspect == "event"][number], by=by)


def test_never_backed_up_then_backed_up(client: Any, example: OnShelf, away: Path) -> None:
    path = f"/c/{example.key}/safe"
    assert "Never backed up." in html(client.get(path))
    answer = client.post(f"{path}/backup", {"act": "write", "folder": str(away), "whole": "yes"})
    assert answer.headers["Location"] == f"{path}?made=1"
    (made,) = away.iterdir()
    shown = html(client.get(f"{path}?made=1"))
    assert str(made) in shown
    assert "Nothing has been added or decided since." in shown
    decide(example.folder, "MK")
    assert "Since then: 1 decision." in html(client.get(path))
    client.post(f"{path}/backup", {"act": "write", "folder": str(away), "whole": "no"})
    assert sorted(p.name[-8:] for p in away.iterdir()) == [" (2).zip", made.name[-8:]]
    made.unlink()
    shown = html(client.get(path))
    assert "not there any more" in shown
    assert "a colleague" in shown


def test_a_download_is_the_same_file(client: Any, example: OnShelf, tmp_path: Path) -> None:
    answer = client.post(f"/c/{example.key}/safe/backup", {"act": "download"})
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="The Linnet case ')
    (tmp_path / "got.zip").write_bytes(b"".join(answer.streaming_content))
    assert restore(tmp_path / "got.zip", tmp_path / "back").pages == 18
    with Case.open(example.folder, write=False) as case:
        assert backups(case)[0].file == ""
    assert "downloaded" in html(client.get(f"/c/{example.key}/safe"))


WORDS = "four quiet words here"


def test_locked_and_opened_again(client: Any, example: OnShelf, away: Path, tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    path = f"/c/{example.key}/safe"
    sent = {"act": "write", "folder": str(away), "passphrase": WORDS, "again": WORDS}
    assert client.post(f"{path}/backup", sent).headers["Location"] == f"{path}?made=1"
    (made,) = away.iterdir()
    assert made.name.endswith(".zip.age")
    assert ">locked<" in html(client.get(path))
    assert WORDS not in html(client.get(path))
    answer = client.post(f"{path}/backup", {**sent, "act": "download"})
    assert answer.headers["Content-Disposition"].endswith('.zip.age"')
    (tmp_path / "got.zip.age").write_bytes(b"".join(answer.streaming_content))
    assert restore(tmp_path / "got.zip.age", tmp_path / "got", WORDS).pages == 18
    back = {"given": str(made), "place": str(tmp_path / "cases")}
    refused = client.post("/restore", back)
    assert refused.status_code == 422
    assert "is locked" in html(refused)
    refused = client.post("/restore", {**back, "passphrase": "four quiet words"})
    assert "this passphrase does not open it" in html(refused)
    assert client.post("/restore", {**back, "passphrase": WORDS}).status_code == 302
    beside = html(client.post(f"{path}/other", {"other": str(made), "passphrase": WORDS}))
    assert "They are the same." in beside


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [("short", "short", "12 letters"), (WORDS, "", "twice"), (WORDS, WORDS + " ", "twice"), ("", WORDS, "twice")],
)
def test_a_passphrase_that_locks_nothing(
    client: Any, example: OnShelf, away: Path, passphrase: str, again: str, said: str
) -> None:
    sent = {"act": "write", "folder": str(away), "passphrase": passphrase, "again": again}
    answer = client.post(f"/c/{example.key}/safe/backup", sent)
    assert answer.status_code == 422
    assert said in html(answer)
    assert WORDS not in html(answer)
    assert list(away.iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "said"), [("", "whole path"), ("stick", "whole path"), ("/no/such/folder", "There is no folder")]
)
def test_where_no_backup_can_be(client: Any, example: OnShelf, folder: str, said: str) -> None:
    answer = client.post(f"/c/{example.key}/safe/backup", {"act": "write", "folder": folder})
    assert answer.status_code == 422
    assert said in html(answer)


def test_a_name_with_anything_in_it_makes_a_header_of_one_line(client: Any, example: OnShelf, away: Path) -> None:
    with Case.open(example.folder) as case:
        case.store.rename(name='두 명의 포로 "x"\r\nSet-Cookie: a=b/../\x00', by="MK")
    answer = client.post(f"/c/{example.key}/safe/backup", {"act": "download"})
    assert "\r" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].count('"') == 2
    assert not answer.has_header("Set-Cookie")
    answer.close()
    client.post(f"/c/{example.key}/safe/backup", {"act": "write", "folder": str(away)})
    assert [p.parent for p in away.iterdir()] == [away]


def test_restored_from_an_upload_and_from_a_path(
    client: Any, premises: Premises, example: OnShelf, away: Path, tmp_path: Path
) -> None:
    client.post(f"/c/{example.key}/safe/backup", {"act": "write", "folder": str(away)})
    (made,) = away.iterdir()
    place = tmp_path / "cases"
    for sent in ({"file": SimpleUploadedFile("x.zip", made.read_bytes())}, {"given": str(made)}):
        answer = client.post("/restore", {"place": str(place), **sent})
        assert answer.status_code == 302, html(answer)
        assert "18 pages; every fingerprint" in html(client.get(answer.headers["Location"]))
    assert sorted(p.name for p in place.iterdir()) == ["The Linnet case", "The Linnet case (2)"]
    with Case.open(example.folder, write=False) as case, Case.open(place / "The Linnet case", write=False) as back:
        assert back.store.content_digest() == case.store.content_digest()
    assert len(premises.shelf.read().cases) == 3


def test_what_cannot_be_restored(client: Any, premises: Premises, tmp_path: Path) -> None:
    hostile = io.BytesIO()
    with zipfile.ZipFile(hostile, "w") as file:
        file.writestr("../<script>alert(1)</script>", "x")
    answer = client.post(
        "/restore", {"place": str(tmp_path), "file": SimpleUploadedFile("evil.zip", hostile.getvalue())}
    )
    assert answer.status_code == 422
    assert "evil.zip is no backup that Chronofile made" in html(answer)
    assert "<script>alert" not in html(answer)
    assert client.post("/restore", {"place": str(tmp_path)}).status_code == 422
    assert "was not found" in html(client.post("/restore", {"place": str(tmp_path), "given": "/no/such.zip"}))
    assert premises.shelf.read().cases == ()


def test_every_fingerprint(client: Any, example: OnShelf) -> None:
    path = f"/c/{example.key}/safe/check"
    assert "Every fingerprint fits" in html(client.get(path))
    with Case.open(example.folder, write=False) as case:
        digest = case.pages()[0].snapshot.sha256
        place = case.store.originals.place(digest)
    place.chmod(0o644)
    place.write_bytes(b"other")
    shown = html(client.get(path))
    assert "Something is damaged" in shown
    assert digest in shown


def test_two_copies(client: Any, example: OnShelf, away: Path, tmp_path: Path) -> None:
    path = f"/c/{example.key}/safe/other"
    client.post(f"/c/{example.key}/safe/backup", {"act": "write", "folder": str(away)})
    (made,) = away.iterdir()
    assert "They are the same." in html(client.post(path, {"other": str(made)}))
    decide(example.folder, "MK")
    sent = SimpleUploadedFile("hers.zip", made.read_bytes())
    shown = html(client.post(path, {"file": sent}))
    assert "This case is ahead." in shown
    assert "hers.zip" in shown
    restore(made, tmp_path / "hers")
    decide(tmp_path / "hers", "JL", 1)
    shown = html(client.post(path, {"other": str(tmp_path / "hers")}))
    assert "The two copies went apart." in shown
    assert "JL" in shown
    assert client.post(path, {"other": ""}).status_code == 422
    assert client.post(path, {"other": "/no/where"}).status_code == 422


def test_in_a_browser(
    desk: Any,
    example: OnShelf,
    away: Path,
    axe: Callable[[Any], list[str]],
    picture: Callable[[Any, str], None],
) -> None:
    page = desk.goto(f"/c/{example.key}/safe")
    page.fill("#folder", str(away))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Backed up to")
    assert len(list(away.iterdir())) == 1
    with page.expect_download() as got:
        page.get_by_role("button", name="Download it instead").click()
    assert got.value.suggested_filename.endswith(".zip")
    for path in ("safe", "safe/other", "safe/check"):
        desk.goto(f"/c/{example.key}/{path}")
        _looked_at(page, path.replace("/", "-"), axe, picture)
    desk.goto("/restore")
    _looked_at(page, "restore", axe, picture)
    page.set_input_files("#file", str(next(away.iterdir())))
    page.fill("#place", str(away))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Restored.")
    assert (away / "The Linnet case" / "case.db").is_file()


def _looked_at(page: Any, name: str, axe: Callable[[Any], list[str]], picture: Callable[[Any, str], None]) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        picture(page, name if scheme == "light" else f"{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, f"{name}-390")
    page.set_viewport_size({"width": 1280, "height": 800})
