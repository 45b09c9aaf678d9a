import pytest

from chronofile.read.language import language_of

ENGLISH = (
    "The ministry said that it had asked the court for an answer and that the men would be told about it in the spring."
)


def test_function_words_tell_the_language() -> None:
    assert language_of(ENGLISH, ())[0] == "en"


def test_a_declaration_the_text_contradicts_is_not_believed() -> None:
    assert language_of(ENGLISH, ("de-DE",))[0] == "en"


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("외교부는 수요일 대표단과 만나 송환 문제를 논의했다고 밝혔다.", ("en",), "ko"),
        ("気象庁は、宮崎県で震度5弱の地震があったと発表しました。", (), "ja"),
        ("外交部星期三表示，双方将继续就遣返问题进行谈判。", (), "zh"),
        ("Министерство сообщило, что переговоры продолжаются.", ("uk-UA",), "uk"),
        ("Министерство сообщило, что переговоры продолжаются.", (), "und"),
        ("12345 67890", ("en",), "und"),
        ("", (), "und"),
        ("Mötet hölls i går kväll i Lund och ingen ville säga vad som hade beslutats där av dem", ("sv",), "sv"),
    ],
)
def test_scripts_and_declarations(text: str, declared: tuple[str, ...], language: str) -> None:
    assert language_of(text, declared)[0] == language


def test_the_reason_is_in_words() -> None:
    assert language_of(ENGLISH, ("en",))[1] == "its function words, as declared"
