"""The curve of lot sizes: what smaller or larger lots of a family do to its lead time."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.flow_figures import Curve
from organisatiecanvas.desktop.flow_paint import (
    CENTER,
    LEFT,
    RIGHT,
    Chart,
    Part,
    dashed,
    number,
    sized,
    steps,
    width_of,
)
from organisatiecanvas.models.analysis.flow.lots import LotPoint
from organisatiecanvas.models.language import _, decimal, percent

LEAST_CURVE = 200
HIGHEST = 2.0  # times the best lead time, to which the scale of the curve goes


class LotCurve(Chart):
    """MCT over lot sizes (on a scale of proportions), with the best lot and today's."""

    MARGIN = (46, 14, 16, 40)  # left, top, right, bottom

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Lead time by lot size"), parent)
        self.curve: Curve | None = None
        self.colour = ""
        self.trial: float | None = None
        self._top = 1.0  # days at the top of the scale
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LEAST_CURVE)

    def show_curve(self, curve: Curve | None, colour: str, trial: float | None) -> None:
        """`trial`: the lot size with the levers as they stand."""
        if (curve, colour, trial) == (self.curve, self.colour, self.trial):
            return
        self.curve, self.colour, self.trial = curve, colour, trial
        self._top = _highest(curve) if curve is not None and curve.best is not None else 1.0
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, LEAST_CURVE)

    def _place(self, lot: float, days: float) -> QPointF:
        curve = self.curve
        assert curve is not None
        left, top, right, bottom = self.MARGIN
        first, last = math.log(curve.points[0].lot_size), math.log(curve.points[-1].lot_size)
        share = (math.log(lot) - first) / (last - first) if last > first else 0.0
        high = self.height() - top - bottom
        y = self.height() - bottom - days / self._top * high
        return QPointF(left + share * (self.width() - left - right), y)

    def paint(self, painter: QPainter) -> None:
        curve = self.curve
        if curve is None:
            return
        colours = theme.current()
        if curve.best is None:
            painter.setPen(QColor(colours.problem))
            painter.setFont(sized(self, 12))
            reason = curve.points[0].reason
            where = QRectF(8, 8, self.width() - 16, self.height() - 16)
            painter.drawText(where, int(LEFT) | int(Qt.TextFlag.TextWordWrap), f"✕ {reason}")
            return
        self._paint_axes(painter, curve)
        self._paint_overload(painter, curve)
        path = QPainterPath()
        begun = False
        for point in curve.points:
            if point.mct_days is None:
                continue
            place = self._place(point.lot_size, point.mct_days)
            path.lineTo(place) if begun else path.moveTo(place)
            begun = True
            self.parts.append(Part(QRectF(place.x() - 9, 0, 18, self.height()), partial(_lot_tip, point)))
        painter.setPen(QPen(QColor(theme.family(self.colour or colours.accent)), 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipRect(QRectF(0, self.MARGIN[1] - 2, self.width(), self.height()))  # what is higher piles up soon
        painter.drawPath(path)
        painter.setClipping(False)
        self._paint_marks(painter, curve)

    def _paint_axes(self, painter: QPainter, curve: Curve) -> None:
        colours = theme.current()
        left, _top, right, bottom = self.MARGIN
        floor = self.height() - bottom
        painter.setFont(sized(self, 11))
        for value in steps(self._top, 4):
            y = self._place(curve.points[0].lot_size, value).y()
            painter.setPen(QPen(QColor(colours.hover), 1))
            painter.drawLine(left, int(y), self.width() - right, int(y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, y - 8, left - 6, 16), RIGHT, number(value))
        last = -100.0
        for point in curve.points:
            lot = point.lot_size
            power = 10 ** math.floor(math.log10(lot))
            for tick in (power, 2 * power, 5 * power):
                x = self._place(tick, 0).x()
                if curve.points[0].lot_size <= tick <= curve.points[-1].lot_size and x > last + 34:
                    painter.setPen(QColor(colours.muted))
                    painter.drawText(QRectF(x - 30, floor + 3, 60, 16), CENTER, number(tick))
                    last = x
        painter.setPen(QColor(colours.muted))
        words = _("pieces in a lot")
        painter.drawText(QRectF(left, floor + 19, self.width() - left - right, 16), RIGHT, words)
        painter.drawText(QRectF(4, floor + 19, 120, 16), LEFT, _("↑ days"))

    def _paint_overload(self, painter: QPainter, curve: Curve) -> None:
        """Where lots are too small to keep up."""
        colours = theme.current()
        piled = [point.lot_size for point in curve.points if point.mct_days is None]
        lots = [point.lot_size for point in curve.points if point.mct_days is not None]
        below = [lot for lot in piled if lot < lots[0]]
        if not below:
            return
        edge = self._place(math.sqrt(max(below) * lots[0]), 0).x()
        left, top, _right, bottom = self.MARGIN
        area = QRectF(left, top, edge - left, self.height() - top - bottom)
        painter.fillRect(area, QColor(colours.problem_tint))
        painter.setPen(QColor(colours.on_problem))
        painter.setFont(sized(self, 11))
        if area.width() > 40:
            words = _("orders pile up")
            painter.drawText(
                area.adjusted(4, 14, -4, -4), int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), words
            )
        reason = next(point.reason for point in curve.points if point.mct_days is None)
        self.parts.append(Part(area, lambda: reason))

    def _paint_marks(self, painter: QPainter, curve: Curve) -> None:
        colours = theme.current()
        now = next((point for point in curve.points if point.lot_size == curve.present), None)
        marks = []
        if now is not None and now.mct_days is not None:
            marks.append((now.lot_size, now.mct_days, _("today {lot}"), colours.ink, "●"))
        if curve.best is not None and curve.best.mct_days is not None:
            marks.append((curve.best.lot_size, curve.best.mct_days, _("best {lot}"), colours.good, "◆"))
        painter.setFont(sized(self, 12, bold=True))
        for lot, days, words, colour, symbol in marks:
            place = self._place(lot, days)
            painter.setPen(dashed(colour))
            painter.drawLine(place, QPointF(place.x(), self.height() - self.MARGIN[3]))
            painter.setPen(QPen(QColor(colours.panel), 2))
            painter.setBrush(QColor(colour))
            if symbol == "●":
                painter.drawEllipse(place, 6, 6)
            else:
                painter.save()
                painter.translate(place)
                painter.rotate(45)
                painter.drawRect(QRectF(-5, -5, 10, 10))
                painter.restore()
            said = words.format(lot=decimal(lot, 0)) + " · " + _("{days} d").format(days=decimal(days))
            wide = width_of(painter.font(), said)
            left_of = symbol == "◆" and now is not None and lot < now.lot_size
            x = place.x() - wide - 12 if left_of else place.x() + 10
            x = min(max(x, self.MARGIN[0]), self.width() - wide - 4)
            y = place.y() - 30 if symbol == "●" else place.y() + 8
            y = max(0.0, min(y, self.height() - self.MARGIN[3] - 18))
            behind = QColor(colours.panel)
            behind.setAlpha(200)
            painter.fillRect(QRectF(x - 2, y, wide + 4, 16), behind)
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(x, y, wide + 4, 16), LEFT, said)
        if self.trial is not None and curve.points[0].lot_size <= self.trial <= curve.points[-1].lot_size:
            x = int(self._place(self.trial, 0).x())
            painter.setPen(dashed(colours.accent, 1.8))
            painter.drawLine(x, self.MARGIN[1], x, self.height() - self.MARGIN[3])


def _lot_tip(point: LotPoint) -> str:
    return _("Lots of {lot}: {days} days, busiest unit {load}").format(
        lot=decimal(point.lot_size, 0), days=decimal(point.mct_days or 0.0), load=percent(point.utilisation)
    )


def _highest(curve: Curve) -> float:
    """Up to twice the best, or what is now: what lies above piles up soon."""
    days = {point.lot_size: point.mct_days for point in curve.points if point.mct_days is not None}
    best, now = min(days.values()), days.get(curve.present, 0.0)
    return max(min(max(days.values()), HIGHEST * best), 1.15 * now, 0.1)
