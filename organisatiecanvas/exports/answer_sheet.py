"""The answer sheet of the NEA scales on paper: one A4 page to print as often as there are people in the room."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from organisatiecanvas.canvas import style
from organisatiecanvas.exports.saving import publish
from organisatiecanvas.models.language import _
from organisatiecanvas.models.survey_items import Item, nea_items, promise, scale_name, source

DPI, MM = 300, 25.4
LEFT, RIGHT, TOP, BOTTOM = 20.0, 190.0, 20.0, 280.0  # mm on A4
OPTIONS_FROM, ROW = 112.0, 16.0
CIRCLE = 5.6


def write_answer_sheet(target: Path, title: str, group: str, minimum: int) -> Path:
    """Write the page: `title` of the workshop, the group that is asked, the least group that is shown.

    Raises TargetBusyError and TargetError. Needs a QGuiApplication.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_("Answer sheet · {group}").format(group=group))
    writer.setCreator("Organisatiecanvas")
    writer.setResolution(DPI)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    painter.scale(DPI / MM, DPI / MM)
    _Page(painter).draw(title, group, minimum)
    painter.end()
    buffer.close()
    found = bytes(data.data())
    return publish(target, lambda path: path.write_bytes(found))


class _Page:
    """Draws in millimetres, from top to bottom."""

    def __init__(self, painter: QPainter) -> None:
        self.painter, self.top = painter, TOP

    def draw(self, title: str, group: str, minimum: int) -> None:
        self._words(_("How is your work?"), 8.0, style.LIGHT.ink, bold=True)
        self.top += 1.5
        self._words(" · ".join(part for part in (title, group) if part), 4.2, style.LIGHT.muted)
        self.top += 4
        self._promise(minimum)
        self.top += 5
        self._words(_("Tick one circle on every line, the one that fits best."), 4.2, style.LIGHT.ink)
        items = nea_items()
        for scale in ("demands", "autonomy"):
            self._scale([item for item in items if item.scale == scale])
        self.top = BOTTOM - 14
        self._line()
        self.top += 3
        self._words(source("nea"), 3.0, style.LIGHT.muted)

    def _promise(self, minimum: int) -> None:
        words = promise(minimum)
        self._font(4.0)
        room = QRectF(LEFT + 4, self.top + 3, RIGHT - LEFT - 8, 60)
        needed = self.painter.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
        box = QRectF(LEFT, self.top, RIGHT - LEFT, needed.height() + 6)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(style.LIGHT.accent_tint))
        self.painter.drawRoundedRect(box, 2, 2)
        self.painter.setPen(QColor(style.LIGHT.ink))
        self.painter.drawText(room, int(Qt.TextFlag.TextWordWrap), words)
        self.top = box.bottom()

    def _scale(self, items: list[Item]) -> None:
        """One scale: its name, what the circles mean above them, a line for each question."""
        self.top += 8
        options = items[0].options
        pitch = (RIGHT - OPTIONS_FROM) / len(options)
        self._font(4.4, bold=True)
        self.painter.setPen(QColor(style.LIGHT.accent))
        name = scale_name(items[0].scale)
        self.painter.drawText(QRectF(LEFT, self.top, 80, 8), int(Qt.AlignmentFlag.AlignVCenter), name)
        self._font(3.5)
        self.painter.setPen(QColor(style.LIGHT.muted))
        for number, words in enumerate(options):
            cell = QRectF(OPTIONS_FROM + number * pitch, self.top, pitch, 8)
            self.painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)
        self.top += 9
        for item in items:
            self._line()
            self._question(item, pitch)

    def _question(self, item: Item, pitch: float) -> None:
        self._font(3.4, bold=True)
        self.painter.setPen(QColor(style.LIGHT.muted))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        self.painter.drawText(QRectF(LEFT, self.top, 9, ROW), middle, item.code)
        self._font(4.1)
        self.painter.setPen(QColor(style.LIGHT.ink))
        room = QRectF(LEFT + 9, self.top, OPTIONS_FROM - LEFT - 12, ROW)
        self.painter.drawText(room, middle | int(Qt.TextFlag.TextWordWrap), item.text)
        for number in range(len(item.options)):
            centre = QPointF(OPTIONS_FROM + (number + 0.5) * pitch, self.top + ROW / 2)
            self.painter.setPen(QPen(QColor(style.LIGHT.ink), 0.35))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawEllipse(centre, CIRCLE / 2, CIRCLE / 2)
            self._font(2.8)
            self.painter.setPen(QColor(style.LIGHT.muted))
            place = QRectF(centre.x() - CIRCLE / 2, centre.y() - CIRCLE / 2, CIRCLE, CIRCLE)
            self.painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))
        self.top += ROW

    def _line(self) -> None:
        self.painter.setPen(QPen(QColor(style.LIGHT.line), 0.25))
        self.painter.drawLine(QPointF(LEFT, self.top), QPointF(RIGHT, self.top))

    def _words(self, words: str, size: float, colour: str, *, bold: bool = False) -> None:
        self._font(size, bold=bold)
        self.painter.setPen(QColor(colour))
        room = QRectF(LEFT, self.top, RIGHT - LEFT, 60)
        needed = self.painter.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
        self.painter.drawText(room, int(Qt.TextFlag.TextWordWrap), words)
        self.top += needed.height()

    def _font(self, size: float, *, bold: bool = False) -> None:
        """A letter of so many millimetres."""
        font = QFont(style.families())
        font.setPixelSize(100)
        font.setPointSizeF(size * 72 / DPI)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        self.painter.setFont(font)
