from collections.abc import Callable

import pytest

Look = Callable[..., object]


@pytest.mark.parametrize(
    ("paragraphs", "outlet", "relay"),
    [
        (["Reuters reported that the port was closed."], None, "Reuters"),
        (["The port was closed, according to the Harbour Herald."], None, "Harbour Herald"),
        (["The port is closed.", ("credit", "2025.3.4 / News7")], None, "News7"),
        (["BERGEN, May 3 (Wireco) - The port is closed."], None, "Wireco"),
        (["The Harbour Herald reported that the port was closed."], "The Harbour Herald", None),
        (["Ana Ruiz reported that the port was closed."], None, None),
        (["The port is closed.", ("credit", "Photo: Ana Ruiz")], None, None),
    ],
)
def test_from_whom_the_report_comes(
    look: Look, paragraphs: list[object], outlet: str | None, relay: str | None
) -> None:
    assert look(paragraphs, [], outlet=outlet).findings.relayed_from == relay  # type: ignore[attr-defined]
