from __future__ import annotations

import pytest

from chronofile.model import Candidate
from chronofile.when.candidates import parse, weight_of


def read(value: str, place: str = "meta article:published_time"):
    return parse(Candidate(field="published", value=value, place=place), "en")


@pytest.mark.parametrize(
    ("value", "edtf", "zone"),
    [
        ("2025-01-12", "2025-01-12", None),
        ("2025-01-12T09:30:00+09:00", "2025-01-12", "+09:00"),
        ("2025-01-12T09:30:00.123Z", "2025-01-12", "UTC"),
        ("2025-01-12 09:30", "2025-01-12", None),
        ("Sun, 12 Jan 2025 09:30:00 GMT", "2025-01-12", "UTC"),
        ("Sun, 12 Jan 2025 09:30:00 -0500", "2025-01-12", "-05:00"),
        ("1736674200", "2025-01-12", "UTC"),
        ("1736674200000", "2025-01-12", "UTC"),
        ("2025.1.12 09:30", "2025-01-12", None),
        ("Sunday, January 12, 2025", "2025-01-12", None),
        ("Published 12 Jan. 2025 10:00 a.m.", "2025-01-12", None),
        ("12 Jan. '25", "2025-01-12", None),
        ("24/12/2024", "2024-12-24", None),
    ],
)
def test_formats_and_zones(value, edtf, zone):
    found = read(value)
    assert found is not None
    assert (found.period.edtf, found.zone) == (edtf, zone)


@pytest.mark.parametrize(
    ("url", "edtf"),
    [
        ("https://a.example/2025/01/12/title-5", "2025-01-12"),
        ("https://a.example/news/2025-01-12-title", "2025-01-12"),
        ("https://a.example/world/2025/jan/12/title", "2025-01-12"),
        ("https://a.example/view/20250112000123", "2025-01-12"),
        ("https://a.example/2025/01/title", "2025-01"),
    ],
)
def test_dates_in_urls(url, edtf):
    found = read(url, "url")
    assert found is not None
    assert found.period.edtf == edtf


@pytest.mark.parametrize(
    "value", ["", "soon", "2025-02-30", "0000-01-01T00:00:00Z", "Feb 30, 2025", "12 minutes ago", "x" * 10_000]
)
def test_what_holds_no_date(value):
    assert read(value) is None
    assert read("https://a.example/" + value[:50], "url") is None


def test_places_are_trusted_by_what_they_are():
    order = [
        "http last-modified", "visible date line above other stories", "time element", "canonical url", "feed pubDate",
        "json-ld NewsArticle datePublished",
    ]  # fmt: skip
    weights = [weight_of(place) for place in order]
    assert weights == sorted(set(weights))


def test_a_url_place_may_hold_the_day_itself():
    found = read("2025-01-12", "url")
    assert found is not None
    assert found.period.edtf == "2025-01-12"


def test_the_other_order_is_kept():
    found = read("05/06/2025")
    assert found is not None
    assert (found.period.edtf, found.alternative) == ("2025-05-06", "2025-06-05")
