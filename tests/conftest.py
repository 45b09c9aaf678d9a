"""What tests of several rooms share."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

settings.register_profile(
    "repeatable", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of benchmark data and the seed page; a stranger's clone has none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here: this test reads the seed page or benchmark data")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium through Playwright. Where there is none the test skips, and says so."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the desk was NOT tried in a browser (install 'chromium')")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        arguments = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--no-first-run",
        ]
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """What axe-core has to say against a page as it stands: rule and first target, empty when all is well."""
    from axe_playwright_python.sync_playwright import Axe

    def violations(page: Any) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['failureSummary'][:200]}" for each in found
        ]

    return violations


@pytest.fixture
def picture() -> Callable[[Any, str], None]:
    """Keep a picture of a page where CHRONOFILE_PICTURES names a folder, for looking at."""

    def keep(page: Any, name: str) -> None:
        if os.environ.get("CHRONOFILE_PICTURES"):
            from PIL import Image

            small_picture(Image.open(io.BytesIO(page.screenshot())), name)

    return keep


def small_picture(image: Any, name: str) -> None:
    """Write a picture into the folder that CHRONOFILE_PICTURES names: 24 colours and no loss keep a screen of 1280 px
    below 60 KB, a third of what it has as a PNG."""
    from PIL import Image

    folder = Path(os.environ["CHRONOFILE_PICTURES"])
    folder.mkdir(parents=True, exist_ok=True)
    few = image.convert("RGB").quantize(24, dither=Image.Dither.NONE).convert("RGB")
    few.save(folder / f"{name}.webp", lossless=True, quality=100, method=6)
