"""MCT bars: one line per order family and variant, in calendar days from order to delivery."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.flow_paint import (
    CENTER,
    RIGHT,
    Chart,
    Part,
    cause_colours,
    dashed,
    ground,
    number,
    sized,
    steps,
    width_of,
    write,
)
from organisatiecanvas.desktop.flow_words import (
    Row,
    band_tip,
    cause_tip,
    cause_words,
    change_words,
    reliability_words,
    stage_tip,
)
from organisatiecanvas.models.analysis.flow.stages import Causes
from organisatiecanvas.models.analysis.flow.whatif import Band
from organisatiecanvas.models.language import _, decimal, percent

PITCH, BAR, GROUP_GAP, AXIS = 27, 18, 7, 22
OPEN = 20  # pixels of a whisker without an end
NARROW = 640  # pixels below which names and words stand above their bar instead of beside it
STACKED = 42  # pixels from one line to the next there


class MctBars(Chart):
    """The bars; a row can be chosen by mouse or arrow keys (`row_chosen`: variant, order)."""

    row_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Lead time (MCT) per order family"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows: list[Row] = []
        self.chosen = ("", "")
        self.by_cause = False
        self.from_delivery = False
        self.stale = self.trial_stale = False

    def show_rows(self, rows: list[Row], *, stale: bool) -> None:
        self.rows, self.stale, self.trial_stale = rows, stale, False
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleDescription("; ".join(self._spoken(row) for row in rows))
        self.update()

    def show_trial_stale(self) -> None:
        """Pale what the levers do, while newer figures of it are slow to come."""
        self.trial_stale = True
        self.update()

    def show_as(self, *, by_cause: bool, from_delivery: bool) -> None:
        self.by_cause, self.from_delivery = by_cause, from_delivery
        self.update()

    def choose(self, variant: str, order: str) -> None:
        self.chosen = (variant, order)
        self.update()

    def _spoken(self, row: Row) -> str:
        return f"{row.title} {row.line.name}: {self._words(row)}"

    # -- measures ------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        groups = sum(bool(row.title) for row in self.rows)
        return QSize(600, len(self.rows) * self.pitch + max(0, groups - 1) * GROUP_GAP + AXIS + 4)

    @property
    def narrow(self) -> bool:
        return self.width() < NARROW

    @property
    def pitch(self) -> int:
        return STACKED if self.narrow else PITCH

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self.height() != self.sizeHint().height():
            self.setFixedHeight(self.sizeHint().height())

    def _tops(self) -> list[float]:
        tops, top = [], 2.0
        for index, row in enumerate(self.rows):
            if index and row.title:
                top += GROUP_GAP
            tops.append(top)
            top += self.pitch
        return tops

    def _columns(self) -> tuple[float, float, float]:
        """Where the names of families begin, where the bars begin, and the room right of the longest bar."""
        bold, plain = sized(self, 12, bold=True), sized(self, 12)
        variants = max((width_of(bold, row.title) for row in self.rows), default=0)
        names = max((width_of(plain, row.line.name) for row in self.rows), default=0)
        first = min(variants + 14, 110.0 if self.narrow else 150.0)
        if self.narrow:
            return first, 8.0, 12.0
        bars = first + min(names + 14, 200)
        words = max((width_of(bold, self._words(row)) for row in self.rows if row.line.days is not None), default=0)
        return first, bars, min(words + 16, self.width() * 0.4)

    def _name_room(self, first: float) -> float:
        """Pixels of a name in a narrow chart: what it needs, where the words beside it leave that."""
        bold, plain = sized(self, 12, bold=True), sized(self, 12)
        names = max((width_of(plain, row.line.name) for row in self.rows), default=0)
        words = max((width_of(bold, self._words(row)) for row in self.rows), default=0)
        return min(names + 4, max(self.width() * 0.3, self.width() - first - words - 16))

    def _longest(self) -> float:
        found = [row.line.days or 0.0 for row in self.rows]
        found += [row.band.high or 0.0 for row in self.rows if row.band is not None]
        return max(found, default=0.0) or 1.0

    def _words(self, row: Row) -> str:
        line = row.line
        if line.days is None:
            return line.reason
        work = 1 - line.figures["white_space"]
        words = [_("{days} d · {share} work").format(days=decimal(line.days), share=percent(work))]
        change = change_words(line.days, row.base)
        if change:
            words.append(change)
        words.append(self._reliability(row))
        return "  ".join(words)

    def _reliability(self, row: Row) -> str:
        """In a narrow chart a star stands for the assumptions; the tooltip lists them."""
        if not self.narrow:
            return row.reliability
        return (row.checked or reliability_words(row.line.reliability)) + ("*" if row.line.assumed else "")

    # -- painting ------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        first, left, right = self._columns()
        scale = max(20.0, self.width() - left - right) / self._longest()
        if any(row.line.days is not None for row in self.rows):
            self._paint_axis(painter, left, scale)
        for index, (row, top) in enumerate(zip(self.rows, self._tops(), strict=True)):
            self._paint_row(painter, index, row, (top, first, left, scale))

    def _paint_axis(self, painter: QPainter, left: float, scale: float) -> None:
        """Days below the bars; what they are stands left of them, or in a narrow chart beside the nought."""
        colours = theme.current()
        bottom = self.height() - AXIS
        longest = self._longest()
        font = sized(self, 11)
        painter.setFont(font)
        what = _("days to delivery") if self.from_delivery else _("calendar days")
        nought = left + (longest * scale if self.from_delivery else 0.0)
        beside = width_of(font, what) + 34 if self.narrow else 0.0
        for value in steps(longest, max(2, int(longest * scale / 70))):
            x = nought + (-value if self.from_delivery else value) * scale
            painter.setPen(QPen(QColor(colours.hover), 1))
            painter.drawLine(int(x), 0, int(x), bottom)
            painter.setPen(QColor(colours.muted))
            words = f"−{number(value)}" if self.from_delivery and value else number(value)
            if value == 0 or abs(x - nought) > beside:
                painter.drawText(QRectF(x - 40, bottom + 2, 80, 16), CENTER, words)
        if not self.narrow:
            write(painter, QRectF(4, bottom + 2, left - 24, 16), what, RIGHT)
        elif self.from_delivery:
            write(painter, QRectF(nought - beside, bottom + 2, beside - 12, 16), what, RIGHT)
        else:
            write(painter, QRectF(nought + 12, bottom + 2, beside, 16), what)

    def _paint_row(self, painter: QPainter, index: int, row: Row, at: tuple[float, float, float, float]) -> None:
        top, first, left, scale = at
        colours = theme.current()
        pitch = self.pitch
        self._paint_ground(painter, QRectF(0, top, self.width(), pitch), row)
        line = QRectF(0, top, self.width(), 22) if self.narrow else QRectF(0, top, left, PITCH)
        painter.setPen(QColor(colours.accent if row.trial else colours.ink))
        painter.setFont(sized(self, 12, bold=True))
        write(painter, QRectF(6, top, first - 10, line.height()), row.title)
        name = self._name_room(first) if self.narrow else left - first - 8
        painter.setFont(sized(self, 12))
        write(painter, QRectF(first, top, name, line.height()), row.line.name)
        self.parts.append(Part(QRectF(0, top, first + name, line.height()), lambda: row.line.name, row=index))
        words = QRectF(first + name + 8, top, self.width() - first - name - 8, line.height())
        if row.line.days is None:
            self._paint_reason(painter, words if self.narrow else words.adjusted(left - words.left(), 0, 0, 0), row)
            return
        start = left + (self._longest() - row.line.days) * scale if self.from_delivery else left
        above = 21 if self.narrow else (PITCH - BAR) / 2
        bar = QRectF(start, top + above, row.line.days * scale, BAR - 4 if self.narrow else BAR)
        painter.setOpacity(0.45 if self._pale(row) else 1.0)
        if self.by_cause:
            self._paint_causes(painter, bar, row, scale, index)
        else:
            self._paint_stages(painter, bar, row, scale, index)
        if row.band is not None:
            self._paint_band(painter, bar, row.band, scale)
        painter.setOpacity(1.0)
        if not self.narrow:
            end = bar.right()
            if row.band is not None and not self.from_delivery:
                end = max(end, left + row.band.high * scale) if row.band.high is not None else end + OPEN
            words.setLeft(end + 9)
        self._paint_words(painter, words, row)

    def _pale(self, row: Row) -> bool:
        return self.stale or (row.trial and self.trial_stale)

    def _paint_ground(self, painter: QPainter, band: QRectF, row: Row) -> None:
        """The line that is chosen stands on a tint."""
        if (row.variant, row.line.order) != self.chosen or row.trial:
            return
        colours = theme.current()
        painter.setPen(QPen(QColor(colours.accent), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_tint))
        painter.drawRoundedRect(band.adjusted(0.5, 1, -0.5, -1), 6, 6)

    def _paint_words(self, painter: QPainter, room: QRectF, row: Row) -> None:
        """Days and share of work in bold, then the change, and pale how reliable they are."""
        colours = theme.current()
        line = row.line
        work = 1 - line.figures["white_space"]
        bold, plain = sized(self, 12, bold=True), sized(self, 11)
        words = _("{days} d · {share} work").format(days=decimal(line.days or 0.0), share=percent(work))
        change = change_words(line.days, row.base)
        good = change.startswith("−")
        parts = [
            (words, bold, colours.disabled if self._pale(row) else colours.ink),
            (change, bold, colours.good if good else colours.problem if change.startswith("+") else colours.muted),
            (self._reliability(row), plain, colours.muted),
        ]
        left = room.left()
        self.parts.append(Part(room, lambda: "\n".join([row.reliability, *line.assumed])))
        for text, font, colour in parts:
            if text and left < room.right() - 12:
                painter.setFont(font)
                painter.setPen(QColor(colour))
                write(painter, QRectF(left, room.top(), room.right() - left, room.height()), text)
                left += width_of(font, text) + 10

    def _paint_reason(self, painter: QPainter, room: QRectF, row: Row) -> None:
        colours = theme.current()
        painter.setPen(QColor(colours.problem))
        painter.setFont(sized(self, 12))
        write(painter, room, f"✕ {row.line.reason}")
        self.parts.append(Part(room, lambda: row.line.reason))

    def _paint_stages(self, painter: QPainter, bar: QRectF, row: Row, scale: float, index: int) -> None:
        waiting, under_way = ground()
        colours = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        for stage in row.line.timeline.path:
            left = bar.left() + stage.begin * scale
            wide = stage.days * scale
            rect = QRectF(left, bar.top(), wide, bar.height())
            queue = (stage.causes.place + stage.causes.labour) * scale
            painter.fillRect(rect, QColor(under_way if stage.link is not None else waiting))
            if stage.causes.touch > 0:
                work = QRectF(left + queue, bar.top(), max(1.0, wide - queue), bar.height())
                painter.fillRect(work, QColor(theme.family(row.line.colour)))
            if self.hovered is not None and self.hovered.rect == rect:
                painter.setPen(QPen(QColor(colours.ink), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect)
                painter.setPen(Qt.PenStyle.NoPen)
            self.parts.append(Part(rect, partial(stage_tip, stage, row), stage.unit or "", index))
        path = row.line.timeline.path
        if path:  # the greys of waiting are pale: a line says how far they reach
            ends = [stage.begin + stage.days for stage in path]
            left = bar.left() + min(stage.begin for stage in path) * scale
            painter.setPen(QColor(colours.muted))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(left, bar.top(), bar.left() + max(ends) * scale - left, bar.height()))
        if row.trial:
            painter.setPen(dashed(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(-1, -1, 1, 1))

    def _paint_causes(self, painter: QPainter, bar: QRectF, row: Row, scale: float, index: int) -> None:
        colours = theme.current()
        words, inks = cause_words(), cause_colours()
        sums = [sum(stage.causes[at] for stage in row.line.timeline.path) for at in range(len(Causes._fields))]
        left = bar.left()
        font = sized(self, 11)
        painter.setFont(font)
        for name, days in zip(Causes._fields, sums, strict=True):
            if days <= 0:
                continue
            rect = QRectF(left, bar.top(), days * scale, bar.height())
            painter.fillRect(rect, QColor(inks[name]))
            label = decimal(days)
            if width_of(font, label) + 6 < rect.width():
                painter.setPen(QColor(style.ink_on(inks[name])))
                painter.drawText(rect, CENTER, label)
            self.parts.append(Part(rect, partial(cause_tip, words[name], days, row), row=index))
            left += rect.width()
        if row.trial:
            painter.setPen(dashed(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(-1, -1, 1, 1))

    def _paint_band(self, painter: QPainter, bar: QRectF, band: Band, scale: float) -> None:
        """A whisker from P10 to P90; open at the right where orders pile up before P90."""
        if band.low is None:
            return
        colours = theme.current()
        zero = bar.right() if self.from_delivery else bar.left()
        way = -1 if self.from_delivery else 1
        middle = bar.center().y()
        low = zero + way * band.low * scale
        high = zero + way * band.high * scale if band.high is not None else zero + way * (bar.width() + OPEN)
        painter.setPen(QPen(QColor(colours.ink), 1.6))
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        painter.drawLine(QPointF(low, middle - 6), QPointF(low, middle + 6))
        if band.high is not None:
            painter.drawLine(QPointF(high, middle - 6), QPointF(high, middle + 6))
        else:
            for side in (-5, 5):
                painter.drawLine(QPointF(high, middle), QPointF(high - way * 6, middle + side))
        area = QRectF(min(low, high), bar.top(), abs(high - low), bar.height())
        self.parts.append(Part(area, partial(band_tip, band)))

    # -- choosing ------------------------------------------------------------------------------------------------

    def _row_at(self, y: float) -> int | None:
        return next((index for index, top in enumerate(self._tops()) if top <= y < top + self.pitch), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        at = self._row_at(event.position().y())
        if at is not None and (part is None or not part.unit):
            self._choose(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if not way or not self.rows:
            super().keyPressEvent(event)
            return
        keys = [(row.variant, row.line.order) for row in self.rows]
        now = keys.index(self.chosen) if self.chosen in keys else -1
        at = now + way
        while 0 <= at < len(self.rows) and self.rows[at].trial:
            at += way
        if 0 <= at < len(self.rows):
            self._choose(at)

    def _choose(self, index: int) -> None:
        row = self.rows[index]
        self.choose(row.variant, row.line.order)
        self.row_chosen.emit(row.variant, row.line.order)
