from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import Acquisition, TextLayer, sha256
from chronofile.read.script_layer import script_layer
from tests.read.kept import CHARSETS, JSON, LABELS, assert_exact, segments_of


def layer_of(data: bytes, label: str = "", media_type: str = "text/html") -> TextLayer | None:
    headers = (("content-type", f"text/html; charset={label}"),) if label else ()
    way = Acquisition(snapshot=sha256(data), how="file", location="page", headers=headers)
    return script_layer(data, media_type, way, way.snapshot)


def page(script: str) -> str:
    return f'<title>t</title><script type="application/ld+json">{script}</script><p>p'


ARTICLE = page(
    r"""{"@type":"NewsArticle","@id":"x","headline":"The \"mole\" \u2019s end","url":"http:\/\/example.org",
    "author":[{"@type":"Person","name":"Jo\tRoe"},{"name":null}],"datePublished":"2025-03-04",
    "articleBody":"One  two.\n\n Three \ud83d\ude00 é表.","publisher":{"name":"Example"},"keywords":["a","b c"]}"""
)


@pytest.mark.parametrize("codec", ["utf-8", "cp932", "utf-16-le", "gb18030", "iso2022_jp"])
def test_the_words_of_an_article(codec: str) -> None:
    source = ARTICLE if codec in ("utf-8", "utf-16-le", "gb18030") else ARTICLE.replace("é", "")
    data = source.encode(codec)
    layer = layer_of(data, LABELS[codec])
    assert layer is not None
    assert layer.scanner == "script-1"
    assert layer.text.replace("é", "") == (
        'The "mole" ’s end\nJo Roe\n2025-03-04\nOne two.\nThree 😀 表.\nExample\na\nb c'
    )  # fmt: skip
    assert segments_of(layer, data)[0] == (
        'The "mole" ’s end',
        r"The \"mole\" \u2019s end".encode(codec),
        "json",
    )  # fmt: skip
    for start in range(len(layer.text)):
        assert_exact(layer, data, start, 7)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>no script",
        "<script>var headline = 1</script>",
        page('{"@type":"Thing","url":"x"}'),
        page('{"headline":""}'),
        page("headline"),
        page('["headline"]'),
        page('"headline"'),
    ],
)
def test_a_page_without_such_words_has_no_such_layer(html: str) -> None:
    assert layer_of(html.encode()) is None


def test_only_html_has_scripts() -> None:
    assert layer_of(ARTICLE.encode(), media_type="text/plain") is None
    assert layer_of(ARTICLE.encode(), media_type="application/xhtml+xml") is not None


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ('{"headline":"a","author":{"name":["b",{"name":null}]},', "a\nb"),
        ('{"headline":"a', "a"),
        ('{"headline":"a\\', "a"),
        ('{"headline":"a\nb"}', "a\nb"),
        ('{"headline" : "a" , "x":{"name":"b"} "name":"c"}', "a\nb"),
        ('}]}{"headline":"a"}', "a"),
        ('{"headline":"\\u0000\\ud800\\q\\u12"}', "\ufffd\ufffdqu12"),
        ('<!-- {"headline":"a &amp; <b>"} -->', "a &amp; <b>"),
        ("[" * 5000 + '{"headline":"a"}' + "]" * 5000 + '{"headline":"b"}', "b"),
        ('[[[{"@graph":[{"headline":"a"}]}]]]', "a"),
        ('{"author":"Jo","image":{"caption":"c","url":"u"},"about":["x",{"name":"n"}]}', "Jo\nc\nn"),
    ],
)
def test_broken_scripts_are_read_as_far_as_they_go(script: str, text: str) -> None:
    layer = layer_of(page(script).encode())
    assert layer is not None
    assert layer.text == text


@given(JSON, CHARSETS, st.integers(0, 1000), st.sampled_from((0, 1, 5, 100)))
def test_any_span_of_a_script(value: str, codec: str, place: int, length: int) -> None:
    data = page(f'{{"headline":"{value}","author":{{"name":["{value}","x"]}}}}').encode(codec, "ignore")
    layer = layer_of(data, LABELS[codec])
    assert layer is not None
    assert_exact(layer, data, place, length)


def test_no_layer_moves() -> None:
    """As in `test_text_layer.py`: a new digest wants a new version of the scanner, SCRIPT in `script_layer.py`."""
    data = ARTICLE.encode()
    layer = layer_of(data)
    assert layer is not None
    s = layer.segments
    whole = repr(
        (layer.text, s.start.tolist(), s.end.tolist(), s.byte_start.tolist(), s.byte_end.tolist(), list(s.mode))
    )
    assert hashlib.sha256(whole.encode()).hexdigest()[:16] == "765564c2003fe7c9"
