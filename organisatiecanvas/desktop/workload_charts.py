"""The quadrants of Karasek: demands across, control up, groups as bubbles, an arrow from what they were before."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.flow_paint import (
    CENTER,
    LEFT,
    RIGHT,
    Chart,
    Part,
    dashed,
    number,
    sized,
    width_of,
    write,
)
from organisatiecanvas.desktop.widgets import fitted
from organisatiecanvas.models.analysis.figure_labels import value_label
from organisatiecanvas.models.language import _, decimal

MARGIN, AXIS = 10.0, 22.0
INSIDE = 14.0, 28.0  # room at the ends of the scales for half a bubble, and for the names of the quadrants
SEVERITY = {"slopend": "problem", "actief": "attention", "passief": "", "ontspannen": "good"}
HEAD = 9.0
LEGEND_LINE, MOST_LEGEND = 14, 3  # pixels; lines


@dataclass(frozen=True)
class Scales:
    """The ends of both axes, where high demands begin and low control ends (None: not shown), and their ticks."""

    demands: tuple[float, float]
    control: tuple[float, float]
    cut_offs: tuple[float, float] | None
    ticks: tuple[tuple[float, ...], tuple[float, ...]]


NEA = Scales((1, 4), (1, 3), (2.5, 2.5), ((1, 2, 2.5, 3, 4), (1, 1.5, 2, 2.5, 3)))
INDEX = Scales((0, 1), (0, 1), (0.5, 0.5), ((0, 0.5, 1), (0, 0.5, 1)))


def jcq_scales(cut_offs: tuple[float, float] | None) -> Scales:
    """JCQ scores with the cut-offs of this survey."""
    return Scales((12, 48), (24, 96), cut_offs, ((12, 24, 36, 48), (24, 48, 72, 96)))


@dataclass(frozen=True)
class Point:
    """One group: `size` is its number of answers (None: a unit's estimate, drawn as a square)."""

    id: str
    name: str
    demands: float
    control: float
    quadrant: str
    size: int | None = None
    careful: bool = False
    before: tuple[float, float] | None = None


class QuadrantChart(Chart):
    """`unit_clicked` tells which group was clicked; the right button copies the picture with its method."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.points: list[Point] = []
        self.scales = NEA
        self.before = ""
        self.empty = ""
        self.stale = False
        self.method = ""  # printed under a copied picture
        self._titles: list[QRectF] = []  # where the names of the quadrants stand
        self._legend = 1  # lines that explain numbers

    def show_points(
        self, points: list[Point], scales: Scales, *, empty: str = "", before: str = "", stale: bool = False
    ) -> None:
        """`before`: what the other end of an arrow is called; `empty`: what is said where there is nothing."""
        self.points, self.scales, self.empty, self.before, self.stale = points, scales, empty, before, stale
        self.setAccessibleDescription("; ".join(self._spoken(point) for point in points) or empty)
        self._legend = 1
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend = 1

    def sizeHint(self) -> QSize:
        return QSize(440, 330)

    def minimumSizeHint(self) -> QSize:
        return QSize(250, 190)

    def _spoken(self, point: Point) -> str:
        words = _("{name}: {quadrant}, demands {demands}, control {control}").format(
            name=point.name,
            quadrant=value_label(point.quadrant),
            demands=decimal(point.demands, 2),
            control=decimal(point.control, 2),
        )
        if point.size is not None:
            words += ", " + _("{count} answers").format(count=decimal(point.size, 0))
        if point.before is not None:
            words += ", " + _("before {demands} and {control}").format(
                demands=decimal(point.before[0], 2), control=decimal(point.before[1], 2)
            )
        if point.careful:
            words += ". " + _("Few answers: read with care.")
        return words

    # -- as a picture ----------------------------------------------------------------------------------------------

    def picture(self) -> QPixmap:
        """The chart as it is shown, with its title above and its method below."""
        scale, pad = self.devicePixelRatioF(), 16
        wide = self.width() + 2 * pad
        font = sized(self, 12)
        wrap = int(Qt.TextFlag.TextWordWrap)
        lines = QFontMetrics(font).boundingRect(QRect(0, 0, self.width(), 10_000), wrap, self.method)
        made = QPixmap(round(wide * scale), round((self.height() + lines.height() + 44 + 2 * pad) * scale))
        made.setDevicePixelRatio(scale)
        made.fill(QColor(theme.current().panel))
        painter = QPainter(made)
        painter.setFont(sized(self, 15, bold=True))
        painter.setPen(QColor(theme.current().ink))
        painter.drawText(QRectF(pad, pad, self.width(), 26), LEFT, self.accessibleName())
        painter.drawPixmap(pad, pad + 30, self.grab())
        painter.setFont(font)
        painter.setPen(QColor(theme.current().muted))
        below = QRect(pad, pad + 38 + self.height(), self.width(), lines.height() + 4)
        painter.drawText(below, wrap, self.method)
        painter.end()
        return made

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(_("Copy the picture"), lambda: QGuiApplication.clipboard().setPixmap(self.picture()))
        menu.exec(event.globalPos())
        menu.deleteLater()

    # -- measures ------------------------------------------------------------------------------------------------

    def _field(self) -> QRectF:
        below = MARGIN + AXIS + 24 + (self._legend - 1) * LEGEND_LINE
        return QRectF(self.rect()).adjusted(MARGIN + AXIS + 24, MARGIN, -MARGIN, -below)

    def _place(self, demands: float, control: float) -> QPointF:
        wide, high = INSIDE
        field, scales = self._field().adjusted(wide, high, -wide, -high), self.scales
        across = (demands - scales.demands[0]) / (scales.demands[1] - scales.demands[0])
        up = (control - scales.control[0]) / (scales.control[1] - scales.control[0])
        return QPointF(field.left() + across * field.width(), field.bottom() - up * field.height())

    @staticmethod
    def radius(point: Point) -> float:
        """Bubbles grow with the root of their number, so that area says how many."""
        return 6.0 if point.size is None else min(26.0, 4.0 + 1.7 * math.sqrt(point.size))

    # -- painting ------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        self._titles = []
        self._quadrants(painter)
        self._axes(painter)
        if not self.points:
            painter.setFont(sized(self, 13))
            room = self._field().adjusted(30, 30, -30, -30)
            middle = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            if self.empty:  # not through the lines
                painter.fillRect(
                    painter.boundingRect(room, middle, self.empty).adjusted(-8, -4, 8, 4), QColor(theme.current().panel)
                )
            painter.setPen(QColor(theme.current().muted))
            painter.drawText(room, middle, self.empty)
            return
        painter.setOpacity(0.55 if self.stale else 1.0)
        for point in self.points:
            self._arrow(painter, point)
        for point in sorted(self.points, key=lambda one: -self.radius(one)):
            self._bubble(painter, point)
        self._names(painter)

    def _quadrants(self, painter: QPainter) -> None:
        field, colours = self._field(), theme.current()
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.panel))
        painter.drawRect(field)
        if self.scales.cut_offs is None:
            return
        middle = self._place(*self.scales.cut_offs)
        cells = {
            "slopend": QRectF(middle, field.bottomRight()),
            "actief": QRectF(QPointF(middle.x(), field.top()), QPointF(field.right(), middle.y())),
            "passief": QRectF(QPointF(field.left(), middle.y()), QPointF(middle.x(), field.bottom())),
            "ontspannen": QRectF(field.topLeft(), middle),
        }
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(cells["slopend"], QColor(colours.problem_tint))
        painter.fillRect(cells["ontspannen"], QColor(colours.good_tint))
        painter.fillRect(cells["passief"], QColor(colours.ground))
        painter.fillRect(cells["actief"], QColor(colours.panel))
        painter.fillRect(cells["actief"], QBrush(QColor(colours.attention_tint), Qt.BrushStyle.SolidPattern))
        hatch = QColor(theme.graphic("attention"))
        hatch.setAlpha(90)
        painter.fillRect(cells["actief"], QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.setPen(dashed(colours.muted))
        painter.drawLine(QPointF(middle.x(), field.top()), QPointF(middle.x(), field.bottom()))
        painter.drawLine(QPointF(field.left(), middle.y()), QPointF(field.right(), middle.y()))
        self._quadrant_names(painter, cells)

    def _quadrant_names(self, painter: QPainter, cells: dict[str, QRectF]) -> None:
        painter.setFont(sized(self, 12, bold=True))
        for name, cell in cells.items():
            severity = SEVERITY[name]
            symbol = theme.SYMBOLS.get(severity, "")
            words = f"{symbol} {quadrant_words(name)}".strip()
            painter.setPen(QColor(theme.soft(severity)[1]))
            top = cell.top() + 3 if name in ("actief", "ontspannen") else cell.bottom() - 22
            where = RIGHT if name in ("actief", "slopend") else LEFT
            room = QRectF(cell.left() + 8, top, cell.width() - 16, 19)
            write(painter, room, words, where)
            needed = min(room.width(), width_of(painter.font(), words) + 4)
            self._titles.append(QRectF(room.right() - needed if where == RIGHT else room.left(), top, needed, 19))

    def _axes(self, painter: QPainter) -> None:
        field, colours = self._field(), theme.current()
        painter.setFont(sized(self, 11))
        painter.setPen(QColor(colours.muted))
        for value in self.scales.ticks[0]:
            across = self._place(value, self.scales.control[0]).x()
            painter.drawText(QRectF(across - 24, field.bottom() + 3, 48, 16), CENTER, number(value))
        for value in self.scales.ticks[1]:
            up = self._place(self.scales.demands[0], value).y()
            painter.drawText(QRectF(field.left() - 34, up - 8, 29, 16), RIGHT, number(value))
        painter.setFont(sized(self, 12))
        painter.setPen(QColor(colours.ink))
        below = QRectF(field.left(), field.bottom() + 19, field.width(), 18)
        painter.drawText(below, CENTER, _("Work demands →"))
        painter.save()
        painter.translate(self.rect().left() + 14, field.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-field.height() / 2, -9, field.height(), 18), CENTER, _("Room to decide →"))
        painter.restore()

    def _arrow(self, painter: QPainter, point: Point) -> None:
        """A hollow circle where the group was, and an arrow to where it is."""
        if point.before is None:
            return
        start, end = self._place(*point.before), self._place(point.demands, point.control)
        muted = QColor(theme.current().muted)
        painter.setPen(QPen(muted, 1.6))
        painter.setBrush(QColor(theme.current().panel))
        painter.drawEllipse(start, 5, 5)
        way = end - start
        length = math.hypot(way.x(), way.y())
        tip_gap = self.radius(point) + 2
        if length <= tip_gap + 8:
            return
        unit = way / length
        tip = end - unit * tip_gap
        painter.setPen(dashed(theme.current().muted, 1.4))
        painter.drawLine(start + unit * 6, tip - unit * HEAD)
        side = QPointF(-unit.y(), unit.x())
        head = QPainterPath(tip)
        head.lineTo(tip - unit * HEAD + side * HEAD / 2)
        head.lineTo(tip - unit * HEAD - side * HEAD / 2)
        head.closeSubpath()
        painter.fillPath(head, muted)
        area = QRectF(start.x() - 7, start.y() - 7, 14, 14)
        self.parts.append(Part(area, lambda: f"{point.name} · {self.before}"))

    def _bubble(self, painter: QPainter, point: Point) -> None:
        colours, centre, radius = theme.current(), self._place(point.demands, point.control), self.radius(point)
        severity = SEVERITY[point.quadrant]
        fill = QColor(theme.graphic(severity) if severity else colours.muted)
        pen = QPen(QColor(colours.ink), 1.2)
        if point.careful or point.size is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        fill.setAlpha(215)
        painter.setBrush(fill)
        if point.size is None:
            painter.drawRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
        else:
            painter.drawEllipse(centre, radius, radius)
        room = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        self.parts.append(Part(room, lambda: self._spoken(point), point.id))

    def _names(self, painter: QPainter) -> None:
        """Each name beside, below or above its bubble; where there is no room a number, explained under the chart."""
        painter.setFont(sized(self, 12, bold=True))
        field = self._field()
        taken: list[QRectF] = list(self._titles)
        marks = {id(point): self._around(point) for point in self.points}
        left: list[Point] = []
        for point in self.points:
            words = point.name
            if point.size is not None:
                words += f" ({point.size})" + (" !" if point.careful else "")
            width = min(width_of(painter.font(), words) + 2, field.width() * 0.55)
            others = [mark for name, mark in marks.items() if name != id(point)]
            for room in self._rooms(point, width):
                if field.contains(room) and not any(room.intersects(other) for other in (*taken, *others)):
                    taken.append(room)
                    self._name(painter, room, words)
                    break
            else:
                left.append(point)
        self._numbers(painter, left)

    def _name(self, painter: QPainter, room: QRectF, words: str) -> None:
        behind = QColor(theme.current().panel)
        behind.setAlpha(190)
        painter.fillRect(room.adjusted(-2, 1, 2, -1), behind)
        painter.setPen(QColor(theme.current().ink))
        write(painter, room, words)

    def _numbers(self, painter: QPainter, points: list[Point]) -> None:
        """Numbers in the bubbles whose names found no room, and what they stand for."""
        if not points:
            return
        painter.setFont(sized(self, 10, bold=True))
        for number_, point in enumerate(points, start=1):
            on_pale = point.quadrant == "actief" and theme.current() is not theme.DARK
            painter.setPen(QColor(theme.current().ink if on_pale else theme.current().on_accent))
            painter.drawText(self._around(point).adjusted(-4, -4, 4, 4), CENTER, str(number_))
        painter.setFont(sized(self, 11))
        painter.setPen(QColor(theme.current().muted))
        words = " · ".join(f"{number_}\u00a0{point.name}" for number_, point in enumerate(points, start=1))
        wide = int(self.width() - 2 * MARGIN)
        shown = fitted(words, painter.fontMetrics(), wide, MOST_LEGEND)
        lines = shown.count("\n") + 1
        if lines > self._legend:  # the field gives way, and is painted again
            self._legend = lines
            self.update()
        high = lines * LEGEND_LINE + 2
        below = QRectF(MARGIN, self.height() - high - 1, wide, high)
        painter.drawText(below, int(LEFT), shown)
        self.parts.append(Part(below, lambda: words.replace("\u00a0", " ")))

    def _around(self, point: Point) -> QRectF:
        centre, radius = self._place(point.demands, point.control), self.radius(point)
        return QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)

    def _rooms(self, point: Point, width: float) -> list[QRectF]:
        around = self._around(point)
        middle = around.center()
        beside = [QPointF(around.right() + 5, middle.y() - 8), QPointF(around.left() - width - 5, middle.y() - 8)]
        above = [QPointF(middle.x() - width / 2, y) for y in (around.bottom() + 2, around.top() - 18)]
        corners = [
            QPointF(x, y)
            for y in (around.bottom() - 2, around.top() - 14)
            for x in (around.right() + 2, around.left() - width - 2)
        ]
        return [QRectF(place.x(), place.y(), width, 16) for place in (*beside, *above, *corners)]


def quadrant_words(name: str) -> str:
    """What a quadrant is called on a chart."""
    return {
        "slopend": _("Straining work"),
        "actief": _("Active work"),
        "passief": _("Passive work"),
        "ontspannen": _("Relaxed work"),
    }[name]
