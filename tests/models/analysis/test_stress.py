"""The stress test by hand: what stops on day one, what is short, the training until it runs, who has to come."""

from __future__ import annotations

import pytest

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.stress import SkillOnDayOne, Step, day_one_sentence, stress_test
from organisatiecanvas.models.organisation import Organisation
from tests.models.analysis.shop import organisation


def of(content: Organisation):
    basis = Basis(content, content.variants["v"])
    return basis, {item.unit: item for item in stress_test(basis)}


def shop() -> Organisation:
    return organisation(
        {"P1": ["weld"], "P2": [], "P3": ["weld", "saw", "paint"], "P4": ["weld"], "P5": [], "P6": ["weld"]},
        skills=["weld", "saw", "paint"],
        units={
            "ready": (["P3"], {"saw": 1}),
            "stops": (["P1", "P2"], {"weld": 2, "saw": 1, "paint": 1}),
            "short": (["P4", "P5"], {"weld": 3}),
            "asks nothing": (["P6"], {}),
        },
        levels={("P2", "saw"): (2, None, None), ("P1", "paint"): (1, None, None)},
    )


def test_units_stand_by_what_they_lack_with_the_smallest_training() -> None:
    basis, found = of(shop())
    assert list(found) == ["stops", "short", "ready"]
    stops = found["stops"]
    assert stops.state == "stops"
    assert stops.skills == (
        SkillOnDayOne("weld", 1, 2),
        SkillOnDayOne("saw", 0, 1),
        SkillOnDayOne("paint", 0, 1),
    )
    # P2 is at level 2 of saw: 8 h × 1/3; P1 at level 1 of paint: 8 h × 2/3
    assert set(stops.to_run) == {Step("P2", "saw", 8 / 3), Step("P1", "paint", 16 / 3)}
    assert stops.hours_to_run == 8
    assert set(stops.to_be_ready) == {*stops.to_run, Step("P2", "weld", 8)}
    assert stops.hours_to_be_ready == pytest.approx(16)
    assert (stops.hire, stops.impossible) == ({}, ())
    short = found["short"]
    assert (short.state, short.to_run, short.hire) == ("short", (), {"weld": 1})
    assert short.to_be_ready == (Step("P5", "weld", 8),)
    assert (found["ready"].state, found["ready"].hours_to_be_ready) == ("ready", 0)
    assert day_one_sentence(basis, stops) == (
        "Unit stops can't run on day one: nobody there masters Skill saw and Skill paint. "
        "It takes 2 steps and 8 h of training until it can."
    )
    assert day_one_sentence(basis, short) == (
        "Unit short can run on day one, but has too few people for Skill weld: 8 h of training. "
        "For all it asks for it is 1 person short."
    )
    assert day_one_sentence(basis, found["ready"]).endswith("with everything it asks for.")


def test_a_unit_without_people_who_may_learn_needs_people() -> None:
    content = organisation(
        {"P1": [], "P2": []},
        skills=["weld"],
        units={"exempt": (["P1"], {"weld": 1}), "empty": ([], {"weld": 2})},
        exempt_people={"P1": "apprentice"},
    )
    basis, found = of(content)
    for item, people in ((found["exempt"], 1), (found["empty"], 2)):
        assert (item.state, item.to_run, item.impossible, item.hire) == ("stops", (), ("weld",), {"weld": people})
        assert "Nobody there could learn Skill weld: it takes people from elsewhere." in day_one_sentence(basis, item)


def test_masters_elsewhere_count_for_nothing_and_what_expired_is_no_mastery() -> None:
    content = organisation(
        {"P1": ["weld"], "P2": ["weld"]},
        skills=["weld"],
        units={"A": (["P1"], {"weld": 1}), "B": (["P2"], {})},
    )
    _basis, found = of(content)
    assert found["A"].state == "ready"
    content.mastery["P1", "weld"].valid_until = content.workshop.reference_date.replace(year=2025)
    _basis, found = of(content)
    assert (found["A"].state, found["A"].to_run) == ("stops", (Step("P1", "weld", 8 / 3),))
