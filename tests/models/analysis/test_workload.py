"""Hours by their parts and by role, people with several places, and surveys that stand in two variants."""

from __future__ import annotations

import pytest

from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.survey_groups import surveyed
from organisatiecanvas.models.analysis.workload import workload
from tests.exports import cases
from tests.models.analysis import drawn
from tests.models.analysis.drawn import by, disturbance, meeting, people, role, skills, task, unit


def shop():
    """P1 30 h in saw and 10 h as planner of the other unit; P2 in saw for all of the contract."""
    return drawn.basis(
        {
            "units": [unit("saw"), unit("plan")],
            "roles": [
                {**role("sawyer", "saw", "P1", "P2"), "hours_per_week": 2},
                role("planner", "plan", "P1"),
            ],
            "tasks": [
                task("cut", "saw", role="sawyer", hours_per_week=40),
                task("sweep", "saw", hours_per_week=3),
                task("book", "plan", role="planner", hours_per_week=6),
            ],
            "disturbances": [disturbance("jam", "saw", 5, "partly")],
            "meetings": [meeting("start", "saw", per_week=5, minutes=60)],
        },
        people=people("P1", "P2"),
        skills=skills(),
    )


def test_parts_by_hand():
    found = {row.unit: row for row in workload(shop()).units}
    saw = found["saw"]
    # P1 has an equal share of 40 h in both roles: 20 h each, so half of P1's meetings fall to each unit
    assert (saw.parts.tasks, saw.parts.own, saw.parts.meetings, saw.parts.disturbances) == (43, 2, 7.5, 2.5)
    assert saw.parts.demand == saw.figures["demand_hours"] == 55
    assert saw.largest == 40
    sawyer, rest = saw.roles
    assert (sawyer.parts.demand, sawyer.available, sawyer.people) == (40 + 2 + 7.5, 60, 2)
    assert sawyer.occupancy == pytest.approx(49.5 / 60)
    assert (rest.role, rest.parts.demand, rest.occupancy) == (None, 3 + 2.5, None)


@pytest.mark.parametrize("name", ["bosch", "aldowa", "kinkelder"])
def test_roles_and_rest_together_are_the_unit(name):
    organisation = cases.example(name)
    for variant in organisation.variants.values():
        for row in workload(Basis(organisation, variant)).units:
            assert row.parts.demand == pytest.approx(row.figures["demand_hours"])
            assert sum(part.parts.demand for part in row.roles) == pytest.approx(row.parts.demand)


def test_one_person_in_two_teams_is_one_person_with_too_many_hours():
    """Scenario 52: 0.6 and 0.6 of 40 h."""
    roles = [
        role("a", "A", {"person": "P1", "hours_per_week": 24}),
        role("b", "B", {"person": "P1", "hours_per_week": 24}),
    ]
    basis = drawn.basis({"units": [unit("A"), unit("B")], "roles": roles}, people=people("P1"))
    found = workload(basis)
    (placed,) = found.placed
    assert (placed.held, placed.over, placed.units) == (48, 8, (("A", 24), ("B", 24)))
    assert (found.totals.people, found.totals.available, found.totals.above_contract) == (1, 48, 8)


def surveys_of(**answers: list):
    return [
        {"id": name, "instrument": "nea", "group": name.split("_")[0], "answers": given}
        for name, given in answers.items()
    ]


def nea(value: int) -> dict:
    return {"demands": [value] * 3, "autonomy": [min(3, value)] * 5}


def two_variants(before: dict, after: dict) -> Basis:
    """The basis of the later one."""
    content = {
        "format": "organisatiecanvas",
        "version": 1,
        "workshop": {"title": "Test", "reference_date": "2026-11-23"},
        "variants": [
            {"id": "ist", "name": "IST", "kind": "current", **before},
            {"id": "soll", "name": "SOLL", "kind": "redesign", "based_on": "ist", **after},
        ],
    }
    organisation = interchange.from_json(content)
    return Basis(organisation, organisation.variants["soll"])


def test_a_copied_survey_in_another_structure_does_not_tell_of_a_hidden_group():
    """IST shows the plant (13) and hides A (10) and B (3); with A apart, SOLL would tell B by subtraction."""
    asked = surveys_of(A=[nea(1)] * 10, B=[nea(4)] * 3)
    before = {"units": [unit("plant"), unit("A", parent="plant"), unit("B", parent="plant")], "surveys": asked}
    after = {"units": [unit("A"), unit("B")], "surveys": asked}
    basis = two_variants(before, after)
    rows = by(basis.figures("strain")["groups"], "group")
    assert [rows[name]["suppressed"] for name in "AB"] == [True, True]
    assert "earlier variant" in drawn.reasons(basis)["strain.groups.A.n"]


def test_a_copied_survey_with_one_more_answer_does_not_tell_that_one():
    before = {"units": [unit("A")], "surveys": surveys_of(A=[nea(1)] * 10)}
    after = {"units": [unit("A")], "surveys": surveys_of(A=[*[nea(1)] * 10, nea(4)])}
    assert by(two_variants(before, after).figures("strain")["groups"], "group")["A"]["suppressed"]


def test_the_same_group_of_the_same_answers_is_shown_in_both():
    one = {"units": [unit("A")], "surveys": surveys_of(A=[nea(1)] * 10)}
    assert by(two_variants(one, one).figures("strain")["groups"], "group")["A"]["n"] == 10


def test_a_new_measurement_of_the_same_group_is_shown():
    before = {"units": [unit("A")], "surveys": surveys_of(A=[nea(3)] * 10)}
    after = {"units": [unit("A")], "surveys": surveys_of(A=[nea(2)] * 9)}
    assert by(two_variants(before, after).figures("strain")["groups"], "group")["A"]["n"] == 9


def test_answers_outside_what_is_shown_are_counted_once():
    basis = drawn.basis(
        {
            "units": [unit("plant"), unit("A", parent="plant"), unit("B")],
            "surveys": surveys_of(A=[nea(1)] * 6, B=[nea(1)] * 2),
        }
    )
    assert surveyed(basis.organisation, basis.variant, "nea").outside == 2
