import pytest

from chronofile.read.credit import credit_start, dateline_end


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Consul Harden in the port (Provided by the office) 2024.5.9 / Meridian", "2024.5.9 / Meridian"),
        ("The mill on Monday. (AP Photo/Jana Miku)", "(AP Photo/Jana Miku)"),
        ("The mill on Monday. Photo: Jana Miku", "Photo: Jana Miku"),
        ("The mill on Monday. [Photo by Jana Miku]", "[Photo by Jana Miku]"),
        ("Die Mühle am Montag. Foto: Jana Miku/dpa", "Foto: Jana Miku/dpa"),
        ("The mill on Monday. © Jana Miku", "© Jana Miku"),
        ("Photo: Jana Miku", "Photo: Jana Miku"),
    ],
)
def test_credits(caption: str, credit: str) -> None:
    at = credit_start(caption)
    assert at is not None
    assert caption[at:] == credit


@pytest.mark.parametrize(
    "line",
    [
        "The minister met the families on March 3 (a Monday) and promised an answer.",
        "They were told that the photo had been taken in 2019.",
        "The court in Velmora (see map) will decide in June.",
        "He read it in 2024.",
    ],
)
def test_sentences_have_no_credit(line: str) -> None:
    assert credit_start(line) is None


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("KYIV, March 3 (Agency) - The ministry said on Monday that it would answer.", "KYIV, March 3 (Agency) -"),
        ("WASHINGTON (AP) — The committee said on Monday that it would answer.", "WASHINGTON (AP) —"),
        ("SEOUL, South Korea — The ministry said on Monday that it would answer.", "SEOUL, South Korea —"),
        (
            "Port Sereny, 4 May (Meridian) – The ministry said that it would answer soon.",
            "Port Sereny, 4 May (Meridian) –",
        ),
        (
            "(서울=뉴스1) 김민수 기자 = 외교부는 수요일 대표단과 만나 송환 문제를 논의했다고 밝혔다.",
            "(서울=뉴스1) 김민수 기자 =",
        ),
    ],
)
def test_datelines(line: str, dateline: str) -> None:
    end = dateline_end(line)
    assert end is not None
    assert line[:end].rstrip() == dateline


@pytest.mark.parametrize(
    "line",
    [
        "The minister — who had not been asked — said nothing about the men on Monday.",
        "Velmora - a port of nine thousand people on the coast - has one court and no prison.",
        "OK - that was the answer of the court in Velmora on Monday, in one word.",
        "NGO workers said: the men are well and they want to go home as soon as they can.",
    ],
)
def test_sentences_have_no_dateline(line: str) -> None:
    assert dateline_end(line) is None
