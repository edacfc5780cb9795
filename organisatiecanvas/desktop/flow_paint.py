"""What the charts of the lead time share: fonts, an axis of days, hover and click on painted parts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import theme
from organisatiecanvas.models.language import decimal

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Part:
    """A painted part that answers to the pointer: what it is about; `say` makes the sentence behind it when asked."""

    rect: QRectF
    say: Callable[[], str]
    unit: str = ""
    row: int = -1

    @property
    def tip(self) -> str:
        return self.say()


class Chart(QWidget):
    """A painted widget whose parts have tooltips; units can be clicked."""

    unit_clicked = Signal(str, int)  # id, row

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.parts: list[Part] = []
        self.hovered: Part | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.parts = []
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Paint it all, and say in `parts` what answers to the pointer."""
        raise NotImplementedError

    def part_at(self, place: QPointF) -> Part | None:
        return next((part for part in reversed(self.parts) if part.rect.contains(place)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if (part.rect if part is not None else None) != (self.hovered.rect if self.hovered is not None else None):
            self.hovered = part
            clickable = part is not None and bool(part.unit)
            self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if part is not None and part.unit and event.button() == Qt.MouseButton.LeftButton:
            self.unit_clicked.emit(part.unit, part.row)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            part = self.part_at(QPointF(event.pos()))
            words = part.tip if part is not None else ""
            if part is not None and words:
                QToolTip.showText(event.globalPos(), words, self, part.rect.toRect())
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())


def sized(widget: QWidget, size: int, *, bold: bool = False) -> QFont:
    """The font of the window in pixels."""
    font = QFont(widget.font())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def write(painter: QPainter, rect: QRectF, words: str, where: Qt.AlignmentFlag = LEFT) -> None:
    """The words on one line, shortened where they don't fit."""
    metrics = QFontMetricsF(painter.font())
    painter.drawText(rect, where, metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 1))


def width_of(font: QFont, words: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(words)


def steps(most: float, count: int) -> list[float]:
    """Round values from 0 to `most`, about so many: 0, 5, 10 …"""
    if most <= 0:
        return [0.0]
    rough = most / max(1, count)
    power = 10 ** math.floor(math.log10(rough))
    size = next(one * power for one in (1, 2, 5, 10) if one * power >= rough)
    return [index * size for index in range(math.floor(most / size + 1e-9) + 1)]


def number(value: float) -> str:
    """A value on an axis: whole where it is."""
    return decimal(value, 0 if value == int(value) else 1)


def ground() -> tuple[str, str]:
    """The greys of waiting in a unit and of being under way."""
    colours = theme.current()
    dark = theme.current() is theme.DARK
    return (colours.strong_line if dark else "#bcc5d0"), (colours.pressed if dark else "#dde2e8")


def cause_colours() -> dict[str, str]:
    """One colour for each cause, told apart by lightness too; waiting is pale, work is dark."""
    panel = theme.current().panel
    return {
        "place": style.legible("#8d99a8", panel, theme.LEAST_CONTRAST),
        "labour": style.legible("#d9a441", panel, theme.LEAST_CONTRAST),
        "setup": theme.family(style.FAMILIES[3]),
        "run": theme.family(style.FAMILIES[0]),
        "rest": style.legible("#7fbab4", panel, theme.LEAST_CONTRAST),
        "transport": ground()[1],
    }


def dashed(colour: str, width: float = 1.2) -> QPen:
    pen = QPen(QColor(colour), width, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 3])
    return pen
