"""Blocks of cells in the tables of data: out of and into a spreadsheet, filled down, emptied; whole or not at all."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from organisatiecanvas.desktop import dialogs
from organisatiecanvas.models import interchange, language

Day = datetime.date


@pytest.fixture
def told(monkeypatch):
    """What dialogs say, which nobody closes here."""
    said = []
    monkeypatch.setattr(dialogs, "tell", lambda heading, words, *_rest: said.append((heading, words.splitlines())))
    return said


@pytest.fixture
def data(bosch_window):
    return bosch_window.workspace.show_place("data")


def choose(page, first, last, *names):
    """Select the cells of these columns from one line to another, as they are shown."""
    columns = [page.model.columns.index(name) for name in names]
    area = QItemSelection(page.sorted.index(first, min(columns)), page.sorted.index(last, max(columns)))
    flags = QItemSelectionModel.SelectionFlag
    page.view.selectionModel().setCurrentIndex(area.indexes()[0], flags.NoUpdate)
    page.view.selectionModel().select(area, flags.ClearAndSelect)


def key(page, key_, modifier=Qt.KeyboardModifier.ControlModifier):
    QTest.keyClick(page.view, key_, modifier)


def paste(page, words):
    QGuiApplication.clipboard().setText(words)
    key(page, Qt.Key.Key_V)


def message(window):
    return window.workspace.status.message.full


def test_a_block_out_of_a_dutch_spreadsheet_is_one_step(bosch_window, data):
    language.use("nl")
    session, page = bosch_window.session, data.show_table("people")
    before = interchange.dump(session.organisation)
    choose(page, 23, 23, "name")  # the last but one of 25
    paste(page, "Zoë 't Hart\t36,5\t80%\r\nWim\t1.250,50\t0,75\r\nNieuw\t24\t\r\n\t\t\r\nTweede nieuwe\t\t100 %\r\n")
    people = session.organisation.people
    found = [(one.name, one.hours_per_week, one.deployability) for one in list(people.values())[23:]]
    assert found == [
        ("Zoë 't Hart", 36.5, 0.8),
        ("Wim", 1250.5, 0.75),
        ("Nieuw", 24.0, 1.0),
        ("Tweede nieuwe", session.organisation.rules.hours_per_week, 1.0),
    ]
    assert page.sorted.rowCount() == 27
    session.document.undo()
    assert interchange.dump(session.organisation) == before
    assert page.sorted.rowCount() == 25


def test_whatever_is_wrong_is_named_per_cell_and_nothing_changes(bosch_window, data, told):
    session, page = bosch_window.session, data.show_table("people")
    choose(page, 24, 24, "name")
    paste(page, "Wim\tveel\t180%\nNieuw\t-3\t0.5\n\t40\t1")
    assert [heading for heading, _words in told] == ["Nothing was changed: 4 cells can't be filled so"]
    assert told[0][1] == [
        "Medewerker 25 · Hours a week: Type a time, such as 1.5 h, 45 min or 2 d.",
        "Medewerker 25 · Deployability: must be at most 1, not 1.8",
        "line 2 of what was copied · Hours a week: must be at least 0, not -3.0",
        "line 3 of what was copied · Name: A name can't be empty.",
    ]
    assert session.document.undo_name is None
    assert len(session.organisation.people) == 25
    page = data.show_table("absences")
    choose(page, 0, 0, "from_")
    paste(page, "5-1-2027\t1-1-2027")
    assert message(bosch_window).startswith("Nothing was changed. Medewerker ")
    assert "Last day" in message(bosch_window)
    paste(page, "1-1-2027\t5-1-2027")
    absence = next(iter(bosch_window.session.organisation.absences.values()))
    assert (absence.from_, absence.to_) == (Day(2027, 1, 1), Day(2027, 1, 5))
    people = bosch_window.session.organisation.people
    with bosch_window.session.document.edit("Namesakes"):
        people["p03"].name = people["p04"].name = "Jan de Wit"
    choose(page, 0, 0, "person")
    paste(page, "Jan de Wit")
    assert "«Jan de Wit» is the name of several" in message(bosch_window)
    assert bosch_window.session.document.undo_name == "Namesakes"
    paste(page, "p04")
    assert next(iter(bosch_window.session.organisation.absences.values())).person == "p04"


def test_it_lands_in_the_order_that_is_shown(bosch_window, data):
    session, page = bosch_window.session, data.show_table("orders")
    column = page.model.columns.index("pieces_per_week")
    page.view.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    wanted = [page.sorted.index(line, 0).data() for line in range(3)]
    choose(page, 0, 0, "segment")
    paste(page, "een\ntwee\ndrie")
    segments = {order.name: order.segment for order in session.organisation.orders.values()}
    assert [segments[name] for name in wanted] == ["een", "twee", "drie"]
    choose(page, 0, 2, "segment")
    key(page, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "een\ntwee\ndrie"
    paste(page, "vier\n\nvijf")  # an empty line of one column is an empty cell
    segments = {order.name: order.segment for order in session.organisation.orders.values()}
    assert [segments[name] for name in wanted] == ["vier", "", "vijf"]
    page = data.show_table("people")
    page.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    page.search.setText("medewerker")
    page.view.go(page.sorted.index(3, 0))
    assert page.sorted.setData(page.sorted.index(3, 0), "Aaltje")
    assert (page.view.currentIndex().row(), page.view.currentIndex().data()) == (3, "Aaltje")
    page.search.setText("medewerker 0")
    assert page.sorted.rowCount() == 9
    assert page.sorted.index(0, 0).data() == "Medewerker 09"
    page.search.clear()
    assert page.sorted.index(24, 0).data() == "Aaltje"
    page.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert page.sorted.index(0, 0).data() == "Aaltje"
    last = page.sorted.rowCount() - 1
    choose(page, last, last, "name")
    key(page, Qt.Key.Key_C)
    paste(page, QGuiApplication.clipboard().text() + "".join(f"\nNieuw {number}" for number in range(40)))
    assert page.sorted.rowCount() == 65
    shown = page.sorted.mapFromSource(page.model.index(64, 0))
    assert page.view.viewport().rect().intersects(page.view.visualRect(shown))


def test_copied_and_pasted_nothing_is_otherwise(bosch_window, data):
    before = interchange.dump(bosch_window.session.organisation)
    for name in ("people", "skills", "orders", "tasks", "absences", "notes"):
        page = data.show_table(name)
        page.view.selectAll()
        key(page, Qt.Key.Key_C)
        key(page, Qt.Key.Key_V)
        assert message(bosch_window).endswith("filled"), name
        assert interchange.dump(bosch_window.session.organisation) == before, name
        assert bosch_window.session.document.undo_name is None
    page = data.show_table("people")
    choose(page, 0, 0, "name")
    key(page, Qt.Key.Key_C)
    bosch_window.session.document.read_only = True
    paste(page, "Wim")
    assert "read" in message(bosch_window)
    assert QGuiApplication.clipboard().text() == "Wim"


def test_tasks_below_the_last_with_their_unit_role_and_machine(bosch_window, data):
    session, page = bosch_window.session, data.show_table("tasks")
    names = page.model.columns
    cells = dict.fromkeys(names, "")
    cells |= {"name": "Ontbramen", "unit": "Zagerij", "setup_minutes": "45 min", "run_minutes": "1,5"}
    cells |= {"machine": "Zaagmachine", "attended": "50 %", "role": "Zagen", "kind": "executing", "scv": "1"}
    machine = next(iter(session.variant.units["zagerij"].machines.values()))
    cells["machine"] = machine.name
    language.use("nl")
    cells["kind"] = "uitvoerend"
    last = page.sorted.rowCount() - 1
    choose(page, last, last, "name")
    key(page, Qt.Key.Key_C)
    own = QGuiApplication.clipboard().text()
    paste(page, "\n".join([own, "\t".join(cells[name] for name in names)]))
    task = list(session.variant.tasks.values())[-1]
    assert (task.name, task.unit, task.role, task.machine) == ("Ontbramen", "zagerij", "r-zagen", machine.id)
    assert (task.setup_minutes, task.run_minutes, task.attended) == (45.0, 1.5, 0.5)


def test_fill_down_empty_and_delete_rows(bosch_window, data):
    session, page = bosch_window.session, data.show_table("skills")
    skills = list(session.organisation.skills)
    choose(page, 0, 3, "group", "critical")
    key(page, Qt.Key.Key_D)
    first = session.organisation.skills[skills[0]]
    below = [session.organisation.skills[one] for one in skills[1:4]]
    assert {(one.group, one.critical) for one in below} == {(first.group, first.critical)}
    choose(page, 0, 3, "group")
    key(page, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert {session.organisation.skills[one].group for one in skills[:4]} == {""}
    assert session.document.undo_name == "Empty 4 cells"
    choose(page, 0, 0, "name")
    key(page, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert message(bosch_window) == f"Nothing was changed. {first.name} · Name: A name can't be empty."
    key(page, Qt.Key.Key_Minus)
    assert skills[0] not in session.organisation.skills
    for _step in range(3):
        session.document.undo()
    assert session.document.undo_name is None
    page = data.show_table("people")
    choose(page, 4, 5, "name")
    key(page, Qt.Key.Key_Minus)
    assert message(bosch_window) == "Deleted: Medewerker 05 and Medewerker 06"
    key(page, Qt.Key.Key_Minus)
    assert message(bosch_window) == "Deleted: Medewerker 07"
    assert page.sorted.rowCount() == 22


def test_what_is_worked_out_refuses_in_words(bosch_window):
    page = bosch_window.workspace.show_place("control")
    tab = page.show_tab("disturbances")
    tab.show_view("all")
    table = tab.table
    last = table.model.columnCount() - 1
    table.view.go(table.sorted.index(0, last))
    paste(table, "12")
    assert "is worked out from the rest and can't be filled in." in message(bosch_window)
    table.view.selectAll()
    key(table, Qt.Key.Key_C)
    assert len(QGuiApplication.clipboard().text().splitlines()[0].split("\t")) == last + 1
    key(table, Qt.Key.Key_V)
    assert bosch_window.session.document.undo_name is None


def test_names_into_an_empty_table_with_their_heading(window, answers):
    window.commands.run("file.new")
    page = window.workspace.show_place("data").show_table("people")
    paste(page, "Name\tHours a week\nEen\t32\nTwee\t36")
    found = [(one.name, one.hours_per_week) for one in window.session.organisation.people.values()]
    assert found == [("Een", 32.0), ("Twee", 36.0)]
    assert page.sorted.rowCount() == 2
