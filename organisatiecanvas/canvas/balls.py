"""Harvey balls, for the screen and for paper, and the signs that stand beside them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

CLOCK, TARGET = "◷", "▸"


def draw_ball(painter: QPainter, rect: QRectF, level: int, colour: str, empty: str, ground: str) -> None:
    """A Harvey ball: a quarter filled for every level; `empty` is the colour of its edge at level 0."""
    painter.setPen(QPen(QColor(colour if level else empty), rect.width() / 10.5))
    painter.setBrush(QColor(ground))
    painter.drawEllipse(rect)
    if level:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPie(rect, 90 * 16, -level * 90 * 16)


def draw_step(painter: QPainter, rect: QRectF, colour: str, width: float = 1.6) -> None:
    """The dashed frame of a step in the training plan."""
    pen = QPen(QColor(colour), width, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
