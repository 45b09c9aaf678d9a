from __future__ import annotations

import pytest

from chronofile.model import Acquisition
from chronofile.read.charset import Charset, charset
from chronofile.read.charset_labels import CODECS, codec_of

RUSSIAN = "Министерство иностранных дел заявило, что переговоры о пленных продолжаются. "
JAPANESE = "外務省は、捕虜の送還についての協議が続いていると発表した。"
KOREAN = "외교부는 포로 송환에 관한 협의가 계속되고 있다고 밝혔다. "
POLISH = "Ministerstwo poinformowało, że trwają rozmowy o jeńcach wojennych, choć wciąż bez żadnych ustaleń. "
FRENCH = "Le ministère a déclaré que les négociations étaient à l’arrêt. "


def chosen(data: bytes, label: str = "", *, markup: bool = True) -> Charset:
    headers = (("content-type", f"text/html; charset={label}"),) if label else ()
    return charset(data, Acquisition(snapshot="", how="file", location="page", headers=headers), markup=markup)


def page(text: str, declared: str = "", codec: str = "utf-8") -> bytes:
    meta = f"<meta charset={declared}>" if declared else ""
    return f"<!doctype html><html><head>{meta}<title>t</title></head><body><p>{text}</p>".encode(codec)


@pytest.mark.parametrize(
    ("data", "label", "codec", "why"),
    [
        # A mark beats all.
        (b"\xef\xbb\xbf" + page("é", "koi8-r"), "koi8-r", "utf-8", "byte order mark of UTF-8"),
        (page("é").decode().encode("utf-16"), "utf-8", "utf-16-le", "byte order mark of UTF-16"),
        (b"\xfe\xff" + "<p>é".encode("utf-16-be"), "", "utf-16-be", "byte order mark"),
        (page("é").decode().encode("utf-32"), "", "utf-32-le", "byte order mark of UTF-32"),
        # Then the header, the meta element, the XML declaration.
        (page(RUSSIAN, "windows-1252", "cp1251"), "windows-1251", "cp1251", "the HTTP header says 'windows-1251'"),
        (page(RUSSIAN, "koi8-r", "koi8-r"), "", "koi8-r", "meta says 'koi8-r'"),
        (page(JAPANESE, "'Shift_JIS'", "cp932"), "", "cp932", "meta says 'Shift_JIS'"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">' + KOREAN.encode("cp949"),
            "",
            "cp949",
            "meta says 'euc-kr'",
        ),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><p>' + POLISH.encode("iso8859-2"), "", "iso8859-2", "XML declaration"),
        (b"<!-- <meta charset=koi8-r> -->" + page("é", "iso-8859-15", "iso8859-15"), "", "iso8859-15", "meta says"),
        (b"<meta name=x content='charset=koi8-r'>" + page("é", "", "cp1252"), "", "cp1252", "nothing else fits"),
        (b"<link>" * 400 + page(RUSSIAN, "windows-1251", "cp1251"), "", "cp1251", "late"),
        (b"<body>" + b"<p>" * 500 + b"<meta charset=koi8-r>", "", "utf-8", "ASCII"),
        # The web's meaning of a label.
        (page("“é”", "iso-8859-1", "cp1252"), "", "cp1252", "meta says 'iso-8859-1'"),
        (page(FRENCH, "us-ascii", "cp1252"), "", "cp1252", "meta says 'us-ascii'"),
        (page("é", "utf-16"), "", "utf-8", "meta says 'utf-16'"),
        # What the bytes contradict.
        (page(FRENCH, "utf-8", "cp1252"), "", "cp1252", "0 are valid UTF-8 and"),
        (page(RUSSIAN, "utf-8", "cp1251"), "utf-8", "cp1251", "the HTTP header says 'utf-8', but"),
        (page(FRENCH, "iso-8859-1"), "", "utf-8", "meta says 'iso-8859-1', but all"),
        (page(FRENCH, "utf-8"), "iso-8859-1", "utf-8", "the HTTP header says 'iso-8859-1', but"),
        (page(JAPANESE, "shift_jis"), "", "utf-8", "meta says 'shift_jis', but"),
        (page("é", "utf-8"), "utf-16", "utf-8", "the bytes are not two by two; meta says 'utf-8'"),
        (page(JAPANESE, "utf-8"), "iso-2022-jp", "utf-8", "eighth bit"),
        (page("é", "klingon"), "", "utf-8", "'klingon', which is no charset of the web; the bytes are valid UTF-8"),
        (page("é", "utf-7"), "", "utf-8", "no charset of the web"),
        # A mostly sound page keeps its declaration.
        (page(FRENCH * 3, "utf-8") + b"\xff\xfe", "", "utf-8", "meta says 'utf-8'"),
        (page(FRENCH * 3) + b"\xff", "", "utf-8", "valid UTF-8 but for 1 places"),
        # Nothing declared.
        (b"", "", "utf-8", "ASCII"),
        (page("plain"), "", "utf-8", "ASCII"),
        (page("é"), "", "utf-8", "valid UTF-8"),
        (page(JAPANESE * 5, "", "cp932"), "", "cp932", "detector"),
        (page(JAPANESE * 5, "", "euc_jp"), "", "euc_jp", "detector"),
        (page(JAPANESE, "", "iso2022_jp"), "", "iso2022_jp", "escape sequences"),
        (page(KOREAN * 5, "", "cp949"), "", "cp949", "detector"),
        (page(RUSSIAN * 5, "", "cp1251"), "", "cp1251", "detector"),
        (page(RUSSIAN * 5, "", "koi8-r"), "", "koi8-r", "detector"),
        (page(POLISH * 9, "", "cp1250"), "", "cp1250", "detector"),
        (page("He said “no”. " * 9, "", "cp1252"), "", "cp1252", "windows-1252"),
        (page(FRENCH, "", "utf-16-le"), "", "utf-16-le", "every other byte is zero"),
        (page(FRENCH, "", "utf-16-be"), "", "utf-16-be", "every other byte is zero"),
    ],
)  # fmt: skip
def test_the_choice_and_its_reason(data: bytes, label: str, codec: str, why: str) -> None:
    found = chosen(data, label)
    assert found.codec == codec
    assert why.lower() in found.reason.lower()


def test_two_characters_that_happen_to_be_utf8_do_not_override_a_double_byte_charset() -> None:
    data = page("", "gbk") + b"\xc4\x80\xc5\x81"
    assert data.decode("utf-8")[-2:] == "ĀŁ"
    assert data.decode("gb18030")[-2:] == "膧艁"
    assert chosen(data).codec == "gb18030"


def test_a_few_broken_bytes_do_not_override_a_declaration() -> None:
    assert chosen(page(FRENCH * 3, "utf-8") + b"\xff\xfe") == Charset("utf-8", "meta says 'utf-8'")


def test_a_plain_text_declares_nothing() -> None:
    assert chosen(page(RUSSIAN, "koi8-r"), markup=False).codec == "utf-8"


def test_every_label_has_a_codec_python_knows() -> None:
    for label, codec in CODECS.items():
        assert label == label.lower().strip()
        assert b"abc".decode(codec if not codec.startswith("utf-") else "utf-8") == "abc"


@pytest.mark.parametrize("label", ["hz-gb-2312", "iso-2022-kr", "utf-7", "replacement", "", "utf-8 x"])
def test_a_label_that_must_not_be_used(label: str) -> None:
    assert codec_of(label) is None


def test_labels_are_trimmed_and_their_case_ignored() -> None:
    assert codec_of(" \tUTF8\n") == "utf-8"
