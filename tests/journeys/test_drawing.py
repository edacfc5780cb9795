"""Drawing by a scribe in the room, through the real window with synthesised mouse and keys; numbers of scenarios."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop.window import MainWindow
from organisatiecanvas.models.interchange import dump
from tests.desktop.conftest import answers, bosch_window, routed_file, settle, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey
Key, Keys = Qt.Key, Qt.KeyboardModifier
NONE = Keys.NoModifier


class Scribe:
    """Counts gestures: a key with what is held down, a word that is typed, a click and a drag are one each."""

    def __init__(self, shown: MainWindow) -> None:
        self.window = shown
        self.gestures = 0

    @property
    def view(self):
        return self.window.workspace.canvas.view

    def _focus(self):
        return self.window.focusWidget() or self.view

    def key(self, key: Key | str, keys: Keys = NONE) -> None:
        self.gestures += 1
        QTest.keyClick(self._focus(), key, keys)

    def word(self, word: str) -> None:
        assert " " not in word
        self.gestures += 1
        QTest.keyClicks(self._focus(), word)

    def name(self, word: str) -> None:
        """A word and Enter."""
        self.word(word)
        self.key(Key.Key_Return)

    def _send(self, kind: QEvent.Type, place: QPoint, keys: Keys) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind == QEvent.Type.MouseMove else left
        held = none if kind == QEvent.Type.MouseButtonRelease else left
        where = QPointF(place)
        event = QMouseEvent(kind, where, self.view.viewport().mapToGlobal(where), button, held, keys)
        QApplication.sendEvent(self.view.viewport(), event)

    def click(self, x: float, y: float) -> None:
        self.gestures += 1
        place = self.view.mapFromScene(QPointF(x, y))
        self._send(QEvent.Type.MouseButtonPress, place, NONE)
        self._send(QEvent.Type.MouseButtonRelease, place, NONE)

    def drag(self, start: tuple[float, float], end: tuple[float, float], keys: Keys = NONE) -> None:
        self.gestures += 1
        first, last = (self.view.mapFromScene(QPointF(*place)) for place in (start, end))
        assert self.view.viewport().rect().contains(first)
        assert self.view.viewport().rect().contains(last)
        self._send(QEvent.Type.MouseButtonPress, first, keys)
        for part in (0.2, 0.6, 1.0):
            self._send(QEvent.Type.MouseMove, first + (last - first) * part, keys)
        self._send(QEvent.Type.MouseButtonRelease, last, keys)

    def middle(self, name: str) -> tuple[float, float]:
        box = self.box(name)
        return box[0] + box[2] / 2, box[1] + box[3] / 2

    def box(self, name: str) -> tuple[float, ...]:
        return next(unit.box for unit in self.window.session.variant.units.values() if unit.name == name)

    def undo_everything(self) -> list[str]:
        """With Ctrl+Z; the names of the steps as the menu told them."""
        return self._all("edit.undo", Key.Key_Z, Keys.ControlModifier)

    def redo_everything(self) -> list[str]:
        return self._all("edit.redo", Key.Key_Z, Keys.ControlModifier | Keys.ShiftModifier)

    def _all(self, command: str, key: Key, keys: Keys) -> list[str]:
        named = []
        action = self.window.commands.action(command)
        while action.isEnabled():
            named.append(action.text().split(": ", 1)[1])
            QTest.keyClick(self.view, key, keys)
        return named


@pytest.fixture
def scribe(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Scribe:  # noqa: F811
    """In front of an empty document; a dialog would fail the test."""

    def no_dialog(dialog: QDialog) -> int:
        raise AssertionError(f"a dialog opened: {dialog.windowTitle()}")

    monkeypatch.setattr(QDialog, "exec", no_dialog)
    window.commands.run("file.new")
    window.workspace.canvas.view.setFocus()
    return Scribe(window)


def test_02_an_organisation_is_drawn_in_at_most_45_gestures_without_a_dialog(scribe: Scribe, capsys) -> None:
    session = scribe.window.session
    empty = dump(session.organisation)
    scribe.key("c")
    scribe.key(Key.Key_Return)
    scribe.name("Kantoor")
    scribe.key("r")
    scribe.name("Calculatie")
    for cell, role in (("Zagerij", "Zagen"), ("Verspanen", "Frezen"), ("Montage", "Monteren")):
        scribe.key(Key.Key_Right, Keys.AltModifier)  # the flow goes on to a new cell
        scribe.name(cell)
        scribe.key("r")
        scribe.name(role)
    scribe.key(Key.Key_Exclam, Keys.ShiftModifier)  # Shift+1: everything in sight
    x, y, width, height = scribe.box("Verspanen")
    for number, (team, role) in enumerate((("Lassen", "Lasser"), ("Onderhoud", "Monteur"))):
        left = x + number * (width + 100) - width
        scribe.key("t")
        scribe.drag((left, y + height + 40), (left + width, y + 2 * height))
        scribe.name(team)
        scribe.key("r")
        scribe.name(role)
    scribe.key("s")
    scribe.drag(scribe.middle("Zagerij"), scribe.middle("Lassen"))
    scribe.drag(scribe.middle("Lassen"), scribe.middle("Montage"))
    with capsys.disabled():
        print(f"\n    4 cells, 2 teams, 6 roles and 5 order flows in {scribe.gestures} gestures")
    variant = session.variant
    units = {unit.id: unit.name for unit in variant.units.values()}
    assert [(unit.name, unit.kind) for unit in variant.units.values()] == [
        ("Kantoor", "cell"),
        ("Zagerij", "cell"),
        ("Verspanen", "cell"),
        ("Montage", "cell"),
        ("Lassen", "team"),
        ("Onderhoud", "team"),
    ]
    assert [(role.name, units[role.unit]) for role in variant.roles.values()] == [
        ("Calculatie", "Kantoor"),
        ("Zagen", "Zagerij"),
        ("Frezen", "Verspanen"),
        ("Monteren", "Montage"),
        ("Lasser", "Lassen"),
        ("Monteur", "Onderhoud"),
    ]
    assert [(link.kind, units[link.from_], units[link.to_]) for link in variant.links.values()] == [
        ("order", "Kantoor", "Zagerij"),
        ("order", "Zagerij", "Verspanen"),
        ("order", "Verspanen", "Montage"),
        ("order", "Zagerij", "Lassen"),
        ("order", "Lassen", "Montage"),
    ]
    assert not any(variant.notes or getattr(variant, part) for part in ("tasks", "decisions", "disturbances"))
    assert scribe.gestures <= 45
    drawn = dump(session.organisation)
    assert (
        len(scribe.undo_everything()) == 14
    )  # every unit, role and flow is one step; a flow that goes on, with its unit
    assert dump(session.organisation) == empty
    scribe.redo_everything()
    assert dump(session.organisation) == drawn


def test_02_keys_that_follow_each_other_quickly_are_not_lost(scribe: Scribe) -> None:
    """They come as from a keyboard: to the window, which passes each on to whatever has the focus by then."""
    for word in ("kantoor", "zagerij", "lassen"):
        for letter in f"c\r{word}\r":
            QTest.keyClick(scribe.window.windowHandle(), letter)
    assert [unit.name for unit in scribe.window.session.variant.units.values()] == ["kantoor", "zagerij", "lassen"]


def test_28_fifty_steps_back_and_forth_have_names_and_leave_nothing(scribe: Scribe) -> None:
    session = scribe.window.session
    empty = dump(session.organisation)
    for number in range(10):
        scribe.key(("c", "t", "d", "n", "u")[number % 5])
        scribe.key(Key.Key_Return)
        scribe.name(f"Deel{number}")
        scribe.key(Key.Key_Down, Keys.ControlModifier)
        scribe.key(Key.Key_Right, Keys.ShiftModifier)
        scribe.key("d", Keys.ControlModifier)
        scribe.key(Key.Key_Left, Keys.ControlModifier)
    kept = dump(session.organisation)
    names = scribe.undo_everything()
    assert len(names) == 50
    assert all(names)
    assert dump(session.organisation) == empty
    assert scribe.redo_everything() == names[::-1]
    assert dump(session.organisation) == kept


def test_40_a_team_that_is_dragged_into_a_cell_takes_all_along(bosch_window: MainWindow, qtbot) -> None:  # noqa: F811
    scribe = Scribe(bosch_window)
    session = bosch_window.session
    before = dump(session.organisation)
    variant = session.variant
    scribe.view.setFocus()
    moved, target = variant.units["zagerij"], variant.units["verkoop"]
    roles = {role.id for role in variant.roles.values() if role.unit == "zagerij"}
    links = {link.id: (link.from_, link.to_) for link in variant.links.values() if "zagerij" in (link.from_, link.to_)}
    assert roles
    assert links
    x, y, width, _height = moved.box
    inside = target.box[0] + target.box[2] / 2, target.box[1] + target.box[3] / 2
    scribe.drag((x + width / 2, y + 12), inside)
    variant = session.variant
    assert variant.units["zagerij"].parent == "verkoop"
    assert {role.id for role in variant.roles.values() if role.unit == "zagerij"} == roles
    assert {key: (variant.links[key].from_, variant.links[key].to_) for key in links} == links
    scene = bosch_window.workspace.canvas.scene
    assert scene.box(Ref("units", "verkoop")).holds(scene.box(Ref("units", "zagerij")))
    settle(qtbot, bosch_window)
    scribe.key(Key.Key_Z, Keys.ControlModifier)
    assert dump(session.organisation) == before
    assert tuple(scene.box(Ref("units", "zagerij"))) == (x, y, width, _height)


def test_42_a_unit_is_copied_to_another_variant_and_nobody_is_doubled(bosch_window: MainWindow) -> None:  # noqa: F811
    scribe = Scribe(bosch_window)
    session = bosch_window.session
    scribe.view.setFocus()
    scribe.view.canvas.select([Ref("units", "zagerij")])
    scribe.key("c", Keys.ControlModifier)
    other = next(key for key, variant in session.organisation.variants.items() if "zagerij" not in variant.units)
    session.show_variant(other)
    before, people = dump(session.organisation), list(session.organisation.people)
    scribe.view.setFocus()
    scribe.key("v", Keys.ControlModifier)
    ist, soll = session.organisation.variants["ist"], session.organisation.variants[other]
    assert soll.units["zagerij"].name == ist.units["zagerij"].name
    for role in ist.roles.values():
        if role.unit == "zagerij":
            assert list(soll.roles[role.id].holders) == list(role.holders)
            assert soll.roles[role.id].accountabilities == role.accountabilities
    assert not any("zagerij" in (link.from_, link.to_) for link in soll.links.values())
    assert list(session.organisation.people) == people
    told = bosch_window.workspace.status.message.full
    places = [role.id for role in soll.roles.values() if role.unit != "zagerij"]
    held = {one for role in ist.roles.values() if role.unit == "zagerij" for one in role.holders}
    twice = [one for one in held if any(one in soll.roles[place].holders for place in places)]
    assert twice  # they have a place in the redesign already
    assert all(session.organisation.people[one].name in told for one in twice)
    scribe.key("z", Keys.ControlModifier)
    assert dump(session.organisation) == before
