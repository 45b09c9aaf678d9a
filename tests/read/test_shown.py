import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronofile.model import Edit
from chronofile.read import shown


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("Russia\\'s region", "Russia's region"),
        ('He said \\"no\\".', 'He said "no".'),
        ("the crew&amp;#39;s papers", "the crew's papers"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("dip\u00adlo\u00admat", "diplomat"),
        ("a\u200bb", "ab"),
        ("the crewâ€™s papers", "the crew’s papers"),
        ("une journÃ©e", "une journée"),
    ],
)
def test_repairs(exact: str, text: str) -> None:
    assert shown(exact)[0] == text


@pytest.mark.parametrize(
    "exact", ["C:\\new\\table", "AT&T and R&D", "Â is a letter", "naïve café", "50 Â£ or less", "O’Brien’s"]
)
def test_what_is_right_or_in_doubt_stays(exact: str) -> None:
    text, edits = shown(exact)
    if exact == "50 Â£ or less":
        assert text == "50 £ or less"
    else:
        assert (text, edits) == (exact, ())


def test_an_edit_says_what_it_did_and_where() -> None:
    assert shown("a\\'b")[1] == (Edit(1, 2, "", "backslash left over from an escaped quotation mark"),)


@given(st.text(alphabet=st.characters(), max_size=80))
def test_the_edits_lead_from_exact_to_shown(exact: str) -> None:
    text, edits = shown(exact)
    parts, at = [], 0
    for edit in edits:
        assert edit.start >= at
        parts += [exact[at : edit.start], edit.shown]
        at = edit.end
    assert "".join([*parts, exact[at:]]) == text
