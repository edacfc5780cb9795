"""The paper: its colour and its grid of dots."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from organisatiecanvas.canvas import style


class Ground:
    """Paints the paper, once a frame. Lattices of dots are kept by their size."""

    def __init__(self) -> None:
        self._lattices: dict[tuple[int, int], QPolygonF] = {}
        self._dot = QPen(style.pen(style.LIGHT.dot, 2.0))
        self._dot.setCosmetic(True)

    def paint(self, painter: QPainter, rect: QRectF, *, dots: bool) -> None:
        """Fill this part; without dots it is white, for pictures."""
        painter.fillRect(rect, style.brush(style.LIGHT.ground if dots else "#ffffff"))
        zoom = painter.worldTransform().m11()
        if not dots or zoom < style.FAR_ZOOM:
            return
        step = style.GRID if zoom >= 0.75 else 2 * style.GRID
        left, top = math.floor(rect.left() / step), math.floor(rect.top() / step)
        columns, rows = math.ceil(rect.right() / step) - left + 1, math.ceil(rect.bottom() / step) - top + 1
        columns, rows = 16 * math.ceil(columns / 16), 16 * math.ceil(rows / 16)
        lattice = self._lattices.get((columns, rows))
        if lattice is None:
            lattice = QPolygonF([QPointF(column, row) for row in range(rows) for column in range(columns)])
            self._lattices[columns, rows] = lattice
        painter.save()
        painter.translate(left * step, top * step)
        painter.scale(step, step)
        painter.setPen(self._dot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPoints(lattice)
        painter.restore()
