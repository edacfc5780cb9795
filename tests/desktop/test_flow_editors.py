"""Filling in what the lead time follows from: times in any unit, defaults marked, order families at hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop.flow_paint import cause_colours
from organisatiecanvas.exports import flow_chart
from organisatiecanvas.models import language
from organisatiecanvas.models.analysis.flow.stages import Causes

from .conftest import child
from .test_tables import cell, type_in


@pytest.fixture
def inspector(bosch_window):
    bosch_window.session.show_variant("ist")
    return bosch_window.workspace.inspector


def open_task(window, identity):
    window.workspace.inspector.open("tasks", (window.session.variant_id, identity))
    return window.workspace.inspector


def enter(inspector, name, words):
    line = child(inspector, name, QLineEdit)
    line.setText(words)
    line.editingFinished.emit()
    return line


def mark(inspector, name):
    """The word in a field that still holds its default, or nothing."""
    found = [label for label in child(inspector, name, QLineEdit).findChildren(QLabel) if label.isVisibleTo(inspector)]
    return found[0].text() if found else ""


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("setup_minutes", "2 u", 120),
        ("run_minutes", "90 s", 1.5),
        ("hours_per_week", "45 min", 0.75),
        ("cycle_seconds", "1,5 min", 90),
    ],
)
def test_a_time_is_typed_in_any_unit(bosch_window, inspector, field, words, value):
    language.use("nl")
    line = enter(open_task(bosch_window, "t-zagen-strip"), f"tasks.{field}", words)
    assert getattr(bosch_window.session.variant.tasks["t-zagen-strip"], field) == value
    assert line.text() == str(value).replace(".", ",")
    assert line.toolTip()


def test_what_is_no_time_stays_with_the_reason(bosch_window, inspector):
    shown = open_task(bosch_window, "t-zagen-strip")
    before = bosch_window.session.variant.tasks["t-zagen-strip"].setup_minutes
    line = enter(shown, "tasks.setup_minutes", "3 apples")
    assert bosch_window.session.variant.tasks["t-zagen-strip"].setup_minutes == before
    assert line.text() == "3 apples"
    assert line.property("wrong")
    box = next(form.boxes["setup_minutes"] for form in shown._forms if "setup_minutes" in form.boxes)
    assert box.error.text().startswith("Type a time, such as 45 min")


def test_a_default_is_marked_until_something_else_is_typed(bosch_window, inspector):
    task = next(one for one in bosch_window.session.variant.tasks.values() if one.order and one.run_minutes == 0)
    shown = open_task(bosch_window, task.id)
    assert mark(shown, "tasks.run_minutes") == "default"
    assert mark(shown, "tasks.setup_minutes") == ""
    assert mark(shown, "tasks.cycle_seconds") == ""  # no figure of the flow depends on it
    line = child(shown, "tasks.run_minutes", QLineEdit)
    line.setText("1")
    assert mark(shown, "tasks.run_minutes") == ""
    line.editingFinished.emit()
    assert mark(shown, "tasks.run_minutes") == ""
    bosch_window.session.document.undo()
    assert mark(bosch_window.workspace.inspector, "tasks.run_minutes") == "default"


def test_a_unit_is_marked_once_orders_are_worked_on_there(bosch_window, inspector):
    session = bosch_window.session
    with session.document.edit("A new unit"):
        session.variant.units["directie"].hours_per_week = session.organisation.rules.hours_per_week
    bosch_window.workspace.canvas.scene.select([Ref("units", "directie")])
    assert mark(inspector, "units.hours_per_week") == ""
    task = next(one for one in session.variant.tasks.values() if one.order is not None)
    with session.document.edit("Work there"):
        task.role = task.machine = None
        task.unit = "directie"
    assert mark(inspector, "units.hours_per_week") == "default"


def test_tasks_stand_in_a_table_with_their_defaults(bosch_window, inspector, qtbot):
    session = bosch_window.session
    page = bosch_window.workspace.show_place("data").show_table("tasks")
    tasks = list(session.variant.tasks.values())
    assert [row.id for row in map(page.model.row, range(page.model.rowCount()))] == [task.id for task in tasks]
    line = next(index for index, task in enumerate(tasks) if task.order and task.run_minutes == 0)
    assert cell(page, line, "run_minutes").data() == "default  0"
    assert cell(page, line, "run_minutes").data(Qt.ItemDataRole.ToolTipRole)
    type_in(qtbot, page, line, "run_minutes", "90 s")
    assert tasks[line].run_minutes == 1.5
    assert cell(page, line, "run_minutes").data() == "1.5"
    count = page.sorted.rowCount()
    page.search.setText("default")
    assert 0 < page.sorted.rowCount() < count
    page.search.clear()
    session.show_variant("soll-1")
    assert page.model.rowCount() == len(session.variant.tasks)


def test_families_are_marked_by_what_comes_by_in_the_variant_shown(bosch_window, inspector):
    session = bosch_window.session
    page = bosch_window.workspace.show_place("data").show_table("orders")
    assert cell(page, 0, "arrival_scv").data() == "default  1"
    page.add_button.click()
    last = page.model.rowCount() - 1
    assert cell(page, last, "arrival_scv").data() == "1"  # it comes by nowhere yet
    assert session.organisation.orders


def test_a_new_task_is_for_the_only_family_that_comes_by(bosch_window, inspector):
    session = bosch_window.session
    bosch_window.workspace.canvas.scene.select([Ref("units", "perserij")])
    section = next(shown for shown in inspector._lists if shown.section.title == "Tasks")
    section.add(None)
    assert list(session.variant.tasks.values())[-1].order == "strip"
    inspector.back()
    bosch_window.workspace.canvas.scene.select([Ref("units", "verkoop")])
    section = next(shown for shown in inspector._lists if shown.section.title == "Tasks")
    section.add(None)
    assert list(session.variant.tasks.values())[-1].order is None  # four come by


def test_the_family_of_a_flow_opens_from_the_flow(bosch_window, inspector):
    session = bosch_window.session
    link = next(one for one in session.variant.links.values() if one.order == "strip")
    bosch_window.workspace.canvas.scene.select([Ref("links", link.id)])
    section = next(shown for shown in inspector._lists if shown.section.title == "Order family")
    section.opened.emit("orders", ("strip",))
    enter(inspector, "orders.lot_size", "40")
    assert session.organisation.orders["strip"].lot_size == 40
    other = next(one for one in session.variant.links.values() if one.order is None)
    bosch_window.workspace.canvas.scene.select([Ref("links", other.id)])
    section = next(shown for shown in inspector._lists if shown.section.title == "Order family")
    assert section.isHidden()


def test_the_workbook_has_the_colours_of_the_window():
    colours = cause_colours()
    assert [colours[name].lstrip("#").upper() for name in Causes._fields] == list(flow_chart.COLOURS)
