"""Reading a workbook in the window: questions, the preview per cell, one step, and answers that are remembered."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt

from organisatiecanvas.desktop.import_dialog import ImportDialog
from organisatiecanvas.desktop.import_questions import NEW, OPEN
from organisatiecanvas.exports import export

ROWS = [
    ["Overzicht afdeling", None, None, None],
    ["Naam", "Zagen", "Persen", "Robotlassen"],
    ["Medewerker 01", "3", "goed", "2"],
    ["Medewerker 02", "goed", None, None],
    ["Medewerker 99", "1", None, None],
    ["Totaal", "=COUNTIF(B3:B5,3)", None, None],
]


@pytest.fixture
def workbook(tmp_path):
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "eigen lijst.xlsx"
    book.save(path)
    return path


def opened(window, path, qtbot):
    dialog = ImportDialog(window.session, window.settings, path, window)
    wait(dialog, qtbot)
    return dialog


def wait(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.runner.fresh and not dialog.runner.busy, timeout=20000)


def changes(dialog):
    return {(item.person, item.skill): item.after for item in dialog.model.changes if item.field == "level"}


def test_only_what_is_known_is_taken_until_it_is_answered(bosch_window, workbook, qtbot):
    session = bosch_window.session
    dialog = opened(bosch_window, workbook, qtbot)
    assert changes(dialog) == {("p01", "zagen"): 3}
    assert {question.text for question in dialog.asked.values()} == {"goed", "Robotlassen", "Medewerker 99"}
    value = dialog.asked["value", "goed"]
    dialog.answer(value, 4)
    wait(dialog, qtbot)
    assert changes(dialog) == {("p01", "zagen"): 3, ("p01", "persen"): 4, ("p02", "zagen"): 4}
    dialog.answer(value, OPEN)
    wait(dialog, qtbot)
    assert changes(dialog) == {("p01", "zagen"): 3}
    assert session.document.undo_name is None
    dialog.reject()
    dialog.deleteLater()


def test_new_people_and_skills_come_along_as_one_step(bosch_window, workbook, qtbot):
    session = bosch_window.session
    organisation = session.organisation
    dialog = opened(bosch_window, workbook, qtbot)
    for key in (("skill", "robotlassen"), ("person", "medewerker 99")):
        dialog.answer(dialog.asked[key], NEW)
    wait(dialog, qtbot)
    dialog.apply()
    assert dialog.result()
    skill = next(row.id for row in organisation.skills.values() if row.name == "Robotlassen")
    person = next(row.id for row in organisation.people.values() if row.name == "Medewerker 99")
    assert organisation.mastery["p01", skill].level == 2
    assert organisation.mastery[person, "zagen"].level == 1
    session.document.undo()
    assert session.document.undo_name is None
    assert skill not in organisation.skills
    assert person not in organisation.people
    dialog.deleteLater()


def test_what_is_rejected_stays_as_it_was(bosch_window, workbook, qtbot):
    mastery = bosch_window.session.organisation.mastery
    dialog = opened(bosch_window, workbook, qtbot)
    dialog.answer(dialog.asked["value", "goed"], 4)
    wait(dialog, qtbot)
    rows = [item.skill for item in dialog.model.changes]
    index = dialog.model.index(rows.index("persen"), 0)
    assert dialog.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialog.apply()
    assert ("p01", "persen") not in mastery
    assert mastery["p02", "zagen"].level == 4
    assert dialog.written == 2
    dialog.deleteLater()


def test_answers_are_remembered_for_the_next_such_file(bosch_window, workbook, qtbot):
    dialog = opened(bosch_window, workbook, qtbot)
    dialog.answer(dialog.asked["value", "goed"], 4)
    wait(dialog, qtbot)
    dialog.apply()
    dialog.deleteLater()
    bosch_window.session.document.undo()
    again = opened(bosch_window, workbook, qtbot)
    assert ("value", "goed") not in again.asked
    assert changes(again)["p02", "zagen"] == 4
    again.reject()
    again.deleteLater()


def test_our_own_workbook_without_edits_changes_nothing(bosch_window, tmp_path, qtbot):
    [path] = [one for one in export(bosch_window.session.document, tmp_path, what="skills") if one.suffix == ".xlsx"][
        :1
    ]
    dialog = opened(bosch_window, path, qtbot)
    assert not dialog.model.changes
    assert not dialog.apply_button.isEnabled()
    dialog.reject()
    dialog.deleteLater()


def test_rubbish_is_refused_in_one_sentence(bosch_window, tmp_path, qtbot):
    path = tmp_path / "stuk.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook at all")
    dialog = opened(bosch_window, path, qtbot)
    assert "stuk.xlsx" in dialog.told.text()
    assert not dialog.apply_button.isEnabled()
    dialog.reject()
    dialog.deleteLater()
