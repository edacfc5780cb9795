"""Paths and brushes that items share: rounded frames, stripes, the colours of badges."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap

from organisatiecanvas.canvas import style


@lru_cache(maxsize=512)
def rounded(width: float, height: float, radius: float) -> QPainterPath:
    """A rounded rectangle from (0, 0); shared by all of the same size."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, width, height), radius, radius)
    return path


@lru_cache(maxsize=512)
def band_path(width: float, height: float, radius: float) -> QPainterPath:
    """A heading: rounded above, straight below."""
    path = QPainterPath(QPointF(0, height))
    path.lineTo(0, radius)
    path.arcTo(QRectF(0, 0, 2 * radius, 2 * radius), 180, -90)
    path.lineTo(width - radius, 0)
    path.arcTo(QRectF(width - 2 * radius, 0, 2 * radius, 2 * radius), 90, -90)
    path.lineTo(width, height)
    path.closeSubpath()
    return path


@lru_cache(maxsize=512)
def body_path(width: float, top: float, height: float, edge: float, radius: float) -> QPainterPath:
    """What lies below a heading, `edge` inside the frame: straight above, rounded below."""
    inner = radius - edge
    path = QPainterPath(QPointF(edge, top))
    path.lineTo(width - edge, top)
    path.lineTo(width - edge, height - radius)
    path.arcTo(QRectF(width - radius - inner, height - radius - inner, 2 * inner, 2 * inner), 0, -90)
    path.lineTo(radius, height - edge)
    path.arcTo(QRectF(edge, height - radius - inner, 2 * inner, 2 * inner), 270, -90)
    path.closeSubpath()
    return path


def badge_colours(level: str) -> tuple[str, str]:
    """Ground and text of a badge."""
    palette = style.LIGHT
    return {
        "good": (palette.good_tint, palette.on_good),
        "attention": (palette.attention_tint, palette.on_attention),
        "problem": (palette.problem_tint, palette.on_problem),
        "none": (palette.hover, palette.muted),
    }[level]


@lru_cache(maxsize=16)
def hatched(colour: str) -> QBrush:
    """A shared brush in stripes that stay readable to write on: there is no figure."""
    tile = QPixmap(8, 8)
    tile.fill(QColor(colour))
    painter = QPainter(tile)
    painter.setPen(QPen(QColor(style.mix(colour, 0.45)), 1.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for start in (-8, 0, 8):
        painter.drawLine(start, 8, start + 8, 0)
    painter.end()
    return QBrush(tile)


def edges(rect: QRectF) -> tuple[float, float, float, float]:
    """Left, top, right and bottom."""
    return rect.left(), rect.top(), rect.right(), rect.bottom()
