"""What was found lights up in the drawing: one item over everything, never hit, gone when nothing is sought."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.refs import Ref

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

GAP = 9.0  # outside the frame of the selection
WIDTH = 5.0


class Highlight:
    """Frames around elements; made when it is first used, and following them while the drawing changes."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._item: QGraphicsPathItem | None = None
        self.refs: list[Ref] = []

    def show(self, refs: Iterable[Ref]) -> None:
        """Light up these and nothing else."""
        self.refs = list(refs)
        self.refresh()

    def refresh(self) -> None:
        """Lie around the elements where they are now."""
        if self._item is None:
            if not self.refs:
                return
            self._item = QGraphicsPathItem()
            self._item.setPen(style.pen(style.LIGHT.attention, WIDTH))
            self._item.setZValue(style.GUIDE_Z)
            self._scene.addItem(self._item)
        path = QPainterPath()
        for ref in self.refs:
            rect = self.rect(ref)
            if not rect.isEmpty():
                radius = style.RADIUS + 5
                path.addRoundedRect(rect.adjusted(-GAP, -GAP, GAP, GAP), radius, radius)
        self._item.setPath(path)
        self._item.setVisible(not path.isEmpty())

    def rect(self, ref: Ref) -> QRectF:
        """What is framed: of a link its label, where it has one."""
        if ref.collection == "links" and ref.id in self._scene.links:
            label = self._scene.links[ref.id].label
            if label is not None and label.isVisible():
                return label.sceneBoundingRect()
        return self._scene.rect_of(ref)
