"""The smallest training plan: the worked case, its promises, and every plan there is on small cases."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.skills import needs
from organisatiecanvas.models.analysis.training import TrainingPlan, step_hours, training_plan
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Organisation
from tests.models.analysis.shop import organisation
from tests.models.analysis.test_skills import WORKED


def plan_of(content: Organisation) -> TrainingPlan:
    return training_plan(Basis(content, content.variants["v"]))


def short(basis: Basis) -> tuple[dict[str, int], dict[str, int]]:
    """What people and skills still need."""
    need = basis.once(needs)
    return (
        {name: max(0, count - len(need.mastered[name])) for name, count in need.people.items()},
        {name: max(0, count - len(need.masters[name])) for name, count in need.skills.items()},
    )


def suffices(pairs, people: dict[str, int], skills: dict[str, int]) -> bool:
    return all(sum(p == name for p, _s in pairs) >= count for name, count in people.items()) and all(
        sum(s == name for _p, s in pairs) >= count for name, count in skills.items()
    )


def test_worked_case_of_the_method_takes_six_steps():
    content = organisation(WORKED, skills=["Laser", "Kant", "Zet", "Las", "Lak"])
    plan = plan_of(content)
    basis = Basis(content, content.variants["v"])
    people, skills = short(basis)
    assert sum(people.values()) == sum(skills.values()) == 6
    assert len(plan["steps"]) == 6
    pairs = [(step["person"], step["skill"]) for step in plan["steps"]]
    assert suffices(pairs, people, skills)
    assert plan["hours"] == pytest.approx(6 * 8 * 3 / 3)  # all from level 0, 8 hours each
    # Las and Lak have one master and stand first
    assert [step["skill"] for step in plan["steps"]] == ["Las", "Las", "Lak", "Lak", "Kant", "Zet"]
    assert plan["steps"][0]["reasons"] == ["skill-single", "breadth"]


def test_hours_decide_between_plans_of_equal_length():
    """One of P2 and P3 must learn A; P3 is at level 2, so a third of the hours."""
    content = organisation(
        {"P1": ["A"], "P2": [], "P3": []},
        skills=["A"],
        levels={("P3", "A"): (2, None, None), ("P2", "A"): (1, None, None)},
    )
    content.rules.people_per_skill, content.rules.skills_per_person = 2, 0
    (step,) = plan_of(content)["steps"]
    assert step == {
        "person": "P3",
        "skill": "A",
        "from": 2,
        "to": 3,
        "reasons": ["skill-single"],
        "hours": pytest.approx(8 / 3),
    }


def test_one_step_that_helps_both_sides_goes_before_cheap_ones():
    """P2 lacks a skill, B a master: P2 learns B in 8 h, though P2 learning A and P1 B would take 8/3 h each."""
    content = organisation({"P1": ["A", "B"], "P2": []}, skills=["A", "B"], levels={("P2", "A"): (2, None, None)})
    content.rules.people_per_skill, content.rules.skills_per_person = 1, 1
    content.mastery["P1", "B"].level = 2
    (step,) = plan_of(content)["steps"]
    assert (step["person"], step["skill"], step["reasons"]) == ("P2", "B", ["skill-gap", "breadth"])


def test_expired_mastery_is_renewed_at_its_level():
    content = organisation({"P1": ["A"]}, skills=["A"])
    cell = content.mastery["P1", "A"]
    cell.level, cell.valid_until = 4, content.workshop.reference_date.replace(year=2025)
    (step,) = plan_of(content)["steps"]
    assert (step["from"], step["to"], step["hours"]) == (4, 4, pytest.approx(8 / 3))


def test_what_training_cannot_bring_stands_beside_it():
    plan = plan_of(organisation({"P1": ["A"]}, skills=["A"]))
    assert plan == {
        "steps": [],
        "hire": [{"skill": "A", "people": 2}],
        "waived": [{"person": "P1", "skills": 2}],
        "hours": 0,
    }


LEVELS = st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=3, max_size=3)


@settings(max_examples=60)
@given(
    LEVELS, st.lists(st.integers(1, 30), min_size=3, max_size=3), st.integers(0, 3), st.integers(0, 3), st.booleans()
)
def test_no_other_plan_is_smaller(levels, hours, per_person, per_skill, exempt):
    """All subsets of the nine pairs, tried one by one."""
    content = organisation(
        {f"P{p}": [] for p in range(3)},
        skills=["S0", "S1", "S2"],
        exempt_people={"P1": "x"} if exempt else {},
        levels={(f"P{p}", f"S{s}"): (levels[p][s], None, None) for p in range(3) for s in range(3)},
    )
    for skill, value in zip(content.skills.values(), hours, strict=True):
        skill.training_hours = float(value)
    content.rules.skills_per_person, content.rules.people_per_skill = per_person, per_skill
    basis = Basis(content, content.variants["v"])
    people, skills = short(basis)
    open_pairs = [
        (person, skill)
        for person in people
        for skill in skills
        if content.mastery[person, skill].level < 3 and content.people[person].exempt is None
    ]
    best = min(
        (len(pairs), sum(step_hours(basis, *pair) for pair in pairs))
        for count in range(len(open_pairs) + 1)
        for pairs in itertools.combinations(open_pairs, count)
        if suffices(pairs, people, skills)
    )
    plan = training_plan(basis)
    chosen = [(step["person"], step["skill"]) for step in plan["steps"]]
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= set(open_pairs)
    assert suffices(chosen, people, skills)
    assert len(chosen) == best[0]
    assert plan["hours"] == pytest.approx(best[1], abs=1e-6)
    total_people, total_skills = sum(people.values()), sum(skills.values())
    assert max(total_people, total_skills) <= len(chosen) <= total_people + total_skills


def test_the_example_has_its_plan_in_analyse(bosch: Document):
    content = bosch.organisation
    for name, variant in content.variants.items():
        plan = analyse(content, name)["skills"]["training_plan"]
        people, skills = short(Basis(content, variant))
        chosen = [(step["person"], step["skill"]) for step in plan["steps"]]
        assert suffices(chosen, people, skills)
        assert len(chosen) >= max(sum(people.values()), sum(skills.values())) > 0
    left_out = analyse(content, training=False)
    assert left_out["skills"]["training_plan"] is None
    assert "skills.training_plan" in [item["key"] for item in left_out["missing"]]
