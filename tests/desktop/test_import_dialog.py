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


def saved_list(folder, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "eigen lijst.xlsx"
    book.save(path)
    return path


@pytest.fixture
def workbook(tmp_path):
    return saved_list(tmp_path, ROWS)


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


OWN = [
    ["Vaardighedenmatrix Zagerij 2026"],
    [None, None, None, "Machines", None, "Kennis"],
    ["Nr", "Medewerker", "Afdeling", "Zagen", "Persen", "Tekening lezen", "Totaal"],
    [1001, "Medewerker 01", "Zagerij", 3, None, "4", 2],
    [None, "Ploeg B"],
    [1002, "Zoë 't Hart-Łukasz", "Perserij", 1, 2, None, 0],
    [None, "Totaal", None, 1, 0, 1],
    ["Legenda"],
    [3, "zelfstandig", None, 3],
]


@pytest.mark.parametrize("across", [False, True])
def test_an_empty_document_starts_from_a_list(window, tmp_path, qtbot, across):
    """Header row, names and skills are proposed; what has no level is only taken when it is ticked; one step."""
    rows = OWN[:7] if across else OWN
    if across:
        width = max(map(len, rows))
        rows = [list(line) for line in zip(*([*row, *[None] * (width - len(row))] for row in rows), strict=True)]
    path = saved_list(tmp_path, rows)
    window.commands.run("file.new")
    organisation = window.session.organisation
    dialog = opened(window, path, qtbot)
    assert dialog.start.skills == ("Zagen", "Persen", "Tekening lezen")
    assert dialog.start.people == ("Medewerker 01", "Ploeg B", "Zoë 't Hart-Łukasz")
    assert dialog.starting.left_out == {("person", "Ploeg B")}
    assert dialog.start.choice.across is across
    assert not organisation.people
    dialog.apply()
    assert dialog.result()
    assert [row.name for row in organisation.people.values()] == ["Medewerker 01", "Zoë 't Hart-Łukasz"]
    names = {key: row.name for rows in (organisation.people, organisation.skills) for key, row in rows.items()}
    read = {(names[row.person], names[row.skill]): row.level for row in organisation.mastery.values()}
    assert read == {
        ("Medewerker 01", "Zagen"): 3,
        ("Medewerker 01", "Tekening lezen"): 4,
        ("Zoë 't Hart-Łukasz", "Zagen"): 1,
        ("Zoë 't Hart-Łukasz", "Persen"): 2,
    }
    window.session.document.undo()
    assert (len(organisation.people), len(organisation.skills), len(organisation.mastery)) == (0, 0, 0)
    dialog.deleteLater()


def test_another_header_row_can_be_chosen_and_a_skill_left_out(window, tmp_path, qtbot):
    path = saved_list(tmp_path, OWN)
    window.commands.run("file.new")
    dialog = opened(window, path, qtbot)
    panel = dialog.starting
    group = next(panel.tree.topLevelItem(at) for at in range(2) if "Skills" in panel.tree.topLevelItem(at).text(0))
    group.child(1).setCheckState(0, Qt.CheckState.Unchecked)
    wait(dialog, qtbot)
    assert ("skill", "Persen") in panel.left_out
    assert len(dialog.model.changes) == 3
    panel.header.show_value(2)
    panel.header.committed.emit()
    wait(dialog, qtbot)
    assert dialog.start.skills == ("Machines", "Kennis")
    dialog.reject()
    dialog.deleteLater()


def test_a_workbook_with_codes_starts_nothing(bosch_window, tmp_path, qtbot):
    (path,) = export(bosch_window.session.document, tmp_path, "skills", names="codes")
    bosch_window.commands.run("file.new")
    dialog = opened(bosch_window, path, qtbot)
    assert not dialog.apply_button.isEnabled()
    assert "codes" in dialog.told.text()
    dialog.reject()
    dialog.deleteLater()


def test_a_name_that_stands_twice_is_not_made_one_person_unasked(window, tmp_path, qtbot):
    rows = [["Naam", "Zagen", "Persen"], ["Medewerker 01", 3, 1], ["Medewerker 02", 2, 2], ["Medewerker 01", 1, 4]]
    path = saved_list(tmp_path, rows)
    window.commands.run("file.new")
    dialog = opened(window, path, qtbot)
    assert dialog.start.people == ("Medewerker 01", "Medewerker 02")
    assert dialog.start.twice == {"Medewerker 01"}
    assert dialog.starting.left_out == {("person", "Medewerker 01")}
    dialog.apply()
    assert [row.name for row in window.session.organisation.people.values()] == ["Medewerker 02"]
    dialog.deleteLater()
