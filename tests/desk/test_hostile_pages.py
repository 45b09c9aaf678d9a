"""Pages made to reach out, in a real browser: zero requests leave, whatever the page holds (SECURITY D1 to D4)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chronofile import api
from chronofile.desk import original
from chronofile.desk.shelf_file import OnShelf
from chronofile.model import TextLayer


class Canary:
    """A place outside the desk that counts who calls, connections without a word included."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.calls: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(1)
                try:
                    self.calls.append(caller.recv(200))
                except OSError:
                    self.calls.append(b"")


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.socket.close()


HOSTILE = """<!doctype html><html lang="en" manifest="{out}/manifest"><head>
<title>Fire at the quay</title><base href="{out}/base/">
<meta http-equiv="refresh" content="0; url={out}/refresh">
<link rel="stylesheet" href="{out}/style.css"><link rel="prefetch" href="{out}/prefetch">
<link rel="preload" as="image" href="{out}/preload"><link rel="dns-prefetch" href="{out}"><link rel="preconnect" href="{out}">
<link rel="modulepreload" href="{out}/m.js"><link rel="icon" href="{out}/icon"><link rel="import" href="{out}/import">
<style>@import "{out}/import.css"; body {{ background: url({out}/body.png) }} @font-face {{ font-family: x; src: url({out}/font) }} p {{ font-family: x }}</style>
<script>fetch("{out}/fetch"); new Image().src = "{out}/image"; navigator.sendBeacon("{out}/beacon"); document.cookie = "evil=1"; top.location = "{out}/top"; parent.document.title = "owned"</script>
<script src="{out}/script.js"></script>
<script>navigator.serviceWorker && navigator.serviceWorker.register("/sw.js"); new WebSocket("ws:" + "{out}".slice(5)); window.open("{out}/open")</script>
</head><body onload="fetch('{out}/onload')">
<h1>Fire at the quay<img src=x onerror="fetch('{out}/onerror')"></h1>
<p style="background:url('{out}/inline.png'); color: red; background-image: image-set(url({out}/set.png) 1x)">The harbour office of Lindow closed the north quay on 3 March 2024 after a fire.</p>
<svg onload="fetch('{out}/svg')"><image href="{out}/svg.png"/><use href="{out}/u.svg#x"/><script>fetch("{out}/svgscript")</script><foreignObject><iframe src="{out}/foreign"></iframe></foreignObject><animate onbegin="fetch('{out}/animate')" attributeName="x" dur="1s"/></svg>
<math><mtext><mglyph><style><img src="{out}/mxss" onerror="fetch('{out}/mathml')"></style></mglyph></mtext><maction actiontype="statusline#{out}/m" xlink:href="javascript:fetch('{out}/maction')">x</maction></math>
<a href="javascript:fetch('{out}/js')" ping="{out}/ping">Mara Tolland</a> <a href="{out}/away" target="_top">away</a>
<form action="{out}/form" method="post"><input name="a" autofocus onfocus="fetch('{out}/focus')"><button formaction="{out}/formaction">Send</button></form>
<iframe src="{out}/iframe"></iframe><iframe srcdoc="<img src='{out}/srcdoc'>"></iframe><object data="{out}/object"></object><embed src="{out}/embed">
<video src="{out}/video" poster="{out}/poster" autoplay></video><audio src="{out}/audio" autoplay></audio><picture><source srcset="{out}/source"><img src="{out}/picture" srcset="{out}/srcset 2x"></picture>
<img src="{out}/img.png"><img src="//{host}/schemeless.png"><img lowsrc="{out}/lowsrc"><table background="{out}/table"><tr><td background="{out}/td">x</td></tr></table><input type="image" src="{out}/inputimage">
<template><img src="{out}/template"></template><noscript><p title="</noscript><img src={out}/noscript onerror=fetch('{out}/ns')>">x</p></noscript>
<p>She said that the quay would open again in May 2024, and that two ships had been turned away.</p>
<!--><img src="{out}/comment">--><textarea></textarea><img src="{out}/afterarea" onerror="fetch('{out}/ta')"><xmp><img src="{out}/xmp"></xmp>
</body></html>"""


def _hostile(canary: Canary) -> str:
    return HOSTILE.format(out=canary.address, host=canary.address.removeprefix("http://"))


@pytest.fixture
def hostile_case(tmp_path: Path, premises: Any, canary: Canary) -> tuple[OnShelf, str]:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "hostile.html").write_text(_hostile(canary), encoding="utf-8")
    named = '<html><head><title>x</title></head><body><h1>&lt;img src=x onerror="fetch(1)"&gt; &lt;script&gt;alert(1)&lt;/script&gt;</h1><p>The quay closed on 3 March 2024 after a fire in the second shed, Mara Tolland said.</p></body></html>'
    (pages / "named.html").write_text(named, encoding="utf-8")
    with api.Case.create(tmp_path / "case", "</title><script>alert(1)</script>") as case:
        case.build([pages], by="<b>MK</b>", jobs=0)
        layers = {Path(page.location).name: page.text_layer for page in case.pages()}
    return premises.shelf.put(OnShelf(folder=str(tmp_path / "case"), name="Hostile")), layers["hostile.html"]


