"""How the cells and headings of the skills matrix are drawn: Harvey balls, turned names, counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from organisatiecanvas.canvas.balls import CLOCK, TARGET, draw_ball, draw_step
from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.skills_model import Count, SkillsModel

Index = QModelIndex | QPersistentModelIndex
CELL = 56
LINE = 28
NAME_WIDTH = 168
COUNT_WIDTH = 62
LEAST_HEAD, MOST_HEAD = 120, 230
MOST_OF_TABLE = 0.48  # of its height, for the names of skills
GROUP_HEAD = 20
BALL = 17
H = Qt.Orientation.Horizontal


def _sized(font: QFont, size: int, *, bold: bool = False) -> QFont:
    made = QFont(font)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def _paint_level(painter: QPainter, rect: QRect, level: int | None, *, raised: bool) -> None:
    """The ball and its number; a dot where the level is unknown."""
    colours = theme.current()
    if level is None:
        painter.setPen(QColor(colours.strong_line))
        painter.drawText(rect.adjusted(0, 0, -10, 0), Qt.AlignmentFlag.AlignCenter, "·")
        return
    ball = QRectF(rect.left() + (4.5 if raised else 8.5), rect.top() + (rect.height() - BALL) / 2, BALL, BALL)
    draw_ball(painter, ball, level, colours.accent, colours.strong_line, colours.panel)
    painter.setPen(QColor(colours.ink if level else colours.muted))
    beside = rect.adjusted(32 if raised else 30, 1 if raised else 0, 0, -13 if raised else 0)
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, str(level))


class LevelDelegate(QStyledItemDelegate):
    """A ball with its number; each such picture is drawn once and copied from then on: a full screen has hundreds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures: dict[tuple[Any, ...], QPixmap] = {}

    def _picture(self, option: QStyleOptionViewItem, level: int | None, ratio: float, *, raised: bool) -> QPixmap:
        """A cell with nothing but its level; `raised` leaves room below the number."""
        size = option.rect.size()
        key = level, raised, ratio, size.width(), size.height(), theme.current().ink
        if key not in self._pictures:
            picture = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(_sized(option.font, 12))
            _paint_level(painter, QRect(0, 0, size.width(), size.height()), level, raised=raised)
            painter.end()
            self._pictures[key] = picture
        return self._pictures[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        model: Any = index.model()
        rect = option.rect
        place = model.place(index)
        if not place[0]:
            painter.fillRect(rect, QColor(colours.hover))
            return
        state = option.state.value
        self._paint_ground(painter, rect, place, model, selected=bool(state & _SELECTED))
        level = model.level_at(place)
        raised = place in model.plan
        painter.drawPixmap(
            rect.topLeft(), self._picture(option, level, painter.device().devicePixelRatioF(), raised=raised)
        )
        self._paint_marks(painter, option, place, model)
        if state & _FOCUSED:
            painter.setPen(QPen(QColor(colours.selection), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_ground(
        self, painter: QPainter, rect: QRect, place: tuple[str, str], model: SkillsModel, *, selected: bool
    ) -> None:
        colours = theme.current()
        if selected:
            painter.fillRect(rect, QColor(colours.accent_tint))
        elif place in model.refused:
            painter.fillRect(rect, QColor(colours.problem_tint))
        elif place[0] in model.away:
            painter.fillRect(rect, QColor(colours.hover))
        if place in model.plan:
            draw_step(painter, QRectF(rect.adjusted(1, 1, -3, -3)), colours.selection)

    def _paint_marks(
        self, painter: QPainter, option: QStyleOptionViewItem, place: tuple[str, str], model: SkillsModel
    ) -> None:
        """At the right: a clock where the certificate runs out, the target where there is one left to reach."""
        colours = theme.current()
        expired = model.expiring.get(place) if model.day is None else None
        target = model.target_at(place)
        if expired is None and target is None and place not in model.plan and place not in model.refused:
            return
        if place in model.refused:
            painter.setPen(QColor(colours.on_problem))
            painter.setFont(_sized(option.font, 11, bold=True))
            painter.drawText(option.rect.adjusted(0, 0, -4, 0), _RIGHT, "✕")
            return
        painter.setFont(_sized(option.font, 10))
        if place in model.plan:  # when it is learned says more here than the clock and the target
            painter.setPen(QColor(colours.selection))
            painter.setFont(_sized(option.font, 9, bold=True))
            below = option.rect.adjusted(0, 12 if model.level_at(place) is not None else 0, -6, -1)
            painter.drawText(below, _RIGHT, model.plan[place].when)
            return
        if expired is not None:
            painter.setPen(QColor(colours.problem if expired else colours.attention_text))
            top = option.rect.adjusted(0, 0, -4, -option.rect.height() // 2 + 3 if target else 0)
            painter.drawText(top, _RIGHT, CLOCK)
        if target is not None:
            painter.setPen(QColor(colours.muted))
            below = option.rect.adjusted(0, option.rect.height() // 2 - 2 if expired is not None else 0, -3, 0)
            painter.drawText(below, _RIGHT, f"{TARGET}{target}")


_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CountHeader(QHeaderView):
    """Names with their count, which stays in sight while the matrix scrolls; skills are turned upright."""

    def __init__(self, orientation: Qt.Orientation, model: SkillsModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._model = model
        self._height, self._grouped, self._most = LEAST_HEAD, False, MOST_HEAD + GROUP_HEAD
        self._measure()
        model.modelReset.connect(self._measure)
        model.counted.connect(self._repaint)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(NAME_WIDTH + COUNT_WIDTH, LINE)
        # Qt's own would look at sections that a reset has just done away with.
        return QSize(CELL, min(self._height, self._most))

    def _repaint(self) -> None:
        self.viewport().update()

    def _measure(self) -> None:
        """As high as the longest name of a skill needs, within bounds."""
        metrics = QFontMetrics(_sized(self.font(), 12, bold=True))
        names = [str(self._model.headerData(at, H)) for at in range(self._model.columnCount())]
        longest = max(map(metrics.horizontalAdvance, names), default=0)
        groups = self.orientation() == H and any(self._model.group(at) for at in range(len(names)))
        self._grouped = bool(groups)
        self._height = max(LEAST_HEAD, min(MOST_HEAD, longest + 44)) + (GROUP_HEAD if self._grouped else 0)
        self.updateGeometry()

    def set_room(self, height: int) -> None:
        """The height of the whole table: names are shortened before people are out of sight."""
        self._most = max(LEAST_HEAD, round(height * MOST_OF_TABLE))
        self.updateGeometry()

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        if self._grouped:
            painter = QPainter(self.viewport())
            self._paint_groups(painter)
            painter.end()

    def _paint_groups(self, painter: QPainter) -> None:
        """The name of each group across the skills that belong to it."""
        colours = theme.current()
        painter.setFont(_sized(self.font(), 11, bold=True))
        count = self._model.columnCount()
        start = 0
        while start < count:
            group = self._model.group(start)
            end = start
            while end + 1 < count and self._model.group(end + 1) == group:
                end += 1
            left = self.sectionViewportPosition(start)
            right = self.sectionViewportPosition(end) + self.sectionSize(end) - 1
            band = QRect(left, 0, right - left, GROUP_HEAD)
            painter.fillRect(band, QColor(colours.hover))
            painter.setPen(QColor(colours.muted))
            seen = band.adjusted(max(0, -left) + 5, 0, -3, 0)
            words = painter.fontMetrics().elidedText(group, Qt.TextElideMode.ElideRight, seen.width())
            painter.drawText(seen, Qt.AlignmentFlag.AlignVCenter, words)
            start = end + 1

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme.current()
        painter.save()
        upright = self.orientation() == H
        heading = not upright and not self._model.lines[section].person
        painter.fillRect(rect, QColor(colours.hover if heading else colours.panel))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        name = str(self._model.headerData(section, self.orientation()))
        count = self._model.count(self.orientation(), section)
        if upright:
            self._paint_upright(painter, rect, name)
            pill = QRect(rect.left(), rect.bottom() - 24, rect.width() - 1, 24)
        else:
            self._paint_name(painter, rect, name, section, heading=heading)
            pill = QRect(rect.right() - COUNT_WIDTH, rect.top(), COUNT_WIDTH, rect.height() - 1)
        self._paint_count(painter, pill, count)
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, name: str, section: int, *, heading: bool) -> None:
        colours = theme.current()
        away = self._model.lines[section].person in self._model.away
        painter.setPen(QColor(colours.muted if away else colours.ink))
        font = _sized(self.font(), 12, bold=heading)
        font.setStrikeOut(away)
        painter.setFont(font)
        room = rect.adjusted(10, 0, -COUNT_WIDTH - 6, 0)
        words = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_upright(self, painter: QPainter, rect: QRect, name: str) -> None:
        font = _sized(self.font(), 12, bold=True)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().ink))
        room = rect.height() - 40 - (GROUP_HEAD if self._grouped else 0)
        words = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.save()
        painter.translate(rect.left(), rect.bottom() - 32)
        painter.rotate(-90)
        turned = QRect(0, 0, room, rect.width())
        painter.drawText(turned, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_count(self, painter: QPainter, pill: QRect, count: Count) -> None:
        if not count.words:
            return
        colours = theme.current()
        ground, ink = theme.soft(count.state)
        if count.state:
            painter.fillRect(pill, QColor(ground))
        painter.setFont(_sized(self.font(), 11, bold=bool(count.state)))
        stale = not self._model.session.runner.fresh
        painter.setPen(QColor(colours.disabled if stale else ink))
        symbol = theme.SYMBOLS.get(count.state, "")
        since = f" {count.since:+d}" if count.since else ""
        narrow = pill.width() < COUNT_WIDTH
        words = f"{symbol}{count.words.replace(' ', '')}" if narrow else f"{symbol} {count.words}".strip()
        if painter.fontMetrics().horizontalAdvance(words + since) > pill.width() - 2:
            words = words.lstrip(symbol).strip()
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words + since)
