"""What the colours of an overlay mean, on one card above the drawing, as large as the last row needs."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.items import hatched
from organisatiecanvas.canvas.overlays import Class, Overlay, colours
from organisatiecanvas.canvas.presenting import text_size

PITCH = 1.5  # line to line, of the size of the letters
LEAST = 11  # pixels


class PresentLegend(QWidget):
    """The title and the classes that occur, each with symbol, threshold and count, on as many lines as they take."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.overlay: Overlay | None = None
        self.size_of_letters = LEAST
        self._lines: list[list[tuple[Class | None, str, float]]] = []
        self.hide()

    def show_overlay(self, overlay: Overlay | None, width: int) -> bool:
        """Say what this overlay means on a picture so wide; True when the room that it takes has changed."""
        before = self.height() if not self.isHidden() else 0
        self.overlay = overlay
        self.setVisible(overlay is not None)
        if overlay is not None:
            self._lay_out(overlay, width)
            self.setAccessibleName("; ".join([overlay.title, *(self._words(one) for one in overlay.classes)]))
            self.update()
        return before != (self.height() if overlay is not None else 0)

    @staticmethod
    def _words(one: Class) -> str:
        return f"{one.words}: {one.count + one.links}"

    def _lay_out(self, overlay: Overlay, width: int) -> None:
        size = self.size_of_letters = max(LEAST, math.ceil(text_size(width)))
        room = width - 2.0 * size
        parts: list[tuple[Class | None, str]] = [(None, overlay.title)]
        parts += [(one, self._words(one)) for one in overlay.classes if one.count or one.links]
        self._lines = [[]]
        left = 0.0
        for one, words in parts:
            swatch = 2.2 * size if one is not None else 0.0
            words = texts.elided(words, room - swatch, size, one is None)
            wide = swatch + texts.width(words, size, one is None)
            if self._lines[-1] and left + wide > room:
                self._lines.append([])
                left = 0.0
            self._lines[-1].append((one, words, left))
            left += wide + 1.2 * size
        self.setGeometry(0, 0, width, math.ceil(len(self._lines) * PITCH * size + 0.4 * size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.overlay is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(style.LIGHT.panel))
        size = self.size_of_letters
        for number, line in enumerate(self._lines):
            top = 0.2 * size + number * PITCH * size
            for one, words, left in line:
                self._paint(painter, one, words, QRectF(size + left, top, self.width(), PITCH * size))

    def _paint(self, painter: QPainter, one: Class | None, words: str, place: QRectF) -> None:
        size = self.size_of_letters
        if one is not None:
            symbol, fill, ink, _body = colours(one.key, one.level)
            box = QRectF(place.left(), place.top() + 0.15 * size, 1.9 * size, 1.2 * size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hatched(fill) if one.level == "none" else style.brush(fill))
            painter.drawRoundedRect(box, 0.25 * size, 0.25 * size)
            painter.setPen(QColor(ink))
            painter.setFont(style.font(size, True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, symbol)
            place = place.adjusted(2.2 * size, 0, 0, 0)
        painter.setPen(QColor(style.LIGHT.ink))
        painter.setFont(style.font(size, one is None))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
