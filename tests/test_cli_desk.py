"""The desk as a program of its own: started, opened once by its address, ended by Ctrl-C."""

from __future__ import annotations

import http.cookiejar
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from chronofile import api
from chronofile.cli import cli

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to a child needs a console of its own there")


@contextmanager
def started(home: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    desk = subprocess.Popen(
        [sys.executable, "-m", "chronofile", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "CHRONOFILE_HOME": str(home)},
    )
    try:
        assert desk.stdout is not None
        yield desk, desk.stdout.readline().strip()
    finally:
        desk.kill()
        desk.communicate(timeout=20)


def visitor() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )


def test_alone_it_opens_the_shelf_of_cases(tmp_path: Path) -> None:
    with started(tmp_path, "--no-browser") as (desk, address):
        assert address.startswith("http://127.0.0.1:")
        owner = visitor()
        with owner.open(address, timeout=20) as answer:
            assert answer.status == 200
            assert "Chronofile" in answer.read().decode()
        with pytest.raises(urllib.error.HTTPError) as again:
            visitor().open(address, timeout=20)
        again.value.close()
        assert again.value.code == 403, "the address lets one browser in, once"
        desk.send_signal(signal.SIGINT)
        _, said = desk.communicate(timeout=20)
        assert desk.returncode == 0
        assert "Closed; all decisions are saved." in said
        assert "Traceback" not in said


def test_open_goes_straight_to_a_case_and_puts_it_on_the_shelf(tmp_path: Path) -> None:
    with api.Case.create(tmp_path / "two sailors 사건", "Two sailors"):
        pass
    with started(tmp_path / "home", "open", str(tmp_path / "two sailors 사건"), "--no-browser") as (_, address):
        owner = visitor()
        with owner.open(address, timeout=20) as answer:
            assert "/c/" in answer.url
            assert "Two sailors" in answer.read().decode()
        with owner.open(address.split("/open/")[0] + "/", timeout=20) as answer:
            assert "Two sailors" in answer.read().decode()


def test_nothing_listens_beyond_this_computer(tmp_path: Path) -> None:
    with started(tmp_path, "--no-browser") as (_, address):
        port = int(address.split(":")[2].split("/")[0])
        outside = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
        for own in outside - {"127.0.0.1"}:
            if not own.startswith("127."):
                with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
                    socket.create_connection((str(own), port), timeout=3)
        with socket.create_connection(("127.0.0.1", port), timeout=3):
            pass


def test_a_port_that_is_taken_says_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHRONOFILE_HOME", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = CliRunner().invoke(cli, ["--no-browser", "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 2
    assert "leave --port out to take any free one" in result.stderr


def test_a_case_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["open", str(tmp_path / "nothing"), "--no-browser"])
    assert result.exit_code == 2
    assert "there is no case here" in result.stderr
