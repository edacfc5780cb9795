"""Numbers, shares and dates as people type them."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisatiecanvas.desktop import values
from organisatiecanvas.models import language
from organisatiecanvas.models.organisation import ROWS


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


@pytest.mark.parametrize(
    ("value", "words"),
    [(2934.782609, "2934,78"), (12.0, "12"), (0.24, "0,24"), (0.035123, "0,035"), (-0.004, "-0,004"), (0.0, "0")],
)
def test_a_number_to_read_has_no_digits_too_many(dutch, value, words):
    assert values.brief_number(value) == words


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


def test_what_is_no_share_is_refused_with_an_example_of_one(dutch):
    with pytest.raises(values.InputError, match=r"80 %"):
        values.parse_share("veel")


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        ("2 u", "minutes", 120),
        ("45 min", "minutes", 45),
        ("45 min.", "hours", 0.75),
        ("1,5 uur", "minutes", 90),
        ("1.5 hours", "minutes", 90),
        ("90 s", "minutes", 1.5),
        ("90 s", "seconds", 90),
        ("2 m", "seconds", 120),
        ("3 d", "days", 3),
        ("36 u", "days", 1.5),
        ("2 weken", "days", 14),
        ("3 d", "hours", 24),
        ("1 w", "hours", 40),
        ("1u30", "minutes", 90),
        ("1:30", "hours", 1.5),
        ("1 uur en 30 minuten", "minutes", 90),
        ("1 h 30 m 30 s", "minutes", 90.5),
        ("12", "minutes", 12),
        ("-2 u", "hours", -2),
    ],
)
def test_times(code, words, unit, value):
    language.use(code)
    assert values.parse_time(words, unit) == pytest.approx(value)


@pytest.mark.parametrize("words", ["", "uur", "u 2", "2 x", "2 u 3 x", "2 d 3", "1,2,3 u", "1e5", "1:99", "½ u", "-"])
@pytest.mark.parametrize("unit", ["seconds", "minutes", "hours", "days"])
def test_what_is_no_time_is_refused_with_an_example_that_can_be_typed(dutch, words, unit):
    with pytest.raises(values.InputError) as refused:
        values.parse_time(words, unit)
    shown = str(refused.value).removesuffix(".").split("such as ")[-1].split("zoals ")[-1]
    for example in re.split(r", | of | or ", shown):
        assert values.parse_time(example, unit) > 0


def test_every_time_in_the_model_is_read_as_one():
    """A field that is called after a unit of time takes other units too."""
    named = re.compile(r"(^|_)(seconds|minutes|hours|days)(_per_week|_each)?$")
    found = 0
    for cls in ROWS.values():
        for name, field in cls.FIELDS.items():
            unit = named.search(name)
            if unit and field.kind in ("number", "whole"):
                assert field.time == unit[2], f"{cls.__name__}.{name}"
                found += 1
            else:
                assert field.time is None
    assert found >= 18


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
