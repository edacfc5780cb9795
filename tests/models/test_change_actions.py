"""Changes as actions: each once, brought up to date, and what people typed stays; the best of several variants."""

from __future__ import annotations

from organisatiecanvas.models import change_actions
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.comparison import was_wordt
from organisatiecanvas.models.comparison.side_by_side import best_of, side_by_side


def rows(document):
    return was_wordt(document.organisation, "ist", "soll-1")


def test_every_line_becomes_one_action_and_twice_adds_nothing(bosch):
    before = len(bosch.organisation.actions)
    lines = [row for row in rows(bosch) if row["status"] != "unchanged"]
    assert len(lines) == len(rows(bosch)) - 1  # the FTE of everybody together, which stay the same
    made, updated = change_actions.take_over(bosch, "soll-1", rows(bosch))
    assert (made, updated) == (len(lines), 0)
    assert len(bosch.organisation.actions) == before + len(lines)
    assert change_actions.take_over(bosch, "soll-1", rows(bosch)) == (0, 0)
    bosch.undo()
    assert len(bosch.organisation.actions) == before


def test_a_later_change_follows_where_nobody_typed(bosch):
    line = next(row for row in rows(bosch) if row["id"] == "cel-a" and row["part"] == "teams")
    change_actions.take_over(bosch, "soll-1", [line])
    action = change_actions.action_for(bosch.organisation, "soll-1", line)
    assert action.about == "cel-a"
    with bosch.edit("another kind and type"):
        bosch.organisation.variants["soll-1"].units["cel-a"].kind = "team"
        action.title = "Onze eigen titel"
        action.owner_ = "Medewerker 01"
    later = next(row for row in rows(bosch) if row["id"] == "cel-a" and row["part"] == "teams")
    assert change_actions.take_over(bosch, "soll-1", [later]) == (0, 1)
    action = change_actions.action_for(bosch.organisation, "soll-1", later)
    assert action.title == "Onze eigen titel"
    assert action.owner_ == "Medewerker 01"
    assert (line["becomes"], action.to_value) == ("cell", "team")
    assert change_actions.take_over(bosch, "soll-1", [later]) == (0, 0)


def test_a_figure_becomes_an_action_and_people_that_differ_later_are_told(bosch):
    figure = {"part": "figures", "collection": "figures", "id": "skills.score", "name": "Score", "status": "changed"}
    figure |= {"was": "48 %", "becomes": "49 %", "people": 0}
    line = next(row for row in rows(bosch) if row["id"] == "r-proto" and row["part"] == "functions")
    assert change_actions.take_over(bosch, "soll-1", [figure, line]) == (2, 0)
    made, holders = list(bosch.organisation.actions.values())[-2:]
    assert (made.title, made.from_value, made.to_value, made.lever) == ("Reach Score", "48 %", "49 %", None)
    assert holders.staff_consequence == "Concerns 3 people."
    with bosch.edit("one less, and an older key"):
        role = bosch.organisation.variants["soll-1"].roles["r-proto"]
        bosch.remove(next(iter(role.holders.values())))
        made.proposal = made.proposal.rpartition(".")[0]
    line = next(row for row in rows(bosch) if row["id"] == "r-proto" and row["part"] == "functions")
    assert change_actions.take_over(bosch, "soll-1", [figure | {"becomes": "50 %"}, line]) == (0, 2)
    assert made.to_value == "50 %"
    assert holders.staff_consequence == "Concerns 2 people."
    assert change_actions.take_over(bosch, "soll-1", [figure | {"becomes": "50 %"}, line]) == (0, 0)


def test_hours_of_a_function_are_a_line_of_their_own(bosch):
    lines = [row for row in rows(bosch) if row["id"] == "r-verkoop"]
    assert {row["part"] for row in lines} == {"functions", "fte"}
    assert change_actions.take_over(bosch, "soll-1", lines) == (2, 0)


def test_the_best_is_better_than_every_other():
    assert best_of("structure.handoffs_per_order", [9.0, 1.0, 3.0]) == 1
    assert best_of("structure.handoffs_per_order", [1.0, 1.0, 3.0]) is None
    assert best_of("skills.score", [0.2, None, 0.5]) == 2
    assert best_of("skills.score", [None, 0.5]) is None


def test_core_figures_stand_for_every_variant_and_say_where_they_are_missing(bosch):
    figures = [analyse(bosch.organisation, name, training=False) for name in ("ist", "soll-1")]
    lines = {line.label: line for line in side_by_side(bosch.organisation, figures, core=True)}
    handoffs = next(line for line in lines.values() if line.pattern == "structure.handoffs_per_order")
    assert handoffs.best == 1
    assert handoffs.why
    days = [line for line in lines.values() if line.pattern == "flow.orders.*.mct_days"]
    assert len(days) == len(bosch.organisation.orders)
    everything = side_by_side(bosch.organisation, figures, core=False)
    assert len(everything) > len(lines)
    assert all(len(set(line.words)) > 1 for line in everything)
