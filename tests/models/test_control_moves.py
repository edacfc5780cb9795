"""The starting list, the decision matrix and the four moves: what each changes, by hand, and that undo is exact."""

from __future__ import annotations

import pytest

from organisatiecanvas.models import control_moves, decisions, interchange, templates
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Holder, Person, Role, Skill, Unit, Variant


@pytest.fixture
def team(document: Document) -> Document:
    """Two units; a disturbance of the cell in «planning» that it can't decide about."""
    from organisatiecanvas.models.organisation import Disturbance

    with document.edit("make"):
        variant = next(iter(document.organisation.variants.values()), None)
        if variant is None:
            variant = document.add(Variant(id="soll", name="SOLL", kind="redesign"))
        for name in ("cell", "office"):
            document.add(Unit(id=name, name=name.title(), kind="cell", rules=document.organisation.rules), variant)
        document.add(Skill(id="plan", name="Planning"))
        role = document.add(Role(id="r", name="Work", unit="cell", kind="executing"), variant)
        for number in (1, 2, 3, 4):
            name = f"Medewerker {number:02}"
            document.add(Person(id=f"p{number}", name=name, rules=document.organisation.rules))
            document.add(Holder(person=f"p{number}"), role)
        document.add(
            Disturbance(
                id="rush",
                name="Rush order",
                domain="Planning",
                unit="cell",
                per_week=4,
                hours_each=0.5,
                solved="outside",
            ),
            variant,
        )
    return document


def variant_of(document):
    return next(iter(document.organisation.variants.values()))


def uncovered(document):
    variant = variant_of(document)
    figures = analyse(document.organisation, variant.id, training=False)["control"]
    return [row["disturbance"] for row in figures["uncovered"]]


def test_the_starting_list_is_added_once_and_nobody_decides_yet(team):
    variant = variant_of(team)
    assert decisions.add_starting_list(team, variant, "cell", ("operational",)) == 9
    assert {row.about for row in variant.decisions.values()} == {"cell"}
    assert not any(row.authority for row in variant.decisions.values())
    assert decisions.add_starting_list(team, variant, "cell", ("operational",)) == 0
    assert decisions.add_starting_list(team, variant, "cell", ("tactical", "strategic")) == 8 + 5
    team.undo()
    team.undo()
    assert not variant_of(team).decisions


def test_one_key_per_cell_and_delete(team):
    variant = variant_of(team)
    row = decisions.add_decision(team, variant, "cell", "Pace", "planning", "operational", "internal")
    cells = [(row.id, "cell"), (row.id, "office")]
    decisions.set_mode(team, variant, cells, "consents")
    assert {party: item.mode for party, item in row.authority.items()} == {"cell": "consents", "office": "consents"}
    decisions.set_mode(team, variant, cells[1:], None)
    assert list(row.authority) == ["cell"]
    decisions.set_mode(team, variant, cells[1:], None)
    decisions.toggle_loop(team, variant, row.id, "cell", "sensor")
    assert row.sensor == "cell"
    decisions.toggle_loop(team, variant, row.id, "cell", "sensor")
    assert row.sensor is None


def test_who_decided_is_informed_when_a_decision_moves(team):
    variant = variant_of(team)
    row = decisions.add_decision(team, variant, "cell", "Pace", "planning", "operational", "internal")
    decisions.set_mode(team, variant, [(row.id, "office")], "decides")
    decisions.move_decision(team, variant, row.id, "office", "cell")
    assert {party: item.mode for party, item in row.authority.items()} == {"office": "informed", "cell": "decides"}
    team.undo()
    again = variant_of(team).decisions[row.id]
    assert {party: item.mode for party, item in again.authority.items()} == {"office": "decides"}


def test_bringing_the_decision_down_takes_it_off_the_list_and_undo_puts_it_back(team):
    assert uncovered(team) == ["rush"]
    before = interchange.row_to_json(variant_of(team))
    variant = variant_of(team)
    assert control_moves.apply_move(team, variant, variant.disturbances["rush"], "decide") == ""
    assert uncovered(team) == []
    [made] = variant_of(team).decisions.values()
    assert (made.domain, made.about, made.level) == ("Planning", "cell", "operational")
    team.undo()
    assert interchange.row_to_json(variant_of(team)) == before


