"""The tables of people, skills, order families, absences and actions."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from organisatiecanvas.desktop import widgets
from organisatiecanvas.models import interchange


@pytest.fixture
def data(bosch_window):
    return bosch_window.workspace.show_place("data")


def cell(page, line, name):
    return page.sorted.index(line, page.model.columns.index(name))


def type_in(qtbot, page, line, name, words):
    """Open a cell, type, and press Enter."""
    index = cell(page, line, name)
    page.view.setCurrentIndex(index)
    page.view.edit(index)
    editor = [one for one in page.view.viewport().findChildren(QLineEdit) if one.isVisible()][-1]
    editor.setText(words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    return editor


def test_rows_are_added_and_deleted_as_one_step_each(bosch_window, data):
    session = bosch_window.session
    before = interchange.dump(session.organisation)
    for name in ("people", "skills", "orders", "absences"):
        page = data.show_table(name)
        count = len(getattr(session.organisation, name))
        page.add_button.click()
        assert len(getattr(session.organisation, name)) == count + 1
        assert page.selected_rows()[0] is list(getattr(session.organisation, name).values())[-1]
        page.delete_selected()
        assert len(getattr(session.organisation, name)) == count, bosch_window.workspace.status.message.full
        session.document.undo()
        session.document.undo()
        assert interchange.dump(session.organisation) == before


def test_a_cell_is_typed_and_named(bosch_window, data, qtbot):
    page = data.show_table("people")
    type_in(qtbot, page, 0, "name", "Medewerker 99")
    assert bosch_window.session.organisation.people["p01"].name == "Medewerker 99"
    assert "Medewerker" in bosch_window.session.document.undo_name
    type_in(qtbot, page, 0, "deployability", "75 %")
    assert bosch_window.session.organisation.people["p01"].deployability == 0.75


def test_wrong_input_stays_in_the_cell(bosch_window, data, qtbot):
    page = data.show_table("people")
    editor = type_in(qtbot, page, 0, "hours_per_week", "veel")
    assert editor.isVisible()
    assert editor.text() == "veel"
    assert editor.property("wrong")
    assert bosch_window.session.document.undo_name is None
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert bosch_window.session.organisation.people["p01"].hours_per_week == 40


def test_what_the_model_refuses_is_told(bosch_window, data, qtbot):
    page = data.show_table("people")
    with qtbot.waitSignal(page.message) as told:
        page.model.setData(page.model.index(0, page.model.columns.index("deployability")), 1.5)
    assert "at most 1" in told.args[0]
    assert bosch_window.session.organisation.people["p01"].deployability == 0.85


def test_deleting_a_person_takes_what_hangs_on_it_and_undo_brings_all_back(bosch_window, data):
    page = data.show_table("people")
    before = interchange.dump(bosch_window.session.organisation)
    page.view.setCurrentIndex(cell(page, 0, "name"))
    page.delete_selected()
    assert not any(person == "p01" for person, _skill in bosch_window.session.organisation.mastery)
    assert page.model.rowCount() == 24
    bosch_window.session.document.undo()
    assert interchange.dump(bosch_window.session.organisation) == before
    assert page.model.rowCount() == 25


def test_flags_choices_and_references(bosch_window, data):
    page = data.show_table("skills")
    index = page.model.index(0, page.model.columns.index("critical"))
    page.model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    first = next(iter(bosch_window.session.organisation.skills.values()))
    assert first.critical is True
    kind = page.model.index(0, page.model.columns.index("kind"))
    assert page.model.setData(kind, "knowledge")
    assert kind.data() == "knowledge"
    absences = data.show_table("absences")
    person = absences.model.index(0, 0)
    assert person.data().startswith("Medewerker")


def test_sorting_is_by_value_and_search_narrows(bosch_window, data):
    page = data.show_table("orders")
    column = page.model.columns.index("pieces_per_week")
    page.view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    shown = [page.sorted.index(line, 0).data() for line in range(page.sorted.rowCount())]
    rows = sorted(bosch_window.session.organisation.orders.values(), key=lambda row: row.pieces_per_week)
    assert shown == [row.name for row in rows]
    page.search.setText("gelast")
    assert page.sorted.rowCount() == 1


def test_absences_without_people_say_so(window, answers):
    window.commands.run("file.new")
    page = window.workspace.show_place("data").show_table("absences")
    assert page.add() is None
    assert "people first" in window.workspace.status.message.full


def test_actions_are_edited_in_their_table(bosch_window, qtbot):
    bosch_window.commands.run("actions.add")
    page = bosch_window.workspace.pages["actions"]
    row = page.selected_rows()[0]
    line = page.model.keys.index((row.id,))
    due = page.model.index(line, page.model.columns.index("due"))
    assert page.model.setData(due, datetime.date(2027, 3, 1))
    assert due.data() == "2027-03-01"
    about = page.model.index(line, page.model.columns.index("about"))
    assert page.model.setData(about, "zagerij")
    assert not page.model.setData(about, "nergens")
    assert set(page.model.columns) | {"id", "proposal"} == set(row.FIELDS)


def out_of_sight(page):
    return page.view.horizontalScrollBar().maximum()


def shortened(page, name):
    """Whether words of this column do not fit in it."""
    width = page.view.columnWidth(page.model.columns.index(name)) - 22
    cells = [cell(page, line, name).data() for line in range(page.sorted.rowCount())]
    return any(page.view.fontMetrics().horizontalAdvance(words) > width for words in cells)


def test_columns_take_the_room_that_there_is(bosch_window, data, qtbot):
    notes = data.show_table("notes")
    assert not shortened(notes, "text")
    people = data.show_table("people")
    assert not shortened(people, "exempt")
    assert not shortened(people, "note")
    bosch_window.resize(1024, 768)
    for name in ("people", "skills", "orders", "absences", "notes"):
        page = data.show_table(name)
        qtbot.waitUntil(lambda page=page: page.view.width() < 900)
        assert not out_of_sight(page), name
    assert not shortened(data.show_table("orders"), "pieces_per_week")
    assert out_of_sight(data.show_table("tasks"))  # thirteen columns: as wide as usual, and scrolled

    page = data.show_table("people")  # what was dragged stays so
    page.view.horizontalHeader().resizeSection(0, 333)
    bosch_window.resize(1300, 800)
    page.add()
    qtbot.waitUntil(lambda: page.view.width() > 900)
    assert page.view.columnWidth(0) == 333


def test_figures_have_their_heading_above_them_and_no_digits_too_many(data):
    page = data.show_table("orders")
    column = page.model.columns.index("pieces_per_week")
    head = page.model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert head & Qt.AlignmentFlag.AlignRight.value
    shown = cell(page, 0, "pieces_per_week")
    assert shown.data() == "2934.78"
    assert shown.data(Qt.ItemDataRole.ToolTipRole) == "2934.7826"
    assert not cell(page, 0, "colour").data(Qt.ItemDataRole.DecorationRole).isNull()
    heads = [data.show_table("absences").model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert heads == ["Person", "First day", "Last day"]


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("Naam", "Naam"),
        ("MCT (dagen)", "MCT\n(dagen)"),
        ("Wachten per serie (u)", "Wachten per\nserie (u)"),
        ("Omstellen (minuten per serie)", "Omstellen\n(minuten per serie)"),
        ("Variabiliteit van aankomst (scv)", "Variabiliteit van\naankomst (scv)"),
        ("Bezettingsgraad", "Bezettingsgraad"),
    ],
)
def test_a_heading_is_no_wider_than_it_must(head, shown):
    assert widgets.two_lines(head) == shown
