"""A small lock on the corner of what stays in its place: one item for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Box, Ref

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

RADIUS = 11.0
INSET = 16.0  # of the middle, from the upper right corner


class LockMarks:
    """The locks of one scene, following what it shows."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._item = QGraphicsPathItem()
        self._item.setPen(style.pen(style.LIGHT.ink, 1.5))
        self._item.setBrush(style.brush("#ffffff"))
        self._item.setZValue(style.GUIDE_Z - 1)
        self._item.setVisible(False)
        scene.addItem(self._item)
        self._refs: list[Ref] = []
        scene.content_changed.connect(self.refresh)
        scene.previewed.connect(self._place)
        self.refresh()

    @property
    def shown(self) -> int:
        """How many locks there are to see."""
        return len(self._locked()) if self._item.isVisible() else 0

    def _locked(self) -> list[Box]:
        return [box for ref in self._refs if (box := self._scene.box(ref)) is not None]

    def refresh(self) -> None:
        """Put a lock on all that is locked now."""
        variant = self._scene.variant
        self._refs = []
        if variant is not None:
            self._refs = [Ref("units", unit.id) for unit in variant.units.values() if unit.locked]
            self._refs += [Ref("notes", note.id) for note in variant.notes.values() if note.locked]
        self._place()

    def _place(self) -> None:
        """The locks go along with what is dragged, say with the unit that holds it."""
        if not self._refs and not self._item.isVisible():
            return
        path = QPainterPath()
        for box in self._locked():
            _add_lock(path, box.right - INSET, box.y)
        self._item.setPath(path)
        self._item.setVisible(not path.isEmpty())


def _add_lock(path: QPainterPath, x: float, y: float) -> None:
    path.addEllipse(QRectF(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS))
    path.addRoundedRect(QRectF(x - 5.0, y - 1.5, 10.0, 7.5), 1.5, 1.5)
    path.moveTo(x - 3.0, y - 1.5)
    path.arcTo(QRectF(x - 3.0, y - 7.0, 6.0, 7.0), 180.0, -180.0)
