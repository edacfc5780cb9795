"""The sheet of the training plan: the steps of the exact plan, live sums, and what was taken over as an action."""

from __future__ import annotations

import datetime

import pytest
from openpyxl import load_workbook

from organisatiecanvas.exports import export
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.training_actions import TrainingProposal, take_over

TOP = 9


def rows(document, folder):
    path = export(document, folder, what="skills")[0]
    sheet = load_workbook(path)["Training plan"]
    found = []
    for row in sheet.iter_rows(min_row=TOP, values_only=True):
        if not row[2] and row[2] != 0:
            break
        found.append(row)
    return sheet, found


@pytest.fixture
def steps(bosch):
    return analyse(bosch.organisation, "ist")["skills"]["training_plan"]["steps"]


def test_it_holds_exactly_the_steps_of_the_plan(bosch, steps, tmp_path):
    _sheet, found = rows(bosch, tmp_path)
    people, skills = bosch.organisation.people, bosch.organisation.skills
    wanted = [
        (people[step["person"]].name, skills[step["skill"]].name, step["from"], step["to"], step["hours"])
        for step in steps
    ]
    assert sorted((*row[:4], pytest.approx(row[7])) for row in found) == sorted(wanted)
    assert all(row[4] for row in found)


def test_nobody_takes_two_steps_in_a_quarter(bosch, tmp_path):
    _sheet, found = rows(bosch, tmp_path)
    quarters = [(row[0], row[10]) for row in found]
    assert len(quarters) == len(set(quarters))
    assert all(row[9] <= row[10] for row in found)


def test_what_was_taken_over_keeps_its_status_and_dates(bosch, steps, tmp_path):
    step = steps[0]
    day = datetime.date(2027, 5, 3)
    proposal = TrainingProposal(step["person"], step["skill"], step["from"], step["to"], "", "", day, day, 8.0)
    take_over(bosch, "ist", [proposal])
    action = list(bosch.organisation.actions.values())[-1]
    with bosch.edit("start"):
        action.status = "running"
    _sheet, found = rows(bosch, tmp_path)
    name = bosch.organisation.people[step["person"]].name, bosch.organisation.skills[step["skill"]].name
    [row] = [row for row in found if row[:2] == name]
    assert row[11] == "running"
    assert row[10].date() == day
