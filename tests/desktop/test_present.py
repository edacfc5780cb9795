"""Presenting through the real window: keys, views, what follows the document, and that leaving restores everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from organisatiecanvas.canvas import editing, saved_views
from organisatiecanvas.canvas.items import SMALL
from organisatiecanvas.canvas.presenting import text_size
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import views
from organisatiecanvas.desktop.present import Presenter, choose_screen
from organisatiecanvas.desktop.window import MainWindow

from .conftest import settle

Key = Qt.Key


@pytest.fixture
def viewed(bosch_window: MainWindow) -> MainWindow:
    """The window on a redesign with two saved views."""
    bosch_window.session.show_variant("soll-1")
    document = bosch_window.session.document
    saved_views.add(document, "soll-1", "Office", (200, 240, 700, 380))
    saved_views.add(document, "soll-1", "Cell B", (900, 180, 400, 420))
    return bosch_window


@pytest.fixture
def shown(viewed: MainWindow, qtbot) -> Iterator[Presenter]:
    """The presentation, begun with F5."""
    qtbot.keyClick(viewed, Key.Key_F5)
    presenter = viewed.workspace.presenter
    assert presenter is not None
    yield presenter
    if viewed.workspace is not None and viewed.workspace.presenter is not None:
        viewed.workspace.presenter.close()


def move_mouse(presenter: Presenter, place: QPoint) -> None:
    at = QPointF(place)
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QMouseEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(presenter.view.viewport(), moved)


def sees(presenter: Presenter, box: tuple[float, float, float, float]) -> bool:
    presenter.view.finish()
    return presenter.view.seen().adjusted(-2, -2, 2, 2).contains(QRectF(*box))


def test_f5_shows_everything_and_a_clicker_steps_through_the_views(shown, qtbot):
    assert shown.isFullScreen()
    assert shown.index == 0
    content = shown.scene.content_rect()
    assert sees(shown, (content.x(), content.y(), content.width(), content.height()))
    assert shown.scene is not None
    assert shown.view.verticalScrollBar().isVisible() is False

    for key in (Key.Key_PageDown, Key.Key_Right, Key.Key_Down, Key.Key_Space, Key.Key_Return):
        qtbot.keyClick(shown, Key.Key_Home)
        qtbot.keyClick(shown, key)
        assert shown.index == 1, key
        assert sees(shown, (200, 240, 700, 380))
    qtbot.keyClick(shown, Key.Key_Home)
    for _step in range(4):
        qtbot.keyClick(shown, Key.Key_PageDown)
    assert shown.index == 2
    for key in (Key.Key_PageUp, Key.Key_Left, Key.Key_Up):
        qtbot.keyClick(shown, key)
    assert shown.index == 0
    qtbot.keyClick(shown, Key.Key_End)
    assert shown.index == 2
    qtbot.keyClick(shown, Key.Key_F5)
    assert shown.index == 0
    qtbot.keyClick(shown, "2")
    assert shown.index == 2
    qtbot.keyClick(shown, "7")
    assert shown.index == 2
    # the strip
    assert [button.accessibleName() for button in shown.strip.buttons] == ["All", "Office", "Cell B"]
    qtbot.mouseClick(shown.strip.buttons[2], Qt.MouseButton.LeftButton)
    assert shown.index == 2
    assert shown.strip.buttons[2].isChecked()
    assert shown.strip.geometry().right() <= shown.width()


def test_escape_restores_the_window_exactly(viewed, qtbot):
    canvas = viewed.workspace.canvas
    viewed.commands.run("view.inspector")
    unit = next(iter(viewed.session.variant.units))
    canvas.scene.select([Ref("units", unit)])
    canvas.view.set_zoom(0.83)
    before = (
        canvas.view.transform(),
        canvas.view.horizontalScrollBar().value(),
        canvas.view.verticalScrollBar().value(),
        canvas.scene.selected(),
        canvas.scene.names,
        canvas.overlays.name,
        viewed.workspace.inspector.isVisible(),
        viewed.workspace.canvas.findings_holder.isVisible(),
        viewed.geometry(),
    )
    qtbot.keyClick(viewed, Key.Key_F5)
    presenter = viewed.workspace.presenter
    for key in (Key.Key_N, Key.Key_L, Key.Key_PageDown, Key.Key_B, Key.Key_T, Key.Key_Plus):
        qtbot.keyClick(presenter, key)
    qtbot.keyClick(presenter, Key.Key_Escape)
    assert viewed.workspace.presenter is None
    assert before == (
        canvas.view.transform(),
        canvas.view.horizontalScrollBar().value(),
        canvas.view.verticalScrollBar().value(),
        canvas.scene.selected(),
        canvas.scene.names,
        canvas.overlays.name,
        viewed.workspace.inspector.isVisible(),
        viewed.workspace.canvas.findings_holder.isVisible(),
        viewed.geometry(),
    )


def test_an_edit_is_seen_at_once_and_the_picture_grows_with_it(shown, viewed):
    made = editing.create_unit(viewed.session.document, "soll-1", "team", (2400, 0, 220, 200), None, "Team Nieuw")
    assert shown.scene.units[made.id].looks.name == "Team Nieuw"
    assert sees(shown, (2400, 0, 220, 200))


def test_names_go_with_n_and_stay_away_next_time(shown, viewed, qtbot):
    role = next(role for item in shown.scene.units.values() for role in item.looks.roles if role.holders)
    qtbot.keyClick(shown, Key.Key_N)
    assert not any(role.holders for item in shown.scene.units.values() for role in item.looks.roles)
    assert viewed.workspace.canvas.scene.names == "full"
    assert role.holders
    qtbot.keyClick(shown, Key.Key_Escape)
    viewed.commands.run("present.start")
    assert viewed.workspace.presenter.scene.names == "none"
    qtbot.keyClick(viewed.workspace.presenter, Key.Key_N)
    qtbot.keyClick(viewed.workspace.presenter, Key.Key_Escape)


def test_blank_laser_and_rest(shown, qtbot):
    for key, colour in ((Key.Key_B, "#000000"), (Key.Key_W, "#ffffff"), (Key.Key_Period, "#000000")):
        qtbot.keyClick(shown, key)
        picture = shown.grab().toImage()
        places = [QPoint(5, 5), QPoint(picture.width() // 2, picture.height() // 2), QPoint(5, picture.height() - 6)]
        assert {picture.pixelColor(place).name() for place in places} == {colour}
        qtbot.keyClick(shown, key)
        assert not shown.cover.isVisible()
    _laser(shown, qtbot)
    _rest(shown, qtbot)


def _laser(shown, qtbot):
    """It follows the mouse and hides the pointer."""
    qtbot.keyClick(shown, Key.Key_L)
    move_mouse(shown, QPoint(310, 220))
    assert shown.laser.isVisible()
    assert shown.laser.geometry().center() - QPoint(310, 220) in (QPoint(0, 0), QPoint(-1, -1))
    assert shown.view.viewport().cursor().shape() == Qt.CursorShape.BlankCursor
    qtbot.keyClick(shown, Key.Key_L)
    assert shown.view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def _rest(shown, qtbot):
    """Pointer and help rest and come back."""
    assert shown.help.isVisible()
    shown._rest()
    shown.help.fading.setCurrentTime(shown.help.fading.duration())
    assert not shown.help.isVisible()
    assert shown.view.viewport().cursor().shape() == Qt.CursorShape.BlankCursor
    qtbot.keyClick(shown, "?")
    assert shown.help.isVisible()
    shown.help.hide_now()
    move_mouse(shown, QPoint(120, 100))
    assert shown.help.isVisible()


def test_the_timer_is_the_one_of_the_window(shown, viewed, qtbot):
    qtbot.keyClick(shown, Key.Key_T)
    qtbot.keyClick(shown, Key.Key_P)
    assert viewed.timer.running
    qtbot.keyClick(shown, Key.Key_M)
    assert viewed.workspace.top.timer.text() == shown.corner.words
    assert shown.corner.words.startswith(("30", "29"))
    assert shown.corner.geometry().right() <= shown.width()
    qtbot.keyClick(shown, Key.Key_Escape)
    assert viewed.timer.running
    viewed.timer.pause()
    viewed.timer.reset()
    shown = viewed.workspace.present()
    now = [0.0]
    viewed.timer._clock, viewed.timer.sound = (lambda: now[0]), False
    viewed.timer.start()
    now[0] = 1e6
    viewed.timer.look()
    assert shown.corner.isVisible()
    assert shown.corner.words == "00:00"
    shown.pulse.setCurrentTime(shown.pulse.duration() // 2)
    assert shown.corner.glow > 0.9


def test_keys_zoom_and_pan_and_nothing_below_answers(shown, viewed, qtbot):
    zoom, units = shown.view.zoom(), len(viewed.session.variant.units)
    qtbot.keyClick(shown, "+")
    assert shown.view.zoom() == pytest.approx(zoom * 1.2)
    seen = shown.view.seen()
    qtbot.keyClick(shown, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert shown.view.seen().x() > seen.x()
    for key in (Key.Key_Delete, Key.Key_C, Key.Key_F2, Key.Key_Backspace):
        qtbot.keyClick(shown, key)
    assert len(viewed.session.variant.units) == units


def test_an_overlay_of_a_view_is_shown_with_it_and_not_in_the_window(shown, viewed, qtbot):
    first = next(iter(viewed.session.variant.views))
    saved_views.overwrite(viewed.session.document, "soll-1", first, (200, 240, 700, 380), "occupancy")
    qtbot.keyClick(shown, "1")
    assert shown.scene.overlay is not None
    assert viewed.workspace.canvas.scene.overlay is None
    qtbot.keyClick(shown, "0")
    assert shown.scene.overlay is None
    # G opens the list
    qtbot.keyClick(shown, Key.Key_G)
    menu = shown.findChild(QMenu, "presentViews")
    assert [action.text() for action in menu.actions()] == ["0  All", "1  Office", "2  Cell B"]
    menu.actions()[2].trigger()
    menu.close()
    assert shown.index == 2
    # F5 again is the same presentation, and closing the document ends it
    assert viewed.workspace.present() is shown
    viewed.show_start()
    assert not shown.isVisible()


def test_without_saved_views_a_clicker_steps_through_parts_that_can_be_read(shown, viewed, qtbot):
    viewed.session.show_variant("ist")
    names = shown.names()
    assert names[:2] == ["All", "Kantoor 1"]
    assert names[-1] == "Notes"
    assert shown.strip.isVisible()
    notes, roles = set(), set()
    for _name in names[1:]:
        qtbot.keyClick(shown, Key.Key_Space)
        shown.view.finish()
        assert shown.view.zoom() * SMALL >= text_size(shown.view.viewport().width()) - 0.01
        seen = shown.view.seen()
        inside = [item for item in shown.scene.units.values() if seen.contains(QRectF(*shown.scene.box(item.ref)))]
        roles |= {role for item in inside for role in item.role_places}
        notes |= {note for note in shown.scene.notes if seen.contains(shown.scene.rect_of(Ref("notes", note)))}
    assert notes == set(viewed.session.variant.notes)
    assert roles == set(viewed.session.variant.roles)
    assert shown.names() == names
    saved_views.add(viewed.session.document, "ist", "Work", (200, 300, 1560, 700))
    assert shown.names() == ["All", "Work"]


def test_a_view_that_is_deleted_while_it_is_shown(shown, viewed, qtbot):
    qtbot.keyClick(shown, Key.Key_End)
    saved_views.delete(viewed.session.document, "soll-1", list(viewed.session.variant.views)[1])
    assert shown.index == 1
    viewed.session.show_variant("ist")
    assert (shown.index, shown.names()[0]) == (0, "All")
    qtbot.keyClick(shown, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert viewed.session.variant_id == shown.scene.variant_id == "soll-1"
    qtbot.keyClick(shown, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert viewed.session.variant_id == shown.scene.variant_id == "ist"


TWO_SCREENS = """
import json, sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from organisatiecanvas.desktop import app, present_commands
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import use

