"""The inspector: every field of what is selected, wrong input, and the rows under it."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop.combo_editor import NamedOptions
from organisatiecanvas.desktop.compound_editors import NumbersEditor, PickEditor, RecordEditor, TickEditor
from organisatiecanvas.desktop.editors import FlagEditor, LineEditor, MultilineEditor
from organisatiecanvas.models import language
from organisatiecanvas.models.organisation import Work

from .conftest import child, settle


@pytest.fixture
def inspector(bosch_window):
    bosch_window.session.show_variant("soll-1")
    return bosch_window.workspace.inspector


def select(window, collection, identity):
    window.workspace.canvas.scene.select([Ref(collection, identity)])
    return window.workspace.inspector


def box(inspector, name):
    return next(form.boxes[name] for form in inspector._forms if name in form.boxes)


def enter(inspector, name, value):
    """Give a field another value by hand, in the way its editor is used."""
    editor = box(inspector, name).editor
    if isinstance(editor, LineEditor):
        editor.line.setText(value)
        editor.line.editingFinished.emit()
    elif isinstance(editor, MultilineEditor):
        editor.area.setPlainText(value)
        editor.area.left.emit()
    elif isinstance(editor, FlagEditor):
        editor.box.click()
    elif isinstance(editor, (PickEditor, TickEditor)):
        editor.show_value(value)
        editor.committed.emit()
    elif isinstance(editor, NumbersEditor):
        for part, words in zip(editor.parts, value, strict=True):
            part.line.setText(words)
        editor.parts[-1].line.editingFinished.emit()
    elif isinstance(editor, RecordEditor):
        editor.show_value(value)
        editor.committed.emit()
    else:
        combo = getattr(editor, "combo", editor).box
        combo.setCurrentIndex(next(i for i in range(combo.count()) if combo.itemData(i) == value))
        combo.activated.emit(combo.currentIndex())


UNIT = {
    "kind": ("team", "team"),
    "parent": ("spelverdeler", "spelverdeler"),
    "purpose": ("Alles in één keer goed", "Alles in één keer goed"),
    "segment": ("Enkelstuks", "Enkelstuks"),
    "box": (("10", "20", "300", "240,5"), (10.0, 20.0, 300.0, 240.5)),
    "colour": ("#3f51b5", "#3f51b5"),
    "locked": (True, True),
    "places": ("4", 4),
    "hours_per_week": ("36,5", 36.5),
}


def test_every_field_of_a_unit_is_edited_as_one_named_step(bosch_window, inspector):
    language.use("nl")
    select(bosch_window, "units", "cel-c")
    session = bosch_window.session
    for name, (typed, expected) in UNIT.items():
        before = getattr(session.variant.units["cel-c"], name)
        enter(inspector, name, typed)
        assert getattr(session.variant.units["cel-c"], name) == expected, name
        assert "Cel C" in session.document.undo_name
        session.document.undo()
        assert getattr(session.variant.units["cel-c"], name) == before, name


def test_the_form_of_a_unit_has_all_its_fields(bosch_window, inspector):
    select(bosch_window, "units", "cel-c")
    shown = {name for form in inspector._forms for name in form.boxes} | {"name", "id"}
    assert shown == set(bosch_window.session.variant.units["cel-c"].FIELDS)


def test_other_elements_show_all_their_fields_too(bosch_window, inspector):
    for collection, identity, apart in (
        ("roles", "r-planning-q", {"name", "id"}),
        ("links", "l-strip-order", {"label", "id", "route"}),
    ):
        select(bosch_window, collection, identity)
        row = getattr(bosch_window.session.variant, collection)[identity]
        assert {name for form in inspector._forms for name in form.boxes} | apart == set(row.FIELDS)


def test_the_name_is_the_heading(bosch_window, inspector):
    select(bosch_window, "units", "cel-c")
    line = child(inspector, "units.name", QLineEdit)
    line.setText("Cel Proto")
    line.editingFinished.emit()
    assert bosch_window.session.variant.units["cel-c"].name == "Cel Proto"
    line.setText("  ")
    line.editingFinished.emit()
    assert bosch_window.session.variant.units["cel-c"].name == "Cel Proto"
    assert inspector._title.error.isVisibleTo(inspector)


def test_wrong_input_is_outlined_and_kept(bosch_window, inspector):
    select(bosch_window, "units", "cel-c")
    for name, typed in (("places", "veel"), ("places", "2.5"), ("places", "0"), ("hours_per_week", "-3")):
        before = getattr(bosch_window.session.variant.units["cel-c"], name)
        enter(inspector, name, typed)
        field = box(inspector, name)
        assert getattr(bosch_window.session.variant.units["cel-c"], name) == before
        assert field.error.isVisibleTo(inspector)
        assert "\n" not in field.error.text()
        assert field.editor.line.text() == typed
        assert field.editor.line.property("wrong")
        assert bosch_window.session.document.undo_name is None
        enter(inspector, name, "3")
        assert not field.error.isVisibleTo(inspector)
        assert getattr(bosch_window.session.variant.units["cel-c"], name) == 3
        bosch_window.session.document.undo()


def test_escape_brings_the_value_back(bosch_window, inspector, qtbot):
    select(bosch_window, "units", "cel-c")
    editor = box(inspector, "places").editor
    editor.line.setText("x")
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert editor.line.text() == str(bosch_window.session.variant.units["cel-c"].places)


def test_a_unit_cannot_be_put_inside_what_it_holds(bosch_window):
    session = bosch_window.session
    select(bosch_window, "units", "werkplaats")
    options = dict(box(bosch_window.workspace.inspector, "parent").editor.options())
    inside = {unit.id for unit in session.variant.units.values() if unit.parent == "werkplaats"}
    assert inside
    assert not inside & set(options)
    assert "werkplaats" not in options


def test_what_a_field_points_to_is_named_without_listing_all_it_could(bosch_window):
    document, variant = bosch_window.session.document, bosch_window.session.variant
    one = next(unit for unit in variant.units.values() if unit.parent is not None)
    panel = select(bosch_window, "units", one.id)
    field = next(form for form in panel._forms if "parent" in form.boxes).boxes["parent"]
    listed = []
    options = NamedOptions(lambda: listed.append(1) or [], field.editor.options.name)
    editor = PickEditor(options, panel)
    editor.show_value(one.parent)
    assert editor.button.full == variant.units[one.parent].name
    with document.edit("Rename"):
        variant.units[one.parent].name = "Renamed"
    editor.show_value(one.parent)
    assert editor.button.full == "Renamed"
    editor.show_value("nothing with this id")
    assert editor.button.full == "nothing with this id"
    assert not listed


def test_the_work_of_a_role_can_be_filled_in_and_taken_away(bosch_window, inspector):
    select(bosch_window, "roles", "r-planning-q")
    editor = box(inspector, "work").editor
    editor.known.click()
    assert bosch_window.session.variant.roles["r-planning-q"].work == Work(
        kinds=(), organising=(), autonomy=(), information=()
    )
    editor.parts["kinds"].show_value(("executing", "preparing"))
    editor.parts["kinds"].committed.emit()
    assert bosch_window.session.variant.roles["r-planning-q"].work.kinds == ("executing", "preparing")
    editor.known.click()
    assert bosch_window.session.variant.roles["r-planning-q"].work is None


def test_lists_are_typed_one_on_each_line(bosch_window, inspector):
    select(bosch_window, "roles", "r-planning-q")
    enter(inspector, "accountabilities", "Bord bijhouden\n\nMensen indelen ")
    row = bosch_window.session.variant.roles["r-planning-q"]
    assert row.accountabilities == ("Bord bijhouden", "Mensen indelen")


def test_with_nothing_selected_the_variant_and_the_workshop(bosch_window, inspector):
    bosch_window.workspace.canvas.scene.select([])
    enter(inspector, "summary", "Kort gezegd")
    assert bosch_window.session.variant.summary == "Kort gezegd"
    enter(inspector, "leavers", ("p01", "p02"))
    assert bosch_window.session.variant.leavers == ("p01", "p02")
    enter(inspector, "reference_date", "2027-01-04")
    assert bosch_window.session.organisation.workshop.reference_date == datetime.date(2027, 1, 4)
    enter(inspector, "reference_date", "gisteren")
    assert box(inspector, "reference_date").error.isVisibleTo(inspector)


ADDED = {
    "Roles": "roles",
    "Disturbances": "disturbances",
    "Tasks": "tasks",
    "Decisions": "decisions",
    "Machines": "machines",
    "Meetings": "meetings",
    "Required skills": "requirements",
    "Flows": "links",
}


def test_running_text_takes_the_whole_width_and_no_more_than_ten_lines(bosch_window, inspector, qtbot):
    box = inspector._forms[0].boxes["summary"]
    assert box.editor.width() == inspector._forms[0].width()
    assert box.editor.y() > box.label.y()
    bosch_window.session.attempt("long", lambda: setattr(bosch_window.session.variant, "summary", "Een regel. " * 200))
    line = box.editor.area.fontMetrics().lineSpacing()
    assert box.editor.area.height() == 10 * line + 14
    assert box.editor.area.verticalScrollBar().maximum() > 0


def test_rows_are_added_opened_and_deleted(bosch_window, inspector):
    session = bosch_window.session
    for title, collection in ADDED.items():
        bosch_window.workspace.canvas.scene.select([])
        select(bosch_window, "units", "cel-c")
        section = next(one for one in inspector._lists if one.section.title == title)
        unit = session.variant.units["cel-c"]
        pick = section.section.picks(session, unit)[0][0] if section.section.picks is not None else None
        before = len(section.section.rows(unit))
        assert section.add(pick) == ""
        table, key = inspector.target()
        assert table == collection
        assert len(section.section.rows(session.variant.units["cel-c"])) == before + 1
        child(inspector, "deleteRow").click()
        assert session.find(table, key) is None
        assert inspector.target() == ("units", ("soll-1", "cel-c"))
        session.document.undo()
        session.document.undo()
        assert len(section.section.rows(session.variant.units["cel-c"])) == before


def test_a_holder_opens_its_own_form_and_the_way_back(bosch_window, inspector):
    select(bosch_window, "roles", "r-planning-q")
    section = next(one for one in inspector._lists if one.section.title == "Holders")
    section.add("p20")
    assert inspector.target() == ("holders", ("soll-1", "r-planning-q", "p20"))
    enter(inspector, "hours_per_week", "1.5")
    enter(inspector, "backup", True)
    holder = bosch_window.session.variant.roles["r-planning-q"].holders["p20"]
    assert (holder.hours_per_week, holder.backup) == (1.5, True)
    inspector.back()
    assert inspector.target() == ("roles", ("soll-1", "r-planning-q"))


def test_the_tiles_are_those_of_the_analysis(bosch_window, inspector, qtbot):
    select(bosch_window, "units", "cel-b")
    settle(qtbot, bosch_window)
    figures = bosch_window.session.runner.figures
    tiles = [view.accessibleName() for view in inspector.tiles.views]
    load = next(row for row in figures["capacity"]["units"] if row["unit"] == "cel-b")["occupancy"]
    assert any(f"{load * 100:.0f} %" in tile for tile in tiles)
    skills = next(row for row in figures["skills"]["units"] if row["unit"] == "cel-b")["skills"]
    covered = sum(one["cover"] >= one["needed"] for one in skills)
    assert any(f"{covered} / {len(skills)}" in tile for tile in tiles)


def test_a_figure_without_data_says_why(bosch_window, inspector, qtbot):
    from organisatiecanvas.desktop.figures import UnitFigures, unit_tiles

    settle(qtbot, bosch_window)
    figures = bosch_window.session.runner.figures
    tiles = {tile.caption: tile for tile in unit_tiles(UnitFigures(figures), "directie", {})}
    assert tiles["Control capacity"].value == "n/a"
    assert "disturbances" in tiles["Control capacity"].tooltip
    assert "Occupancy" not in {tile.caption for tile in unit_tiles(UnitFigures(figures), "klant", {})}


def test_several_elements_are_listed(bosch_window, inspector):
    bosch_window.workspace.canvas.scene.select([Ref("units", "cel-a"), Ref("units", "cel-b")])
    assert inspector.target() is None
    names = {button.full for button in inspector.findChildren(type(_some_button(inspector)))}
    assert {"Cel A strip en pers", "Cel B bewerkt en gelast"} <= names


def _some_button(inspector):
    from organisatiecanvas.desktop.widgets import ElidedButton

    return next(iter(inspector.findChildren(ElidedButton)))


def test_typing_is_not_overwritten_by_another_change(bosch_window, inspector, qtbot):
    select(bosch_window, "units", "cel-c")
    editor = box(inspector, "segment").editor
    bosch_window.activateWindow()
    editor.area.setFocus()
    qtbot.waitUntil(editor.area.hasFocus)
    editor.area.setPlainText("half get")
    session = bosch_window.session
    session.attempt("Other", lambda: setattr(session.variant.units["cel-c"], "places", 7))
    assert editor.area.toPlainText() == "half get"
    assert box(inspector, "places").editor.line.text() == "7"
    assert child(inspector, "units.segment", QPlainTextEdit) is editor.area


def test_the_rules_are_edited_in_their_dialog(bosch_window, qtbot):
    from organisatiecanvas.desktop.rules_dialog import RulesDialog

    dialog = RulesDialog(bosch_window.session, bosch_window)
    qtbot.addWidget(dialog)
    form = dialog.form
    assert set(form.boxes) == set(bosch_window.session.organisation.rules.FIELDS)
    form.boxes["utilisation_target"].editor.line.setText("75 %")
    form.boxes["utilisation_target"].editor.line.editingFinished.emit()
    for part, words in zip(form.boxes["team_size"].editor.parts, ("6", "10"), strict=True):
        part.line.setText(words)
    form.boxes["team_size"].editor.parts[1].line.editingFinished.emit()
    weights = form.boxes["authority_weights"].editor
    weights.parts["advises"].line.setText("25")
    weights.parts["advises"].line.editingFinished.emit()
    rules = bosch_window.session.organisation.rules
    assert (rules.utilisation_target, rules.team_size, rules.authority_weights.advises) == (0.75, (6, 10), 0.25)
