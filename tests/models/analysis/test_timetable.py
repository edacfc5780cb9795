"""The plan on a calendar by hand: quarters, trainers and their hours, courses, and what no training brings."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.timetable import (
    Options,
    Quarter,
    hire_sentences,
    lesson_sentence,
    reason_sentence,
    timetable,
    waived_sentences,
)
from organisatiecanvas.models.analysis.training import training_plan
from organisatiecanvas.models.organisation import Organisation
from tests.models.analysis.shop import organisation

START = datetime.date(2026, 11, 23)
Q4, Q1, Q2 = Quarter(2026, 4), Quarter(2027, 1), Quarter(2027, 2)


def shop() -> Organisation:
    """Two who can train welding; P2 and P3 must learn to weld and to saw (nobody can train sawing)."""
    content = organisation(
        {"T1": ["weld"], "T2": ["weld"], "P2": [], "P3": []},
        skills=["weld", "saw"],
        levels={("T1", "weld"): (4, None, None), ("T2", "weld"): (4, None, None)},
    )
    content.rules.people_per_skill, content.rules.skills_per_person = 4, 0
    return content


def made(content: Organisation, steps: int = 1, hours: float | None = None):
    basis = Basis(content, content.variants["v"])
    plan = training_plan(basis)
    return basis, plan, timetable(basis, plan, Options(START, steps, hours))


def shown(table) -> list[tuple[Quarter, str, str, str | None]]:
    return [(item.quarter, item.step["person"], item.step["skill"], item.trainer) for item in table.lessons]


def test_quarters_and_their_last_days() -> None:
    assert Quarter.of(START) == Q4
    assert [Q4.next(), Q1.next()] == [Q1, Q2]
    assert [item.last_day.isoformat() for item in (Q4, Q1, Q2)] == ["2026-12-31", "2027-03-31", "2027-06-30"]


def test_one_step_a_quarter_single_points_of_failure_first() -> None:
    basis, _plan, table = made(shop())
    # nobody saws: those four courses come first; P2 and P3 then weld in the next quarter, from the least busy trainer
    assert shown(table) == [
        (Q4, "T1", "saw", None),
        (Q4, "T2", "saw", None),
        (Q4, "P2", "saw", None),
        (Q4, "P3", "saw", None),
        (Q1, "P2", "weld", "T1"),
        (Q1, "P3", "weld", "T2"),
    ]
    assert table.hours == {("T1", Q1): 8, ("T2", Q1): 8}
    assert lesson_sentence(basis, table.lessons[0]) == "No trainer here (level 4): external course, 8 h."
    assert lesson_sentence(basis, table.lessons[4]) == "Person T1 trains, 8 h."
    assert reason_sentence(basis, table.lessons[0].step) == "Skill saw is mastered by nobody yet."
    assert reason_sentence(basis, table.lessons[4].step) == "Skill weld is mastered by 2 people, 4 are needed."
    assert list(table.by_quarter()) == [Q4, Q1]


def test_the_hours_of_trainers_and_the_steps_of_a_person_hold() -> None:
    content = shop()
    content.mastery["T2", "weld"].level = 3  # one trainer left
    _basis, _plan, table = made(content, steps=2, hours=10)
    assert [row for row in shown(table) if row[2] == "weld"] == [(Q4, "P2", "weld", "T1"), (Q1, "P3", "weld", "T1")]
    basis, _plan, table = made(content, steps=2, hours=7)  # less than one step takes
    assert {item.how for item in table.lessons if item.step["skill"] == "weld"} == {"course-no-hours"}
    assert lesson_sentence(basis, table.lessons[-1]) == "No trainer has 8 h in one quarter: external course."
    content.mastery["T1", "weld"].valid_until = START - datetime.timedelta(1)
    _basis, _plan, table = made(content)
    assert "course-no-trainer" in {item.how for item in table.lessons if item.step["skill"] == "weld"}


def test_what_no_training_brings_is_a_sentence() -> None:
    content = organisation({"P1": ["A"]}, skills=["A"])
    basis, plan, table = made(content)
    assert table.lessons == ()
    assert hire_sentences(basis, plan) == [
        "Skill A: 3 asked, 1 here can; 2 people from elsewhere, or a lower requirement."
    ]
    assert waived_sentences(basis, plan) == ["Person P1: the work here has 1 skill to offer where 1-3-1 asks for 3."]


def test_both_sides_of_a_step_are_its_reason() -> None:
    basis, plan, _table = made(organisation({"P1": ["A", "B", "C"], "P2": ["A"]}, skills=["A", "B", "C"]))
    assert reason_sentence(basis, plan["steps"][0]) == (
        "Skill B is mastered by 1 person, 2 are needed; Person P2 masters 1 skill of the 3 asked."
    )


def test_options_that_allow_nothing_are_refused() -> None:
    for steps, hours in ((0, None), (1, -1.0)):
        with pytest.raises(ValueError, match="at least one step"):
            made(shop(), steps, hours)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=6, max_size=6),
    st.integers(1, 3),
    st.one_of(st.none(), st.integers(0, 30)),
)
def test_every_step_stands_once_as_early_as_it_can(levels, steps, hours) -> None:
    content = organisation(
        {f"P{p}": [] for p in range(6)},
        skills=[f"S{s}" for s in range(5)],
        levels={(f"P{p}", f"S{s}"): (levels[p][s], None, None) for p in range(6) for s in range(5)},
    )
    _basis, plan, table = made(content, steps, hours)
    assert sorted(str(item.step) for item in table.lessons) == sorted(str(step) for step in plan["steps"])
    taken: dict[tuple[str, Quarter], int] = {}
    for item in table.lessons:
        taken[item.step["person"], item.quarter] = taken.get((item.step["person"], item.quarter), 0) + 1
        assert item.trainer is None or levels[int(item.trainer[1])][int(item.step["skill"][1])] == 4
        assert item.trainer != item.step["person"]
    assert max(taken.values(), default=0) <= steps
    assert hours is None or max(table.hours.values(), default=0) <= hours + 1e-9
    if hours is None:  # only the person's own steps hold a lesson back
        for item in table.lessons:
            quarter = Quarter.of(START)
            while quarter < item.quarter:
                assert taken[item.step["person"], quarter] == steps
                quarter = quarter.next()
