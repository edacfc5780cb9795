"""Comparing in the window: the lines are those of the comparison, and taking over is idempotent."""

from __future__ import annotations

import pytest

from organisatiecanvas.models.comparison import was_wordt

from .conftest import settle


@pytest.fixture
def page(bosch_window, qtbot):
    bosch_window.session.show_variant("soll-1")
    settle(qtbot, bosch_window)
    made = bosch_window.workspace.show_place("compare")
    wait(made, qtbot)
    return made


def wait(page, qtbot):
    qtbot.waitUntil(lambda: page.runner.fresh and not page.runner.busy and page.found is not None, timeout=20000)


def test_the_lines_are_those_of_the_comparison(page):
    wanted = was_wordt(page.session.organisation, "ist", "soll-1")
    assert page.changes.rows == wanted
    for part in ("functions", "teams", "fte", "decisions"):
        page.show_part(part)
        assert page.changes.rows == [row for row in wanted if row["part"] == part]


def test_each_part_of_what_was_is_a_line_of_its_own(page, bosch_window, qtbot):
    page.show_part("teams")
    at = next(at for at, row in enumerate(page.changes.rows) if row["id"] == "directie")
    shown = [page.changes.index(at, column).data() for column in (0, 1, 2)]
    assert shown == [
        "≠ Directie en administratie",
        "control\nPurpose: Koers, mensen en geld.",
        "support\nPurpose: Koers, mensen en geld;\u00a0steunt de cellen.",
    ]
    bosch_window.resize(1024, 768)
    qtbot.waitUntil(lambda: page.side.y() > page.stack.y())
    assert page.side.isVisible()
    bosch_window.resize(1440, 900)
    qtbot.waitUntil(lambda: page.side.x() > page.stack.x())


def test_all_teams_are_taken_over_once_after_a_question(page, answers):
    actions = page.session.organisation.actions
    before = len(actions)
    page.show_part("teams")
    count = len(page.changes.rows)
    answers.give("cancel")
    page.take_all()
    assert (len(actions), answers.asked) == (before, [f"Make {count} actions?"])
    answers.give("take")
    page.take_all()
    assert len(actions) == before + count
    assert all(page.changes.taken)
    page.take_all()
    assert len(actions) == before + count
    page.session.document.undo()
    assert len(actions) == before
    assert not any(page.changes.taken)


def test_one_selected_line_becomes_an_action_that_is_shown_the_second_time(page, qtbot):
    page.show_part("teams")
    page.table.selectRow(2)
    row = page.selected()[0]
    page.take_selected()
    made = list(page.session.organisation.actions.values())[-1]
    assert made.about == row["id"]
    page.table.selectRow(2)
    with qtbot.waitSignal(page.action_wanted) as told:
        page.take_selected()
    assert told.args == [made.id]


def test_a_change_is_compared_anew(page, qtbot):
    session = page.session
    with session.document.edit("new"):
        session.document.remove(session.variant.units["cel-c"])
    qtbot.waitUntil(
        lambda: any(row["id"] == "cel-c" for row in page.found.rows) is False and page.runner.fresh, timeout=20000
    )
    assert "cel-c" not in {row["id"] for row in page.changes.rows}


def test_figures_stand_side_by_side_and_heads_reconcile(page):
    page.show_part("figures")
    assert page.figures.names == [one.name for one in page.session.organisation.variants.values()]
    assert any(best is not None for _label, _values, best, _why in page.figures.rows)
    heads = page.found.comparison["headcount"]
    assert heads["before"] + heads["joined"] == heads["in_roles"] + heads["bench"] + heads["leavers"]
    assert str(heads["before"]) in page.text.toPlainText()
