"""Charts of control and structure: need against authority per unit, a radar of the structure, bars of work quality."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import theme
from organisatiecanvas.models.analysis.control import MUCH_CONTROL_WORK, POOR_AUTHORITY
from organisatiecanvas.models.language import _, percent

LEFT, TOP, RIGHT, BOTTOM = 58.0, 18.0, 18.0, 44.0
DOT = 7.0
NAME_HIGH = 18.0
RINGS = 4
NARROW = 480  # pixels of a radar, up to which its names are narrow
ROUND, MOST_TICKS = 0.05, 6  # a share that reads easily, and how many of them stand along an axis


class Chart(QWidget):
    """A widget that paints itself in the colours of the window; `words` tells a screen reader what it shows."""

    def __init__(self, words: str, parent: QWidget | None = None, least: tuple[int, int] = (320, 260)) -> None:
        super().__init__(parent)
        self._least = QSize(*least)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return self._least * 1.25

    def minimumSizeHint(self) -> QSize:
        return self._least

    def begin(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.current().panel))
        painter.setFont(self.sized(12))
        return painter

    def sized(self, size: int, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


@dataclass(frozen=True)
class Spot:
    """A unit: its name, control asked as a share of its hours (x), operational authority 0–1 (y), and its light."""

    id: str
    name: str
    x: float
    y: float
    light: str | None
    before: tuple[float, float] | None = None


class NeedChart(Chart):
    """Control asked against control allowed, a spot per unit, with an arrow from where it was before.

    The shaded corner is where the method sees a problem: more than 7.5 % of the hours asked, authority below 0.4.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Control asked and authority per unit"), parent)
        self.spots: list[Spot] = []
        self.gone: list[Spot] = []  # units of before that are no more
        self.setMouseTracking(True)

    def show_spots(self, spots: Sequence[Spot], gone: Sequence[Spot] = ()) -> None:
        self.spots, self.gone = list(spots), list(gone)
        told = (f"{spot.name}: {percent(spot.x, 1)}, {percent(spot.y)}" for spot in self.spots)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    @property
    def most(self) -> float:
        """The end of the horizontal axis: a round share that holds every spot."""
        values = [spot.x for spot in (*self.spots, *self.gone)] + [spot.before[0] for spot in self.spots if spot.before]
        return max(0.1, math.ceil(max(values, default=0.0) * 1.1 / ROUND) * ROUND)

    def ticks(self) -> list[float]:
        """Round shares along the horizontal axis, not more than fit."""
        steps = round(self.most / ROUND)
        every = math.ceil(steps / MOST_TICKS)
        return [at * ROUND for at in range(0, steps + 1, every)]

    def area(self) -> QRectF:
        return QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)

    def place(self, x: float, y: float) -> QPointF:
        area = self.area()
        return QPointF(area.left() + x / self.most * area.width(), area.bottom() - y * area.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter, area = theme.current(), self.begin(), self.area()
        corner = QRectF(self.place(MUCH_CONTROL_WORK, POOR_AUTHORITY), area.bottomRight())
        painter.fillRect(corner, QColor(colours.problem_tint))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRect(area)
        self._paint_axes(painter, area)
        painter.setPen(QPen(QColor(colours.strong_line), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for spot in self.gone:
            painter.drawEllipse(self.place(spot.x, spot.y), DOT - 1.5, DOT - 1.5)
        for spot in self.spots:
            self._paint_before(painter, spot)
        dots = [self.place(spot.x, spot.y) for spot in self.spots]
        taken = [QRectF(dot.x() - DOT, dot.y() - DOT, 2 * DOT, 2 * DOT) for dot in dots]
        for spot in sorted(self.spots, key=lambda one: -one.x):
            self._paint_spot(painter, spot, area, taken)
        painter.end()

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        colours = theme.current()
        painter.setFont(self.sized(11))
        painter.setPen(QColor(colours.muted))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        for share in self.ticks():
            x = self.place(share, 0).x()
            painter.drawText(QRectF(x - 30, area.bottom() + 4, 60, 16), centre, percent(share))
        for step in range(5):
            y = area.bottom() - area.height() * step / 4
            beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(18, y - 8, LEFT - 24, 16), beside, percent(step / 4))
        below = QRectF(area.left(), area.bottom() + 22, area.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, _("control asked: share of the hours →"))
        painter.save()
        painter.translate(4, area.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, area.height(), 16), Qt.AlignmentFlag.AlignRight, _("operational authority →"))
        painter.restore()

    def _paint_before(self, painter: QPainter, spot: Spot) -> None:
        if spot.before is None:
            return
        colours = theme.current()
        start, end = self.place(*spot.before), self.place(spot.x, spot.y)
        painter.setPen(QPen(QColor(colours.strong_line), 1.4, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(start, DOT - 1.5, DOT - 1.5)
        way = end - start
        length = math.hypot(way.x(), way.y())
        if length < 3 * DOT:
            return
        unit = way / length
        first, tip = start + unit * DOT, end - unit * (DOT + 2)
        painter.drawLine(first, tip)
        painter.setPen(QPen(QColor(colours.strong_line), 1.4))
        side = QPointF(-unit.y(), unit.x())
        for sign in (1, -1):
            painter.drawLine(tip, tip - unit * 7 + side * (4 * sign))

    def _paint_spot(self, painter: QPainter, spot: Spot, area: QRectF, taken: list[QRectF]) -> None:
        colours = theme.current()
        middle = self.place(spot.x, spot.y)
        painter.setPen(QPen(QColor(colours.panel), 1.5))
        painter.setBrush(QColor(theme.strong(spot.light or "") if spot.light else colours.disabled))
        painter.drawEllipse(middle, DOT, DOT)
        words = f"{theme.SYMBOLS.get(spot.light or '', '')} {spot.name}".strip()
        font = self.sized(12, bold=True)
        width = QFontMetricsF(font).horizontalAdvance(words) + 2
        box = _free_box(middle, width, area, taken)
        if box is None:  # no room: its tooltip tells
            return
        taken.append(box)
        if abs(box.center().y() - middle.y()) > 1:
            painter.setPen(QPen(QColor(colours.strong_line), 1))
            near = box.left() if box.left() > middle.x() else box.right()
            painter.drawLine(middle, QPointF(near - 2, box.center().y()))
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def spot_at(self, place: QPointF) -> Spot | None:
        near = [
            (math.dist((place.x(), place.y()), self.place(s.x, s.y).toTuple()), s) for s in (*self.spots, *self.gone)
        ]
        best = min(near, key=lambda item: item[0], default=None)
        return best[1] if best is not None and best[0] <= DOT * 2 else None

    def mouseMoveEvent(self, event: Any) -> None:
        spot = self.spot_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)
        if spot is not None:
            words = _("{name}: asked {asked} of the hours, authority {authority}")
            name = _("{name} (before)").format(name=spot.name) if spot in self.gone else spot.name
            told = words.format(name=name, asked=percent(spot.x, 1), authority=percent(spot.y))
            QToolTip.showText(event.globalPosition().toPoint(), told, self)

    def mousePressEvent(self, event: Any) -> None:
        spot = self.spot_at(event.position())
        if spot is not None and spot not in self.gone:
            self.chosen.emit(spot.id)


def _free_box(middle: QPointF, width: float, area: QRectF, taken: list[QRectF]) -> QRectF | None:
    """Where the name of a spot can be read: beside it, right before left, or as little above or below as there is."""
    room = area.adjusted(0, -10, 4, 0)
    lefts = (middle.x() + DOT + 4, middle.x() - DOT - 4 - width)
    sides = [(at, _filled(taken, at, at + width)) for at in lefts if room.left() <= at and at + width <= room.right()]
    for step in range(34):
        for way in (1, -1) if step else (1,):
            top = middle.y() - NAME_HIGH / 2 + way * step * 6
            if top < room.top() or top + NAME_HIGH > room.bottom():
                continue
            for left, filled in sides:
                if not any(top < below and above < top + NAME_HIGH for above, below in filled):
                    return QRectF(left, top, width, NAME_HIGH)
    return None


def _filled(taken: list[QRectF], left: float, right: float) -> list[tuple[float, float]]:
    """From where to where, downwards, something lies between two verticals; what touches counts as one."""
    found: list[tuple[float, float]] = []
    for above, below in sorted((one.top(), one.bottom()) for one in taken if one.left() < right and one.right() > left):
        if found and above <= found[-1][1]:
            found[-1] = found[-1][0], max(below, found[-1][1])
        else:
            found.append((above, below))
    return found


@dataclass(frozen=True)
class Web:
    """One line of a radar: a value 0–1 per axis, None where it could not be computed."""

    name: str
    values: tuple[float | None, ...]
    colour: str


class Radar(Chart):
    """Several variants on the same axes; the middle is 0. An axis without a value is left out of that line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Structure of the variants"), parent, (340, 300))
        self.axes: list[str] = []
        self.webs: list[Web] = []

    def show_webs(self, axes: Sequence[str], webs: Sequence[Web]) -> None:
        self.axes, self.webs = list(axes), list(webs)
        told = []
        for web in webs:
            values = zip(axes, web.values, strict=True)
            told.append(web.name + ": " + ", ".join(f"{a} {percent(v)}" for a, v in values if v is not None))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    @property
    def _name_width(self) -> float:
        """Of the name of an axis: in a narrow chart names take more lines, so that the web stays large."""
        return 116.0 if self.width() > NARROW else 88.0

    def point(self, axis: int, share: float) -> QPointF:
        middle = QPointF(self.width() / 2, self.height() / 2 + 4)
        reach = max(40.0, min(self.width() / 2 - self._name_width - 2, self.height() / 2 - 44))
        angle = -math.pi / 2 + 2 * math.pi * axis / max(1, len(self.axes))
        return middle + QPointF(math.cos(angle), math.sin(angle)) * (reach * share)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter = theme.current(), self.begin()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(1, RINGS + 1):
            painter.setPen(QPen(QColor(colours.line if ring == RINGS else colours.hover), 1))
            painter.drawPolygon(QPolygonF([self.point(axis, ring / RINGS) for axis in range(len(self.axes))]))
        for axis, name in enumerate(self.axes):
            painter.setPen(QPen(QColor(colours.hover), 1))
            painter.drawLine(self.point(axis, 0), self.point(axis, 1))
            self._paint_name(painter, axis, name)
        for web in self.webs:
            self._paint_web(painter, web)
        painter.end()

    def _paint_name(self, painter: QPainter, axis: int, name: str) -> None:
        place, middle = self.point(axis, 1.08), self.point(axis, 0)
        box = QRectF(0, 0, self._name_width, 46)
        box.moveCenter(place)
        across = Qt.AlignmentFlag.AlignHCenter
        if place.x() > middle.x() + 10:
            box.moveLeft(place.x())
            across = Qt.AlignmentFlag.AlignLeft
        elif place.x() < middle.x() - 10:
            box.moveRight(place.x())
            across = Qt.AlignmentFlag.AlignRight
        elif place.y() < middle.y():
            box.moveBottom(place.y())
        else:
            box.moveTop(place.y())
        painter.setFont(self.sized(11))
        painter.setPen(QColor(theme.current().muted))
        flags = int(across) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(box, flags, name)

    def _paint_web(self, painter: QPainter, web: Web) -> None:
        known = [(axis, value) for axis, value in enumerate(web.values) if value is not None]
        path = QPainterPath()
        if len(known) > 2:
            path.addPolygon(QPolygonF([self.point(axis, value) for axis, value in known]))
            path.closeSubpath()
        colour = QColor(web.colour)
        tint = QColor(colour)
        tint.setAlpha(26)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(tint)
        painter.drawPath(path)
        painter.setBrush(colour)
        for axis, value in known:
            painter.drawEllipse(self.point(axis, value), 3.2, 3.2)


def web_colours() -> tuple[str, ...]:
    """Colours of variants, told apart with any colour vision."""
    return (theme.current().muted, *map(theme.family, style.FAMILIES[:4]))
