"""The skills matrix: keys, counts, paste, and the choice of a unit."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from organisatiecanvas.desktop.skills_card import SkillCard
from organisatiecanvas.models.organisation import Person

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
        words = str(row["breadth"]) if row["exempt"] else f"{row['breadth']} / {row['needed']}"
        assert page.model.count(V, page.model.people.index(row["person"])).words == words
    for row in figures["skills"]:
        words = (
            str(row["cover"]) if row["status"] == "exempt" or not row["needed"] else f"{row['cover']} / {row['needed']}"
        )
        assert page.model.count(H, page.model.skills.index(row["skill"])).words == words
    line = page.model.people.index("p01")
    before = page.model.count(V, line).words
    page.table.setCurrentIndex(place(page, "p01", "zagen"))
    qtbot.keyClick(page.table, "4")
    settle(qtbot, bosch_window)
    assert page.model.count(V, line).words != before


def test_a_block_is_copied_and_pasted_as_one_step(bosch_window, page, qtbot):
    corner = place(page, "p02", page.model.skills[5])
    page.table.setCurrentIndex(corner)
    QGuiApplication.clipboard().setText("1\t2\n3\thoog\n\t4")
    with qtbot.waitSignal(page.message) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rows = [corner.siblingAtRow(corner.row() + line) for line in range(3)]
    levels = [[page.model.level(row.siblingAtColumn(5 + step)) for step in (0, 1)] for row in rows]
    assert levels[0] == [1, 2]
    assert levels[1][0] == 3
    assert levels[2][1] == 4
    assert "1 cell" in told.args[0]
    wrong = rows[1].siblingAtColumn(6)
    assert page.model.refused == {page.model.place(wrong): "hoog"}
    assert "hoog" in wrong.data(Qt.ItemDataRole.ToolTipRole)
    bosch_window.session.document.undo()
    assert bosch_window.session.document.undo_name is None


def test_one_unit_shows_its_people_and_skills(bosch_window, page):
    bosch_window.session.show_variant("soll-1")
    page.tools.choose_units(("cel-a",))
    variant = bosch_window.session.variant
    assert set(page.model.skills) == set(variant.units["cel-a"].skills)
    held = {person for role in variant.roles.values() if role.unit == "cel-a" for person in role.holders}
    assert set(page.model.people) <= held
    assert "Cel A" in page.heading.text()
    page.tools.choose_units(())
    assert len(page.model.people) == 25


def test_every_cell_is_named_for_a_screen_reader(page):
    index = place(page, "p01", page.model.skills[0])
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Medewerker 01" in words
    assert "can train others" in words


def test_a_new_person_appears(bosch_window, page):
    bosch_window.workspace.show_place("data").show_table("people").add()
    assert len(page.model.people) == 26


def select(page, people, skill):
    selection = page.table.selectionModel()
    selection.clear()
    for person in people:
        selection.select(place(page, person, skill), QItemSelectionModel.SelectionFlag.Select)


def test_unknown_is_not_level_0_and_delete_makes_it_unknown_again(bosch_window, page, qtbot):
    mastery = bosch_window.session.organisation.mastery
    index = place(page, "p01", "zagen")
    assert page.model.level(index) is None
    assert index.data() == ""
    page.table.setCurrentIndex(index)
    qtbot.keyClick(page.table, "0")
    assert (mastery["p01", "zagen"].level, index.data()) == (0, "0")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert ("p01", "zagen") not in mastery
    assert index.data() == ""


def test_plus_and_minus_step_within_the_scale_and_start_from_unknown_upwards_only(bosch_window, page, qtbot):
    page.table.setCurrentIndex(place(page, "p01", "zagen"))
    qtbot.keyClick(page.table, "-")
    assert ("p01", "zagen") not in bosch_window.session.organisation.mastery
    for level in (1, 2, 3, 4, 4):
        qtbot.keyClick(page.table, "+")
        assert page.model.level(place(page, "p01", "zagen")) == level
    qtbot.keyClick(page.table, "-")
    assert page.model.level(place(page, "p01", "zagen")) == 3


def test_fill_down_and_one_pasted_value_fill_the_selection_as_one_step_each(bosch_window, page, qtbot):
    people = page.model.people[3:7]
    for name, level in zip(people, (2, 0, 0, 0), strict=True):
        select(page, [name], "zagen")
        page.table.set_level(level)
    steps = bosch_window.session.document.undo_name
    select(page, people, "zagen")
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [page.model.level(place(page, name, "zagen")) for name in people] == [2] * 4
    bosch_window.session.document.undo()
    assert bosch_window.session.document.undo_name == steps
    QGuiApplication.clipboard().setText("◕\n")
    select(page, people, "zagen")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [page.model.level(place(page, name, "zagen")) for name in people] == [3] * 4


def test_what_is_copied_lands_the_same_elsewhere_and_unknown_cells_change_nothing(bosch_window, page, qtbot):
    model, table = page.model, page.table
    model_rows = [(model.level(model.index(row, 0)), model.level(model.index(row, 1))) for row in range(4)]
    selection = table.selectionModel()
    for row in range(4):
        for column in range(2):
            selection.select(model.index(row, column), QItemSelectionModel.SelectionFlag.Select)
    table.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [tuple(int(cell) if cell else None for cell in line.split("\t")) for line in lines] == model_rows
    before = [[model.level(model.index(row, column)) for column in (7, 8)] for row in range(4)]
    table.select_place(model.place(model.index(0, 7)))
    table.paste()
    for row, (pasted, old) in enumerate(zip(model_rows, before, strict=True)):
        for column in range(2):
            wanted = pasted[column] if pasted[column] is not None else old[column]
            assert model.level(model.index(row, 7 + column)) == wanted


def test_a_target_is_set_with_alt_and_shown_until_it_is_reached(bosch_window, page, qtbot):
    index = place(page, "p01", "zagen")
    page.table.setCurrentIndex(index)
    qtbot.keyClick(page.table, "3", Qt.KeyboardModifier.AltModifier)
    row = bosch_window.session.organisation.mastery["p01", "zagen"]
    assert (row.level, row.target, page.model.target_at(("p01", "zagen"))) == (0, 3, 3)
    qtbot.keyClick(page.table, "3")
    assert page.model.target_at(("p01", "zagen")) is None
    qtbot.keyClick(page.table, "0", Qt.KeyboardModifier.AltModifier)
    assert bosch_window.session.organisation.mastery["p01", "zagen"].target is None


def test_words_find_people_and_skills(page):
    page.tools.search.setText("médewerker 0")
    page.tools.seek()
    names = [page.session.organisation.people[name].name for name in page.model.people]
    assert len(names) == 11  # 01 to 09, 10 and 20
    assert all("0" in name for name in names)
    assert len(page.model.skills) == len(page.session.organisation.skills)
    page.tools.search.setText("las")
    page.tools.seek()
    assert page.model.skills
    assert all("las" in page.session.organisation.skills[name].name.lower() for name in page.model.skills)
    assert len(page.model.people) == 25
    page.tools.search.setText("xyzzy")
    page.tools.seek()
    assert page.table.isHidden()
    assert page.empty.text()


def test_gaps_only_leaves_who_and_what_falls_short(bosch_window, page):
    figures = bosch_window.session.runner.figures["skills"]
    page.tools.gaps.setChecked(True)
    assert page.model.people == [row["person"] for row in figures["people"] if row["ok"] is False]
    short = [row["skill"] for row in figures["skills"] if row["cover"] < row["needed"]]
    assert page.model.skills == short


def test_people_under_their_unit_and_by_breadth(bosch_window, page):
    figures = {row["person"]: row["breadth"] for row in bosch_window.session.runner.figures["skills"]["people"]}
    page.tools._tell(people_by="fewest")
    breadths = [figures[name] for name in page.model.people]
    assert breadths == sorted(breadths)
    page.tools._tell(grouped=True, people_by="document")
    headings = [line for line in page.model.lines if not line.person]
    assert sum(line.count for line in headings) == 25
    assert sorted(filter(None, page.model.people)) == sorted(bosch_window.session.organisation.people)
    index = page.model.index(0, 0)
    assert index.flags() == Qt.ItemFlag.NoItemFlags
    page.table.selectAll()
    page.table.set_level(1)
    assert {row.level for row in bosch_window.session.organisation.mastery.values()} == {1}


def test_an_earlier_day_shows_its_levels_and_refuses_changes(bosch_window, page, qtbot):
    index = place(page, "p01", "zagen")
    page.table.setCurrentIndex(index)
    qtbot.keyClick(page.table, "3")
    settle(qtbot, bosch_window)
    page.tools.show_day(datetime.date.today() - datetime.timedelta(days=1))
    index = place(page, "p01", "zagen")
    assert page.model.level(index) is None
    assert not page.banner.isHidden()
    assert page.model.count(H, page.model.skills.index("zagen")).since == 1
    page.table.setCurrentIndex(index)
    with qtbot.waitSignal(page.message):
        qtbot.keyClick(page.table, "4")
    assert bosch_window.session.organisation.mastery["p01", "zagen"].level == 3
    page.tools.show_day(None)
    assert page.model.level(place(page, "p01", "zagen")) == 3


def test_the_card_changes_a_cell_as_one_step_and_tells_its_history(bosch_window, page, qtbot):
    session = bosch_window.session
    card = SkillCard(session, ("p01", "zagen"), "Leermeester 1", page)
    card.level.show_value(2)
    card.target.show_value(3)
    card.valid_until.line.setText("31-02-2027")
    card.keep()
    assert not card.wrong.isHidden()
    assert ("p01", "zagen") not in session.organisation.mastery
    card.valid_until.show_value(datetime.date(2027, 2, 28))
    card.keep()
    row = session.organisation.mastery["p01", "zagen"]
    assert (row.level, row.target, row.valid_until, row.assessor) == (2, 3, datetime.date(2027, 2, 28), "Leermeester 1")
    session.document.undo()
    assert ("p01", "zagen") not in session.organisation.mastery
    assert session.document.undo_name is None
    session.document.redo()
    told = SkillCard(session, ("p01", "zagen"), "", page)
    assert any("Leermeester 1" in label.text() for label in told.findChildren(type(told.wrong)))
    card.deleteLater()
    told.deleteLater()


def test_a_cell_is_shown_also_when_it_was_filtered_away(page):
    page.tools.search.setText("Medewerker 25")
    page.tools.seek()
    page.show_place("p01", "zagen")
    assert page.model.place(page.table.currentIndex()) == ("p01", "zagen")


def test_of_an_empty_matrix_no_share_meets_the_rule(window, qtbot):
    window.commands.run("file.new")
    window.workspace.show_place("data").show_table("people").add()
    page = window.workspace.show_place("skills")
    settle(qtbot, window)
    assert "%" not in page.rule_words()
    window.workspace.show_place("data").show_table("skills").add()
    settle(qtbot, window)
    assert page.rule_words().startswith("0 %")


def test_a_skill_and_a_person_are_renamed_at_their_heading(bosch_window, page, answers):
    organisation = bosch_window.session.organisation
    levels = {key: row.level for key, row in organisation.mastery.items()}
    column, line = page.model.skills.index("zagen"), page.model.people.index("p05")
    answers.give("Lintzagen")
    page.table.horizontalHeader().sectionDoubleClicked.emit(column)
    assert page.model.headerData(column, H) == organisation.skills["zagen"].name == "Lintzagen"
    answers.give("Zoë 't Hart", organisation.skills["persen"].name.upper(), None)
    page.table.verticalHeader().sectionDoubleClicked.emit(line)
    assert page.model.headerData(line, V) == "Zoë 't Hart"
    page.table.setCurrentIndex(place(page, "p05", "zagen"))
    page._rename_chosen("skills")
    assert "already" in bosch_window.workspace.status.message.full
    page._rename_chosen("people")  # given up
    assert {key: row.level for key, row in organisation.mastery.items()} == levels
    for _step in range(2):
        bosch_window.session.document.undo()
    assert bosch_window.session.document.undo_name is None


def test_who_counts_nowhere_is_told_and_is_no_gap(bosch_window, page, qtbot):
    session = bosch_window.session
    with session.document.edit("In and out"):
        session.document.add(Person(id="nieuw", name="Nieuw", rules=session.organisation.rules))
        for role in session.variant.roles.values():
            if "p05" in role.holders:
                session.document.remove(role.holders["p05"])
        session.variant.leavers = ("p05",)
    settle(qtbot, bosch_window)
    counts = {person: page.model.count(V, page.model.people.index(person)) for person in ("nieuw", "p05", "p06")}
    assert [counts[person].words for person in ("nieuw", "p05")] == ["no role", "leaves"]
    assert "Holds no role in IST" in page.model.headerData(
        page.model.people.index("nieuw"), V, Qt.ItemDataRole.ToolTipRole
    )
    assert "/" in counts["p06"].words
    page.tools.gaps.setChecked(True)
    assert {"nieuw", "p05"}.isdisjoint(page.model.people)


def test_many_cells_at_once_are_followed_whole(bosch_window, page, qtbot):
    """More than are painted one by one; taken away and brought back."""
    known = len(bosch_window.session.organisation.mastery)
    page.table.selectAll()
    page.table.set_level(2)
    assert len(bosch_window.session.organisation.mastery) == 25 * 21
    page.table.set_level(None)
    assert not bosch_window.session.organisation.mastery
    assert page.model.level(place(page, "p01", "zagen")) is None
    for _step in range(2):
        bosch_window.session.document.undo()
    assert len(bosch_window.session.organisation.mastery) == known
