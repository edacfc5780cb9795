"""The paper: its grid of dots."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from organisatiecanvas.canvas import style


class Ground:
    """Paints the dots, once a frame. Lattices of dots are kept by their size."""

    def __init__(self) -> None:
        self._lattices: dict[tuple[int, int], QPolygonF] = {}
        self._dots = {width: self._pen(width) for width in (1, 2)}

    @staticmethod
    def _pen(width: int) -> QPen:
        """One pixel is painted several times faster than two, and as visible when it is darker."""
        pen = QPen(QColor(style.mix(style.LIGHT.dot, 0.85, "#000000") if width == 1 else style.LIGHT.dot), width)
        pen.setCosmetic(True)
        return pen

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """The dots of this part; the colour under them is the view's (filled once, not twice)."""
        zoom = painter.worldTransform().m11()
        if zoom < style.FAR_ZOOM:
            return
        step = style.GRID if zoom >= 0.75 else 2 * style.GRID
        left, top = math.floor(rect.left() / step), math.floor(rect.top() / step)
        columns, rows = math.ceil(rect.right() / step) - left + 1, math.ceil(rect.bottom() / step) - top + 1
        columns, rows = 8 * math.ceil(columns / 8), 8 * math.ceil(rows / 8)
        lattice = self._lattices.get((columns, rows))
        if lattice is None:
            lattice = QPolygonF([QPointF(column, row) for row in range(rows) for column in range(columns)])
            self._lattices[columns, rows] = lattice
        painter.save()
        painter.translate(left * step, top * step)
        painter.scale(step, step)
        painter.setPen(self._dots[1 if painter.device().devicePixelRatio() < 1.5 else 2])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawPoints(lattice)
        painter.restore()
