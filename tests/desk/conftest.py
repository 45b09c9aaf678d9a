"""What tests of the desk share: a shelf of their own, the example case on it, a client that was let in, a browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chronofile import api
from chronofile.desk.premises import Premises
from chronofile.desk.setup import set_up
from chronofile.desk.shelf_file import OnShelf


@pytest.fixture(scope="session")
def built_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case, built once; tests take a copy."""
    folder = tmp_path_factory.mktemp("built") / "example"
    api.example(folder).close()
    return folder


@pytest.fixture
def premises(tmp_path: Path) -> Premises:
    made = Premises(tmp_path / "home")
    set_up(made)
    return made


@pytest.fixture
def example(premises: Premises, built_example: Path, tmp_path: Path) -> OnShelf:
    """A fresh copy of the example case, on the shelf."""
    folder = tmp_path / "example"
    shutil.copytree(built_example, folder)
    return premises.shelf.put(OnShelf(folder=str(folder), name="Example"))


@pytest.fixture
def client(premises: Premises) -> Any:
    """A client that came in by a fresh link; forms are checked for their token only in tests that ask for it."""
    from django.test import Client

    host = f"127.0.0.1:{premises.port}" if premises.port else "127.0.0.1"
    made = Client(headers={"host": host}, raise_request_exception=True)
    assert made.get(premises.link("/")).status_code == 302
    return made


class Desk:
    """A running desk and a page of a real browser at it. `asked` are the addresses of all requests that were made."""

    def __init__(self, address: str, context: Any, premises: Premises) -> None:
        self.address, self.context, self.premises = address, context, premises
        self.asked: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        self.page = context.new_page()
        self.enter(self.page)

    def enter(self, page: Any, to: str = "/") -> Any:
        page.goto(self.address + self.premises.link(to))
        return page

    def goto(self, path: str) -> Any:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def desk(premises: Premises, chromium: Any) -> Iterator[Desk]:
    """The desk's real server on the loopback address, and a browser that came in."""
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    from chronofile.desk.serve import bound

    listening = bound(0)
    premises.port = listening.getsockname()[1]
    server = create_server(get_wsgi_application(), sockets=[listening], threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    try:
        yield Desk(f"http://127.0.0.1:{premises.port}", context, premises)
    finally:
        context.close()
        server.close()
        thread.join(5)
        premises.port = 0
