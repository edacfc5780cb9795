"""The other charts of the lead time: the way of one order, loads with their target, the curve of lot sizes."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.flow_figures import Curve, UnitLoad, VariantFlow
from organisatiecanvas.desktop.flow_paint import (
    CENTER,
    LEFT,
    RIGHT,
    Chart,
    Part,
    dashed,
    family,
    ground,
    number,
    sized,
    steps,
    width_of,
    write,
)
from organisatiecanvas.desktop.flow_words import Row, reliability_words, stage_tip
from organisatiecanvas.models.analysis.flow.lights import light, too_high
from organisatiecanvas.models.analysis.flow.lots import LotPoint
from organisatiecanvas.models.analysis.flow.stages import Stage
from organisatiecanvas.models.language import _, decimal, percent

PITCH, BAR, AXIS = 24, 14, 24
LOAD_PITCH = 23
WAITS = 330  # pixels below which waiting times stand in the tooltip alone
LEAST_CURVE = 200
HIGHEST = 2.0  # times the best lead time, to which the scale of the curve goes
MOST_LOADS = 30  # units in the chart; the table has them all
VISIBLE = 5e-4  # a smaller difference in load is not shown


class PathChart(Chart):
    """The way of one order through the units: the critical path, and beside it what has slack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Critical path"), parent)
        self.row: Row | None = None

    def show_row(self, row: Row | None) -> None:
        self.row = row
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def stages(self) -> list[Stage]:
        """In order of their begin."""
        if self.row is None:
            return []
        line = self.row.line.timeline
        return sorted((*line.path, *line.beside), key=lambda stage: (stage.begin, stage.slack))

    def sizeHint(self) -> QSize:
        return QSize(600, len(self.stages()) * PITCH + AXIS)

    def paintEvent(self, _event: Any) -> None:
        row = self.row
        self.parts = []
        if row is None or not row.line.days:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        stages = self.stages()
        plain, bold = sized(self, 12), sized(self, 12, bold=True)
        longest = max(
            (width_of(bold, row.names.get(stage.unit or stage.link or "", "")) for stage in stages), default=0
        )
        left = min(longest + 34, max(150.0, self.width() * 0.34))
        scale = (self.width() - left - 150) / row.line.days
        painter.setFont(sized(self, 11))
        bottom = self.height() - AXIS
        for value in steps(row.line.days, max(2, int(row.line.days * scale / 80))):
            x = int(left + value * scale)
            painter.setPen(QPen(QColor(colours.hover), 1))
            painter.drawLine(x, 0, x, bottom)
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(x - 30, bottom + 4, 60, 16), CENTER, number(value))
        for index, stage in enumerate(stages):
            top = index * PITCH
            critical = stage.slack <= 0
            name = row.names.get(stage.unit or stage.link or "", "")
            painter.setPen(QColor(colours.ink if stage.unit else colours.muted))
            painter.setFont(bold if critical and stage.unit else plain)
            write(painter, QRectF(24, top, left - 32, PITCH), name)
            painter.setPen(QColor(colours.accent if critical else colours.muted))
            painter.drawText(QRectF(4, top, 16, PITCH), CENTER, "●" if critical else "○")
            self._paint_stage(painter, stage, row, (top, left, scale))
        painter.end()

    def _paint_stage(self, painter: QPainter, stage: Stage, row: Row, at: tuple[float, float, float]) -> None:
        top, left, scale = at
        colours = theme.current()
        waiting, under_way = ground()
        rect = QRectF(left + stage.begin * scale, top + (PITCH - BAR) / 2, max(1.5, stage.days * scale), BAR)
        painter.fillRect(rect, QColor(under_way if stage.link is not None else waiting))
        if stage.causes.touch > 0:
            queue = (stage.causes.place + stage.causes.labour) * scale
            work = QRectF(rect.left() + queue, rect.top(), max(1.0, rect.width() - queue), rect.height())
            painter.fillRect(work, QColor(family(row.line.colour)))
        end = rect.right()
        if stage.slack > 0:
            painter.setPen(dashed(colours.muted))
            painter.drawLine(QPointF(end, rect.center().y()), QPointF(end + stage.slack * scale, rect.center().y()))
            end += stage.slack * scale
        painter.setFont(sized(self, 11))
        painter.setPen(QColor(colours.muted))
        words = _("{days} d").format(days=decimal(stage.days, 1 if stage.days >= 0.05 else 2))
        if stage.slack > 0:
            words += " · " + _("{days} d slack").format(days=decimal(stage.slack))
        write(painter, QRectF(end + 7, top, self.width() - end - 7, PITCH), words)
        self.parts.append(Part(QRectF(0, top, end, PITCH), partial(stage_tip, stage, row), stage.unit or ""))