use("en")
application = app.make_application()
own, other = QGuiApplication.screens()
window = MainWindow()
window.show()
window.show_document(Document.open(Path(sys.argv[1]), as_copy=True))
QTest.keyClick(window, Qt.Key.Key_F5)
presenter = window.workspace.presenter
told = {"own": own.name(), "other": other.name()}
told |= {"window": window.screen().name(), "on": presenter.screen().name(), "size": presenter.size().toTuple()}
menu = QMenu()
present_commands.fill_screens(window, menu)
told["menu"] = [action.text() for action in menu.actions()]
application.screenRemoved.emit(other)
told["after"] = presenter.screen().name()
told["shown"] = presenter.isVisible() and presenter.size().toTuple()
presenter.close()
menu.actions()[1].trigger()
told["chosen"] = window.workspace.present().screen().name()
document = window._detach()
document.close()
window.close()
print(json.dumps(told))
"""


def test_two_screens_and_one_that_is_unplugged(bosch_file, tmp_path):
    dpi = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    sizes = (("beamer", 1440, 1024, 768), ("laptop", 0, 1440, 900))
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, **dpi} for name, x, width, height in sizes
    ]
    layout = tmp_path / "screens.json"
    layout.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": screens}))
    told = subprocess.run(
        [sys.executable, "-c", TWO_SCREENS, str(bosch_file)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={layout}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    said = json.loads(told.stdout.splitlines()[-1])
    own, other = said["own"], said["other"]  # the platform puts them in an order of its own
    size = {name: [wide, tall] for name, _x, wide, tall in sizes}
    assert said["window"] == own
    assert (said["on"], said["size"]) == (other, size[other])
    listed = [f"{name} ({size[name][0]} × {size[name][1]})" for name in (own, other)]
    assert said["menu"] == ["&Automatic: not the screen of this window", *listed]
    assert (said["after"], said["shown"]) == (own, size[own])
    assert said["chosen"] == own


class _Screen:
    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name


def test_the_screen_is_the_chosen_one_else_not_that_of_the_window():
    laptop, beamer, wall = _Screen("laptop"), _Screen("beamer"), _Screen("wall")
    assert choose_screen([laptop, beamer, wall], laptop, "") is beamer
    assert choose_screen([laptop, beamer, wall], beamer, "") is laptop
    assert choose_screen([laptop, beamer, wall], laptop, "wall") is wall
    assert choose_screen([laptop, beamer], laptop, "wall") is beamer
    assert choose_screen([laptop], laptop, "") is laptop


def test_saved_views_in_the_window(viewed, answers, qtbot):
    canvas = viewed.workspace.canvas
    canvas.view.show_rect(QRectF(200, 240, 300, 300))
    answers.give("Detail")
    identity = viewed.commands.run("views.save")
    assert [view.name for view in viewed.session.variant.views.values()] == ["Office", "Cell B", "Detail"]
    zoom = canvas.view.zoom()
    canvas.view.fit()
    views.go(viewed, identity)
    assert canvas.view.zoom() == pytest.approx(zoom, rel=0.05)
    answers.give("Office", "ok")
    assert viewed.commands.run("views.save") == ""
    menu = QMenu()
    views.fill_menu(viewed, menu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:4] == ["&Everything", "&1  Office", "&2  Cell B", "&3  Detail"]
    menu.deleteLater()


def test_the_list_of_views_orders_renames_and_deletes(viewed, qtbot):
    dialog = views.ViewsDialog(viewed)
    qtbot.addWidget(dialog)

    def names() -> list[str]:
        return [view.name for view in viewed.session.variant.views.values()]

    dialog.add.click()
    assert names() == ["Office", "Cell B", "View 3"]
    dialog.up.click()
    assert names() == ["Office", "View 3", "Cell B"]
    assert dialog.list.currentRow() == 1
    dialog.list.item(1).setText("Welding")
    assert names() == ["Office", "Welding", "Cell B"]
    dialog.list.item(1).setText("office")
    assert names() == ["Office", "Welding", "Cell B"]
    assert "already" in dialog.fault.text()
    dialog.overwrite.click()
    dialog.down.click()
    dialog.remove.click()
    assert names() == ["Office", "Cell B"]
    dialog.list.setCurrentRow(0)
    dialog.remove.click()
    dialog.remove.click()
    assert names() == []
    assert not dialog.remove.isEnabled()
    for _step in range(3):
        viewed.commands.run("edit.undo")
    assert names() == ["Office", "Cell B", "Welding"]


def test_a_view_with_an_overlay_says_what_its_colours_mean(viewed, shown, qtbot):
    document = viewed.session.document
    assert not shown.legend.isVisible()
    settle(qtbot, viewed)
    saved_views.add(document, "soll-1", "Colours", (200, 240, 700, 380), "control")
    settle(qtbot, viewed)
    qtbot.keyClick(shown, Key.Key_3)
    shown.view.finish()
    assert shown.legend.isVisible()
    assert shown.legend.overlay is shown.scene.overlay
    assert shown.legend.size_of_letters >= text_size(shown.width())
    assert "5" in shown.legend.accessibleName()  # units in the first class
    place = shown.view.mapFromScene(QPointF(200, 240))
    assert place.y() >= shown.legend.height()  # what the view shows is not under it
    qtbot.keyClick(shown, Key.Key_B)
    settle(qtbot, viewed)
    assert shown.cover.isVisible()
    assert shown.children().index(shown.cover) > shown.children().index(shown.legend)
    qtbot.keyClick(shown, Key.Key_1)
    assert not shown.legend.isVisible()