def test_a_decision_that_is_there_is_used(team):
    variant = variant_of(team)
    row = decisions.add_decision(team, variant, "cell", "Sequence", " planning ", "operational", "internal")
    decisions.set_mode(team, variant, [(row.id, "office")], "decides")
    control_moves.apply_move(team, variant, variant.disturbances["rush"], "decide")
    assert list(variant.decisions) == [row.id]
    assert row.authority["cell"].mode == "decides"
    assert row.authority["office"].mode == "decides"


def test_information_makes_the_unit_the_sensor_without_taking_authority_away(team):
    variant = variant_of(team)
    row = decisions.add_decision(team, variant, "cell", "Sequence", "planning", "operational", "internal")
    decisions.set_mode(team, variant, [(row.id, "office")], "decides")
    control_moves.apply_move(team, variant, variant.disturbances["rush"], "inform")
    assert row.sensor == "cell"
    assert row.authority["cell"].mode == "informed"
    assert uncovered(team) == ["rush"]


def test_training_sets_targets_for_as_many_as_are_short_the_nearest_first(team):
    from organisatiecanvas.models.organisation import Mastery

    variant = variant_of(team)
    told = control_moves.apply_move(team, variant, variant.disturbances["rush"], "train")
    assert "which skill" in told
    assert not team.organisation.mastery
    with team.edit("skill"):
        variant.disturbances["rush"].skill = "plan"
        team.add(Mastery(person="p3", skill="plan", level=2))
        team.add(Mastery(person="p4", skill="plan", level=3))
    assert control_moves.apply_move(team, variant, variant.disturbances["rush"], "train") == ""
    targets = {cell[0]: row.target for cell, row in team.organisation.mastery.items() if row.target is not None}
    assert targets == {"p3": 3, "p1": 3}  # one masters it, three are needed: two more, p3 is nearest
    assert "already" not in told


def test_the_cause_goes_with_the_disturbance(team):
    variant = variant_of(team)
    control_moves.apply_move(team, variant, variant.disturbances["rush"], "remove")
    assert not variant_of(team).disturbances
    team.undo()
    assert list(variant_of(team).disturbances) == ["rush"]


def test_a_move_is_proposed_once(team):
    variant = variant_of(team)
    row = variant.disturbances["rush"]
    first, new = control_moves.propose_move(team, variant, row, "decide")
    again, newer = control_moves.propose_move(team, variant, row, "decide")
    assert (first.id, new, newer) == (again.id, True, False)
    other, _new = control_moves.propose_move(team, variant, row, "train")
    assert other.id != first.id
    assert other.lever == "competences"
    assert "2" in first.reason  # 4 times half an hour


def test_roles_of_a_template_are_added_once_in_one_step(team):
    variant = variant_of(team)
    star = templates.ROLE_SETS[0].roles
    assert templates.add_roles(team, variant, "cell", star) == len(star) == 5
    made = [role for role in variant.roles.values() if role.kind == "star"]
    assert all(role.unit == "cell" and role.purpose and role.accountabilities for role in made)
    assert templates.add_roles(team, variant, "cell", star) == 0
    assert templates.add_roles(team, variant, "office", star[:1]) == 1
    team.undo()
    team.undo()
    assert list(variant_of(team).roles) == ["r"]


def test_a_rhythm_is_for_units_with_people_only(team):
    variant = variant_of(team)
    daily, weekly = templates.MEETINGS[:2]
    assert templates.add_meetings(team, variant, daily) == 1  # nobody holds a role in the office
    assert templates.add_meetings(team, variant, daily) == 0
    assert templates.add_meetings(team, variant, weekly) == 1
    rows = list(variant.meetings.values())
    assert [(row.participants, row.per_week, row.minutes) for row in rows] == [(("cell",), 5, 10), (("cell",), 1, 45)]