class LoadBars(Chart):
    """How full the units of a variant are, with the target as a dashed line, and how long lots wait there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Utilisation per unit"), parent)
        self.flow: VariantFlow | None = None
        self.trial: VariantFlow | None = None

    def show_loads(self, flow: VariantFlow | None, trial: VariantFlow | None) -> None:
        """The loads, and with the levers as they stand where any was moved."""
        self.flow, self.trial = flow, trial
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleDescription("; ".join(f"{unit.name}: {self._words(unit)}" for unit in self.units()))
        self.update()

    def units(self) -> list[UnitLoad]:
        """The fullest first, for that is where waiting is made; of many only the first."""
        if self.flow is None:
            return []
        return sorted(self.flow.units, key=_fullness)[:MOST_LOADS]

    def sizeHint(self) -> QSize:
        return QSize(420, len(self.units()) * LOAD_PITCH + AXIS)

    def _words(self, unit: UnitLoad) -> str:
        load = unit.figures["utilisation"]
        if load is None or self.flow is None:
            return unit.reason
        words = f"{theme.SYMBOLS[light(load, self.flow.target)]} {percent(load)}"
        then = self._then(unit.unit)
        if then is not None and abs(then - load) > VISIBLE:
            return f"{words} → {theme.SYMBOLS[light(then, self.flow.target)]} {percent(then)}"
        return f"{words} · {unit.needed}" if unit.needed else words

    def _waits(self, unit: UnitLoad) -> str:
        """How long a lot waits there, and how far that can be relied on: the load itself is a sum of what was typed."""
        hours = unit.figures["wait_hours"]
        if hours is None:
            return ""
        words = _("{hours} h").format(hours=decimal(hours))
        return f"{words} {reliability_words(unit.figures['reliability'] or '')}".rstrip()

    def paintEvent(self, _event: Any) -> None:
        self.parts = []
        flow = self.flow
        if flow is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        units = self.units()
        left = min(max((width_of(sized(self, 12), unit.name) for unit in units), default=0) + 16, self.width() * 0.36)
        loads = [load or 0.0 for unit in units for load in (unit.figures["utilisation"], self._then(unit.unit))]
        most = max([1.0, *loads])
        column = _("waiting per lot")
        waits = max(width_of(sized(self, 11), words) for words in (column, *map(self._waits, units))) + 12
        if self.width() < WAITS:
            waits = 0.0
        said = max((self._needs(unit, most) for unit in units), default=0.0)
        room = self.width() - left - waits
        scale = max(20.0, room - min(max(said, 12.0), room * 0.5)) / most
        bottom = self.height() - AXIS
        self._paint_axis(painter, flow, (left, scale, bottom), most)
        for index, unit in enumerate(units):
            self._paint_unit(painter, unit, index * LOAD_PITCH, (left, scale, self.width() - waits))
            if waits:
                painter.setFont(sized(self, 11))
                painter.setPen(QColor(colours.muted))
                where = QRectF(self.width() - waits, index * LOAD_PITCH, waits, LOAD_PITCH)
                write(painter, where, self._waits(unit), RIGHT)
        if waits:
            write(painter, QRectF(self.width() - waits, bottom + 4, waits, 16), column, RIGHT)
        target = int(left + flow.target * scale)
        painter.setPen(dashed(colours.ink))
        painter.drawLine(target, 0, target, bottom)
        painter.end()

    def _needs(self, unit: UnitLoad, most: float) -> float:
        """Pixels that the words of a unit take beyond the end of the scale, were its bar that long."""
        load = max(unit.figures["utilisation"] or 0.0, self._then(unit.unit) or 0.0)
        beyond = width_of(sized(self, 12, bold=True), self._words(unit)) + 14
        return beyond if load > 0.7 * most else 0.0

    def _paint_axis(self, painter: QPainter, flow: VariantFlow, at: tuple[float, float, float], most: float) -> None:
        """0 to 100 % and beyond below the bars, with the target among them."""
        colours = theme.current()
        left, scale, bottom = at
        painter.setFont(sized(self, 11))
        target = _("target ≤ {share}").format(share=percent(flow.target))
        wide = width_of(painter.font(), target) / 2
        middle = left + flow.target * scale
        for step in range(int(most / 0.5 + 1e-9) + 1):
            x = left + 0.5 * step * scale
            painter.setPen(QPen(QColor(colours.line if step == 2 else colours.hover), 1))
            painter.drawLine(int(x), 0, int(x), int(bottom))
            words = percent(0.5 * step)
            if abs(x - middle) > wide + width_of(painter.font(), words) / 2 + 6:
                painter.setPen(QColor(colours.muted))
                painter.drawText(QRectF(x - 40, bottom + 4, 80, 16), CENTER, words)
        painter.setPen(QColor(colours.ink))
        painter.drawText(QRectF(middle - 80, bottom + 4, 160, 16), CENTER, target)

    def _paint_unit(self, painter: QPainter, unit: UnitLoad, top: float, at: tuple[float, float, float]) -> None:
        left, scale, right = at
        colours = theme.current()
        load = unit.figures["utilisation"]
        painter.setFont(sized(self, 12))
        painter.setPen(QColor(colours.ink))
        write(painter, QRectF(0, top, left - 8, LOAD_PITCH), unit.name, RIGHT)
        words = self._words(unit)
        if load is None or self.flow is None:
            painter.setPen(QColor(colours.problem))
            write(painter, QRectF(left, top, self.width() - left, LOAD_PITCH), f"✕ {words}")
            self.parts.append(Part(QRectF(0, top, self.width(), LOAD_PITCH), lambda: words, unit.unit))
            return
        state = light(load, self.flow.target)
        fill = {"good": colours.good, "attention": colours.attention, "problem": colours.problem}[state]
        rect = QRectF(left, top + (LOAD_PITCH - BAR) / 2, load * scale, BAR)
        painter.fillRect(rect, QColor(fill))
        end = rect.right()
        then = self._then(unit.unit)
        if then is not None and abs(then - load) > VISIBLE:
            trial = QRectF(left, rect.top() - 2, then * scale, BAR + 4)
            painter.setPen(dashed(colours.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(trial)
            end = max(end, trial.right())
        target = left + self.flow.target * scale
        wide = width_of(sized(self, 12, bold=True), words)
        if end < target < end + 7 + wide:
            end = target  # the words stand clear of the line
        painter.setFont(sized(self, 12, bold=state != "good"))
        painter.setPen(QColor(theme.strong(state)))
        write(painter, QRectF(end + 7, top, right - end - 7, LOAD_PITCH), words, LEFT)
        self.parts.append(Part(QRectF(0, top, self.width(), LOAD_PITCH), partial(self._tip, unit, load), unit.unit))

    def _then(self, unit: str) -> float | None:
        if self.trial is None:
            return None
        return next((one.figures["utilisation"] for one in self.trial.units if one.unit == unit), None)

    def _tip(self, unit: UnitLoad, load: float) -> str:
        flow = self.flow
        assert flow is not None
        if load >= 1:
            return unit.reason
        words = _("{unit}: {load} full. Orders wait {times} × their own time here; at the target {target} ×.").format(
            unit=unit.name,
            load=percent(load, 1),
            times=decimal(load / (1 - load)),
            target=decimal(flow.target / (1 - flow.target)) if flow.target < 1 else "∞",
        )
        limit = _("✓ up to {target}, ! up to {limit}, ✕ above").format(
            target=percent(flow.target), limit=percent(too_high(flow.target))
        )
        waits = f"{_('waiting per lot')}: {self._waits(unit)}"
        return "\n".join((words, waits, limit))


class LotCurve(Chart):
    """MCT over lot sizes (on a scale of proportions), with the best lot and today's."""

    MARGIN = (46, 14, 16, 40)  # left, top, right, bottom

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Lead time by lot size"), parent)
        self.curve: Curve | None = None
        self.colour = ""
        self.trial: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LEAST_CURVE)

    def show_curve(self, curve: Curve | None, colour: str, trial: float | None) -> None:
        """`trial`: the lot size with the levers as they stand."""
        self.curve, self.colour, self.trial = curve, colour, trial
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
        y = self.height() - bottom - min(1.0, days / self._highest()) * high
        return QPointF(left + share * (self.width() - left - right), y)

    def _highest(self) -> float:
        """Up to twice the best, or what is now: what lies above piles up soon."""
        curve = self.curve
        assert curve is not None
        days = {point.lot_size: point.mct_days for point in curve.points if point.mct_days is not None}
        best, now = min(days.values()), days.get(curve.present, 0.0)
        return max(min(max(days.values()), HIGHEST * best), 1.15 * now, 0.1)

    def paintEvent(self, _event: Any) -> None:
        self.parts = []
        curve = self.curve
        if curve is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        if curve.best is None:
            painter.setPen(QColor(colours.problem))
            painter.setFont(sized(self, 12))
            reason = curve.points[0].reason
            where = QRectF(8, 8, self.width() - 16, self.height() - 16)
            painter.drawText(where, int(LEFT) | int(Qt.TextFlag.TextWordWrap), f"✕ {reason}")
            painter.end()
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
        painter.setPen(QPen(QColor(family(self.colour or colours.accent)), 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        self._paint_marks(painter, curve)
        painter.end()

    def _paint_axes(self, painter: QPainter, curve: Curve) -> None:
        colours = theme.current()
        left, _top, right, bottom = self.MARGIN
        floor = self.height() - bottom
        painter.setFont(sized(self, 11))
        for value in steps(self._highest(), 4):
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
                area.adjusted(4, 4, -4, -4), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words
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
            y = place.y() - 24 if symbol == "●" else place.y() + 8
            y = max(0.0, min(y, self.height() - self.MARGIN[3] - 18))
            painter.setPen(QColor(colour))
            painter.drawText(QRectF(x, y, wide + 4, 16), LEFT, said)
        if self.trial is not None and curve.points[0].lot_size <= self.trial <= curve.points[-1].lot_size:
            x = int(self._place(self.trial, 0).x())
            painter.setPen(dashed(colours.accent, 1.8))
            painter.drawLine(x, self.MARGIN[1], x, self.height() - self.MARGIN[3])


def _fullness(unit: UnitLoad) -> tuple[bool, float]:
    """What can't be told, as nothing works there, stands before what is full."""
    load = unit.figures["utilisation"]
    return load is not None, -(load or 0.0)


def _lot_tip(point: LotPoint) -> str:
    return _("Lots of {lot}: {days} days, busiest unit {load}").format(
        lot=decimal(point.lot_size, 0), days=decimal(point.mct_days or 0.0), load=percent(point.utilisation)
    )
