"""The action plan on a line of time: bars to drag, today, and what waits for the works council."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from organisatiecanvas.desktop import actions_drag
from organisatiecanvas.desktop.actions_bars import Bar, Line, Milestone, days_of
from organisatiecanvas.desktop.actions_drag import Drag, Way
from organisatiecanvas.desktop.actions_scale import Scale, fitting
from organisatiecanvas.desktop.actions_timeline_paint import COUNCIL, HEAD, ROW, TimelinePainter
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.language import _

EDGE = 6.0  # pixels at either end of a bar that stretch it
ZOOM = 1.25
Keys = Qt.KeyboardModifier


class Timeline(QAbstractScrollArea):
    """Up and down choose a line, left and right move it a day, with Ctrl a week, with Shift its last day only."""

    message = Signal(str)
    card_wanted = Signal(str)
    chosen = Signal()
    remove_pressed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.lines: list[Line] = []
        self.marks: list[Milestone] = []
        self.today = datetime.date.today()
        self.selected_id = ""
        self.drag: Drag | None = None
        self.fits = True  # the whole plan is in sight, until somebody zooms
        self.scale = fitting([self.today], 600)
        self.setAccessibleName(_("Timeline"))
        self.setProperty("role", "card")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)

    # -- measures ------------------------------------------------------------------------------------------------

    @property
    def names(self) -> int:
        """Pixels of the column of names."""
        return max(170, min(320, int(self.viewport().width() * 0.28)))

    @property
    def top(self) -> int:
        """Where the lines begin, below the months and the works council."""
        return HEAD + (COUNCIL if self.marks else 0)

    def _room(self) -> float:
        return max(80.0, self.viewport().width() - self.names)

    def x_of(self, day: datetime.date) -> float:
        """Where a day begins, in the window."""
        return self.names + self.scale.x(day) - self.horizontalScrollBar().value()

    def y_of(self, line: int) -> float:
        return self.top + line * ROW - self.verticalScrollBar().value()

    def line_at(self, y: float) -> int:
        """The number of the line under a pixel; −1 where there is none."""
        line = int((y - self.top + self.verticalScrollBar().value()) // ROW)
        return line if y >= self.top and 0 <= line < len(self.lines) else -1

    def day_at(self, x: float) -> datetime.date:
        return self.scale.at(x - self.names + self.horizontalScrollBar().value())

    def span(self, bar: Bar) -> tuple[float, float] | None:
        """Where a bar begins and ends, as it is dragged now; None without dates."""
        dragged = self.drag is not None and self.drag.bar.id == bar.id and self.drag.began
        start, due = self.drag.dates if dragged and self.drag is not None else (bar.start, bar.due)
        if start is None or due is None:
            return None
        return self.x_of(start), self.x_of(due) + self.scale.day

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_lines(self, lines: list[Line], marks: list[Milestone], today: datetime.date) -> None:
        """Show these; the days in sight stay unless something lies outside them."""
        self.lines, self.marks, self.today = lines, marks, today
        if self.selected_id not in {line.id for line in lines if isinstance(line, Bar)}:
            self.selected_id = ""
        wanted = fitting(days_of(lines, marks, today), self._room())
        if self.fits:
            inside = self.scale.first <= min(days_of(lines, marks, today)) and self.scale.last >= wanted.last
            if not inside or self.scale.last > wanted.last + datetime.timedelta(days=120):
                self.scale = wanted
        else:
            first, last = min(self.scale.first, wanted.first), max(self.scale.last, wanted.last)
            self.scale = Scale(first, last, self.scale.day)
        self._measure()
        self._tell()

    def fit(self) -> None:
        """All of the plan in sight."""
        self.fits = True
        self.scale = fitting(days_of(self.lines, self.marks, self.today), self._room())
        self._measure()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Larger or smaller around a pixel, or the middle."""
        x = x if x is not None else self.names + self._room() / 2
        days = (x - self.names + self.horizontalScrollBar().value()) / self.scale.day
        whole = (self.scale.last - self.scale.first).days + 1
        self.scale = self.scale.zoomed(factor, self._room() / whole)
        self.fits = self.scale.width <= self._room() + 1
        self._measure()
        self.horizontalScrollBar().setValue(round(days * self.scale.day - (x - self.names)))

    def _measure(self) -> None:
        if self.fits:
            whole = (self.scale.last - self.scale.first).days + 1
            self.scale = Scale(self.scale.first, self.scale.last, max(0.4, self._room() / whole))
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, int(self.scale.width - self._room())))
        across.setPageStep(int(self._room()))
        across.setSingleStep(30)
        high = self.viewport().height() - self.top
        down.setRange(0, max(0, len(self.lines) * ROW + 8 - high))
        down.setPageStep(max(1, high))
        down.setSingleStep(ROW)
        self.viewport().update()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, _event: Any) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        TimelinePainter(self, painter).paint()
        painter.end()

    # -- choosing ------------------------------------------------------------------------------------------------

    def bar(self, identity: str) -> Bar | None:
        return next((line for line in self.lines if isinstance(line, Bar) and line.id == identity), None)

    def select(self, identity: str) -> None:
        """Choose a line and bring it into view."""
        self.selected_id = identity
        place = next((at for at, line in enumerate(self.lines) if isinstance(line, Bar) and line.id == identity), None)
        if place is not None:
            bar = self.verticalScrollBar()
            high = self.viewport().height() - self.top
            bar.setValue(max(min(bar.value(), place * ROW), (place + 1) * ROW - high))
            self._bring_in(identity)
        self.viewport().update()
        self._tell()
        self.chosen.emit()

    def _bring_in(self, identity: str) -> None:
        """Scroll to a bar of which nothing is in sight."""
        bar = self.bar(identity)
        span = self.span(bar) if bar is not None else None
        if span is not None and (span[1] < self.names + 20 or span[0] > self.viewport().width() - 20):
            across = self.horizontalScrollBar()
            across.setValue(round(across.value() + span[0] - self.names - 60))

    def _tell(self) -> None:
        bar = self.bar(self.selected_id)
        self.setAccessibleDescription(bar.words if bar is not None else "")

    # -- the pointer ---------------------------------------------------------------------------------------------

    def _way(self, bar: Bar, x: float) -> Way | None:
        """What dragging here would do; None where nothing is to be dragged."""
        span = self.span(bar)
        if span is None:
            return "new" if x > self.names else None
        left, right = span
        if x <= self.names or not left - EDGE <= x <= right + EDGE:
            return None
        inner = min(EDGE, (right - left) / 4)
        if x > right - inner:
            return "due"
        return "start" if x < left + inner else "move"

    def _under(self, place: QPointF) -> Bar | None:
        at = self.line_at(place.y())
        line = self.lines[at] if at >= 0 else None
        return line if isinstance(line, Bar) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        bar = self._under(event.position())
        if event.button() != Qt.MouseButton.LeftButton or bar is None:
            super().mousePressEvent(event)
            return
        self.select(bar.id)
        way = self._way(bar, event.position().x())
        if way is not None and not self.session.document.read_only:
            self.drag = Drag(bar, way, self.day_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag is not None:
            self.drag = self.drag.to(self.day_at(event.position().x()))
            self.viewport().update()
            return
        bar = self._under(event.position())
        way = self._way(bar, event.position().x()) if bar is not None else None
        shapes = {
            "move": Qt.CursorShape.OpenHandCursor,
            "new": Qt.CursorShape.CrossCursor,
            None: Qt.CursorShape.ArrowCursor,
        }
        self.viewport().setCursor(shapes.get(way, Qt.CursorShape.SizeHorCursor))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self.drag = self.drag, None
        if drag is not None and drag.began and event.button() == Qt.MouseButton.LeftButton:
            self._done(actions_drag.write_dates(self.session, drag.bar, drag.way, drag.dates))
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        bar = self._under(event.position())
        if bar is not None:
            self.card_wanted.emit(bar.id)

    def _done(self, problem: str) -> None:
        if problem:
            self.message.emit(problem)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Keys.ControlModifier:
            self.zoom(ZOOM if event.angleDelta().y() > 0 else 1 / ZOOM, event.position().x())
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self._under(QPointF(event.pos()))
            words = bar.words if bar is not None else self._mark_words(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _mark_words(self, x: float, y: float) -> str:
        if not HEAD <= y < self.top:
            return ""
        near = [mark for mark in self.marks if abs(self.x_of(mark.day) - x) < 10]
        return "\n".join(TimelinePainter.mark_words(mark) for mark in near)

    # -- keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), event.modifiers() & ~Keys.KeypadModifier
        bars = [line.id for line in self.lines if isinstance(line, Bar)]
        at = bars.index(self.selected_id) if self.selected_id in bars else -1
        steps = {Qt.Key.Key_Up: at - 1, Qt.Key.Key_Down: at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(bars) - 1}
        if key == Qt.Key.Key_Escape and self.drag is not None:
            self.drag = None
            self.viewport().update()
        elif key in steps and bars:
            self.select(bars[max(0, min(len(bars) - 1, steps[Qt.Key(key)]))])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and at >= 0:
            self._nudge(bars[at], -1 if key == Qt.Key.Key_Left else 1, keys)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            self.card_wanted.emit(bars[at])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and at >= 0:
            self.remove_pressed.emit()
        elif event.text() in ("+", "-"):
            self.zoom(ZOOM if event.text() == "+" else 1 / ZOOM)
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)

    def _nudge(self, identity: str, days: int, keys: Keys) -> None:
        bar = self.bar(identity)
        if bar is None:
            return
        days *= 7 if keys & Keys.ControlModifier else 1
        way: Way = "due" if keys & Keys.ShiftModifier else "move"
        dates = actions_drag.moved(bar, way, days)
        if bar.start is None:
            dates = (self.today, self.today + datetime.timedelta(days=6))  # a first week, to go on from
            way = "new"
        self._done(actions_drag.write_dates(self.session, bar, way, dates, merge=f"dates of {identity}"))

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
