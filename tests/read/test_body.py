from chronofile.model import Block, Layout
from chronofile.read import body

TEXT = "Top\nLead.\nHead\nPara one.\nA caption\nItem\nSaid\\'s end."


def test_body_roles_in_reading_order_joined_by_blank_lines_and_repaired() -> None:
    spans = {
        "headline": "Top",
        "standfirst": "Lead.",
        "heading": "Head",
        "paragraph": "Para one.",
        "caption": "A caption",
        "list": "Item",
        "block quote": "Said\\'s end.",
    }
    blocks = tuple(Block(TEXT.index(words), TEXT.index(words) + len(words), role) for role, words in spans.items())  # type: ignore[arg-type]
    layout = Layout(text_layer="x", version="1", blocks=blocks)
    assert body(TEXT, layout) == "Lead.\n\nHead\n\nPara one.\n\nItem\n\nSaid's end."


def test_nothing_kept_is_an_empty_body() -> None:
    assert body("a\nb", Layout(text_layer="x", version="1", blocks=(Block(0, 1, "navigation"),))) == ""
