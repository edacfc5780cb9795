"""How the timeline of actions looks: dark is done, light still to do, hatched late; dashes wait for a say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from organisatiecanvas.canvas import style
from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.actions_bars import Bar, Heading, Milestone
from organisatiecanvas.desktop.actions_table import sums_words
from organisatiecanvas.desktop.flow_paint import CENTER, LEFT, dashed, sized, width_of, write
from organisatiecanvas.models.language import _, date_text

if TYPE_CHECKING:
    from organisatiecanvas.desktop.actions_timeline import Timeline

ROW, BAR = 30, 16
HEAD, COUNCIL = 44, 30
PARKED = ("postponed", "dropped")
LEAST_TEXT = 4.5  # contrast
WEEKEND_FROM = 5.0  # pixels a day from which weekends are shaded


class TimelinePainter:
    """Paints one timeline once."""

    def __init__(self, view: Timeline, painter: QPainter) -> None:
        self.view, self.painter = view, painter
        self.colours = theme.current()
        self.council = theme.family(style.KINDS["control"])
        self.width, self.height = view.viewport().width(), view.viewport().height()
        self.chart = QRectF(view.names, view.top, self.width - view.names, self.height - view.top)

    def paint(self) -> None:
        painter, colours = self.painter, self.colours
        painter.fillRect(QRectF(0, 0, self.width, self.height), QColor(colours.panel))
        seen = [at for at in range(len(self.view.lines)) if self.view.top - ROW < self.view.y_of(at) < self.height]
        painter.save()
        painter.setClipRect(QRectF(0, self.view.top, self.width, self.height - self.view.top))
        for at in seen:
            self._ground(at)
        painter.setClipRect(self.chart)
        self._days()
        self._waits(seen)
        for at in seen:
            line = self.view.lines[at]
            if isinstance(line, Bar):
                self._bar(line, self.view.y_of(at))
        painter.setClipRect(QRectF(0, self.view.top, self.width, self.height - self.view.top))
        for at in seen:
            self._name(at)
        painter.restore()
        self._head()
        if self.view.marks:
            self._council()
        self._today()
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(self.view.names, 0, self.view.names, self.height)

    # -- grounds -------------------------------------------------------------------------------------------------

    def _ground(self, at: int) -> None:
        line, y = self.view.lines[at], self.view.y_of(at)
        row = QRectF(0, y, self.width, ROW)
        if isinstance(line, Heading):
            self.painter.fillRect(row, QColor(self.colours.ground))
        elif line.id == self.view.selected_id:
            self.painter.fillRect(row, QColor(self.colours.accent_tint))
        self.painter.setPen(QPen(QColor(self.colours.hover), 1))
        self.painter.drawLine(QPointF(0, y + ROW - 0.5), QPointF(self.width, y + ROW - 0.5))

    def _days(self) -> None:
        scale = self.view.scale
        if scale.day >= WEEKEND_FROM:
            tint = QColor(self.colours.muted)
            tint.setAlpha(16)
            top, high = self.chart.top(), self.chart.height()
            for monday, _words in scale.weeks():
                left = self.view.x_of(monday) + 5 * scale.day
                self.painter.fillRect(QRectF(left, top, 2 * scale.day, high), tint)
        self.painter.setPen(QPen(QColor(self.colours.line), 1))
        for start, _following, _words in scale.months():
            x = round(self.view.x_of(start)) + 0.5
            self.painter.drawLine(QPointF(x, self.chart.top()), QPointF(x, self.chart.bottom()))

    def _today(self) -> None:
        view = self.view
        x = round(view.x_of(view.today) + view.scale.day / 2) + 0.5
        if not view.names < x < self.width:
            return
        colour = QColor(self.colours.problem)
        self.painter.setPen(QPen(colour, 1.4))
        self.painter.drawLine(QPointF(x, HEAD), QPointF(x, self.height))
        font = sized(view, 11, bold=True)
        words = _("today")
        wide = width_of(font, words) + 10
        left = max(view.names + 1.0, min(x - wide / 2, self.width - wide))
        plate = QRectF(left, HEAD - 19, wide, 17)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawRoundedRect(plate, 4, 4)
        self.painter.setPen(QColor(self.colours.panel))
        self.painter.setFont(font)
        self.painter.drawText(plate, CENTER, words)

    # -- lines ---------------------------------------------------------------------------------------------------

    def _name(self, at: int) -> None:
        line, y = self.view.lines[at], self.view.y_of(at)
        painter, names = self.painter, self.view.names
        if isinstance(line, Heading):
            painter.setFont(sized(self.view, 12, bold=True))
            painter.setPen(QColor(self.colours.ink))
            words = f"{line.title}  ·  {sums_words(line.sums)}"
            write(painter, QRectF(10, y, self.width - 20, ROW), words)
            return
        chosen = line.id == self.view.selected_id
        painter.fillRect(
            QRectF(0, y, names, ROW - 1), QColor(self.colours.accent_tint if chosen else self.colours.panel)
        )
        if chosen and self.view.hasFocus():
            painter.setPen(QPen(QColor(self.colours.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(2, y + 2, names - 4, ROW - 5), 4, 4)
        left = 10.0
        mark = "problem" if line.late else "attention" if line.early is not None else ""
        if mark:
            painter.setFont(sized(self.view, 13, bold=True))
            painter.setPen(QColor(theme.strong(mark)))
            painter.drawText(QRectF(left, y, 10, ROW), LEFT, "!")
            left += 11
        painter.setFont(sized(self.view, 12))
        painter.setPen(QColor(self.colours.muted if line.status in PARKED else self.colours.ink))
        write(painter, QRectF(left, y, names - left - 8, ROW), line.title)

    def _bar(self, bar: Bar, y: float) -> None:
        painter, colours = self.painter, self.colours
        span = self.view.span(bar)
        painter.setFont(sized(self.view, 11))
        if span is None:
            painter.setPen(QColor(colours.muted))
            words = _("without a date: draw its days here")
            painter.drawText(QRectF(self.view.names + 10, y, self.chart.width() - 16, ROW), LEFT, words)
            return
        left, right = span
        rect = QRectF(left, y + (ROW - BAR) / 2 - 0.5, max(4.0, right - left), BAR)
        parked = bar.status in PARKED
        rest = colours.pressed if parked else colours.problem_tint if bar.late else colours.accent_tint
        edge = colours.strong_line if parked else colours.problem if bar.late else colours.accent
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(rest))
        painter.drawRoundedRect(rect, 4, 4)
        if bar.late:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(colours.problem), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(rect, 4, 4)
        if bar.progress > 0 and not parked:
            done = QRectF(rect.left(), rect.top(), max(4.0, rect.width() * bar.progress), rect.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(done, 4, 4)
        self._too_early(bar, rect)
        self._beside(bar, rect, y)

    def _too_early(self, bar: Bar, rect: QRectF) -> None:
        """Hatch the days of a bar that lie before it may start; all of it where no day is known."""
        if bar.early is None:
            return
        day = bar.early.earliest.day
        right = rect.right() if day is None else min(rect.right(), self.view.x_of(day))
        if right <= rect.left():
            return
        early = QRectF(rect.left(), rect.top(), right - rect.left(), rect.height())
        self.painter.setPen(QPen(QColor(self.colours.attention), 1.4))
        self.painter.setBrush(QBrush(QColor(self.colours.attention_text), Qt.BrushStyle.FDiagPattern))
        self.painter.drawRoundedRect(early, 4, 4)

    def _beside(self, bar: Bar, rect: QRectF, y: float) -> None:
        """Who does it, right of the bar; its dates while it is dragged."""
        drag = self.view.drag
        if drag is not None and drag.began and drag.bar.id == bar.id:
            start, due = drag.dates
            words = f"{date_text(start)} – {date_text(due)}" if start is not None and due is not None else ""
            self.painter.setPen(QColor(self.colours.accent))
            self.painter.setFont(sized(self.view, 11, bold=True))
        else:
            words = bar.beside
            self.painter.setPen(QColor(self.colours.muted))
        wide = width_of(self.painter.font(), words) + 4
        left = rect.right() + 6
        if left + wide > self.width and rect.width() > wide + 8:
            left = max(rect.left(), min(rect.right(), self.width) - wide - 2)
            self.painter.setPen(QColor(self.colours.ink))
        elif left + wide > self.width and rect.left() - wide - 18 > self.view.names:
            left = rect.left() - wide - 18
        if words and not rect.left() <= left <= rect.right():  # no line runs through it
            chosen = bar.id == self.view.selected_id
            plate = QColor(self.colours.accent_tint if chosen else self.colours.panel)
            self.painter.fillRect(QRectF(left - 3, y + 6, wide + 4, ROW - 13), plate)
        self.painter.drawText(QRectF(left, y, wide, ROW - 1), LEFT, words)

    # -- the works council ---------------------------------------------------------------------------------------

    def _waits(self, seen: list[int]) -> None:
        """From the day that a say is due, a line down and an arrow to every bar that waits for it."""
        buses: dict[float, float] = {}
        for at in seen:
            line = self.view.lines[at]
            if not isinstance(line, Bar) or line.earliest is None or line.earliest.day is None:
                continue
            span = self.view.span(line)
            if span is None or line.status in PARKED:
                continue
            x, y = self.view.x_of(line.earliest.day), self.view.y_of(at) + ROW / 2 - 0.5
            buses[x] = max(buses.get(x, 0.0), y)
            self._arrow(x, span[0], y, wrong=line.early is not None)
        self.painter.setPen(dashed(self.council, 1.2))
        for x, y in buses.items():
            self.painter.drawLine(QPointF(x, self.view.top), QPointF(x, y))

    def _arrow(self, from_: float, to: float, y: float, *, wrong: bool) -> None:
        colour = QColor(self.colours.problem if wrong else self.council)
        self.painter.setPen(QPen(colour, 1.2))
        self.painter.drawLine(QPointF(from_, y), QPointF(to, y))
        if abs(to - from_) < 5:
            return
        way = 1 if to > from_ else -1
        head = [QPointF(to, y), QPointF(to - way * 6, y - 3.5), QPointF(to - way * 6, y + 3.5)]
        path = QPainterPath()
        path.addPolygon(QPolygonF(head))
        self.painter.fillPath(path, colour)

    def _council(self) -> None:
        painter, view = self.painter, self.view
        lane = QRectF(0, HEAD, self.width, COUNCIL)
        painter.fillRect(lane, QColor(self.colours.panel))
        painter.setPen(QPen(QColor(self.colours.line), 1))
        painter.drawLine(lane.bottomLeft(), lane.bottomRight())
        painter.setFont(sized(view, 12, bold=True))
        painter.setPen(QColor(theme.family(style.KINDS["control"], LEAST_TEXT)))
        write(painter, QRectF(10, HEAD, view.names - 14, COUNCIL), _("Works council"))
        painter.save()
        painter.setClipRect(QRectF(view.names, HEAD, self.width - view.names, COUNCIL))
        painter.setFont(sized(view, 11))
        places = [view.x_of(mark.day) for mark in view.marks]
        for at, mark in enumerate(view.marks):
            x, y = places[at], HEAD + COUNCIL / 2
            diamond = QPolygonF([QPointF(x, y - 6), QPointF(x + 6, y), QPointF(x, y + 6), QPointF(x - 6, y)])
            painter.setPen(QPen(QColor(self.council), 1.4))
            painter.setBrush(QColor(self.colours.panel if mark.planned else self.council))
            painter.drawPolygon(diamond)
            room = (places[at + 1] if at + 1 < len(places) else self.width) - x - 18
            fitting = (self.mark_words(mark), mark.words)
            words = next((one for one in fitting if width_of(painter.font(), one) <= room), "")
            painter.setPen(QColor(self.colours.ink))
            painter.drawText(QRectF(x + 10, HEAD, room, COUNCIL), LEFT, words)
        painter.restore()

    @staticmethod
    def mark_words(mark: Milestone) -> str:
        """A date of the works council in words."""
        return f"{mark.words} {date_text(mark.day)}"

    def _head(self) -> None:
        painter, view, colours = self.painter, self.view, self.colours
        painter.fillRect(QRectF(0, 0, self.width, HEAD), QColor(colours.panel))
        painter.save()
        painter.setClipRect(QRectF(view.names, 0, self.width - view.names, HEAD))
        weeks = list(view.scale.weeks())
        high = HEAD / 2  # today stands below the months where there are no weeks
        painter.setFont(sized(view, 12, bold=True))
        for start, following, words in view.scale.months():
            x = max(view.x_of(start), float(view.names))
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(round(view.x_of(start)) + 0.5, 0), QPointF(round(view.x_of(start)) + 0.5, HEAD))
            painter.setPen(QColor(colours.muted))
            room = min(view.x_of(following), float(self.width)) - x - 8
            if room >= width_of(painter.font(), words):  # of a month that is hardly in sight nothing is written
                write(painter, QRectF(x + 6, 0, room, high), words)
        painter.setFont(sized(view, 11))
        for monday, words in weeks:
            x = view.x_of(monday)
            painter.setPen(QPen(QColor(colours.hover), 1))
            painter.drawLine(QPointF(round(x) + 0.5, high), QPointF(round(x) + 0.5, HEAD))
            painter.setPen(QColor(colours.muted))
            write(painter, QRectF(x + 4, high, view.scale.day * 7 - 4, high), words)
        painter.restore()
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(QPointF(0, HEAD - 0.5), QPointF(self.width, HEAD - 0.5))
