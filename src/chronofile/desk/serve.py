"""Serve: the desk's server, on the loopback address and nowhere else, until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from waitress.server import create_server

from chronofile.desk import outgoing
from chronofile.desk.premises import Premises
from chronofile.desk.setup import LONGEST_UPLOAD_BYTES, set_up
from chronofile.errors import CalledWrongly

LOOPBACK = "127.0.0.1"
THREADS = 6


def serve(folder: Path, *, to: str = "/", port: int = 0, ready: Callable[[str], None]) -> None:
    """Listen and answer until interrupted. `port` 0 takes any free one; `ready` is told the address with its link.

    Raises CalledWrongly when the port is taken.
    """
    outgoing.watch()
    premises = Premises(folder)
    set_up(premises)
    from django.core.wsgi import get_wsgi_application

    listening = bound(port)
    premises.port = listening.getsockname()[1]
    server = create_server(
        get_wsgi_application(),
        sockets=[listening],
        threads=THREADS,
        max_request_body_size=LONGEST_UPLOAD_BYTES,
        ident="Chronofile",
        clear_untrusted_proxy_headers=True,
        connection_limit=100,
    )
    try:
        ready(f"http://{LOOPBACK}:{premises.port}{premises.link(to)}")
        server.run()
    finally:
        server.close()


def bound(port: int) -> socket.socket:
    """A socket on the loopback address. Raises CalledWrongly when the port is taken or no port."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        made.close()
        raise CalledWrongly(f"port {port} cannot be used ({error}); leave --port out to take any free one") from error
    return made
