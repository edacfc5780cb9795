"""Levers taken over: as an edit, or as actions that are made once."""

from __future__ import annotations

from organisatiecanvas.models import lever_actions
from organisatiecanvas.models.analysis.flow.whatif import Levers
from organisatiecanvas.models.lever_actions import Effect

LEVERS = Levers(lot=0.5, setup=0.5, places=1, unit="cnc", order="zwaar", pooled="draaierij")


def test_actions_of_levers_are_made_once_and_follow_while_nobody_began(bosch):
    count = len(bosch.organisation.actions)
    made = lever_actions.make_actions(bosch, "ist", LEVERS, Effect("Shorter.", "30 d", "26 d"))
    assert [(action.proposal, new) for action, new in made] == [
        ("lever:lot:zwaar", True),
        ("lever:setup:cnc:zwaar", True),
        ("lever:places:cnc", True),
        ("lever:pooling:cnc:draaierij", True),
    ]
    assert made[1][0].title == "Setup time −50 % in CNC-frezen, for Zwaar gelaste scharnieren"
    assert (made[2][0].about, made[0][0].about, made[0][0].from_value) == ("cnc", "zwaar", "30 d")
    again = lever_actions.make_actions(bosch, "ist", LEVERS, Effect("Other.", "1 d", "2 d"))
    assert [new for _action, new in again] == [False] * 4
    assert len(bosch.organisation.actions) == count + 4
    assert again[0][0].reason == "Shorter."
    further = Levers(setup=0.3, unit="cnc", order="zwaar")
    lever_actions.make_actions(bosch, "ist", further, Effect("Even shorter.", "30 d", "25 d"))
    action = next(one for one in bosch.organisation.actions.values() if one.proposal == "lever:setup:cnc:zwaar")
    assert (action.title[:16], action.to_value) == ("Setup time −70 %", "25 d")
    with bosch.edit("Begin"):
        action.owner_ = "Teamleider"
    lever_actions.make_actions(bosch, "ist", Levers(setup=0.9, unit="cnc", order="zwaar"), Effect())
    assert action.title.startswith("Setup time −70 %")


def test_actions_are_one_step(bosch):
    count = len(bosch.organisation.actions)
    lever_actions.make_actions(bosch, "ist", LEVERS, Effect())
    bosch.undo()
    assert len(bosch.organisation.actions) == count


def test_only_the_drawing_of_how_things_are_asks_for_a_redesign(bosch):
    organisation = bosch.organisation
    assert lever_actions.needs_redesign(organisation, "ist", Levers(setup=0.5))
    assert not lever_actions.needs_redesign(organisation, "soll-1", Levers(setup=0.5))
    assert not lever_actions.needs_redesign(organisation, "ist", Levers(lot=0.5))  # a matter of the family


def test_training_is_no_edit(bosch):
    revision = bosch.undo_name
    assert lever_actions.take_over(bosch, "ist", Levers(unit="cnc", pooled="draaierij")) == 0
    assert bosch.undo_name == revision
