"""Find, layers, comparison, the outline and what a screen reader is told, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from organisatiecanvas.canvas import editing
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import canvas_commands
from organisatiecanvas.desktop.outline_keys import NOTES, deciding
from organisatiecanvas.desktop.outline_tree import BESIDE
from organisatiecanvas.models.organisation import Unit

Key, Keys = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def canvas(bosch_window):
    return bosch_window.workspace.canvas


@pytest.fixture
def finder(bosch_window, canvas):
    canvas.view.setFocus()
    bosch_window.commands.run("edit.find")
    return canvas.look.finder


@pytest.fixture
def outline(bosch_window):
    bosch_window.commands.run("view.outline")
    return bosch_window.workspace.outline


# -- find ----------------------------------------------------------------------------------------------------------


def test_51_enter_goes_from_hit_to_hit_and_lights_it_up(bosch_window, canvas, finder):
    QTest.keyClicks(finder.field, "lassen")
    kinds = [hit.collection for hit in finder.hits]
    assert {"roles", "tasks"} <= set(kinds)
    zoomed = []
    for hit in finder.hits:
        QTest.keyClick(finder.field, Key.Key_Return)
        assert finder.current() == hit
        chosen = canvas.scene.selected()
        if hit.collection in ("units", "roles", "notes", "links"):
            assert chosen == [Ref(hit.collection, hit.id)]
        seen = canvas.view.mapToScene(canvas.view.viewport().rect()).boundingRect()
        assert seen.contains(canvas.scene.highlight.rect(chosen[0]).center())
        zoomed.append(canvas.view.zoom())
    assert min(zoomed) >= 0.4
    QTest.keyClick(finder.field, Key.Key_Return, Keys.ShiftModifier)
    assert finder.current() == finder.hits[-2]
    assert finder.count.text() == f"{len(finder.hits) - 1} of {len(finder.hits)}"


def test_escape_goes_back_to_what_was_seen(bosch_window, canvas, finder):
    zoom, middle = canvas.view.zoom(), canvas.view.mapToScene(canvas.view.viewport().rect().center())
    QTest.keyClicks(finder.field, "montage")
    QTest.keyClick(finder.field, Key.Key_Down)
    assert canvas.scene.selected()
    QTest.keyClick(finder.field, Key.Key_Escape)
    assert canvas.view.zoom() == pytest.approx(zoom)
    back = canvas.view.mapToScene(canvas.view.viewport().rect().center())
    assert (back - middle).manhattanLength() < 4
    assert canvas.scene.selected() == []
    assert canvas.scene.highlight.refs == []
    assert not finder.isVisible()


def test_a_person_is_found_by_the_roles_held(bosch_window, canvas, finder):
    session = bosch_window.session
    person = next(one for role in session.variant.roles.values() for one in role.holders)
    QTest.keyClicks(finder.field, session.organisation.people[person].name)
    QTest.keyClick(finder.field, Key.Key_Return)
    held = {role.id for role in session.variant.roles.values() if person in role.holders}
    assert {ref.id for ref in canvas.scene.selected()} == held


def test_what_is_not_drawn_is_shown_in_its_table(bosch_window, canvas, finder):
    order = next(iter(bosch_window.session.organisation.orders.values()))
    finder.field.setText(order.name)
    place = next(number for number, hit in enumerate(finder.hits) if hit.collection == "orders")
    for _number in range(place + 1):
        QTest.keyClick(finder.field, Key.Key_Return)
    QTest.keyClick(finder.field, Key.Key_Return, Keys.ControlModifier)
    assert bosch_window.workspace.place == "data"
    assert bosch_window.workspace.pages["data"].pages["orders"].selected_rows() == [order]


def test_a_hidden_note_that_is_found_is_shown_again(bosch_window, canvas, finder):
    canvas.scene.layers.set_hidden(["notes"])
    note = next(iter(bosch_window.session.variant.notes.values()))
    finder.field.setText(" ".join(note.text.split())[:20])
    QTest.keyClick(finder.field, Key.Key_Return)
    assert canvas.scene.selected() == [Ref("notes", note.id)]
    assert canvas.scene.layers.hidden == frozenset()


# -- layers, overview, comparison ----------------------------------------------------------------------------------


def test_layers_are_ticked_told_and_remembered(bosch_window, canvas):
    button = canvas.look.layers
    menu = button.menu()
    menu.fill()
    assert {"order", "control", "notes", "labels", "names"} <= menu.layers.keys()
    menu.layers["control"].trigger()
    assert canvas.scene.layers.hidden == {"control"}
    assert "1" in button.accessibleName()
    kept = bosch_window.settings.get("layers")
    assert kept == {bosch_window.session.document.document_id: ["control"]}
    assert not bosch_window.session.document.modified
    menu.everything.trigger()
    assert bosch_window.settings.get("layers") == {}


def test_comparing_is_a_switch_that_says_with_what(bosch_window, canvas):
    command = bosch_window.commands.command("view.compare")
    assert not command.enabled()  # as it is now has nothing before it
    session = bosch_window.session
    session.show_variant(next(one for one in session.organisation.variants if one != "ist"))
    bosch_window.commands.refresh()
    assert session.organisation.variants["ist"].name in bosch_window.commands.action("view.compare").text()
    bosch_window.commands.run("view.compare")
    assert canvas.look.legend.isVisible()
    assert canvas.scene.ghost.counts["new"] == 5
    assert "5" in canvas.look.legend.counts["new"].text()
    bosch_window.commands.run("view.compare")
    assert not canvas.look.legend.isVisible()
    assert not canvas.scene.ghost.statuses


def test_what_floats_over_the_drawing_stays_apart(bosch_window, qtbot):
    bosch_window.use_language("nl")
    canvas = bosch_window.workspace.canvas
    session = bosch_window.session
    session.show_variant(next(one for one in session.organisation.variants if one != "ist"))
    bosch_window.commands.run("view.compare")
    bosch_window.commands.run("edit.find")
    canvas.look.finder.field.setText("lassen")
    for size in ((1024, 768), (1440, 900), (760, 560)):
        bosch_window.resize(*size)
        qtbot.wait(1)
        apart(canvas)


def apart(canvas):
    stage = canvas.look.finder.parentWidget()
    shown = [canvas.palette_, canvas.look.finder, canvas.look.overview, canvas.look.unfold, canvas.look.layers]
    shown = [one for one in [*shown, canvas.look.legend] if one.isVisible()]
    for one in shown[1:]:
        assert stage.rect().contains(one.geometry()), one.objectName()
    small = [one for one in shown if one not in (canvas.look.finder, canvas.palette_)]
    for number, one in enumerate(small):
        for other in small[number + 1 :]:
            assert not one.geometry().intersects(other.geometry()), (one.objectName(), other.objectName())
    field = canvas.look.finder.field
    assert (
        not field.rect()
        .translated(field.mapTo(stage, field.rect().topLeft()))
        .intersects(
            canvas.palette_.geometry().adjusted(10, 5, -10, -10)  # without its shadow
        )
    )


def test_a_note_becomes_one_action_from_the_inspector(bosch_window, canvas):
    session = bosch_window.session
    note = next(iter(session.variant.notes.values()))
    canvas.scene.select([Ref("notes", note.id)])
    tools = bosch_window.workspace.inspector._lists[0]
    before = len(session.organisation.actions)
    tools.action.click()
    assert len(session.organisation.actions) == before + 1
    tools.refresh()
    tools.action.click()
    assert len(session.organisation.actions) == before + 1
    assert bosch_window.workspace.place == "actions"


def test_notes_in_a_table_are_sorted_by_votes(bosch_window):
    session = bosch_window.session
    bosch_window.commands.run("note.overview")
    page = bosch_window.workspace.pages["data"].pages["notes"]
    column = page.model.columns.index("votes")

    def votes():
        return [int(page.sorted.index(line, column).data()) for line in range(page.sorted.rowCount())]

    assert votes() == sorted((note.votes for note in session.variant.notes.values()), reverse=True)
    other = next(one for one in session.organisation.variants if one != session.variant_id)
    session.show_variant(other)
    assert sorted(votes()) == sorted(note.votes for note in session.organisation.variants[other].notes.values())


# -- the outline ---------------------------------------------------------------------------------------------------


def test_canvas_and_outline_share_the_selection(bosch_window, canvas, outline):
    canvas.scene.select([Ref("units", "cnc")])
    assert outline.tree.chosen() == [("units", "cnc")]
    assert outline.tree.currentItem().parent() is outline.tree.items["units", "werkplaats"]
    role = next(one.id for one in bosch_window.session.variant.roles.values() if one.unit == "cnc")
    canvas.scene.select([Ref("roles", role)])
    assert outline.tree.chosen() == [("roles", role)]
    outline.tree.choose([("units", "montage")])
    outline._on_chosen()
    assert canvas.scene.selected() == [Ref("units", "montage")]
    link = next(iter(bosch_window.session.variant.links))
    canvas.scene.select([Ref("links", link)])
    assert outline.tree.chosen() == [("out", link)]


def rename(outline, words):
    editor = [one for one in outline.tree.findChildren(QLineEdit) if one.isVisible()][-1]
    editor.setText(words)
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()  # the tree takes it in its own time
    assert outline.window().focusWidget() is outline.tree


def test_the_outline_makes_names_nests_links_and_deletes(bosch_window, outline):
    session, tree = bosch_window.session, outline.tree
    tree.choose([("units", "zagerij")])
    outline.new_unit("team")
    made = outline._current()
    rename(outline, "Ploeg")
    unit = session.variant.units[made[1]]
    assert (unit.name, unit.kind, unit.parent) == ("Ploeg", "team", "werkplaats")
    assert session.document.undo_name == "Draw Team 1"  # made and named in one step
    outline.new_unit("cell", inside=True)
    inner = outline._current()
    rename(outline, "Binnen")
    assert session.variant.units[inner[1]].parent == made[1]
    assert tree.items[inner].parent() is tree.items[made]
    QTest.keyClick(tree, Key.Key_Left, Keys.AltModifier)
    assert session.variant.units[inner[1]].parent == "werkplaats"
    QTest.keyClick(tree, Key.Key_Right, Keys.AltModifier)
    assert session.variant.units[inner[1]].parent == made[1]
    outline.begin_link("consultation")
    assert outline.hint.isVisible()
    tree.choose([("units", "montage")])
    QTest.keyClick(tree, Key.Key_Return)
    link = list(session.variant.links.values())[-1]
    assert (link.from_, link.to_, link.kind) == (inner[1], "montage", "consultation")
    tree.choose([made])
    outline._on_chosen()
    QTest.keyClick(tree, Key.Key_Delete)
    assert made[1] not in session.variant.units
    assert made not in tree.items
    assert tree.chosen()


def test_roles_move_by_key_and_by_drop(bosch_window, outline):
    session, tree = bosch_window.session, outline.tree
    tree.choose([("units", "lasserij")])
    outline.new_role()
    role = outline._current()
    rename(outline, "Meelopen")
    units = [unit.id for unit in session.variant.units.values() if unit.kind != "external"]
    QTest.keyClick(tree, Key.Key_Down, Keys.AltModifier)
    assert session.variant.roles[role[1]].unit == units[units.index("lasserij") + 1]
    assert tree.chosen() == [role]
    outline._drop([role], ("units", "montage"))
    assert session.variant.roles[role[1]].unit == "montage"
    outline._drop([("units", "montage")], None)
    assert session.variant.units["montage"].parent is None
    assert tree.items["units", "montage"].parent() is None


def test_decisions_stand_under_the_unit_that_they_are_about(bosch_window, canvas, outline):
    session, tree = bosch_window.session, outline.tree
    variant = session.variant
    about = [row.id for row in variant.decisions.values() if row.about == "cnc"]
    canvas.scene.select([Ref("decisions", about[0])])
    assert tree.chosen() == [("decisions", about[0])]
    heading = tree.items[deciding("cnc")]
    assert heading.data(0, BESIDE) == str(len(about)) == str(heading.childCount())
    item = tree.items["decisions", about[0]]
    assert item.parent() is heading
    party = next(one.party for one in variant.decisions[about[0]].authority.values() if one.mode == "decides")
    name = (variant.roles.get(party) or variant.units[party]).name
    assert name in item.data(0, BESIDE)
    session.attempt("rename", lambda: setattr(variant.roles.get(party) or variant.units[party], "name", "Anders"))
    assert "Anders" in tree.items["decisions", about[0]].data(0, BESIDE)
    assert not canvas.scene.decisions.chips  # the layer is off: by the tree it goes all the same
    unit = session.variant.units["perserij"]
    session.attempt("sign", lambda: setattr(unit, "name", "Pers & co"))
    menu = QMenu()
    canvas_commands.fill_parties(bosch_window, menu, about[0])
    giving = next(one.menu() for one in menu.actions()[0].menu().actions() if one.text() == "Pers && co")
    giving.actions()[0].trigger()
    rights = variant.decisions[about[0]].authority.values()
    assert {one.party for one in rights if one.mode == "decides"} == {"perserij"}
    assert "Pers & co" in tree.items["decisions", about[0]].data(0, BESIDE)
    outline.new_decision()
    rename(outline, "Pauze")
    made = outline._current()
    assert tree.items[made].text(0) == "Pauze"
    assert variant.decisions[made[1]].authority["cnc"].mode == "decides"
    assert heading.data(0, BESIDE) == str(len(about) + 1)
    outline._on_chosen()
    outline.delete()
    assert made[1] not in variant.decisions
    assert made not in tree.items
    session.document.undo()
    assert tree.row_of(made).parent() is tree.items[deciding("cnc")]


def test_the_outline_does_what_the_canvas_does_with_what_is_selected(bosch_window, outline, qtbot):
    session, tree = bosch_window.session, outline.tree
    tree.choose([("units", "lasserij")])
    outline._on_chosen()
    x, y, *_size = session.variant.units["lasserij"].box
    QTest.keyClick(tree, Key.Key_Right, Keys.ControlModifier)
    assert session.variant.units["lasserij"].box[:2] == (x + 20, y)
    outline.new_role("star")
    assert session.variant.roles[outline._current()[1]].kind == "star"
    tree.choose([("units", "lasserij")])
    outline._on_chosen()
    outline._open_menu(tree.visualItemRect(tree.currentItem()).center())
    menu = QApplication.activePopupWidget()
    entries = {action.text().split("\t")[0].replace("&", ""): action for action in menu.actions()}
    assert {
        "Rename",
        "Properties",
        "Delete",
        "Copy",
        "Duplicate",
        "Locked in place",
        "Zoom to selection",
        "New",
    } <= set(entries)
    entries["Locked in place"].trigger()
    menu.close()
    assert session.variant.units["lasserij"].locked


def test_following_an_edit_touches_few_rows(bosch_window, outline):
    session, tree = bosch_window.session, outline.tree
    with session.document.edit("Many"):
        for number in range(300):
            box = (300.0 * (number % 20), 4000.0 + 260 * (number // 20), 220.0, 200.0)
            unit = Unit(id=f"x{number}", name=f"X {number}", kind="team", box=box, rules=session.organisation.rules)
            session.document.add(unit, session.variant)
    assert ("units", "x299") in tree.items
    tree.choose([("units", "x7")])
    before = tree.touched
    item = tree.items["units", "x7"]
    editing.rename(session.document, session.variant_id, Ref("units", "x7"), "Anders")
    assert tree.items["units", "x7"] is item
    assert item.text(0) == "Anders"
    assert tree.chosen() == [("units", "x7")]
    editing.move(session.document, session.variant_id, [Ref("units", "x7")], 20, 0)
    assert tree.touched - before < 5
    session.document.undo()
    session.document.undo()
    assert tree.items["units", "x7"].text(0) == "X 7"


def test_the_outline_has_what_the_model_has_after_any_edit(bosch_window, outline):
    session, tree = bosch_window.session, outline.tree
    for item in list(tree.items.values()):
        item.setExpanded(True)
    for _round in range(3):
        for item in list(tree.items.values()):
            item.setExpanded(True)
    editing.nest(session.document, "ist", [Ref("units", "lasserij")], "kantoor")
    editing.delete(session.document, "ist", [Ref("units", "werkplaats")])
    session.document.undo()
    session.document.undo()
    session.document.redo()
    variant = session.variant
    wanted = {("units", one) for one in variant.units} | {("roles", one) for one in variant.roles}
    wanted |= {(end, one) for one in variant.links for end in ("out", "in")}
    wanted |= {("notes", one) for one in variant.notes} | {NOTES}
    wanted |= {key for row in variant.decisions.values() for key in (("decisions", row.id), deciding(row.about))}
    for _round in range(3):
        for item in list(tree.items.values()):
            item.setExpanded(True)
    assert set(tree.items) == wanted
    for (kind, identity), item in tree.items.items():
        if kind == "units" and variant.units[identity].parent:
            assert tree.key(item.parent()) == ("units", variant.units[identity].parent)


# -- access --------------------------------------------------------------------------------------------------------


def names_for_a_screen_reader(canvas, outline):
    for button in canvas.palette_.buttons.values():
        face = QAccessible.queryAccessibleInterface(button)
        assert face.text(QAccessible.Text.Name), button.objectName()
    tree = outline.tree
    tree.items["units", "werkplaats"].setExpanded(True)
    table = QAccessible.queryAccessibleInterface(tree)
    names = [table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())]
    assert any("Montage" in name and "people" in name and "flows to" in name for name in names)
    assert all(names)
    for widget in (canvas.view, tree, canvas.look.layers, canvas.look.overview.map, canvas.look.finder.field):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def selection_and_edits_are_told(bosch_window, canvas, qtbot):
    said = []
    canvas.announcer.said.connect(said.append)
    canvas.scene.select([Ref("units", "cnc")])
    qtbot.waitUntil(lambda: bool(said))
    assert "CNC" in said[0]
    assert said[0].endswith("selected")
    editing.move(bosch_window.session.document, "ist", [Ref("units", "cnc")], 20, 0)
    assert said[-1] == "Done: Move CNC-frezen"
    canvas.scene.select([])
    qtbot.waitUntil(lambda: said[-1].startswith("Nothing"))


def ctrl_tab_goes_round_the_panels(bosch_window, canvas, outline):
    window = bosch_window
    window.activateWindow()
    canvas.view.setFocus()
    seen = []
    for _number in range(12):
        window.commands.run("view.next_panel")
        focus = window.focusWidget()
        if focus in seen:
            break
        seen.append(focus)
    assert {outline.tree, canvas.view} <= set(seen)
    assert len(seen) >= 6
    window.commands.run("view.previous_panel")
    assert window.focusWidget() in seen


def the_menu_of_new_things_names_where_they_come(outline):
    outline.tree.choose([("units", "cnc")])
    menu: QMenu = outline.new_menu()
    words = [action.text() for action in menu.actions() if action.text()]
    assert "Cell" in words
    assert "Role in CNC-frezen" in words
    assert any(one.endswith("to…") for one in words)
    menu.deleteLater()


def test_48_everything_has_a_name_is_told_and_reached_by_keys(bosch_window, canvas, outline, qtbot):
    names_for_a_screen_reader(canvas, outline)
    ctrl_tab_goes_round_the_panels(bosch_window, canvas, outline)
    the_menu_of_new_things_names_where_they_come(outline)
    canvas.scene.select([])
    canvas.announcer._soon.stop()  # what was selected before is told no more
    selection_and_edits_are_told(bosch_window, canvas, qtbot)
