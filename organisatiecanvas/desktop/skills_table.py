"""The skills matrix on screen: Harvey balls, turned headers with their counts, keys 0 to 4."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeySequence, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.skills_edit import paste_levels, set_levels
from organisatiecanvas.desktop.skills_model import SkillsModel

Index = QModelIndex | QPersistentModelIndex
CELL = 44
LINE = 28
NAME_WIDTH = 168
COUNT_WIDTH = 58
LEAST_HEAD, MOST_HEAD = 120, 230
BALL = 17
H = Qt.Orientation.Horizontal


def draw_ball(painter: QPainter, rect: QRectF, level: int, colour: str, empty: str, ground: str) -> None:
    """A Harvey ball: a quarter filled for every level."""
    painter.setPen(QPen(QColor(colour if level else empty), 1.6))
    painter.setBrush(QColor(ground))
    painter.drawEllipse(rect)
    if level:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPie(rect, 90 * 16, -level * 90 * 16)


class _LevelDelegate(QStyledItemDelegate):
    """Draws each of the five balls once and copies it from then on: a full screen has hundreds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._balls: dict[tuple[int, float], QPixmap] = {}

    def _ball(self, level: int, ratio: float) -> QPixmap:
        if (level, ratio) not in self._balls:
            colours = theme.current()
            side = BALL + 3
            picture = QPixmap(round(side * ratio), round(side * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ball(painter, QRectF(1.5, 1.5, BALL, BALL), level, colours.accent, colours.strong_line, colours.panel)
            painter.end()
            self._balls[level, ratio] = picture
        return self._balls[level, ratio]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        model: Any = index.model()
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(colours.accent_tint))
        place = model.place(index)
        ball = self._ball(model.level_at(place), painter.device().devicePixelRatioF())
        side = BALL + 3
        left, top = rect.left() + (rect.width() - side) // 2, rect.top() + (rect.height() - side) // 2
        painter.drawPixmap(left, top, ball)
        expired = model.expiring.get(place)
        if expired is not None:
            painter.setPen(QColor(colours.problem if expired else colours.attention_text))
            font = QFont(option.font)
            font.setPixelSize(11)
            painter.setFont(font)
            painter.drawText(
                rect.adjusted(0, 0, -3, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "◷"
            )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.selection), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


class _CountHeader(QHeaderView):
    """Names with their count, which stays in sight while the matrix scrolls; skills are turned upright."""

    def __init__(self, orientation: Qt.Orientation, model: SkillsModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._model = model
        self._height = LEAST_HEAD
        self._measure()
        model.modelReset.connect(self._measure)
        model.counted.connect(self._repaint)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(NAME_WIDTH + COUNT_WIDTH, super().sizeHint().height())
        return QSize(super().sizeHint().width(), self._height)

    def _repaint(self) -> None:
        self.viewport().update()

    def _measure(self) -> None:
        """As high as the longest name of a skill needs, within bounds."""
        font = QFont(self.font())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        names = [str(self._model.headerData(at, H)) for at in range(self._model.columnCount())]
        longest = max(map(metrics.horizontalAdvance, names), default=0)
        self._height = max(LEAST_HEAD, min(MOST_HEAD, longest + 44))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colours = theme.current()
        painter.save()
        painter.fillRect(rect, QColor(colours.panel))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        name = str(self._model.headerData(section, self.orientation()))
        count, state = self._model.count(self.orientation(), section)
        font = QFont(self.font())
        font.setPixelSize(12)
        if self.orientation() == Qt.Orientation.Horizontal:
            self._paint_upright(painter, rect, name, font)
            pill = QRect(rect.left(), rect.bottom() - 24, rect.width() - 1, 24)
        else:
            painter.setPen(QColor(colours.ink))
            painter.setFont(font)
            room = rect.adjusted(10, 0, -COUNT_WIDTH - 6, 0)
            words = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            pill = QRect(rect.right() - COUNT_WIDTH, rect.top(), COUNT_WIDTH, rect.height() - 1)
        if count:
            ground, ink = theme.soft(state)
            fresh = self._model.session.runner.fresh
            painter.fillRect(pill, QColor(ground if state else colours.panel))
            font.setPixelSize(11)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(ink if fresh else colours.disabled))
            symbol = theme.SYMBOLS.get(state, "")
            narrow = pill.width() < COUNT_WIDTH
            words = f"{symbol}{count.replace(' ', '')}" if narrow else f"{symbol} {count}".strip()
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _paint_upright(self, painter: QPainter, rect: QRect, name: str, font: QFont) -> None:
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().ink))
        room = rect.height() - 40
        words = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.save()
        painter.translate(rect.left(), rect.bottom() - 32)
        painter.rotate(-90)
        turned = QRect(0, 0, room, rect.width())
        painter.drawText(turned, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class SkillsTable(QTableView):
    """Digits set the level of what is selected; Delete and 0 take it away; copy and paste as in Excel."""

    message = Signal(str)

    def __init__(self, model: SkillsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_LevelDelegate(self))
        self.setHorizontalHeader(_CountHeader(Qt.Orientation.Horizontal, model, self))
        self.setVerticalHeader(_CountHeader(Qt.Orientation.Vertical, model, self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LINE)
        self.horizontalHeader().setDefaultSectionSize(CELL)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: Any) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.text() in ("0", "1", "2", "3", "4"):
            self.set_level(int(event.text()))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_level(0)
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.set_level((self._model.level(self.currentIndex()) + 1) % 5)
        else:
            super().keyPressEvent(event)

    def set_level(self, level: int) -> None:
        """Give every selected cell this level, as one step; a single cell moves on downwards."""
        places = [self._model.place(index) for index in self.selectedIndexes()]
        problem = set_levels(self._model.session, dict.fromkeys(places, level))
        if problem:
            self.message.emit(problem)

    def _copy(self) -> None:
        indexes = self.selectedIndexes()
        if not indexes:
            return
        rows = sorted({index.row() for index in indexes})
        columns = sorted({index.column() for index in indexes})
        lines = ["\t".join(str(self._model.level(self._model.index(r, c))) for c in columns) for r in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _paste(self) -> None:
        start = self.currentIndex()
        if not start.isValid():
            return
        people = self._model.people[start.row() :]
        skills = self._model.skills[start.column() :]
        self.message.emit(paste_levels(self._model.session, people, skills, QGuiApplication.clipboard().text()))
