"""The skills matrix: keys, counts, paste, and the choice of a unit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from .conftest import settle

V, H = Qt.Orientation.Vertical, Qt.Orientation.Horizontal


@pytest.fixture
def page(bosch_window):
    return bosch_window.workspace.show_place("skills")


def place(page, person, skill):
    return page.model.index(page.model.people.index(person), page.model.skills.index(skill))


def test_keys_set_the_level_as_one_step(bosch_window, page, qtbot):
    index = place(page, "p01", "inkopen")
    before = page.model.level(index)
    page.table.setCurrentIndex(index)
    for level in range(5):
        qtbot.keyClick(page.table, str(level))
        assert page.model.level(index) == level
        if level != before:
            assert "Medewerker 01" in bosch_window.session.document.undo_name
            bosch_window.session.document.undo()
        assert page.model.level(index) == before


def test_a_level_on_an_empty_cell_makes_a_row_and_undo_takes_it_away(bosch_window, page, qtbot):
    organisation = bosch_window.session.organisation
    assert ("p01", "zagen") not in organisation.mastery
    page.table.setCurrentIndex(place(page, "p01", "zagen"))
    qtbot.keyClick(page.table, "3")
    assert organisation.mastery["p01", "zagen"].level == 3
    bosch_window.session.document.undo()
    assert ("p01", "zagen") not in organisation.mastery


def test_several_cells_are_one_step(bosch_window, page, qtbot):
    selection = page.table.selectionModel()
    for skill in ("zagen", "persen", "monteren"):
        selection.select(place(page, "p01", skill), QItemSelectionModel.SelectionFlag.Select)
    qtbot.keyClick(page.table, "2")
    assert [page.model.level(place(page, "p01", skill)) for skill in ("zagen", "persen", "monteren")] == [2, 2, 2]
    assert "3" in bosch_window.session.document.undo_name
    bosch_window.session.document.undo()
    assert bosch_window.session.document.undo_name is None


def test_counts_are_those_of_the_analysis_and_follow(bosch_window, page, qtbot):
    figures = bosch_window.session.runner.figures["skills"]
    for row in figures["people"]:
        assert page.model.count(V, page.model.people.index(row["person"]))[0] == f"{row['breadth']} / {row['needed']}"
    for row in figures["skills"]:
        assert page.model.count(H, page.model.skills.index(row["skill"]))[0] == f"{row['cover']} / {row['needed']}"
    line = page.model.people.index("p01")
    before = page.model.count(V, line)[0]
    page.table.setCurrentIndex(place(page, "p01", "zagen"))
    qtbot.keyClick(page.table, "4")
    settle(qtbot, bosch_window)
    assert page.model.count(V, line)[0] != before


def test_a_block_is_copied_and_pasted_as_one_step(bosch_window, page, qtbot):
    corner = place(page, "p02", page.model.skills[5])
    page.table.setCurrentIndex(corner)
    QGuiApplication.clipboard().setText("1\t2\n3\tx\n\t4")
    with qtbot.waitSignal(page.message) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rows = [corner.siblingAtRow(corner.row() + line) for line in range(3)]
    levels = [[page.model.level(row.siblingAtColumn(5 + step)) for step in (0, 1)] for row in rows]
    assert levels[0] == [1, 2]
    assert levels[1][0] == 3
    assert levels[2][1] == 4
    assert "1 cell" in told.args[0]
    bosch_window.session.document.undo()
    assert bosch_window.session.document.undo_name is None


def test_one_unit_shows_its_people_and_skills(bosch_window, page):
    bosch_window.session.show_variant("soll-1")
    page.show_unit("cel-a")
    variant = bosch_window.session.variant
    assert set(page.model.skills) == set(variant.units["cel-a"].skills)
    held = {person for role in variant.roles.values() if role.unit == "cel-a" for person in role.holders}
    assert set(page.model.people) <= held
    assert "Cel A" in page.heading.text()
    page.show_unit(None)
    assert len(page.model.people) == 25


def test_every_cell_is_named_for_a_screen_reader(page):
    index = place(page, "p01", page.model.skills[0])
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Medewerker 01" in words
    assert "can train others" in words


def test_a_new_person_appears(bosch_window, page):
    bosch_window.workspace.show_place("data").show_table("people").add()
    assert len(page.model.people) == 26
