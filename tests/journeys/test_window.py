"""Whole scenarios through the real window; the numbers are those of the scenarios."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from organisatiecanvas.canvas import editing, staffing
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models import interchange, language
from organisatiecanvas.models.document import Document
from tests.desktop.conftest import answers, bosch_window, close, routed_file, saved, settle, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey


def test_01_the_sample_matrix_counts_as_by_hand(bosch_window):  # noqa: F811
    page = bosch_window.workspace.show_place("skills")
    organisation = bosch_window.session.organisation
    day, level = organisation.workshop.reference_date, organisation.rules.mastery_level
    for line, person in enumerate(page.model.people):
        by_hand = sum(
            row.person == person
            and row.level >= level
            and (row.valid_until is None or row.valid_until >= day)
            and organisation.skills[row.skill].exempt is None
            for row in organisation.mastery.values()
        )
        count = page.model.count(Qt.Orientation.Vertical, line)
        assert count.words.split(" / ")[0] == str(by_hand), person


def test_13_dutch_numbers_are_numbers(bosch_window, qtbot):  # noqa: F811
    bosch_window.use_language("nl")
    settle(qtbot, bosch_window)
    page = bosch_window.workspace.show_place("data").show_table("orders")
    column = page.model.columns.index("pieces_per_week")
    index = page.sorted.index(0, column)
    page.view.setCurrentIndex(index)
    page.view.edit(index)
    from PySide6.QtWidgets import QLineEdit

    editor = [one for one in page.view.viewport().findChildren(QLineEdit) if one.isVisible()][-1]
    editor.setText("1.250,50")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert next(iter(bosch_window.session.organisation.orders.values())).pieces_per_week == 1250.5
    assert page.sorted.index(0, column).data() == "1250,5"
    assert language.current() == "nl"


def test_28_fifty_steps_back_and_forth(bosch_window):  # noqa: F811
    session = bosch_window.session
    start = interchange.dump(session.organisation)
    for number in range(50):
        if number % 2:
            editing.move(session.document, "ist", [Ref("units", "cnc")], 20, 0)
        else:
            session.attempt(f"Step {number}", lambda n=number: setattr(session.variant, "summary", f"{n}"))
    end = interchange.dump(session.organisation)
    names = []
    while session.document.undo_name:
        names.append(bosch_window.commands.action("edit.undo").text())
        bosch_window.commands.run("edit.undo")
    assert len(names) == 50
    assert interchange.dump(session.organisation) == start
    for _number in range(50):
        bosch_window.commands.run("edit.redo")
    assert interchange.dump(session.organisation) == end
    assert session.document.redo_name is None


def test_a_morning_with_a_document(window, answers, tmp_path, qtbot):  # noqa: F811
    """New, draw, name, staff, judge, act, save, open again: everything is there."""
    window.commands.run("file.new")
    session = window.session
    data = window.workspace.show_place("data")
    person, skill = data.show_table("people").add(), data.show_table("skills").add()
    window.workspace.show_place("canvas")
    cell = editing.create_unit(session.document, session.variant_id, "cell", (0, 0, 220, 200))
    customer = editing.create_unit(session.document, session.variant_id, "external", (400, 0, 120, 100))
    role = editing.create_role(session.document, session.variant_id, cell.id)
    editing.create_link(session.document, session.variant_id, "order", cell.id, customer.id)
    staffing.place(session.document, session.variant_id, [person.id], role.id)
    window.workspace.canvas.scene.select([cell])
    inspector = window.workspace.inspector
    section = next(one for one in inspector._lists if one.section.title == "Required skills")
    section.add(skill.id)
    settle(qtbot, window)
    panel = window.workspace.canvas.findings
    lacking = next(row for row in panel.rows if row.finding["subject"] == skill.id)
    lacking.action_button.click()
    assert len(session.organisation.actions) == 1
    answers.give(tmp_path / "ochtend.orgcanvas")
    window.commands.run("file.save")
    shown = interchange.dump(session.organisation)
    assert window.close_document()
    with Document.open(tmp_path / "ochtend.orgcanvas") as again:
        assert interchange.dump(again.organisation) == shown


def test_15_at_1024_by_768_every_command_of_the_bar_is_in_sight(bosch_window, qtbot):  # noqa: F811
    bosch_window.use_language("nl")
    bosch_window.resize(1024, 768)
    qtbot.wait(1)
    for button in bosch_window.workspace.top.findChildren(type(bosch_window.workspace.top.export_button)):
        if button.isVisible() and button is not bosch_window.workspace.top.tabs:
            right = button.mapTo(bosch_window, button.rect().bottomRight())
            assert right.x() <= 1024, button.text()
    panel = bosch_window.workspace.canvas.findings
    assert panel.mapTo(bosch_window, panel.rect().bottomRight()).y() <= 768


def test_dates_in_the_window_are_dutch(bosch_window):  # noqa: F811
    bosch_window.use_language("nl")
    workshop = bosch_window.session.organisation.workshop
    bosch_window.session.attempt("Day", lambda: setattr(workshop, "reference_date", datetime.date(2027, 1, 4)))
    box = next(
        form.boxes["reference_date"]
        for form in bosch_window.workspace.inspector._forms
        if "reference_date" in form.boxes
    )
    assert box.editor.line.text() == "04-01-2027"


def test_undo_and_save_have_their_standard_keys(window):  # noqa: F811
    for identity, key in {
        "edit.undo": QKeySequence.StandardKey.Undo,
        "file.save": QKeySequence.StandardKey.Save,
        "file.new": QKeySequence.StandardKey.New,
        "file.open": QKeySequence.StandardKey.Open,
    }.items():
        assert window.commands.action(identity).shortcuts() == QKeySequence.keyBindings(key)
