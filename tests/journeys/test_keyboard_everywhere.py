"""Scenario 48 in every workspace: Tab comes everywhere and away again, and what has the keys shows it."""

from __future__ import annotations

import sys

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSlider,
    QToolButton,
    QWidget,
)

from organisatiecanvas.desktop import mnemonics
from organisatiecanvas.desktop.editors import DateEditor
from tests import walk
from tests.desktop.conftest import answers, bosch_window, routed_file, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey
CONTROLS = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView, QSlider,
)  # fmt: skip
MOST = 400  # presses of Tab


def controls(page: QWidget) -> list[QWidget]:
    """What can be used with a mouse on a page."""
    found = []
    for one in page.findChildren(QWidget):
        inner = isinstance(one, QHeaderView) or one.objectName().startswith("qt_")
        inner = inner or isinstance(one.parent(), (QComboBox, QAbstractSpinBox, QLineEdit))
        inner = inner or type(one).__name__ == "QTableCornerButton"
        inner = inner or (isinstance(one, QToolButton) and isinstance(one.parent(), DateEditor))  # Alt+Down opens it
        if isinstance(one, CONTROLS) and not inner and one.isVisible() and one.isEnabled():
            found.append(one)
    return found


def said(one: QWidget) -> str:
    words = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
    return f"{type(one).__name__} {one.objectName()!r} {words!r}"


