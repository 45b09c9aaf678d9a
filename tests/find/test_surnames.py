import pytest

from chronofile.find.gazetteer import gazetteer
from chronofile.find.lexicon import grammar
from chronofile.find.names import Name
from chronofile.find.surnames import of_people
from chronofile.find.tokens import tokenise
from chronofile.model import MentionType, Span


def _types(text: str, spots: dict[str, MentionType]) -> list[str]:
    """The kind of each lone name of `text` once the page's people are known."""
    words, names = grammar("en"), gazetteer("en")
    assert words is not None
    assert names is not None
    s = tokenise(text, Span(0, len(text)), "paragraph", 0, words)
    found = []
    at = 0
    for phrase, kind in spots.items():
        parts = phrase.split()
        at = next(i for i in range(at, len(s)) if s.words[i : i + len(parts)] == parts)
        found.append(Name(at, at + len(parts), kind, "capital", at))
        at += len(parts)
    return [n.type for n in of_people([s], [found], names)[0] if n.last - n.first == 1]


@pytest.mark.parametrize(
    ("text", "spots", "kind"),
    [
        ("Osman Demir fell ill. Friends of Demir wept.", {"Osman Demir": "PER", "Demir": "ORG"}, "PER"),
        ("Osman Demir fell ill near Demir in May.", {"Osman Demir": "PER", "Demir": "LOC"}, "LOC"),
        ("Osman Demir left. The Demir sank.", {"Osman Demir": "PER", "Demir": "ORG"}, "ORG"),
        ("Osman Demir left. Rosa Demir and Demir wept.", {"Osman Demir": "PER", "Rosa Demir": "PER", "Demir": "ORG"}, "ORG"),
        ("Osman Demir left Demir Lines. Demir paid.", {"Osman Demir": "PER", "Demir Lines": "ORG", "Demir": "ORG"}, "ORG"),
        ("Osman Norway left. Friends of Norway wept.", {"Osman Norway": "PER", "Norway": "LOC"}, "LOC"),
        ("Osman Demir met Ana of Demir, Texas.", {"Osman Demir": "PER", "Demir": "LOC", "Texas": "LOC"}, "LOC"),
    ],
)  # fmt: skip
def test_a_lone_word_is_the_person_where_nothing_speaks_for_another(
    text: str, spots: dict[str, MentionType], kind: str
) -> None:
    assert _types(text, spots)[0] == kind
