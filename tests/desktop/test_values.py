"""Numbers, shares and dates as people type them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisatiecanvas.desktop import values
from organisatiecanvas.models import language


@pytest.fixture
def dutch():
    language.use("nl")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0,8", 0.8),
        ("1.250,50", 1250.5),
        ("1.250", 1250),
        ("1250,5", 1250.5),
        ("0.8", 0.8),
        ("0.800", 0.8),
        ("12", 12),
        ("-3,5", -3.5),
        ("−3,5", -3.5),
        ("1 250,5", 1250.5),
        ("€ 1.000", 1000),
        (",5", 0.5),
    ],
)
def test_dutch_numbers(dutch, words, number):
    assert values.parse_number(words) == number


@pytest.mark.parametrize(
    ("words", "number"), [("1,250.50", 1250.5), ("0.8", 0.8), ("0,8", 0.8), ("1,250", 1250), (".5", 0.5)]
)
def test_english_numbers(words, number):
    assert values.parse_number(words) == number


@pytest.mark.parametrize("words", ["", "x", "1,2,3", "1.2.3,4", "12a", "--3", "1e5", "nan", "inf", "1,250.5.1"])
def test_what_is_no_number_is_refused_with_an_example(dutch, words):
    with pytest.raises(values.InputError, match=r"1250,5|1250\.5"):
        values.parse_number(words)


@pytest.mark.parametrize("code", ["nl", "en"])
@given(number=st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 4)))
def test_a_number_that_is_shown_reads_back(code, number):
    language.use(code)
    assert values.parse_number(values.number_text(number)) == pytest.approx(number)


@pytest.mark.parametrize(
    ("words", "share"), [("80 %", 0.8), ("80%", 0.8), ("80", 0.8), ("0,8", 0.8), ("1", 1.0), ("0", 0)]
)
def test_shares(dutch, words, share):
    assert values.parse_share(words) == share


@pytest.mark.parametrize("words", ["23-11-2026", "23/11/2026", "23.11.26", "2026-11-23", " 23-11-2026 "])
def test_dates(dutch, words):
    assert values.parse_date(words) == datetime.date(2026, 11, 23)


@pytest.mark.parametrize("words", ["", "morgen", "31-02-2026", "2026", "1-2-3-4"])
def test_what_is_no_date_is_refused(words):
    with pytest.raises(values.InputError):
        values.parse_date(words)


def test_dates_are_shown_as_the_language_has_them():
    day = datetime.date(2026, 11, 3)
    assert values.date_text(day) == "2026-11-03"
    language.use("nl")
    assert values.date_text(day) == "03-11-2026"