def tabbed(window, start: QWidget) -> list[QWidget]:  # noqa: F811
    """Where Tab comes, until it is back where it began."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    found = []
    for _press in range(MOST):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        now = window.focusWidget()
        if now is start:
            return found
        found.append(now)
    raise AssertionError(f"Tab never comes back; it is caught at {said(found[-1])}")


def shows_focus(window, one: QWidget) -> bool:  # noqa: F811
    """Whether it looks different while it has the keys; an editor that goes when it is left does."""
    pictures = []
    for wanted in (one, window.workspace.rail.buttons["canvas"]):
        if shiboken6.isValid(one):
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.processEvents()
        pictures.append(one.grab().toImage() if shiboken6.isValid(one) else None)
    return pictures[0] != pictures[1] or None in pictures


def test_48_tab_comes_to_every_control_and_what_has_the_keys_shows_it(bosch_window, qtbot):  # noqa: F811
    window = bosch_window  # noqa: F811
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    missed, unseen = [], []
    for place in walk.places(window):
        for view in walk.views(window, place):
            page = window.workspace.stack.currentWidget()
            before = controls(page)  # choosing something on the way can make more of them usable
            reached = tabbed(window, window.workspace.rail.buttons[place])
            reached = [one for one in reached if shiboken6.isValid(one)]  # some are made anew when they are left
            proxied = {one.focusProxy() or one for one in reached} | set(reached)
            for one in [one for one in controls(page) if one in before or not isinstance(one, QAbstractButton)]:
                group = isinstance(one, QAbstractButton) and one.group() is not None  # arrows go on inside it
                if one not in proxied and not group:
                    missed.append(f"{view}: {said(one)}")
            looked = {type(one): one for one in reached if page.isAncestorOf(one) and one.isVisible()}
            empty = [one for one in looked.values() if isinstance(one, QListView) and not one.model().rowCount()]
            looked = {kind: one for kind, one in looked.items() if one not in empty}
            named = [(f"{view}: {said(one)}", one) for one in looked.values()]
            unseen += [name for name, one in named if not shows_focus(window, one)]
    assert missed == []
    assert unseen == []


def test_48_a_date_is_picked_with_keys_alone(bosch_window, qtbot):  # noqa: F811
    page = bosch_window.workspace.show_place("skills")
    editor = page.findChild(DateEditor)
    editor.line.setText("01-03-2027")
    picked = []

    def pick() -> None:
        calendar = QApplication.activePopupWidget().findChild(QCalendarWidget)
        picked.append(calendar.selectedDate().toString("yyyy-MM-dd"))
        QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Right)
        QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Return)
        if QApplication.activePopupWidget() is not None:
            QApplication.activePopupWidget().close()

    editor.line.setFocus()
    QTimer.singleShot(50, editor, pick)
    QTest.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(picked))
    assert editor.value().isoformat() == "2027-03-02"


def test_48_an_action_and_a_text_of_the_dossier_are_written_with_keys_alone(bosch_window, qtbot):  # noqa: F811
    window = bosch_window  # noqa: F811
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    session, keys = window.session, Qt.KeyboardModifier
    before = set(session.organisation.actions)

    def ask() -> None:
        palette = QApplication.activeModalWidget()
        QTest.keyClicks(palette.focusWidget(), "nieuwe actie")
        QTest.keyClick(palette.focusWidget(), Qt.Key.Key_Return)

    QTimer.singleShot(50, window, ask)
    QTest.keyClick(window, Qt.Key.Key_K, keys.ControlModifier)
    qtbot.waitUntil(lambda: len(session.organisation.actions) == len(before) + 1)
    assert window.workspace.place == "actions"
    QTest.keyClicks(window.focusWidget(), "Lasplek verhuizen")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    made = next(iter(set(session.organisation.actions) - before))
    assert session.organisation.actions[made].title == "Lasplek verhuizen"
    place = walk.places(window).index("dossier") + 1
    window.activateWindow()  # the palette took the keys for a moment
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.focusWidget(), getattr(Qt.Key, f"Key_{place}"), keys.ControlModifier)
    assert window.workspace.place == "dossier"
    page = window.workspace.stack.currentWidget()
    walk.settle(window)
    for _press in range(MOST):
        focus = window.focusWidget()
        if isinstance(focus, QPlainTextEdit) and page.isAncestorOf(focus) and not focus.isReadOnly():
            break
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    QTest.keyClick(focus, Qt.Key.Key_End, keys.ControlModifier)
    QTest.keyClicks(focus, " Nieuw.")
    QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert session.organisation.dossier.requested_by.endswith("Nieuw.")
    assert "requested by" in session.document.undo_name


def close_menu() -> list[str]:
    """What a menu that is open offers; it is closed."""
    menu = QApplication.activePopupWidget()
    if menu is None:
        return []
    menu.close()
    return [mnemonics.plain(one.text()) for one in menu.actions()]


def test_48_a_workspace_that_is_chosen_has_the_keys_and_they_count_where_the_frame_is(bosch_window, qtbot):  # noqa: F811
    window = bosch_window  # noqa: F811
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    workspace, organisation, keys = window.workspace, window.session.organisation, Qt.KeyboardModifier
    workspace.top.export_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_2, keys.ControlModifier)
    assert workspace.pages["data"].tabs.isAncestorOf(window.focusWidget())
    people = len(organisation.people)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Insert)  # as the page says, though the tabs have the keys
    assert len(organisation.people) == people + 1
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    workspace.rail.buttons["actions"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)  # Enter presses as Space does
    assert workspace.place == "actions"
    workspace.go_to("actions")
    actions = len(organisation.actions)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Insert)
    assert len(organisation.actions) == actions + 1
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    workspace.pages["actions"].add_button.setFocus(Qt.FocusReason.TabFocusReason)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, keys.NoModifier, "\r", True)
    QApplication.sendEvent(window.focusWidget(), held)  # Enter that is held makes no row of them
    assert len(organisation.actions) == actions + 1
    workspace.top.export_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1, keys.ControlModifier)
    assert window.focusWidget() is workspace.canvas.view
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_3, keys.ControlModifier)
    skills = workspace.pages["skills"]
    for _press in range(MOST):
        if window.focusWidget() is skills.table:
            break
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(skills.table, Qt.Key.Key_4)
    assert skills.model.level_at(skills.model.place(skills.table.currentIndex())) == 4
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1, keys.ControlModifier)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)  # a unit
    if sys.platform == "linux":  # elsewhere the system itself turns the key into the wish for a menu
        menus: list[list[str]] = []
        QTimer.singleShot(50, window, lambda: menus.append(close_menu()))
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F10, keys.ShiftModifier)
        qtbot.waitUntil(lambda: bool(menus))
        assert "Delete" in menus[0]
