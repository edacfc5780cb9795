"""Drawing through the window: palette, families, clipboard, aligning, switches; what is remembered and what is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton

from organisatiecanvas.canvas import editing, pointing
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import canvas_commands
from organisatiecanvas.desktop.findings import FindingRow
from organisatiecanvas.desktop.settings import Settings
from organisatiecanvas.models.interchange import dump

Keys = Qt.KeyboardModifier


@pytest.fixture
def drawing(window):
    """An empty document with two cells next to each other, one a little lower."""
    window.commands.run("file.new")
    document, view = window.session.document, window.workspace.canvas.view
    for name, box in (("Zagen", (0, 0, 220, 200)), ("Lassen", (320, 40, 220, 200))):
        editing.create_unit(document, view.variant_id, "cell", box, name=name)
    view.fit()
    view.setFocus()
    return window


def units(window):
    return {unit.name: unit for unit in window.session.variant.units.values()}


def select(window, *names):
    window.workspace.canvas.scene.select(Ref("units", units(window)[name].id) for name in names)
    window.commands.refresh()


def key(window, one, keys=Keys.NoModifier):
    QTest.keyClick(window.focusWidget(), one, keys)


def on_clipboard(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)


def test_families_are_chosen_and_named_beside_the_palette(drawing):
    canvas = drawing.workspace.canvas
    assert not canvas.families.isVisible()
    key(drawing, "s")
    assert canvas.families.isVisible()
    key(drawing, "+")
    assert drawing.focusWidget() is canvas.families.name
    QTest.keyClicks(drawing.focusWidget(), "Maatwerk 2")
    key(drawing, Qt.Key.Key_Return)
    orders = {order.name: order.id for order in drawing.session.organisation.orders.values()}
    assert list(orders) == ["Maatwerk 2"]
    assert drawing.session.document.undo_name == "New order family Maatwerk 2"
    assert canvas.view.tool == "order"
    assert canvas.view.hasFocus()
    assert [chip.text() for chip in canvas.families.chips] == ["Follows the flow  0", "Maatwerk 2  1"]
    assert canvas.families.chips[1].isChecked()
    key(drawing, "+")
    key(drawing, Qt.Key.Key_Escape)
    assert canvas.view.tool == "order"
    assert canvas.view.hasFocus()
    canvas.families.chips[0].click()
    assert not canvas.view.order_chosen
    key(drawing, "v")
    assert not canvas.families.isVisible()


def test_many_families_stay_beside_the_palette(drawing):
    drawing.resize(1024, 768)
    for number in range(12):
        editing.create_order(drawing.session.document, f"Een familie met een lange naam {number}")
    key(drawing, "s")
    key(drawing, "9")
    bar = drawing.workspace.canvas.families
    assert bar.geometry().right() <= bar.parentWidget().width()
    assert bar.chips[9].isVisible()
    assert bar.chips[9].isChecked()


def test_the_kind_of_link_is_shown_and_remembered(drawing):
    canvas = drawing.workspace.canvas
    key(drawing, "g")
    assert canvas.view.tool == "link"
    assert canvas.palette_.buttons["link"].text().startswith("Control")
    assert Settings().get("link_kind") == "control"
    drawing.commands.run("link.information")
    assert canvas.view.link_kind == "information"


def test_what_is_behind_more_shows_when_it_is_in_the_hand(drawing):
    palette = drawing.workspace.canvas.palette_
    key(drawing, "x")
    assert palette.more.isChecked()
    assert palette.more.text() == "X"
    key(drawing, "v")
    assert palette.buttons["select"].isChecked()
    assert palette.more.text() == "More"


def test_copy_paste_and_duplicate_by_key(drawing):
    select(drawing, "Zagen")
    key(drawing, "c", Keys.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Zagen"
    for _time in range(2):
        key(drawing, "v", Keys.ControlModifier)
    boxes = [unit.box[:2] for unit in drawing.session.variant.units.values()]
    assert len(set(boxes)) == 4
    key(drawing, "d", Keys.ControlModifier)
    assert drawing.session.document.undo_name == "Duplicate Zagen"
    before = len(drawing.session.variant.units)
    key(drawing, "x", Keys.ControlModifier)
    assert len(drawing.session.variant.units) == before - 1
    assert drawing.session.document.undo_name == "Cut Zagen"
    key(drawing, "v", Keys.ControlModifier)
    assert len(drawing.session.variant.units) == before


def test_pasting_in_another_document_through_the_clipboard(drawing):
    select(drawing, "Zagen", "Lassen")
    key(drawing, "c", Keys.ControlModifier)
    drawing._let_go()
    drawing.commands.run("file.new")
    drawing.workspace.canvas.view.setFocus()
    key(drawing, "v", Keys.ControlModifier)
    assert list(units(drawing)) == ["Zagen", "Lassen"]
    assert drawing.session.document.undo_name == "Paste 2 elements"


def test_what_is_pasted_in_another_variant_lies_over_nothing(bosch_window):
    session, canvas = bosch_window.session, bosch_window.workspace.canvas
    canvas.scene.select([Ref("units", "cnc"), Ref("units", "lasserij")])
    bosch_window.commands.run("edit.copy")
    session.show_variant("soll-1")
    there = [canvas.scene.box(Ref("units", unit)) for unit in canvas.scene.units]
    there += canvas.view.note_boxes()
    bosch_window.commands.run("edit.paste")
    made = [canvas.scene.box(ref) for ref in canvas.scene.selected()]
    assert len(made) == 2
    assert not [one for one in made for two in there if QRectF(*one).intersects(QRectF(*two))]


def test_the_name_of_a_container_takes_it_also_where_links_run_close(bosch_window):
    scene = bosch_window.workspace.canvas.scene
    band, reach = scene.wiring.router.bands["kantoor"], 40.0
    x = band.x + 30.0
    link = next(iter(scene.links))
    scene.links[link].route([(x - 20, band.y - 4), (x + 20, band.y - 4)], bundled=False)
    place = QPointF(x, band.y + 6)
    assert pointing.ref_at(scene, place, reach) == Ref("units", "kantoor")
    assert pointing.ref_at(scene, QPointF(x, band.y - 3), 10.0) == Ref("links", link)


def test_a_link_is_pointed_at_by_its_line_not_by_what_its_corners_enclose(bosch_window):
    scene = bosch_window.workspace.canvas.scene
    link = next(iter(scene.links))
    scene.links[link].route([(3000.0, 0.0), (3000.0, 400.0), (3400.0, 400.0), (3400.0, 0.0)], bundled=False)
    assert scene.ref_at(QPointF(3200, 200)) is None
    assert scene.ref_at(QPointF(3150, 390)) is None
    assert scene.ref_at(QPointF(3200, 397)) == Ref("links", link)
    assert scene.ref_at(QPointF(3004, 200)) == Ref("links", link)


def test_a_column_of_names_becomes_roles_units_or_notes(drawing):
    on_clipboard("Frezer\t3\nDraaier\t2\n")
    select(drawing, "Zagen")
    key(drawing, "v", Keys.ControlModifier)
    assert [role.name for role in drawing.session.variant.roles.values()] == ["Frezer", "Draaier"]
    drawing.workspace.canvas.scene.select(())
    key(drawing, "v", Keys.ControlModifier)
    assert [note.text for note in drawing.session.variant.notes.values()] == ["Frezer · 3", "Draaier · 2"]
    key(drawing, "t")
    key(drawing, "v", Keys.ControlModifier)
    assert [units(drawing)[name].kind for name in ("Frezer", "Draaier")] == ["team", "team"]


@pytest.mark.parametrize("what", ["picture", "nothing", "rubbish"])
def test_what_cannot_be_pasted_is_refused_in_one_sentence(drawing, what):
    mime = QMimeData()
    if what == "picture":
        mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    elif what == "rubbish":
        mime.setData("application/x-organisatiecanvas-elements", b"{]")
    QGuiApplication.clipboard().setMimeData(mime)
    before = dump(drawing.session.organisation)
    drawing.commands.run("edit.paste")
    assert dump(drawing.session.organisation) == before
    assert drawing.workspace.status.message.full == "What is on the clipboard can't be pasted on the canvas."


def test_keys_of_the_clipboard_stay_with_the_text_that_is_typed(drawing):
    select(drawing, "Zagen")
    key(drawing, Qt.Key.Key_F2)
    key(drawing, "a", Keys.ControlModifier)
    key(drawing, "c", Keys.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Zagen"
    assert not QGuiApplication.clipboard().mimeData().hasFormat("application/x-organisatiecanvas-elements")
    key(drawing, Qt.Key.Key_End)
    key(drawing, "v", Keys.ControlModifier)
    key(drawing, Qt.Key.Key_Return)
    assert list(units(drawing)) == ["ZagenZagen", "Lassen"]


def test_aligning_needs_several_and_is_one_step(drawing):
    select(drawing, "Zagen")
    assert not drawing.commands.action("align.top").isEnabled()
    select(drawing, "Zagen", "Lassen")
    drawing.commands.run("align.top")
    assert [unit.box[1] for unit in units(drawing).values()] == [0.0, 0.0]
    assert not drawing.commands.action("distribute.across").isEnabled()
    drawing.commands.run("edit.undo")
    assert units(drawing)["Lassen"].box[1] == 40.0


def test_locking_is_a_switch(drawing):
    select(drawing, "Zagen", "Lassen")
    drawing.commands.run("edit.lock")
    assert drawing.commands.action("edit.lock").isChecked()
    assert all(unit.locked for unit in units(drawing).values())
    drawing.commands.run("align.top")
    assert "locked" in drawing.workspace.status.message.full
    drawing.commands.run("edit.lock")
    assert not any(unit.locked for unit in units(drawing).values())


def test_grid_and_guides_are_switched_apart_and_remembered(drawing):
    view = drawing.workspace.canvas.view
    drawing.commands.run("snap.grid")
    assert (view.snap_grid, view.snap_guides) == (False, True)
    assert not drawing.commands.action("snap.grid").isChecked()
    drawing.commands.run("snap.guides")
    assert (Settings().get("snap_grid"), Settings().get("snap_guides")) == (False, False)


def test_the_menu_on_the_canvas_offers_what_fits(drawing):
    select(drawing, "Zagen", "Lassen")
    menu = QMenu(drawing)
    canvas_commands.fill_menu(drawing, menu, Ref("units", units(drawing)["Zagen"].id))
    names = {action.objectName() for action in menu.actions()}
    assert {"edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.lock", "edit.delete"} <= names
    assert any(action.menu() is not None for action in menu.actions())
    paper = QMenu(drawing)
    canvas_commands.fill_menu(drawing, paper, None)
    assert {"edit.paste", "snap.grid", "snap.guides"} <= {action.objectName() for action in paper.actions()}
    for one in (menu, paper):
        one.deleteLater()


def test_a_click_beside_the_drawing_leaves_the_keys_to_it(bosch_window, qtbot):
    """Variants, findings and what colours the drawing are clicked while drawing: the next letter is a tool again."""
    view = bosch_window.workspace.canvas.view
    view.setFocus()
    tabs = bosch_window.workspace.top.tabs.findChildren(QPushButton)
    clicked = [*tabs, bosch_window.findChildren(FindingRow)[0].show_button]
    assert len(clicked) > 2
    for button in clicked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert bosch_window.focusWidget() is view, button.text()
    QTest.keyClick(bosch_window.focusWidget(), Qt.Key.Key_C)
    assert view.tool == "cell"
