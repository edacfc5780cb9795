"""A line of a list that can be dragged onto the drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from organisatiecanvas.canvas.dragging import Drag


class LineDrag(QObject):
    """Begins a drag from any of these widgets, once the pointer has moved far enough with the button down.

    A click stays a click. `begin` gives the drag, or None where there is nowhere to drag to.
    """

    def __init__(self, line: Iterable[QWidget], begin: Callable[[], Drag | None], parent: QObject) -> None:
        super().__init__(parent)
        self._begin = begin
        self._pressed: QPoint | None = None
        self._drag: Drag | None = None
        for widget in line:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
            return False
        assert isinstance(event, QMouseEvent)
        place = event.globalPosition().toPoint()
        if kind == QEvent.Type.MouseButtonPress:
            self._pressed = place if event.button() == Qt.MouseButton.LeftButton else None
            return False
        if kind == QEvent.Type.MouseMove:
            return self._move(watched, event, place)
        drag, self._drag, self._pressed = self._drag, None, None
        if drag is None:
            return False
        drag.drop(place, event.modifiers())
        return True

    def _move(self, watched: QObject, event: QMouseEvent, place: QPoint) -> bool:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        if self._drag is None:
            if (place - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return False
            self._drag = self._begin()
            if self._drag is None:
                self._pressed = None
                return False
            if isinstance(watched, QAbstractButton):
                watched.setDown(False)
        self._drag.move(place, event.modifiers())
        return True
