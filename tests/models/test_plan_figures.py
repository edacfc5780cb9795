"""What the plan adds up to, counted by hand on the ten actions of the main example."""

from __future__ import annotations

import datetime

from organisatiecanvas.models import language, plan_figures
from organisatiecanvas.models.plan_figures import Sums

TODAY = datetime.date(2027, 3, 12)


def test_the_example_adds_up_by_hand(bosch):
    actions = list(bosch.organisation.actions.values())
    # Due before 12 March 2027 and unfinished: the daily trip (1 March). The rules for leave are due that very day.
    assert plan_figures.sums(actions, TODAY) == Sums(10, 1, 1592, 117400)
    owners = {group.key: plan_figures.sums(group.actions, TODAY) for group in plan_figures.by_owner(actions)}
    assert list(owners) == sorted(owners)
    assert owners["Medewerker 07"] == Sums(2, 0, 320 + 128, 38000 + 9600)
    assert owners["Medewerker 06"] == Sums(1, 1, 40, 6500)
    months = {group.key: plan_figures.sums(group.actions, TODAY) for group in plan_figures.by_month(actions)}
    assert list(months) == [datetime.date(2027, month, 1) for month in (3, 4, 10, 12)]
    assert months[datetime.date(2027, 3, 1)] == Sums(4, 1, 60 + 210 + 24 + 40, 45000 + 4800 + 0 + 6500)
    for parts in (owners, months):
        assert sum(part.hours for part in parts.values()) == 1592
        assert sum(part.cost for part in parts.values()) == 117400


def test_who_owns_nothing_and_what_has_no_date_come_last(bosch):
    with bosch.edit("change"):
        bosch.organisation.actions["a-cellen"].owner_ = " "
        bosch.organisation.actions["a-cellen"].due = None
        bosch.organisation.actions["a-senior"].owner_ = "medewerker  05"
    actions = list(bosch.organisation.actions.values())
    owners = plan_figures.by_owner(actions)
    assert owners[-1].key == ""
    assert [row.id for row in owners[-1].actions] == ["a-cellen"]
    assert len(next(group for group in owners if group.key.casefold() == "medewerker 05").actions) == 3
    assert plan_figures.by_month(actions)[-1].key is None


def test_levers_by_goals_are_those_of_the_example(bosch):
    found = plan_figures.coverage(bosch.organisation.actions.values())
    assert len(found) == 20
    assert found["structure", "performance"] == ["a-cellen", "a-freesbank", "a-polca", "a-verzinken"]
    assert found["competences", "inclusion"] == ["a-matrix"]
    assert found["management", "control"] == ["a-besluiten"]
    empty = {cell for cell, ids in found.items() if not ids}
    assert empty == {
        *(("management", goal) for goal in ("performance", "talent", "agility", "inclusion")),
        ("structure", "talent"),
        ("structure", "inclusion"),
        ("competences", "performance"),
        ("culture", "talent"),
        ("culture", "agility"),
    }
    with bosch.edit("drop"):
        bosch.organisation.actions["a-besluiten"].status = "dropped"
        bosch.organisation.actions["a-polca"].goals = ("iets anders",)
    actions = list(bosch.organisation.actions.values())
    assert not plan_figures.coverage(actions)["management", "control"]
    assert plan_figures.outside_coverage(actions) == ["a-polca", "a-besluiten"]


def test_goals_go_by_their_name_in_either_language():
    assert plan_figures.goal_of("Bedrijfsprestaties ") == "performance"
    assert plan_figures.goal_of("agility") == "agility"
    assert plan_figures.goal_of("omzet") is None
    language.use("nl")
    assert [plan_figures.goal_label(key) for key in plan_figures.GOALS] == [
        nl for _en, nl in plan_figures.GOALS.values()
    ]
