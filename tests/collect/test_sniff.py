"""What a file is, by its bytes."""

import random

import pytest

from chronofile.collect.sniff import READABLE, WAY_OUT, Kind, kind_of
from tests.collect.making import page

TEXT = "Two fishermen were taken ashore on Monday.\n"


@pytest.mark.parametrize(
    ("head", "suffix", "kind"),
    [
        (page("x"), "", "html"),
        (page("x"), ".txt", "html"),
        (b"\xef\xbb\xbf \n<!-- saved --><!DOCTYPE HTML><html>", "", "html"),
        (b"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x'>\n<html>", "", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>", "", "xhtml"),
        (b"<div><p>A piece.</p></div>", "", "html"),
        (b"<div align=center>\n# Notes", ".md", "text"),
        (TEXT.encode(), ".html", "html"),
        (TEXT.encode(), ".txt", "text"),
        (TEXT.encode(), "", "text"),
        (b"Skip to content <p>One</p><p>Two</p><div>Three</div>", "", "html"),
        (b"He wrote: if a < b then <i>stop</i>.", ".txt", "text"),
        (TEXT.encode("utf-16"), ".txt", "text"),
        (page("x" * 40).decode().encode("utf-16-le"), "", "html"),
        (page("x" * 40).decode().encode("utf-16-be"), "", "html"),
        (page("x" * 40).decode().encode("utf-32"), "", "html"),
        ("세 선원이 풀려났다. 그들은 항구로 돌아갔다.".encode("euc-kr") * 20, ".txt", "text"),
        ("裁判所は二人の船員を釈放した。".encode("shift_jis") * 20, ".txt", "text"),
        ("裁判所は二人の船員を釈放した。".encode("iso2022_jp") * 20, ".txt", "text"),
        (b"<html><body><p>a\0b\0c</p>", ".html", "html"),
        (b"<rss version='2.0'><channel>", ".xml", "rss"),
        (b"<?xml version='1.0'?>\n<!-- x --><rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "", "rss"),
        (b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "", "atom"),
        (b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "", "atom"),
        (b"<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a '>'>]><rss version='2.0'>", "", "rss"),
        (b"WARC/1.0\r\n", ".txt", "warc"),
        (b"\x1f\x8b\x08\0", ".html", "gzip"),
        (b"", ".html", "empty"),
        (b"\xef\xbb\xbf \r\n\t", ".txt", "empty"),
        (b"%PDF-1.7\n", ".html", "pdf"),
        (b"\xff\xd8\xff\xe0..JFIF", ".html", "image"),
        (b"RIFF....WEBPVP8 ", ".jpg", "image"),
        (b"RIFF....WAVEfmt ", "", "recording"),
        (b"\0\0\0\x18ftypmp42", "", "recording"),
        (b"\0\0\0\x18ftypavif", "", "image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "", "image"),
        (b"PK\3\4....word/document.xml", ".docx", "zip"),
        (b"{\\rtf1 text}", ".rtf", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc", "office"),
        (b"x" * 257 + b"ustar", "", "packed"),
        (b"SQLite format 3\0", "", "database"),
        (b"bplist00\xd1", "", "webarchive"),
        (
            b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=x\n\n--b",
            ".mht",
            "mhtml",
        ),
        (b"<?xml version='1.0'?><urlset><url><loc>x</loc></url></urlset>", "", "xml"),
        (random.Random(5).randbytes(5000), ".html", "binary"),
        (bytes(5000) + b"\1", ".html", "binary"),
    ],
)
def test_kinds(head: bytes, suffix: str, kind: Kind) -> None:
    assert kind_of(head, suffix) == kind


def test_a_server_breaks_ties() -> None:
    assert kind_of(TEXT.encode(), "", "text/html") == "html"
    assert kind_of(b"Skip <p>One</p><p>Two</p><p>3</p>", "", "text/plain") == "text"


def test_every_kind_is_read_or_has_a_way_out() -> None:
    from typing import get_args

    assert set(get_args(Kind)) == READABLE | set(WAY_OUT)
    assert not READABLE & set(WAY_OUT)


def test_hostile_heads_take_no_time() -> None:
    for head in (
        b"<!--" * 20000,
        b"<!doctype " * 8000,
        b"<?" * 30000,
        b"A:b\n" * 16000,
        b"<![" * 20000,
        b"</p" * 20000,
    ):
        assert kind_of(head) in (READABLE | set(WAY_OUT))