def _walk(desk: Any, case: OnShelf, layer: str) -> None:
    for below in (
        "pages",
        f"pages/{layer}",
        f"pages/{layer}/about",
        f"pages/{layer}/about?change=body",
        f"pages/{layer}/original",
    ):
        desk.goto(f"/c/{case.key}/{below}")
        desk.page.wait_for_load_state("load")
    frame = next(f for f in desk.page.frames if f.url.endswith("/frame"))
    frame.wait_for_selector("body")
    desk.page.wait_for_timeout(400)  # what a page begins late begins within this time


def test_nothing_leaves(desk: Any, hostile_case: tuple[OnShelf, str], canary: Canary) -> None:
    case, layer = hostile_case
    talked: list[str] = []
    desk.page.on("dialog", lambda dialog: (talked.append(dialog.message), dialog.dismiss()))
    desk.page.on("popup", lambda page: talked.append(page.url))
    _walk(desk, case, layer)
    frame = next(f for f in desk.page.frames if f.url.endswith("/frame"))
    assert "closed the north quay" in frame.content()
    assert canary.address not in frame.content()
    assert canary.calls == []
    assert talked == []
    assert {address.split("/")[2] for address in desk.asked if not address.startswith("data:")} == {
        desk.address.split("/")[2]
    }
    assert "evil" not in {cookie["name"] for cookie in desk.context.cookies()}
    assert "owned" not in desk.page.title()
    assert desk.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    desk.goto("/")
    assert desk.page.locator("script").count() == 2, "a case's name is text, never markup"


def test_the_other_walls_hold_alone(
    desk: Any, hostile_case: tuple[OnShelf, str], canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the cleaning broken one day: the frame's policy and its sandbox let no word out either.

    A bare connection (`preconnect`) is what no policy can forbid, in any browser: only the cleaning holds that.
    """
    case, layer = hostile_case

    def raw(data: bytes, layer: TextLayer) -> str:
        return data.decode("utf-8")

    monkeypatch.setattr(original, "cleaned", raw)
    _walk(desk, case, layer)
    frame = next(f for f in desk.page.frames if f.url.endswith("/frame"))
    assert canary.address in frame.content(), "the raw page was shown"
    assert [call for call in canary.calls if call] == []
    assert "owned" not in desk.page.title()
    assert "evil" not in {cookie["name"] for cookie in desk.context.cookies()}


def test_the_frame_is_only_a_frame(client: Any, hostile_case: tuple[OnShelf, str]) -> None:
    case, layer = hostile_case
    path = f"/c/{case.key}/pages/{layer}/frame"
    for kind in ("document", "script", "style", "image", "object", "embed", "empty"):
        assert client.get(path, headers={"Sec-Fetch-Dest": kind}).status_code == 404
    answer = client.get(path, headers={"Sec-Fetch-Dest": "iframe"})
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    for rule in (
        "default-src 'none'",
        "img-src data:",
        "style-src 'unsafe-inline'",
        "sandbox",
        "frame-ancestors 'self'",
    ):
        assert rule in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    shown = client.get(f"/c/{case.key}/pages/{layer}/original").content.decode()
    assert 'sandbox=""' in shown


def test_names_from_outside_are_text(client: Any, hostile_case: tuple[OnShelf, str]) -> None:
    case, _ = hostile_case
    listed = client.get(f"/c/{case.key}/pages").content.decode()
    assert "<script>alert(1)" not in listed
    assert "&lt;img src=x onerror=" in listed
    assert "<b>MK</b>" not in listed


def test_what_exhausts_the_cleaner_costs_its_picture(
    client: Any, tmp_path: Path, premises: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(original, "SECONDS", 0.5)
    page = tmp_path / "deep.html"
    page.write_text("<html><body><p>The quay closed on 3 March 2024.</p>" + "<div>" * 60_000, encoding="utf-8")
    with api.Case.create(tmp_path / "case", "Deep") as case:
        case.build([page], jobs=0)
        layer = case.pages()[0].text_layer
    key = premises.shelf.put(OnShelf(folder=str(tmp_path / "case"))).key
    answer = client.get(f"/c/{key}/pages/{layer}/frame")
    assert answer.status_code == 200
    assert "cannot be shown as it looked" in answer.content.decode()
    assert "<div>" not in answer.content.decode()


KEPT = {
    '<p lang="ko" dir="rtl" style="color:red">x</p>': '<p lang="ko" dir="rtl" style="color:red">x</p>',
    '<img src="data:image/png;base64,AA" alt="a">': '<img src="data:image/png;base64,AA" alt="a">',
    '<table><tr><td colspan="2">x</td></tr></table>': '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>',
}
CLEANED = {
    '<a href="https://example.org/">x</a>': "<a>x</a>",
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">': "<img>",
    '<img src="/own">': "<img>",
    '<p id="main" class="undo" onclick="x()">x</p>': "<p>x</p>",
    '<p style="background-color:url(http://x/);position:fixed">x</p>': '<p style="">x</p>',
    "<style>p{}</style><title>t</title>x": "x",
}


@pytest.mark.parametrize(("given", "left"), [*KEPT.items(), *CLEANED.items()])
def test_cleaning(given: str, left: str) -> None:
    assert original.clean(given) == left
