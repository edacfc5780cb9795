"""The other charts of the lead time: the way of one order, loads with their target."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.flow_figures import UnitLoad, VariantFlow
from organisatiecanvas.desktop.flow_paint import (
    CENTER,
    LEFT,
    RIGHT,
    Chart,
    Part,
    dashed,
    ground,
    number,
    sized,
    steps,
    width_of,
    write,
)
from organisatiecanvas.desktop.flow_words import Row, reliability_words, stage_tip
from organisatiecanvas.models.analysis.flow.lights import light, too_high
from organisatiecanvas.models.analysis.flow.stages import Stage
from organisatiecanvas.models.language import _, decimal, percent

PITCH, BAR, AXIS = 24, 14, 24
LOAD_PITCH, LARGEST_PITCH = 23, 36
WAITS = 330  # pixels below which waiting times stand in the tooltip alone
MOST_LOADS = 30  # units in the chart; the table has them all
VISIBLE = 5e-4  # a smaller difference in load is not shown


class PathChart(Chart):
    """The way of one order through the units: the critical path, and beside it what has slack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Critical path"), parent)
        self.row: Row | None = None

    def show_row(self, row: Row | None) -> None:
        if row == self.row:
            return
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

    def paint(self, painter: QPainter) -> None:
        row = self.row
        if row is None or not row.line.days:
            return
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

    def _paint_stage(self, painter: QPainter, stage: Stage, row: Row, at: tuple[float, float, float]) -> None:
        top, left, scale = at
        colours = theme.current()
        waiting, under_way = ground()
        rect = QRectF(left + stage.begin * scale, top + (PITCH - BAR) / 2, max(1.5, stage.days * scale), BAR)
        painter.fillRect(rect, QColor(under_way if stage.link is not None else waiting))
        if stage.causes.touch > 0:
            queue = (stage.causes.place + stage.causes.labour) * scale
            work = QRectF(rect.left() + queue, rect.top(), max(1.0, rect.width() - queue), rect.height())
            painter.fillRect(work, QColor(theme.family(row.line.colour)))
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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.flow: VariantFlow | None = None
        self.trial: VariantFlow | None = None

    def show_loads(self, flow: VariantFlow | None, trial: VariantFlow | None) -> None:
        """The loads, and with the levers as they stand where any was moved."""
        self.flow, self.trial = flow, trial
        self.setMinimumHeight(self.sizeHint().height())
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

    def paint(self, painter: QPainter) -> None:
        flow = self.flow
        if flow is None:
            return
        colours = theme.current()
        units = self.units()
        left = min(max((width_of(sized(self, 12), unit.name) for unit in units), default=0) + 16, self.width() * 0.45)
        loads = [load or 0.0 for unit in units for load in (unit.figures["utilisation"], self._then(unit.unit))]
        most = max([1.0, *loads])
        column = _("waiting per lot")
        waits = max(width_of(sized(self, 11), words) for words in (column, *map(self._waits, units))) + 12
        if self.width() < WAITS:
            waits = 0.0
        said = max((self._needs(unit, most) for unit in units), default=0.0)
        room = self.width() - left - waits
        scale = max(20.0, room - min(max(said, 12.0), room * 0.5)) / most
        pitch = min(LARGEST_PITCH, (self.height() - AXIS) / max(1, len(units)))
        bottom = pitch * len(units)
        self._paint_axis(painter, flow, (left, scale, bottom), most)
        for index, unit in enumerate(units):
            self._paint_unit(painter, unit, index * pitch, (left, scale, self.width() - waits, pitch))
            if waits:
                painter.setFont(sized(self, 11))
                painter.setPen(QColor(colours.muted))
                where = QRectF(self.width() - waits, index * pitch, waits, pitch)
                write(painter, where, self._waits(unit), RIGHT)
        if waits:
            write(painter, QRectF(self.width() - waits, bottom + 4, waits, 16), column, RIGHT)
        target = int(left + flow.target * scale)
        painter.setPen(dashed(colours.ink))
        painter.drawLine(target, 0, target, int(bottom))

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

    def _paint_unit(self, painter: QPainter, unit: UnitLoad, top: float, at: tuple[float, float, float, float]) -> None:
        left, scale, right, pitch = at
        colours = theme.current()
        load = unit.figures["utilisation"]
        painter.setFont(sized(self, 12))
        painter.setPen(QColor(colours.ink))
        write(painter, QRectF(0, top, left - 8, pitch), unit.name, RIGHT)
        words = self._words(unit)
        if load is None or self.flow is None:
            painter.setPen(QColor(colours.problem))
            write(painter, QRectF(left, top, self.width() - left, pitch), f"✕ {words}")
            self.parts.append(Part(QRectF(0, top, self.width(), pitch), lambda: words, unit.unit))
            return
        state = light(load, self.flow.target)
        rect = QRectF(left, top + (pitch - BAR) / 2, load * scale, BAR)
        painter.fillRect(rect, QColor(theme.graphic(state)))
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
        write(painter, QRectF(end + 7, top, right - end - 7, pitch), words, LEFT)
        self.parts.append(Part(QRectF(0, top, self.width(), pitch), partial(self._tip, unit, load), unit.unit))

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


def _fullness(unit: UnitLoad) -> tuple[bool, float]:
    """What can't be told, as nothing works there, stands before what is full."""
    load = unit.figures["utilisation"]
    return load is not None, -(load or 0.0)
