"""`--plain`: nothing of a text file is left out, and its times and names are found in every line."""

import datetime as dt

from chronofile import pipeline
from chronofile.model import Acquisition, Incoming, sha256

TEXT = "Most Popular Articles\n\nOn 3 May 2024 the inspector visited the mill.\nRead more\n"


def read(text: str, media_type: str, plain: bool):
    data = text.encode()
    way = Acquisition(snapshot=sha256(data), how="file", location="a.txt")
    incoming = Incoming(data=data, media_type=media_type, acquisition=way)
    return pipeline.read_page(incoming, as_of=dt.date(2026, 1, 1), plain=plain)


def test_every_line_is_body_when_asked_for() -> None:
    article = read(TEXT, "text/plain", plain=True)
    lines = [article.layer.text[b.start : b.end] for b in article.layout.blocks]
    assert lines == ["Most Popular Articles", "On 3 May 2024 the inspector visited the mill.", "Read more"]
    assert article.left_out == ()


def test_a_page_with_markup_keeps_its_layout() -> None:
    page = "<html><body><nav>Home</nav><article><h1>A mill</h1><p>It stood there for a hundred years, they say.</p></article>"
    assert read(page, "text/html", plain=True).layout == read(page, "text/html", plain=False).layout
