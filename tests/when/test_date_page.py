"""Pages are our own writing: invented people, places and outlets; each is a flattened page with its layout by hand."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pytest

from chronofile.model import Block, Candidate, DateValue, Layout, Role
from chronofile.when import PageDates, date_page, match, resolve

AS_OF = dt.date(2026, 11, 25)
ABOVE = "visible date line above other stories"
AT_HEADLINE = "visible date line at the headline"


class Written(NamedTuple):
    text: str
    layout: Layout


def page(*parts: tuple[Role | str, str], candidates: tuple[tuple[str, str], ...] = ()) -> Written:
    """Blocks from (role, words); a role that names a place of a date line makes a left-out block and a candidate there.
    `candidates` are (place, value) with no place in the text; "modified …" makes one of that field.
    """
    text, blocks, offered = "", [], []
    for role, words in parts:
        start = len(text)
        text += words + "\n\n"
        if role.startswith("visible"):
            blocks.append(Block(start, start + len(words), "navigation"))
            offered.append(Candidate(field="published", value=words, place=role, start=start, end=start + len(words)))
        else:
            blocks.append(Block(start, start + len(words), role))  # type: ignore[arg-type]
    for place, value in candidates:
        field = "modified" if place.startswith(("modified ", "http")) else "published"
        offered.append(Candidate(field=field, value=value, place=place.removeprefix("modified ")))  # type: ignore[arg-type]
    return Written(text, Layout(text_layer="t", version="1", blocks=tuple(blocks), candidates=tuple(offered)))


def dates(written: Written, as_of: dt.date = AS_OF) -> PageDates:
    expressions = match(written.text, written.layout.kept, "en")
    return date_page(written.text, written.layout, expressions, language="en", as_of=as_of)


def published(written: Written, as_of: dt.date = AS_OF) -> DateValue:
    value = dates(written, as_of).published
    assert value is not None
    return value


FLOOD = page(
    (ABOVE, "Thursday, February 3, 2022"),
    ("teaser", "Is Your Cat Secretly Angry?"),
    ("headline", "Norvik Dam Families Still Wait For Answers"),
    ("caption", "Engineers inspect the broken Norvik dam wall on May 18 2021.5.19 / Sund Foto"),
    (
        "paragraph",
        "Families who lost their homes when the Norvik dam wall broke earlier this year have asked the court for help.",
    ),
    ("paragraph", "The dam wall broke in May of this year, and engineers who inspect such walls were not heard."),
    ("paragraph", "In June, the ministry promised a report. In August, a second report was promised."),
    ("paragraph", "On November 29, the mayor released the engineers' letters, as reported on Monday."),
)
STRIKE = page(
    (ABOVE, "Monday, 12 June 2023"),
    ("headline", "Port Workers End Strike In Halden Bay"),
    (
        "paragraph",
        "Port workers in Halden Bay ended their strike on Friday after talks on Thursday, June 8, the union said.",
    ),
    ("paragraph", "The next round of talks will begin on 20 June."),
)
TRIAL = page(
    ("headline", "Court Frees Two Sailors"),
    (AT_HEADLINE, "14 March 2019"),
    (
        "paragraph",
        "A court on Wednesday freed two sailors who were arrested in January of this year. The ruling will be appealed.",
    ),
    candidates=(
        ("json-ld datePublished", "2019-03-14T22:10:00+02:00"),
        ("modified json-ld dateModified", "2019-03-16T08:00:00+02:00"),
    ),
)
REPRINT = page(
    ("headline", "Miners Found Alive After Nine Days"),
    ("caption", "Rescuers reach the miners of Kaldberg on October 4 2018.10.4 / Fjell Press"),
    (
        "paragraph",
        "The miners of Kaldberg were found alive in October of this year, rescuers said after they reached the miners.",
    ),
    (
        "paragraph",
        "Rescuers said the first miners were heard on October 2. On October 4, the last of them was carried out.",
    ),
    candidates=(("json-ld datePublished", "2023-07-01T09:00:00Z"),),
)
MANIFESTO = page(
    ("headline", "What We Ask Of The Ministry"),
    (
        "paragraph",
        "We ask the ministry to answer our letters and to open the files. Many people have waited for a long time.",
    ),
)
WIDE = page(
    ("headline", "The Letters Of A Lighthouse Keeper"),
    (
        "paragraph",
        "The keeper was honoured on 4 September 2016 for his letters, which were found in the tower in 1998.",
    ),
)
FUTURE = page(
    ("headline", "Bridge To Open"),
    (AT_HEADLINE, "2031-05-06"),
    ("paragraph", "The bridge was finished on 2 April 2024, the builders said."),
)
WEEKDAY = page(
    (ABOVE, "Saturday, 30 January 2021"),
    ("headline", "Night Ferry Sinks Off Torsund"),
    ("caption", "The ferry leaves Torsund on March 1 2019.3.1 / Kyst Foto"),
    (
        "paragraph",
        "The ferry sank off Torsund in March of this year, the owner of the ferry told the inquiry on Tuesday, October 8.",
    ),
)


def test_the_text_bounds_a_page_whose_printed_date_is_another():
    value = published(FLOOD)
    assert (value.earliest, value.latest, value.basis) == ("2021-11-29", "2021-12-31", "inferred")
    rejected = next(a for a in value.alternatives if a.edtf == "2022-02-03")
    assert "May of this year" in rejected.reason
    assert "2021" in rejected.reason


def test_a_date_line_above_other_stories_is_kept_when_the_text_supports_it():
    value = published(STRIKE)
    assert (value.edtf, value.basis) == ("2023-06-12", "explicit")
    assert "June 8" in value.reason


def test_agreeing_places_are_taken_with_zone_and_the_change_is_kept_apart():
    found = dates(TRIAL)
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.edtf, found.published.zone, found.published.basis) == ("2019-03-14", "+02:00", "explicit")
    assert "agrees" in found.published.reason
    assert found.modified.edtf == "2019-03-16"


def test_a_republication_years_later_does_not_move_the_dates_inside():
    value = published(REPRINT)
    assert (value.earliest, value.latest) == ("2018-10-04", "2018-12-31")
    assert [a.edtf for a in value.alternatives] == ["2023-07-01"]
    expressions = match(REPRINT.text, REPRINT.layout.kept, "en")
    times = resolve(expressions, REPRINT.text, value, "en")
    assert {t.value[:4] for t in times if t.date} == {"2018"}


def test_nothing_known_is_nothing():
    assert dates(MANIFESTO) == PageDates(None, None)


def test_little_known_gives_wide_bounds():
    value = published(WIDE)
    assert (value.earliest, value.latest, value.basis) == ("2016-09-04", AS_OF.isoformat(), "inferred")


def test_a_date_in_the_future_is_rejected_with_its_reason():
    value = published(FUTURE)
    assert (value.earliest, value.latest) == ("2024-04-02", AS_OF.isoformat())
    assert "lies after" in value.alternatives[0].reason


def test_a_printed_weekday_must_fit_the_year():
    value = published(WEEKDAY)
    assert (value.earliest, value.latest) == ("2019-10-08", "2019-12-31")


@pytest.mark.parametrize("year", [2004, 2011, 2013, 2017, 2020, 2024])
def test_the_same_rules_serve_other_years(year):
    shifted = page(
        (ABOVE, f"Sunday, March 3, {year + 1}"),
        ("headline", "Ballot Boxes Found In Canal"),
        ("caption", f"Divers lift ballot boxes from the canal of Merel on July 9 {year}.7.9 / Merel Bild"),
        ("paragraph", "Divers lifted ballot boxes from the canal in July of this year."),
        ("paragraph", "On October 21, a judge released the names of the divers who lifted the boxes."),
    )
    value = published(shifted)
    assert (value.earliest, value.latest) == (f"{year}-10-21", f"{year}-12-31")


def test_a_strong_date_the_text_does_not_contradict_is_kept_though_the_story_is_old():
    written = page(
        ("headline", "Ten Years After The Norvik Dam"),
        (
            "paragraph",
            "The dam broke on 18 May 2011. Two days later the village was empty. In 2013 a court closed the case.",
        ),
        candidates=(("meta article:published_time", "2021-05-18"), ("url", "https://sund.example/2021/05/18/norvik")),
    )
    assert published(written).edtf == "2021-05-18"


def test_the_text_overrules_a_date_before_what_it_tells():
    written = page(
        ("headline", "Verdict In Halden"),
        (ABOVE, "1 March 2020"),
        ("paragraph", "The court sentenced two men on 3 April 2020 and freed a third on 6 April 2020."),
    )
    value = published(written)
    assert value.earliest == "2020-04-06"
    assert "later" in value.alternatives[0].reason


def test_last_modified_only_bounds():
    written = page(
        ("headline", "Verdict In Halden"),
        ("paragraph", "The court sentenced two men on 3 April 2020."),
        candidates=(("http last-modified", "Tue, 07 Apr 2020 10:00:00 GMT"),),
    )
    found = dates(written)
    assert found.published is not None
    assert (found.published.earliest, found.published.latest) == ("2020-04-03", "2020-04-07")
    assert found.modified is not None
    assert found.modified.edtf == "2020-04-07"


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "0000-00-00", "2025-02-30T99:99", "9" * 5000, "\ud800", "https://x.example/" + "1/" * 4000],
)
def test_what_is_no_date_is_no_candidate(value):
    written = page(
        ("headline", "Verdict"), candidates=(("json-ld datePublished", value), ("url", value), ("feed pubDate", value))
    )
    assert dates(written).published is None


def test_same_page_in_another_order_of_candidates_gives_the_same():
    first = dates(TRIAL)
    layout = Layout(
        text_layer="t", version="1", blocks=TRIAL.layout.blocks, candidates=tuple(reversed(TRIAL.layout.candidates))
    )
    second = dates(Written(TRIAL.text, layout))
    assert first.published is not None
    assert second.published is not None
    assert first.published.edtf == second.published.edtf


@pytest.mark.seed
def test_the_seed_page_by_the_same_rules(shared):
    path = shared / "seed" / "page.txt"
    if not path.is_file():
        pytest.skip("the seed page is not here")
    text = path.read_text(encoding="utf-8")
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip() and text.index(line, at) > text.index("Eventually Passes Year"):
            start = text.index(line, at)
            role = "caption" if line.startswith(" ") else "paragraph"
            if text.find(line.strip(), start + len(line)) < 0:
                blocks.append(Block(start, start + len(line), role))  # type: ignore[arg-type]
        at += len(line) + 1
    header = text.split("\n", 1)[0]
    candidate = Candidate(field="published", value=header, place=ABOVE, start=0, end=len(header))
    written = Written(text, Layout(text_layer="t", version="1", blocks=tuple(blocks), candidates=(candidate,)))
    value = published(written)
    assert (value.edtf, value.basis) == ("[2025-12-24..2025-12-31]", "inferred")
    assert [a.edtf for a in value.alternatives] == ["2026-01-30"]
    expressions = match(text, written.layout.kept, "en")
    told = {t.text: t for t in resolve(expressions, text, value, "en")}
    expected = {
        "February 25": ("2025-02-25", "2025-02-25"),
        "January 11": ("2025-01-11", "2025-01-11"),
        "January of this year": ("2025-01-01", "2025-01-31"),
        "March": ("2025-03-01", "2025-03-31"),
        "October": ("2025-10-01", "2025-10-31"),
        "December 24": ("2025-12-24", "2025-12-24"),
        "this week": ("2025-12-22", "2026-01-04"),
        "Wednesday": ("2025-12-24", "2025-12-31"),
        "a year": ("2024-12-24", "2025-12-31"),
    }
    for words, bounds in expected.items():
        date = told[words].date
        assert date is not None, words
        assert (date.earliest, date.latest) == bounds, words
    assert {w for w, t in told.items() if t.date is None} <= {"recently", "currently"}


def test_a_moment_in_utc_is_the_day_that_the_page_prints_for_its_readers():
    written = page(
        ("headline", "Bridge Closed In Torsund"),
        (AT_HEADLINE, "March 4, 2021"),
        ("paragraph", "The bridge was closed because of the storm."),
        candidates=(("json-ld datePublished", "2021-03-05T02:15:00Z"),),
    )
    value = published(written)
    assert value.edtf == "2021-03-04"
    assert "own zone" in value.reason
    assert "2021-03-05" in [a.edtf for a in value.alternatives]


@pytest.mark.parametrize("stamp", ["2021-03-05T15:15:00Z", "2021-03-07T02:15:00Z", "2021-03-05T02:15:00-05:00"])
def test_a_moment_that_is_another_day_everywhere_is_kept(stamp):
    written = page(
        ("headline", "Bridge Closed In Torsund"),
        (AT_HEADLINE, "March 4, 2021"),
        ("paragraph", "The bridge was closed because of the storm."),
        candidates=(("json-ld datePublished", stamp),),
    )
    assert published(written).edtf == stamp[:10]


def test_the_utc_day_stays_when_the_page_prints_it_too():
    written = page(
        ("headline", "Bridge Closed In Torsund"),
        (AT_HEADLINE, "March 5, 2021"),
        (AT_HEADLINE, "March 4, 2021"),
        ("paragraph", "The bridge was closed because of the storm."),
        candidates=(("json-ld datePublished", "2021-03-05T02:15:00Z"),),
    )
    assert published(written).edtf == "2021-03-05"


def test_an_address_with_an_older_day_says_that_the_date_was_made_anew():
    written = page(
        ("headline", "A Night In Merel"),
        ("paragraph", "The inn of Merel has nine rooms."),
        candidates=(("json-ld datePublished", "2019-06-17"), ("url", "https://merel.example/2017/07/12/a-night")),
    )
    value = published(written)
    assert value.edtf == "2017-07-12"
    assert [a.edtf for a in value.alternatives] == ["2019-06-17"]
    assert "address" in value.alternatives[0].reason or "url" in value.alternatives[0].reason


def test_an_address_a_few_days_older_does_not():
    written = page(
        ("headline", "A Night In Merel"),
        ("paragraph", "The inn of Merel has nine rooms."),
        candidates=(("json-ld datePublished", "2017-07-14"), ("url", "https://merel.example/2017/07/12/a-night")),
    )
    assert published(written).edtf == "2017-07-14"


def test_of_two_time_elements_at_the_headline_the_earlier_is_publication():
    place = "time element at the headline"
    for stamps in (("2020-02-24T16:26:29Z", "2022-07-21T01:44:34Z"), ("2022-07-21T01:44:34Z", "2020-02-24T16:26:29Z")):
        written = page(
            ("headline", "Harvest In Lund"),
            ("paragraph", "The harvest was good."),
            candidates=tuple((place, s) for s in stamps),
        )
        assert published(written).edtf == "2020-02-24"


def test_what_a_page_prints_at_its_headline_goes_before_a_loose_meta_date():
    written = page(
        ("headline", "Harvest In Lund"),
        (AT_HEADLINE, "5 February 2020"),
        ("paragraph", "The harvest was good."),
        candidates=(("meta date", "2020-02-12"),),
    )
    assert published(written).edtf == "2020-02-05"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2019年4月2日", "2019-04-02"),
        ("2024년 12월 3일 09:30", "2024-12-03"),
        ("26.10.13", "2013-10-26"),
        ("30 septembre 2018", "2018-09-30"),
        ("jeudi 13 juin 2019", "2019-06-13"),
        ("3 de mayo de 2022", "2022-05-03"),
        ("22. November 2011", "2011-11-22"),
        ("Nov 22, 2011", "2011-11-22"),
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "xx"])
def test_a_date_line_need_not_be_in_the_language_of_the_text(printed, day, language):
    written = page(("headline", "Verdict"), (AT_HEADLINE, printed), ("paragraph", "It rained."))
    expressions = match(written.text, written.layout.kept, language)
    found = date_page(written.text, written.layout, expressions, language=language, as_of=AS_OF).published
    assert found is not None
    assert found.edtf == day


@pytest.mark.parametrize("printed", ["13月45日2019年", "99.99.13", "31 février 2018", "12 mar", "version 2.10.13.4"])
def test_what_only_looks_like_a_date_line_is_none(printed):
    written = page(("headline", "Verdict"), (AT_HEADLINE, printed), ("paragraph", "It rained."))
    assert dates(written).published is None


GERMAN = page(
    (ABOVE, "Montag, 6. Februar 2023"),
    ("headline", "Angehörige der Grubenopfer warten weiter"),
    ("caption", "Helfer vor der Grube Kaldberg am 9. Juli 2022.7.9 / Fjell Bild"),
    ("paragraph", "Die Grube Kaldberg brach im Juli dieses Jahres ein, wie die Helfer vor der Grube sagten."),
    ("paragraph", "Am 21. Oktober wurde der Bericht der Helfer veröffentlicht."),
)


def test_the_same_evidence_in_another_language():
    expressions = match(GERMAN.text, GERMAN.layout.kept, "de")
    value = date_page(GERMAN.text, GERMAN.layout, expressions, language="de", as_of=AS_OF).published
    assert value is not None
    assert (value.earliest, value.latest, value.basis) == ("2022-10-21", "2022-12-31", "inferred")
    assert "2023-02-06" in [a.edtf for a in value.alternatives]


@pytest.mark.parametrize(("as_of", "year"), [(dt.date(2017, 5, 1), 2016), (dt.date(2023, 3, 1), 2022)])
def test_printed_weekdays_alone_give_the_year(as_of, year):
    """2 October was a Sunday in 2016 and in 2022: with nothing else the page bounds nothing by itself."""
    written = page(
        ("headline", "Halden Votes On Bridge"),
        (AT_HEADLINE, f"9 October {year}"),
        (
            "paragraph",
            "Halden voted on Sunday, 2 October. The council met on Friday, 7 October, to count the votes again.",
        ),
    )
    value = published(written, as_of)
    assert value.edtf == f"{year}-10-09"
    wrong = page(
        ("headline", "Halden Votes On Bridge"),
        (ABOVE, f"9 October {year - 1}"),
        (
            "paragraph",
            "Halden voted on Sunday, 2 October. The council met on Friday, 7 October, to count the votes again.",
        ),
    )
    rejected = dates(wrong, as_of).published
    assert rejected is None or rejected.edtf != f"{year - 1}-10-09"
