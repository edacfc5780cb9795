"""A canvas with its view, driven by synthesised mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.organisation import Order, Unit, Variant

NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Hand:
    """A hand on mouse and keyboard. Places are scene units."""

    document: Document
    scene: CanvasScene
    view: CanvasView

    @property
    def variant(self) -> Variant:
        return self.document.organisation.variants[self.view.variant_id]

    def at(self, x: float, y: float) -> QPoint:
        return self.view.mapFromScene(QPointF(x, y))

    def _send(self, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        if kind == QEvent.Type.MouseMove:
            button = Qt.MouseButton.NoButton
        where = QPointF(place)
        event = QMouseEvent(kind, where, self.view.viewport().mapToGlobal(where), button, held, keys)
        QApplication.sendEvent(self.view.viewport(), event)

    def press(self, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
        self._send(QEvent.Type.MouseButtonPress, self.at(x, y), Qt.MouseButton.LeftButton, keys)

    def to(self, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
        self._send(QEvent.Type.MouseMove, self.at(x, y), Qt.MouseButton.LeftButton, keys)

    def release(self, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
        self._send(QEvent.Type.MouseButtonRelease, self.at(x, y), Qt.MouseButton.LeftButton, keys)

    def click(self, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(x, y, keys)
        self.release(x, y, keys)

    def drag(self, start: tuple[float, float], end: tuple[float, float], keys: Qt.KeyboardModifier = NONE) -> None:
        """From one place to another, as they lie on the screen when it begins."""
        first, last = self.at(*start), self.at(*end)
        self._send(QEvent.Type.MouseButtonPress, first, Qt.MouseButton.LeftButton, keys)
        for part in (0.3, 0.7, 1.0):
            place = first + (last - first) * part
            self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.LeftButton, keys)
        self._send(QEvent.Type.MouseButtonRelease, last, Qt.MouseButton.LeftButton, keys)

    def key(self, key: Qt.Key | str, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, keys)

    def type(self, words: str) -> None:
        """Type in the editor that is open, and Enter."""
        assert self.view.editor is not None
        QTest.keyClicks(self.view.editor, words)
        QTest.keyClick(self.view.editor, Qt.Key.Key_Return)

    def units(self) -> dict[str, Unit]:
        return {unit.name: unit for unit in self.variant.units.values()}

    def box(self, name: str) -> tuple[float, ...] | None:
        return self.units()[name].box

    def select(self, name: str) -> None:
        self.scene.select([Ref("units", self.units()[name].id)])


def opened(document: Document, variant_id: str) -> Hand:
    scene = CanvasScene(document)
    scene.set_variant(variant_id)
    view = CanvasView(scene)
    view.resize(1200, 800)
    view.show()
    view.set_zoom(1.0)
    view.centerOn(400, 300)
    return Hand(document, scene, view)


def closed(hand: Hand) -> None:
    hand.view.commit_name()
    hand.view.close()
    hand.scene.close()
    hand.view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def hand(qapp: QApplication, document: Document) -> Iterator[Hand]:
    """An empty variant with one order family."""
    with document.edit("Begin"):
        document.add(Variant(id="soll", name="SOLL", kind="redesign"))
        document.add(Order(id="maatwerk", name="Maatwerk", pieces_per_week=12))
    made = opened(document, "soll")
    yield made
    closed(made)


@pytest.fixture
def cells(hand: Hand) -> Hand:
    """Two cells next to each other and a department large enough to hold one."""
    with hand.document.edit("Three units"):
        for name, kind, box in (
            ("Kantoor", "cell", (0, 0, 220, 200)),
            ("Verspanen", "cell", (320, 0, 220, 200)),
            ("Fabriek", "department", (0, 260, 560, 320)),
        ):
            unit = Unit(id=name.lower(), name=name, kind=kind, box=tuple(float(part) for part in box))
            hand.document.add(unit, hand.variant)
    return hand


@pytest.fixture
def canvas(qapp: QApplication, bosch: Document) -> Iterator[Hand]:
    """The main example, as it is."""
    made = opened(bosch, "ist")
    yield made
    closed(made)
