"""Scenario 48: a drawing is made, changed and exported without a mouse, through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests import walk
from tests.desktop.conftest import answers, close, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey
Key, Keys = Qt.Key, Qt.KeyboardModifier
NONE = Keys.NoModifier


class Keyboard:
    """Presses keys wherever the focus is."""

    def __init__(self, window) -> None:  # noqa: F811
        self.window = window

    def press(self, *keys: Key, held: Keys = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.focus(), key, held)
            QApplication.processEvents()  # an editor in a tree takes Enter in its own time

    def type(self, words: str) -> None:
        QTest.keyClicks(self.focus(), words)

    def go_to_place(self, name: str):
        """Choose a workspace by its number; the page."""
        number = walk.places(self.window).index(name) + 1
        self.press(getattr(Key, f"Key_{number}"), held=Keys.ControlModifier)
        assert self.window.workspace.place == name
        return self.window.workspace.pages[name]

    def focus(self):
        return QApplication.activePopupWidget() or self.window.focusWidget() or self.window

    def go_to(self, reached, key: Key, held: Keys = NONE) -> None:
        """Press a key until the focus is where it should be."""
        for _number in range(60):
            if reached(self.window.focusWidget()):
                return
            self.press(key, held=held)
        raise AssertionError(f"the focus never came there; it is at {self.window.focusWidget()}")


@pytest.fixture
def keyboard(window, qtbot, tmp_path):  # noqa: F811
    window.settings.set(folder=str(tmp_path))
    window.commands.run("file.new")
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow())
    return Keyboard(window)


def units(window):  # noqa: F811
    return {unit.name: unit for unit in window.session.variant.units.values()}


def test_48_without_a_mouse(keyboard, window, answers, qtbot, tmp_path):  # noqa: F811
    view = window.workspace.canvas.view
    keyboard.go_to(lambda widget: widget is view, Key.Key_Tab, Keys.ControlModifier)
    for name in ("Kantoor", "Werkplaats"):  # create and name
        keyboard.type("c")
        keyboard.press(Key.Key_Return)
        keyboard.type(name)
        keyboard.press(Key.Key_Return)
        assert window.focusWidget() is view
    keyboard.press(Key.Key_Escape)
    assert set(units(window)) == {"Kantoor", "Werkplaats"}
    keyboard.press(Key.Key_Tab)  # connect: the first unit, the flow, where it goes, and there
    first = window.session.variant.units[view.canvas.selected()[0].id].name
    keyboard.type("s")
    keyboard.press(Key.Key_Tab, Key.Key_Return)
    link = next(iter(window.session.variant.links.values()))
    assert (link.from_, link.kind) == (units(window)[first].id, "order")
    keyboard.press(Key.Key_Escape, Key.Key_Escape)
    keyboard.go_to(lambda _widget: selected(window) == "Werkplaats", Key.Key_Tab)
    before = units(window)["Werkplaats"].box
    keyboard.press(Key.Key_Down, Key.Key_Down, held=Keys.ControlModifier)  # move
    assert units(window)["Werkplaats"].box[1] == before[1] + 40
    make_in_the_outline(keyboard, window)
    keyboard.press(Key.Key_Z, held=Keys.ControlModifier)
    assert "Lassen" in {role.name for role in window.session.variant.roles.values()}
    export(keyboard, window, answers, qtbot, tmp_path)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    fill_in(keyboard, window)
    answers.give(tmp_path / "zonder muis.orgcanvas")
    keyboard.press(Key.Key_S, held=Keys.ControlModifier)
    assert (tmp_path / "zonder muis.orgcanvas").exists()
    keyboard.press(Key.Key_Q, held=Keys.ControlModifier)  # asks nothing: all is saved
    assert not window.isVisible()


def fill_in(keyboard, window) -> None:  # noqa: F811
    """A person, a skill, a task, a level and an action, each where its workspace has the keys at once."""
    organisation = window.session.organisation
    data = keyboard.go_to_place("data")
    for table, name in (
        ("people", "Medewerker 01"),
        ("skills", "Lassen"),
        ("orders", "Deuren"),
        ("tasks", "Lassen van deuren"),
    ):
        keyboard.go_to(data.tabs.isAncestorOf, Key.Key_Tab, Keys.ShiftModifier)
        keyboard.go_to(lambda widget, table=table: widget is data.tabs.buttons[table], Key.Key_Right)
        keyboard.press(Key.Key_Insert)
        keyboard.type(name)
        keyboard.press(Key.Key_Return)
    assert [person.name for person in organisation.people.values()] == ["Medewerker 01"]
    ((task, family),) = [(row.name, row.order) for row in window.session.variant.tasks.values()]
    assert (task, family) == ("Lassen van deuren", next(iter(organisation.orders)))
    skills = keyboard.go_to_place("skills")
    keyboard.go_to(lambda widget: widget is skills.table, Key.Key_Tab)
    keyboard.type("3")
    assert [row.level for row in organisation.mastery.values()] == [3]
    flow = keyboard.go_to_place("flow")
    assert flow.isAncestorOf(window.focusWidget())
    keyboard.go_to_place("actions")
    keyboard.press(Key.Key_Insert)
    keyboard.type("Deuren lassen leren")
    keyboard.press(Key.Key_Return)
    assert [action.title for action in organisation.actions.values()] == ["Deuren lassen leren"]


def selected(window):  # noqa: F811
    refs = window.workspace.canvas.scene.selected()
    return window.session.variant.units[refs[0].id].name if refs else ""


def make_in_the_outline(keyboard, window) -> None:  # noqa: F811
    """A unit inside another and a role in it, named; the unit is taken out again and the role deleted."""
    keyboard.press(Key.Key_F7)
    tree = window.workspace.outline.tree
    assert window.focusWidget() is tree
    assert tree.chosen() == [("units", units(window)["Werkplaats"].id)]
    keyboard.press(Key.Key_Insert)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    place = next(number for number, one in enumerate(menu.actions()) if one.menu() is not None)
    keyboard.press(*[Key.Key_Down] * place)
    keyboard.press(Key.Key_Right)  # into «Inside Werkplaats», whose first entry is a cell
    keyboard.press(Key.Key_Return)
    keyboard.type("Lasplek")
    keyboard.press(Key.Key_Return)
    assert units(window)["Lasplek"].parent == units(window)["Werkplaats"].id
    assert window.focusWidget() is tree
    keyboard.press(Key.Key_Left, held=Keys.AltModifier)
    assert units(window)["Lasplek"].parent is None
    keyboard.press(Key.Key_Insert)
    menu = QApplication.activePopupWidget()
    steps = [one for one in menu.actions() if not one.isSeparator()]
    keyboard.press(*[Key.Key_Down] * next(n for n, one in enumerate(steps) if one.text().startswith("Role")))
    keyboard.press(Key.Key_Return)
    keyboard.type("Lassen")
    keyboard.press(Key.Key_Return)
    assert [role.name for role in window.session.variant.roles.values()] == ["Lassen"]
    keyboard.press(Key.Key_Delete)
    assert not window.session.variant.roles


def export(keyboard, window, answers, qtbot, tmp_path) -> None:  # noqa: F811
    """The button for exporting, its menu, and the dialog, which asks nothing but Enter."""
    button = window.workspace.top.export_button
    keyboard.go_to(window.workspace.top.isAncestorOf, Key.Key_Tab, Keys.ControlModifier)
    keyboard.go_to(lambda widget: widget is button, Key.Key_Tab)
    answers.give("done")

    def choose() -> None:
        QTimer.singleShot(0, confirm)
        keyboard.press(Key.Key_Up, Key.Key_Return)  # the last entry is the picture

    def confirm() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(20, confirm)
            return
        keyboard_of_dialog = dialog.focusWidget() or dialog
        QTest.keyClick(keyboard_of_dialog, Key.Key_Return)

    QTimer.singleShot(0, choose)
    keyboard.press(Key.Key_Space)
    qtbot.waitUntil(lambda: not answers.waiting, timeout=20000)
    made = [path for path in tmp_path.rglob("*") if path.suffix in (".pdf", ".svg", ".png")]
    assert len(made) == 1
    assert made[0].stat().st_size > 1000
