"""Somebody who edits without end in the real window, by mouse and keys, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop.window import MainWindow
from tests.journeys.test_drawing import Scribe

Key, Keys = Qt.Key, Qt.KeyboardModifier
MOST_UNITS, MOST_PEOPLE, MOST_SKILLS = 16, 14, 8  # so that the ten-thousandth edit finds a document like the first
WORDS = ("Zagen", "Frezen", "Lassen", "Montage", "Plooien", "Inpakken", "Meten")


class Clerk:
    """Each `step` is one gesture of a person: most are one edit, some undo or redo, some are refused."""

    def __init__(self, window: MainWindow, seed: str) -> None:
        self.window = window
        self.rng = random.Random(seed)
        self.scribe = Scribe(window)
        self.begins: Callable[[str], None] = lambda _gesture: None  # is told what comes

    def step(self) -> str:
        """One gesture; returns its name."""
        gesture = self.rng.choice(self._possible())
        self.begins(gesture.__name__)
        gesture()
        QApplication.processEvents()
        # What asked to be deleted waits for the event loop of a running program; here nothing else runs one.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return gesture.__name__

    def _possible(self) -> list[Callable[[], None]]:
        organisation, variant = self.window.session.organisation, self.window.session.variant
        found: list[Callable[[], None]] = [self.undo, self.redo]
        found += [self.draw] * 2 if len(variant.units) < MOST_UNITS else [self.delete] * 3
        if variant.units:
            found += [self.move, self.drag, self.rename, self.staff, self.delete]
        found += [self.hire] if len(organisation.people) < MOST_PEOPLE else [self.dismiss] * 2
        found += [self.learn] if len(organisation.skills) < MOST_SKILLS else []
        if organisation.people and organisation.skills:
            found += [self.master] * 4
        return found

    # -- on the canvas -------------------------------------------------------------------------------------------

    def _canvas(self):
        page = self.window.workspace
        if page.place != "canvas":
            page.show_place("canvas")
        page.canvas.view.setFocus()
        return page.canvas

    def _some_unit(self) -> Ref:
        ref = Ref("units", self.rng.choice(list(self.window.session.variant.units)))
        self._canvas().scene.select([ref])
        return ref

    def draw(self) -> None:
        self._canvas()
        self.window.commands.run("view.fit")
        rect = self.scribe.view.viewport().rect()
        x, y = self.rng.randrange(20, rect.width() - 260), self.rng.randrange(20, rect.height() - 200)
        start, end = (self.scribe.view.mapToScene(*place) for place in ((x, y), (x + 160, y + 120)))
        self.scribe.key(self.rng.choice("ctd"))
        self.scribe.drag((start.x(), start.y()), (end.x(), end.y()))
        self.scribe.name(self.rng.choice(WORDS))

    def move(self) -> None:
        self._some_unit()
        key = self.rng.choice((Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down))
        QTest.keyClick(self.scribe.view, key, Keys.ControlModifier)

    def drag(self) -> None:
        ref = self._some_unit()
        self.window.commands.run("view.fit")
        box = self.window.workspace.canvas.scene.rect_of(ref)
        place = box.left() + box.width() / 2, box.top() + 8
        across, down = (self.rng.choice((-60, -20, 20, 60)) for _way in "xy")
        ends = (place, (place[0] + across, place[1] + down))
        rect, view = self.scribe.view.viewport().rect(), self.scribe.view
        if all(rect.contains(view.mapFromScene(*end)) for end in ends):
            self.scribe.drag(*ends)

    def rename(self) -> None:
        self._some_unit()
        QTest.keyClick(self.scribe.view, Key.Key_F2)
        self.scribe.name(f"{self.rng.choice(WORDS)}-{self.rng.randrange(100)}")

    def staff(self) -> None:
        self._some_unit()
        QTest.keyClick(self.scribe.view, "r")
        self.scribe.name(self.rng.choice(WORDS))

    def delete(self) -> None:
        if self.window.session.variant.units:
            self._some_unit()
            QTest.keyClick(self.scribe.view, Key.Key_Delete)

    # -- in the tables -------------------------------------------------------------------------------------------

    def _table(self, name: str):
        page = self.window.workspace
        if page.place != "data":
            page.show_place("data")
        return page.pages["data"].show_table(name)

    def hire(self) -> None:
        self._table("people").add()

    def learn(self) -> None:
        self._table("skills").add()

    def dismiss(self) -> None:
        table = self._table("people")
        rows = table.sorted.rowCount()
        if rows:
            index = table.sorted.index(self.rng.randrange(rows), 0)
            flags = QItemSelectionModel.SelectionFlag
            table.view.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
            table.delete_selected()

    def master(self) -> None:
        page = self.window.workspace.show_place("skills")
        model = page.model
        if model.rowCount() and model.columnCount():
            index = model.index(self.rng.randrange(model.rowCount()), self.rng.randrange(model.columnCount()))
            page.table.setCurrentIndex(index)
            QTest.keyClick(page.table, self.rng.choice((*"01234", Key.Key_Delete)))

    # -- back and forth ------------------------------------------------------------------------------------------

    def undo(self) -> None:
        self.window.commands.run("edit.undo")

    def redo(self) -> None:
        self.window.commands.run("edit.redo")
