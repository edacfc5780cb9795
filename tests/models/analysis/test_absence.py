"""The absence view by hand: who is away in the period, what drops below need, who could fill in."""

from __future__ import annotations

import datetime

import pytest

from organisatiecanvas.models.analysis.absence import Away, FillIn, absence_view, drop_sentence
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.organisation import Absence, Organisation
from tests.models.analysis.shop import organisation

MONDAY = datetime.date(2026, 11, 30)


def day(number: int) -> datetime.date:
    return MONDAY + datetime.timedelta(days=number)


def away(content: Organisation, *rows: tuple[str, int, int]) -> Organisation:
    for number, (person, first, last) in enumerate(rows):
        content.absences[number] = Absence(person=person, from_=day(first), to_=day(last))
    return content


def shop() -> Organisation:
    """Cell A needs two who weld and one who saws; P4 is at level 2, P5 (cell B) masters welding, P6's has expired."""
    return organisation(
        {"P1": ["weld", "saw"], "P2": ["weld"], "P3": ["weld"], "P4": [], "P5": ["weld"], "P6": [], "P7": []},
        skills=["weld", "saw"],
        units={"A": (["P1", "P2", "P3", "P4", "P6"], {"weld": 2, "saw": 1}), "B": (["P5", "P7"], {})},
        levels={
            ("P4", "weld"): (2, None, None),
            ("P6", "weld"): (3, datetime.date(2026, 1, 1), None),
            ("P7", "weld"): (1, None, None),
        },
    )


def view(content: Organisation, first: int = 0, last: int = 6):
    basis = Basis(content, content.variants["v"])
    return basis, absence_view(basis, day(first), day(last))


def test_what_drops_and_who_could_fill_in_the_nearest_first() -> None:
    basis, found = view(away(shop(), ("P2", -3, 2), ("P1", 2, 9)))
    assert found.away == (Away("P2", day(0), day(2)), Away("P1", day(2), day(6)))
    saw, weld = found.drops
    assert (saw.unit, saw.skill, saw.needed, saw.cover, saw.present, saw.days) == ("A", "saw", 1, 1, 0, 5)
    assert saw.fill_in == ()
    # P2 and P1 overlap on one day only; without both there is one who welds where two are needed
    assert (weld.unit, weld.skill, weld.needed, weld.cover, weld.present, weld.days) == ("A", "weld", 2, 3, 1, 1)
    assert weld.fill_in == (
        FillIn("P5", 3, True, False),
        FillIn("P6", 3, False, True),
        FillIn("P4", 2, True, True),
    )
    assert drop_sentence(basis, saw) == (
        "Skill saw in Unit A: 0 of the 1 people needed are there. Nobody of level 2 or higher could fill in."
    )
    assert drop_sentence(basis, weld) == (
        "Skill weld in Unit A: 1 of the 2 people needed are there. Person P5 (level 3), Person P6 (level 3, expired) "
        "and Person P4 (level 2) could fill in, the nearest first."
    )


def test_who_is_away_too_fills_in_nothing_and_outside_the_period_nothing_drops() -> None:
    _basis, found = view(away(shop(), ("P1", 0, 0), ("P2", 0, 0), ("P5", 3, 3)))
    assert [item.person for item in found.drops[1].fill_in] == ["P6", "P4"]
    _basis, found = view(away(shop(), ("P1", 7, 9)))
    assert found.away == found.drops == ()
    with pytest.raises(ValueError, match="before it begins"):
        view(shop(), 1, 0)


def test_without_requirements_the_rule_counts_for_everyone() -> None:
    content = organisation({"P1": ["A"], "P2": ["A"], "P3": ["A"], "P4": ["A"]}, skills=["A"])
    _basis, found = view(away(content, ("P1", 0, 1)))
    assert found.drops == ()  # three of the three needed are left
    _basis, found = view(away(content, ("P1", 0, 1), ("P2", 1, 4)))
    (drop,) = found.drops
    assert (drop.unit, drop.needed, drop.cover, drop.present, drop.days) == (None, 3, 4, 2, 1)


def test_a_need_that_was_not_met_before_is_told_when_absence_makes_it_worse() -> None:
    content = organisation({"P1": ["A"], "P2": ["A"], "P3": []}, skills=["A"])
    _basis, found = view(away(content, ("P3", 0, 6)))
    assert found.drops == ()
    _basis, found = view(away(content, ("P1", 0, 1), ("P1", 4, 4)))
    assert [(drop.cover, drop.present, drop.days) for drop in found.drops] == [(2, 1, 3)]
